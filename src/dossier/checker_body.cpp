#include <algorithm>
#include <span>

#include "base/text.h"
#include "dossier/answers.h"
#include "dossier/checker.h"

namespace koers::dossier {

void Checker::person(const PersonId& id, std::string_view member) {
  if (id == entry_->author || dossier.role_of(id)) return;
  add(P::person_unknown, {{"member", std::string(member)}});
}

namespace {

/// Forms of which there may be more than one at the same moment.
bool repeats(const Measurement& b) {
  return b.moment == Moment::session || b.moment == Moment::three_monthly || b.state == MeasurementState::attempted;
}

}  // namespace

bool Checker::measured_before(const Measurement& b) {
  const auto key = [&](const Measurement& m, LocalDate day) {
    const auto at = dossier.trajectory_on(day);
    std::string out =
        m.instrument + '|' + std::to_string(static_cast<int>(m.moment)) + '|' + std::to_string(at.value_or(0)) + '|';
    if (m.informant) out += m.informant->text();
    out += '|';
    if (m.person) out += m.person->text();
    return out + '|' + m.form.value_or("");
  };
  if (!measurements_read_) {
    measurements_read_ = true;
    for (const auto& item : dossier.of<Measurement>()) {
      if (repeats(*item.body)) continue;
      measured_.emplace(key(*item.body, item.date()), item.entry);  // the first stays
    }
  }
  if (repeats(b)) return false;
  const auto found = measured_.find(key(b, entry_->date()));
  return found != measured_.end() && found->second->id != entry_->id;
}

/// Against the instrument's file: only what is public there says anything. A T-score has mean 50 and SD 10 whatever the instrument.
void Checker::scores(const Measurement& b) {
  constexpr Decimal least_t{0, 0}, most_t{120, 0};  // five and seven SDs away
  for (const Score& score : b.scores) {
    if (!score.t || (compare(score.t->value, least_t) >= 0 && compare(score.t->value, most_t) <= 0)) continue;
    add(P::score_out_of_range, {{"instrument", b.instrument},
                                {"scale", score.scale.text + " (T)"},
                                {"least", least_t.text()},
                                {"most", most_t.text()}});
  }
  const measure::Instrument* instrument = catalogue.instrument(b.instrument);
  if (instrument == nullptr) return;
  constexpr std::string_view total = "total";
  for (const Score& score : b.scores) {
    if (score.scale.free) continue;
    const std::string& code = score.scale.text;
    if (const measure::InstrumentScale* scale = instrument->scale(code)) {
      if (!scale->range || !score.raw) continue;
      const auto& [least, most] = *scale->range;
      if (compare(score.raw->value, least) < 0 || compare(score.raw->value, most) > 0) {
        add(P::score_out_of_range,
            {{"instrument", b.instrument}, {"scale", code}, {"least", least.text()}, {"most", most.text()}});
      }
      continue;
    }
    if (code == total || instrument->scales.empty() || instrument->slot("scales")) continue;
    std::vector<std::string_view> codes{total};
    for (const measure::InstrumentScale& scale : instrument->scales) codes.push_back(scale.code);
    add(P::scale_unknown,
        {{"instrument", b.instrument}, {"code", code}, {"nearest", nearest(code, codes).value_or("")}});
  }
}

namespace {

bool same_item(const Answer& a, const Answer& b) { return a.item == b.item; }

}  // namespace

/// Against the instrument's file, and among themselves.
void Checker::answers(const Measurement& b) {
  const measure::Instrument* instrument = catalogue.instrument(b.instrument);
  for (auto at = b.answers.begin(); at != b.answers.end(); ++at) {
    const std::string item = at->item.free ? std::string() : at->item.text;
    if (at->value.has_value() == at->missing.has_value()) add(P::answer_or_reason, {{"item", item}});
    if (std::any_of(b.answers.begin(), at, [&](const Answer& a) { return same_item(a, *at); })) {
      add(P::answer_twice, {{"item", item}});
      break;
    }
    if (instrument == nullptr || instrument->items.empty()) continue;
    const auto number = instrument->item(item);
    if (!number) {
      add(P::answer_unknown, {{"item", item}, {"instrument", b.instrument}});
      continue;
    }
    const std::uint16_t set = instrument->items[*number].answers;
    if (!at->value || set == measure::InstrumentItem::no_answers) continue;
    const measure::AnswerSet& takes = instrument->answer_sets[set];
    const Decimal& value = at->value->value;
    const bool outside = compare(value, takes.range.least) < 0 || compare(value, takes.range.most) > 0;
    if (outside && !(takes.not_applicable && compare(value, *takes.not_applicable) == 0)) {
      add(P::answer_out_of_range,
          {{"item", item}, {"least", takes.range.least.text()}, {"most", takes.range.most.text()}});
    }
  }
  if (instrument != nullptr && !entry_->audience && b.informant && dossier.role_of(*b.informant) == Role::child &&
      critical_answer(b, instrument) == measure::Urgent::yes) {
    add(P::critical_open, {{"instrument", b.instrument}});
  }
}

void Checker::body() {
  const auto goal_link = [&](const EntryId& id) {
    if (dossier.goal(id) == nullptr) add(P::link_unknown, {{"member", "goal"}}, id);
  };
  const LocalDate day = entry_->date();
  const auto born = [&](const PersonId& id) {
    const PersonState* state = dossier.person(id);
    if (state != nullptr && state->item.body->birth && *state->item.body->birth > day) {
      add(P::birth_after, {{"birth", state->item.body->birth->text()}}, state->item.id());
    }
  };

  const auto entries_known = [&](std::span<const EntryId> ids, const char* member) {
    for (const EntryId& id : ids) {
      if (!dossier.knows(id)) add(P::link_unknown, {{"member", member}}, id);
    }
  };
  const auto in_order = [&](LocalDate since, const std::optional<LocalDate>& until) {
    if (until && *until < since) add(P::until_before_since, {{"since", since.text()}, {"until", until->text()}});
  };

  if (const auto* b = std::get_if<Contact>(&entry_->body)) {
    if (!b->held) {
      if (!b->reason) add(P::reason_missing);
      if (!b->techniques.empty() || b->hours || !b->goals.empty()) add(P::not_held_with_content);
    } else if (!b->hours && b->channel.value_or(Channel::visit) == Channel::visit) {
      add(P::hours_missing);
    }
    persons(b->present, "present");
    for (const PersonId& id : b->present) born(id);
    for (const EntryId& id : b->goals) goal_link(id);
  } else if (const auto* m = std::get_if<Measurement>(&entry_->body)) {
    const bool done = m->state == MeasurementState::done;
    if (done && m->scores.empty() && m->answers.empty()) add(P::scores_missing);
    if (!done && !(m->scores.empty() && m->answers.empty())) add(P::scores_unexpected);
    if (!done && !m->reason) add(P::reason_missing);
    for (std::size_t i = 0; i < m->scores.size() && i < 64; ++i) {
      const auto same = [&](const Score& s) { return s.scale == m->scores[i].scale; };
      if (std::any_of(m->scores.begin(), m->scores.begin() + static_cast<std::ptrdiff_t>(i), same)) {
        add(P::scale_twice, {{"scale", m->scores[i].scale.free ? std::string() : m->scores[i].scale.text}});
        break;
      }
    }
    person(m->informant, "informant");
    person(m->person, "person");
    if (m->person) born(*m->person);
    scores(*m);
    answers(*m);
    if (measured_before(*m)) add(P::measured_twice, {{"instrument", m->instrument}});
  } else if (const auto* g = std::get_if<GoalRating>(&entry_->body)) {
    if (dossier.goal(g->goal) == nullptr) add(P::goal_unknown, {}, g->goal);
    person(g->rater, "rater");
    persons(g->together, "together");
  } else if (const auto* goal = std::get_if<Goal>(&entry_->body)) {
    if (goal->updates && dossier.goal(*goal->updates) == nullptr) add(P::update_unknown, {}, *goal->updates);
    goal_levels(*goal);
    for (const EntryId& id : goal->needs) {
      if (dossier.need(id) == nullptr) add(P::link_unknown, {{"member", "needs"}}, id);
    }
    for (const Contribution& part : goal->who) person(part.person, "who");
  } else if (const auto* need = std::get_if<Need>(&entry_->body)) {
    if (need->updates && dossier.need(*need->updates) == nullptr) add(P::update_unknown, {}, *need->updates);
    person(need->person, "person");
  } else if (const auto* d = std::get_if<Decision>(&entry_->body)) {
    if (d->updates && dossier.decision(*d->updates) == nullptr) add(P::update_unknown, {}, *d->updates);
    if (!d->updates && d->considerations.empty() && !d->family_wish && !d->professional_view) add(P::decision_bare);
    if (d->review && *d->review < day) add(P::review_past, {{"review", d->review->text()}});
    persons(d->agreed_with, "agreed_with");
  } else if (const auto* s = std::get_if<Safety>(&entry_->body)) {
    if (s->type == SafetyType::plan && s->agreements.empty() && !s->text) add(P::safety_plan_empty);
    if (s->type == SafetyType::review && !s->judgement) add(P::judgement_missing);
    if (s->review && *s->review < day) add(P::review_past, {{"review", s->review->text()}});
    entries_known(s->closes, "closes");
  } else if (const auto* p = std::get_if<Person>(&entry_->body)) {
    if (p->birth && *p->birth > day) add(P::birth_after, {{"birth", p->birth->text()}});
  } else if (const auto* r = std::get_if<Relation>(&entry_->body)) {
    if (r->from == r->to) add(P::related_to_self);
    person(r->from, "from");
    person(r->to, "to");
  } else if (const auto* l = std::get_if<LivingSituation>(&entry_->body)) {
    person(l->child, "child");
    if (l->return_on && *l->return_on < day) add(P::day_past, {{"planned", l->return_on->text()}});
  } else if (const auto* a = std::get_if<Appointment>(&entry_->body)) {
    if (a->day < day) add(P::day_past, {{"planned", a->day.text()}});
    persons(a->present, "present");
  } else if (const auto* x = std::get_if<Activity>(&entry_->body)) {
    if (x->goal) goal_link(*x->goal);
  } else if (const auto* q = std::get_if<Scaling>(&entry_->body)) {
    person(q->rater, "rater");
    if (q->goal) goal_link(*q->goal);
  } else if (const auto* k = std::get_if<AllianceCheck>(&entry_->body)) {
    person(k->rater, "rater");
  } else if (const auto* t = std::get_if<Discussion>(&entry_->body)) {
    entries_known(t->targets, "targets");
    persons(t->present, "present");
  } else if (const auto* task = std::get_if<Task>(&entry_->body)) {
    if (task->updates && dossier.task(*task->updates) == nullptr) add(P::update_unknown, {}, *task->updates);
    person(task->who, "who");
  } else if (const auto* onward = std::get_if<OnwardReferral>(&entry_->body)) {
    if (onward->updates && dossier.onward_referral(*onward->updates) == nullptr)
      add(P::update_unknown, {}, *onward->updates);
  } else if (const auto* home = std::get_if<Household>(&entry_->body)) {
    persons(home->members, "members");
  } else if (const auto* step = std::get_if<MeldcodeStep>(&entry_->body)) {
    entries_known(step->rests_on, "rests_on");
  } else if (const auto* over = std::get_if<Handover>(&entry_->body)) {
    if (over->from == over->to) add(P::related_to_self);
    persons(over->present, "present");
  } else if (const auto* grant = std::get_if<HoursGrant>(&entry_->body)) {
    in_order(grant->from, grant->until);
  } else if (const auto* given = std::get_if<Assignment>(&entry_->body)) {
    in_order(given->from.value_or(day), given->until);
  } else if (const auto* c = std::get_if<ClientStatement>(&entry_->body)) {
    person(c->by, "by");
  } else if (const auto* v = std::get_if<Consent>(&entry_->body)) {
    in_order(day, v->until);
    person(v->by, "by");
    persons(v->children, "children");
  } else if (const auto* paper = std::get_if<Document>(&entry_->body)) {
    person(paper->from, "from");
  } else if (const auto* z = std::get_if<Pause>(&entry_->body)) {
    for (const auto& other : dossier.of<Pause>()) {
      const bool same = other.body->from == z->from && other.body->by == z->by;
      if (same || other.id() == entry_->id || !before(*other.entry, *entry_)) continue;
      if (other.body->from <= z->until.value_or(open_end) && z->from <= other.body->until.value_or(open_end)) {
        add(P::pause_overlap, {{"from", other.body->from.text()}}, other.id());
        break;
      }
    }
  } else if (const auto* o = std::get_if<ConflictResolution>(&entry_->body)) {
    if (!dossier.knows(o->keep)) add(P::resolution_unknown, {}, o->keep);
    if (std::ranges::find(o->over, o->keep) != o->over.end()) add(P::resolution_contradicts, {}, o->keep);
  }
}

}  // namespace koers::dossier
