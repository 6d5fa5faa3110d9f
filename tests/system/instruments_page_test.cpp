// docs/instruments-shipped.md against instruments/*.yaml, both ways.
#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <string>
#include <vector>

#include "exchange/yaml.h"
#include "tests/system/documents.h"
#include "tests/system/tables.h"

namespace koers::system_test::instruments_page {
namespace {

using Cells = std::vector<std::string>;  ///< class, holder, public, slots

const std::string head = "| code | class | holder | licence | public | slots |\n|---|---|---|---|---|---|\n";

std::string text_at(json::Value from, std::string_view key) {
  const auto found = from.find(key);
  return found ? std::string(found->text()) : std::string();
}

bool any_child(json::Value from, std::string_view list, auto holds) {
  const auto found = from.find(list);
  if (!found) return false;
  for (const json::Value child : *found) {
    if (holds(child)) return true;
  }
  return false;
}

/// What a file gives, in the words of the page.
std::string given(json::Value file) {
  const auto has = [](std::string_view key) { return [key](json::Value v) { return v.find(key).has_value(); }; };
  const auto row_has = [&](std::string_view key) {
    return any_child(file, "norms", [&](json::Value set) { return any_child(set, "rows", has(key)); });
  };
  const auto scored = [](json::Value scale) { return scale.find("score") && scale.find("score")->text() != "entered"; };
  std::string out;
  const auto add = [&out](bool there, const std::string& word) {
    if (there) out += (out.empty() ? "" : ", ") + word;
  };
  add(any_child(file, "items", has("text")), "texts");
  add(file.find("items").has_value() || any_child(file, "forms", has("items")), "items");
  add(file.find("answer_sets").has_value(), "answers");
  add(file.find("scales").has_value(), "scales");
  if (any_child(file, "scales", scored)) {
    add(true, any_child(file, "scales", [&](json::Value s) { return !scored(s); }) ? "part of the key" : "key");
  }
  add(any_child(file, "items", has("critical")), "critical");
  add(row_has("raw_bands") || row_has("t_bands"), "bands");
  add(row_has("mean"), "means");
  add(file.find("reliability").has_value(), "reliability");
  add(file.find("cutoffs").has_value(), "cut-off");
  add(file.find("replaces").has_value(), "version map");
  return out.empty() ? "–" : out;
}

std::map<std::string, Cells> on_page(const std::string& page) {
  std::map<std::string, Cells> out;
  for (const Cells& cells : table_rows(page, head.substr(0, head.find('\n')))) {
    if (cells.size() < 7) continue;
    const auto words = std::ranges::count(cells[4], ' ') + 1;
    EXPECT_TRUE(!cells[4].empty() && words <= 3) << cells[1] << ": the licence in three words";
    out.emplace(listed(cells[1]).front(), Cells{cells[2], cells[3], cells[5], cells[6]});
  }
  return out;
}

Cells cells_of_file(json::Value file) {
  std::string slots;
  if (const auto list = file.find("slots")) {
    for (const json::Value slot : *list) slots += (slots.empty() ? "" : ", ") + std::string(slot.text());
  }
  return {text_at(file, "class"), text_at(file, "holder"), given(file), slots.empty() ? "–" : slots};
}

TEST(InstrumentsPage, SaysWhatTheFilesSay) {
  std::map<std::string, Cells> files;
  for (const auto& entry : fs::directory_iterator("instruments")) {
    json::Document document;
    const auto root = exchange::read_yaml(text_of(entry.path()), document, entry.path().string());
    ASSERT_TRUE(root) << entry.path();
    EXPECT_EQ(text_at(*root, "instrument"), entry.path().stem().string());
    files.emplace(text_at(*root, "instrument"), cells_of_file(*root));
  }
  EXPECT_GE(files.size(), 30U);
  EXPECT_EQ(on_page(text_of("docs/instruments-shipped.md")), files);
}

TEST(InstrumentsPage, EachDifferenceIsSeen) {
  json::Document document;
  const auto file = exchange::read_yaml(
      "instrument: x\nclass: frame\nholder: H\nitems:\n  - {code: q1, critical: {at_least: 1}}\nscales:\n"
      "  - {code: a, score: sum}\n  - {code: b}\nnorms:\n  - rows:\n    - {mean: 1}\nslots: [texts, key]\n",
      document, "x.yaml");
  ASSERT_TRUE(file);
  const std::map<std::string, Cells> expected{{"x", cells_of_file(*file)}};
  const std::string row =
      "| `x` | frame | H | on request | items, scales, part of the key, critical, means | texts, key |\n";
  EXPECT_EQ(on_page(head + row), expected);
  for (const auto& [from, to] : std::map<std::string, std::string>{
           {"frame", "own"}, {"| H |", "| J |"}, {"critical, ", ""}, {"| texts, key |", "| texts |"}}) {
    std::string other = row;
    other.replace(other.find(from), from.size(), to);
    EXPECT_NE(on_page(head + other), expected) << from;
  }
  EXPECT_NE(on_page(head), expected);
}

}  // namespace
}  // namespace koers::system_test::instruments_page
