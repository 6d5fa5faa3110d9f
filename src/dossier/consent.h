// Who has to agree to something about a child, by its age, and who has. By the Dutch law on youth care (Jeugdwet 7.3.4, 7.3.5, 7.3.15): below
// twelve those with authority over the child; from twelve to fifteen the child and they; from sixteen the child alone.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "dossier/dossier.h"

namespace koers::dossier {

/// Years.
inline constexpr int agrees_from = 12, decides_from = 16;

enum class Agreed : std::uint8_t { yes, no, not_asked };

struct ConsentOf {
  PersonId person;
  Agreed agreed = Agreed::not_asked;  ///< by the last word of this person that holds on the day
  std::optional<EntryId> entry;  ///< of that word; none: not asked
};
struct ChildConsent {
  PersonId child;
  std::optional<int> age;  ///< years; not known: as below twelve
  std::vector<ConsentOf> asked;  ///< who has to agree: those with authority as they stand in the file, then the child
  std::optional<Without> without;  ///< why some who would have to agree are not asked
  bool authority_known = false;  ///< the file says who has authority over the child

  bool complete() const;  ///< all of them said yes, and there is somebody
  bool refused() const;  ///< one of them said no
};

/// Of each child of the family (of `children` only, where some are named), in the order of the file. `what`: the code of the consent.
/// The exceptions: from twelve to fifteen those with authority are not asked when that is needed to prevent serious harm to the child, or when
/// the child after their refusal deliberately persists (7.3.4, 2); a child that is not able to judge is not asked, those with
/// authority decide, whatever its age (7.3.15, 2); an order of the court stands in place of those with authority; in an emergency nobody is asked (7.3.16).
std::vector<ChildConsent> consents(const Dossier& dossier, std::string_view what, LocalDate today,
                                   const std::vector<PersonId>& children = {});

}  // namespace koers::dossier
