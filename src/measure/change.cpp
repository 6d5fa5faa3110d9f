#include "measure/change.h"

#include <cmath>

namespace koers::measure {
namespace {

constexpr int most_decimals = 4;

Wide power(int decimals) {
  Wide out = 1;
  for (int i = 0; i < decimals; ++i) out *= 10;
  return out;
}

}  // namespace

std::string_view name(ChangeCategory category) {
  switch (category) {
    case ChangeCategory::recovered: return "recovered";
    case ChangeCategory::improved: return "improved";
    case ChangeCategory::unchanged: return "unchanged";
    case ChangeCategory::deteriorated: return "deteriorated";
    case ChangeCategory::relapsed: return "relapsed";
  }
  return {};
}

Expected<ReliableChange> ReliableChange::make(const ChangeNorm& norm, Direction direction, int decimals) {
  const Decimal& s = norm.sd;
  const Decimal& r = norm.reliability;
  if (s.scaled <= 0 || s.scaled > 1'000'000'000) return fail("change.sd_not_positive");
  if (s.decimals > most_decimals || r.decimals > most_decimals ||
      (norm.cutoff && norm.cutoff->decimals > most_decimals)) {
    return fail("change.too_many_decimals", {{"most", std::to_string(most_decimals)}});
  }
  const Wide one = power(r.decimals);
  if (r.scaled < 0 || r.scaled >= one) return fail("change.reliability_out_of_range");

  ReliableChange out;
  out.better_ = direction == Direction::higher_is_better ? 1 : -1;
  // change^2 > 1.96^2 * s^2 * 2 * (1 - r), with change = c / 10^decimals; both sides times the powers of ten below them.
  const Wide numerator = Wide{196} * 196 * 2 * s.scaled * s.scaled * (one - r.scaled);
  const Wide denominator = Wide{10'000} * power(2 * s.decimals) * one;
  out.limit_ = Exact::root(numerator, denominator);
  auto least = static_cast<std::int64_t>(out.limit_.value() * std::pow(10.0, decimals));
  const auto reliable = [&](Wide c) { return c * c * denominator > numerator * power(2 * decimals); };
  while (least > 0 && reliable(least - 1)) --least;
  while (!reliable(least)) ++least;
  out.least_ = least;
  if (norm.cutoff) {
    out.has_cutoff_ = true;
    out.cutoff_is_clinical_ = norm.cutoff_is_clinical;
    out.cutoff_ = norm.cutoff->scaled * power(decimals);
    out.cutoff_scale_ = power(norm.cutoff->decimals);
  }
  return out;
}

}  // namespace koers::measure
