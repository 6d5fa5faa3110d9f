#include "cli/speak.h"

#include <array>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <stdexcept>

#include "cli/text_page.h"
#include "embedded/files.h"

namespace koers::cli {
namespace {

exchange::Messages read(Language language) {
  const std::string path = "i18n/" + std::string(code(language)) + ".json";
  for (const embedded::File& file : embedded::files()) {
    if (file.path != path) continue;
    if (auto found = exchange::Messages::read(file.text, language, path)) return std::move(*found);
  }
  throw std::runtime_error("the shipped catalogue " + path + " is broken");
}

}  // namespace

Language language_of_environment() {
  for (const char* name : {"KOERS_LANG", "LC_ALL", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr) continue;
    if (const auto found = language_of(std::string_view(value).substr(0, 2))) return *found;
  }
  return Language::nl;
}

const exchange::Messages& messages(Language language) {
  static std::array<std::optional<exchange::Messages>, 2> read_once;
  auto& found = read_once[static_cast<std::size_t>(language)];
  if (!found) found.emplace(read(language));
  return *found;
}

void add_language(CLI::App& command, Language& language) {
  language = language_of_environment();
  command
      .add_option_function<std::string>(
          "--lang", [&language](const std::string& text) { language = language_of(text).value_or(Language::nl); },
          "language of the output: nl or en")
      ->check(CLI::IsMember({"nl", "en"}));
}

void refuse(const Errors& faults, Language language) {
  Errors safe = faults;
  for (Error& fault : safe) {
    for (auto& [name, value] : fault.args) value = shown(value);
    for (std::string* part : {&fault.place.file, &fault.place.pointer}) *part = shown(*part);
  }
  std::cerr << messages(language).text(safe);
  finish(Exit::fault);
  std::abort();  // finish has thrown
}

void refuse(Errors faults, std::string_view of, Language language) {
  for (Error& fault : faults) fault.args.emplace_back("of", of);
  refuse(faults, language);
}

}  // namespace koers::cli
