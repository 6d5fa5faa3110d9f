#include "dossier/session_series.h"

#include <algorithm>

namespace koers::dossier {

std::int64_t hundredths(const Decimal& value) {
  std::int64_t out = value.scaled;
  if (value.decimals <= 2) {
    for (int d = value.decimals; d < 2; ++d) out *= 10;
    return out;
  }
  std::int64_t unit = 1;
  for (int d = value.decimals; d > 2; --d) unit *= 10;
  const std::int64_t rest = out % unit;
  out /= unit;
  if (2 * rest >= unit) ++out;
  if (2 * rest <= -unit) --out;
  return out;
}

std::vector<SessionSeries> session_series(const Dossier& dossier, const Trajectory& trajectory) {
  struct Found {
    SessionSeries series;
    bool at_session = false;
  };
  std::vector<Found> found;
  for (const auto& form : trajectory.of<Measurement>()) {
    const Measurement& m = *form.body;
    if (m.state != MeasurementState::done || m.moment == Moment::follow_up || !m.informant) continue;
    const auto role = dossier.role_of(*m.informant);
    if (!role) continue;
    for (const Score& score : m.scores) {
      if (!score.raw) continue;
      auto at = std::ranges::find_if(found, [&](const Found& f) {
        return f.series.instrument == m.instrument && f.series.scale == score.scale.text &&
               f.series.informant == *m.informant && f.series.about == m.person;
      });
      if (at == found.end()) {
        found.push_back({{m.instrument, score.scale.text, m.version, false, *role, *m.informant, m.person, {}}, false});
        at = found.end() - 1;
      }
      at->at_session = at->at_session || m.moment == Moment::session;
      at->series.mixed_versions = at->series.mixed_versions || at->series.version != m.version;
      auto& forms = at->series.forms;
      const SessionForm next{form.entry, form.date(), hundredths(score.raw->value)};
      if (!forms.empty() && forms.back().day == next.day)
        forms.back() = next;
      else
        forms.push_back(next);
    }
  }
  std::vector<SessionSeries> out;
  for (Found& each : found) {
    if (each.at_session) out.push_back(std::move(each.series));
  }
  return out;
}

}  // namespace koers::dossier
