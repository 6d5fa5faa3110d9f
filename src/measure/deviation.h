// The deviation score of Dutch home treatment: how many SDs of the norm group a score lies beyond its mean, towards the
// problem side, rounded to one decimal before it is put in a band. Without that rounding a score of 1.35 belongs to no band.
// The bands are those of the source (iag: description of IAG, outcome); a method or provider may hand over others.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "measure/change.h"

namespace koers::measure {

/// One decimal, half away from zero on the exact ratio; positive is worse. Faults: change.sd_not_positive,
/// change.too_many_decimals (more than four), change.score_too_large.
Expected<Decimal> deviation_score(const Decimal& score, const Decimal& norm_mean, const Decimal& norm_sd,
                                  Direction direction);

/// From `from` up to the next band's; the first takes everything below the second.
struct DeviationBand {
  std::string_view code;  ///< label: deviation.CODE
  Decimal from;
};

inline constexpr std::array<DeviationBand, 3> deviation_bands{
    {{"none", {0, 1}}, {"mild", {10, 1}}, {"serious", {14, 1}}}};

/// `bands` in rising order, not empty.
const DeviationBand& deviation_band(const Decimal& deviation, std::span<const DeviationBand> bands = deviation_bands);

}  // namespace koers::measure
