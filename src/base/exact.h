// What a printed number was rounded from. Sums of scores are integers, so a percentage or a mean is a ratio and a
// standard deviation the root of one: both can be rounded to any number of decimals without passing through a double.
#pragma once

#include <cstdint>
#include <optional>

#include "base/decimal.h"

namespace koers {

__extension__ using Wide = __int128;

/// A value that can be rounded to any number of decimals, half away from zero on its exact value.
class Exact {
 public:
  Exact() = default;  ///< no value
  /// numerator / denominator. No value when the denominator is 0. |numerator|, |denominator| < 2^110.
  static Exact ratio(Wide numerator, Wide denominator);
  /// The square root of a ratio that is not negative. No value when the ratio is negative or has denominator 0.
  static Exact root(Wide numerator, Wide denominator);
  /// A double, taken at its own exact value (t, effect sizes, limits of intervals). No value when not finite.
  static Exact real(double value);

  bool has_value() const { return kind_ != Kind::none; }
  /// As a double, within two units in its last place; 0 without a value.
  double value() const;
  /// Decimals 0..9. Empty without a value, or when the result does not fit a Decimal.
  std::optional<Decimal> round(int decimals) const;

 private:
  enum class Kind : std::uint8_t { none, ratio, root, real };
  Kind kind_ = Kind::none;
  Wide numerator_ = 0;
  Wide denominator_ = 1;
  double real_ = 0;
};

}  // namespace koers
