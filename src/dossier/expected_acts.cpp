// What is expected beside forms: talks, terms, checks, reviews, the visit after closure.
#include <algorithm>
#include <utility>

#include "dossier/expected_parts.h"
#include "dossier/phase_length.h"
#include "method/catalogue.h"

namespace koers::dossier::detail {

namespace {

std::optional<Role> family_role(std::string_view text) {
  for (const auto& [name, role] : {std::pair{"mother", Role::mother}, std::pair{"father", Role::father},
                                   std::pair{"other_carer", Role::other_carer}, std::pair{"child", Role::child},
                                   std::pair{"network", Role::network}, std::pair{"worker", Role::worker}}) {
    if (text == name) return role;
  }
  return {};
}

void settle(Expectation& item, const Entry* entry) {
  item.by = entry;
  item.settled = entry->date();
}

/// The talk at the end of a phase: held when the transition says so, or as a contact of that purpose in the phase; made up
/// for when such a contact comes after it, before the next phase is old enough to have a talk of its own.
void settle_talk(const ExpectedContext& context, const PhaseState& phase, const Entry* transition,
                 std::optional<LocalDate> next_opens, Expectation& item) {
  if (transition != nullptr && transition->date() <= context.today) {
    const auto* body = std::get_if<PhaseTransition>(&transition->body);
    if (body != nullptr && body->talk) return settle(item, transition);
  }
  const LocalDate last = !phase.end ? context.today : next_opens ? *next_opens - 1 : *phase.end + 1;
  for (const auto& contact : context.trajectory.of<Contact>()) {
    const bool talk = contact.body->held && contact.body->purpose == Purpose::transition_talk;
    if (!talk || contact.date() < phase.start || contact.date() > std::min(last, context.today)) continue;
    // In a phase that may have had a talk for the one before it, only what comes when its own is due counts.
    if (item.opens && contact.date() < *item.opens && (!phase.end || contact.date() <= *phase.end)) continue;
    return settle(item, contact.entry);
  }
}

}  // namespace

void add_transition_talks(const ExpectedContext& context, std::vector<Expectation>& out) {
  const std::vector<PhaseState>& phases = context.trajectory.phases;
  for (std::size_t i = 0; i < phases.size(); ++i) {
    const method::Phase* planned = context.method.phase(phases[i].code);
    if (planned == nullptr || !planned->transition || !planned->transition->talk) continue;
    const Entry* transition = i + 1 < phases.size() ? phases[i + 1].opened_by : nullptr;
    Expectation item = expect(ExpectedWhat::transition_talk, planned->code, planned);
    item.moment = Moment::transition;
    if (planned->weeks.min) item.opens = context.after(phases[i].start, days_of(*planned->weeks.min));
    // While the phase runs the talk is due, however long that takes; it is late when the phase ended without it.
    if (transition != nullptr) {
      item.closes = transition->date();
      item.opens = std::min(item.opens.value_or(transition->date()), transition->date());
      set_missed(item, context);
    }
    std::optional<LocalDate> next_opens;
    if (i + 1 < phases.size()) {
      const method::Phase* next = context.method.phase(phases[i + 1].code);
      if (next != nullptr && next->weeks.min) {
        next_opens = context.after(phases[i + 1].start, days_of(*next->weeks.min));
      }
    }
    settle_talk(context, phases[i], transition, next_opens, item);
    // A treatment that ended in this phase has no transition from it any more.
    if (!item.settled && transition == nullptr && context.ended()) continue;
    out.push_back(std::move(item));
  }
}

void add_follow_up(const ExpectedContext& context, std::vector<Expectation>& out) {
  const auto& planned = context.method.aftercare.follow_up;
  if (!planned || !planned->visit) return;
  const std::optional<Start> start = context.start_of({method::Anchor::Kind::closure, {}});
  Expectation item = expect(ExpectedWhat::follow_up_visit, "follow_up");
  item.moment = Moment::follow_up;
  if (start) {
    item.foreseen = start->foreseen;
    // The visit goes with the forms of that moment; without any it has one day.
    for (const Expectation& form : out) {
      if (form.what != ExpectedWhat::measurement || form.moment != Moment::follow_up || !form.opens) continue;
      item.opens = form.opens;
      item.closes = form.closes;
      break;
    }
    if (!item.opens) set_due_day(item, add_months(start->day, planned->months), context);
    set_missed(item, context);
  }
  if (start && !start->foreseen) {
    for (const auto& visit : context.trajectory.of<FollowUp>()) {
      if (!item.settled && visit.body->held && visit.date() <= context.today) settle(item, visit.entry);
    }
    for (const auto& visit : context.trajectory.of<Contact>()) {
      const bool after = visit.body->held && visit.body->purpose == Purpose::follow_up && visit.date() > start->day;
      if (!item.settled && after && visit.date() <= context.today) settle(item, visit.entry);
    }
  }
  out.push_back(std::move(item));
}

void add_alliance_checks(const ExpectedContext& context, std::vector<Expectation>& out) {
  if (context.ended()) return;
  std::vector<LocalDate> held;
  for (const auto& contact : context.trajectory.of<Contact>()) {
    if (contact.body->held && contact.date() <= context.today) held.push_back(contact.date());
  }
  for (const method::AllianceCheck& planned : context.method.alliance) {
    for (const std::string& rater : planned.raters) {
      const std::optional<Role> role = family_role(rater);
      if (!role) continue;
      std::optional<PersonId> person;
      bool knows_family = false;
      for (const PersonState& known : context.dossier.persons) {
        knows_family |= in_family(known.item.body->role) && known.item.body->role != Role::child;
        if (!person && known.item.body->role == *role) person = known.item.body->person;
      }
      if (!person && knows_family && in_family(*role)) continue;
      Expectation item = expect(ExpectedWhat::alliance_check, planned.code, &planned);
      item.instrument = planned.instrument;
      item.informant = role;
      item.person = person;
      const Entry* last = nullptr;
      for (const auto& check : context.trajectory.of<AllianceCheck>()) {
        const bool same = context.dossier.role_of(check.body->rater) == role;
        if (same && check.date() <= context.today) last = check.entry;
      }
      const auto every = planned.every_days ? context.days(*planned.every_days, {}) : std::nullopt;
      const auto contacts = planned.after_contacts ? context.days(*planned.after_contacts, {}) : std::nullopt;
      if (last != nullptr && every) {
        if (const auto day = context.after(last->date(), *every)) set_due_day(item, *day, context);
      } else if (last != nullptr) {
        settle(item, last);
      } else if (contacts && *contacts >= 1) {
        const auto at = static_cast<std::size_t>(*contacts) - 1;
        if (at < held.size()) set_due_day(item, held[at], context);
      } else if (every) {
        if (const auto day = context.after(context.trajectory.first_day(), *every)) set_due_day(item, *day, context);
      }
      out.push_back(std::move(item));
    }
  }
}

void add_safety_review(const ExpectedContext& context, std::vector<Expectation>& out) {
  if (!context.method.safety || !context.method.safety->review_days || context.ended()) return;
  const auto days = context.days(*context.method.safety->review_days, {});
  if (!days) return;
  const Entry* last = nullptr;
  std::optional<LocalDate> agreed;
  for (const auto& safety : context.trajectory.of<Safety>()) {
    if (safety.date() > context.today) continue;
    if (safety.body->type == SafetyType::review || safety.body->judgement) {
      last = safety.entry;
      agreed.reset();
    }
    if (safety.body->review) agreed = safety.body->review;
  }
  Expectation item = expect(ExpectedWhat::safety_review, "safety_review");
  const auto by_term = context.after(last == nullptr ? context.trajectory.first_day() : last->date(), *days);
  // What was agreed with the family comes first; the method's term is the longest.
  const auto day = agreed && by_term ? std::min(*agreed, *by_term) : agreed ? agreed : by_term;
  if (day) set_due_day(item, *day, context);
  out.push_back(std::move(item));
}

namespace {

/// A term: open from its first day, late after its last, done when its rule says yes.
void add_term(const ExpectedContext& context, const method::Item& of, std::optional<Start> from,
              const method::Span& within, const method::RuleSlot& done, const std::string& phase,
              const rules::Table& table, rules::Evaluator& evaluator, std::vector<Expectation>& out) {
  Expectation item = expect(ExpectedWhat::deadline, of.code, &of);
  if (from) {
    item.foreseen = from->foreseen;
    item.closes = context.after(add_months(from->day, within.months), within.days);
    item.opens = from->day;
    const auto soon = context.setting_days("due_soon_days");
    if (soon && item.closes) item.opens = std::max(from->day, *item.closes - *soon);
  }
  if (item.closes && context.trajectory.last_day() && *item.closes <= *context.trajectory.last_day()) {
    item.missed_from = *context.trajectory.last_day() + 1;
  }
  if (done && from && !item.foreseen && from->day <= context.today) {
    const rules::Numbers numbers = method::numbers(context.method, context.settings, phase);
    const rules::Explanation why = evaluator.explain(*done, numbers);
    if (why.answer == rules::Truth::yes) {
      // Kept when the rule already held on the last day of the term.
      const bool kept = item.closes && *item.closes < context.today &&
                        evaluator.answer(*done, numbers, *item.closes) == rules::Truth::yes;
      const Entry* by = nullptr;
      for (const std::size_t leaf : why.deciding) {
        for (const std::size_t origin : why.leaves[leaf].evidence) {
          const Entry* entry = origin < context.dossier.entries.size() ? context.dossier.entries[origin] : nullptr;
          if (entry != nullptr && (by == nullptr || by->date() < entry->date())) by = entry;
        }
      }
      item.by = by;
      const LocalDate seen = by == nullptr ? table.today : by->date();
      item.settled = kept ? std::min(seen, *item.closes) : seen;
      if (!kept && item.closes && *item.closes < context.today) item.settled = std::max(seen, *item.closes + 1);
    }
  }
  out.push_back(std::move(item));
}

}  // namespace

void add_deadlines(const ExpectedContext& context, const rules::Table& table, rules::Evaluator& evaluator,
                   std::vector<Expectation>& out) {
  for (const method::Deadline& deadline : context.method.deadlines) {
    const std::optional<Start> from = context.start_of(deadline.from);
    if (!from && context.ended()) continue;
    add_term(context, deadline, from, deadline.within, deadline.done, deadline.from.phase, table, evaluator, out);
  }
  for (const method::Phase& phase : context.method.phases) {
    for (const method::Task& task : phase.tasks) {
      if (!task.deadline) continue;
      const std::optional<Start> from = context.start_of({method::Anchor::Kind::phase, phase.code});
      if (!from && context.ended()) continue;
      add_term(context, task, from, *task.deadline, task.done, phase.code, table, evaluator, out);
    }
  }
}

}  // namespace koers::dossier::detail
