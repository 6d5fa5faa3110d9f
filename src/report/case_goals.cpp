#include "report/case_goals.h"

#include <algorithm>

#include "dossier/goals.h"

namespace koers::report {
namespace {

using measure::Combined;
using measure::JudgedGoal;
using measure::MiddleLevel;

const method::GoalModel* model_of(const dossier::CaseDay& day, const dossier::GoalState& goal) {
  const auto at = day.dossier().trajectory_on(goal.first.date());
  if (!at) return nullptr;
  const method::Method* found = day.catalogue().find(day.dossier().trajectories[*at].method);
  return found == nullptr || !found->goals ? nullptr : &*found->goals;
}

}  // namespace

std::optional<measure::CombinedLevel> combined_now(const dossier::CaseDay& day, const dossier::GoalState& goal) {
  const method::GoalModel* model = model_of(day, goal);
  if (model == nullptr) return {};
  auto rounds = goal_rounds(goal, day.today());
  return combined_level(day.dossier(), rounds.empty() ? dossier::GoalRound{} : rounds.back(), *model);
}

Expected<std::optional<CaseGoals>> case_goals(const dossier::CaseDay& day,
                                              const std::vector<dossier::GoalLine>& goals) {
  CaseGoals out;
  std::vector<MiddleLevel> middles;
  std::vector<PersonId> raters;
  for (const dossier::GoalLine& line : goals) {
    const method::GoalModel* model = model_of(day, *line.goal);
    if (model == nullptr || model->zero == method::Zero::none) return std::nullopt;
    middles.push_back(model->zero == method::Zero::expected ? MiddleLevel::expected_result
                                                            : MiddleLevel::situation_at_start);
    out.levels_changed += levels_changed_after_rating(day.dossier(), *line.goal);
    for (const auto& rating : line.latest) {
      if (std::ranges::find(raters, rating.body->rater) == raters.end()) raters.push_back(rating.body->rater);
    }
  }
  for (const PersonId& rater : raters) {
    std::vector<JudgedGoal> judged;
    for (std::size_t i = 0; i < goals.size(); ++i) {
      JudgedGoal one{middles[i], {}};
      for (const auto& rating : goals[i].latest) {
        if (rating.body->rater == rater) one.level = {Combined::combined, static_cast<int>(rating.body->level.value)};
      }
      judged.push_back(one);
    }
    auto figures = measure::attainment(judged);
    if (!figures) return fail(std::move(figures.error()));
    out.voices.push_back({rater, *figures});
  }
  std::vector<JudgedGoal> judged;
  for (std::size_t i = 0; i < goals.size(); ++i) {
    if (const auto level = combined_now(day, *goals[i].goal)) judged.push_back({middles[i], *level});
  }
  if (judged.empty() || judged.size() != goals.size()) return out;
  auto figures = measure::attainment(judged);
  if (!figures) return fail(std::move(figures.error()));
  out.voices.push_back({std::nullopt, *figures});
  return out;
}

}  // namespace koers::report
