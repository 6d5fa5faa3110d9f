// The bytes of a file as valid UTF-8, in pieces, whatever encoding the file was saved in. What is not text in that
// encoding is refused with its line; nothing is guessed or replaced.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/expected.h"

namespace koers::exchange {

enum class Encoding : std::uint8_t {
  utf8,          ///< with or without byte order mark; a UTF-16 mark is honoured too
  windows_1252,  ///< what spreadsheets on Windows call "ANSI" or plain "CSV"
  latin_1,       ///< ISO-8859-1
  utf16,         ///< by its byte order mark; little endian without one
};

/// Faults: file.cannot_open, file.cannot_read, encoding.not_utf8, encoding.mixed, encoding.is_utf8, encoding.undefined_byte,
/// encoding.control_byte, encoding.broken_utf16, text.zero_byte, text.is_a_workbook, text.too_large (not UTF-8 and over 1 GB).
class TextSource {
 public:
  static Expected<TextSource> open(const std::string& path, Encoding encoding);
  static Expected<TextSource> from_memory(std::string bytes, std::string name, Encoding encoding);

  TextSource(TextSource&&) noexcept;
  TextSource& operator=(TextSource&&) noexcept;
  ~TextSource();

  /// Fills `to` with up to `room` (at least 8) bytes; ends between characters. 0 at the end of the text.
  Expected<std::size_t> read(char* to, std::size_t room);
  const std::string& name() const;

 private:
  struct State;
  explicit TextSource(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace koers::exchange
