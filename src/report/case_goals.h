// The goals of one case on one day, as figures: each rater apart, and beside them the one level the method makes of them.
#pragma once

#include <optional>
#include <vector>

#include "dossier/goal_rounds.h"
#include "dossier/state.h"
#include "measure/goal_attainment.h"

namespace koers::report {

struct GoalVoice {
  std::optional<PersonId> rater;  ///< none: the combined level
  measure::Attainment figures;
};

struct CaseGoals {
  std::vector<GoalVoice> voices;  ///< in order of first rating; the combined one last
  std::int64_t levels_changed = 0;  ///< goals whose level texts changed after their first rating
};

/// What the method in which the goal was put makes of its last round. Empty: it does not combine, or is not known.
std::optional<measure::CombinedLevel> combined_now(const dossier::CaseDay& day, const dossier::GoalState& goal);

/// Empty: a method of these goals is not known, or does not say what 0 means, so that nothing can be said.
/// Fault: goals.mixed_models, when the goals come from methods in which 0 does not mean the same.
Expected<std::optional<CaseGoals>> case_goals(const dossier::CaseDay& day, const std::vector<dossier::GoalLine>& goals);

}  // namespace koers::report
