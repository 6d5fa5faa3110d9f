#include "dossier/problems.h"

namespace koers::dossier {
namespace {

constexpr Severity kBlocks = Severity::blocks;
constexpr Severity kWarns = Severity::warns;

// The rule is a part of docs/dossier.md, or the key of the method file the problem rests on.
constexpr std::array<ProblemKind, static_cast<std::size_t>(P::count)> kProblems{{
    {"problem.id_taken", kBlocks, "journal.same_id"},
    {"problem.correction_ring", kBlocks, "journal.rings"},
    {"problem.correction_pending", kWarns, "journal.pending"},
    {"problem.correction_other_kind", kWarns, "journal.corrections"},
    {"problem.conflict", kWarns, "journal.conflicts"},
    {"problem.withdrawal_empty", kBlocks, "journal.corrections"},
    {"problem.withdrawal_of_withdrawal", kBlocks, "journal.corrections"},
    {"problem.resolution_unknown", kWarns, "journal.conflicts"},
    {"problem.resolution_contradicts", kBlocks, "journal.conflicts"},
    {"problem.audience_wider", kWarns, "audience"},
    {"problem.audience_unknown_person", kWarns, "audience"},
    {"problem.future", kBlocks, "time"},
    {"problem.written_before", kWarns, "time"},
    {"problem.twice", kWarns, "time"},
    {"problem.birth_after", kBlocks, "time"},
    {"problem.until_before_since", kBlocks, "time"},
    {"problem.pause_ends_before", kBlocks, "time"},
    {"problem.pause_overlap", kWarns, "time"},
    {"problem.day_past", kWarns, "time"},
    {"problem.review_past", kWarns, "time"},
    {"problem.person_unknown", kWarns, "references"},
    {"problem.goal_unknown", kBlocks, "references"},
    {"problem.link_unknown", kWarns, "references"},
    {"problem.update_unknown", kBlocks, "references"},
    {"problem.related_to_self", kBlocks, "references"},
    {"problem.reason_missing", kWarns, "content"},
    {"problem.not_held_with_content", kBlocks, "content"},
    {"problem.hours_missing", kWarns, "content"},
    {"problem.scores_missing", kWarns, "content"},
    {"problem.scores_unexpected", kBlocks, "content"},
    {"problem.scale_twice", kBlocks, "content"},
    {"problem.score_out_of_range", kBlocks, "instrument.scales"},
    {"problem.scale_unknown", kWarns, "instrument.scales"},
    {"problem.measured_twice", kWarns, "content"},
    {"problem.levels_count", kWarns, "goals.levels"},
    {"problem.safety_plan_empty", kWarns, "content"},
    {"problem.judgement_missing", kWarns, "content"},
    {"problem.safety_open", kWarns, "audience"},
    {"problem.decision_bare", kWarns, "content"},
    {"problem.confidence_open", kWarns, "audience"},
    {"problem.signal_unknown", kWarns, "signals"},
    {"problem.no_trajectory", kWarns, "trajectory"},
    {"problem.before_trajectory", kWarns, "trajectory"},
    {"problem.after_closure", kWarns, "trajectory"},
    {"problem.already_running", kBlocks, "trajectory"},
    {"problem.closed_twice", kBlocks, "trajectory"},
    {"problem.closing_nothing", kBlocks, "trajectory"},
    {"problem.measurement_due", kWarns, "measurements"},
    {"problem.goals_unrated", kWarns, "goals"},
    {"problem.in_pause", kWarns, "trajectory"},
    {"problem.method_unknown", kBlocks, "method"},
    {"problem.hash_differs", kBlocks, "method"},
    {"problem.phase_unknown", kBlocks, "phases"},
    {"problem.phase_from", kWarns, "phases"},
    {"problem.phase_same", kBlocks, "phases"},
    {"problem.phase_order", kWarns, "phases"},
    {"problem.talk_missing", kWarns, "phases.transition.talk"},
    {"problem.topics_missing", kWarns, "phases.transition.talk"},
    {"problem.transition_requires", kWarns, "phases.transition.requires"},
    {"problem.technique_unknown", kWarns, "techniques"},
    {"problem.domain_unknown", kWarns, "goals.domains"},
    {"problem.instrument_unknown", kWarns, "measurements"},
    {"problem.characteristic_unknown", kWarns, "characteristics"},
    {"problem.criterion_unknown", kWarns, "eligibility"},
    {"problem.reason_unknown", kWarns, "closing_reasons"},
    {"problem.referrer_unknown", kWarns, "referrers"},
    {"problem.goals_too_many", kWarns, "goals.most"},
    {"problem.knipkaart_used_up", kWarns, "aftercare.knipkaart"},
    {"problem.knipkaart_early", kWarns, "aftercare.knipkaart"},
    {"problem.move_map_unknown", kWarns, "replaces"},
}};

}  // namespace

const ProblemKind& kind_of(P problem) { return kProblems[static_cast<std::size_t>(problem)]; }
std::span<const ProblemKind> problem_kinds() { return kProblems; }

}  // namespace koers::dossier
