#include "base/text.h"

#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <sstream>

#include "draw/timeline_text.h"
#include "tests/draw/example_timelines.h"
#include "tests/draw/words.h"

namespace koers::draw {
namespace {

int longest_line(const std::string& text) {
  int longest = 0;
  for (const std::string_view line : split(text, '\n')) {
    int count = 0;
    for (std::size_t at = 0; at < line.size(); ++count) next_code_point(line, at);
    longest = std::max(longest, count);
  }
  return longest;
}

std::set<std::string> ids_of(const Timeline& t) {
  std::set<std::string> ids;
  for (const auto& band : t.bands) ids.insert(band.id);
  for (const auto& tick : t.ticks) ids.insert(tick.id);
  for (const auto& pause : t.pauses) ids.insert(pause.id);
  for (const auto& mark : t.marks) ids.insert(mark.id);
  const auto series = [&](const std::vector<Series>& list) {
    for (const auto& one : list) {
      for (const auto& reading : one.readings) ids.insert(reading.id);
    }
  };
  for (const auto& panel : t.panels) {
    series(panel.series);
    for (const auto& due : panel.due) ids.insert(due.id);
  }
  for (const auto& ladder : t.ladders) {
    for (const auto& row : ladder.rows) {
      series(row.series);
      for (const auto& due : row.due) ids.insert(due.id);
    }
  }
  return ids;
}

TEST(TimelineTable, HoldsEveryItemOfThePicture) {
  for (const auto make :
       {example::typical, example::short_one, example::long_one, example::returned, example::voices}) {
    const Timeline timeline = make();
    std::set<std::string> found;
    for (const TableRow& row : table_rows(timeline, example::dutch)) {
      found.insert(row.id);
      EXPECT_FALSE(row.what.empty()) << row.id;
      EXPECT_EQ((row.what + row.who + row.value + row.date).find('?'), std::string::npos) << row.date;
    }
    for (const std::string& id : ids_of(timeline)) EXPECT_TRUE(found.count(id)) << id;
  }
}

TEST(TimelineTable, StandsInOrderOfTimeWithScalesLast) {
  const auto rows = table_rows(example::typical(), example::dutch);
  std::optional<LocalDate> before;
  bool scales = false;
  for (const TableRow& row : rows) {
    if (!row.day) {
      scales = true;
      continue;
    }
    EXPECT_FALSE(scales);
    if (before) EXPECT_LE(*before, *row.day);
    before = row.day;
  }
  EXPECT_TRUE(scales);
  EXPECT_EQ(rows.front().date, "2 maart 2026 tot en met 12 april 2026");
  EXPECT_EQ(table_heads(example::dutch), (std::vector<std::string>{"datum", "wat", "wie", "hoe"}));
}

TEST(TimelineTable, SaysWhoRatedWhat) {
  int found = 0;
  for (const TableRow& row : table_rows(example::voices(), example::dutch)) {
    if (row.what != "Samen eten zonder ruzie" || row.date != "13 april 2026") continue;
    ++found;
    EXPECT_TRUE((row.who == "moeder" && row.value == "−2") || (row.who == "vader" && row.value == "−1") ||
                (row.who == "Yara" && row.value == "−2"))
        << row.who << " " << row.value;
  }
  EXPECT_EQ(found, 3);
}

TEST(TimelineText, KeepsItsWidth) {
  for (const auto make :
       {example::typical, example::short_one, example::long_one, example::returned, example::voices}) {
    for (const int width : {60, 80, 120}) {
      for (const bool ascii : {false, true})
        EXPECT_LE(longest_line(terminal_text(make(), example::dutch, {width, ascii})), width);
    }
  }
}

TEST(TimelineText, IsAsLastLookedAt) {
  const std::string text = terminal_text(example::typical(), example::dutch) +
                           terminal_text(example::returned(), example::dutch, {80, true});
  const char* path = "tests/draw/golden/terminal.txt";
  if (const char* mode = std::getenv("KOERS_GOLDEN"); mode != nullptr && std::string(mode) == "write") {
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  std::ifstream file(path, std::ios::binary);
  std::stringstream expected;
  expected << file.rdbuf();
  EXPECT_EQ(expected.str(), text);
}

}  // namespace
}  // namespace koers::draw
