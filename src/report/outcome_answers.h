// The outcome report on one measurement per person: per column n, mean, SD, range and how many reach a norm of use; per group,
// over all, and for whole units (a family's mean first) where the file names them.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/expected.h"
#include "report/document.h"

namespace koers::report {

inline constexpr std::int32_t no_answer = std::numeric_limits<std::int32_t>::min();

struct AnswersInput {
  /// A column of the file, or the mean of several columns per person.
  struct Column {
    std::string name;
    std::vector<std::size_t> mean_of;  ///< indexes of columns of the file; empty: a column of the file itself
  };
  std::shared_ptr<const std::vector<std::vector<std::int32_t>>> values;  ///< per file column, per row; scaled
  std::shared_ptr<const std::vector<std::uint16_t>> group_of;  ///< per row
  std::shared_ptr<const std::vector<std::uint32_t>> unit_of;  ///< per row; null where no units are told apart
  std::string source;
  std::vector<Column> columns;  ///< those without mean_of come first, in the order of `values`
  std::vector<std::string> groups;  ///< one nameless group where none are told apart
  int score_decimals = 0;
  std::optional<std::int32_t> used_from;  ///< scaled: a person at or above it counts as using
  Decimals decimals;
};

/// Codes: COLUMN.GROUP.n, .mean, .sd, .min, .max, .used.n, .used.pct; GROUP "all", and "units" for units averaged first.
Expected<void> add_answers(Report& report, const AnswersInput& input);

}  // namespace koers::report
