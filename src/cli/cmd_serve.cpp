// koers serve: the store behind the API, on this machine; TLS and the outside world are the affair of a proxy in front.
#include <csignal>
#include <iostream>
#include <memory>

#include "cli/case_catalogue.h"
#include "cli/output.h"
#include "cli/serve_site.h"
#include "cli/speak.h"
#include "cli/store_place.h"
#include "cli/today.h"
#include "http/api.h"
#include "http/server.h"

namespace koers::cli {
namespace {

struct Options {
  StorePlace place;
  std::string settings, address = "127.0.0.1";
  std::uint16_t port = 8470;
  Language language = Language::nl;
};

std::string front_page() {
  return "<!doctype html><html lang=\"nl\"><meta charset=\"utf-8\"><meta name=\"viewport\" "
         "content=\"width=device-width\"><title>Koers</title><style>body{font:1.1rem/1.6 sans-serif;max-width:40rem;"
         "margin:3rem auto;padding:0 1rem}</style><h1>Koers</h1><p lang=\"nl\">De server draait. Er zijn nog geen "
         "schermen; de API staat op <code>/api/v1</code> en beschrijft zichzelf in <a "
         "href=\"/api/v1/openapi.json\">openapi.json</a>.</p><p lang=\"en\">The server runs. There are no screens yet; "
         "the API is at <code>/api/v1</code> and describes itself in <a href=\"/api/v1/openapi.json\">openapi.json</a>."
         "</p></html>";
}

/// Until somebody stops the program.
void wait_for_the_end(const sigset_t& signals) {
  int signal = 0;
  sigwait(&signals, &signal);
}

void run(const Options& o) {
  // Before any thread starts, so that all of them leave these signals to the wait.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  const auto store = store_or_refuse(o.place, o.language, true);
  auto accounts = store::Accounts::open(o.place.data + "/accounts", store->root());
  if (!accounts) refuse(accounts.error(), o.language);
  SharedCatalogues catalogues(o.settings);
  // The provider's own settings are read here for the first time: afterwards they hold for every family.
  const auto bare = catalogues.of({});
  if (!bare) refuse(bare.error(), o.language);
  const service::CatalogueOf catalogue = [&](std::span<const dossier::Entry> entries) -> const method::Catalogue& {
    const auto found = catalogues.of(entries);
    return found ? **found : **bare;
  };
  service::Register families;
  if (auto fault = families.build(*store, command_event("register.build", store::Action::read)))
    refuse(*fault, o.language);
  const service::Policy& policy = shipped_policy();
  service::Families acts(*store, **accounts, policy, families, catalogue);
  service::SignIn sign_in(*store, **accounts, policy);
  http::Api api({acts, sign_in, now,
                 [](const Message& message, Language language) { return messages(language).text(message); },
                 [&](const service::Opened& file, LocalDate on, Language language) {
                   return served_course(file, catalogue, on, language);
                 },
                 [&](const service::Opened& file, LocalDate on, Language language) {
                   return served_picture(file, catalogue, on, language);
                 },
                 front_page, false});
  http::ServerSettings settings;
  settings.address = o.address;
  settings.port = o.port;
  auto server = http::Server::start(settings, [&](const http::Request& request) { return api.answer(request); });
  if (!server) refuse(server.error(), o.language);
  const std::string where = "http://" + o.address + ":" + std::to_string((*server)->port());
  std::cout
      << messages(o.language).text("serve.running", {{"where", where}, {"families", std::to_string(families.size())}})
      << '\n';
  if (const std::string word = sign_in.setup_word(); !word.empty())
    std::cout << messages(o.language).text("serve.set_up", {{"where", where}, {"word", word}}) << '\n';
  std::cout.flush();
  wait_for_the_end(signals);
  (*server)->stop();
}

}  // namespace

void add_serve(CLI::App& app) {
  const auto o = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("serve", "Serve the API from a store; makes the store when there is none");
  add_store_place(*command, o->place);
  command->add_option("--port", o->port, "the port; 0: one that is free");
  command->add_option("--address", o->address,
                      "the address to listen on; a proxy for TLS belongs in front of any other");
  command->add_option("--settings", o->settings, "the provider's own settings file");
  add_language(*command, o->language);
  command->callback([o] { run(*o); });
}

}  // namespace koers::cli
