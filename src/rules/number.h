// Exact fractions for what facts give: sums, means and rates are compared without rounding. Inside the room.
#pragma once

#include <cstdint>

#include "base/decimal.h"

namespace koers::rules {

__extension__ using Wide = __int128;

/// Millionths over a positive whole number. Values of rows count to six decimals and up to 10^12; sums of 10^6 such
/// rows over 10^7 days still compare within 127 bits.
struct Number {
  Wide micro = 0;
  std::int64_t per = 1;
};

inline std::int64_t to_micro(const Decimal& d) {
  constexpr std::int64_t limit = 1'000'000'000'000'000'000;
  Wide value = d.scaled;
  for (int i = d.decimals; i < 6; ++i) value *= 10;
  if (d.decimals > 6) {
    std::int64_t divisor = 1;
    for (int i = 6; i < d.decimals; ++i) divisor *= 10;
    value = round_ratio(d.scaled, divisor, 0).scaled;
  }
  return value > limit ? limit : value < -limit ? -limit : static_cast<std::int64_t>(value);
}

inline Number whole(std::int64_t n) { return {Wide{n} * 1'000'000, 1}; }

/// -1, 0, 1.
inline int compare(const Number& a, const Number& b) {
  const Wide left = a.micro * b.per;
  const Wide right = b.micro * a.per;
  return left < right ? -1 : left > right ? 1 : 0;
}
inline bool operator<(const Number& a, const Number& b) { return compare(a, b) < 0; }

/// Whole numbers and short decimals as they are; others rounded to two decimals, half away from zero.
Decimal shown(const Number& number);

}  // namespace koers::rules
