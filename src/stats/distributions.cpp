#include "stats/distributions.h"

#include <cmath>
#include <limits>

#include "stats/policy.h"

namespace koers::stats {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr double largest_exact_df = 1000;
constexpr double largest_exact_t = 37;

using Student = boost::math::students_t_distribution<double, Policy>;
using Normal = boost::math::normal_distribution<double, Policy>;
using NoncentralT = boost::math::non_central_t_distribution<double, Policy>;

double lower_tail(double t, double df, double delta) { return boost::math::cdf(NoncentralT(df, delta), t); }

/// Bisection on a function that falls with delta; its bracket comes from the normal approximation.
double exact_noncentrality(double t, double df, double p, double start) {
  double step = 0.5;
  double low = start - step;
  double high = start + step;
  while (lower_tail(t, df, low) < p && step < 64) low -= (step *= 2);
  step = 0.5;
  while (lower_tail(t, df, high) > p && step < 64) high += (step *= 2);
  for (int i = 0; i < 200 && high - low > 1e-14 * (1 + std::fabs(low)); ++i) {
    const double middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    (lower_tail(t, df, middle) > p ? low : high) = middle;
  }
  return low + (high - low) / 2;
}

}  // namespace

double t_two_sided_p(double t, double df) {
  if (!(df > 0) || !std::isfinite(t)) return none;
  return 2 * boost::math::cdf(boost::math::complement(Student(df), std::fabs(t)));
}

double t_quantile(double p, double df) {
  if (!(df > 0) || !(p > 0) || !(p < 1)) return none;
  return boost::math::quantile(Student(df), p);
}

double normal_quantile(double p) {
  if (!(p > 0) || !(p < 1)) return none;
  return boost::math::quantile(Normal(), p);
}

double t_noncentrality(double t, double df, double p) {
  if (!(df > 0) || !(p > 0) || !(p < 1) || !std::isfinite(t)) return none;
  const double b = hedges_j(df + 1) * std::sqrt((df + 1) / df);
  const double approximate = t * b - normal_quantile(p) * std::sqrt(1 + t * t * (1 - b * b));
  if (df > largest_exact_df || std::fabs(t) > largest_exact_t) return approximate;
  return exact_noncentrality(t, df, p, approximate);
}

double hedges_j(double m) {
  if (!(m > 1)) return none;
  return std::exp(boost::math::lgamma(m / 2, Policy()) - boost::math::lgamma((m - 1) / 2, Policy())) / std::sqrt(m / 2);
}

}  // namespace koers::stats
