// The forms of every session in a row: one series per instrument, scale, informant person and who it is about. Informants are never
// merged. Scores are the raw ones, in hundredths.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/dossier.h"

namespace koers::dossier {

struct SessionForm {
  const Entry* entry = nullptr;
  LocalDate day;
  std::int64_t score = 0;  ///< hundredths
};

/// `forms` is never empty; by day, the last one of a day. The place in it, from 1, is what is called the session.
struct SessionSeries {
  std::string instrument, scale;
  std::optional<std::string> version;
  bool mixed_versions = false;  ///< its forms do not all name the same version
  Role role = Role::mother;
  PersonId informant;
  std::optional<PersonId> about;
  std::vector<SessionForm> forms;
};

/// Of one treatment, without the forms of afterwards. An instrument that was never given at a session (moment `session`) has no
/// series with that informant; of one that was, its forms at the start and the end count too. Forms without informant, without role
/// of the informant or without raw score are left out. In order of the first form.
std::vector<SessionSeries> session_series(const Dossier& dossier, const Trajectory& trajectory);

/// A decimal in hundredths, rounded half away from zero.
std::int64_t hundredths(const Decimal& value);

}  // namespace koers::dossier
