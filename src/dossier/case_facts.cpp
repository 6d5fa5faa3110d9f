#include "dossier/case_facts.h"

#include <algorithm>
#include <set>

#include "dossier/case_day.h"
#include "dossier/codes.h"

namespace koers::dossier {
namespace {

/// A code as it is; anything else is somebody's own words.
std::string safe(const std::string& text) {
  constexpr std::size_t longest = 64;
  const bool code = !text.empty() && text.size() <= longest && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
  });
  return code ? text : "other";
}

/// Empty: not known, or no value. A day is told by its row only.
std::string value_text(const rules::Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return text->empty() ? std::string() : safe(*text);
  if (const auto* number = std::get_if<Decimal>(&value)) return number->text();
  return {};
}

std::string partly(const std::optional<Partly>& value) {
  if (!value) return {};
  return *value == Partly::yes ? "yes" : *value == Partly::partly ? "partly" : "no";
}
std::string yes_no(const std::optional<bool>& value) { return !value ? "" : *value ? "yes" : "no"; }

void add(Decimal& sum, Decimal value) {
  while (sum.decimals < value.decimals) sum.scaled *= 10, ++sum.decimals;
  while (value.decimals < sum.decimals) value.scaled *= 10, ++value.decimals;
  sum.scaled += value.scaled;
}

using Own = std::set<const Entry*>;  ///< the entries of one treatment

TreatmentFacts treatment_of(const Dossier& dossier, std::size_t number, const Own& own, LocalDate today) {
  const Trajectory& of = dossier.trajectories[number];
  TreatmentFacts out;
  out.treatment = number + 1;
  out.method = safe(of.method);
  if (of.start.body->variant) out.variant = of.start.body->variant->free ? "other" : safe(of.start.body->variant->text);
  out.start_year = of.first_day().year();
  out.children = static_cast<std::int64_t>(of.start.body->children.size());
  const auto last = of.last_day();
  const bool ended = last && *last < today;
  const bool paused = std::ranges::any_of(
      of.pauses, [&](const rules::Days& days) { return days.first <= today && today <= days.last; });
  out.standing = ended ? "closed" : today < of.first_day() ? "before" : paused ? "paused" : "running";
  constexpr int week = 7;
  if (ended) out.weeks = std::to_string((*last - of.first_day()) / week);
  if (ended && of.closure.entry != nullptr) {
    const Closure& end = *of.closure.body;
    out.reason = end.reason.free ? "other" : safe(end.reason.text);
    out.planned = end.planned ? "yes" : "no";
    out.request_answered = yes_no(end.request_answered);
    out.without_help = partly(end.without_help);
  }
  const auto until = [&](const Entry& entry) { return entry.date() <= today; };
  for (const auto& contact : of.of<Contact>()) {
    if (!until(*contact.entry)) continue;
    ++out.offered;
    if (!contact.body->held) continue;
    ++out.held;
    if (contact.body->hours) add(out.hours, contact.body->hours->value);
  }
  for (const NeedState& need : dossier.needs) out.needs += own.contains(need.first.entry) ? 1 : 0;
  for (const GoalState& goal : dossier.goals) {
    if (!own.contains(goal.first.entry)) continue;
    ++out.goals;
    out.goals_reached += goal.state() == State::reached ? 1 : 0;
  }
  out.activities = static_cast<std::int64_t>(of.of<Activity>().size());
  for (const auto& form : of.of<Measurement>()) out.measurements += form.body->state == MeasurementState::done ? 1 : 0;
  return out;
}

void events_of(const Dossier& dossier, std::size_t number, const Own& own, const method::Method& method,
               const method::Catalogue& catalogue, LocalDate today, std::vector<FactEvent>& out) {
  const CaseDay day(dossier, number, method, catalogue, today);
  const Trajectory& of = dossier.trajectories[number];
  for (const rules::Row& row : day.table().rows) {
    const Entry* entry = day.entry(row.origin);
    // What a method expects is no fact of the case; what lies ahead has not happened.
    if (entry == nullptr || row.kind == "expected" || !own.contains(entry) || row.date > today) continue;
    FactEvent made{number + 1, row.date - of.first_day(), row.kind, {}};
    for (const rules::Field& field : row.fields) {
      std::string text = value_text(field.value);
      if (!text.empty()) made.fields.emplace_back(field.name, std::move(text));
    }
    out.push_back(std::move(made));
  }
}

}  // namespace

CaseFacts case_facts(const Dossier& dossier, const method::Catalogue& catalogue, LocalDate today) {
  CaseFacts out;
  for (const auto& consent : dossier.of<Consent>()) {
    if (consent.body->what.text == "research") out.objects_to_research = !consent.body->given;
  }
  for (std::size_t number = 0; number < dossier.trajectories.size(); ++number) {
    const std::vector<const Entry*>& entries = dossier.trajectories[number].entries;
    const Own own(entries.begin(), entries.end());
    out.treatments.push_back(treatment_of(dossier, number, own, today));
    if (const method::Method* method = method_of(dossier, number, catalogue))
      events_of(dossier, number, own, *method, catalogue, today, out.events);
  }
  return out;
}

const std::vector<std::string>& treatment_columns() {
  static const std::vector<std::string> all{
      "treatment", "method",           "variant",      "start_year", "standing",    "weeks", "reason",
      "planned",   "request_answered", "without_help", "offered",    "held",        "hours", "needs",
      "goals",     "goals_reached",    "activities",   "children",   "measurements"};
  return all;
}

std::vector<std::string> cells(const TreatmentFacts& row) {
  const auto n = [](std::int64_t value) { return std::to_string(value); };
  return {std::to_string(row.treatment),
          row.method,
          row.variant,
          std::to_string(row.start_year),
          row.standing,
          row.weeks,
          row.reason,
          row.planned,
          row.request_answered,
          row.without_help,
          n(row.offered),
          n(row.held),
          row.hours.text(),
          n(row.needs),
          n(row.goals),
          n(row.goals_reached),
          n(row.activities),
          n(row.children),
          n(row.measurements)};
}

}  // namespace koers::dossier
