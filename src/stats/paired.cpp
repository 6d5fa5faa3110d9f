#include "stats/paired.h"

#include <cmath>

#include "stats/distributions.h"

namespace koers::stats {
namespace {

double scale(int decimals) {
  double out = 1;
  for (int i = 0; i < decimals; ++i) out *= 10;
  return out;
}

/// Mean change and its SD, in scaled units.
struct Change {
  double n, mean, sd;
};

std::optional<Change> change_of(const PairSums& sums) {
  if (sums.n() < 2) return {};
  const Sums differences = sums.differences();
  return Change{static_cast<double>(sums.n()), static_cast<double>(differences.sum) / static_cast<double>(sums.n()),
                scaled_deviation(differences)};
}

Interval by_start_sd(const Change& change, double start_sd, double j, double g, double confidence) {
  const double df = change.n - 1;
  const double ratio = change.sd / start_sd;
  const double variance = j * j * (ratio * ratio / df + g * g / (2 * df));
  const double half = normal_quantile(0.5 + confidence / 2) * std::sqrt(variance);
  return {g - half, g + half};
}

Interval by_noncentral_t(const Change& change, double standardiser, double confidence) {
  const double t = change.mean / (change.sd / std::sqrt(change.n));
  const double per_delta = change.sd / standardiser / std::sqrt(change.n);
  return {per_delta * t_noncentrality(t, change.n - 1, 0.5 + confidence / 2),
          per_delta * t_noncentrality(t, change.n - 1, 0.5 - confidence / 2)};
}

/// NaN where the kind of standardiser has none.
double standardiser_of(const PairSums& sums, const Change& change, Standardiser kind) {
  const double start = scaled_deviation(sums.x);
  const double end = scaled_deviation(sums.y);
  switch (kind) {
    case Standardiser::start_sd: return start;
    case Standardiser::change_sd: return change.sd;
    case Standardiser::average_sd: return std::sqrt((start * start + end * end) / 2);
    case Standardiser::change_sd_by_r: return change.sd / std::sqrt(2 * (1 - correlation(sums)));
  }
  return std::nan("");
}

}  // namespace

std::string_view name(Standardiser standardiser) {
  switch (standardiser) {
    case Standardiser::start_sd: return "d_pre";
    case Standardiser::change_sd: return "d_z";
    case Standardiser::average_sd: return "d_av";
    case Standardiser::change_sd_by_r: return "d_rm";
  }
  return {};
}

std::optional<PairedT> paired_t(const PairSums& sums, int decimals, double confidence) {
  const auto change = change_of(sums);
  if (!change || !(change->sd > 0)) return {};
  const double unit = scale(decimals);
  const double error = change->sd / std::sqrt(change->n);
  PairedT out;
  out.mean_change = change->mean / unit;
  out.t = change->mean / error;
  out.df = change->n - 1;
  out.p = t_two_sided_p(out.t, out.df);
  const double half = t_quantile(0.5 + confidence / 2, out.df) * error;
  out.change = {(change->mean - half) / unit, (change->mean + half) / unit};
  return out;
}

std::optional<StandardisedChange> standardised_change(const PairSums& sums, Standardiser standardiser,
                                                      double confidence) {
  const auto change = change_of(sums);
  if (!change) return {};
  const double by = standardiser_of(sums, *change, standardiser);
  if (!(by > 0) || !std::isfinite(by)) return {};
  StandardisedChange out;
  out.standardiser = standardiser;
  const double j = change->n > 2 ? hedges_j(change->n - 1) : std::nan("");
  out.d = change->mean / by;
  out.g = j * out.d;
  if (standardiser == Standardiser::start_sd) {
    out.interval = by_start_sd(*change, by, j, out.g, confidence);
  } else if (change->sd > 0) {
    out.interval = by_noncentral_t(*change, by, confidence);
  } else {
    out.interval = {std::nan(""), std::nan("")};
  }
  return out;
}

}  // namespace koers::stats
