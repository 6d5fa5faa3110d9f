#include "measure/goals.h"

#include <gtest/gtest.h>

namespace koers::measure {
namespace {

std::vector<RatedGoal> goals(std::initializer_list<int> scores) {
  std::vector<RatedGoal> out;
  for (const int score : scores) out.push_back({score, {1, 0}});
  return out;
}

double t_score(const std::vector<RatedGoal>& rated) { return *goal_t_score(rated, MiddleLevel::expected_result); }

// Reference values: R 4.2.2, the formula typed out.
TEST(GoalTScore, IsThatOfKiresukAndSherman) {
  EXPECT_DOUBLE_EQ(t_score(goals({1, 0, -1})), 50);
  EXPECT_NEAR(t_score(goals({1, 1, 1})), 63.6930639376292, 1e-12);
  EXPECT_NEAR(t_score({{2, {3, 0}}, {1, {2, 0}}, {0, {1, 0}}}), 67.6261059695693, 1e-12);
  EXPECT_NEAR(t_score(goals({-2, -2, -2})), 22.6138721247417, 1e-12);
  EXPECT_DOUBLE_EQ(t_score(goals({1})), 60);
  // Only the proportion of the weights counts.
  EXPECT_NEAR(t_score({{2, {15, 1}}, {1, {10, 1}}, {0, {5, 1}}}), 67.6261059695693, 1e-12);
}

TEST(GoalTScore, ExistsOnlyWhereNoughtIsTheExpectedResult) {
  EXPECT_EQ(goal_t_score(goals({1}), MiddleLevel::situation_at_start).error().code, "goals.no_t_score");
  EXPECT_EQ(goals_at_or_above_expected(goals({1}), MiddleLevel::situation_at_start).error().code, "goals.no_t_score");
}

TEST(GoalTScore, RefusesWhatIsNoRating) {
  const auto refused = [](const std::vector<RatedGoal>& rated, const Decimal& rho = {3, 1}) {
    const auto made = goal_t_score(rated, MiddleLevel::expected_result, rho);
    return made ? std::string()
                : made.error().code + (made.error().args.empty() ? "" : " " + made.error().args[0].second);
  };
  EXPECT_EQ(refused({}), "goals.none");
  EXPECT_EQ(refused(goals({1, 3})), "goals.score_out_of_range 2");
  EXPECT_EQ(refused(goals({-3})), "goals.score_out_of_range 1");
  EXPECT_EQ(refused({{1, {0, 0}}}), "goals.weight_out_of_range 1");
  EXPECT_EQ(refused({{1, {1, 0}}, {1, {-1, 0}}}), "goals.weight_out_of_range 2");
  EXPECT_EQ(refused({{1, {1'000'001, 0}}}), "goals.weight_out_of_range 1");
  EXPECT_EQ(refused(goals({1}), {11, 1}), "goals.rho_out_of_range");
  EXPECT_EQ(refused(goals({1}), {-1, 1}), "goals.rho_out_of_range");
}

TEST(Goals, AtOrAboveExpectedCountNought) {
  EXPECT_EQ(*goals_at_or_above_expected(goals({2, 0, -1, -2, 1}), MiddleLevel::expected_result), 3);
}

}  // namespace
}  // namespace koers::measure
