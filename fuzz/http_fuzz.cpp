// A request of any bytes, signed in as a worker, an administrator, a mother or nobody: answered with a status, in JSON where it says so, without
// the title of a family to who may not see it, and never as a fault of the program itself. Input: method and target on the first line, headers
// until an empty line, then the body; {W}, {A} and {M} stand for sessions, {F} for a family.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <unistd.h>

#include "base/json.h"
#include "cli/case_catalogue.h"
#include "cli/serve_site.h"
#include "dossier/line_format.h"
#include "http/api.h"

namespace {

using namespace koers;

void must(bool holds) {
  if (!holds) std::abort();
}

/// A provider of three people and one family, in a directory that goes with the program.
struct Provider {
  Provider() {
    std::filesystem::remove_all(dir);
    std::filesystem::create_directories(dir);
    const auto paths = store::Paths::in(dir.string());
    const auto key = *store::Secret::of(std::string(store::key_bytes, 'k'));
    must(!store::Store::found(paths, key, {false, nullptr}));
    store = std::move(*store::Store::open(paths, key, {false, nullptr}));
    accounts = std::move(*store::Accounts::open((dir / "accounts").string(), store->root(), false));
    auto file = dossier::read_lines(
        "case title=\"Canary\" synthetic=yes\npeople @anna:worker @mother:mother\n2026-01-02 referral "
        "referrer=gp\n2026-01-02 person "
        "person=@anna role=worker\n2026-01-02 person person=@mother role=mother\n2026-01-05 trajectory_start "
        "method=iag-2019\n",
        "made.case");
    file->journal = *JournalId::parse("0197a000-0000-7000-8000-000000000001");
    for (dossier::Entry& entry : file->entries) entry.journal = file->journal;
    store::AccessEvent event;
    event.at = at;
    event.act = "file.import";
    must(bool(service::import_file(*store, *file, catalogue(), at.date, event)));
    must(!families.build(*store, event));
    const auto person = [](const char* handle) { return dossier::person_of_handle("Canary", handle); };
    session("{W}", person("@anna"), "worker");
    session("{M}", person("@mother"), "family");
    session("{A}", *PersonId::parse("0197a000-0000-7000-8000-000000000009"), "administrator");
    acts.emplace(*store, *accounts, cli::shipped_policy(), families, catalogue());
    service::SignInSettings settings;
    settings.second_factor = false;
    settings.effort = store::Effort::least;
    sign_in.emplace(*store, *accounts, cli::shipped_policy(), settings);
    erasing.emplace(*store, *accounts, cli::shipped_policy(), families, cli::shipped_retention());
    forms.emplace(*acts, *store, catalogue());
    api.emplace(http::Site{*acts, *sign_in, *erasing, *forms, [this] { return at; },
                           [](const Message& message, Language) { return message.key; },
                           [this](const service::Opened& opened, LocalDate on, Language language) {
                             return cli::served_course(opened, catalogue(), on, language);
                           },
                           [this](const service::Opened& opened, LocalDate on, Language language) {
                             return cli::served_picture(opened, catalogue(), on, language);
                           },
                           [this](const std::string& instrument, bool home, LocalDate on, Language language) {
                             return cli::served_form(instrument, catalogue(), home, on, language);
                           },
                           [] { return std::string("<!doctype html>"); }, false});
  }
  ~Provider() { std::filesystem::remove_all(dir); }

  void session(const char* name, PersonId who, const char* role) {
    store::Account account;
    account.person = who;
    account.login = account.name = role;
    account.roles = {role};
    must(bool(accounts->put(account)));
    words.emplace_back(name, *accounts->begin_session(who, at.instant()));
  }
  service::CatalogueOf catalogue() {
    return [this](std::span<const dossier::Entry> entries) -> const method::Catalogue& { return **shared.of(entries); };
  }
  std::string filled(std::string text) const {
    for (const auto& [name, value] : words) {
      for (std::size_t i = text.find(name); i != std::string::npos; i = text.find(name, i + value.size()))
        text.replace(i, name.size(), value);
    }
    return text;
  }

  std::filesystem::path dir = std::filesystem::temp_directory_path() / ("koers-http-fuzz-" + std::to_string(getpid()));
  CivilTime at = *CivilTime::parse("2026-11-26T09:00:00Z");
  std::vector<std::pair<std::string, std::string>> words{{"{F}", "0197a000-0000-7000-8000-000000000001"}};
  cli::SharedCatalogues shared{""};
  std::unique_ptr<store::Store> store;
  std::unique_ptr<store::Accounts> accounts;
  service::Register families;
  std::optional<service::Families> acts;
  std::optional<service::SignIn> sign_in;
  std::optional<service::Erasing> erasing;
  std::optional<service::FormCodes> forms;
  std::optional<http::Api> api;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Provider provider;
  const std::string text = provider.filled(std::string(reinterpret_cast<const char*>(data), size));
  http::Request request;
  request.from = "127.0.0.1";
  std::size_t at = 0;
  const auto line = [&] {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string out = text.substr(at, end - at);
    at = std::min(end + 1, text.size());
    return out;
  };
  const std::string first = line();
  const std::size_t blank = std::min(first.find(' '), first.size());
  request.method = first.substr(0, blank);
  request.target = first.substr(std::min(blank + 1, first.size()));
  bool treats = false;
  for (std::string header = line(); !header.empty(); header = line()) {
    const std::size_t colon = std::min(header.find(": "), header.size());
    std::string value = header.substr(std::min(colon + 2, header.size()));
    treats = treats || value.find(provider.words[1].second) != std::string::npos;
    request.headers[header.substr(0, colon)] = std::move(value);
  }
  request.body = text.substr(at);
  const http::Response answer = provider.api->answer(request);
  must(answer.status >= 200 && answer.status < 500);
  if (answer.type.find("json") != std::string::npos) {
    json::Document document;
    must(bool(json::parse(answer.body, document)));
  }
  if (!treats) must(answer.body.find("Canary") == std::string::npos || text.find("Canary") != std::string::npos);
  return 0;
}
