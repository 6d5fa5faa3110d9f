// Rows of a delimited text file, as spreadsheets save them: any delimiter, quoted cells with delimiters, quotes and line
// ends inside, LF or CRLF. Reads in one pass with a bounded buffer and allocates nothing per cell.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/text_source.h"

namespace koers::exchange {

/// Rows read together. Views stay valid until the next call of the reader.
struct CsvRows {
  std::size_t columns = 0;  ///< columns selected
  std::vector<std::string_view> cells;  ///< row by row, in the order of select()
  std::vector<std::uint32_t> lines;  ///< line on which each row begins

  std::size_t size() const { return lines.size(); }
  std::string_view cell(std::size_t row, std::size_t column) const { return cells[row * columns + column]; }
};

/// Faults, each with file and line: csv.empty_file, csv.one_column (the delimiter is another one), csv.empty_header,
/// csv.repeated_header, csv.too_many_columns, csv.cells_differ, csv.record_too_long, csv.quote_not_closed,
/// csv.text_after_quote, csv.quote_inside_cell, csv.lone_carriage_return, csv.too_many_rows, and those of TextSource.
class CsvReader {
 public:
  static constexpr std::size_t longest_record = 100'000;  ///< bytes
  static constexpr std::size_t most_columns = 2'000;
  static constexpr std::uint32_t most_rows = 0x7FFF'0000;

  /// Reads the header. Blank lines before it are skipped.
  static Expected<CsvReader> open(TextSource source, char delimiter);

  const std::vector<std::string>& header() const { return header_; }
  /// Index in header(), by exact name.
  std::optional<std::size_t> column(std::string_view name) const;
  /// The columns next() delivers, as indexes in header(). Without a call: all of them.
  void select(std::span<const std::size_t> columns);
  /// Up to `most` rows into `rows`; false when there are no more. Rows without any text are skipped and counted.
  Expected<bool> next(CsvRows& rows, std::size_t most);

  std::uint32_t rows_read() const { return rows_; }
  std::uint32_t blank_rows() const { return blank_; }
  const std::string& name() const { return source_.name(); }

 private:
  enum class Step : std::uint8_t { record, incomplete, end };
  struct Record {
    Step step = Step::end;
    std::size_t columns = 0;
    bool text = false;  // some cell is not empty
  };
  CsvReader(TextSource source, char delimiter);
  bool plain_record(std::string_view* cells, Record& out);
  Expected<Record> record(std::string_view* cells);
  void pass() { line_ += inner_lines_ + 1; }
  const char* find(const char* from);
  Expected<bool> quoted(const char*& at, std::string_view& cell);
  Expected<bool> refill();
  Expected<void> read_header();
  tl::unexpected<Error> fault(std::string code, Message::Args args = {}) const;

  TextSource source_;
  char delimiter_;
  std::unique_ptr<char[]> buffer_;
  const char* at_ = nullptr;  // first byte not yet delivered
  const char* end_ = nullptr;
  bool finished_ = false;  // the source has ended
  std::uint32_t line_ = 1;  // of at_
  std::uint32_t inner_lines_ = 0;  // line ends inside the cells of the record being read
  std::uint32_t rows_ = 0, blank_ = 0;
  const char* block_ = nullptr;  // 64 bytes whose marks are in marks_
  std::uint64_t marks_ = 0;
  std::vector<std::string> header_;
  std::vector<std::int32_t> slot_;  // per column: place among the selected ones, or -1
  std::size_t selected_ = 0;
  std::deque<std::string> unescaped_;
};

}  // namespace koers::exchange
