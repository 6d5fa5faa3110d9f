// One level out of the ratings of two, for methods that ask for it. The raw ratings always stand beside it.
#pragma once

#include <cstdint>
#include <optional>

namespace koers::measure {

enum class Combined : std::uint8_t {
  combined,
  not_rated,
  first_missing,  ///< only the other rated: no level, never the other's alone
  second_missing,
  not_joint  ///< rated, but not together where one rating is given together
};

struct CombinedLevel {
  Combined state = Combined::not_rated;
  int level = 0;  ///< -2..2; only with `combined`
};

/// The mean of two levels, each -2..2; a half goes to the level of the first. (Nieuwe Perspectieven: the youth first, the
/// worker second; thesis:L1818-1823.)
CombinedLevel average_towards(std::optional<int> first, std::optional<int> second);

/// The same level on 1..5.
constexpr int on_five(int level) { return level + 3; }

}  // namespace koers::measure
