#include "measure/goal_attainment.h"

#include <gtest/gtest.h>
#include <vector>

namespace koers::measure {
namespace {

constexpr auto kStart = MiddleLevel::situation_at_start;
constexpr auto kExpected = MiddleLevel::expected_result;

std::vector<JudgedGoal> rated(MiddleLevel middle, std::initializer_list<int> levels) {
  std::vector<JudgedGoal> out;
  for (const int level : levels) out.push_back({middle, {Combined::combined, level}});
  return out;
}

TEST(GoalAttainment, FromTheStartCountsWhatBecameOfThem) {
  auto goals = rated(kStart, {2, 2, 1, 0, -1, -2});
  goals.push_back({kStart, {Combined::not_rated}});
  goals.push_back({kStart, {Combined::first_missing}});
  goals.push_back({kStart, {Combined::second_missing}});
  goals.push_back({kStart, {Combined::not_joint}});
  const auto a = attainment(goals);
  ASSERT_TRUE(a);
  EXPECT_EQ(a->goals, 10);
  EXPECT_EQ(a->rated, 6);
  EXPECT_EQ(a->attained, 2);
  EXPECT_EQ(a->improved, 3);
  EXPECT_EQ(a->unchanged, 1);
  EXPECT_EQ(a->worse, 2);
  EXPECT_EQ(a->not_rated, 1);
  EXPECT_EQ(a->rater_missing, 2);
  EXPECT_EQ(a->not_joint, 1);
  EXPECT_FALSE(a->t);
}

// T: R 4.2.2, the formula of Kiresuk & Sherman typed out: 63.6930639376292.
TEST(GoalAttainment, AgainstTheExpectedResultGivesTAndHowManyReachedIt) {
  const auto a = attainment(rated(kExpected, {1, 1, 1}));
  ASSERT_TRUE(a);
  EXPECT_EQ(a->t->text(), "63.7");
  EXPECT_EQ(a->at_or_above, 3);
  EXPECT_EQ(attainment(rated(kExpected, {0, -1, -2}))->at_or_above, 1);
  EXPECT_EQ(attainment(rated(kExpected, {1, 0, -1}))->t->text(), "50.0");
}

TEST(GoalAttainment, RefusesGoalsInWhichNoughtMeansTwoThings) {
  auto goals = rated(kStart, {1, 2});
  goals.push_back({kExpected, {Combined::not_rated}});
  const auto a = attainment(goals);
  ASSERT_FALSE(a);
  EXPECT_EQ(a.error().code, "goals.mixed_models");
}

TEST(GoalAttainment, WithoutRatedGoalsHasNoT) {
  EXPECT_EQ(attainment({})->goals, 0);
  EXPECT_FALSE(attainment(std::vector<JudgedGoal>{{kExpected, {}}})->t);
}

TEST(GoalAttainment, RefusesALevelOffTheScale) {
  EXPECT_EQ(attainment(rated(kStart, {3})).error().code, "goals.score_out_of_range");
}

}  // namespace
}  // namespace koers::measure
