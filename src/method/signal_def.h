// A signal as data: when it rises, what it says, what closes it. The evaluation is dossier/'s.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "method/item.h"

namespace koers::method {

struct SignalDef : Item {
  enum class State : std::uint8_t { running, closed, any };
  enum class Urgency : std::uint8_t { attention, urgent };

  Text text;                           ///< one sentence for the worker
  RuleSlot when;
  State state = State::running;        ///< in which state of the trajectory it is looked at
  std::vector<std::string> phases;     ///< empty: every phase
  std::vector<std::string> evidence;   ///< kinds whose deciding rows are shown
  std::vector<std::string> acts;       ///< kinds of entry that, when they name the signal, act upon it
  std::optional<Amount> again;         ///< net days after an act when it opens again; none: only when it rose anew
  Urgency urgency = Urgency::attention;
  bool on_call = false;                ///< for the colleague on call too, not only for who treats
  Text why;                            ///< own reason, where no source asks for it
};

/// A file of signals, `signals/core.yaml`.
struct SignalSet {
  std::string code;  ///< "core": the name of the file
  std::string hash;
  std::string file;
  rules::Rulebook rules;  ///< what `rule: code` names
  std::vector<SignalDef> signals;
  Listing listing;
};

}  // namespace koers::method
