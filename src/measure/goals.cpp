#include "measure/goals.h"

namespace koers::measure {

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

}  // namespace koers::measure
