// Where a store stands and what opens it, as every command that needs one is told; and how such a command signs in the access log.
#pragma once

#include <memory>
#include <string>

#include "base/language.h"
#include "cli/registry.h"
#include "store/store.h"

namespace koers::cli {

struct StorePlace {
  std::string data, keys, key_file;
  bool passphrase = false;
};

/// `--data DIR`, `--keys DIR`.
void add_store_directories(CLI::App& command, StorePlace& place);
/// Those, and `--key FILE`, `--passphrase`.
void add_store_place(CLI::App& command, StorePlace& place);

store::Paths paths_of(const StorePlace& place);

/// From `--key FILE`, a passphrase on standard input, $KOERS_KEY_FILE or $KOERS_KEY (64 hexadecimal digits). With `may_make` a key file
/// that is not there is made. Ends the command: key.not_given, key.not_a_key, key.open_to_others, file.*.
store::Secret key_or_refuse(const StorePlace& place, Language language, bool may_make = false);

/// The store of the command; ends it with the fault. With `may_make` a store that is not there is made.
std::unique_ptr<store::Store> store_or_refuse(const StorePlace& place, Language language, bool may_make = false);

/// A line of standard input; a terminal does not show it.
std::string hidden_line();

/// An event of this program, run by hand on the machine itself, at this moment.
store::AccessEvent command_event(std::string act, store::Action action);

}  // namespace koers::cli
