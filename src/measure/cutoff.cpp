#include "measure/cutoff.h"

#include <utility>

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

Expected<Exact> cutoff(CutoffCriterion criterion, const std::optional<ScoreGroup>& clinical,
                       const std::optional<ScoreGroup>& functional, Direction direction) {
  struct Scaled {
    Wide mean = 0, sd = 0;
  };
  Scaled c, f;
  for (const auto& [group, to] : {std::pair{&clinical, &c}, std::pair{&functional, &f}}) {
    if (!*group) continue;
    const auto mean = in_ten_thousandths((*group)->mean);
    const auto sd = in_ten_thousandths((*group)->sd);
    if (!mean || !sd) return fail("change.too_many_decimals", {{"most", std::to_string(most_decimals)}});
    if (*sd <= 0) return fail("change.sd_not_positive");
    *to = {*mean, *sd};
  }
  const Wide worse = direction == Direction::lower_is_better ? 1 : -1;
  if (clinical && functional && worse * (c.mean - f.mean) <= 0) return fail("change.populations_reversed");
  constexpr Wide unit = 10'000;
  switch (criterion) {
    case CutoffCriterion::a: return Exact::ratio(c.mean - worse * 2 * c.sd, unit);
    case CutoffCriterion::b: return Exact::ratio(f.mean + worse * 2 * f.sd, unit);
    case CutoffCriterion::c: return Exact::ratio(c.sd * f.mean + f.sd * c.mean, (c.sd + f.sd) * unit);
  }
  return Exact();
}

}  // namespace koers::measure
