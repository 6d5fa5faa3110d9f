// The pages of docs/methods against the method files: page and file say the same, rule by rule.
#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "exchange/yaml.h"
#include "tests/system/documents.h"
#include "tests/system/tables.h"

namespace koers::system_test {
namespace {

struct PageRow {
  std::set<std::string> sources;
  std::vector<std::string> keys, readers;
};

std::vector<PageRow> page_rows(const std::string& page) {
  std::vector<PageRow> out;
  for (const auto& cells : table_rows(page, "| source | says | key | read by |")) {
    PageRow row;
    if (cells.size() >= 5) {
      for (const std::string& one : listed(cells[1])) row.sources.insert(one);
      row.keys = listed(cells[3]);
      row.readers = listed(cells[4]);
    }
    out.push_back(std::move(row));
  }
  return out;
}

/// Every node of the file by its path; entries of lists by their code.
struct PathNode {
  std::set<std::string> sources;  ///< citations inside it and on what is around it
  bool entry = false;             ///< of a list, with a code
};
using PathNodes = std::map<std::string, PathNode>;

void cite(std::string_view text, std::set<std::string>& into) {
  for (const std::string_view one : split(text, ',')) into.insert(std::string(trim(one)));
}

std::set<std::string> collect(json::Value node, const std::string& path, const std::set<std::string>& around,
                              PathNodes& out) {
  std::set<std::string> own = around;
  if (const auto source = node.find("source")) cite(source->text(), own);
  std::set<std::string> inside = own;
  for (const json::Value child : node) {
    const auto code = child.is(json::Type::object) ? child.find("code") : std::nullopt;
    const std::string name(node.is(json::Type::object) ? child.key() : code ? code->text() : std::string_view());
    const std::string deeper = name.empty() ? path : path.empty() ? name : path + '.' + name;
    const auto found = collect(child, deeper, own, out);
    inside.insert(found.begin(), found.end());
    if (node.is(json::Type::array) && code) out[deeper].entry = true;
  }
  out[path].sources.insert(inside.begin(), inside.end());
  return inside;
}

std::string spelled_out(const std::string& key) {
  if (key.starts_with("fidelity.")) return "fidelity.computed." + key.substr(9);
  if (key == "survey" || key == "survey.faithful") return "fidelity." + key;
  if (key.starts_with("survey.")) return "fidelity.survey.themes." + key.substr(7);
  return key;
}

struct Span {
  std::string key;
  int first = 0, last = 0;
};
std::optional<Span> span_of(const std::string& citation) {
  const auto colon = citation.find(':');
  if (colon == std::string::npos || colon + 2 >= citation.size()) return {};
  const std::string range = citation.substr(colon + 2);
  const auto dash = range.find('-');
  const int first = std::stoi(range);
  return Span{citation.substr(0, colon + 2), first,
              dash == std::string::npos ? first : std::stoi(range.substr(dash + 1))};
}
/// The page may cite a stretch that the file's entries divide among them, and the other way round.
bool meet(const std::string& a, const std::string& b) {
  const auto x = span_of(a), y = span_of(b);
  return x && y && x->key == y->key && x->first <= y->last && y->first <= x->last;
}

/// What is wrong between a page and a file: sentences, sorted by where they arise.
std::vector<std::string> differences(const std::string& page, json::Value file, const std::set<std::string>& readers) {
  PathNodes nodes;
  collect(file, {}, {}, nodes);
  std::vector<std::string> out;
  std::set<std::string> told;
  for (const PageRow& row : page_rows(page)) {
    for (const std::string& reader : row.readers) {
      if (!readers.contains(reader)) out.push_back("no reader " + reader);
    }
    for (const std::string& key : row.keys) {
      const bool all = key.ends_with(".*");
      const std::string path = spelled_out(all ? key.substr(0, key.size() - 2) : key);
      const auto node = nodes.find(path);
      if (node == nodes.end()) {
        out.push_back("not in the file: " + key);
        continue;
      }
      for (const auto& [other, what] : nodes) {
        if (other == path || (all && other.starts_with(path + '.'))) told.insert(other);
      }
      const auto stands = [&](const std::string& cited) {
        return std::ranges::any_of(node->second.sources, [&](const std::string& own) { return meet(cited, own); });
      };
      if (std::ranges::none_of(row.sources, stands)) out.push_back(key + ": the file has other lines");
    }
    for (const std::string& cited : row.sources) {
      const bool somewhere = std::ranges::any_of(row.keys, [&](const std::string& key) {
        const auto node = nodes.find(spelled_out(key.ends_with(".*") ? key.substr(0, key.size() - 2) : key));
        return node != nodes.end() &&
               std::ranges::any_of(node->second.sources, [&](const std::string& own) { return meet(cited, own); });
      });
      if (!somewhere) out.push_back(cited + ": none of the row's keys rests on it");
    }
  }
  for (const auto& [path, node] : nodes) {
    if (node.entry && !told.contains(path)) out.push_back("no row: " + path);
  }
  return out;
}

std::set<std::string> readers_of(const std::string& page) {
  std::set<std::string> out;
  for (const auto& cells : table_rows(page, "| reader | what it does | where | test |")) {
    if (cells.size() < 5) continue;
    for (const std::size_t column : {3, 4}) {
      for (const std::string& where : listed(cells[column])) {
        EXPECT_TRUE(fs::exists(where)) << "reader " << cells[1] << " stands in " << where;
      }
    }
    out.insert(cells[1]);
  }
  return out;
}

TEST(IagPage, SaysWhatTheFileSaysRuleByRule) {
  const std::string page = text_of("docs/methods/iag.md");
  json::Document document;
  const auto file = exchange::read_yaml(text_of("methods/iag-2019.yaml"), document, "methods/iag-2019.yaml");
  ASSERT_TRUE(file);
  const auto readers = readers_of(page);
  EXPECT_GE(readers.size(), 5u);
  EXPECT_GE(page_rows(page).size(), 100u);
  EXPECT_THAT(differences(page, *file, readers), testing::IsEmpty());
}

TEST(IagPage, TheSameForIog) {
  json::Document document;
  const auto file = exchange::read_yaml(text_of("methods/iog-2019.yaml"), document, "methods/iog-2019.yaml");
  ASSERT_TRUE(file);
  EXPECT_THAT(differences(text_of("docs/methods/iog.md"), *file, readers_of(text_of("docs/methods/iag.md"))),
              testing::IsEmpty());
}

// Entries that must stand in the file by name: a reader who knows IAG looks for these.
TEST(IagPage, NothingOfIagIsMissing) {
  json::Document document;
  const auto file = exchange::read_yaml(text_of("methods/iag-2019.yaml"), document, "methods/iag-2019.yaml");
  ASSERT_TRUE(file);
  const std::map<std::string, std::size_t> sizes{
      {"eligibility", 7}, {"phases", 3}, {"technique_groups", 5}, {"referrers", 9}};
  for (const auto& [key, size] : sizes) {
    const auto list = file->find(key);
    ASSERT_TRUE(list) << key;
    EXPECT_EQ(list->size(), size) << key;
  }
}

TEST(IagPage, EachDifferenceIsSeen) {
  const std::string text =
      "phases:\n  - {code: start, source: \"iag:L5\", weeks: {min: 4, source: \"iag:L6\"}}\n"
      "fidelity:\n  computed:\n    - {code: visits, source: \"iag:L7-9\"}\nthemes:\n  - {code: safety, source: "
      "\"iag:L8\"}\n";
  json::Document document;
  const auto file = exchange::read_yaml(text, document, "x.yaml");
  ASSERT_TRUE(file);
  const std::string head = "| source | says | key | read by |\n|---|---|---|---|\n";
  const std::set<std::string> readers{"plan"};
  EXPECT_THAT(
      differences(
          head + "| iag:L5 | a | `phases.start` | plan |\n| iag:L8 | b | `fidelity.visits`, `themes.*` | plan |\n",
          *file, readers),
      testing::IsEmpty());
  EXPECT_THAT(differences(head + "| iag:L4 | a | `phases.start` | sing |\n| iag:L9 | b | `fidelity.visit` | plan |\n",
                          *file, readers),
              testing::ElementsAre("no reader sing", "phases.start: the file has other lines",
                                   "iag:L4: none of the row's keys rests on it", "not in the file: fidelity.visit",
                                   "iag:L9: none of the row's keys rests on it", "no row: fidelity.computed.visits",
                                   "no row: themes.safety"));
}

}  // namespace
}  // namespace koers::system_test
