#include "dossier/goals.h"

#include <gtest/gtest.h>

#include "dossier/audience.h"
#include "tests/dossier/fixture.h"

namespace koers::dossier {
namespace {

#define GOAL "2026-01-10 goal id=g1 domain=parenting text=x levels=a,b,c,d,e\n"
#define RATED "2026-02-04 goal_rating goal=g1 rater=@child level=0\n"

struct Changed {
  const char* text;
  bool changed;
};
class LevelTexts : public testing::TestWithParam<Changed> {};

TEST_P(LevelTexts, SayWhetherTheyChangedAfterTheFirstRating) {
  const test::Case one(GetParam().text);
  ASSERT_EQ(one.state.goals.size(), 1U);
  EXPECT_EQ(levels_changed_after_rating(one.state, one.state.goals[0]), GetParam().changed) << GetParam().text;
}
INSTANTIATE_TEST_SUITE_P(
    Goals, LevelTexts,
    testing::Values(
        Changed{GOAL, false}, Changed{GOAL RATED, false},
        Changed{GOAL RATED "2026-02-05 goal updates=g1 domain=parenting text=x levels=a,b,c,d,f\n", true},
        Changed{GOAL RATED "2026-02-05 goal updates=g1 domain=parenting text=other levels=a,b,c,d,e\n", false},
        Changed{GOAL RATED "2026-02-05 goal updates=g1 domain=parenting text=x state=reached\n", false},
        Changed{GOAL "2026-02-03 goal updates=g1 domain=parenting text=x levels=a,b,c,d,f\n" RATED, false},
        Changed{GOAL RATED "2026-01-10 goal corrects=g1 domain=parenting text=x levels=a,b,c,d,f written=2026-02-05\n",
                true},
        Changed{GOAL RATED "2026-01-10 goal corrects=g1 domain=parenting text=y levels=a,b,c,d,e written=2026-02-05\n",
                false},
        Changed{GOAL "2026-01-10 goal corrects=g1 domain=parenting text=x levels=a,b,c,d,f written=2026-01-12\n" RATED,
                false}));

TEST(Goals, AnUpdateWithoutTextsKeepsThoseThatHeld) {
  const test::Case one(GOAL RATED "2026-02-05 goal updates=g1 domain=parenting text=x state=reached\n");
  const auto texts = level_texts(one.state.goals.at(0));
  ASSERT_EQ(texts.size(), 5U);
  EXPECT_EQ(texts[4], "e");
}

TEST(Goals, ARatingSeenBeforeIsNotNamedToWhoMayNotSeeIt) {
  const test::Case one(
      "2026-01-04 person person=@mother role=mother\n"
      "2026-01-04 person person=@father role=father\n" GOAL
      "2026-02-04 goal_rating id=h goal=g1 rater=@mother level=0 audience=closed\n"
      "2026-02-05 goal_rating goal=g1 rater=@anna level=0 saw=h\n");
  const auto named = [&](const char* role) {
    const auto viewer = viewer_of(one.state, test::who(role), test::day("2026-03-01"));
    for (const Entry& entry : visible_to(one.file.entries, *viewer)) {
      const auto* rating = std::get_if<GoalRating>(&entry.body);
      if (rating != nullptr && rating->rater == test::who("@anna")) return rating->saw.size();
    }
    return std::size_t{9};
  };
  EXPECT_EQ(named("@father"), 0U);
  const auto worker = visible_to(one.file.entries, *viewer_of(one.state, Role::worker, test::day("2026-03-01")));
  EXPECT_EQ(std::get<GoalRating>(worker.back().body).saw.size(), 1U);
}

TEST(Goals, TheLastReasonStands) {
  const test::Case one(GOAL
                       "2026-02-05 goal updates=g1 domain=parenting text=x state=dropped reason=moved\n"
                       "2026-02-06 goal updates=g1 domain=parenting text=y state=dropped\n");
  ASSERT_NE(reason_of(one.state.goals.at(0)), nullptr);
  EXPECT_EQ(*reason_of(one.state.goals[0]), "moved");
  EXPECT_EQ(reason_of(test::Case(GOAL).state.goals.at(0)), nullptr);
}

#undef GOAL
#undef RATED

}  // namespace
}  // namespace koers::dossier
