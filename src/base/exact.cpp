#include "base/exact.h"

#include <cmath>

namespace koers {
namespace {

constexpr Wide most = (Wide{1} << 62) - 1 + (Wide{1} << 62);  // of a Decimal's scaled value
constexpr Wide overflow = Wide{1} << 126;

Wide power(int decimals) {
  Wide out = 1;
  for (int i = 0; i < decimals; ++i) out *= 10;
  return out;
}

/// a * b, or empty when the product of two numbers that are not negative reaches 2^126.
std::optional<Wide> product(Wide a, Wide b) {
  if (a != 0 && b > overflow / a) return {};
  return a * b;
}

std::optional<Decimal> fitted(Wide magnitude, bool negative, int decimals) {
  if (magnitude > most) return {};
  const auto scaled = static_cast<std::int64_t>(magnitude);
  return Decimal{negative ? -scaled : scaled, decimals};
}

Wide common_divisor(Wide a, Wide b) {
  while (b != 0) {
    const Wide rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

}  // namespace

Exact Exact::ratio(Wide numerator, Wide denominator) {
  Exact out;
  if (denominator == 0) return out;
  if (denominator < 0) {
    numerator = -numerator;
    denominator = -denominator;
  }
  const Wide divisor = common_divisor(numerator < 0 ? -numerator : numerator, denominator);
  out.kind_ = Kind::ratio;
  out.numerator_ = numerator / divisor;
  out.denominator_ = denominator / divisor;
  return out;
}

Exact Exact::root(Wide numerator, Wide denominator) {
  Exact out = ratio(numerator, denominator);
  if (!out.has_value() || out.numerator_ < 0) return {};
  out.kind_ = Kind::root;
  return out;
}

Exact Exact::real(double value) {
  Exact out;
  if (!std::isfinite(value)) return out;
  out.kind_ = Kind::real;
  out.real_ = value;
  return out;
}

double Exact::value() const {
  if (kind_ == Kind::none) return 0;
  if (kind_ == Kind::real) return real_;
  const double quotient = static_cast<double>(numerator_) / static_cast<double>(denominator_);
  return kind_ == Kind::root ? std::sqrt(quotient) : quotient;
}

std::optional<Decimal> Exact::round(int decimals) const {
  if (decimals < 0 || decimals > 9) return {};
  if (kind_ == Kind::none) return {};
  if (kind_ == Kind::real) return round_double(real_, decimals);
  const bool negative = numerator_ < 0;
  const Wide numerator = negative ? -numerator_ : numerator_;
  if (kind_ == Kind::ratio) {
    const auto scaled = product(numerator, 2 * power(decimals));
    if (!scaled || denominator_ > overflow / 2) return round_double(value(), decimals);
    return fitted((*scaled + denominator_) / (2 * denominator_), negative, decimals);
  }
  // The largest c with (2c - 1)^2 * denominator <= 4 * numerator * 10^(2 * decimals) is the rounded root.
  const auto target = product(numerator, 4 * power(decimals) * power(decimals));
  const double guess = value() * static_cast<double>(power(decimals));
  if (!target || guess > 4e18) return round_double(value(), decimals);
  const auto reaches = [&](Wide c) {
    if (c <= 0) return true;
    const auto square = product(2 * c - 1, 2 * c - 1);
    const auto side = square ? product(*square, denominator_) : std::nullopt;
    return side && *side <= *target;
  };
  Wide c = static_cast<Wide>(guess) + 1;
  while (!reaches(c)) --c;
  while (reaches(c + 1)) ++c;
  return fitted(c, false, decimals);
}

}  // namespace koers
