// The list of problems check() can give. Inside the room; `Problem` itself is in check.h.
#pragma once

#include <array>
#include <cstddef>

#include "dossier/check.h"

namespace koers::dossier {

/// In the order of kProblems.
enum class P : std::uint8_t {
  id_taken,
  correction_ring,
  correction_pending,
  correction_other_kind,
  conflict,
  withdrawal_empty,
  withdrawal_of_withdrawal,
  resolution_unknown,
  resolution_contradicts,
  audience_wider,
  audience_unknown_person,
  future,
  written_before,
  twice,
  birth_after,
  until_before_since,
  pause_ends_before,
  pause_overlap,
  day_past,
  review_past,
  person_unknown,
  goal_unknown,
  link_unknown,
  update_unknown,
  related_to_self,
  reason_missing,
  not_held_with_content,
  hours_missing,
  scores_missing,
  scores_unexpected,
  scale_twice,
  score_out_of_range,
  scale_unknown,
  measured_twice,
  levels_count,
  safety_plan_empty,
  judgement_missing,
  safety_open,
  decision_bare,
  confidence_open,
  signal_unknown,
  no_trajectory,
  before_trajectory,
  after_closure,
  already_running,
  closed_twice,
  closing_nothing,
  measurement_due,
  goals_unrated,
  in_pause,
  method_unknown,
  hash_differs,
  phase_unknown,
  phase_from,
  phase_same,
  phase_order,
  talk_missing,
  topics_missing,
  transition_requires,
  technique_unknown,
  domain_unknown,
  instrument_unknown,
  characteristic_unknown,
  criterion_unknown,
  reason_unknown,
  referrer_unknown,
  goals_too_many,
  knipkaart_used_up,
  knipkaart_early,
  move_map_unknown,
  count
};

const ProblemKind& kind_of(P problem);

}  // namespace koers::dossier
