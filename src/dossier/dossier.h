// The state of a case: what its entries say together. Made by replay() and by nothing else; from scratch each time.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "dossier/entry.h"
#include "dossier/id_map.h"
#include "rules/table.h"

namespace koers::dossier {

/// The kind whose body is a B.
template <class B, std::size_t At = 0>
consteval Kind kind_holding() {
  if constexpr (std::is_same_v<B, std::variant_alternative_t<At, Body>>)
    return static_cast<Kind>(At);
  else
    return kind_holding<B, At + 1>();
}
template <class B>
inline constexpr Kind kind_of_body = kind_holding<B>();

/// A counting entry with its body at hand.
template <class B>
struct Item {
  const Entry* entry = nullptr;
  const B* body = nullptr;
  LocalDate date() const { return entry->date(); }
  const EntryId& id() const { return entry->id; }
};

/// A need, goal or decision: its first statement and how it stands now. References to any of its entries find it.
template <class B>
struct Thread {
  Item<B> first;                      ///< as it was first put (after corrections)
  Item<B> last;                       ///< its latest update; the first itself when there is none
  std::vector<const Entry*> updates;  ///< in replay order, without the first
};
struct GoalState : Thread<Goal> {
  std::vector<Item<GoalRating>> ratings;  ///< in replay order
  State state() const { return last.body->state.value_or(State::open); }
};
struct NeedState : Thread<Need> {
  State state() const { return last.body->state.value_or(State::open); }
};
struct DecisionState : Thread<Decision> {
  bool stopped() const { return last.body->outcome == ReviewOutcome::stop; }
};
struct TaskThread : Thread<Task> {
  TaskState state() const { return last.body->state.value_or(TaskState::open); }
};
/// Help the family is sent on to.
struct OnwardThread : Thread<OnwardReferral> {
  bool open() const { return last.body->state <= Onward::started; }
};
struct SafetyState {
  Item<Safety> item;
  const Entry* closed_by = nullptr;  ///< a later entry that names it in `closes`, or a later review that judged "safe"
};
struct PersonState {
  Item<Person> item;  ///< the latest entry on this person
  const LivingSituation* lives = nullptr;  ///< the latest
};

struct PhaseState {
  std::string code;  ///< in the words of the version that runs now where a move mapped it, else as first recorded; may
      ///< be empty: not said
  std::string method;  ///< the version whose word `code` is
  LocalDate start;
  std::optional<LocalDate> end;  ///< last day; empty while it runs
  const Entry* opened_by = nullptr;  ///< trajectory_start or phase_transition
};

/// One treatment of the family. Successive trajectories do not overlap: a start ends the one before it, closed or not.
struct Trajectory {
  Item<TrajectoryStart> start;
  Item<Closure> closure;  ///< entry is null while it runs
  std::vector<Item<MethodMove>> moves;
  std::string method;  ///< the version that runs now
  std::string hash;  ///< its content hash, when the entry pinned one
  std::vector<PhaseState> phases;  ///< in order of time
  std::vector<rules::Days> pauses;  ///< sorted, joined; an open pause ends at rules::Days::last = open_end
  std::vector<const Entry*> entries;  ///< that belong to it, in replay order (see belongs_to in replay.cpp)
  std::optional<LocalDate> cut_off;  ///< the day before the next start, when this one was never closed

  LocalDate first_day() const { return start.date(); }
  std::optional<LocalDate> last_day() const {
    if (closure.entry != nullptr) return closure.date();
    return cut_off;
  }
  bool running_on(LocalDate day) const { return first_day() <= day && (!last_day() || day <= *last_day()); }
  const PhaseState* phase_on(LocalDate day) const;

  enum class List : std::uint8_t { phases, techniques, goals };
  /// The word of the version that runs now for a code recorded on `day`; the old label where the moves since did not
  /// map it.
  std::string now(List list, std::string_view code, LocalDate day) const;

  template <class B>
  std::vector<Item<B>> of() const;
};
inline constexpr LocalDate open_end{2932896};  // 9999-12-31

// --- what does not count, and why: always shown, never silently dropped

struct Conflict {
  EntryId over;  ///< the entry corrected more than once (may itself be unknown here)
  const Entry* counts = nullptr;  ///< first in replay order
  std::vector<const Entry*> others;  ///< stay visible, do not count
};
struct Pending {
  const Entry* entry = nullptr;  ///< supersedes, or resolves, an entry that is not here
  EntryId target;
};
struct Cycle {
  std::vector<const Entry*> entries;  ///< correct each other in a ring: none of them counts
};

struct Dossier {
  std::vector<const Entry*> entries;  ///< all that count, in replay order
  std::array<std::vector<const Entry*>, kind_count> by_kind;  ///< the same by kind

  std::vector<PersonState> persons;  ///< in order of first mention
  std::vector<Trajectory> trajectories;
  std::vector<NeedState> needs;
  std::vector<GoalState> goals;
  std::vector<DecisionState> decisions;
  std::vector<TaskThread> tasks;
  std::vector<OnwardThread> onward;
  std::vector<SafetyState> safety;

  std::vector<Conflict> conflicts;  ///< open ones
  std::vector<Pending> pending;
  std::vector<Cycle> cycles;
  std::vector<const Entry*> held;  ///< not released, not corrected
  std::vector<const Entry*> replaced;  ///< corrected, withdrawn, or waiting in a conflict
  std::vector<const Entry*>
      refused;  ///< an id that came twice with another body: which of them stays is independent of arrival

  template <class B>
  std::vector<Item<B>> of() const {
    return items<B>(by_kind[static_cast<std::size_t>(kind_of_body<B>)]);
  }
  template <class B>
  static std::vector<Item<B>> items(std::span<const Entry* const> from);

  bool knows(const EntryId& id) const { return index.find(id) < known; }
  /// The entry of that id, whether it counts or not. Null: not here.
  const Entry* find(const EntryId& id) const {
    const std::uint32_t number = index.find(id);
    return number < known ? all[number] : nullptr;
  }
  /// The counting entry that stands for `id` now: itself, or what corrected it. Null: unknown, withdrawn, held.
  const Entry* current(const EntryId& id) const;
  const PersonState* person(const PersonId& id) const;
  /// The role of a person or author, when any entry says it.
  std::optional<Role> role_of(const PersonId& id) const;
  const GoalState* goal(const EntryId& any) const;
  const NeedState* need(const EntryId& any) const;
  const DecisionState* decision(const EntryId& any) const;
  const TaskThread* task(const EntryId& any) const;
  const OnwardThread* onward_referral(const EntryId& any) const;
  /// Index of the trajectory that runs on, or else is the last one begun before, `day`; the first one for earlier days.
  std::optional<std::size_t> trajectory_on(LocalDate day) const;

  // For the functions above. Numbers below `known` are entries; the others are ids that entries only name.
  std::vector<const Entry*> all;  ///< by number, in replay order: each id once, counting or not
  IdMap index;  ///< EntryId -> number
  std::uint32_t known = 0;
  std::vector<const Entry*> stands_for;  ///< by number: the counting entry, or null
  std::vector<std::uint32_t>
      thread_of;  ///< by number: index into needs, goals, decisions, tasks, onward or safety; IdMap::none: no thread
  IdMap roles;  ///< PersonId -> Role
  IdMap person_index;  ///< PersonId -> index into persons
};

/// The only way to state. Pure; total on every subset of entries; the same Dossier for every order of `entries`.
/// The Dossier points into `entries`, which must outlive it.
Dossier replay(std::span<const Entry> entries);

template <class B>
std::vector<Item<B>> Dossier::items(std::span<const Entry* const> from) {
  std::vector<Item<B>> out;
  out.reserve(from.size());
  for (const Entry* entry : from) {
    if (const B* body = std::get_if<B>(&entry->body)) out.push_back({entry, body});
  }
  return out;
}
template <class B>
std::vector<Item<B>> Trajectory::of() const {
  return Dossier::items<B>(entries);
}

}  // namespace koers::dossier
