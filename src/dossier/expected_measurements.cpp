#include <algorithm>
#include <array>
#include <vector>

#include "dossier/codes.h"
#include "dossier/expected_parts.h"
#include "dossier/informant.h"

namespace koers::dossier::detail {

namespace {

std::optional<Role> role_named(std::string_view text) {
  constexpr std::array roles{Role::mother,   Role::father,     Role::other_carer,          Role::child,
                             Role::guardian, Role::network,    Role::professional,         Role::teacher,
                             Role::worker,   Role::supervisor, Role::behavioural_scientist};
  if (text == "youth") return Role::child;
  if (text == "vip") return Role::network;
  const auto found = std::ranges::find_if(roles, [&](Role role) { return code(role) == text; });
  return found == roles.end() ? std::nullopt : std::optional(*found);
}

Moment moment_of(method::Moment moment) {
  constexpr std::array moments{Moment::start,     Moment::halfway, Moment::transition,   Moment::end,
                               Moment::follow_up, Moment::session, Moment::three_monthly};
  return moments[static_cast<std::size_t>(moment)];
}

using Persons = std::vector<std::optional<PersonId>>;

/// The children the trajectory is for; one nobody when the record names none.
Persons children(const ExpectedContext& context) {
  Persons out;
  for (const PersonId& child : context.trajectory.start.body->children) out.emplace_back(child);
  if (out.empty()) {
    for (const PersonState& person : context.dossier.persons) {
      if (person.item.body->role == Role::child) out.emplace_back(person.item.body->person);
    }
  }
  if (out.empty()) out.emplace_back();
  return out;
}

/// Who of the family can be asked in this role. A child answers about itself only: it is asked once, as itself.
Persons informants(const ExpectedContext& context, Role role, const std::optional<PersonId>& child) {
  if (role == Role::child) return {child};
  if (role == Role::network) return {std::nullopt};  // the important person is one, whoever that is
  if (role == Role::worker) return {std::nullopt};  // whoever treats then: one form, also when somebody takes over
  Persons out;
  bool knows_family = false;
  for (const PersonState& person : context.dossier.persons) {
    if (person.item.body->role == role) out.emplace_back(person.item.body->person);
    knows_family |= in_family(person.item.body->role) && person.item.body->role != Role::child;
  }
  if (out.empty() && (!knows_family || !in_family(role))) out.emplace_back();
  return out;
}

bool matches(const ExpectedContext& context, const Expectation& item, const Measurement& form) {
  if (form.instrument != item.instrument || form.moment != *item.moment) return false;
  if (item.child && form.person && *form.person != *item.child) return false;
  if (item.person && form.informant) return *form.informant == *item.person;
  if (!form.informant) return false;
  const std::optional<Role> role = context.dossier.role_of(*form.informant);
  return role == item.informant || (item.informant == Role::worker && role == Role::replacement);
}

/// What the window counts from. The phase of an end measurement that can no longer begin: the day the treatment ended.
std::optional<Start> start_of(const ExpectedContext& context, const method::Window& window, Moment moment) {
  const std::optional<Start> start = context.start_of(window.from);
  const std::optional<LocalDate> last = context.trajectory.last_day();
  const bool over = last && *last <= context.today;
  if (moment == Moment::end && over && (!start || start->foreseen)) return Start{*last, false};
  return start;
}

void set_window(const ExpectedContext& context, const method::Window& window, int months, Expectation& item) {
  const std::optional<Start> start = start_of(context, window, *item.moment);
  const std::optional<int> first = context.days(window.first_day, window.from.phase);
  const std::optional<int> last = context.days(window.last_day, window.from.phase);
  if (!start || !first) return;
  const LocalDate day = add_months(start->day, window.months + months);
  item.foreseen = start->foreseen;
  item.opens = context.after(day, *first);
  if (last) item.closes = context.after(day, *last);
  set_missed(item, context);
  // What a beginning or a turn looked like cannot be asked once the treatment is over.
  const bool during = *item.moment != Moment::end && *item.moment != Moment::follow_up;
  if (during && item.closes && context.trajectory.last_day()) {
    const LocalDate over = std::max(*context.trajectory.last_day(), *item.closes) + 1;
    item.missed_from = std::min(item.missed_from.value_or(over), over);
  }
}

/// False: what the window counts from can no longer happen, so nothing is expected.
bool can_happen(const ExpectedContext& context, const method::Window& window, Moment moment) {
  return start_of(context, window, moment).has_value() || !context.ended();
}

/// What comes back every three months, one after the other: each until the next one opens; the last one is the first that is
/// still ahead. After the end of the treatment no new one begins.
void add_repeated(const ExpectedContext& context, const method::Window& window, const Expectation& made,
                  std::vector<Expectation>& out) {
  constexpr int step = 3, most = 80;
  for (int n = 0; n < most; ++n) {
    Expectation item = made;
    set_window(context, window, n * step, item);
    const bool after = item.opens && context.trajectory.last_day() && *item.opens > *context.trajectory.last_day();
    if (after) return;
    if (n > 0) {
      Expectation& before = out.back();
      if (before.closes && item.opens && *item.opens > *before.closes)
        before.missed_from = std::min(before.missed_from.value_or(*item.opens), *item.opens);
    }
    const bool ahead = !item.opens || *item.opens > context.today;
    out.push_back(std::move(item));
    if (ahead) return;
  }
}

/// The form, done late, stands for the last one that had begun: not for one long ago, not for one ahead.
bool passed_over(std::span<const Expectation> items, std::size_t i, LocalDate day) {
  const Expectation& item = items[i];
  if (item.moment != Moment::three_monthly) return false;
  if (item.opens && *item.opens > day) return true;
  return i + 1 < items.size() && items[i + 1].code == item.code && items[i + 1].person == item.person &&
         items[i + 1].child == item.child && items[i + 1].opens && *items[i + 1].opens <= day;
}

/// An attempt, or a form that was lost, is meant for the form whose window it fell in, else for the last one that had begun, else for the first.
void count_attempt(const ExpectedContext& context, const Item<Measurement>& tried, std::span<Expectation> items) {
  const Measurement& form = *tried.body;
  const LocalDate day = tried.date();
  Expectation* meant = nullptr;
  for (Expectation& item : items) {
    if (!matches(context, item, form)) continue;
    const bool begun = item.opens && *item.opens <= day;
    if (meant == nullptr || begun) meant = &item;
    if (begun && (!item.closes || day <= *item.closes)) break;
  }
  if (meant == nullptr) return;
  meant->tried.push_back(tried.entry);
  if (form.state == MeasurementState::attempted) ++meant->attempts;
}

/// Whom a `youth` of the method is: a child that is old enough when the form is asked.
bool of_age(const ExpectedContext& context, std::string_view informant, const Expectation& item) {
  if (informant != "youth" || !item.person) return true;
  const PersonState* state = context.dossier.person(*item.person);
  if (state == nullptr || !state->item.body->birth) return true;
  const LocalDate day = item.opens.value_or(context.today);
  return informant_of(Role::child, state->item.body->birth, day) == measure::Informant::youth;
}

}  // namespace

void add_measurements(const ExpectedContext& context, std::vector<Expectation>& out) {
  const std::size_t first = out.size();
  for (const method::PlannedMeasurement& planned : context.method.measurements) {
    if (!can_happen(context, planned.window, moment_of(planned.moment))) continue;
    for (const auto& child : planned.about == method::About::child ? children(context) : Persons{std::nullopt}) {
      for (const std::string& informant : planned.informants) {
        const std::optional<Role> role = role_named(informant);
        if (!role) continue;
        for (const auto& person : informants(context, *role, child)) {
          Expectation item = expect(ExpectedWhat::measurement, planned.code, &planned);
          item.instrument = planned.instrument;
          item.informant = role;
          item.person = person;
          item.child = child;
          item.moment = moment_of(planned.moment);
          item.required = planned.required;
          item.discuss = planned.discuss;
          if (item.moment == Moment::three_monthly) {
            add_repeated(context, planned.window, item, out);
            continue;
          }
          set_window(context, planned.window, 0, item);
          if (of_age(context, informant, item)) out.push_back(std::move(item));
        }
      }
    }
  }

  // A form settles one expectation: the one whose window it fell in, else the first it can stand for. What was filled in
  // goes before what was declined.
  const std::vector<Item<Measurement>> forms = context.trajectory.of<Measurement>();
  std::vector<bool> used(forms.size());
  const auto settle = [&](MeasurementState state, bool in_window) {
    for (std::size_t f = 0; f < forms.size(); ++f) {
      const Measurement& form = *forms[f].body;
      const LocalDate day = forms[f].date();
      if (used[f] || form.state != state || day > context.today) continue;
      for (std::size_t i = first; i < out.size(); ++i) {
        Expectation& item = out[i];
        if (item.settled || !matches(context, item, form)) continue;
        const bool inside = item.opens && *item.opens <= day && (!item.closes || day <= *item.closes);
        if (in_window ? !inside : passed_over(std::span(out).subspan(first), i - first, day)) continue;
        item.settled = day;
        item.by = forms[f].entry;
        item.state = state == MeasurementState::done ? ExpectedState::done : ExpectedState::declined;
        used[f] = true;
        break;
      }
    }
  };
  for (const bool in_window : {true, false}) settle(MeasurementState::done, in_window);
  for (const bool in_window : {true, false}) settle(MeasurementState::declined, in_window);
  for (const auto& form : forms) {
    const bool in_vain = form.body->state == MeasurementState::attempted || form.body->state == MeasurementState::lost;
    if (in_vain && form.date() <= context.today) count_attempt(context, form, std::span(out).subspan(first));
  }
}

}  // namespace koers::dossier::detail
