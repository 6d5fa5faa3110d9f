#include "measure/goals.h"

#include <cmath>

namespace koers::measure {
namespace {

constexpr int most_weight_decimals = 4;

Expected<void> check_scores(std::span<const RatedGoal> goals, MiddleLevel middle) {
  if (middle != MiddleLevel::expected_result) return fail("goals.no_t_score");
  if (goals.empty()) return fail("goals.none");
  for (std::size_t i = 0; i < goals.size(); ++i) {
    if (goals[i].score >= -2 && goals[i].score <= 2) continue;
    return fail("goals.score_out_of_range", {{"goal", std::to_string(i + 1)}});
  }
  return {};
}

bool usable(const Decimal& weight) {
  return weight.scaled > 0 && weight.decimals <= most_weight_decimals && compare(weight, {1'000'000, 0}) <= 0;
}

}  // namespace

std::string_view name(Level level) {
  switch (level) {
    case Level::achieved: return "achieved";
    case Level::partly: return "partly";
    case Level::unchanged: return "unchanged";
    case Level::worse: return "worse";
    case Level::worst: return "worst";
  }
  return {};
}

void GoalDistribution::merge(const GoalDistribution& other) {
  for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
}

std::int64_t GoalDistribution::n() const {
  std::int64_t sum = 0;
  for (const std::int64_t count : counts_) sum += count;
  return sum;
}

stats::Sums GoalDistribution::scores() const {
  stats::Sums out;
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    const auto score = static_cast<std::int64_t>(i) + 1;
    out.n += counts_[i];
    out.sum += counts_[i] * score;
    out.squares += counts_[i] * score * score;
  }
  return out;
}

Expected<double> goal_t_score(std::span<const RatedGoal> goals, MiddleLevel middle, const Decimal& rho) {
  if (auto checked = check_scores(goals, middle); !checked) return fail(checked.error());
  if (compare(rho, {0, 0}) < 0 || compare(rho, {1, 0}) > 0) return fail("goals.rho_out_of_range");
  double attained = 0;
  double weights = 0;
  double squares = 0;
  for (std::size_t i = 0; i < goals.size(); ++i) {
    if (!usable(goals[i].weight)) return fail("goals.weight_out_of_range", {{"goal", std::to_string(i + 1)}});
    const double w = goals[i].weight.value();
    attained += w * goals[i].score;
    weights += w;
    squares += w * w;
  }
  const double r = rho.value();
  return 50 + 10 * attained / std::sqrt((1 - r) * squares + r * weights * weights);
}

Expected<std::int64_t> goals_at_or_above_expected(std::span<const RatedGoal> goals, MiddleLevel middle) {
  if (auto checked = check_scores(goals, middle); !checked) return fail(checked.error());
  std::int64_t n = 0;
  for (const RatedGoal& goal : goals) n += goal.score >= 0 ? 1 : 0;
  return n;
}

}  // namespace koers::measure
