// Distribution functions as plain functions of doubles. Arguments outside their range give NaN, never an exception.
#pragma once

namespace koers::stats {

/// P(|T| >= |t|) for Student's t with `df` > 0.
double t_two_sided_p(double t, double df);

/// The t with P(T <= t) = p, 0 < p < 1.
double t_quantile(double p, double df);

/// The z with P(Z <= z) = p, 0 < p < 1.
double normal_quantile(double p);

/// The noncentrality at which P(T <= t) = p for a noncentral t with `df`: the limits of an interval for a standardised
/// difference. Exact up to df = 1000; above it, and where |t| > 37, the root of the normal approximation
/// P(T <= t) = Phi((t * b - delta) / sqrt(1 + t^2 * (1 - b^2))), b = sqrt(2 / df) * Gamma((df + 1) / 2) / Gamma(df / 2)
/// (Jennett & Welch 1939). At df = 1000 the two differ by less than 0.003 standard errors of the limit.
double t_noncentrality(double t, double df, double p);

/// J = Gamma(m / 2) / (sqrt(m / 2) * Gamma((m - 1) / 2)), exact, for m > 1: takes the upward bias out of a standardised
/// difference whose standardiser has m degrees of freedom (Hedges 1981).
double hedges_j(double m);

}  // namespace koers::stats
