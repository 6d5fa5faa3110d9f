// Errors and messages are values: a stable code (the key of the message in i18n/) with named arguments.
// An argument never holds a client's name or answer: codes, counts, dates, field names only.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace koers {

/// A message that is not yet a sentence. `key` is dotted lower case ("dossier.unknown_kind").
/// The catalogue above the pure floors turns it into Dutch or English.
struct Message {
  using Args = std::vector<std::pair<std::string, std::string>>;
  std::string key;
  Args args;

  friend bool operator==(const Message&, const Message&) = default;
};

/// Where in its source a fault stands. Unknown parts are empty or 0; lines and columns count from 1.
struct Place {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::string pointer;  ///< RFC 6901 pointer inside a document, or the column name of a table

  friend bool operator==(const Place&, const Place&) = default;
};

/// An expected failure. `code` is the message key of what is wrong; the catalogue's "<code>.remedy" says what to do.
struct Error {
  std::string code;
  Message::Args args;
  Place place;

  Message message() const { return {code, args}; }
  Message remedy() const { return {code + ".remedy", args}; }
  friend bool operator==(const Error&, const Error&) = default;
};

using Errors = std::vector<Error>;

inline Error error(std::string code, Message::Args args = {}, Place place = {}) {
  return {std::move(code), std::move(args), std::move(place)};
}

}  // namespace koers
