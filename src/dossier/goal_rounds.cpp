#include "dossier/goal_rounds.h"

#include <algorithm>

#include "dossier/codes.h"

namespace koers::dossier {

std::vector<GoalRound> goal_rounds(const GoalState& goal, LocalDate until) {
  std::vector<GoalRound> out;
  for (const Item<GoalRating>& rating : goal.ratings) {
    if (rating.date() > until) continue;
    const auto rated = [&](const Item<GoalRating>& other) { return other.body->rater == rating.body->rater; };
    const bool next =
        out.empty() || out.back().moment != rating.body->moment || std::ranges::any_of(out.back().ratings, rated);
    if (next) out.push_back({rating.body->moment, {}});
    out.back().ratings.push_back(rating);
  }
  return out;
}

std::optional<measure::CombinedLevel> combined_level(const Dossier& dossier, const GoalRound& round,
                                                     const method::GoalModel& model) {
  using measure::Combined;
  using measure::CombinedLevel;
  if (model.combine == method::Combine::none) return {};
  if (model.combine == method::Combine::joint) {
    CombinedLevel out{round.ratings.empty() ? Combined::not_rated : Combined::not_joint};
    for (const Item<GoalRating>& rating : round.ratings) {
      if (!rating.body->together.empty()) out = {Combined::combined, static_cast<int>(rating.body->level.value)};
    }
    return out;
  }
  if (model.raters.size() != 2) return {};
  const auto level_of = [&](std::string_view wanted) {
    std::optional<int> out;
    for (const Item<GoalRating>& rating : round.ratings) {
      const auto role = dossier.role_of(rating.body->rater);
      if (role && code(*role) == wanted) out = static_cast<int>(rating.body->level.value);
    }
    return out;
  };
  return measure::average_towards(level_of(model.raters[0]), level_of(model.raters[1]));
}

}  // namespace koers::dossier
