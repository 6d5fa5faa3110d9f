// The small types bodies are made of. A constraint is part of the type, so that the one description of a body (its
// members) gives decoding, encoding, schema and page alike.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/decimal.h"
#include "base/id.h"

namespace koers::dossier {

/// A code of a list that the method, instrument or provider keeps ("compliments"), or a free entry in the writer's own
/// words. Free entries count like any other and wait in a review queue; JSON: "compliments" or {"free": "horse
/// riding"}.
struct Code {
  std::string text;  ///< lower case letters, digits, underscores, at most 64; a free entry: any text up to 200 bytes
  bool free = false;

  bool empty() const { return text.empty(); }
  friend bool operator==(const Code&, const Code&) = default;
};

/// A whole number within closed bounds.
template <std::int64_t Least, std::int64_t Most>
struct Whole {
  std::int64_t value = Least > 0 ? Least : 0;
  static constexpr std::int64_t least = Least, most = Most;
  friend constexpr auto operator<=>(const Whole&, const Whole&) = default;
};

/// A decimal number within closed bounds and with at most `Decimals` decimals.
template <std::int64_t Least, std::int64_t Most, int Decimals>
struct Number {
  Decimal value;
  static constexpr std::int64_t least = Least, most = Most;
  static constexpr int decimals = Decimals;
  friend bool operator==(const Number&, const Number&) = default;
};

using Level = Whole<-2, 2>;  ///< of goal attainment
using Hours = Number<0, 24, 2>;
using Mark = Number<0, 10, 1>;  ///< of a scaling question
using Points = Number<-1000, 10'000, 2>;

enum class Partly : std::uint8_t { yes, partly, no };

/// Who somebody is in the case. The family's roles come first; the rest act for the provider or around the family.
enum class Role : std::uint8_t {
  mother,
  father,
  other_carer,
  child,
  guardian,
  network,
  professional,
  teacher,
  worker,
  replacement,
  supervisor,
  behavioural_scientist,
  team_lead,
  system
};
constexpr bool in_family(Role role) { return role <= Role::network; }

enum class Moment : std::uint8_t { start, halfway, transition, end, follow_up, session, three_monthly };

/// State of something that goes on (need, goal): a later entry that `updates` it says how it stands.
enum class State : std::uint8_t { open, reached, dropped };

}  // namespace koers::dossier
