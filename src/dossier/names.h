// Words for codes and persons: the method's names where it has them, the writer's own words else.
#pragma once

#include <string>

#include "base/language.h"
#include "dossier/dossier.h"
#include "draw/timeline.h"
#include "method/method.h"

namespace koers::dossier {

/// The method's name of a code (technique, group, domain, phase, characteristic, closing reason …); a free entry as it
/// stands; an unknown code with its underscores read as spaces. `method` may be null.
std::string name_of(const method::Method* method, const Code& code, Language language);

/// A person's own name where the case has one, else the role ("course_line.role.mother"; several without a name are numbered).
draw::Words person_words(const Dossier& dossier, const PersonId& person);

}  // namespace koers::dossier
