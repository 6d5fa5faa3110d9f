// Ratings of the same goals by several: each rater's apart, and beside them the one level the method makes of them.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "exchange/id_table.h"
#include "exchange/outcome_map.h"
#include "report/outcome_goals.h"

namespace koers::exchange {

class GoalRaters {
 public:
  static constexpr std::size_t most_raters = 20;  ///< more are no raters, but another column
  explicit GoalRaters(const OutcomeMap& map) : map_(map) {}

  /// Call once for each row of the file, in order, with the label of who rated. CodeTable::most: none, or too many.
  std::uint16_t add(std::string_view label);
  /// A table for each rater and, where the map combines, one of what comes out. A goal is that of a person, group and year.
  Expected<void> report(report::Report& report, report::GoalsInput input) const;

 private:
  Expected<void> combined(report::Report& report, report::GoalsInput input) const;

  const OutcomeMap& map_;
  CodeTable who_;
  std::vector<std::uint16_t> of_;  // by row
};

}  // namespace koers::exchange
