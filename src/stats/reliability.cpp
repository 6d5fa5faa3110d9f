#include "stats/reliability.h"

#include <vector>

#include "stats/moments.h"

namespace koers::stats {

Expected<Alpha> cronbach_alpha(std::span<const std::int64_t> answers, std::size_t items) {
  if (items < 2) return fail("reliability.too_few_items");
  if (answers.size() % items != 0) return fail("reliability.incomplete");
  const std::size_t persons = answers.size() / items;
  if (persons < 2) return fail("reliability.too_few_persons");

  const auto answer = [&](std::size_t person, std::size_t item) { return answers[person * items + item]; };
  const auto squared = [](const Sums& sums) {
    const double s = scaled_deviation(sums);
    return s * s;
  };
  Sums totals;
  std::vector<Sums> each(items);
  for (std::size_t p = 0; p < persons; ++p) {
    std::int64_t total = 0;
    for (std::size_t i = 0; i < items; ++i) {
      each[i].add(answer(p, i));
      total += answer(p, i);
    }
    totals.add(total);
  }
  const double spread = squared(totals);
  if (!(spread > 0)) return fail("reliability.no_variation");
  double within = 0;
  for (const Sums& sums : each) within += squared(sums);

  double correlations = 0;
  for (std::size_t i = 0; i < items; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      PairSums pair;
      for (std::size_t p = 0; p < persons; ++p) pair.add(answer(p, i), answer(p, j));
      correlations += correlation(pair);
    }
  }
  const auto k = static_cast<double>(items);
  const double r = correlations / (k * (k - 1) / 2);
  return Alpha{k / (k - 1) * (1 - within / spread), k * r / (1 + (k - 1) * r), static_cast<std::int64_t>(persons)};
}

}  // namespace koers::stats
