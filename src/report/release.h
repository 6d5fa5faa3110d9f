// Which groups of a tree may be shown when nothing may be known of fewer than so many.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace koers::report {

/// A group and the groups it is parted into. The children's n add up to the group's n, or it has none.
struct Group {
  std::int64_t n = 0;
  std::vector<std::size_t> parts;  ///< indexes, each greater than that of the group
  bool released = true;  ///< in: may be shown at all; out: is shown
};

/// The answers from which a group is shown.
inline constexpr std::int64_t least_released = 5;

/// Sets `released`. A group is shown when it has `least` or more, its own group is shown, and what is left of its own group without all parts
/// shown is nothing or `least` or more; where it is less, the smallest part that was to be shown is withheld too (the first of equals).
/// So no sum or difference of what is shown is about fewer than `least` (tests/report/release_test.cpp tries them all). `groups[0]` is
/// the whole.
void release(std::vector<Group>& groups, std::int64_t least = least_released);

}  // namespace koers::report
