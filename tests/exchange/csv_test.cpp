#include "exchange/csv.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "exchange/encoding.h"

namespace koers::exchange {
namespace {

using Table = std::vector<std::vector<std::string>>;

struct Read {
  Table rows;
  std::vector<std::uint32_t> lines;
  std::string code;  // of the fault
  std::uint32_t line = 0;
};

Read read(const std::string& text, char delimiter = ',', Encoding encoding = Encoding::utf8, std::size_t most = 3) {
  Read out;
  const auto fault = [&](const Error& e) {
    out.code = e.code;
    out.line = e.place.line;
    return out;
  };
  auto source = TextSource::from_memory(text, "scores.csv", encoding);
  if (!source) return fault(source.error());
  auto reader = CsvReader::open(std::move(*source), delimiter);
  if (!reader) return fault(reader.error());
  out.rows.push_back(reader->header());
  CsvRows rows;
  for (;;) {
    auto more = reader->next(rows, most);
    if (!more) return fault(more.error());
    if (!*more) return out;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      out.lines.push_back(rows.lines[r]);
      out.rows.emplace_back();
      for (std::size_t c = 0; c < rows.columns; ++c) out.rows.back().emplace_back(rows.cell(r, c));
    }
  }
}

TEST(Csv, ReadsWhatSpreadsheetsWrite) {
  EXPECT_EQ(read("a,b\n1,2\n3,4\n").rows, (Table{{"a", "b"}, {"1", "2"}, {"3", "4"}}));
  EXPECT_EQ(read("\xEF\xBB\xBF"
                 "a;b\r\n1,5;\"x;y\"\r\n\r\n2;\"he said \"\"no\"\"\"",
                 ';')
                .rows,
            (Table{{"a", "b"}, {"1,5", "x;y"}, {"2", "he said \"no\""}}));
  EXPECT_EQ(read("\n\na\tb\nx\t\n", '\t').rows, (Table{{"a", "b"}, {"x", ""}}));
  EXPECT_EQ(read("a,b\n\"\",\"\"\n").rows, (Table{{"a", "b"}, {"", ""}}));
  EXPECT_EQ(read("sep=;\r\na;b\r\n1;2\r\n", ';').rows, (Table{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(read("sep=;\r\na;b\r\n1;2\r\n", ';').lines, (std::vector<std::uint32_t>{3}));
  EXPECT_EQ(read("sep=;\r\na;b\r\n1;2\r\n", ',').code, "csv.one_column");
}

TEST(Csv, CountsLinesInsideQuotedCells) {
  const Read found = read("a,b\n\"one\ntwo\",2\n3,4\n");
  EXPECT_EQ(found.rows[1][0], "one\ntwo");
  EXPECT_EQ(found.lines, (std::vector<std::uint32_t>{2, 4}));
}

// Short cells, quotes, blank lines and carriage returns wherever the 64 bytes looked at together may end.
TEST(Csv, ReadsTheSameAtEveryOffset) {
  for (std::size_t shift = 0; shift < 200; ++shift) {
    const std::string pad(shift, 'x');
    const Read found =
        read(pad + "a,b,c\n1,,3\r\n\n\"q,\nr\",5,6\n\"\",,\n7,\"8\"\"\",9\n10,11,12", ',', Encoding::utf8, 2);
    ASSERT_EQ(found.code, "") << shift;
    EXPECT_EQ(found.rows, (Table{{pad + "a", "b", "c"},
                                 {"1", "", "3"},
                                 {"q,\nr", "5", "6"},
                                 {"", "", ""},
                                 {"7", "8\"", "9"},
                                 {"10", "11", "12"}}));
    EXPECT_EQ(found.lines, (std::vector<std::uint32_t>{2, 4, 6, 7, 8}));
    EXPECT_EQ(read(pad + "a,b\n1,2\n3,4,5\n6,7\n").code, "csv.cells_differ");
    EXPECT_EQ(read(pad + "a,b\n1,2\n3\n6,7\n").line, 3U);
  }
}

TEST(Csv, SelectsColumns) {
  auto reader = CsvReader::open(*TextSource::from_memory("a,b,c\n1,2,3\n", "x", Encoding::utf8), ',');
  ASSERT_TRUE(reader);
  const std::vector<std::size_t> wanted{2, 0};
  reader->select(wanted);
  CsvRows rows;
  ASSERT_TRUE(*reader->next(rows, 10));
  EXPECT_EQ(rows.cell(0, 0), "3");
  EXPECT_EQ(rows.cell(0, 1), "1");
}

TEST(Csv, NamesTheFaultAndItsLine) {
  struct Case {
    std::string text, code;
    std::uint32_t line;
  };
  const std::vector<Case> cases{
      {"", "csv.empty_file", 1},
      {"\n\n", "csv.empty_file", 3},
      {"a;b\n1;2\n", "csv.one_column", 1},
      {"a,,c\n1,2,3\n", "csv.empty_header", 1},
      {"a,b,a\n", "csv.repeated_header", 1},
      {"a,b\n1,2\n1,2,3\n", "csv.cells_differ", 3},
      {"a,b\n1\n", "csv.cells_differ", 2},
      {"a,b\n1,2\n\"1,2\n3,4\n", "csv.quote_not_closed", 3},
      {"a,b\n\"1\"x,2\n", "csv.text_after_quote", 2},
      {"a,b\n1\"x,2\n", "csv.quote_inside_cell", 2},
      {"a,b\r1,2\r", "csv.lone_carriage_return", 1},
      {"a,b\n1," + std::string(1'000'000, 'x') + "\n", "csv.record_too_long", 2},
      {std::string(1'000'000, 'x'), "csv.record_too_long", 1},
      {"a,b\n\"" + std::string(1'000'000, 'x'), "csv.quote_not_closed", 2},
      {"a,b\n" + std::string(3000, ',') + "\n", "csv.too_many_columns", 2},
      {std::string("a,b\n1,2\n3,\0x\n", 13), "text.zero_byte", 3},
      {"PK\x03\x04rest", "text.is_a_workbook", 0},
      {"a,b\nx,2\ncaf\xE9,2\n", "encoding.not_utf8", 3},
      {"a,b\ncaf\xC3\xA9,2\ncaf\xE9,2\n", "encoding.mixed", 3},
  };
  for (const Case& c : cases) {
    const Read found = read(c.text);
    EXPECT_EQ(found.code, c.code) << c.text.substr(0, 40);
    EXPECT_EQ(found.line, c.line) << c.text.substr(0, 40);
  }
}

TEST(Csv, ReadsOtherEncodings) {
  EXPECT_EQ(read("na\xEFve,b\n\x80,2\n", ',', Encoding::windows_1252).rows,
            (Table{{"na\xC3\xAFve", "b"}, {"\xE2\x82\xAC", "2"}}));
  EXPECT_EQ(read("a,b\n\xE9,2\n", ',', Encoding::latin_1).rows[1][0], "\xC3\xA9");
  EXPECT_EQ(read("a,b\nx,\x81\n", ',', Encoding::windows_1252).code, "encoding.undefined_byte");
  EXPECT_EQ(read("a,b\nx,\x80\n", ',', Encoding::latin_1).code, "encoding.control_byte");
  EXPECT_EQ(read("a,b\ncaf\xC3\xA9,2\n", ',', Encoding::windows_1252).code, "encoding.is_utf8");
  const Read mixed = read("a,b\n\xE9,1\ncaf\xC3\xA9,2\n", ',', Encoding::windows_1252);
  EXPECT_EQ(mixed.code, "encoding.mixed");
  EXPECT_EQ(mixed.line, 3U);
  const std::string utf16(
      "\xFF\xFE"
      "a\0,\0b\0\n\0\xE9\0,\0\x31\0\n\0",
      16);
  EXPECT_EQ(read(utf16).rows, (Table{{"a", "b"}, {"\xC3\xA9", "1"}}));
  EXPECT_EQ(read(utf16.substr(0, 15)).code, "encoding.broken_utf16");
}

TEST(Csv, RefusesAFileThatIsNotThere) {
  EXPECT_EQ(TextSource::open("tests/no-such-file.csv", Encoding::utf8).error().code, "file.cannot_open");
}

std::string written(const Table& table, char delimiter) {
  std::string out;
  for (const auto& row : table) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out += delimiter;
      out += '"';
      for (const char c : row[i]) out += c == '"' ? "\"\"" : std::string(1, c);
      out += '"';
    }
    out += "\r\n";
  }
  return out;
}

RC_GTEST_PROP(Csv, ReadsBackEveryQuotedTable, ()) {
  const auto letters = rc::gen::container<std::string>(rc::gen::element('a', ',', ';', '"', '\n', '\r', ' ', '5'));
  const int width = *rc::gen::inRange(1, 6);
  const auto body = *rc::gen::container<std::vector<std::vector<std::string>>>(
      rc::gen::container<std::vector<std::string>>(static_cast<std::size_t>(width), letters));
  Table table;
  table.emplace_back();
  for (int i = 0; i < width; ++i) table.back().push_back("column" + std::to_string(i));
  table.insert(table.end(), body.begin(), body.end());
  RC_ASSERT(read(written(table, ';'), ';').rows == table);
}

TEST(Csv, ReadsRowsThatCrossItsBuffer) {
  Table table{{"a", "b"}};
  for (int i = 0; i < 40'000; ++i)
    table.push_back({std::to_string(i * 7919), std::string(static_cast<std::size_t>(i % 23), 'x') + "\xC3\xA9"});
  std::string plain;
  for (const auto& row : table) plain += row[0] + "," + row[1] + "\n";
  EXPECT_EQ(read(plain, ',', Encoding::utf8, 500).rows, table);
  EXPECT_EQ(read(written(table, ','), ',', Encoding::utf8, 500).rows, table);
}

}  // namespace
}  // namespace koers::exchange
