#include "dossier/case_day.h"

#include <algorithm>
#include <utility>

#include "dossier/answers.h"
#include "rules/rule.h"

namespace koers::dossier {

namespace {

/// Holidays are needed as far back as windows reach and as far ahead as a date of change is looked for; beyond that a
/// date comes out at most a few days early, and is looked at again when it comes.
constexpr int years_ahead = 2;

FactContext context_of(const Dossier& dossier, const method::Method& method, const method::Catalogue& catalogue,
                       LocalDate today) {
  const LocalDate first = dossier.entries.empty() ? today : std::min(today, dossier.entries.front()->date());
  return {&method, catalogue.settings().closed_days(first, add_months(today, 12 * years_ahead)), nullptr, &catalogue};
}

}  // namespace

CaseDay::CaseDay(const Dossier& dossier, std::size_t trajectory, const method::Method& method,
                 const method::Catalogue& catalogue, LocalDate today)
    : dossier_(dossier),
      number_(trajectory),
      method_(method),
      catalogue_(catalogue),
      table_(facts_table(dossier, trajectory, today, context_of(dossier, method, catalogue, today))) {
  {
    rules::Evaluator recorded(table_, vocabulary(), method.rules);
    expected_ = dossier::expected(dossier, trajectory, method, catalogue.settings(), table_, recorded);
  }
  add_rows(table_, expected_, dossier.entries.size());
}

rules::Evaluator& CaseDay::evaluator(const rules::Rulebook& book) {
  const rules::Rulebook* const used = book.rules.empty() ? &method_.rules : &book;
  for (auto& [known, evaluator] : evaluators_) {
    if (known == used) return *evaluator;
  }
  evaluators_.emplace_back(used, std::make_unique<rules::Evaluator>(table_, vocabulary(), *used));
  return *evaluators_.back().second;
}

const PhaseState* CaseDay::phase() const {
  const Trajectory& t = trajectory();
  if (const PhaseState* phase = t.phase_on(today())) return phase;
  return ended() && !t.phases.empty() ? &t.phases.back() : nullptr;
}

bool CaseDay::paused() const {
  return std::ranges::any_of(trajectory().pauses, [&](const rules::Days& days) { return days.contains(today()); });
}

rules::Numbers CaseDay::numbers() const { return numbers(phase() == nullptr ? std::string() : phase()->code); }
rules::Numbers CaseDay::numbers(std::string phase) const {
  return method::numbers(method_, catalogue_.settings(), std::move(phase));
}

const Entry* CaseDay::entry(std::size_t origin) const {
  if (origin < dossier_.entries.size()) return dossier_.entries[origin];
  const Expectation* item = expectation(origin);
  return item == nullptr ? nullptr : item->by;
}
const Expectation* CaseDay::expectation(std::size_t origin) const {
  const std::size_t at = origin - dossier_.entries.size();
  return origin >= dossier_.entries.size() && at < expected_.size() ? &expected_[at] : nullptr;
}

std::vector<rules::Days> CaseDay::quiet_days() const {
  std::vector<rules::Days> out = table_.pauses;
  out.insert(out.end(), table_.closed.begin(), table_.closed.end());
  return out;
}

std::vector<LocalDate> CaseDay::edges() const {
  std::vector<LocalDate> out;
  const auto add = [&](std::optional<LocalDate> day) {
    if (day) out.push_back(*day);
  };
  const auto after = [](std::optional<LocalDate> day) { return day ? std::optional(*day + 1) : std::nullopt; };
  for (const Expectation& item : expected_) {
    add(item.opens);
    add(after(item.closes));
    add(item.missed_from);
    add(item.settled);
  }
  const LocalDate first = trajectory().first_day();
  for (const PersonState& person : dossier_.persons) {
    add(after(person.item.body->left));
    const std::optional<LocalDate> birth = person.item.body->birth;
    if (!birth) continue;
    // The first days of the years of life that change an age while this case is open.
    for (int age = std::max(0, age_in_years(*birth, first));
         add_months(*birth, 12 * age) <= today() + 366 * years_ahead; ++age) {
      const LocalDate day = add_months(*birth, 12 * age);
      add(age_in_years(*birth, day) < age ? day + 1 : day);
    }
  }
  for (const auto& item : dossier_.of<Measurement>()) {
    if (from_home(*item.body)) add(after(read_by(item.date(), catalogue_.settings())));
  }
  for (const auto& item : dossier_.of<Appointment>()) {
    add(item.body->day);
    add(item.body->day + 1);
  }
  for (const DecisionState& decision : dossier_.decisions) {
    // An update that names no day leaves the one agreed before.
    add(decision.first.body->review);
    for (const Entry* update : decision.updates) add(std::get<Decision>(update->body).review);
  }
  for (const auto& item : dossier_.of<Professional>()) {
    add(item.body->since);
    add(item.body->until);
    add(after(item.body->until));
  }
  for (auto entry = dossier_.entries.rbegin(); entry != dossier_.entries.rend(); ++entry) {
    if ((*entry)->date() <= today()) break;
    add((*entry)->date());
    add((*entry)->date() + 1);
  }
  add(trajectory().last_day());  // no entry's day where the next start ended it
  add(after(trajectory().last_day()));
  std::ranges::sort(out);
  const auto same = std::ranges::unique(out);
  out.erase(same.begin(), same.end());
  return out;
}

const method::Method* method_of(const Dossier& dossier, std::size_t trajectory, const method::Catalogue& catalogue) {
  const Trajectory& t = dossier.trajectories[trajectory];
  if (!t.hash.empty()) {
    if (const method::Method* pinned = catalogue.by_hash(t.hash)) return pinned;
  }
  return catalogue.find(t.method);
}

}  // namespace koers::dossier
