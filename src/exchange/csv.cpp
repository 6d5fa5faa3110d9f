#include "exchange/csv.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <numeric>
#include <utility>

#include "base/text.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace koers::exchange {
namespace {

constexpr std::size_t buffer_size = std::size_t{1} << 18;
constexpr std::size_t padding = 64;

/// One bit per byte of the 64 at `at` that is the delimiter, a quote or a line end.
inline std::uint64_t marks_of(const char* at, char delimiter) {
#if defined(__SSE2__)
  const __m128i d = _mm_set1_epi8(delimiter);
  const __m128i q = _mm_set1_epi8('"');
  const __m128i n = _mm_set1_epi8('\n');
  std::uint64_t out = 0;
  for (int i = 0; i < 4; ++i) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at + 16 * i));
    const __m128i hit =
        _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, d), _mm_cmpeq_epi8(bytes, q)), _mm_cmpeq_epi8(bytes, n));
    out |= static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(hit))) << (16 * i);
  }
  return out;
#else
  std::uint64_t out = 0;
  for (int i = 0; i < 64; ++i) {
    const bool hit = at[i] == delimiter || at[i] == '"' || at[i] == '\n';
    out |= static_cast<std::uint64_t>(hit) << i;
  }
  return out;
#endif
}

}  // namespace

CsvReader::CsvReader(TextSource source, char delimiter)
    : source_(std::move(source)),
      delimiter_(delimiter),
      buffer_(std::make_unique_for_overwrite<char[]>(buffer_size + padding)) {
  at_ = end_ = buffer_.get();
}

Expected<CsvReader> CsvReader::open(TextSource source, char delimiter) {
  CsvReader reader(std::move(source), delimiter);
  if (auto read = reader.read_header(); !read) return fail(std::move(read.error()));
  return reader;
}

tl::unexpected<Error> CsvReader::fault(std::string code, Message::Args args) const {
  return fail(std::move(code), std::move(args), {name(), line_, 0, {}});
}

std::optional<std::size_t> CsvReader::column(std::string_view wanted) const {
  const auto found = std::find(header_.begin(), header_.end(), wanted);
  if (found == header_.end()) return {};
  return static_cast<std::size_t>(found - header_.begin());
}

void CsvReader::select(std::span<const std::size_t> columns) {
  slot_.assign(header_.size(), -1);
  selected_ = columns.size();
  for (std::size_t i = 0; i < columns.size(); ++i) slot_[columns[i]] = static_cast<std::int32_t>(i);
}

/// Moves what was not delivered to the front and reads on. False at the end of the source.
Expected<bool> CsvReader::refill() {
  if (finished_) return false;
  const auto rest = static_cast<std::size_t>(end_ - at_);
  std::memmove(buffer_.get(), at_, rest);
  at_ = buffer_.get();
  auto read = source_.read(buffer_.get() + rest, buffer_size - rest);
  if (!read) return fail(std::move(read.error()));
  end_ = at_ + rest + *read;
  std::memset(buffer_.get() + rest + *read, 0, padding);
  block_ = nullptr;
  finished_ = *read == 0;
  return !finished_;
}

/// The first delimiter, quote or line end at or after `from`; end_ if there is none.
const char* CsvReader::find(const char* from) {
  std::uint64_t marks = 0;
  if (block_ != nullptr && from >= block_ && from < block_ + 64) {
    marks = marks_ & (~std::uint64_t{0} << (from - block_));
  } else {
    block_ = from;
    marks = marks_ = from < end_ ? marks_of(from, delimiter_) : 0;
  }
  while (marks == 0) {
    if (block_ + 64 >= end_) return end_;
    block_ += 64;
    marks = marks_ = marks_of(block_, delimiter_);
  }
  return std::min(end_, block_ + std::countr_zero(marks));
}

/// `at` stands on the opening quote. True: `cell` is read and `at` stands behind the closing quote. False: the buffer ends.
Expected<bool> CsvReader::quoted(const char*& at, std::string_view& cell) {
  const char* const begin = at + 1;
  std::string* copy = nullptr;
  for (const char* from = begin;;) {
    const auto* quote = static_cast<const char*>(std::memchr(from, '"', static_cast<std::size_t>(end_ - from)));
    if (quote == nullptr || (quote + 1 == end_ && !finished_)) {
      if (static_cast<std::size_t>(end_ - begin) > longest_record || finished_) return fault("csv.quote_not_closed");
      return false;
    }
    inner_lines_ += static_cast<std::uint32_t>(std::count(from, quote, '\n'));
    const bool doubled = quote + 1 < end_ && quote[1] == '"';
    if (copy == nullptr && doubled) copy = &unescaped_.emplace_back();
    if (copy != nullptr) copy->append(from, doubled ? quote + 1 : quote);
    if (doubled) {
      from = quote + 2;
      continue;
    }
    cell = copy != nullptr ? std::string_view(*copy) : std::string_view(begin, static_cast<std::size_t>(quote - begin));
    at = quote + 1;
    return true;
  }
}

/// A record with every cell of the header and no quotes that ends inside the buffer, as nearly all do. False, and nothing
/// has happened, when it is not: record() then says what it is.
bool CsvReader::plain_record(std::string_view* cells, Record& out) {
  const char* from = at_;
  if (from == end_) return false;
  if (block_ == nullptr || from < block_ || from >= block_ + 64) {
    block_ = from;
    marks_ = marks_of(from, delimiter_);
  }
  std::uint64_t marks = marks_ & (~std::uint64_t{0} << (from - block_));
  const std::int32_t* const slots = slot_.data();
  const std::size_t columns = header_.size();
  for (std::size_t column = 0;; ++column) {
    while (marks == 0) {
      if (end_ - block_ <= 64) return false;
      block_ += 64;
      marks = marks_ = marks_of(block_, delimiter_);
    }
    const char* const mark = block_ + std::countr_zero(marks);
    marks &= marks - 1;
    if (mark >= end_ || *mark == '"' || column == columns) return false;
    const bool last = *mark == '\n';
    const char* const to = last && mark > from && mark[-1] == '\r' ? mark - 1 : mark;
    if (const std::int32_t slot = slots[column]; slot >= 0) cells[slot] = {from, static_cast<std::size_t>(to - from)};
    out.text = out.text || to > from;
    if (last) {
      if (column + 1 != columns || static_cast<std::size_t>(mark - at_) > longest_record) return false;
      out.columns = columns;
      at_ = mark + 1;
      return true;
    }
    from = mark + 1;
  }
}

/// Reads one record; the cells of selected columns go to `cells`. Moves at_ behind it, not yet line_ (pass()).
Expected<CsvReader::Record> CsvReader::record(std::string_view* cells) {
  if (at_ == end_) return Record{finished_ ? Step::end : Step::incomplete};
  inner_lines_ = 0;
  Record out{Step::record};
  for (const char* from = at_;;) {
    std::string_view cell;
    const char* mark = nullptr;
    if (from < end_ && *from == '"') {
      const char* after = from;
      auto whole = quoted(after, cell);
      if (!whole) return fail(std::move(whole.error()));
      if (!*whole) return Record{Step::incomplete};
      out.text = true;
      if (after < end_ && *after == '\r') {
        if (after + 1 == end_ && !finished_) return Record{Step::incomplete};
        if (after + 1 == end_ || after[1] == '\n') ++after;
      }
      if (after < end_ && *after != delimiter_ && *after != '\n') return fault("csv.text_after_quote");
      mark = after;
    } else {
      mark = find(from);
      if (mark < end_ && *mark == '"') return fault("csv.quote_inside_cell");
      const char* last = mark;
      if ((mark == end_ || *mark == '\n') && last > from && last[-1] == '\r') --last;
      cell = {from, static_cast<std::size_t>(last - from)};
      out.text = out.text || last > from;
    }
    if (static_cast<std::size_t>(mark - at_) > longest_record) {
      return fault("csv.record_too_long", {{"most", std::to_string(longest_record)}});
    }
    if (mark == end_ && !finished_) return Record{Step::incomplete};
    if (out.columns == most_columns) return fault("csv.too_many_columns", {{"most", std::to_string(most_columns)}});
    if (out.columns < slot_.size() && slot_[out.columns] >= 0) cells[slot_[out.columns]] = cell;
    ++out.columns;
    if (mark < end_ && *mark == delimiter_) {
      from = mark + 1;
      continue;
    }
    at_ = mark == end_ ? end_ : mark + 1;
    return out;
  }
}

Expected<bool> CsvReader::next(CsvRows& rows, std::size_t most) {
  unescaped_.clear();
  rows.columns = selected_;
  rows.lines.clear();
  rows.cells.resize(most * selected_);
  while (rows.size() < most) {
    Record plain;
    if (rows_ < most_rows && plain_record(rows.cells.data() + rows.size() * selected_, plain) && plain.text) {
      rows.lines.push_back(line_++);
      ++rows_;
      continue;
    }
    if (plain.columns > 0) {  // a row without text
      ++blank_;
      ++line_;
      continue;
    }
    auto read = record(rows.cells.data() + rows.size() * selected_);
    if (!read) return fail(std::move(read.error()));
    if (read->step == Step::end || (read->step == Step::incomplete && rows.size() > 0)) break;
    if (read->step == Step::incomplete) {
      if (auto more = refill(); !more) return more;
      continue;
    }
    if (!read->text) {
      ++blank_;
    } else if (read->columns != header_.size()) {
      return fault("csv.cells_differ",
                   {{"cells", std::to_string(read->columns)}, {"header", std::to_string(header_.size())}});
    } else if (rows_ == most_rows) {
      return fault("csv.too_many_rows", {{"most", std::to_string(most_rows)}});
    } else {
      rows.lines.push_back(line_);
      ++rows_;
    }
    pass();
  }
  return rows.size() > 0;
}

/// `sep=;`: what a spreadsheet writes on top for itself.
static bool names_delimiter(const std::string_view* cells, std::size_t columns) {
  const std::string_view first = cells[0];
  if (first.size() < 4 || (first.substr(0, 4) != "sep=" && first.substr(0, 4) != "SEP=")) return false;
  return (columns == 1 && first.size() <= 5) || (columns == 2 && first.size() == 4 && cells[1].empty());
}

Expected<void> CsvReader::read_header() {
  std::vector<std::string_view> cells(most_columns);
  slot_.resize(most_columns);
  std::iota(slot_.begin(), slot_.end(), 0);
  Record read;
  do {
    auto next = record(cells.data());
    if (!next) return fail(std::move(next.error()));
    read = *next;
    if (read.step == Step::end) return fault("csv.empty_file");
    if (read.step == Step::incomplete) {
      if (auto more = refill(); !more) return fail(std::move(more.error()));
    } else if (!read.text || names_delimiter(cells.data(), read.columns)) {
      read.text = false;
      pass();
    }
  } while (read.step != Step::record || !read.text);
  for (std::size_t i = 0; i < read.columns; ++i) {
    const std::string_view name = trim(cells[i]);
    if (name.empty()) return fault("csv.empty_header", {{"column", std::to_string(i + 1)}});
    if (name.find('\r') != std::string_view::npos) return fault("csv.lone_carriage_return");
    if (column(name)) return fault("csv.repeated_header", {{"name", std::string(name)}});
    header_.emplace_back(name);
  }
  if (header_.size() == 1) {
    for (const char other : {',', ';', '\t', '|'}) {
      if (other != delimiter_ && header_.front().find(other) != std::string::npos) {
        return fault("csv.one_column", {{"delimiter", other == '\t' ? "tab" : std::string(1, other)}});
      }
    }
  }
  pass();
  std::vector<std::size_t> all(header_.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  select(all);
  return {};
}

}  // namespace koers::exchange
