// The outcome report on goal attainment: per goal how many ended in each of five levels, how many improved, and the mean level.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/expected.h"
#include "measure/goals.h"
#include "report/document.h"

namespace koers::report {

/// One rated goal.
struct GoalRow {
  std::uint16_t goal = 0, group = 0;
  std::uint16_t year = 0;  ///< 0: not given
  std::uint8_t level = 0;  ///< 1..5 as measure::Level; 0: not rated
};

struct GoalsInput {
  std::shared_ptr<const std::vector<GoalRow>> rows;  ///< never null
  std::string source;
  std::vector<std::string> goals,
      groups;  ///< names by code, in the order of the report; no groups: none are told apart
  bool years_known = false;
  bool total = true;  ///< a line over all goals
  Decimals decimals;
};

/// Codes: GOAL[.GROUP|.YEAR].n, .LEVEL.n, .LEVEL.pct, .improved.n, .improved.pct, .mean, .sd; GOAL "all" is every goal.
Expected<void> add_goals(Report& report, const GoalsInput& input);

}  // namespace koers::report
