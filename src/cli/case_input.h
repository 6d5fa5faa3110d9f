// Reading a case for a command: JSON Lines or the compact line format, told apart by the first character.
#pragma once

#include <string>

#include "cli/speak.h"
#include "dossier/case_file.h"

namespace koers::cli {

/// The case in `path`; ends the command with every fault when it cannot be read.
dossier::CaseFile read_case_or_refuse(const std::string& path, Language language);

}  // namespace koers::cli
