#include "stats/moments.h"

#include <algorithm>
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

void PairSums::add(std::span<const std::int32_t> a, std::span<const std::int32_t> b) {
  // |x| < 2^24: a product stays below 2^48 and the sum of 2^13 of them below 2^61.
  constexpr std::size_t block = std::size_t{1} << 13;
  constexpr std::int64_t small = std::int64_t{1} << 24;
  const std::size_t n = std::min(a.size(), b.size());
  for (std::size_t from = 0; from < n; from += block) {
    const std::size_t to = std::min(n, from + block);
    std::int64_t sum_a = 0, sum_b = 0, squares_a = 0, squares_b = 0, across = 0;
    std::int32_t least = 0, most = 0;
    for (std::size_t i = from; i < to; ++i) {
      least = std::min({least, a[i], b[i]});
      most = std::max({most, a[i], b[i]});
    }
    if (most >= small || least <= -small) {
      for (std::size_t i = from; i < to; ++i) add(a[i], b[i]);
      continue;
    }
    for (std::size_t i = from; i < to; ++i) {
      const std::int64_t p = a[i];
      const std::int64_t q = b[i];
      sum_a += p;
      sum_b += q;
      squares_a += p * p;
      squares_b += q * q;
      across += p * q;
    }
    const auto rows = static_cast<std::int64_t>(to - from);
    merge({{rows, sum_a, squares_a}, {rows, sum_b, squares_b}, across});
  }
}

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
