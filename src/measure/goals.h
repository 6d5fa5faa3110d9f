// Goal attainment in five levels. What the middle level means (the situation at the start, or the expected result) is the
// method's to say; this file counts levels.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/decimal.h"
#include "base/expected.h"
#include "stats/moments.h"

namespace koers::measure {

/// From best to worst; the number is the score on 1..5 the sources use.
enum class Level : std::uint8_t { worst = 1, worse = 2, unchanged = 3, partly = 4, achieved = 5 };

inline constexpr std::array<Level, 5> levels{Level::achieved, Level::partly, Level::unchanged, Level::worse,
                                             Level::worst};

/// "achieved", "partly", "unchanged", "worse", "worst": part of figure codes and message keys.
std::string_view name(Level level);

class GoalDistribution {
 public:
  void add(Level level) { ++counts_[static_cast<std::size_t>(level) - 1]; }
  void merge(const GoalDistribution& other);
  std::int64_t count(Level level) const { return counts_[static_cast<std::size_t>(level) - 1]; }
  std::int64_t n() const;
  std::int64_t improved() const { return count(Level::achieved) + count(Level::partly); }
  std::int64_t deteriorated() const { return count(Level::worse) + count(Level::worst); }
  stats::Sums scores() const;  ///< on 1..5

 private:
  std::array<std::int64_t, 5> counts_{};
};

/// What 0 (the middle level) means. Figures of the two kinds are never mixed.
enum class MiddleLevel : std::uint8_t { expected_result, situation_at_start };

/// A goal rated on -2..+2.
struct RatedGoal {
  int score = 0;
  Decimal weight{1, 0};  ///< above 0, at most 1,000,000, at most four decimals
};

/// The goal attainment T-score of Kiresuk & Sherman (1968, Community Mental Health Journal 4, 443-453):
/// T = 50 + 10 sum(w x) / sqrt((1 - rho) sum(w^2) + rho sum(w)^2), where rho is the correlation taken to hold between goals
/// (the authors take .30). 50 is "on the whole as expected". It exists only where 0 is the expected result.
/// Faults: goals.no_t_score (0 is the situation at the start), goals.none, goals.score_out_of_range,
/// goals.weight_out_of_range (each with the goal's number, from 1), goals.rho_out_of_range (0 <= rho <= 1).
Expected<double> goal_t_score(std::span<const RatedGoal> goals, MiddleLevel middle, const Decimal& rho = {3, 1});

/// How many of them stand at 0 or above: with expected_result "at or above expected". Faults as above, without weights.
Expected<std::int64_t> goals_at_or_above_expected(std::span<const RatedGoal> goals, MiddleLevel middle);

}  // namespace koers::measure
