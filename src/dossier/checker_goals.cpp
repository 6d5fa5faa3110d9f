#include <algorithm>

#include "dossier/checker.h"
#include "dossier/goals.h"

namespace koers::dossier {

void Checker::goal_levels(const Goal& b) {
  if (!b.updates || b.levels.empty()) return;
  const GoalState* goal = dossier.goal(*b.updates);
  if (goal == nullptr || goal->ratings.empty()) return;
  const auto held = level_texts_before(*goal, *entry_);
  if (held.empty() || std::ranges::equal(held, b.levels)) return;
  const Item<GoalRating>& rated = goal->ratings.front();
  if (before(*rated.entry, *entry_)) add(P::levels_changed, {}, goal->first.id(), rated.id());
}

void Checker::goal_rating(const GoalRating& b, const method::Method* pinned) {
  for (const EntryId& id : b.saw) {
    const Entry* other = dossier.find(id);
    if (other == nullptr || other->kind() != Kind::goal_rating) add(P::link_unknown, {{"member", "saw"}}, id);
  }
  if (b.own.value_or(false) && (!b.saw.empty() || !b.together.empty())) add(P::rating_not_own);
  const GoalState* goal = dossier.goal(b.goal);
  if (goal == nullptr) return;

  const method::GoalModel* model = pinned != nullptr && pinned->goals ? &*pinned->goals : nullptr;
  const bool below_start = model != nullptr && model->zero == method::Zero::start && b.level.value < 0;
  const GoalRating* earlier = rating_before(*goal, *entry_);
  const bool lower = earlier != nullptr && b.level < earlier->level;
  if ((below_start || lower) && (!b.text || b.text->empty())) add(P::worse_without_text);
  if (model == nullptr) return;

  if (model->combine == method::Combine::average_towards && !b.together.empty()) add(P::rating_not_apart);
  if (model->combine == method::Combine::joint && b.together.empty()) add(P::rating_not_joint);
  if (!model->level_texts) return;
  const auto texts = level_texts_before(*goal, *entry_);
  if (texts.size() != static_cast<std::size_t>(model->levels)) add(P::levels_missing, {}, goal->first.id());
}

void Checker::goals_at_closing(const Trajectory& in) {
  std::int64_t unrated = 0;
  std::vector<EntryId> silent;
  for (const GoalState& goal : dossier.goals) {
    if (goal.first.date() < in.first_day() || goal.first.date() > entry_->date()) continue;
    unrated += goal.state() == State::open && goal.ratings.empty();
    if (goal.state() != State::reached && reason_of(goal) == nullptr) silent.push_back(goal.first.id());
  }
  if (unrated > 0) add(P::goals_unrated, {{"n", std::to_string(unrated)}});
  const auto n = std::to_string(silent.size());
  if (!silent.empty()) report(P::goals_without_reason, *entry_, {{"n", n}}, std::move(silent));
}

}  // namespace koers::dossier
