// The JSON Schema (2020-12) of the files a method owner and a provider write. An output: it comes from the functions that read
// those files (shape.h), the rules' part from the words and limits of their reader.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/json_write.h"

namespace koers::method {

enum class FileKind : std::uint8_t { method, signals, settings };

/// What the schema cannot say is left to `koers method check`: a name that exists nowhere, a phase no transition reaches,
/// an order of days, the text of a fact. What it refuses, the reader refuses too.
void write_schema(FileKind kind, json::Writer& out);

/// What a key is for, in one sentence: the note of the longest path that fits ("phases.weeks" before "weeks"). Empty: none.
/// `path`: the keys from the root, with dots; items of lists add nothing.
std::string_view key_note(std::string_view path);

struct KeyNote {
  std::string_view path;  ///< the end of a path; the longest that fits holds
  std::string_view text;
};
std::span<const KeyNote> key_notes();  ///< all

}  // namespace koers::method
