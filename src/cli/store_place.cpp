#include "cli/store_place.h"

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/shipped.h"
#include "cli/speak.h"
#include "cli/today.h"
#include "exchange/write_file.h"

namespace koers::cli {
namespace {

namespace fs = std::filesystem;
using store::Secret;

constexpr std::size_t salt_bytes = 16;

Secret key_of_text(std::string text, const std::string& where, Language language) {
  const std::string_view digits = trim(text);
  auto bytes = store::from_hex(digits);
  store::wipe(text);
  auto key = bytes ? Secret::of(*bytes) : std::nullopt;
  if (bytes) store::wipe(*bytes);
  if (!key) refuse(error("key.not_a_key", {}, {where, 0, 0, {}}), language);
  return std::move(*key);
}

std::string text_or_refuse(const std::string& path, Language language) {
  auto text = read_text(path);
  if (!text) refuse(text.error(), language);
  return std::move(*text);
}

/// Written for this user alone from its first byte on.
void make_private(const std::string& path, std::string_view text, Language language) {
  const mode_t before = umask(077);
  const auto fault = exchange::write_file(path, text, exchange::Standing::keep);
  umask(before);
  if (fault) refuse(*fault, language);
}

Secret of_file(const std::string& path, Language language, bool may_make) {
  std::error_code none;
  if (may_make && !fs::exists(path, none)) make_private(path, store::hex(Secret::random().view()) + '\n', language);
  struct stat found{};
  if (stat(path.c_str(), &found) == 0 && (found.st_mode & 077) != 0)
    refuse(error("key.open_to_others", {}, {path, 0, 0, {}}), language);
  return key_of_text(text_or_refuse(path, language), path, language);
}

Secret of_passphrase(const StorePlace& place, Language language, bool may_make) {
  const std::string path = paths_of(place).keys + "/passphrase.salt";
  std::error_code none;
  if (may_make && !fs::exists(path, none)) {
    if (const auto fault = store::make_directories(paths_of(place))) refuse(*fault, language);
    make_private(path, store::hex(store::random_bytes(salt_bytes)) + '\n', language);
  }
  const std::string text = text_or_refuse(path, language);
  const auto salt = store::from_hex(trim(text));
  std::string said = hidden_line();
  if (said.empty()) refuse(error("key.not_given"), language);
  auto key = store::from_passphrase(said, salt.value_or(std::string()), store::Effort::usual);
  store::wipe(said);
  if (!key) refuse(key.error(), language);
  return std::move(*key);
}

}  // namespace

std::string hidden_line() {
  termios before{};
  const bool terminal = tcgetattr(STDIN_FILENO, &before) == 0;
  if (terminal) {
    termios silent = before;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSANOW, &silent);
  }
  std::string out;
  std::getline(std::cin, out);
  if (terminal) tcsetattr(STDIN_FILENO, TCSANOW, &before);
  return out;
}

void add_store_directories(CLI::App& command, StorePlace& place) {
  command.add_option("--data", place.data, "the provider's directory")->required();
  command.add_option("--keys", place.keys, "the directory of the key store; else DATA/keys");
}

void add_store_place(CLI::App& command, StorePlace& place) {
  add_store_directories(command, place);
  CLI::Option* file =
      command.add_option("--key", place.key_file,
                         "the file with the organisation's key; else $KOERS_KEY_FILE, or the key itself in $KOERS_KEY");
  command.add_flag("--passphrase", place.passphrase, "the key comes from a passphrase, read from standard input")
      ->excludes(file);
}

store::Paths paths_of(const StorePlace& place) {
  store::Paths out = store::Paths::in(place.data);
  if (!place.keys.empty()) out.keys = place.keys;
  return out;
}

Secret key_or_refuse(const StorePlace& place, Language language, bool may_make) {
  if (place.passphrase) return of_passphrase(place, language, may_make);
  if (!place.key_file.empty()) return of_file(place.key_file, language, may_make);
  if (const char* file = std::getenv("KOERS_KEY_FILE")) return of_file(file, language, may_make);
  if (const char* key = std::getenv("KOERS_KEY")) return key_of_text(key, "KOERS_KEY", language);
  refuse(error("key.not_given"), language);
}

std::unique_ptr<store::Store> store_or_refuse(const StorePlace& place, Language language, bool may_make) {
  const store::Paths paths = paths_of(place);
  std::error_code none;
  const bool there = fs::exists(paths.keys + "/keys.db", none) || fs::exists(paths.data + "/journals.db", none);
  const Secret key = key_or_refuse(place, language, may_make && !there);
  if (may_make && !there) {
    if (const auto fault = store::Store::found(paths, key)) refuse(*fault, language);
  }
  auto out = store::Store::open(paths, key);
  if (!out) refuse(out.error(), language);
  return std::move(*out);
}

store::AccessEvent command_event(std::string act, store::Action action) {
  store::AccessEvent out;
  out.at = now();
  out.act = std::move(act);
  out.action = action;
  out.role = "operator";
  out.purpose = "administration";
  out.from = "command_line";
  return out;
}

}  // namespace koers::cli
