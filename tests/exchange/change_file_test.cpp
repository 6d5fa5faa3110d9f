#include "exchange/change_file.h"

#include <gtest/gtest.h>

namespace koers::exchange {
namespace {

ChangeFile columns(const std::string& start, const std::string& end) {
  ChangeFile out;
  out.path = "f.csv";
  out.start_column = start;
  out.end_column = end;
  out.delimiter = ';';
  out.numbers.decimal = ',';
  out.numbers.decimals = 1;
  out.missing = {"999"};
  return out;
}

std::string read_rows(const std::string& text, const ChangeFile& file) {
  const auto rows = read_change_rows(file, *TextSource::from_memory(text, file.path, Encoding::utf8));
  if (!rows) {
    const Place& at = rows.error().place;
    return rows.error().code + ' ' + std::to_string(at.line) + ' ' + at.pointer;
  }
  std::string out;
  for (const report::ChangeRow& row : *rows) {
    out += std::to_string(row.line) + ':' + (row.start ? std::to_string(*row.start) : "-") + ',' +
           (row.end ? std::to_string(*row.end) : "-") + ' ';
  }
  return out;
}

TEST(ChangeFile, ReadsTwoColumnsInAnyOrder) {
  const std::string text = "name;after;before\nx; 60,5 ;75\n\ny;;80\nz;61;999\n";
  EXPECT_EQ(read_rows(text, columns("before", "after")), "2:750,605 4:800,- 5:-,610 ");
  EXPECT_EQ(read_rows(text, columns("after", "before")), "2:605,750 4:-,800 5:610,- ");
}

TEST(ChangeFile, NamesWhatIsWrong) {
  EXPECT_EQ(read_rows("a;b\n1;2\n1;x\n", columns("a", "b")), "change.not_a_score 3 b");
  EXPECT_EQ(read_rows("a;b\n1,25;2\n", columns("a", "b")), "change.not_a_score 2 a");
  EXPECT_EQ(read_rows("a;b\nNaN;2\n", columns("a", "b")), "change.not_a_score 2 a");
  EXPECT_EQ(read_rows("a;b\n1;2\n", columns("a", "c")), "map.no_such_column 1 ");
  EXPECT_EQ(read_rows("a;b\n1;2\n", columns("a", "a")), "change.same_column 0 ");
  EXPECT_EQ(read_rows("a;b\n", columns("a", "b")), "change.no_rows 0 ");
  EXPECT_EQ(read_rows("", columns("a", "b")).substr(0, 14), "csv.empty_file");
}

}  // namespace
}  // namespace koers::exchange
