// Reliable change of one person by one of six indices. Each divides a distance between start and end by its standard error; the change
// is reliable when the index lies beyond the limit, strictly. x is the start, y the end score; s, M, r are SD, mean and
// reliability at the start, s', M', r' those at the end, r_xy the correlation of start and end; SE = s sqrt(1 - r).
//
//   jt   (y - x) / (s sqrt(2 (1 - r)))                                          1.96
//        Jacobson & Truax 1991, J. Consult. Clin. Psychol. 59, 12-19
//   gln  ((y - M) - r (x - M)) / (s sqrt(1 - r^2))                              1.96
//        Gulliksen 1950; Lord & Novick 1968; as Hsu 1989, Behav. Assessment 11, 459-467, uses it: with regression to the mean
//   hln  ((y - M') - r (x - M)) / (s sqrt(1 - r^2))                             1.96
//        Hsu, Linn & Nord (elsewhere Hsu, Linn & Lord): gln with the mean after treatment as the one regressed to
//   en   (y - (M + r (x - M))) / SE                                             1.96
//        Edwards et al. 1978, Eval. Quart. 2, 277-301, after Nunnally; as Speer 1992, J. Consult. Clin. Psychol. 60, 402-408
//   nk   (y - (M + r (x - M))) / sqrt(r^2 s^2 (1 - r) + s^2 (1 - r'))           1.96
//        Nunnally & Kotsch 1983, Br. J. Clin. Psychol. 22, 83-93
//   ha   ((y - x) R + (M' - M)(1 - R)) / (sqrt(R) sqrt(2) SE)                   1.65
//        R = (s^2 + s'^2 - 2 SE^2 - 2 s s' r_xy) / (s^2 + s'^2 - 2 s s' r_xy), the reliability of difference scores
//        Hageman & Arrindell 1999, Behav. Res. Ther. 37, 1169-1193 (its index of clinical significance is not here)
//
// Formulas gathered and compared in Bauer, Lambert & Nielsen 2004, J. Pers. Assess. 82, 60-70. Reference values:
// tests/reference/change.R.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "measure/change.h"

namespace koers::measure {

enum class ChangeMethod : std::uint8_t {
  jacobson_truax,
  gulliksen_lord_novick,
  hsu_linn_nord,
  edwards_nunnally,
  nunnally_kotsch,
  hageman_arrindell,
};
inline constexpr std::array<ChangeMethod, 6> change_methods{
    ChangeMethod::jacobson_truax,   ChangeMethod::gulliksen_lord_novick, ChangeMethod::hsu_linn_nord,
    ChangeMethod::edwards_nunnally, ChangeMethod::nunnally_kotsch,       ChangeMethod::hageman_arrindell};
std::string_view code(ChangeMethod method);  ///< "jt", "gln", "hln", "en", "nk", "ha"
std::optional<ChangeMethod> change_method(std::string_view code);

/// Where a number comes from: the instrument's norm or manual (the same everywhere, always), or the scores at hand (which changes
/// with every new case), or somebody who named no source. A result names it.
enum class Origin : std::uint8_t { norm, sample, given };
std::string_view name(Origin origin);

struct Parameter {
  double value = 0;
  Origin origin = Origin::norm;
};

/// What the methods ask, in units of the score. jt: sd, reliability. gln and en: also mean. hln: also end_mean. nk: mean and
/// end_reliability. ha: mean, end_mean, end_sd, correlation.
struct ChangeParameters {
  std::optional<Parameter> sd, reliability, mean, end_sd, end_reliability, end_mean, correlation;
};

struct UsedParameter {
  std::string_view name;  ///< as the member of ChangeParameters
  Parameter parameter;
};

class ChangeIndex {
 public:
  /// Faults: change.parameter_missing and change.parameter_not_usable (with parameter and method: not finite, an SD not above 0, a
  /// reliability outside 0 <= r < 1, a correlation outside -1..1), change.no_reliable_differences (ha: R is not above 0).
  static Expected<ChangeIndex> make(ChangeMethod method, const ChangeParameters& parameters);

  ChangeMethod method() const { return method_; }
  double of(double start, double end) const { return (end * end_weight_ - start * start_weight_ - constant_) / error_; }
  double limit() const { return method_ == ChangeMethod::hageman_arrindell ? 1.65 : 1.96; }
  /// 1: reliably higher, -1: reliably lower, 0: neither. An index within 1e-9 of the limit counts as on it, which is not beyond.
  int reliable(double start, double end) const {
    constexpr double rounding = 1e-9;
    const double index = of(start, end);
    return (index > limit() + rounding ? 1 : 0) - (index < -limit() - rounding ? 1 : 0);
  }
  /// Those the method asks for, with where each comes from.
  const std::vector<UsedParameter>& used() const { return used_; }

 private:
  ChangeMethod method_ = ChangeMethod::jacobson_truax;
  double end_weight_ = 1, start_weight_ = 1, constant_ = 0, error_ = 1;
  std::vector<UsedParameter> used_;
};

/// What became of one person.
struct Judged {
  double index = 0;
  ChangeCategory category = ChangeCategory::unchanged;
  /// Unchanged, and clinical neither at the start nor at the end ("normaal gebleven"): a way to show, not a category of its own.
  /// Always false without a cut-off.
  bool stayed_normal = false;
};

struct ChangeRule {
  ChangeIndex index;
  Direction direction = Direction::lower_is_better;
  std::optional<Decimal> cutoff;  ///< without one nobody recovers or relapses
  bool cutoff_is_clinical = true;  ///< a score on the cut-off itself counts as clinical

  bool clinical(const Decimal& score) const;  ///< false without a cut-off; compared as decimals
  Judged judge(const Decimal& start, const Decimal& end) const;
};

}  // namespace koers::measure
