#include "tests/rules/fixture.h"

#include <filesystem>
#include <gtest/gtest.h>

#include "rules/next_change.h"

namespace koers::rules::test {
namespace {

std::string_view name_of(Truth t) { return t == Truth::yes ? "yes" : t == Truth::no ? "no" : "unknown"; }

std::string_view name_of(Missing m) {
  constexpr std::string_view names[] = {"not_asked", "no_value",   "no_row",         "window_short",
                                        "no_norm",   "no_setting", "not_in_language"};
  return names[static_cast<std::size_t>(m)];
}

std::string text_of(const Reading& r) {
  if (r.result == Result::truth) return std::string(name_of(r.truth));
  if (r.result != Result::number) return r.values.empty() ? "?" : join(r.values, "|");
  const auto end = [](const std::optional<Decimal>& d) { return d ? d->text() : std::string(); };
  if (r.exact) return end(r.low);
  return r.low || r.high ? end(r.low) + ".." + end(r.high) : "?";
}

template <class List>
std::string numbers(const List& list, std::size_t from) {
  std::vector<std::string> out;
  for (const std::size_t n : list) out.push_back(std::to_string(n + from));
  return join(out, " ");
}

std::string say(const Errors& faults) {
  std::string out;
  for (const Error& e : faults) {
    out += e.place.file + ':' + std::to_string(e.place.line) + ' ' + e.code;
    for (const auto& [key, value] : e.args) out += ' ' + key + '=' + value;
    out += '\n';
  }
  return out;
}

/// The lines of a fixture as {"rule": …, "rules": {…}}.
struct ReadRules {
  std::optional<Rule> rule;
  Rulebook book;
  Errors faults;
};

ReadRules read_rules(const Fixture& f) {
  ReadRules out;
  std::vector<TextLine> lines{{f.line, "rule:"}};
  lines.insert(lines.end(), f.rule.begin(), f.rule.end());
  if (!f.named.empty()) lines.push_back({f.line, "rules:"});
  for (const auto& [code, block] : f.named) {
    lines.push_back({f.line, "  " + code + ":"});
    for (const TextLine& line : block) lines.push_back({line.number, "  " + line.text});
  }
  json::Document document;
  if (!LinesToJson::build(lines, document)) {
    out.faults.push_back(error("fixture.rule_form"));
    return out;
  }
  json::Cursor cursor(document.root(), f.file);
  out.rule = read_rule(cursor, "rule", out.faults);
  out.book = read_rulebook(cursor, "rules", out.faults);
  if (out.rule) check(*out.rule, page(), out.book, out.faults);
  for (const Rulebook::Named& named : out.book.rules) check(named.rule, page(), out.book, out.faults);
  return out;
}

/// One expected line against what came out; `leaf` lines are "N = …".
void expect_line(const std::string& word, const std::string& rest, const Explanation& e,
                 const std::optional<LocalDate>& next) {
  const std::string where = word + ' ' + rest;
  if (word == "answer") {
    EXPECT_EQ(name_of(e.answer), rest);
  } else if (word == "deciding") {
    EXPECT_EQ(numbers(e.deciding, 1), rest) << where;
  } else if (word == "missing") {
    EXPECT_EQ(numbers(e.missing, 1), rest) << where;
  } else if (word == "next") {
    EXPECT_EQ(next ? next->text() : "never", rest) << where;
  } else {
    const std::size_t equals = rest.find('=');
    const auto number = Decimal::parse(trim(std::string_view(rest).substr(0, equals)));
    ASSERT_TRUE(equals != std::string::npos && number && number->scaled >= 1) << where;
    ASSERT_LE(static_cast<std::size_t>(number->scaled), e.leaves.size()) << where;
    const LeafAnswer& leaf = e.leaves[static_cast<std::size_t>(number->scaled) - 1];
    const std::string wanted(trim(std::string_view(rest).substr(equals + 1)));
    if (word == "value") {
      EXPECT_EQ(text_of(leaf.reading), wanted) << where;
    } else if (word == "evidence") {
      EXPECT_EQ(numbers(leaf.evidence, 0), wanted) << where;
    } else if (word == "open") {
      EXPECT_EQ(numbers(leaf.open, 0), wanted) << where;
    } else if (word == "why") {
      std::vector<std::string> reasons;
      for (const Missing m : leaf.missing) reasons.emplace_back(name_of(m));
      EXPECT_EQ(join(reasons, " "), wanted) << where;
    } else if (word == "threshold") {
      EXPECT_EQ(join(leaf.thresholds.front().values, " "), wanted) << where;
    } else {
      ADD_FAILURE() << "unknown line: " << where;
    }
  }
}

void run(const Fixture& f) {
  SCOPED_TRACE(f.file + ':' + std::to_string(f.line) + ' ' + f.title);
  for (const std::string& fault : f.faults) ADD_FAILURE() << fault;
  const ReadRules rules = read_rules(f);
  ASSERT_TRUE(rules.faults.empty()) << say(rules.faults);
  Evaluator evaluator(f.table, page(), rules.book);
  const Explanation e = evaluator.explain(*rules.rule, f.look_up());
  EXPECT_EQ(e.answer, evaluator.answer(*rules.rule, f.look_up()));
  const auto next = next_change(evaluator, *rules.rule, f.look_up());
  ASSERT_FALSE(f.expected.empty());
  EXPECT_EQ(f.expected.front().first, "answer");
  for (const auto& [word, rest] : f.expected) expect_line(word, rest, e, next);
}

std::vector<Fixture> all_fixtures() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator("tests/rules")) {
    if (entry.path().extension() == ".rules") files.push_back(entry.path().string());
  }
  std::ranges::sort(files);
  std::vector<Fixture> out;
  for (const std::string& file : files) {
    for (Fixture& f : FixtureReader(file).read()) out.push_back(std::move(f));
  }
  return out;
}

TEST(RuleFixtures, AllGiveTheirAnswers) {
  const std::vector<Fixture> fixtures = all_fixtures();
  EXPECT_GE(fixtures.size(), 60U);
  for (const Fixture& f : fixtures) run(f);
}

TEST(RuleFixtures, UseEveryAggregateComparatorAndWindow) {
  std::set<std::string> seen;
  for (const Fixture& f : all_fixtures()) {
    const ReadRules rules = read_rules(f);
    if (!rules.rule) continue;
    for (const Leaf& leaf : rules.rule->leaves) {
      seen.insert("aggregate " + std::string(name(leaf.fact.aggregate)));
      seen.insert("window " + std::to_string(static_cast<int>(leaf.fact.window.type)));
      for (const Comparison& c : leaf.comparisons) seen.insert("comparator " + std::string(name(c.comparator)));
    }
  }
  for (int i = 0; i <= static_cast<int>(Aggregate::per_week); ++i) {
    EXPECT_TRUE(seen.contains("aggregate " + std::string(name(static_cast<Aggregate>(i)))))
        << name(static_cast<Aggregate>(i));
  }
  for (int i = 0; i <= static_cast<int>(Comparator::less_than); ++i) {
    EXPECT_TRUE(seen.contains("comparator " + std::string(name(static_cast<Comparator>(i)))))
        << name(static_cast<Comparator>(i));
  }
  for (int i = 0; i <= static_cast<int>(Window::Type::since); ++i)
    EXPECT_TRUE(seen.contains("window " + std::to_string(i))) << i;
}

}  // namespace
}  // namespace koers::rules::test
