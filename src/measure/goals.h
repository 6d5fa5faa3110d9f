// Goal attainment in five levels. What the middle level means (the situation at the start, or the expected result) is the
// method's to say; this file counts levels.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

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

}  // namespace koers::measure
