#include "dossier/due.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "dossier/case_day.h"

namespace koers::dossier {

namespace {

std::optional<DueState> state_of(const Expectation& item, LocalDate today, int days_ahead) {
  switch (item.state) {
    case ExpectedState::late: return DueState::late;
    case ExpectedState::due: return DueState::due;
    case ExpectedState::missed: return DueState::missed;
    case ExpectedState::declined: return DueState::declined;
    case ExpectedState::done: return {};
    case ExpectedState::waiting: break;
  }
  if (item.required && item.opens && *item.opens <= today + days_ahead) return DueState::coming;
  return {};
}

constexpr std::array<std::string_view, 13> reasons{"forgotten", "holiday",     "ill",       "language",     "no_time",
                                                   "no_wish",   "not_at_home", "not_there", "not_returned", "refused",
                                                   "tired",     "too_much",    "worker_ill"};

DueReason reason_of(const Entry& entry) {
  const auto* form = std::get_if<Measurement>(&entry.body);
  return form == nullptr ? "" : reason_shown(form->reason);
}

void add_tries(const Expectation& item, DueMeasurement& out) {
  for (const Entry* entry : item.tried) {
    const auto* form = std::get_if<Measurement>(&entry->body);
    out.tried.push_back({entry->date(), form != nullptr && form->state == MeasurementState::lost, reason_of(*entry)});
  }
  if (item.state != ExpectedState::declined) return;
  out.declined_on = item.settled;
  if (item.by != nullptr) out.declined = reason_of(*item.by);
}

/// Who is there for the family, or that nobody is and whom to ask.
void add_workers(const CaseDay& day, DueMeasurement& out) {
  const std::vector<Worker> all = workers_of(day.dossier(), day.number(), day.today());
  out.had_worker = !all.empty();
  for (const Worker& worker : all) {
    if (worker.there) out.workers.push_back({worker.person, worker.role});
  }
  if (!out.workers.empty()) return;
  for (const Worker& worker : all) {
    if (worker.left && (!out.worker_left || *worker.left > *out.worker_left)) out.worker_left = worker.left;
  }
  out.could_take = colleagues(day.dossier(), day.today());
}

}  // namespace

std::span<const std::string_view> reasons_known() { return reasons; }

DueReason reason_shown(const std::optional<Code>& reason) {
  if (!reason || reason->text.empty()) return "";
  const auto found = std::ranges::find(reasons, reason->text);
  return reason->free || found == reasons.end() ? std::string_view("other") : *found;
}

std::string_view name(DueState state) {
  constexpr std::array<std::string_view, 5> names{"late", "due", "coming", "missed", "declined"};
  return names[static_cast<std::size_t>(state)];
}

std::optional<LocalDate> DueMeasurement::turns() const {
  switch (state) {
    case DueState::late: return missed_from ? std::optional(*missed_from - 1) : std::nullopt;
    case DueState::due: return closes;
    case DueState::coming: return opens;
    case DueState::missed: return missed_from;
    case DueState::declined: return declined_on;
  }
  return {};
}

bool more_urgent(const DueMeasurement& a, const DueMeasurement& b) {
  const auto days = [](const DueMeasurement& item) {
    const std::int32_t day = item.turns().value_or(open_end).days();
    return item.state >= DueState::missed ? -day : day;  // of what is past, the latest first
  };
  const auto key = [&](const DueMeasurement& item) {
    return std::tuple(item.state, days(item), !item.required, item.journal, item.trajectory);
  };
  const auto left = key(a), right = key(b);
  if (left != right) return left < right;
  return std::tie(a.code, a.informant, a.child, a.person) < std::tie(b.code, b.informant, b.child, b.person);
}

CaseDue due(const Dossier& dossier, const JournalId& journal, const method::Catalogue& catalogue, LocalDate today,
            int days_ahead) {
  CaseDue out;
  for (std::size_t number = 0; number < dossier.trajectories.size(); ++number) {
    const Trajectory& trajectory = dossier.trajectories[number];
    if (trajectory.first_day() > today) continue;
    const method::Method* method = method_of(dossier, number, catalogue);
    if (method == nullptr) {
      out.unknown_methods.push_back(trajectory.method);
      continue;
    }
    const CaseDay day(dossier, number, *method, catalogue, today);
    for (const Expectation& item : day.expected()) {
      if (item.what != ExpectedWhat::measurement || !item.moment || !item.informant) continue;
      const auto state = state_of(item, today, days_ahead);
      if (!state) continue;
      DueMeasurement made;
      made.journal = journal;
      made.trajectory = number + 1;
      made.method = method->id();
      made.code = item.code;
      made.instrument = item.instrument;
      made.moment = *item.moment;
      made.informant = *item.informant;
      made.person = item.person;
      made.child = item.child;
      made.required = item.required;
      made.foreseen = item.foreseen;
      made.opens = item.opens;
      made.closes = item.closes;
      made.missed_from = item.missed_from;
      made.state = *state;
      if (day.ended()) made.closed = trajectory.last_day();
      add_tries(item, made);
      add_workers(day, made);
      out.items.push_back(std::move(made));
    }
  }
  std::ranges::sort(out.items, more_urgent);
  return out;
}

}  // namespace koers::dossier
