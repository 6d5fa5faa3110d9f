// How long a phase is: the one count behind the overview of phases, the place of a case, what is expected next and the
// picture. It is the count of the rules' days_between(phase_start, …) (docs/rules.md, net days), so that no page says
// another length than the one that is judged.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/date.h"
#include "base/decimal.h"
#include "dossier/dossier.h"

namespace koers::dossier {

/// Days on the calendar that count for the length of a stretch, and those that do not because a pause ran.
struct PhaseDays {
  std::int32_t counted = 0;
  std::int32_t paused = 0;
};

/// Stretch number `stretch` of `trajectory.phases` as it stands on `today`: from its first day up to, not including, the
/// first day of the next phase; of the last phase the day of closure; of one that runs, today. Paused days are left out,
/// public holidays are not: a holiday costs a visit, it does not shorten a phase. Not begun: 0.
PhaseDays phase_days(const Trajectory& trajectory, std::size_t stretch, LocalDate today);

/// All stretches of the phase together, when the case came back to it. (A rule's days_between looks at the first.)
PhaseDays phase_days(const Trajectory& trajectory, std::string_view phase, LocalDate today);

/// The first day that is more than `days` counted days into the phase; empty: it has not come to that by `today`.
std::optional<LocalDate> used_up(const Trajectory& trajectory, std::string_view phase, std::int32_t days,
                                 LocalDate today);

/// A length the method gives in weeks, as days, rounded half up.
std::int32_t days_of(const Decimal& weeks);

}  // namespace koers::dossier
