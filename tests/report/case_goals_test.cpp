#include "report/case_goals.h"

#include <gtest/gtest.h>

#include "dossier/course.h"
#include "tests/dossier/fixture.h"

namespace koers::report {
namespace {

using dossier::test::day;

method::Method with(const char* code, method::Zero zero, method::Combine combine) {
  method::Method m;
  m.code = code;
  m.version = "1";
  m.goals.emplace();
  m.goals->zero = zero;
  m.goals->combine = combine;
  m.goals->raters = {"child", "worker"};
  return m;
}

/// "who: what" per voice, as the pages have it: n rated, what became of them, what was left out.
std::string told(std::string_view text, std::string_view today = "2026-12-31") {
  method::Catalogue catalogue;
  EXPECT_FALSE(catalogue.add(with("start", method::Zero::start, method::Combine::average_towards)));
  EXPECT_FALSE(catalogue.add(with("joint", method::Zero::start, method::Combine::joint)));
  EXPECT_FALSE(catalogue.add(with("expected", method::Zero::expected, method::Combine::none)));
  EXPECT_FALSE(catalogue.add(with("silent", method::Zero::none, method::Combine::none)));
  const dossier::CaseFile file = dossier::test::lines(text);
  const auto course = dossier::course(file.entries, catalogue, {{dossier::Role::worker, {}, {}}, day(today), {}, {}});
  if (course.day == nullptr) return "no course";
  const auto found = case_goals(*course.day, course.state->goals);
  if (!found) return found.error().code;
  if (!*found) return "nothing";
  std::string out;
  for (const GoalVoice& voice : (*found)->voices) {
    const measure::Attainment& a = voice.figures;
    const auto n = [](std::int64_t value) { return std::to_string(value); };
    if (!out.empty()) out += "; ";
    out += !voice.rater ? "both" : *voice.rater == dossier::test::who("@child") ? "child" : "other";
    out += ": " + n(a.rated) + " of " + n(a.goals);
    if (a.middle == measure::MiddleLevel::expected_result) {
      out += ", reached " + n(a.at_or_above) + ", T " + (a.t ? a.t->text() : "-");
    } else {
      out += ", +" + n(a.improved) + " =" + n(a.unchanged) + " -" + n(a.worse);
    }
    if (a.rater_missing > 0) out += ", half " + n(a.rater_missing);
    if (a.not_joint > 0) out += ", apart " + n(a.not_joint);
  }
  if ((*found)->levels_changed > 0) out += "; texts changed";
  return out;
}

#define STARTED(method) "2026-01-05 trajectory_start method=" method "-1 phase=start\n"
#define TWO                                                          \
  "2026-01-04 person person=@child role=child\n"                     \
  "2026-01-10 goal id=g1 domain=parenting text=x levels=a,b,c,d,e\n" \
  "2026-01-10 goal id=g2 domain=parenting text=y levels=a,b,c,d,e\n"

TEST(CaseGoals, KeepEachRaterApartAndSayWhoIsMissing) {
  EXPECT_EQ(told(STARTED("start") TWO "2026-02-01 goal_rating goal=g1 rater=@child level=1\n"
                                      "2026-02-01T12:00 goal_rating goal=g1 rater=@anna level=2\n"
                                      "2026-02-01T13:00 goal_rating goal=g2 rater=@anna level=-1 text=x\n"),
            "child: 1 of 2, +1 =0 -0; other: 2 of 2, +1 =0 -1; both: 1 of 2, +1 =0 -0, half 1");
}

TEST(CaseGoals, TakeARatingGivenTogetherWhereTheMethodAsksOne) {
  EXPECT_EQ(told(STARTED("joint") TWO "2026-02-01 goal_rating goal=g1 rater=@mother level=1 together=@anna\n"
                                      "2026-02-01 goal_rating goal=g2 rater=@mother level=1\n"),
            "other: 2 of 2, +2 =0 -0; both: 1 of 2, +1 =0 -0, apart 1");
}

// T of +1 and 0 at rho .30: 50 + 10 / sqrt(.7 * 2 + .3 * 4) = 56.2017 (R 4.2.2).
TEST(CaseGoals, GiveTWhereNoughtIsTheExpectedResult) {
  EXPECT_EQ(told(STARTED("expected") TWO "2026-02-01 goal_rating goal=g1 rater=@child level=1\n"
                                         "2026-02-01 goal_rating goal=g2 rater=@child level=0\n"),
            "child: 2 of 2, reached 2, T 56.2");
}

TEST(CaseGoals, AreRefusedWhereNoughtMeansTwoThings) {
  EXPECT_EQ(told(STARTED("start") TWO "2026-02-01 goal_rating goal=g1 rater=@child level=1\n"
                                      "2026-03-01 closure reason=done planned=yes\n"
                                      "2026-04-01 trajectory_start method=expected-1 phase=start\n"
                                      "2026-04-02 goal domain=parenting text=z\n"),
            "goals.mixed_models");
}

TEST(CaseGoals, SayNothingWhereTheMethodDoesNotSayWhatNoughtMeans) {
  EXPECT_EQ(told(STARTED("silent") TWO "2026-02-01 goal_rating goal=g1 rater=@child level=1\n"), "nothing");
}

TEST(CaseGoals, SayThatTheTextsChangedAfterARating) {
  EXPECT_EQ(told(STARTED("expected") TWO
                 "2026-02-01 goal_rating goal=g1 rater=@child level=1\n"
                 "2026-01-10 goal corrects=g1 domain=parenting text=x levels=a,b,c,d,f written=2026-02-05\n"),
            "child: 1 of 2, reached 1, T 60.0; texts changed");
}

#undef STARTED
#undef TWO

}  // namespace
}  // namespace koers::report
