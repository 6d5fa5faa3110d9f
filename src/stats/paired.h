// Change between two measurements of the same rows: paired t and standardised change with intervals.
// Formulas: docs/outcome.md; reference values: tests/stats/paired_test.cpp (R's `sleep`).
#pragma once

#include <optional>
#include <string_view>

#include "stats/moments.h"

namespace koers::stats {

struct Interval {
  double low = 0;
  double high = 0;
};

/// t = mean change / (s_D / sqrt n), change = y - x, in units of the score.
struct PairedT {
  double mean_change = 0;
  double t = 0;
  double df = 0;
  double p = 0;  ///< two-sided
  Interval change;
};

/// Empty when n < 2 or no change differs from another. `decimals` as in moments.h; `confidence` such as 0.95.
std::optional<PairedT> paired_t(const PairSums& sums, int decimals, double confidence);

enum class Standardiser {
  start_sd,        ///< d_pre: SD at the start (Becker; Glass's delta on the first measurement)
  change_sd,       ///< d_z: SD of the changes
  average_sd,      ///< d_av: root of the mean of the two variances
  change_sd_by_r,  ///< d_rm: SD of the changes over the root of 2 (1 - r), r between start and end (Morris & DeShon 2002)
};
/// "d_pre", "d_z", "d_av", "d_rm": a standardised change is never named without it.
std::string_view name(Standardiser standardiser);

struct StandardisedChange {
  Standardiser standardiser = Standardiser::start_sd;
  double d = 0;  ///< change / standardiser, change = y - x
  double g = 0;  ///< J(n - 1) * d, J exact; NaN when n is 2
  /// Of g with start_sd: g -/+ z * sqrt(v), v = J^2 (s_D^2 / (s_x^2 (n - 1)) + g^2 / (2 (n - 1))), unequal variances
  /// (SMCRH). Of d with the others: noncentral t limits of d_z, times s_D over the standardiser (Algina & Keselman
  /// 2003; for d_rm its root of 2 (1 - r) is taken as fixed).
  Interval interval;
};

/// Empty when n < 2 or the standardiser is 0 or (d_rm) r is 1 or not there. The interval is NaN where it has none (no change
/// differs from another; start_sd with n = 2).
std::optional<StandardisedChange> standardised_change(const PairSums& sums, Standardiser standardiser,
                                                      double confidence);

}  // namespace koers::stats
