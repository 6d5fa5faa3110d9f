// The accounts of a store, for commands that are run on the machine itself.
#pragma once

#include <memory>

#include "cli/store_place.h"
#include "service/sign_in.h"

namespace koers::cli {

/// Store, accounts and the acts on them. No server may run on the same directory meanwhile.
struct AccountsPlace {
  std::unique_ptr<store::Store> store;
  std::unique_ptr<store::Accounts> accounts;
  std::unique_ptr<service::SignIn> acts;
};
/// Ends the command with the fault.
AccountsPlace accounts_or_refuse(const StorePlace& place, Language language);

/// An administrator who is nobody: what takes two waits for one who has an account.
service::Caller administrator_here();

/// Ends the command: account.unknown.
store::Account account_or_refuse(const store::Accounts& accounts, const std::string& login, Language language);

/// Who stands beside the one at the machine, for what takes two.
struct SecondPerson {
  std::string login;
};
/// `--second LOGIN`.
void add_second_person(CLI::App& command, SecondPerson& second);
/// Asks for the password and code of the second person (lines of standard input), whose role must allow `act`. Nothing is asked while there
/// are no accounts. Ends the command: second.needed, sign_in.wrong, sign_in.code_wrong, access.refused, store.in_use.
void second_person_or_refuse(const StorePlace& place, store::Store& store, const SecondPerson& second,
                             const std::string& act, Language language);

/// What became of an act on an account: the word of an invitation, or that it waits for another administrator.
void say_invited(const service::SignIn::Invited& done, Language language);

}  // namespace koers::cli
