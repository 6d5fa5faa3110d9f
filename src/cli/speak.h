// What every command shares: the language it speaks, its texts, and how it says that the input is bad.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "cli/registry.h"
#include "exchange/messages.h"

namespace koers::cli {

/// The shipped catalogue of a language; read at first use, lives as long as the program.
const exchange::Messages& messages(Language language);

/// $KOERS_LANG, then the language of the terminal ($LC_ALL, $LANG), else Dutch.
Language language_of_environment();

/// Adds `--lang nl|en`; without it that of the environment. `language` must outlive the parsing.
void add_language(CLI::App& command, Language& language);

/// Each fault with file, line and remedy on stderr; ends the command with Exit::fault. Call it as the last act of a callback.
[[noreturn]] void refuse(const Errors& faults, Language language);
/// The same of a file of the sort `of`: "case" (JSON Lines), "lines" (the compact line format) or "map" (TOML); a remedy then speaks of
/// that, not of spreadsheets or YAML.
[[noreturn]] void refuse(Errors faults, std::string_view of, Language language);
[[noreturn]] inline void refuse(const Error& fault, Language language) { refuse(Errors{fault}, language); }

}  // namespace koers::cli
