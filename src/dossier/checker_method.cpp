#include <algorithm>
#include <bit>

#include "dossier/checker.h"
#include "dossier/consent.h"
#include "dossier/facts.h"
#include "rules/evaluate.h"

namespace koers::dossier {

std::size_t CodeSet::at(std::string_view code) const {
  std::size_t i = std::hash<std::string_view>{}(code) & (slots_.size() - 1);
  while (slots_[i].data() != nullptr && slots_[i] != code) i = (i + 1) & (slots_.size() - 1);
  return i;
}

void CodeSet::add(std::string_view code) {
  if ((used_ + 1) * 2 > slots_.size()) {
    std::vector<std::string_view> old(std::bit_ceil(used_ * 4 + 8));
    old.swap(slots_);
    for (const std::string_view kept : old) {
      if (kept.data() != nullptr) slots_[at(kept)] = kept;
    }
  }
  std::string_view& slot = slots_[at(code)];
  if (slot.data() != nullptr) return;
  slot = code;
  ++used_;
}

KnownCodes::KnownCodes(const method::Method& method) {
  const auto code = [](const auto& item) -> const std::string& { return item.code; };
  techniques.add(method.techniques, code);
  if (method.goals) domains.add(method.goals->domains, code);
  instruments.add(method.measurements, [](const auto& planned) -> const std::string& { return planned.instrument; });
  for (const auto& regular : method.regular) instruments.add(regular.instruments);
  characteristics.add(method.characteristics, code);
  criteria.add(method.eligibility, code);
  criteria.add(method.contra_indications, code);
  reasons.add(method.closing_reasons, code);
  referrers.add(method.referrers, code);
  phases.add(method.phases, code);
}

const KnownCodes& Checker::codes(const method::Method& method) {
  if (codes_of_ != &method) {
    codes_of_ = &method;
    last_codes_ = &codes_.try_emplace(&method, method).first->second;
  }
  return *last_codes_;
}

const method::Method* Checker::pinned(const Trajectory& trajectory) {
  pinned_.resize(dossier.trajectories.size());
  auto& found = pinned_[static_cast<std::size_t>(&trajectory - dossier.trajectories.data())];
  if (!found) found = catalogue.find(trajectory.method);
  return *found;
}

bool Checker::signal_known(const method::Method& method, std::string_view code) {
  const auto [at, made] = signals_.try_emplace(&method);
  if (made) {
    at->second.add(catalogue.signals(method),
                   [](const auto& signal) -> const std::string& { return signal.definition->code; });
  }
  return at->second.contains(code);
}

/// Open goals first put in this trajectory or later.
std::int64_t Checker::open_goals(const Trajectory* since) {
  if (since == nullptr) return 0;
  const auto [at, made] = open_goals_.try_emplace(since, 0);
  if (made) {
    at->second = std::ranges::count_if(dossier.goals, [&](const GoalState& goal) {
      return goal.state() == State::open && goal.first.date() >= since->first_day();
    });
  }
  return at->second;
}

const Trajectory* Checker::trajectory() const {
  const auto at = dossier.trajectory_on(entry_->date());
  if (!at) return nullptr;
  const Trajectory& found = dossier.trajectories[*at];
  return entry_->date() < found.first_day() ? nullptr : &found;
}

void Checker::unknown_code(P problem, std::string_view code, const CodeSet& known) {
  // A list the method does not give knows no wrong code; a free entry waits in the review queue.
  if (!known.empty() && !known.contains(code)) add(problem, {{"code", std::string(code)}});
}

/// Of a child of whom nobody is known to have authority nothing is said: that is a question of the file, not of consent.
void Checker::consents(const TrajectoryStart& b) {
  std::size_t missing = 0, refused = 0;
  for (const ChildConsent& child : dossier::consents(dossier, "treatment", entry_->date(), b.children)) {
    if (child.refused()) {
      ++refused;
    } else if (!child.complete() && (child.authority_known || child.age.value_or(0) >= agrees_from)) {
      ++missing;
    }
  }
  if (refused > 0) add(P::consent_refused, {{"n", std::to_string(refused)}});
  if (missing > 0) add(P::consent_missing, {{"n", std::to_string(missing)}});
}

void Checker::starting(std::string_view id, const std::optional<std::string>& hash) {
  const method::Method* found = catalogue.find(id);
  if (found == nullptr) return add(P::method_unknown, {{"method", std::string(id)}});
  if (hash && !found->hash.empty() && *hash != found->hash) add(P::hash_differs, {{"method", std::string(id)}});
}

void Checker::method() {
  const Trajectory* in = trajectory();
  // Taking in comes before the start: it is judged by the first version pinned after it.
  const auto next = dossier.trajectory_on(entry_->date());
  const Trajectory* judged_by = in != nullptr ? in : next ? &dossier.trajectories[*next] : nullptr;
  const method::Method* pinned = judged_by == nullptr ? nullptr : this->pinned(*judged_by);
  const auto over = [&] {
    return in != nullptr && in->closure.entry != nullptr && before(*in->closure.entry, *entry_);
  };

  switch (entry_->kind()) {
    case Kind::contact: {
      const auto& b = std::get<Contact>(entry_->body);
      if (dossier.trajectories.empty()) {
        add(P::no_trajectory);
      } else if (in == nullptr) {
        add(P::before_trajectory, {{"start", dossier.trajectories.front().first_day().text()}});
      } else if (over() && b.purpose.value_or(Purpose::regular) != Purpose::follow_up) {
        add(P::after_closure, {{"closed", in->closure.date().text()}}, in->closure.id());
      }
      if (in != nullptr && b.held) {
        const auto pause =
            std::ranges::find_if(in->pauses, [&](const rules::Days& d) { return d.contains(entry_->date()); });
        if (pause != in->pauses.end()) add(P::in_pause, {{"from", pause->first.text()}});
      }
      if (pinned == nullptr) return;
      for (const TechniqueUse& use : b.techniques) {
        if (use.code.free) continue;
        if (judged_by->moves.empty()) {
          unknown_code(P::technique_unknown, use.code, codes(*pinned).techniques);
          continue;
        }
        const std::string now = judged_by->now(Trajectory::List::techniques, use.code.text, entry_->date());
        unknown_code(P::technique_unknown, now, codes(*pinned).techniques);
      }
      return;
    }
    case Kind::trajectory_start: {
      const auto& b = std::get<TrajectoryStart>(entry_->body);
      consents(b);
      starting(b.method, b.hash);
      for (std::size_t i = 0; i + 1 < dossier.trajectories.size(); ++i) {
        const Trajectory& earlier = dossier.trajectories[i];
        if (dossier.trajectories[i + 1].start.id() == entry_->id && earlier.closure.entry == nullptr) {
          add(P::already_running, {{"start", earlier.first_day().text()}}, earlier.start.id());
        }
      }
      const method::Method* of = catalogue.find(b.method);
      if (b.phase && of != nullptr && !codes(*of).phases.contains(*b.phase))
        add(P::phase_unknown, {{"phase", *b.phase}});
      return;
    }
    case Kind::method_move: {
      const auto& b = std::get<MethodMove>(entry_->body);
      starting(b.method, b.hash);
      if (in == nullptr) add(P::no_trajectory);
      const method::Method* to = catalogue.find(b.method);
      if (to == nullptr) return;
      const KnownCodes& known = codes(*to);
      for (const auto& [map, list] : {std::pair(&b.phases, &known.phases), std::pair(&b.techniques, &known.techniques),
                                      std::pair(&b.goals, &known.domains)}) {
        for (const Renamed& pair : *map) {
          if (!list->contains(pair.to)) add(P::move_map_unknown, {{"code", pair.to}});
        }
      }
      return;
    }
    case Kind::phase_transition:
      if (in == nullptr) return add(P::no_trajectory);
      if (pinned != nullptr) transition(std::get<PhaseTransition>(entry_->body), *pinned, *in);
      return;
    case Kind::closure:
      if (in == nullptr) return add(P::closing_nothing);
      closing(pinned, *in);
      return;
    case Kind::goal: {
      const auto& b = std::get<Goal>(entry_->body);
      if (pinned == nullptr || !pinned->goals) return;
      const auto levels = static_cast<std::size_t>(pinned->goals->levels);
      if (!b.levels.empty() && b.levels.size() != levels) add(P::levels_count, {{"levels", std::to_string(levels)}});
      unknown_code(P::domain_unknown, b.domain, codes(*pinned).domains);
      if (!pinned->goals->most || b.updates) return;
      if (compare(Decimal{open_goals(in), 0}, *pinned->goals->most) > 0)
        add(P::goals_too_many, {{"most", pinned->goals->most->text()}});
      return;
    }
    case Kind::goal_rating: return goal_rating(std::get<GoalRating>(entry_->body), pinned);
    case Kind::need:
      if (pinned != nullptr)
        unknown_code(P::domain_unknown, std::get<Need>(entry_->body).domain, codes(*pinned).domains);
      return;
    case Kind::activity:
      if (pinned != nullptr)
        unknown_code(P::domain_unknown, std::get<Activity>(entry_->body).domain, codes(*pinned).domains);
      return;
    case Kind::measurement: {
      const auto& b = std::get<Measurement>(entry_->body);
      if (pinned == nullptr || codes(*pinned).instruments.contains(b.instrument) ||
          catalogue.instrument(b.instrument) != nullptr)
        return;
      return add(P::instrument_unknown, {{"code", b.instrument}});
    }
    case Kind::characteristic:
      if (pinned != nullptr)
        unknown_code(P::characteristic_unknown, std::get<Characteristic>(entry_->body).code,
                     codes(*pinned).characteristics);
      return;
    case Kind::eligibility:
      if (pinned != nullptr)
        unknown_code(P::criterion_unknown, std::get<Eligibility>(entry_->body).criterion, codes(*pinned).criteria);
      return;
    case Kind::referral:
      if (pinned != nullptr)
        unknown_code(P::referrer_unknown, std::get<Referral>(entry_->body).referrer, codes(*pinned).referrers);
      return;
    case Kind::knipkaart: {
      if (in == nullptr) return add(P::no_trajectory);
      if (in->closure.entry == nullptr) add(P::knipkaart_early);
      if (pinned == nullptr || !pinned->aftercare.knipkaart_calls) return;
      std::int64_t used = 0;
      for (const Entry* call : dossier.by_kind[static_cast<std::size_t>(Kind::knipkaart)]) {
        const auto of = dossier.trajectory_on(call->date());
        used += &dossier.trajectories[*of] == in && !before(*entry_, *call);
      }
      if (compare(Decimal{used, 0}, *pinned->aftercare.knipkaart_calls) > 0) {
        add(P::knipkaart_used_up, {{"most", pinned->aftercare.knipkaart_calls->text()}});
      }
      return;
    }
    default: return;
  }
}

void Checker::transition(const PhaseTransition& b, const method::Method& pinned, const Trajectory& in) {
  const KnownCodes& known = codes(pinned);
  if (b.from == b.to) add(P::phase_same, {{"phase", b.from}});
  for (const std::string& phase : {b.from, b.to}) {
    if (!known.phases.contains(in.now(Trajectory::List::phases, phase, entry_->date())))
      add(P::phase_unknown, {{"phase", phase}});
  }
  const PhaseState* was = in.phase_on(entry_->date() - 1);
  if (was != nullptr && !was->code.empty() && was->opened_by != entry_ &&
      was->code != in.now(Trajectory::List::phases, b.from, entry_->date())) {
    add(P::phase_from, {{"phase", b.from}, {"running", was->code}});
  }
  const method::Phase* from = pinned.phase(b.from);
  if (from == nullptr || !from->transition) return;
  const method::Transition& asks = *from->transition;
  if (asks.to != b.to) add(P::phase_order, {{"phase", b.to}, {"next", asks.to}});
  if (asks.talk && !b.talk) add(P::talk_missing);
  if (b.talk) {
    for (const std::string& topic : asks.topics) {
      if (std::ranges::find(b.topics, topic, &Code::text) == b.topics.end()) {
        add(P::topics_missing, {{"topic", topic}});
        break;
      }
    }
  }
  if (!asks.needs) return;
  // Read on the day itself, as if the phase still ran.
  const auto number = static_cast<std::size_t>(&in - dossier.trajectories.data());
  const std::vector<std::string> named = rules::names(*asks.needs, pinned.rules).fields;
  rules::Table table = facts_table(dossier, number, entry_->date(), {&pinned, {}, &named, &catalogue});
  while (table.phases.size() > 1 && table.phases.back().start >= entry_->date()) table.phases.pop_back();
  if (!table.phases.empty()) table.phases.back().end.reset();
  rules::Evaluator evaluator(table, vocabulary(), pinned.rules);
  const rules::Numbers numbers = method::numbers(pinned, catalogue.settings(), b.from);
  if (evaluator.answer(*asks.needs, numbers) == rules::Truth::no) add(P::transition_requires, {{"phase", b.from}});
}

void Checker::closing(const method::Method* pinned, const Trajectory& in) {
  for (const Entry* other : in.entries) {
    if (other->kind() == Kind::closure && other->id != entry_->id && before(*other, *entry_)) {
      add(P::closed_twice, {{"closed", other->date().text()}}, other->id);
      break;
    }
  }
  goals_at_closing(in);
  if (pinned == nullptr) return;
  unknown_code(P::reason_unknown, std::get<Closure>(entry_->body).reason, codes(*pinned).reasons);
  for (const method::PlannedMeasurement& planned : pinned->measurements) {
    if (!planned.required || planned.moment != method::Moment::end) continue;
    const auto filled = [&](const Entry* e) {
      const auto* m = std::get_if<Measurement>(&e->body);
      return m != nullptr && m->instrument == planned.instrument && m->moment == Moment::end &&
             m->state != MeasurementState::attempted;
    };
    if (std::ranges::none_of(in.entries, filled)) add(P::measurement_due, {{"instrument", planned.instrument}});
  }
}

}  // namespace koers::dossier
