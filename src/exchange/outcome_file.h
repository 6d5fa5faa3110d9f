// From an organisation's spreadsheet and its map to the outcome report.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/csv.h"
#include "exchange/outcome_map.h"
#include "measure/instrument.h"
#include "report/document.h"

namespace koers::exchange {

/// The line of the file each row began on.
class LineIndex {
 public:
  void add(std::uint32_t row, std::uint32_t line) {
    if (changes_.empty() || line - row != changes_.back().second) changes_.emplace_back(row, line - row);
  }
  std::uint32_t line(std::uint32_t row) const;

 private:
  std::vector<std::pair<std::uint32_t, std::uint32_t>> changes_;  // from this row on: line - row
};

struct OutcomeReport {
  report::Report report;
  LineIndex lines;          ///< rows of the figures' RowSets are rows of the file
  std::uint32_t per_row = 1;  ///< measurements side by side in one row: RowSet row / per_row is the row of the file
};

/// What an instrument file tells about a frame named in a map; empty when there is no such file.
struct Frame {
  std::string name_nl, name_en;
  std::optional<measure::Direction> direction;
  const measure::Instrument* instrument = nullptr;  ///< for the numbers of its slots; outlives the report
};
using FindFrame = std::function<std::optional<Frame>(std::string_view code)>;

/// Faults with file, line and column: those of CsvReader and cells, outcome.*, map.no_such_column, map.no_such_frame.
Expected<OutcomeReport> outcome_report(const OutcomeMap& map, TextSource source, const FindFrame& frames, bool dutch);

// ---- for the readers of each kind --------------------------------------------------------------------------------

/// A selected column: its place in CsvRows, and its name for faults.
struct ColumnOf {
  std::size_t slot = 0;
  std::string name;
};

/// Looks up and selects the columns a kind needs.
class ColumnChooser {
 public:
  ColumnChooser(CsvReader& reader, const OutcomeMap& map) : reader_(reader), map_(map) {}
  std::optional<ColumnOf> role(const std::string& role);  ///< absent when the map names none
  ColumnOf named(const std::string& column);
  /// Selects what was asked for; the first column that does not exist is the fault.
  Expected<void> select();

 private:
  CsvReader& reader_;
  const OutcomeMap& map_;
  std::vector<std::size_t> chosen_;
  std::vector<std::string> missing_;
};

tl::unexpected<Error> cell_fault(const CsvReader& reader, std::uint32_t line, const ColumnOf& column, CellFault fault,
                                 const OutcomeMap& map);
tl::unexpected<Error> row_fault(const CsvReader& reader, std::uint32_t line, const std::string& column,
                                std::string code, Message::Args args = {});

Expected<OutcomeReport> read_scores(const OutcomeMap& map, CsvReader& reader, const FindFrame& frames, bool dutch);
Expected<OutcomeReport> read_answers(const OutcomeMap& map, CsvReader& reader);
Expected<OutcomeReport> read_goals(const OutcomeMap& map, CsvReader& reader);
Expected<OutcomeReport> read_counts(const OutcomeMap& map, CsvReader& reader);

}  // namespace koers::exchange
