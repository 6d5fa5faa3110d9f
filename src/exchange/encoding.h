// Turning saved bytes into UTF-8, with the line of the first byte that does not fit.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/expected.h"

namespace koers::exchange {

/// Windows-1252 or (with `latin_1`) ISO-8859-1. Refuses bytes the code page leaves undefined, and text in which some or all
/// lines with letters beyond ASCII are UTF-8 after all. Faults have Place::line; the file name is the caller's.
Expected<std::string> from_single_bytes(std::string_view bytes, bool latin_1);

/// UTF-16 by its byte order mark, little endian without one.
Expected<std::string> from_utf16(std::string_view bytes);

/// The line (from 1) on which offset `at` lies.
std::uint32_t line_of(std::string_view text, std::size_t at);

/// How many line ends `text` holds.
std::size_t line_ends(std::string_view text);

/// The length of the ASCII at the front of `text`.
std::size_t ascii_prefix(std::string_view text);

}  // namespace koers::exchange
