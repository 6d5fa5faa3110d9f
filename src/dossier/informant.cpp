#include "dossier/informant.h"

namespace koers::dossier {

std::optional<measure::Informant> informant_of(Role role, std::optional<LocalDate> birth, LocalDate day) {
  using measure::Informant;
  switch (role) {
    case Role::mother: return Informant::mother;
    case Role::father: return Informant::father;
    case Role::other_carer:
    case Role::guardian: return Informant::other_carer;
    case Role::child:
      if (!birth) return {};
      return age_in_years(*birth, day) >= youth_from ? Informant::youth : Informant::child;
    case Role::network: return Informant::vip;
    case Role::teacher: return Informant::teacher;
    case Role::worker:
    case Role::replacement: return Informant::worker;
    case Role::supervisor: return Informant::supervisor;
    case Role::professional:
    case Role::behavioural_scientist:
    case Role::team_lead:
    case Role::system: break;
  }
  return {};
}

std::optional<measure::Informant> informant_of(const Dossier& dossier, const PersonId& person, LocalDate day) {
  const PersonState* state = dossier.person(person);
  if (state != nullptr) return informant_of(state->item.body->role, state->item.body->birth, day);
  const auto role = dossier.role_of(person);
  return role ? informant_of(*role, {}, day) : std::nullopt;
}

}  // namespace koers::dossier
