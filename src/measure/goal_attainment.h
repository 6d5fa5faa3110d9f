// What became of several goals, by what 0 means. Goals of both kinds never stand in one figure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "base/decimal.h"
#include "measure/goal_combine.h"
#include "measure/goals.h"

namespace koers::measure {

struct JudgedGoal {
  MiddleLevel middle = MiddleLevel::situation_at_start;
  CombinedLevel level;  ///< one person's rating: combined or not_rated
};

struct Attainment {
  MiddleLevel middle = MiddleLevel::situation_at_start;
  std::int64_t goals = 0;  ///< rated and not
  std::int64_t rated = 0;  ///< the denominator of what follows
  std::int64_t not_rated = 0, rater_missing = 0, not_joint = 0;  ///< left out, and why

  // 0 is the situation at the start
  std::int64_t attained = 0;  ///< +2
  std::int64_t improved = 0;  ///< +1 or +2
  std::int64_t unchanged = 0;  ///< 0
  std::int64_t worse = 0;  ///< below 0

  // 0 is the expected result
  std::int64_t at_or_above = 0;
  std::optional<Decimal> t;  ///< Kiresuk & Sherman, equal weights, rho .30, one decimal; none without a rated goal
};

/// Faults: goals.mixed_models (0 does not mean the same in all of them), goals.score_out_of_range.
Expected<Attainment> attainment(std::span<const JudgedGoal> goals);

}  // namespace koers::measure
