#include <algorithm>

#include "dossier/corrections.h"
#include "dossier/dossier.h"

namespace koers::dossier {
namespace {

/// Entries of taking in belong to the treatment that follows, also when an earlier one has ended; the others to what runs or ran last.
bool belongs_to_next(const Entry& entry) {
  switch (entry.kind()) {
    case Kind::referral:
    case Kind::refusal:
    case Kind::waiting_list:
    case Kind::assignment:
    case Kind::hours_grant:
    case Kind::eligibility: return true;
    case Kind::characteristic: return std::get<Characteristic>(entry.body).moment == Moment::start;
    case Kind::measurement: return std::get<Measurement>(entry.body).moment == Moment::start;
    default: return false;
  }
}

/// The thread `id` belongs to, by whichever of its entries, corrected or not, or by the unseen entry its first one updates.
template <class B, class S>
std::uint32_t thread_index(const Dossier& dossier, const std::vector<S>& threads, const EntryId& id) {
  const std::uint32_t number = dossier.index.find(id);
  if (number == IdMap::none) return IdMap::none;
  if (const Entry* entry = dossier.stands_for[number]) {
    return std::holds_alternative<B>(entry->body) ? dossier.thread_of[dossier.index.find(entry->id)] : IdMap::none;
  }
  const std::uint32_t thread = dossier.thread_of[number];
  if (number < dossier.known || thread >= threads.size()) return IdMap::none;
  const auto& updates = threads[thread].first.body->updates;
  return updates && dossier.index.find(*updates) == number ? thread : IdMap::none;
}

template <class B, class S>
const S* find_thread(const Dossier& dossier, const std::vector<S>& threads, const EntryId& id) {
  const std::uint32_t thread = thread_index<B>(dossier, threads, id);
  return thread == IdMap::none ? nullptr : &threads[thread];
}

class Replay {
 public:
  Replay(Settled settled, Dossier& out) : counting_(std::move(settled.counting)), out_(out) {
    out.entries.reserve(counting_.size());
    std::array<std::size_t, kind_count> sizes{};
    for (const Brief& brief : counting_) ++sizes[static_cast<std::size_t>(brief.kind)];
    for (std::size_t i = 0; i < kind_count; ++i) out.by_kind[i].reserve(sizes[i]);
    out.thread_of.assign(out.stands_for.size(), IdMap::none);
    std::vector<char> named(settled.authors.size(), 0);
    for (const Brief& brief : counting_) {
      out.entries.push_back(brief.entry);
      out.by_kind[static_cast<std::size_t>(brief.kind)].push_back(brief.entry);
      if (named[brief.author]) continue;
      named[brief.author] = 1;
      out.roles.add(settled.authors[brief.author], static_cast<std::uint32_t>(brief.role));
    }
  }

  void run() {
    persons();
    threads<Need>(out_.needs);
    threads<Goal>(out_.goals);
    threads<Decision>(out_.decisions);
    threads<Task>(out_.tasks);
    threads<OnwardReferral>(out_.onward);
    ratings();
    safety();
    trajectories();
  }

 private:
  void persons() {
    for (const Item<Person>& item : out_.of<Person>()) {
      const auto place = static_cast<std::uint32_t>(out_.persons.size());
      const std::uint32_t at = out_.person_index.add(item.body->person, place);
      if (at == place) out_.persons.emplace_back();
      out_.persons[at].item = item;
      out_.roles.set(item.body->person, static_cast<std::uint32_t>(item.body->role));
    }
    for (const Item<LivingSituation>& item : out_.of<LivingSituation>()) {
      const std::uint32_t at = out_.person_index.find(item.body->child);
      if (at != IdMap::none) out_.persons[at].lives = item.body;
    }
  }

  /// An update joins the thread of the entry it names; what it names and is not here is remembered, so that all updates of an
  /// unseen entry make one thread. An update that comes before what it updates stands on its own.
  template <class B, class S>
  void threads(std::vector<S>& into) {
    for (const Item<B>& item : out_.of<B>()) {
      std::uint32_t thread = item.body->updates ? thread_index<B>(out_, into, *item.body->updates) : IdMap::none;
      if (thread == IdMap::none) {
        thread = static_cast<std::uint32_t>(into.size());
        into.emplace_back();
        into.back().first = into.back().last = item;
        if (item.body->updates) remember_unseen(*item.body->updates, thread);
      } else {
        into[thread].last = item;
        into[thread].updates.push_back(item.entry);
      }
      out_.thread_of[out_.index.find(item.id())] = thread;
    }
  }

  void remember_unseen(const EntryId& id, std::uint32_t thread) {
    const auto next = static_cast<std::uint32_t>(out_.stands_for.size());
    const std::uint32_t number = out_.index.add(id, next);
    if (number == next) {
      out_.stands_for.push_back(nullptr);
      out_.thread_of.push_back(IdMap::none);
    }
    if (number >= out_.known && out_.stands_for[number] == nullptr) out_.thread_of[number] = thread;
  }

  void ratings() {
    for (const Item<GoalRating>& item : out_.of<GoalRating>()) {
      const std::uint32_t thread = thread_index<Goal>(out_, out_.goals, item.body->goal);
      if (thread != IdMap::none) out_.goals[thread].ratings.push_back(item);
    }
  }

  void safety() {
    std::vector<std::size_t> open;  // threats and crises no later review judged
    for (const Item<Safety>& item : out_.of<Safety>()) {
      for (const EntryId& id : item.body->closes) {
        const Entry* closed = out_.current(id);
        if (closed == nullptr || !before(*closed, *item.entry)) continue;
        const std::uint32_t at = out_.thread_of[out_.index.find(closed->id)];
        if (closed->kind() == Kind::safety && out_.safety[at].closed_by == nullptr)
          out_.safety[at].closed_by = item.entry;
      }
      if (item.body->type == SafetyType::review && item.body->judgement == Judgement::safe) {
        for (const std::size_t i : open) {
          if (out_.safety[i].closed_by == nullptr) out_.safety[i].closed_by = item.entry;
        }
        open.clear();
      }
      if (item.body->type == SafetyType::threat || item.body->type == SafetyType::crisis)
        open.push_back(out_.safety.size());
      out_.thread_of[out_.index.find(item.id())] = static_cast<std::uint32_t>(out_.safety.size());
      out_.safety.push_back({item, nullptr});
    }
  }

  void trajectories() {
    // By local day: offsets can put entries of neighbouring days the other way round.
    auto starts = out_.of<TrajectoryStart>();
    std::ranges::sort(starts, [](const auto& a, const auto& b) {
      return a.date() != b.date() ? a.date() < b.date() : before(*a.entry, *b.entry);
    });
    for (const Item<TrajectoryStart>& start : starts) {
      if (!out_.trajectories.empty())
        out_.trajectories.back().cut_off = std::max(start.date() - 1, out_.trajectories.back().first_day());
      Trajectory& made = out_.trajectories.emplace_back();
      made.start = start;
      made.method = start.body->method;
      made.hash = start.body->hash.value_or("");
    }
    if (out_.trajectories.empty()) return;
    for (const Item<Closure>& closure : out_.of<Closure>()) {
      const std::size_t at = *out_.trajectory_on(closure.date());
      if (closure.date() >= out_.trajectories[at].first_day()) out_.trajectories[at].closure = closure;
    }
    for (Trajectory& trajectory : out_.trajectories) {
      if (trajectory.closure.entry != nullptr) trajectory.cut_off.reset();
    }
    std::vector<std::vector<const Entry*>> turns(out_.trajectories.size());  // moves and transitions
    if (turns.size() == 1) out_.trajectories.front().entries.reserve(counting_.size());
    for (const Brief& brief : counting_) {
      std::size_t at = *out_.trajectory_on(brief.day);
      const auto last = out_.trajectories[at].last_day();
      if (last && brief.day > *last && at + 1 < turns.size() && belongs_to_next(*brief.entry)) ++at;
      out_.trajectories[at].entries.push_back(brief.entry);
      if (brief.kind == Kind::method_move || brief.kind == Kind::phase_transition) turns[at].push_back(brief.entry);
    }
    const std::vector<rules::Days> pauses = joined_pauses();
    for (std::size_t i = 0; i < turns.size(); ++i) {
      Trajectory& trajectory = out_.trajectories[i];
      phases(trajectory, turns[i]);
      const LocalDate last = trajectory.last_day().value_or(open_end);
      for (const rules::Days& pause : pauses) {
        if (pause.last >= trajectory.first_day() && pause.first <= last) {
          trajectory.pauses.push_back({std::max(pause.first, trajectory.first_day()), std::min(pause.last, last)});
        }
      }
    }
  }

  /// A later entry on a pause begun on the same day by the same side says when it ended.
  std::vector<rules::Days> joined_pauses() const {
    struct Named {
      LocalDate from, until;
      PausedBy by;
    };
    std::vector<Named> named;
    for (const Item<Pause>& item : out_.of<Pause>()) {
      const Named pause{item.body->from, item.body->until.value_or(open_end), item.body->by};
      const auto same =
          std::ranges::find_if(named, [&](const Named& n) { return n.from == pause.from && n.by == pause.by; });
      if (same != named.end())
        *same = pause;
      else if (pause.from <= pause.until)
        named.push_back(pause);
    }
    std::ranges::sort(named, {}, [](const Named& n) { return std::pair(n.from, n.until); });
    std::vector<rules::Days> out;
    for (const Named& pause : named) {
      if (pause.until < pause.from) continue;
      if (!out.empty() && pause.from - 1 <= out.back().last)
        out.back().last = std::max(out.back().last, pause.until);
      else
        out.push_back({pause.from, pause.until});
    }
    return out;
  }

  static void phases(Trajectory& trajectory, std::span<const Entry* const> turns) {
    std::vector<PhaseState>& phases = trajectory.phases;
    const TrajectoryStart& start = *trajectory.start.body;
    std::string method = start.method;
    phases.push_back({start.phase.value_or(""), method, trajectory.first_day(), {}, trajectory.start.entry});
    for (const Entry* entry : turns) {
      if (entry->date() < trajectory.first_day()) continue;
      if (const auto* move = std::get_if<MethodMove>(&entry->body)) {
        trajectory.moves.push_back({entry, move});
        method = move->method;
        trajectory.hash = move->hash.value_or("");
        for (PhaseState& phase : phases) rename(phase, *move);
        continue;
      }
      const auto* transition = std::get_if<PhaseTransition>(&entry->body);
      if (transition == nullptr || (trajectory.closure.entry != nullptr && entry->date() > trajectory.closure.date()))
        continue;
      if (phases.back().code.empty()) phases.back().code = transition->from;
      if (entry->date() > phases.back().start) {
        phases.back().end = entry->date() - 1;
        phases.push_back({transition->to, method, entry->date(), {}, entry});
      } else {
        phases.back() = {transition->to, method, entry->date(), {}, entry};  // a phase of no day is none
      }
    }
    trajectory.method = method;
    if (const auto last = trajectory.last_day()) {
      while (phases.size() > 1 && phases.back().start > *last) phases.pop_back();
      phases.back().end = *last;
    }
  }

  static void rename(PhaseState& phase, const MethodMove& move) {
    for (const Renamed& pair : move.phases) {
      if (pair.from != phase.code) continue;
      phase.code = pair.to;
      phase.method = move.method;
      return;
    }
  }

  std::vector<Brief> counting_;
  Dossier& out_;
};

}  // namespace

Dossier replay(std::span<const Entry> entries) {
  Dossier out;
  Replay(settle(entries, out), out).run();
  return out;
}

const Entry* Dossier::current(const EntryId& id) const {
  const std::uint32_t number = index.find(id);
  return number == IdMap::none ? nullptr : stands_for[number];
}

const PersonState* Dossier::person(const PersonId& id) const {
  const std::uint32_t at = person_index.find(id);
  return at == IdMap::none ? nullptr : &persons[at];
}

const GoalState* Dossier::goal(const EntryId& any) const { return find_thread<Goal>(*this, goals, any); }
const NeedState* Dossier::need(const EntryId& any) const { return find_thread<Need>(*this, needs, any); }
const DecisionState* Dossier::decision(const EntryId& any) const {
  return find_thread<Decision>(*this, decisions, any);
}
const TaskThread* Dossier::task(const EntryId& any) const { return find_thread<Task>(*this, tasks, any); }
const OnwardThread* Dossier::onward_referral(const EntryId& any) const {
  return find_thread<OnwardReferral>(*this, onward, any);
}

std::optional<Role> Dossier::role_of(const PersonId& id) const {
  const std::uint32_t role = roles.find(id);
  if (role == IdMap::none) return {};
  return static_cast<Role>(role);
}

std::optional<std::size_t> Dossier::trajectory_on(LocalDate day) const {
  if (trajectories.empty()) return {};
  const auto after = std::ranges::upper_bound(trajectories, day, {}, &Trajectory::first_day);
  return after == trajectories.begin() ? 0 : static_cast<std::size_t>(after - trajectories.begin()) - 1;
}

const PhaseState* Trajectory::phase_on(LocalDate day) const {
  for (const PhaseState& phase : phases) {
    if (phase.start <= day && (!phase.end || day <= *phase.end)) return &phase;
  }
  return nullptr;
}

std::string Trajectory::now(List list, std::string_view code, LocalDate day) const {
  std::string word(code);
  for (const Item<MethodMove>& move : moves) {
    if (move.date() < day) continue;
    const std::vector<Renamed>& map = list == List::phases       ? move.body->phases
                                      : list == List::techniques ? move.body->techniques
                                                                 : move.body->goals;
    const auto pair = std::ranges::find(map, word, &Renamed::from);
    if (pair != map.end()) word = pair->to;
  }
  return word;
}

}  // namespace koers::dossier
