// The outcome report on goal attainment: per goal how many ended in each of five levels, how many improved, and the mean level. Where it
// is said what the middle level means, also what became of the goals: T (Kiresuk & Sherman) and at or above expected, or attained,
// improved, unchanged and worse. Goals of both kinds never stand in one figure.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/expected.h"
#include "measure/goals.h"
#include "measure/pairing.h"
#include "report/document.h"

namespace koers::report {

/// One rated goal.
struct GoalRow {
  std::uint16_t goal = 0, group = 0;
  std::uint16_t year = 0;  ///< 0: not given
  std::uint8_t level = 0;  ///< 1..5 as measure::Level; 0: not rated
  measure::IdKey person;  ///< whose goal
  bool absent = false;  ///< not of this table: another rater's
  std::uint8_t why = 0;  ///< of a combined row without level: measure::Combined
};

/// Whose ratings a table shows.
enum class GoalsOf : std::uint8_t { everyone, rater, combined };

struct GoalsInput {
  std::shared_ptr<const std::vector<GoalRow>> rows;  ///< never null
  std::string source;
  std::vector<std::string> goals,
      groups;  ///< names by code, in the order of the report; no groups: none are told apart
  bool years_known = false;
  bool persons_known = false;
  std::vector<std::optional<measure::MiddleLevel>> zero;  ///< by goal; empty: nothing is said
  bool total = true;  ///< a line over all goals
  GoalsOf whose = GoalsOf::everyone;
  std::string rater;  ///< with GoalsOf::rater: a label of the file
  /// Combined: for each row of the file the one in `rows` it went into; a figure then opens to all rows it rests on.
  std::shared_ptr<const std::vector<std::uint32_t>> went_into;
  Decimals decimals;
};

/// Codes, after "RATER." or "combined." where several rated: GOAL[.GROUP|.YEAR].n, .LEVEL.n, .LEVEL.pct, .improved.n, .improved.pct, .mean, .sd; GOAL "all" is every goal. With `zero`:
/// .at_or_above.n, .pct, all.expected.t.mean, .sd; .attained.n, .improved.n, .same.n, .deteriorated.n with .pct; "all.expected" and
/// "all.start" are the goals of that kind. With both kinds there is no "all" (refused with its reason below the table).
Expected<void> add_goals(Report& report, const GoalsInput& input);

}  // namespace koers::report
