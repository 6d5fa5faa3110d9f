// What several people say on one scale, on a scale of ten: how much somebody fell since the time before, how far two lie apart. Everyone
// keeps a series of their own; nothing is averaged.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>

#include "base/date.h"
#include "base/decimal.h"
#include "dossier/types.h"
#include "measure/instrument.h"

namespace koers::dossier {

/// Do two persons speak of the same: of one person, or each of themselves?
bool comparable(const PersonId& a, const PersonId& about_a, const PersonId& b, const PersonId& about_b);

/// A difference of two scores in hundredths, as points out of ten of the scale's range with two decimals. Empty: the range is 0 or turned.
std::optional<Decimal> out_of_ten(std::int64_t difference, const measure::Range& range);

/// Told in order of time.
class Voices {
 public:
  struct Heard {
    /// The greatest worsening among the latest of everyone in this role, each against their own time before (a gain is below 0).
    std::optional<Decimal> fall;
    /// The greatest distance between this one and the latest of another, not longer ago than `days`.
    std::optional<Decimal> gap;
  };
  /// `apart` makes a series its own within one person (which worker). Two persons are compared when they speak of the same person, or each
  /// of themselves (`about` absent or `who`).
  struct Said {
    std::string scale, apart;
    PersonId who;
    std::optional<PersonId> about = {};
    Role role = Role::mother;
    LocalDate day;
    std::int64_t score = 0;  ///< hundredths
  };
  Heard say(const Said& said, const measure::Range& range, measure::Direction better, std::optional<std::int64_t> days);

 private:
  struct Last {
    Role role = Role::mother;
    LocalDate day;
    std::int64_t score = 0;
    std::optional<std::int64_t> worse;  ///< than the time before, in hundredths
  };
  using Key = std::tuple<std::string, PersonId, PersonId, std::string>;  // scale, who, about whom, apart
  std::map<Key, Last> last_;
};

}  // namespace koers::dossier
