#include "dossier/state.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "dossier/phase_length.h"

namespace koers::dossier {

namespace {

template <class B>
std::vector<Item<B>> until(const CaseDay& day) {
  std::vector<Item<B>> out = day.trajectory().of<B>();
  std::erase_if(out, [&](const Item<B>& item) { return item.date() > day.today(); });
  return out;
}

/// Goals, needs and decisions belong to the family; one that was settled before this trajectory is not shown with it.
template <class Thread>
bool belongs(const CaseDay& day, const Thread& thread, bool open) {
  if (thread.first.date() > day.today()) return false;
  const auto last = day.trajectory().last_day();
  if (last && thread.first.date() > *last) return false;
  return open || thread.last.date() >= day.trajectory().first_day();
}

void set_place(const CaseDay& day, CaseState& out) {
  const Trajectory& t = day.trajectory();
  out.trajectory = day.number() + 1;
  out.trajectories = day.dossier().trajectories.size();
  if (day.today() < t.first_day()) return;
  out.standing = day.ended() ? Standing::closed : day.paused() ? Standing::paused : Standing::running;
  const LocalDate seen = day.ended() ? *t.last_day() : day.today();
  out.week = (seen - t.first_day()) / 7 + 1;
  for (const rules::Days& pause : t.pauses) {
    if (pause.contains(day.today())) out.pause = pause;
  }
  out.phase = day.phase();
  if (out.phase == nullptr) return;
  out.planned = day.method().phase(out.phase->code);
  const auto stretch = static_cast<std::size_t>(out.phase - t.phases.data());
  out.phase_week = phase_days(t, stretch, day.today()).counted / 7 + 1;
  if (out.planned == nullptr || !out.planned->weeks.max) return;
  const std::int32_t days = days_of(*out.planned->weeks.max);
  if (const auto next = after_days(out.phase->start, days, t.pauses)) out.latest_end = *next - 1;
}

void add_goals(const CaseDay& day, CaseState& out) {
  for (const bool open : {true, false}) {
    for (const GoalState& goal : day.dossier().goals) {
      if ((goal.state() == State::open) != open || !belongs(day, goal, open)) continue;
      GoalLine line;
      line.goal = &goal;
      for (const Item<GoalRating>& rating : goal.ratings) {
        if (rating.date() > day.today()) continue;
        const auto known =
            std::ranges::find(line.latest, rating.body->rater, [](const Item<GoalRating>& r) { return r.body->rater; });
        if (known == line.latest.end()) {
          line.latest.push_back(rating);
        } else {
          *known = rating;
        }
      }
      out.goals.push_back(std::move(line));
    }
  }
}

void add_forms(const CaseDay& day, CaseState& out) {
  for (const Item<Measurement>& form : until<Measurement>(day)) {
    const auto role = form.body->informant ? day.dossier().role_of(*form.body->informant) : std::nullopt;
    const auto same = std::ranges::find_if(out.forms, [&](const FormSeries& series) {
      return series.instrument == form.body->instrument && series.person == form.body->informant &&
             series.child == form.body->person;
    });
    if (same != out.forms.end()) {
      same->forms.push_back(form);
    } else {
      out.forms.push_back({form.body->instrument, role, form.body->informant, form.body->person, {form}});
    }
  }
  std::ranges::sort(out.forms, {}, [](const FormSeries& s) { return std::tie(s.instrument, s.informant, s.child); });
}

void add_safety(const CaseDay& day, CaseState& out) {
  for (const Item<Safety>& safety : until<Safety>(day)) {
    if (safety.body->judgement) out.judged = safety;
    if (safety.body->type == SafetyType::plan) out.safety_plans.insert(out.safety_plans.begin(), safety);
  }
  for (const SafetyState& safety : day.dossier().safety) {
    const SafetyType type = safety.item.body->type;
    if (type != SafetyType::threat && type != SafetyType::crisis) continue;
    const bool closed = safety.closed_by != nullptr && safety.closed_by->date() <= day.today();
    if (!closed && safety.item.date() <= day.today()) out.unsafe.push_back(&safety);
  }
}

}  // namespace

std::string_view name(Standing standing) {
  constexpr std::array<std::string_view, 4> names{"before", "running", "paused", "closed"};
  return names[static_cast<std::size_t>(standing)];
}

CaseState state(const CaseDay& day, int days_ahead) {
  CaseState out;
  set_place(day, out);
  add_goals(day, out);
  add_forms(day, out);
  for (const NeedState& need : day.dossier().needs) {
    if (need.state() == State::open && belongs(day, need, true)) out.needs.push_back(&need);
  }
  for (const DecisionState& decision : day.dossier().decisions) {
    if (decision.stopped() || !belongs(day, decision, true)) continue;
    const auto review = decision.last.body->review;
    out.decisions.push_back({&decision, review, review && *review <= day.today()});
  }
  const auto networks = until<Network>(day);
  if (!networks.empty()) out.network = networks.back();
  if (networks.size() > 1) out.network_before = networks[networks.size() - 2];
  add_safety(day, out);
  for (const PersonState& person : day.dossier().persons) {
    if (person.item.body->role == Role::child) out.children.push_back(person);
  }
  for (const Expectation& item : day.expected()) {
    switch (item.state) {
      case ExpectedState::due: out.due.push_back(&item); break;
      case ExpectedState::late: out.late.push_back(&item); break;
      case ExpectedState::missed: out.missed.push_back(&item); break;
      case ExpectedState::waiting:
        if (item.required && item.opens && *item.opens <= day.today() + days_ahead) out.coming.push_back(&item);
        break;
      case ExpectedState::done:
      case ExpectedState::declined: break;
    }
  }
  return out;
}

}  // namespace koers::dossier
