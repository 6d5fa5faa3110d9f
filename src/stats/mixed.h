// Linear mixed model with one grouping factor, by restricted or full maximum likelihood: y = X b + Z u + e, where every group
// has its own u ~ N(0, D) and e ~ N(0, s^2). With a random intercept, or an intercept and one slope, it says what course a new
// case may be expected to take, given its own start.
//
// The deviance is profiled over b and s^2 and searched over the Cholesky factor of D / s^2 (Bates, Maechler, Bolker & Walker 2015,
// J. Stat. Softw. 67(1)); all algebra is in small matrices per group. The search is Newton's, with the gradient in closed form. The
// deviance does not depend on the signs of the factor's columns, so a variance of 0 is an ordinary stationary point of it.
// Reference values: lme4, tests/reference/mixed.R.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/expected.h"

namespace koers::stats {

enum class Likelihood : std::uint8_t { restricted, full };

inline constexpr std::size_t most_fixed_columns = 8;
inline constexpr std::size_t most_random_columns = 2;

/// Columns as long as y. An intercept is a column of ones, in `fixed` and (first) in `random`.
struct MixedData {
  std::span<const double> y;
  std::span<const std::uint32_t> group;  ///< 0, 1, ... without a gap, in any order
  std::vector<std::span<const double>> fixed;
  std::vector<std::span<const double>> random;
};

/// Matrices are stored row after row.
struct MixedFit {
  Likelihood likelihood = Likelihood::restricted;
  std::size_t rows = 0, groups = 0;
  std::vector<double> fixed;  ///< b
  std::vector<double> fixed_covariance;
  std::vector<double> random_covariance;  ///< D
  double residual = 0;  ///< s^2
  std::vector<double> group_effects;  ///< expected u of each group given its rows (BLUP), group after group
  double criterion = 0;  ///< -2 log likelihood, restricted or full
  bool singular = false;  ///< D has a variance of 0, or a correlation of -1 or 1
  bool converged = false;  ///< the search ended where the deviance no longer falls
  int iterations = 0;

  double log_likelihood() const { return -criterion / 2; }
};

/// Faults: mixed.columns_differ (in length, or a group number is missing), mixed.too_many_columns, mixed.not_finite,
/// mixed.too_few_groups (fewer than 2, or not more than the random columns), mixed.too_few_rows (not more rows than random effects
/// of all groups, or than fixed columns), mixed.collinear (fixed columns, or random ones), mixed.no_variation (of what the fixed
/// columns leave), mixed.no_residual (what remains within the groups is 0).
Expected<MixedFit> fit_mixed(const MixedData& data, Likelihood likelihood);

/// Rows of a group: their fixed and random columns, row after row.
struct MixedRows {
  std::vector<double> fixed, random;
};

struct MixedPrediction {
  double mean = 0;
  double sd = 0;  ///< of one new score: between groups, within the group, and the fixed effects' own uncertainty
};

/// What is expected at the rows `ahead` of a group that was not in the fit, of which `scores` were seen at the rows `seen` (may be
/// none): the conditional normal distribution given D and s^2 (Henderson 1975, Biometrics 31, 423-447). One a row.
/// Fault mixed.columns_differ.
Expected<std::vector<MixedPrediction>> predict_new_group(const MixedFit& fit, const MixedRows& seen,
                                                         std::span<const double> scores, const MixedRows& ahead);

}  // namespace koers::stats
