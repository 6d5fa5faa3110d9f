#include "cli/accounts_place.h"

#include <filesystem>
#include <iostream>

#include "base/text.h"
#include "cli/serve_site.h"
#include "cli/speak.h"
#include "cli/today.h"

namespace koers::cli {

AccountsPlace accounts_or_refuse(const StorePlace& place, Language language) {
  AccountsPlace out;
  out.store = store_or_refuse(place, language);
  auto accounts = store::Accounts::open(place.data + "/accounts", out.store->root());
  if (!accounts) refuse(accounts.error(), language);
  out.accounts = std::move(*accounts);
  out.acts = std::make_unique<service::SignIn>(*out.store, *out.accounts, shipped_policy());
  return out;
}

service::Caller administrator_here() {
  service::Caller out;
  out.roles = {"administrator"};
  out.from = "command";
  out.now = now();
  return out;
}

store::Account account_or_refuse(const store::Accounts& accounts, const std::string& login, Language language) {
  auto found = accounts.find_login(lower_ascii(login));
  if (!found) refuse(error("account.unknown"), language);
  return std::move(*found);
}

void add_second_person(CLI::App& command, SecondPerson& second) {
  command.add_option("--second", second.login,
                     "the login of a second person, who types password and code; asked once there are accounts");
}

void second_person_or_refuse(const StorePlace& place, store::Store& store, const SecondPerson& second,
                             const std::string& act, Language language) {
  const std::string directory = place.data + "/accounts";
  std::error_code none;
  if (!std::filesystem::exists(directory + "/accounts.db", none)) return;
  auto accounts = store::Accounts::open(directory, store.root());
  if (!accounts) refuse(accounts.error(), language);
  if ((*accounts)->empty()) return;
  if (second.login.empty()) refuse(error("second.needed"), language);
  service::SignIn signing(store, **accounts, shipped_policy());
  const auto account = (*accounts)->find_login(lower_ascii(second.login));
  const auto& words = messages(language);
  std::cerr << words.text("second.password", {{"login", second.login}}) << ' ' << std::flush;
  std::string password = hidden_line();
  std::string code;
  if (account && account->code_confirmed) {
    std::cerr << '\n' << words.text("second.code") << ' ' << std::flush;
    code = hidden_line();
  }
  std::cerr << '\n';
  const auto fault = signing.vouch(second.login, password, code, act, administrator_here());
  store::wipe(password);
  if (fault) refuse(*fault, language);
}

void say_invited(const service::SignIn::Invited& done, Language language) {
  const auto& words = messages(language);
  const Message::Args args{{"login", done.account.login}, {"word", done.word}};
  const char* said = done.waits ? "user.waits" : done.word.empty() ? "user.changed" : "user.invited";
  std::cout << words.text(said, args) << '\n';
}

}  // namespace koers::cli
