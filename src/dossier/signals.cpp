#include "dossier/signals.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <tuple>
#include <utility>

#include "rules/calendar.h"
#include "rules/next_change.h"

namespace koers::dossier {

namespace {

using Definition = method::Catalogue::Signal;
using Definitions = std::vector<Definition>;

constexpr int most_steps = 64;
constexpr int days_ahead = 731;

/// The same case on other days; each is made once.
class Days {
 public:
  explicit Days(CaseDay& today) : today_(today), edges_(today.edges()) {}

  CaseDay& today() { return today_; }
  const std::vector<LocalDate>& edges() const { return edges_; }

  CaseDay& on(LocalDate day) {
    if (day == today_.today()) return today_;
    auto& found = made_[day];
    if (!found) {
      found = std::make_unique<CaseDay>(today_.dossier(), today_.number(), today_.method(), today_.catalogue(), day);
    }
    return *found;
  }
  /// Another trajectory is the one read on `day`, unless it already is today.
  bool passes_on(LocalDate day) const {
    const Dossier& dossier = today_.dossier();
    return dossier.trajectory_on(today_.today()) == today_.number() && dossier.trajectory_on(day) != today_.number();
  }
  /// The last day on which facts changed by themselves, up to and including `day`.
  std::optional<LocalDate> last_edge(LocalDate day) const {
    const auto after = std::ranges::upper_bound(edges_, day);
    return after == edges_.begin() ? std::nullopt : std::optional(*(after - 1));
  }
  std::optional<LocalDate> next_edge(LocalDate day) const {
    const auto after = std::ranges::upper_bound(edges_, day);
    return after == edges_.end() ? std::nullopt : std::optional(*after);
  }

 private:
  CaseDay& today_;
  std::vector<LocalDate> edges_;
  std::map<LocalDate, std::unique_ptr<CaseDay>> made_;
};

bool looked_at(const method::SignalDef& def, const Trajectory& trajectory, LocalDate day) {
  const bool running = trajectory.running_on(day);
  const bool closed = trajectory.last_day() && *trajectory.last_day() < day;
  if (!running && !closed) return false;
  if (def.state == method::SignalDef::State::running && !running) return false;
  if (def.state == method::SignalDef::State::closed && !closed) return false;
  if (def.phases.empty() || closed) return true;
  const PhaseState* phase = trajectory.phase_on(day);
  return phase != nullptr && std::ranges::find(def.phases, phase->code) != def.phases.end();
}

/// The latest entry up to `day` that names the signal and is of a kind that acts upon it.
const Entry* act_upon(const method::SignalDef& def, const Trajectory& trajectory, LocalDate day) {
  for (auto entry = trajectory.entries.rbegin(); entry != trajectory.entries.rend(); ++entry) {
    const bool named = std::ranges::find((*entry)->signals, def.code) != (*entry)->signals.end();
    if (!named || (*entry)->date() > day) continue;
    const bool of_a_kind =
        def.acts.empty() || std::ranges::find(def.acts, kind_name((*entry)->kind())) != def.acts.end();
    if (of_a_kind) return *entry;
  }
  return nullptr;
}

rules::Numbers numbers_on(const CaseDay& day, LocalDate when) {
  const PhaseState* phase = day.trajectory().phase_on(when);
  if (phase == nullptr) return day.numbers();
  return day.numbers(phase->code);
}

/// A rule that names what changes with the calendar and not with a row is read on a table of its own day.
bool derived_by_date(const Definition& signal) {
  constexpr std::array fields{"expected",
                              "person.age",
                              "person.age_group",
                              "appointment.passed",
                              "appointment.kept",
                              "decision.review_due",
                              "professional.running",
                              "worker.there",
                              "measurement.home_unread"};
  const rules::Names names = rules::names(*signal.definition->when, *signal.rules);
  return std::ranges::any_of(
      fields, [&](std::string_view field) { return std::ranges::find(names.fields, field) != names.fields.end(); });
}

/// The first day of the run of yes that `day` is in.
LocalDate rose(const Definition& signal, Days& days, LocalDate day) {
  const method::SignalDef& def = *signal.definition;
  const bool rebuilt = derived_by_date(signal);
  CaseDay* at = &days.on(day);
  const Trajectory& trajectory = at->trajectory();
  const LocalDate floor = trajectory.first_day();
  while (day > floor) {
    std::optional<LocalDate> edge = rebuilt ? days.last_edge(day) : std::nullopt;
    const LocalDate segment = edge ? std::max(*edge, floor) : floor;
    for (; day > segment; day = day - 1) {
      const LocalDate before = day - 1;
      if (!looked_at(def, trajectory, before)) return day;
      if (at->evaluator(*signal.rules).answer(*def.when, numbers_on(*at, before), before) != rules::Truth::yes)
        return day;
    }
    if (day == floor) break;
    const LocalDate before = day - 1;
    if (!looked_at(def, trajectory, before)) return day;
    at = &days.on(before);
    if (at->evaluator(*signal.rules).answer(*def.when, at->numbers()) != rules::Truth::yes) return day;
    day = before;
  }
  return day;
}

/// What a later entry can make worse: by what is known now it looks older than it is.
bool worsened_by_entries(const Definition& signal) {
  const rules::Names names = rules::names(*signal.definition->when, *signal.rules);
  return std::ranges::any_of(names.fields, [](const std::string& field) { return field == "decision.reconsider"; });
}

/// The same, of the entries as they were: the first day after `earliest` on which the rule already said yes.
LocalDate rose_as_known(const Definition& signal, const CaseDay& today, LocalDate earliest) {
  std::vector<LocalDate> days;
  for (const Entry* entry : today.dossier().entries) {
    if (earliest <= entry->date() && entry->date() <= today.today() && (days.empty() || days.back() != entry->date())) {
      days.push_back(entry->date());
    }
  }
  const auto said_yes = [&](LocalDate day) {
    std::vector<Entry> known;
    for (const Entry* entry : today.dossier().entries) {
      if (entry->date() <= day) known.push_back(*entry);
    }
    const Dossier then = replay(known);
    const auto trajectory = then.trajectory_on(day);
    if (!trajectory) return false;
    CaseDay at(then, *trajectory, today.method(), today.catalogue(), day);
    return at.evaluator(*signal.rules).answer(*signal.definition->when, at.numbers()) == rules::Truth::yes;
  };
  const auto first = std::ranges::partition_point(days, [&](LocalDate day) { return !said_yes(day); });
  return first == days.end() ? earliest : *first;
}

struct Standing {
  Signal::State state = Signal::State::open;
  const Entry* act = nullptr;
  std::optional<LocalDate> until;
  std::optional<LocalDate> since;  ///< where it had to be known
};

/// How a signal whose rule says yes on the day stands.
Standing standing(const Definition& signal, Days& days, CaseDay& day) {
  const method::SignalDef& def = *signal.definition;
  Standing out;
  out.act = act_upon(def, day.trajectory(), day.today());
  if (out.act == nullptr) return out;
  if (!def.again) {
    out.since = rose(signal, days, day.today());
    if (out.act->date() >= *out.since) out.state = Signal::State::acted;
    return out;
  }
  const PhaseState* phase = day.phase();
  const auto again = method::resolve(*def.again, day.method(), day.catalogue().settings(),
                                     phase == nullptr ? std::string_view() : std::string_view(phase->code));
  if (!again) return out;
  std::int64_t n = again->scaled;
  for (int i = 0; i < again->decimals; ++i) n /= 10;
  const LocalDate until =
      rules::Calendar(day.quiet_days())
          .forward(out.act->date(), static_cast<std::int32_t>(std::clamp<std::int64_t>(n, 0, 3660)));
  if (day.today() >= until) return out;
  out.state = Signal::State::acted;
  out.until = until;
  return out;
}

struct Stands {
  Definition signal;
  Standing standing;
  std::vector<Target> targets;
};
using Standings = std::vector<Stands>;

bool same(const Standings& a, const Standings& b) {
  return std::ranges::equal(a, b, [](const Stands& x, const Stands& y) {
    return x.signal.definition == y.signal.definition && x.standing.state == y.standing.state && x.targets == y.targets;
  });
}

std::vector<Target> targets(const CaseDay& day, const rules::Explanation& why) {
  std::vector<Target> out;
  for (const rules::LeafAnswer& answer : why.leaves) {
    if (answer.leaf->fact.aggregate != rules::Aggregate::exists || answer.reading.truth != rules::Truth::yes) continue;
    for (const std::size_t origin : answer.evidence) {
      Target target;
      if (const Expectation* item = day.expectation(origin)) {
        target = {nullptr, item->what, item->code, item->informant, item->person, item->child};
      } else {
        target.entry = day.entry(origin);
      }
      out.push_back(std::move(target));
    }
  }
  const auto key = [](const Target& t) {
    return std::tuple(t.entry == nullptr ? std::string() : t.entry->id.text(), t.what, t.code, t.informant,
                      t.person ? t.person->text() : std::string(), t.child ? t.child->text() : std::string());
  };
  std::ranges::sort(out, [&](const Target& a, const Target& b) { return key(a) < key(b); });
  const auto twice = std::ranges::unique(out);
  out.erase(twice.begin(), twice.end());
  return out;
}

Standings standings(const Definitions& defs, Days& days, CaseDay& day) {
  Standings out;
  const rules::Numbers numbers = day.numbers();
  for (const auto& [def, book] : defs) {
    if (!def->when || !looked_at(*def, day.trajectory(), day.today())) continue;
    if (day.evaluator(*book).answer(*def->when, numbers) != rules::Truth::yes) continue;
    out.push_back({{def, book}, standing({def, book}, days, day), {}});
    out.back().targets = targets(day, day.evaluator(*book).explain(*def->when, numbers));
  }
  return out;
}

/// The first day after `day` on which a rule, a term or an act can make a difference.
std::optional<LocalDate> next_candidate(const Definitions& defs, const Standings& now, const Days& days, CaseDay& day) {
  std::optional<LocalDate> next = days.next_edge(day.today());
  const auto offer = [&](std::optional<LocalDate> when) {
    if (when && *when > day.today() && (!next || *when < *next)) next = when;
  };
  const rules::Numbers numbers = day.numbers();
  for (const auto& [def, book] : defs) {
    if (!def->when || !looked_at(*def, day.trajectory(), day.today())) continue;
    offer(rules::next_change(day.evaluator(*book), *def->when, numbers));
  }
  for (const Stands& stands : now) offer(stands.standing.until);
  for (const Expectation& item : day.expected()) offer(item.next_edge(day.today()));
  return next;
}

std::optional<LocalDate> next_date(const Definitions& defs, const Standings& now, Days& days) {
  CaseDay* day = &days.today();
  const LocalDate last = day->today() + days_ahead;
  Standings standing = now;
  for (int step = 0; step < most_steps; ++step) {
    const std::optional<LocalDate> next = next_candidate(defs, standing, days, *day);
    if (!next || *next > last) return {};
    if (days.passes_on(*next)) return next;
    day = &days.on(*next);
    standing = standings(defs, days, *day);
    if (!same(standing, now)) return next;
  }
  return day->today();
}

void add_evidence(const CaseDay& day, Signal& signal) {
  const auto& shown = signal.def->evidence;
  const auto is_shown = [&](std::string_view kind) {
    return shown.empty() || std::ranges::find(shown, kind) != shown.end();
  };
  for (const std::size_t leaf : signal.why.deciding) {
    const rules::LeafAnswer& answer = signal.why.leaves[leaf];
    for (const auto& threshold : answer.thresholds) signal.own_choice |= threshold.own_choice;
    if (!is_shown(answer.leaf->fact.of.kind) && !(answer.leaf->fact.other && is_shown(answer.leaf->fact.other->kind))) {
      continue;
    }
    for (const std::size_t origin : answer.evidence) {
      if (const Expectation* item = day.expectation(origin); item != nullptr && item->by == nullptr) {
        signal.expectations.push_back(item);
      } else if (const Entry* entry = day.entry(origin)) {
        signal.evidence.push_back(entry);
      }
    }
  }
  std::ranges::sort(signal.evidence, [](const Entry* a, const Entry* b) { return before(*a, *b); });
  signal.evidence.erase(std::ranges::unique(signal.evidence).begin(), signal.evidence.end());
  std::ranges::sort(signal.expectations);
  signal.expectations.erase(std::ranges::unique(signal.expectations).begin(), signal.expectations.end());
}

}  // namespace

Signals signals(CaseDay& day) {
  Signals out;
  const Definitions defs = day.catalogue().signals(day.method());
  Days days(day);
  const Standings now = standings(defs, days, day);
  const rules::Numbers numbers = day.numbers();
  for (const auto& [definition, standing, about] : now) {
    Signal signal;
    signal.def = definition.definition;
    signal.state = standing.state;
    signal.act = standing.act;
    signal.until = standing.until;
    signal.since = standing.since ? *standing.since : rose(definition, days, day.today());
    if (worsened_by_entries(definition)) signal.since = rose_as_known(definition, day, signal.since);
    signal.why = day.evaluator(*definition.rules).explain(*definition.definition->when, numbers);
    add_evidence(day, signal);
    out.raised.push_back(std::move(signal));
  }
  const auto key = [](const Signal& s) {
    return std::tuple(s.state == Signal::State::acted, s.def->urgency != method::SignalDef::Urgency::urgent, s.since,
                      s.def->code);
  };
  std::ranges::sort(out.raised, [&](const Signal& a, const Signal& b) { return key(a) < key(b); });

  for (const auto& [def, book] : defs) {
    if (!def->when || !looked_at(*def, day.trajectory(), day.today())) continue;
    rules::Explanation why = day.evaluator(*book).explain(*def->when, numbers);
    if (why.answer == rules::Truth::unknown) out.unknown.push_back({def, std::move(why)});
  }
  out.next = next_date(defs, now, days);
  return out;
}

std::vector<Raised> raised(CaseDay& day) {
  Days days(day);
  std::vector<Raised> out;
  for (Stands& stands : standings(day.catalogue().signals(day.method()), days, day)) {
    out.push_back({stands.signal.definition, stands.standing.state, std::move(stands.targets)});
  }
  return out;
}

std::optional<Signals> signals(const Dossier& dossier, const method::Catalogue& catalogue, LocalDate today) {
  const auto trajectory = dossier.trajectory_on(today);
  if (!trajectory) return {};
  const method::Method* method = method_of(dossier, *trajectory, catalogue);
  if (method == nullptr) return {};
  CaseDay day(dossier, *trajectory, *method, catalogue, today);
  return signals(day);
}

}  // namespace koers::dossier
