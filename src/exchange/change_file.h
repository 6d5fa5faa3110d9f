// Pairs of scores from two columns of a spreadsheet saved as CSV: the start and the end of one person, row by row.
#pragma once

#include <string>
#include <vector>

#include "exchange/cells.h"
#include "exchange/text_source.h"
#include "report/change_scores.h"

namespace koers::exchange {

struct ChangeFile {
  std::string path, start_column, end_column;
  char delimiter = ',';
  Encoding encoding = Encoding::utf8;
  NumberFormat numbers;
  std::vector<std::string> missing;  ///< codes for "no score"; an empty cell always is one
};

/// Faults with file, line and column: those of CsvReader, map.no_such_column, change.same_column, change.not_a_score (what
/// stands in a cell is no score in the format given), change.no_rows.
Expected<std::vector<report::ChangeRow>> read_change_rows(const ChangeFile& file);
/// The same of a text already read.
Expected<std::vector<report::ChangeRow>> read_change_rows(const ChangeFile& file, TextSource source);

}  // namespace koers::exchange
