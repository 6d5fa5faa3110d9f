// The codes of the choices in bodies, as entries write them and rules name them ("other_carer", "follow_up").
#pragma once

#include <optional>
#include <string_view>

#include "dossier/kinds.h"

namespace koers::dossier {

// Views live for the whole run.
std::string_view code(Role value);
std::string_view code(Moment value);
std::string_view code(State value);
std::string_view code(Place value);
std::string_view code(MeasurementState value);
std::string_view code(Band value);
std::string_view code(SafetyType value);
std::string_view code(Judgement value);
std::string_view code(With value);
std::string_view code(Topic value);
std::string_view code(PlanType value);
std::string_view code(Click value);
std::string_view code(Without value);

/// The code of that text; words that are none are a free entry.
Code code_or_words(std::string_view text);

/// The role of that code; empty for any other word.
std::optional<Role> role_named(std::string_view code);

}  // namespace koers::dossier
