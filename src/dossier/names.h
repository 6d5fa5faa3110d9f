// Words for codes and persons: the method's names where it has them, the writer's own words else.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/language.h"
#include "dossier/dossier.h"
#include "draw/timeline.h"
#include "method/method.h"

namespace koers::dossier {

/// The method's name of a code (technique, group, domain, phase, characteristic, closing reason …); null where it has none, and of
/// a free entry. `method` may be null.
const method::Text* method_name(const method::Method* method, const Code& code);

/// The words of a code of a list that is no method's (`reason`, `element`, `topic`), for instance of a catalogue; empty where it has
/// none. May be empty itself.
using ListWords = std::function<std::string(std::string_view list, std::string_view code)>;

/// A free entry as it stands; else the method's name, the list's words, or the code with its underscores read as spaces.
std::string name_of(const method::Method* method, std::string_view list, const Code& code, Language language,
                    const ListWords& words);

/// A person's own name where the case has one, else the role ("course_line.role.mother"; several without a name are numbered).
draw::Words person_words(const Dossier& dossier, const PersonId& person);

}  // namespace koers::dossier
