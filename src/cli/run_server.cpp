#include "cli/run_server.h"

#include <csignal>
#include <iostream>

#include "cli/case_catalogue.h"
#include "cli/serve_site.h"
#include "cli/speak.h"
#include "cli/store_place.h"
#include "cli/today.h"
#include "http/api.h"
#include "http/server.h"

namespace koers::cli {
namespace {

std::string front_page(bool demo) {
  const std::string mark = demo ? "<p style=\"border:.2rem solid;padding:.5rem 1rem\"><strong>DEMO</strong> <span "
                                  "lang=\"nl\">Alle gezinnen en mensen zijn verzonnen.</span> <span lang=\"en\">All "
                                  "families and people are made up.</span></p>"
                                : "";
  return "<!doctype html><html lang=\"nl\"><meta charset=\"utf-8\"><meta name=\"viewport\" "
         "content=\"width=device-width\"><title>Koers" +
         std::string(demo ? " DEMO" : "") +
         "</title><style>body{font:1.1rem/1.6 sans-serif;max-width:40rem;"
         "margin:3rem auto;padding:0 1rem}</style><h1>Koers</h1>" +
         mark +
         "<p lang=\"nl\">De server draait. Er zijn nog geen "
         "schermen; de API staat op <code>/api/v1</code> en beschrijft zichzelf in <a "
         "href=\"/api/v1/openapi.json\">openapi.json</a>.</p><p lang=\"en\">The server runs. There are no screens yet; "
         "the API is at <code>/api/v1</code> and describes itself in <a href=\"/api/v1/openapi.json\">openapi.json</a>."
         "</p></html>";
}

/// Before any thread starts, so that all of them leave these signals to the wait.
sigset_t held_back() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

}  // namespace

void run_server(store::Store& store, store::Accounts& accounts, const Serving& how) {
  const sigset_t signals = held_back();
  SharedCatalogues catalogues(how.settings, how.data);
  // The provider's own settings are read here for the first time: afterwards they hold for every family.
  const auto bare = catalogues.of({});
  if (!bare) refuse(bare.error(), how.language);
  const service::CatalogueOf catalogue = [&](std::span<const dossier::Entry> entries) -> const method::Catalogue& {
    const auto found = catalogues.of(entries);
    return found ? **found : **bare;
  };
  service::Register families;
  if (auto fault = families.build(store, command_event("register.build", store::Action::read)))
    refuse(*fault, how.language);
  if (how.demo && !families.all_synthetic())
    refuse(error("demo.real_data", {}, {store.paths().data, 0, 0, {}}), how.language);
  const service::Policy& policy = shipped_policy();
  service::Families acts(store, accounts, policy, families, catalogue, how.demo);
  service::SignInSettings signing;
  signing.second_factor = !how.demo;
  service::SignIn sign_in(store, accounts, policy, signing);
  service::Erasing erasing(store, accounts, policy, families, shipped_retention(), [&]() -> std::optional<Error> {
    acts.forget_files();
    return how.keys_to.empty() ? std::nullopt : store.write_erasures(how.keys_to);
  });
  service::FormCodes forms(acts, store, catalogue);
  http::Api api({acts, sign_in, erasing, forms, now,
                 [](const Message& message, Language language) { return messages(language).text(message); },
                 [&](const service::Opened& file, LocalDate on, Language language) {
                   return served_course(file, catalogue, on, language);
                 },
                 [&](const service::Opened& file, LocalDate on, Language language) {
                   return served_picture(file, catalogue, on, language);
                 },
                 [&](const std::string& instrument, bool at_home, LocalDate on, Language language) {
                   return served_form(instrument, catalogue, at_home, on, language);
                 },
                 [&] { return front_page(how.demo); }, how.demo});
  http::ServerSettings settings;
  settings.address = how.address;
  settings.port = how.port;
  settings.longer_body = http::longest_body;
  auto server = http::Server::start(settings, [&](const http::Request& request) { return api.answer(request); });
  if (!server) refuse(server.error(), how.language);
  const std::string where = "http://" + how.address + ":" + std::to_string((*server)->port());
  const auto& words = messages(how.language);
  std::cout << words.text("serve.running", {{"where", where}, {"families", std::to_string(families.size())}}) << '\n'
            << how.also_said;
  if (const std::string word = sign_in.setup_word(); !word.empty())
    std::cout << words.text("serve.set_up", {{"where", where}, {"word", word}}) << '\n';
  std::cout.flush();
  int signal = 0;
  sigwait(&signals, &signal);
  (*server)->stop();
}

}  // namespace koers::cli
