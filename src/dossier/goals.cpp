#include "dossier/goals.h"

#include <algorithm>

namespace koers::dossier {
namespace {

bool instant_before(const CivilTime& a, const CivilTime& b) { return a.instant() < b.instant(); }

/// Calls see(texts, entry) for each statement of the goal that gives texts, in replay order.
template <class See>
void each_text(const GoalState& goal, See see) {
  if (!goal.first.body->levels.empty()) see(goal.first.body->levels, *goal.first.entry);
  for (const Entry* update : goal.updates) {
    const auto& levels = std::get<Goal>(update->body).levels;
    if (!levels.empty()) see(levels, *update);
  }
}

/// A correction of `entry`, made after a rating was written, gave other texts.
bool corrected_after_rating(const Dossier& dossier, const GoalState& goal, const Entry& entry) {
  const auto& now = std::get<Goal>(entry.body).levels;
  return std::ranges::any_of(entry.supersedes, [&](const EntryId& id) {
    const Entry* old = dossier.find(id);
    const auto* was = old == nullptr ? nullptr : std::get_if<Goal>(&old->body);
    if (was == nullptr || was->levels.empty() || was->levels == now) return false;
    return std::ranges::any_of(goal.ratings, [&](const Item<GoalRating>& rating) {
      return instant_before(rating.entry->written, entry.written);
    });
  });
}

}  // namespace

std::span<const std::string> level_texts_before(const GoalState& goal, const Entry& entry) {
  std::span<const std::string> out;
  each_text(goal, [&](const std::vector<std::string>& levels, const Entry& by) {
    if (before(by, entry)) out = levels;
  });
  return out;
}

std::span<const std::string> level_texts(const GoalState& goal) {
  std::span<const std::string> out;
  each_text(goal, [&](const std::vector<std::string>& levels, const Entry&) { out = levels; });
  return out;
}

bool levels_changed_after_rating(const Dossier& dossier, const GoalState& goal) {
  if (goal.ratings.empty()) return false;
  bool changed = false;
  std::span<const std::string> held;
  each_text(goal, [&](const std::vector<std::string>& levels, const Entry& by) {
    changed |= corrected_after_rating(dossier, goal, by);
    changed |= !held.empty() && !std::ranges::equal(held, levels) && before(*goal.ratings.front().entry, by);
    held = levels;
  });
  return changed;
}

const std::string* reason_of(const GoalState& goal) {
  const std::string* out = goal.first.body->reason ? &*goal.first.body->reason : nullptr;
  for (const Entry* update : goal.updates) {
    const auto& reason = std::get<Goal>(update->body).reason;
    if (reason) out = &*reason;
  }
  return out;
}

std::span<const EntryId> needs_of(const GoalState& goal) {
  std::span<const EntryId> out = goal.first.body->needs;
  for (const Entry* update : goal.updates) {
    const auto& needs = std::get<Goal>(update->body).needs;
    if (!needs.empty()) out = needs;
  }
  return out;
}

const GoalRating* rating_before(const GoalState& goal, const Entry& rating) {
  const PersonId& rater = std::get<GoalRating>(rating.body).rater;
  const GoalRating* out = nullptr;
  for (const Item<GoalRating>& other : goal.ratings) {
    if (other.body->rater == rater && before(*other.entry, rating)) out = other.body;
  }
  return out;
}

}  // namespace koers::dossier
