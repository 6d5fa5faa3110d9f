#include "dossier/goal_rounds.h"

#include <gtest/gtest.h>

#include "tests/dossier/fixture.h"

namespace koers::dossier {
namespace {

#define GOAL                                     \
  "2026-01-04 person person=@child role=child\n" \
  "2026-01-10 goal id=g1 domain=parenting text=x\n"

method::GoalModel model(method::Combine combine) {
  method::GoalModel out;
  out.combine = combine;
  out.raters = {"child", "worker"};
  return out;
}

/// "3; 4 -": a round per `;`, with level on 1..5 of child and worker; then what became of the last round.
std::string told(std::string_view text, method::Combine combine, std::string_view until = "2026-12-31") {
  const test::Case one(text);
  const auto rounds = goal_rounds(one.state.goals.at(0), test::day(until));
  std::string out;
  for (const GoalRound& round : rounds) {
    if (!out.empty()) out += "; ";
    for (const auto& rating : round.ratings) {
      out += rating.body->rater == test::who("@child") ? 'c' : rating.body->rater == test::who("@anna") ? 'w' : 'm';
      out += std::to_string(measure::on_five(static_cast<int>(rating.body->level.value)));
    }
  }
  if (rounds.empty()) return "none";
  const auto made = combined_level(one.state, rounds.back(), model(combine));
  if (!made) return out + " = raw";
  switch (made->state) {
    case measure::Combined::combined: return out + " = " + std::to_string(measure::on_five(made->level));
    case measure::Combined::first_missing: return out + " = child missing";
    case measure::Combined::second_missing: return out + " = worker missing";
    case measure::Combined::not_joint: return out + " = not together";
    case measure::Combined::not_rated: return out + " = not rated";
  }
  return out;
}

struct Round {
  const char* text;
  method::Combine combine;
  const char* wanted;
};
class Rounds : public testing::TestWithParam<Round> {};
TEST_P(Rounds, HoldEachRaterOnce) { EXPECT_EQ(told(GetParam().text, GetParam().combine), GetParam().wanted); }

#define CHILD(day, level, more) day " goal_rating goal=g1 rater=@child level=" level more "\n"
#define WORKER(day, level, more) day " goal_rating goal=g1 rater=@anna level=" level more "\n"
constexpr auto kTwoRaters = method::Combine::average_towards;
INSTANTIATE_TEST_SUITE_P(
    Goals, Rounds,
    testing::Values(Round{GOAL, kTwoRaters, "none"},
                    Round{GOAL CHILD("2026-02-01", "1", "") WORKER("2026-02-01T13:00", "2", ""), kTwoRaters,
                          "c4w5 = 4"},
                    Round{GOAL CHILD("2026-02-01", "2", "") WORKER("2026-02-02", "1", ""), kTwoRaters, "c5w4 = 5"},
                    Round{GOAL WORKER("2026-02-01", "1", ""), kTwoRaters, "w4 = child missing"},
                    Round{GOAL CHILD("2026-02-01", "1", ""), kTwoRaters, "c4 = worker missing"},
        // The worker rates again in June, the youth does not: March is not put beside June.
                    Round{GOAL CHILD("2026-03-01", "0", "") WORKER("2026-03-02", "0", "") WORKER("2026-06-02", "2", ""),
                          kTwoRaters, "c3w3; w5 = child missing"},
                    Round{GOAL CHILD("2026-03-01", "0", " moment=halfway") WORKER("2026-06-02", "2", " moment=end"),
                          kTwoRaters, "c3; w5 = child missing"},
                    Round{GOAL "2026-02-01 goal_rating goal=g1 rater=@mother level=2\n" CHILD("2026-02-02", "0", "")
                              WORKER("2026-02-02T13:00", "2", ""),
                          kTwoRaters, "m5c3w5 = 4"},
                    Round{GOAL CHILD("2026-02-01", "1", ""), method::Combine::none, "c4 = raw"},
                    Round{GOAL "2026-02-01 goal_rating goal=g1 rater=@mother level=1 together=@anna\n",
                          method::Combine::joint, "m4 = 4"},
                    Round{GOAL WORKER("2026-02-01", "1", ""), method::Combine::joint, "w4 = not together"}));

TEST(Goals, RatingsAfterTheDayAreNotYetThere) {
  EXPECT_EQ(told(GOAL CHILD("2026-02-01", "1", "") WORKER("2026-02-05", "2", ""), kTwoRaters, "2026-02-04"),
            "c4 = worker missing");
}

#undef GOAL
#undef CHILD
#undef WORKER

}  // namespace
}  // namespace koers::dossier
