// What the entries on one goal say together: the texts of its levels, why it was not reached, whether what it was rated
// against has changed.
#pragma once

#include <span>
#include <string>

#include "dossier/dossier.h"

namespace koers::dossier {

/// The texts of the levels, from -2 up, that held just before `entry`: the last that were given. Empty: none were.
std::span<const std::string> level_texts_before(const GoalState& goal, const Entry& entry);
/// As they are now.
std::span<const std::string> level_texts(const GoalState& goal);

/// True when the goal has texts for its levels and an update or a correction changed them after a rating was given. What
/// came first is told by the replay order for an update, by the writers' clocks for a correction.
bool levels_changed_after_rating(const Dossier& dossier, const GoalState& goal);

/// Why it was not reached or was let go, as last said. Null: nobody said.
const std::string* reason_of(const GoalState& goal);

/// The needs it answers, as last given: an update that names none leaves them.
std::span<const EntryId> needs_of(const GoalState& goal);

/// The same rater's last rating of this goal before `rating`. Null: the first.
const GoalRating* rating_before(const GoalState& goal, const Entry& rating);

}  // namespace koers::dossier
