// Signing in and out, the second factor, invitations, and the acts on accounts.
#pragma once

#include <initializer_list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "service/caller.h"
#include "service/policy.h"
#include "store/accounts.h"
#include "store/store.h"

namespace koers::service {

struct SignInSettings {
  std::int64_t idle_seconds = 60 * 60;  ///< a session nobody uses
  std::int64_t longest_seconds = 12 * 60 * 60;  ///< of any session
  std::int64_t invitation_seconds = 7 * 24 * 60 * 60;
  bool second_factor = true;  ///< asked of everybody; off only in a demo
  store::Effort effort = store::Effort::usual;
};

/// Attempts by login and by address: after five wrong ones each further one doubles the wait, to a quarter of an hour. In memory.
class Attempts {
 public:
  /// Seconds to wait; 0: go on.
  std::int64_t wait(const std::string& whose, std::int64_t now);
  void wrong(const std::string& whose, std::int64_t now);
  void right(const std::string& whose);

 private:
  struct Tried {
    int wrong = 0;
    std::int64_t until = 0;
  };
  std::mutex mutex_;
  std::map<std::string, Tried> tried_;
};

struct SignedIn {
  std::string token;
  store::Account account;
  bool needs_second_factor = false;  ///< none yet: the session may do nothing but set one up
};

/// Faults: sign_in.wrong (whatever was wrong of login and password), sign_in.code_needed, sign_in.code_wrong, sign_in.wait,
/// sign_in.no_session, second_factor.needed, second_factor.none, second_factor.wrong, password.too_short, password.too_long,
/// password.too_plain, invitation.wrong, setup.done, setup.wrong, account.no_such_role, account.bad_code, account.last_administrator, those
/// of accounts, access.refused.
class SignIn {
 public:
  SignIn(store::Store& store, store::Accounts& accounts, const Policy& policy, SignInSettings settings = {})
      : store_(store), accounts_(accounts), policy_(policy), settings_(settings) {}

  /// The word of the setup link while there is no account; empty afterwards.
  std::string setup_word();
  /// The first account, an administrator; with the word of the link, once.
  Expected<store::Account> set_up(std::string_view word, const std::string& login, const std::string& name,
                                  const std::string& password, const Caller& from);

  /// `code`: of the authenticator, or a recovery code; empty when none was asked for yet.
  Expected<SignedIn> sign_in(const std::string& login, const std::string& password, const std::string& code,
                             const Caller& from);
  /// Who a token stands for. second_factor.needed unless `without_factor`.
  Expected<Caller> caller(std::string_view token, const Caller& from, bool without_factor = false);
  std::optional<Error> sign_out(std::string_view token, const Caller& caller, bool everywhere);

  /// A new secret, not asked for until it was confirmed. The address for a QR code.
  Expected<std::string> begin_second_factor(const Caller& caller);
  /// Ten recovery codes, shown once.
  Expected<std::vector<std::string>> confirm_second_factor(const Caller& caller, const std::string& code);

  Expected<std::vector<store::Account>> accounts(const Caller& caller);
  struct Invited {
    store::Account account;
    std::string word;  ///< with which the person chooses a password
  };
  /// `account` without what proves who it is.
  Expected<Invited> add_account(const Caller& caller, store::Account account);
  /// Name, roles, teams, active and version are taken from `changed`. Who is no longer active or has other roles is signed out.
  Expected<store::Account> change_account(const Caller& caller, const store::Account& changed);
  /// A new invitation, for who lost password or authenticator: both are gone with it.
  Expected<Invited> invite_again(const Caller& caller, PersonId person);
  Expected<store::Account> accept_invitation(const std::string& login, std::string_view word,
                                             const std::string& password, const Caller& from);

 private:
  std::optional<Error> log(const Caller& caller, const std::string& act, store::Action action,
                           store::Outcome outcome = store::Outcome::done);
  /// sign_in.wait while one of these has to.
  std::optional<Error> must_wait(std::initializer_list<std::string> whose, std::int64_t now);
  /// Gives the account an invitation; the word that accepts it.
  std::string invite(store::Account& account, std::int64_t now) const;
  std::optional<Error> may(const Caller& caller, const std::string& act, store::Action action);
  std::optional<Error> well_formed(const store::Account& account) const;
  Expected<std::string> password_of(const std::string& password, const store::Account& account) const;
  /// True when the code is right; the account then remembers that it was used.
  bool code_right(store::Account& account, const std::string& code, std::int64_t now) const;

  store::Store& store_;
  store::Accounts& accounts_;
  const Policy& policy_;
  SignInSettings settings_;
  Attempts attempts_;
  std::mutex setup_mutex_;
  std::string setup_word_;
};

}  // namespace koers::service
