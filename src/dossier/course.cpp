#include "dossier/course.h"

#include <algorithm>

#include "dossier/facts.h"

namespace koers::dossier {

namespace {

/// Criteria before there is a trajectory: from the rows alone.
Suitability before_start(const Dossier& dossier, const method::Method& method, const method::Catalogue& catalogue,
                         LocalDate today) {
  const rules::Table table = facts_table(dossier, 0, today, {&method, {}});
  rules::Evaluator evaluator(table, vocabulary(), method.rules);
  return suitability(method, evaluator, method::numbers(method, catalogue.settings(), {}));
}

}  // namespace

bool shown_to(const Viewer& viewer, const Expectation& item) {
  if (!in_family(viewer.role)) return true;
  // Whether another has filled in a form is not theirs to know, and what they may not see must not be told as missed.
  if (item.what == ExpectedWhat::measurement) return item.person && *item.person == viewer.person;
  return item.what == ExpectedWhat::transition_talk || item.what == ExpectedWhat::follow_up_visit;
}

Course course(std::span<const Entry> journal, const method::Catalogue& catalogue, const CourseQuestion& question) {
  Course out;
  out.viewer = question.viewer;
  out.today = question.today;
  out.settings = &catalogue.settings();
  out.entries = visible_to(journal, question.viewer);
  // What is dated later had not happened: it would close a threat or outdate a plan before its day.
  std::erase_if(out.entries, [&](const Entry& entry) { return entry.date() > question.today; });
  out.dossier = std::make_unique<Dossier>(replay(out.entries));
  const Dossier& dossier = *out.dossier;
  const bool treats = !in_family(question.viewer.role);
  if (treats) out.problems = check(dossier, out.entries, catalogue, question.today);

  const auto number = question.trajectory ? question.trajectory : dossier.trajectory_on(question.today);
  if (!number || *number >= dossier.trajectories.size()) {
    out.method_id = question.method;
    out.method = catalogue.find(question.method);
    if (treats && out.method != nullptr) {
      out.suitability = before_start(dossier, *out.method, catalogue, question.today);
    }
    return out;
  }
  out.method_id = dossier.trajectories[*number].method;
  out.method = method_of(dossier, *number, catalogue);
  if (out.method == nullptr) return out;
  out.day = std::make_unique<CaseDay>(dossier, *number, *out.method, catalogue, question.today);
  out.state = state(*out.day);
  for (auto* items : {&out.state->due, &out.state->late, &out.state->missed, &out.state->coming}) {
    std::erase_if(*items, [&](const Expectation* item) { return !shown_to(question.viewer, *item); });
  }
  out.feedback = session_feedback(dossier, out.day->trajectory(), {&catalogue, question.bands, question.today});
  if (!treats) return out;
  out.signals = signals(*out.day);
  out.suitability = suitability(*out.day);
  out.fidelity = fidelity(*out.day);
  out.intensity = intensity(*out.day);
  return out;
}

}  // namespace koers::dossier
