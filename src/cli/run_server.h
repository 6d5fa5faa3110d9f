// The server as a command runs it: everything built on a store, until somebody stops the program.
#pragma once

#include <cstdint>
#include <string>

#include "base/language.h"
#include "store/accounts.h"
#include "store/store.h"

namespace koers::cli {

struct Serving {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8470;  ///< 0: one that is free
  std::string data;  ///< the provider's directory, with its instruments
  std::string keys_to;  ///< the directory of copies of the key store; empty: not known here
  std::string settings;  ///< the provider's own; empty: the shipped ones
  Language language = Language::nl;
  bool demo = false;  ///< made-up families only (demo.real_data otherwise), no second factor, every answer says so
  std::string also_said;  ///< printed once the server runs, after where it is
};

/// Prints where it runs, and without accounts the word for the first one. Ends the command with a fault when it cannot begin.
void run_server(store::Store& store, store::Accounts& accounts, const Serving& how);

}  // namespace koers::cli
