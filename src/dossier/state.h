// Where a case stands on a day: phase and week, goals, forms per informant, decisions that are open, network, safety, and
// what does not count yet. Pointers into the dossier and the catalogue.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "dossier/case_day.h"

namespace koers::dossier {

enum class Standing : std::uint8_t { before, running, paused, closed };
std::string_view name(Standing standing);

struct GoalLine {
  const GoalState* goal = nullptr;
  /// The last rating of each rater up to the day, in order of first rating: never averaged.
  std::vector<Item<GoalRating>> latest;
};

/// All forms of one instrument by one informant about one child (or about the informant).
struct FormSeries {
  std::string instrument;
  std::optional<Role> informant;
  std::optional<PersonId> person, child;
  std::vector<Item<Measurement>> forms;  ///< by date
};

struct OpenDecision {
  const DecisionState* decision = nullptr;
  std::optional<LocalDate> review;  ///< agreed on
  bool due = false;  ///< that day has come
};

struct CaseState {
  Standing standing = Standing::before;
  std::size_t trajectory = 1, trajectories = 1;  ///< this one, of so many; counted from 1
  int week = 0;  ///< of the trajectory, from 1
  const PhaseState* phase = nullptr;
  const method::Phase* planned = nullptr;  ///< the phase in the method file; null: the method has no such phase
  int phase_week = 0;  ///< from 1, as phase_length.h counts: paused weeks are none; after the end, of its last day
  std::optional<LocalDate> latest_end;  ///< the phase's last day by its longest length, pauses added
  std::optional<rules::Days> pause;  ///< that runs today

  std::vector<GoalLine> goals;  ///< open ones first, in order of first mention
  std::vector<FormSeries> forms;
  std::vector<OpenDecision> decisions;
  std::vector<const NeedState*> needs;  ///< open ones
  std::optional<Item<Network>> network, network_before;
  std::optional<Item<Safety>> judged;  ///< the latest judgement
  std::vector<const SafetyState*> unsafe;  ///< threats and crises that are open
  std::vector<Item<Safety>> safety_plans;  ///< the latest first
  std::vector<PersonState> children;
  std::vector<const Expectation*> due, late, missed;  ///< of the expectations of the day
  std::vector<const Expectation*> coming;  ///< that open within the days asked for
};

/// `days_ahead`: how far "coming" looks.
CaseState state(const CaseDay& day, int days_ahead = 28);

}  // namespace koers::dossier
