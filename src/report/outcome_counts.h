// The outcome report on counts: per group how many said yes, and ladders of successive steps.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/expected.h"
#include "report/document.h"

namespace koers::report {

enum class Answer : std::uint8_t { no, yes, unknown };

struct CountsInput {
  std::shared_ptr<const std::vector<std::vector<Answer>>> columns;  ///< per column the answer of each row; never null
  std::shared_ptr<const std::vector<std::uint16_t>> group_of;  ///< per row; never null
  std::string source;
  std::vector<std::string> names;  ///< of the columns
  std::vector<std::string> groups;  ///< names by code; one nameless group where none are told apart
  Decimals decimals;
};

/// Codes: COLUMN.GROUP.n and .pct, COLUMN.all.n and .pct; base.GROUP.n, base.all.n. Unknown is not "no": it is left out of
/// the base of its column and counted beside it.
Expected<void> add_counts(Report& report, const CountsInput& input);

struct LadderInput {
  std::shared_ptr<const std::vector<std::uint16_t>> step;  ///< of each row, 1-based; never null
  std::vector<std::int64_t> last;  ///< persons whose last step is 1, 2, ...
  std::int64_t gaps = 0;  ///< persons who miss a step below their last
  std::string source;
  Decimals decimals;
};

/// Codes: step.K.n, step.K.pct (of the first step), last.K.n, persons.n, rows.n. Refuses persons with gaps.
Expected<void> add_ladder(Report& report, const LadderInput& input);

}  // namespace koers::report
