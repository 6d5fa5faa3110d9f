// Sums of scores as exact integers, and what follows from them. Scores arrive as scaled integers (64.5 with one decimal is
// 645), so counts, means and standard deviations are exact before they are rounded, and sums of parts merge without loss.
#pragma once

#include <cstdint>
#include <span>

#include "base/exact.h"

namespace koers::stats {

/// |x| up to 2^31 and n up to 2^31 keep every product below 2^126.
struct Sums {
  std::int64_t n = 0;
  Wide sum = 0;
  Wide squares = 0;

  void add(std::int64_t x) {
    ++n;
    sum += x;
    squares += Wide{x} * x;
  }
  void merge(const Sums& other) {
    n += other.n;
    sum += other.sum;
    squares += other.squares;
  }
  friend bool operator==(const Sums&, const Sums&) = default;
};

/// Two scores of the same rows, with their product.
struct PairSums {
  Sums x, y;
  Wide products = 0;

  std::int64_t n() const { return x.n; }
  void add(std::int64_t a, std::int64_t b) {
    x.add(a);
    y.add(b);
    products += Wide{a} * b;
  }
  /// The same of two columns of equal length (the longer one's rest is not read), in blocks that fit 64 bits where the scores are
  /// small, as they are: several times as fast, and the same sums.
  void add(std::span<const std::int32_t> a, std::span<const std::int32_t> b);
  void merge(const PairSums& other) {
    x.merge(other.x);
    y.merge(other.y);
    products += other.products;
  }
  Sums differences() const;  ///< of y - x
  friend bool operator==(const PairSums&, const PairSums&) = default;
};

/// In units of the score; `decimals` is the scale of the summed integers (0..4). No value when n is 0.
Exact mean(const Sums& sums, int decimals);
/// With n - 1; no value when n < 2.
Exact standard_deviation(const Sums& sums, int decimals);
/// The same as a double, in scaled units: the root of n * squares - sum^2 over n * (n - 1).
double scaled_deviation(const Sums& sums);
/// Pearson's r; NaN when n < 2 or one of the two does not vary.
double correlation(const PairSums& sums);

}  // namespace koers::stats
