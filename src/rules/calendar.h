// Counts days, leaving out those on which nothing was to be expected (pauses, holidays, closed weeks). Inside the room.
#pragma once

#include <vector>

#include "base/date.h"
#include "rules/table.h"

namespace koers::rules {

class Calendar {
 public:
  /// The days to leave out, in any order; they may overlap.
  explicit Calendar(std::vector<Days> excluded);

  /// Open days from `from` up to, not including, `to`; 0 when `to` is not later.
  std::int32_t net(LocalDate from, LocalDate to) const;
  /// The latest day with at least n (>= 1) open days between it and `today` (itself included, today not).
  LocalDate back(LocalDate today, std::int32_t n) const;
  /// The first day d with net(from, d) >= n.
  LocalDate forward(LocalDate from, std::int32_t n) const;

 private:
  std::int32_t excluded_before(LocalDate date) const;

  std::vector<Days> excluded_;  // sorted, apart
  std::vector<std::int32_t> before_;  // excluded days before each interval
  std::int32_t total_ = 0;
};

}  // namespace koers::rules
