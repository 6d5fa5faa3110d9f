// koers serve: the store behind the API, on this machine; TLS and the outside world are the affair of a proxy in front.
#include <memory>

#include "cli/run_server.h"
#include "cli/speak.h"
#include "cli/store_place.h"

namespace koers::cli {
namespace {

struct Options {
  StorePlace place;
  Serving how;
};

void run(const Options& o) {
  const auto store = store_or_refuse(o.place, o.how.language, true);
  const auto accounts = store::Accounts::open(o.place.data + "/accounts", store->root());
  if (!accounts) refuse(accounts.error(), o.how.language);
  Serving how = o.how;
  how.data = o.place.data;
  run_server(*store, **accounts, how);
}

}  // namespace

void add_serve(CLI::App& app) {
  const auto o = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("serve", "Serve the API from a store; makes the store when there is none");
  add_store_place(*command, o->place);
  command->add_option("--port", o->how.port, "the port; 0: one that is free");
  command->add_option("--address", o->how.address,
                      "the address to listen on; a proxy for TLS belongs in front of any other");
  command->add_option(
      "--keys-to", o->how.keys_to,
      "the directory of copies of the key store: the list of erasures there is written anew after each");
  command->add_option("--settings", o->how.settings, "the provider's own settings file");
  add_language(*command, o->how.language);
  command->callback([o] { run(*o); });
}

}  // namespace koers::cli
