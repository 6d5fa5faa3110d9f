#include "dossier/consent.h"

#include <gtest/gtest.h>

#include "dossier/check.h"
#include "tests/dossier/fixture.h"

namespace koers::dossier {
namespace {

/// Who has to agree on 2026-06-01, and how it stands: "father:yes mother:? child:no".
struct ConsentRow {
  const char* name;
  const char* birth;  ///< of the child
  const char* lines;
  const char* want;
  bool complete;
};

#define BOTH                                                                       \
  "2026-01-02 relation from=@mother to=@child tie=parent guardianship=authority\n" \
  "2026-01-02 relation from=@father to=@child tie=parent guardianship=authority\n"
#define SAYS(who, given) "2026-02-01 consent what=treatment given=" given " by=@" who "\n"

constexpr ConsentRow kConsentRows[]{
    {"nobody_known", "2018-01-01", "", "", false},
    {"one_of_two", "2018-01-01", BOTH SAYS("mother", "yes"), "mother:yes father:?", false},
    {"both", "2018-01-01", BOTH SAYS("mother", "yes") SAYS("father", "yes"), "mother:yes father:yes", true},
    {"one_refuses", "2018-01-01", BOTH SAYS("mother", "yes") SAYS("father", "no"), "mother:yes father:no", false},
    {"authority_ended", "2018-01-01",
     BOTH "2026-03-01 relation from=@father to=@child tie=parent guardianship=none\n" SAYS("mother", "yes"),
     "mother:yes", true},
    {"eleven", "2014-06-02", BOTH SAYS("mother", "yes") SAYS("father", "yes"), "mother:yes father:yes", true},
    {"twelve_today", "2014-06-01", BOTH SAYS("mother", "yes") SAYS("father", "yes"), "mother:yes father:yes child:?",
     false},
    {"fifteen", "2010-06-02", BOTH SAYS("mother", "yes") SAYS("father", "yes") SAYS("child", "yes"),
     "mother:yes father:yes child:yes", true},
    {"fifteen_persists", "2010-06-02",
     BOTH SAYS("father", "no")
         SAYS("child", "yes") "2026-02-03 consent what=treatment given=yes without=child_persists\n",
     "child:yes", true},
    {"a_child_of_nine_cannot_persist", "2017-06-02",
     BOTH SAYS("father", "no") "2026-02-03 consent what=treatment given=yes without=child_persists\n",
     "mother:? father:no", false},
    {"sixteen", "2010-06-01", BOTH SAYS("child", "yes"), "child:yes", true},
    {"seventeen_not_able", "2009-06-01",
     BOTH SAYS("mother", "yes") SAYS("father", "yes") "2026-02-03 consent what=treatment given=yes without=not_able\n",
     "mother:yes father:yes", true},
    {"ordered", "2018-01-01", BOTH "2026-02-03 consent what=treatment given=yes without=court_order\n", "", true},
    {"ordered_until_yesterday", "2018-01-01",
     BOTH "2026-02-03 consent what=treatment given=yes without=court_order until=2026-05-31\n", "mother:? father:?",
     false},
    {"no_time_to_ask", "2013-01-01", BOTH "2026-02-03 consent what=treatment given=yes without=emergency\n", "", true},
    {"taken_back", "2018-01-01",
     BOTH SAYS("mother", "yes") SAYS("father", "yes") "2026-04-01 consent what=treatment given=no by=@mother\n",
     "mother:no father:yes", false},
    {"run_out", "2018-01-01",
     BOTH SAYS("father", "yes")
         SAYS("mother", "yes") "2026-04-01 consent what=treatment given=yes by=@mother until=2026-05-01\n",
     "mother:? father:yes", false},
    {"for_something_else", "2018-01-01", BOTH "2026-02-01 consent what=research given=yes by=@mother\n",
     "mother:? father:?", false},
    {"yet_to_come", "2018-01-01", BOTH "2026-06-02 consent what=treatment given=yes by=@mother\n", "mother:? father:?",
     false},
};

class EachConsent : public testing::TestWithParam<ConsentRow> {};

TEST_P(EachConsent, AsTheLawSays) {
  const ConsentRow& row = GetParam();
  const test::Case of(
      "2026-01-02 person person=@mother role=mother\n2026-01-02 person person=@father role=father\n"
      "2026-01-02 person person=@child role=child birth=" +
      std::string(row.birth) + "\n" + row.lines);
  const auto all = consents(of.state, "treatment", test::day("2026-06-01"));
  ASSERT_EQ(all.size(), 1u);
  std::string got;
  for (const ConsentOf& one : all[0].asked) {
    const char* who = one.person == test::who("@mother")   ? "mother"
                      : one.person == test::who("@father") ? "father"
                                                           : "child";
    got += (got.empty() ? "" : " ") + std::string(who) + ':' +
           (one.agreed == Agreed::yes  ? "yes"
            : one.agreed == Agreed::no ? "no"
                                       : "?");
    EXPECT_EQ(!one.entry.has_value(), one.agreed == Agreed::not_asked);
  }
  EXPECT_EQ(got, row.want);
  EXPECT_EQ(all[0].complete(), row.complete);
}
INSTANTIATE_TEST_SUITE_P(Consent, EachConsent, testing::ValuesIn(kConsentRows),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(Consent, IsOfEachChildApart) {
  const test::Case of(
      "2026-01-02 person person=@mother role=mother\n2026-01-02 person person=@child role=child birth=2018-01-01\n"
      "2026-01-02 person person=@aunt role=child birth=2016-01-01\n"
      "2026-01-02 relation from=@mother to=@child tie=parent guardianship=authority\n"
      "2026-01-02 relation from=@mother to=@aunt tie=parent guardianship=authority\n"
      "2026-02-01 consent what=treatment given=yes by=@mother children=@aunt\n");
  const auto all = consents(of.state, "treatment", test::day("2026-06-01"));
  ASSERT_EQ(all.size(), 2u);
  EXPECT_FALSE(all[0].complete());
  EXPECT_TRUE(all[1].complete());
  EXPECT_EQ(consents(of.state, "treatment", test::day("2026-06-01"), {test::who("@aunt")}).size(), 1u);
}

TEST(Consent, AWarningThatIsOverruledSaysSo) {
  const test::Case of("2026-01-05 contact held=yes overruled=problem.hours_missing:\"nog niet bekend\"");
  const auto problems = check(of.state, of.file.entries, method::Catalogue(), test::day("2026-06-01"));
  bool found = false;
  for (const Problem& problem : problems) {
    if (problem.code != "problem.hours_missing") continue;
    found = true;
    EXPECT_TRUE(problem.overruled);
  }
  EXPECT_TRUE(found);
  EXPECT_TRUE(warns(problems));  // there is no treatment yet, and that was not overruled
}

}  // namespace
}  // namespace koers::dossier
