// Ratings of one goal by the moments at which they were given, and the one level a method makes of them.
#pragma once

#include <optional>
#include <vector>

#include "dossier/dossier.h"
#include "measure/goal_combine.h"
#include "method/method.h"

namespace koers::dossier {

/// Ratings that belong together. A round ends where somebody rates a second time, or at another moment of the treatment.
struct GoalRound {
  std::optional<Moment> moment;
  std::vector<Item<GoalRating>> ratings;  ///< in replay order, each rater once
};

/// The rounds up to and including the day.
std::vector<GoalRound> goal_rounds(const GoalState& goal, LocalDate until);

/// What the method makes of a round, by `combine` of its goal model. Empty: the method does not combine. A role counts with
/// the last of its raters in the round.
std::optional<measure::CombinedLevel> combined_level(const Dossier& dossier, const GoalRound& round,
                                                     const method::GoalModel& model);

}  // namespace koers::dossier
