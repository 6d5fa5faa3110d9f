#include "dossier/phase_length.h"

#include <algorithm>

#include "dossier/expected.h"
#include "rules/calendar.h"

namespace koers::dossier {

namespace {

/// The first day after the stretch, as its length counts.
LocalDate until_of(const Trajectory& t, std::size_t stretch, LocalDate today) {
  LocalDate until = today;
  if (stretch + 1 < t.phases.size()) {
    until = t.phases[stretch + 1].start;
  } else if (t.closure.entry != nullptr) {
    until = t.closure.date();
  } else if (t.cut_off) {
    until = *t.cut_off + 1;
  }
  return std::min(until, today);
}

}  // namespace

PhaseDays phase_days(const Trajectory& trajectory, std::size_t stretch, LocalDate today) {
  const LocalDate from = trajectory.phases[stretch].start;
  const LocalDate until = until_of(trajectory, stretch, today);
  if (until <= from) return {};
  PhaseDays days;
  days.counted = rules::Calendar(trajectory.pauses).net(from, until);
  days.paused = static_cast<std::int32_t>(until - from) - days.counted;
  return days;
}

PhaseDays phase_days(const Trajectory& trajectory, std::string_view phase, LocalDate today) {
  PhaseDays all;
  for (std::size_t i = 0; i < trajectory.phases.size(); ++i) {
    if (trajectory.phases[i].code != phase) continue;
    const PhaseDays days = phase_days(trajectory, i, today);
    all.counted += days.counted;
    all.paused += days.paused;
  }
  return all;
}

std::optional<LocalDate> used_up(const Trajectory& trajectory, std::string_view phase, std::int32_t days,
                                 LocalDate today) {
  for (std::size_t i = 0; i < trajectory.phases.size(); ++i) {
    if (trajectory.phases[i].code != phase) continue;
    const std::int32_t here = phase_days(trajectory, i, today).counted;
    if (here > days) return after_days(trajectory.phases[i].start, days, trajectory.pauses);
    days -= here;
  }
  return {};
}

std::int32_t days_of(const Decimal& weeks) {
  std::int64_t scale = 1;
  for (int i = 0; i < weeks.decimals; ++i) scale *= 10;
  return static_cast<std::int32_t>(round_ratio(weeks.scaled, scale, 0, 7).scaled);
}

}  // namespace koers::dossier
