#include "measure/cutoff.h"

namespace koers::measure {
namespace {

constexpr int most_decimals = 4;
constexpr std::int64_t most_scaled = 1'000'000'000'000;

/// In units of 10^-4; at most 10^16.
std::optional<Wide> in_ten_thousandths(const Decimal& d) {
  if (d.decimals > most_decimals || d.scaled > most_scaled || d.scaled < -most_scaled) return {};
  Wide out = d.scaled;
  for (int i = d.decimals; i < most_decimals; ++i) out *= 10;
  return out;
}

}  // namespace

Expected<Exact> cutoff(CutoffCriterion criterion, const ScoreGroup& clinical, const ScoreGroup& functional,
                       Direction direction) {
  const auto mc = in_ten_thousandths(clinical.mean);
  const auto sc = in_ten_thousandths(clinical.sd);
  const auto mf = in_ten_thousandths(functional.mean);
  const auto sf = in_ten_thousandths(functional.sd);
  if (!mc || !sc || !mf || !sf) return fail("change.too_many_decimals", {{"most", std::to_string(most_decimals)}});
  if (*sc <= 0 || *sf <= 0) return fail("change.sd_not_positive");
  const Wide worse = direction == Direction::lower_is_better ? 1 : -1;
  if (worse * (*mc - *mf) <= 0) return fail("change.populations_reversed");
  constexpr Wide unit = 10'000;
  switch (criterion) {
    case CutoffCriterion::a: return Exact::ratio(*mc - worse * 2 * *sc, unit);
    case CutoffCriterion::b: return Exact::ratio(*mf + worse * 2 * *sf, unit);
    case CutoffCriterion::c: return Exact::ratio(*sc * *mf + *sf * *mc, (*sc + *sf) * unit);
  }
  return Exact();
}

}  // namespace koers::measure
