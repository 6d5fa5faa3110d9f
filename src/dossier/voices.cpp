#include "dossier/voices.h"

#include <algorithm>

#include "dossier/session_series.h"

namespace koers::dossier {

bool comparable(const PersonId& a, const PersonId& about_a, const PersonId& b, const PersonId& about_b) {
  return about_a == about_b || (about_a == a && about_b == b);
}

std::optional<Decimal> out_of_ten(std::int64_t difference, const measure::Range& range) {
  const std::int64_t width = hundredths(range.most) - hundredths(range.least);
  if (width <= 0) return {};
  return round_ratio(difference, width, 2, 10);
}

Voices::Heard Voices::say(const Said& said, const measure::Range& range, measure::Direction better,
                          std::optional<std::int64_t> days) {
  const std::int64_t sign = better == measure::Direction::higher_is_better ? 1 : -1;
  const PersonId about = said.about.value_or(said.who);
  const auto [at, first] = last_.try_emplace(Key{said.scale, said.who, about, said.apart});
  Last& own = at->second;
  if (!first) own.worse = sign * (own.score - said.score);
  own.role = said.role;
  own.day = said.day;
  own.score = said.score;

  std::optional<std::int64_t> worst, widest;
  for (auto each = last_.lower_bound(Key{said.scale, {}, {}, {}});
       each != last_.end() && std::get<0>(each->first) == said.scale; ++each) {
    const Last& one = each->second;
    if (one.role == said.role && one.worse) worst = std::max(worst.value_or(*one.worse), *one.worse);
    const auto& [scale, who, of, apart] = each->first;
    if (who == said.who || !comparable(said.who, about, who, of) || !days || said.day - one.day > *days) continue;
    const std::int64_t distance = said.score > one.score ? said.score - one.score : one.score - said.score;
    widest = std::max(widest.value_or(distance), distance);
  }
  return {worst ? out_of_ten(*worst, range) : std::nullopt, widest ? out_of_ten(*widest, range) : std::nullopt};
}

}  // namespace koers::dossier
