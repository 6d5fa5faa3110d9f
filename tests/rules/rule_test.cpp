#include "rules/rule.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "tests/rules/page.h"

namespace koers::rules::test {
namespace {

struct ReadRule {
  std::optional<Rule> rule;
  Rulebook book;
  Errors faults;
  std::vector<std::string> codes() const {
    std::vector<std::string> out;
    for (const Error& e : faults) out.push_back(e.code);
    return out;
  }
};

ReadRule read(const std::string& text, const std::string& rules = "{}") {
  json::Document document;
  const auto root = json::parse("{\"when\": " + text + ",\n\"rules\": " + rules + "}", document);
  EXPECT_TRUE(root) << text;
  ReadRule out;
  if (!root) return out;
  json::Cursor cursor(*root, "m.yaml");
  out.rule = read_rule(cursor, "when", out.faults);
  out.book = read_rulebook(cursor, "rules", out.faults);
  if (out.rule) check(*out.rule, page(), out.book, out.faults);
  return out;
}

using List = std::vector<std::string>;

TEST(RuleReader, RefusesWhatIsNoRule) {
  EXPECT_EQ(read(R"j({"facts": "exists(goal)"})j").codes(), List{"rule.not_a_node"});
  EXPECT_EQ(read(R"j({"all": [], "any": []})j").codes(), List{"rule.two_nodes"});
  EXPECT_EQ(read(R"j({"all": []})j").codes(), List{"rule.no_parts"});
  EXPECT_EQ(read(R"j({"at_least": 3, "of": [{"fact": "exists(goal)"}]})j").codes(), List{"rule.at_least_range"});
  EXPECT_EQ(read(R"j({"of": [{"fact": "exists(goal)"}]})j").codes(), List{"json.missing_key"});
  EXPECT_EQ(read(R"j({"fact": "count(goal)"})j").codes(), List{"rule.no_comparator"});
  EXPECT_EQ(read(R"j({"fact": "count(goal)", "at_leats": 3, "is": 2})j").codes(), List{"json.unknown_key"});
  EXPECT_EQ(read(R"j({"fact": "count(goal)", "at_least": [3]})j").codes(), List{"rule.comparator_value"});
  EXPECT_EQ(read(R"j({"fact": "count(goal)", "one_of": 3})j").codes(), List{"rule.comparator_value"});
  EXPECT_EQ(read(R"j({"fact": "count(goal)", "is": {"setting": "a", "phase": "b"}})j").codes(),
            List{"rule.comparator_value"});
  EXPECT_EQ(read(R"j({"fact": "count(goal)", "is": {"setting": "a", "times": 0}})j").codes(),
            List{"json.out_of_range"});
  EXPECT_EQ(read(R"j("exists(goal)")j").codes(), List{"json.wrong_type"});
}

TEST(RuleReader, ChecksComparatorsAgainstWhatTheFactGives) {
  EXPECT_EQ(read(R"j({"fact": "exists(goal)", "at_least": 3})j").codes(), List{"rule.comparator_type"});
  EXPECT_EQ(read(R"j({"fact": "exists(goal)", "is": "true"})j").codes(), List{"rule.fact.unknown_code"});
  EXPECT_EQ(read(R"j({"fact": "last(safety.judgement)", "is": "save"})j").codes(), List{"rule.fact.unknown_code"});
  EXPECT_EQ(read(R"j({"fact": "last(safety.judgement)", "is": {"setting": "a"}})j").codes(),
            List{"rule.comparator_type"});
  EXPECT_EQ(read(R"j({"fact": "count(goal)", "is": "many"})j").codes(), List{"rule.not_a_number"});
  EXPECT_EQ(read(R"j({"fact": "count(goal)", "is": 0.1234567})j").codes(), List{"rule.not_a_number"});
}

TEST(RuleReader, RefusesBoundsNoNumberKeeps) {
  for (const char* bounds : {R"("at_least": 42, "at_most": 28)", R"("more_than": 3, "less_than": 3)",
                             R"("at_least": 3, "less_than": 3)", R"("more_than": 2.5, "at_most": 2)"}) {
    EXPECT_EQ(read(R"j({"fact": "count(goal)", )j" + std::string(bounds) + "}").codes(), List{"rule.never_holds"})
        << bounds;
  }
  for (const char* bounds : {R"("at_least": 3, "at_most": 3)", R"("more_than": 2, "less_than": 3)",
                             R"("at_least": 42, "at_most": {"setting": "a"})"}) {
    EXPECT_EQ(read(R"j({"fact": "count(goal)", )j" + std::string(bounds) + "}").codes(), List{}) << bounds;
  }
}

TEST(RuleReader, FaultsHaveTheirLine) {
  const ReadRule r = read("{\"all\": [\n{\"fact\": \"exists(goal)\"},\n{\"fact\": \"cuont(goal)\", \"is\": 1}]}");
  ASSERT_EQ(r.faults.size(), 1U);
  EXPECT_EQ(r.faults[0].place.line, 3U);
  EXPECT_EQ(r.faults[0].place.pointer, "/when/all/1/fact");
}

TEST(RuleReader, HasLimits) {
  std::string deep = R"j({"fact": "exists(goal)"})j";
  for (int i = 0; i < 12; ++i) deep = "{\"not\": " + deep + "}";
  EXPECT_EQ(read(deep).codes(), List{"rule.too_deep"});
  std::string wide = R"j({"rule": "r0"})j";
  std::string book =
      R"j({"r30": {"fact": "exists(goal)"})j";  // each doubles the next: 2^30 leaves if they were written out
  for (int i = 0; i < 30; ++i) {
    const std::string next = "{\"rule\": \"r" + std::to_string(i + 1) + "\"}";
    book += ", \"r" + std::to_string(i) + "\": {\"all\": [" + next + ", " + next + "]}";
  }
  const List codes = read(wide, book + "}").codes();
  EXPECT_FALSE(codes.empty());
  for (const std::string& code : codes) EXPECT_EQ(code, "rule.too_large");
}

TEST(Rulebook, RefusesUnknownNamesAndCircles) {
  EXPECT_EQ(read(R"j({"rule": "burdn"})j", R"j({"burden": {"fact": "exists(goal)"}})j").codes(),
            List{"rule.unknown_rule"});
  const ReadRule circle =
      read(R"j({"rule": "a"})j", R"j({"a": {"not": {"rule": "b"}}, "b": {"rule": "c"}, "c": {"rule": "a"}})j");
  ASSERT_EQ(circle.codes(), List{"rule.cycle"});
  EXPECT_EQ(circle.faults[0].args[0].second, "a > b > c > a");
}

TEST(Rule, NamesEverythingItReads) {
  const ReadRule r = read(
      R"j({"all": [{"fact": "count(contact[held=yes], since 1 goal[open=yes])", "at_least": {"phase": "weeks_min", "times": {"setting": "visits_share"}}}, {"rule": "a"}]})j",
      R"j({"a": {"fact": "sum(contact.hours)", "more_than": {"method": "aftercare.calls_max"}, "less_than": {"setting": "hours"}}})j");
  ASSERT_TRUE(r.faults.empty());
  const Names n = names(*r.rule, r.book);
  EXPECT_EQ(n.facts, (List{"count(contact[held=yes], since 1 goal[open=yes])", "sum(contact.hours)"}));
  EXPECT_EQ(n.fields, (List{"contact", "contact.held", "contact.hours", "goal", "goal.open"}));
  EXPECT_EQ(n.settings, (List{"hours", "visits_share"}));
  EXPECT_EQ(n.phase_numbers, List{"weeks_min"});
  EXPECT_EQ(n.method_numbers, List{"aftercare.calls_max"});
  EXPECT_EQ(n.rules, List{"a"});
}

TEST(Rule, NumbersNeedASource) {
  const auto numbers = [](const std::string& text) {
    const ReadRule r = read(text);
    EXPECT_TRUE(r.faults.empty()) << text;
    List out;
    if (!r.rule) return out;
    for (const Unsourced& u : unsourced(*r.rule)) out.push_back(u.number);
    return out;
  };
  EXPECT_EQ(numbers(R"j({"fact": "count(contact, last 28 days)", "at_least": 8})j"), (List{"28", "8"}));
  EXPECT_EQ(numbers(R"j({"fact": "count(contact, last 28 days)", "at_least": 8, "source": "iag:L35"})j"), List{});
  EXPECT_EQ(numbers(R"j({"source": "iag:L35", "all": [{"not": {"fact": "count(contact)", "at_least": 8}}]})j"), List{});
  EXPECT_EQ(numbers(R"j({"at_least": 1, "of": [{"fact": "count(contact)", "at_least": {"setting": "n"}}]})j"),
            List{"1"});
  EXPECT_EQ(
      numbers(
          R"j({"any": [{"fact": "count(goal)", "is": 0}, {"fact": "count(goal)", "at_least": 1}, {"fact": "last(safety.judgement)", "is": "safe"}]})j"),
      List{});
  EXPECT_EQ(numbers(R"j({"fact": "days_since(contact)", "at_least": 1})j"), List{"1"});
}

}  // namespace
}  // namespace koers::rules::test
