// Reliable and clinically significant change of one person (Jacobson & Truax 1991), in the five Dutch categories.
// S_diff = s * sqrt(2 * (1 - r)); a change is reliable when |change| / S_diff > 1.96, strictly. s and r belong to the
// instrument's norm or manual, never to the file at hand; who declares them names their source.
// The decision is made on integers: no score sits on the wrong side of a limit because of a rounding.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/decimal.h"
#include "base/exact.h"
#include "base/expected.h"

namespace koers::measure {

enum class Direction : std::uint8_t { lower_is_better, higher_is_better };

enum class ChangeCategory : std::uint8_t {
  recovered,     ///< hersteld: reliably better, from clinical to not clinical
  improved,      ///< verbeterd: reliably better, otherwise
  unchanged,     ///< gelijk gebleven: no reliable change
  deteriorated,  ///< verslechterd: reliably worse, otherwise
  relapsed,      ///< teruggevallen: reliably worse, from not clinical to clinical
};
inline constexpr std::size_t change_categories = 5;
std::string_view name(ChangeCategory category);

struct ChangeNorm {
  Decimal sd;                     ///< s > 0
  Decimal reliability;            ///< r, 0 <= r < 1
  std::optional<Decimal>
      cutoff;  ///< without one, recovered and relapsed cannot be told apart from improved and deteriorated
  bool cutoff_is_clinical = true; ///< a score on the cut-off itself counts as clinical
  std::string source;             ///< where s, r and the cut-off come from
};

/// The rule for scores kept as integers of `decimals` decimals.
class ReliableChange {
 public:
  /// Faults: change.sd_not_positive, change.reliability_out_of_range, change.too_many_decimals (more than four).
  static Expected<ReliableChange> make(const ChangeNorm& norm, Direction direction, int decimals);

  ChangeCategory category(std::int64_t start, std::int64_t end) const {
    const std::int64_t gain = better_ * (end - start);
    if (gain > -least_ && gain < least_) return ChangeCategory::unchanged;
    const bool before = clinical(start);
    const bool after = clinical(end);
    if (gain > 0) return before && !after ? ChangeCategory::recovered : ChangeCategory::improved;
    return !before && after ? ChangeCategory::relapsed : ChangeCategory::deteriorated;
  }
  /// False for every score when there is no cut-off.
  bool clinical(std::int64_t score) const {
    if (!has_cutoff_) return false;
    const Wide distance = better_ * (cutoff_ - Wide{score} * cutoff_scale_);
    return distance > 0 || (distance == 0 && cutoff_is_clinical_);
  }
  bool has_cutoff() const { return has_cutoff_; }
  /// 1.96 * S_diff in units of the score: a change must exceed it.
  Exact limit() const { return limit_; }

 private:
  std::int64_t better_ = 1;   // +1 when a higher score is better
  std::int64_t least_ = 0;    // smallest reliable change, in scaled units
  bool has_cutoff_ = false;
  bool cutoff_is_clinical_ = true;
  Wide cutoff_ = 0;           // in units of 10^-(decimals + its own)
  Wide cutoff_scale_ = 1;
  Exact limit_;
};

}  // namespace koers::measure
