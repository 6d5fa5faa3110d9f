#include "rules/fact.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/rules/page.h"
#include "tests/rules/random.h"

namespace koers::rules::test {
namespace {

std::string argument(const Error& e, std::string_view name) {
  for (const auto& [key, value] : e.args) {
    if (key == name) return value;
  }
  return "(none)";
}

Error refused(std::string_view text) {
  const auto fact = parse_fact(text, {"m.yaml", 7, 0, {}});
  EXPECT_FALSE(fact) << text;
  return fact ? Error{} : fact.error();
}

TEST(Fact, SpacesAreFreeAndThePrintIsCanonical) {
  const auto fact =
      parse_fact(" share ( contact [ attention = strengths|both ,held=yes ] of contact[held=yes] , last 28 days ) ");
  ASSERT_TRUE(fact);
  EXPECT_EQ(print(*fact), "share(contact[attention=strengths|both, held=yes] of contact[held=yes], last 28 days)");
  for (const char* text : {"exists(goal)", "count(contact[number=1|2])", "per_week(contact.hours, phase:change)",
                           "days_between(referral, contact, case)", "count(contact, since 3 contact[held=yes])",
                           "sum(contact.hours, trajectory)", "first(safety.judgement, phase)"}) {
    const auto same = parse_fact(text);
    ASSERT_TRUE(same) << text;
    EXPECT_EQ(print(*same), text);
  }
}

TEST(Fact, AFaultNamesItsColumn) {
  const Error open = refused("count(contact[held=yes)");
  EXPECT_EQ(open.code, "rule.fact.syntax");
  EXPECT_EQ(argument(open, "expected"), "]");
  EXPECT_EQ(argument(open, "found"), ")");
  EXPECT_EQ(open.place.column, 23U);
  EXPECT_EQ(open.place.line, 7U);
  EXPECT_EQ(argument(refused("cuont(contact)"), "nearest"), "count");
  EXPECT_EQ(argument(refused("count(contact, trajectry)"), "nearest"), "trajectory");
  EXPECT_EQ(refused("count(contact, last 0 days)").code, "rule.fact.number");
  EXPECT_EQ(refused("count(contact, last 99999999999999999999 days)").code, "rule.fact.number");
  EXPECT_EQ(refused("count(contact, since 2 contact.held)").code, "rule.fact.takes_no_field");
  EXPECT_EQ(refused("count(contact) x").code, "rule.fact.syntax");
  EXPECT_EQ(refused("").code, "rule.fact.syntax");
  EXPECT_EQ(refused("count(contact[held=\xC3\xA9])").code, "rule.fact.syntax");
  EXPECT_EQ(refused("count(" + std::string(3000, 'a') + ")").code, "rule.fact.too_long");
  EXPECT_EQ(refused("days_between(contact)").code, "rule.fact.syntax");
}

TEST(Fact, IsCheckedAgainstTheWordsOfThePage) {
  const auto faults = [](std::string_view text) {
    const auto fact = parse_fact(text);
    EXPECT_TRUE(fact) << text;
    std::vector<std::string> out;
    if (!fact) return out;
    for (const Error& e : check(*fact, page())) out.push_back(e.code + ' ' + argument(e, "nearest"));
    return out;
  };
  using List = std::vector<std::string>;
  EXPECT_EQ(faults("count(contact[held=yes])"), List{});
  EXPECT_EQ(faults("count(contcat)"), List{"rule.fact.unknown_kind contact"});
  EXPECT_EQ(faults("count(contact[hedl=yes])"), List{"rule.fact.unknown_field held"});
  EXPECT_EQ(faults("count(contact[channel=visti])"), List{"rule.fact.unknown_code visit"});
  EXPECT_EQ(faults("count(contact[number=abc])"), List{"rule.not_a_number (none)"});
  EXPECT_EQ(faults("sum(contact.channel)"), List{"rule.fact.needs_number (none)"});
  EXPECT_EQ(faults("mean(contact)"), List{"rule.fact.needs_field (none)"});
  EXPECT_EQ(faults("count(contact.hours)"), List{"rule.fact.takes_no_field (none)"});
  EXPECT_EQ(faults("share(contact of goal)"), List{"rule.fact.share_kinds (none)"});
  EXPECT_EQ(faults("count(goal, since 1 contcat)"), List{"rule.fact.unknown_kind contact"});
}

RC_GTEST_PROP(FactProperties, PrintAndParseAreInverse, ()) {
  const Fact fact = some_fact();
  const auto again = parse_fact(print(fact));
  RC_ASSERT(again.has_value());
  RC_ASSERT(*again == fact);
  RC_ASSERT(check(fact, small()).empty());
}

}  // namespace
}  // namespace koers::rules::test
