// From who somebody is in the case to how instrument files name who answers.
#pragma once

#include <optional>

#include "dossier/dossier.h"
#include "measure/instrument.h"

namespace koers::dossier {

/// mother, father, other_carer as they are; guardian is another carer; worker and replacement are the worker; teacher and
/// supervisor as they are; network is the important person (vip). A child of 12 or older on `day` is a youth. Empty: nobody whose
/// answers an instrument knows, or a child of unknown age.
std::optional<measure::Informant> informant_of(Role role, std::optional<LocalDate> birth, LocalDate day);
std::optional<measure::Informant> informant_of(const Dossier& dossier, const PersonId& person, LocalDate day);

inline constexpr int youth_from = 12;  ///< years

}  // namespace koers::dossier
