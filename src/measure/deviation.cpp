#include "measure/deviation.h"

namespace koers::measure {
namespace {

constexpr int most_decimals = 4;
constexpr std::int64_t most_scaled = 1'000'000'000'000;

std::optional<Wide> in_ten_thousandths(const Decimal& d) {
  if (d.scaled > most_scaled || d.scaled < -most_scaled) return {};
  Wide out = d.scaled;
  for (int i = d.decimals; i < most_decimals; ++i) out *= 10;
  return out;
}

}  // namespace

Expected<Decimal> deviation_score(const Decimal& score, const Decimal& norm_mean, const Decimal& norm_sd,
                                  Direction direction) {
  for (const Decimal* d : {&score, &norm_mean, &norm_sd}) {
    if (d->decimals > most_decimals) return fail("change.too_many_decimals", {{"most", std::to_string(most_decimals)}});
  }
  const auto x = in_ten_thousandths(score);
  const auto m = in_ten_thousandths(norm_mean);
  const auto s = in_ten_thousandths(norm_sd);
  if (!x || !m || !s) return fail("change.score_too_large");
  if (*s <= 0) return fail("change.sd_not_positive");
  const Wide worse = direction == Direction::lower_is_better ? 1 : -1;
  const auto rounded = Exact::ratio(worse * (*x - *m), *s).round(1);
  if (!rounded) return fail("change.score_too_large");
  return *rounded;
}

const DeviationBand& deviation_band(const Decimal& deviation, std::span<const DeviationBand> bands) {
  const DeviationBand* found = &bands.front();
  for (const DeviationBand& band : bands.subspan(1)) {
    if (compare(deviation, band.from) >= 0) found = &band;
  }
  return *found;
}

}  // namespace koers::measure
