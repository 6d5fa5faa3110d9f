// The catalogue of one language: message key and arguments -> text. i18n/nl.json and i18n/en.json hold an object of sections,
// {"yaml": {"tab": "…", "tab.remedy": "…"}}: the text of the key "yaml.tab" stands in the section before its first dot.
// Texts are ICU MessageFormat (docs/texts.md); one is parsed when it is first used.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/expected.h"
#include "base/language.h"

namespace koers::exchange {

/// Safe to use from several threads.
class Messages {
 public:
  /// json.*; message.not_a_text with the key of the text.
  static Expected<Messages> read(std::string_view json, Language language, const std::string& file);

  Messages(Messages&&) noexcept;
  Messages& operator=(Messages&&) noexcept;
  ~Messages();

  Language language() const;
  bool has(std::string_view key) const;
  /// A missing key gives the key itself, a broken text its raw form: both are visible, neither stops the program.
  std::string text(const Message& message) const;
  std::string text(std::string_view key, const Message::Args& args = {}) const {
    return text(Message{std::string(key), args});
  }

  /// "methods/x.yaml:12: what is wrong\n    what to do\n", the remedy only where the catalogue has one.
  std::string text(const Error& fault) const;
  std::string text(const Errors& faults) const;  ///< in order of file and line

  std::vector<std::string> keys() const;  ///< sorted
  /// Names and uses of a text's arguments ("n plural"), or why the text cannot be read. The key must exist.
  Expected<std::vector<std::string>> arguments(std::string_view key) const;

 private:
  struct State;
  explicit Messages(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace koers::exchange
