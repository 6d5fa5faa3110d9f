// docs/kinds.md, made from the description of the bodies (kinds_described.h) and what notes.cpp says of each member.
#pragma once

#include <string>
#include <string_view>

#include "dossier/kinds.h"

namespace koers::dossier {

/// The whole page, Markdown.
std::string kinds_page();

/// One sentence on a kind, and on a member of its body ("" for what has none: a test refuses that).
std::string_view note(Kind kind);
std::string_view note(Kind kind, std::string_view member);

}  // namespace koers::dossier
