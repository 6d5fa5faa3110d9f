// Which signals are open on a day, why, and when one of them can change. A signal stays until its rule no longer says yes
// or somebody recorded what was done about it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dossier/case_day.h"
#include "method/signal_def.h"
#include "rules/evaluate.h"

namespace koers::dossier {

struct Signal {
  enum class State : std::uint8_t {
    open,
    acted  ///< somebody recorded an act that names it; it opens again on `until` when its rule still says yes
  };
  const method::SignalDef* def = nullptr;
  State state = State::open;
  /// The first day of the unbroken run of days on which its rule says yes, by what is known now.
  LocalDate since;
  rules::Explanation why;
  std::vector<const Entry*> evidence;  ///< that decided, of the kinds the signal shows; in replay order
  std::vector<const Expectation*> expectations;  ///< that decided, and have no entry of their own
  const Entry* act = nullptr;  ///< the latest act that named it, also when it is open again
  std::optional<LocalDate> until;  ///< only with acted; empty: until the rule rises anew
  bool own_choice = false;  ///< a threshold that decided is the provider's own choice, without source
};

/// A signal whose rule cannot be answered; `why.missing` says what is not known.
struct UnknownSignal {
  const method::SignalDef* def = nullptr;
  rules::Explanation why;
};

/// What a signal is about: an entry, or something expected that has none. Equal on two days of one case when it is the
/// same thing.
struct Target {
  const Entry* entry = nullptr;
  std::optional<ExpectedWhat> what;  ///< with the rest: of an expectation
  std::string code;
  std::optional<Role> informant;
  std::optional<PersonId> person, child;
  friend bool operator==(const Target&, const Target&) = default;
};

/// A signal that stands on a day, without why.
struct Raised {
  const method::SignalDef* def = nullptr;
  Signal::State state = Signal::State::open;
  std::vector<Target> targets;  ///< what the facts of its rule that ask whether something exists found
  friend bool operator==(const Raised&, const Raised&) = default;
};

struct Signals {
  std::vector<Signal> raised;  ///< open before acted upon, urgent before attention, then the longest first
  std::vector<UnknownSignal> unknown;  ///< in the order of the files
  /// The first later day on which raised() gives another list without a new entry: a signal rises, falls or opens again,
  /// or is about something more or less. Never after the true one, and the true one unless more than 64 days on which it
  /// might have been passed before. Empty: none within two years.
  std::optional<LocalDate> next;
};

/// Of the trajectory of `day`. Signals look at the state (running, closed) and phases they name; pauses and closed days
/// count as docs/rules.md says.
Signals signals(CaseDay& day);

/// The same without reasons and next date, in the order of the files: what a day that changed nothing leaves as it was.
std::vector<Raised> raised(CaseDay& day);

/// The same for the trajectory that runs on `today`, or the last one before it. Empty without a trajectory, or when the
/// catalogue does not hold its method.
std::optional<Signals> signals(const Dossier& dossier, const method::Catalogue& catalogue, LocalDate today);

}  // namespace koers::dossier
