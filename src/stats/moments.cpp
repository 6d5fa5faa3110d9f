#include "stats/moments.h"

#include <cmath>
#include <limits>

namespace koers::stats {
namespace {

Wide power(int decimals) {
  Wide out = 1;
  for (int i = 0; i < decimals; ++i) out *= 10;
  return out;
}

Wide spread(const Sums& s) { return s.n * s.squares - s.sum * s.sum; }

}  // namespace

Sums PairSums::differences() const { return {x.n, y.sum - x.sum, y.squares - 2 * products + x.squares}; }

Exact mean(const Sums& sums, int decimals) { return Exact::ratio(sums.sum, sums.n * power(decimals)); }

Exact standard_deviation(const Sums& sums, int decimals) {
  if (sums.n < 2) return {};
  return Exact::root(spread(sums), Wide{sums.n} * (sums.n - 1) * power(decimals) * power(decimals));
}

double scaled_deviation(const Sums& sums) {
  if (sums.n < 2) return std::numeric_limits<double>::quiet_NaN();
  return std::sqrt(static_cast<double>(spread(sums)) / (static_cast<double>(sums.n) * static_cast<double>(sums.n - 1)));
}

double correlation(const PairSums& sums) {
  const Wide across = sums.n() * sums.products - sums.x.sum * sums.y.sum;
  const double spreads =
      std::sqrt(static_cast<double>(spread(sums.x))) * std::sqrt(static_cast<double>(spread(sums.y)));
  return spreads > 0 ? static_cast<double>(across) / spreads : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace koers::stats
