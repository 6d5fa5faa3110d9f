#include "exchange/change_file.h"

#include "base/text.h"
#include "exchange/csv.h"

namespace koers::exchange {

Expected<std::vector<report::ChangeRow>> read_change_rows(const ChangeFile& file) {
  auto source = TextSource::open(file.path, file.encoding);
  if (!source) return fail(std::move(source.error()));
  return read_change_rows(file, std::move(*source));
}

Expected<std::vector<report::ChangeRow>> read_change_rows(const ChangeFile& file, TextSource source) {
  constexpr std::size_t batch = 512;
  auto reader = CsvReader::open(std::move(source), file.delimiter);
  if (!reader) return fail(std::move(reader.error()));
  if (file.start_column == file.end_column) return fail("change.same_column", {{"column", file.start_column}});
  std::vector<std::size_t> columns;
  for (const std::string* name : {&file.start_column, &file.end_column}) {
    const auto found = reader->column(*name);
    if (!found) {
      const std::vector<std::string_view> all(reader->header().begin(), reader->header().end());
      return fail("map.no_such_column", {{"column", *name}, {"nearest", nearest(*name, all).value_or("")}},
                  {file.path, 1, 0, {}});
    }
    columns.push_back(*found);
  }
  reader->select(columns);
  const MissingCodes missing(file.missing);

  std::vector<report::ChangeRow> out;
  CsvRows rows;
  for (;;) {
    const auto more = reader->next(rows, batch);
    if (!more) return fail(more.error());
    if (!*more) break;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      report::ChangeRow row;
      row.line = rows.lines[i];
      for (const bool end : {false, true}) {
        const std::string_view cell = trim(rows.cell(i, end ? 1 : 0));
        if (missing.holds(cell)) continue;
        std::int32_t score = 0;
        if (read_number(cell, file.numbers, score) != CellFault::none) {
          const std::string& column = end ? file.end_column : file.start_column;
          return fail("change.not_a_score", {{"column", column}, {"decimals", std::to_string(file.numbers.decimals)}},
                      {file.path, row.line, 0, column});
        }
        (end ? row.end : row.start) = score;
      }
      out.push_back(row);
    }
  }
  if (out.empty()) return fail("change.no_rows", {}, {file.path, 0, 0, {}});
  return out;
}

}  // namespace koers::exchange
