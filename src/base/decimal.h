// Decimal numbers as scaled integers: what is printed is what was computed, on every machine and in the browser.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace koers {

/// `scaled` / 10^`decimals`; decimals 0..9. 4.50 = {450, 2}. Two decimals of different scale may be equal in value.
struct Decimal {
  std::int64_t scaled = 0;
  int decimals = 0;

  double value() const;
  /// As written, always with a point and all its decimals ("4.50", "-0.3"). `separator` serves print in Dutch.
  std::string text(char separator = '.') const;
  /// Digits with an optional sign and one optional point; at most 18 digits, 9 decimals. No spaces, no exponent, no NaN.
  static std::optional<Decimal> parse(std::string_view text, char separator = '.');

  friend bool operator==(const Decimal&, const Decimal&) = default;  ///< same value and same scale
};

/// Three-way comparison by value, whatever the scales.
int compare(const Decimal& a, const Decimal& b);

/// numerator / denominator, rounded half away from zero on the exact ratio (87.25 -> 87.3; -0.05 -> -0.1).
/// `factor` multiplies first (100 for percentages). Denominator must not be 0; |numerator * factor * 10^decimals| < 2^127.
Decimal round_ratio(std::int64_t numerator, std::int64_t denominator, int decimals, std::int64_t factor = 1);

/// A double to `decimals` (0..9), half away from zero on the double's own exact value. Empty when not finite or |x| > 9e8.
std::optional<Decimal> round_double(double value, int decimals);

}  // namespace koers
