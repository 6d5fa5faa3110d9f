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
  std::int64_t alone_seconds = 24 * 60 * 60;  ///< what needs two waits this long where there is one administrator
  std::int64_t duty_seconds = 7 * 24 * 60 * 60;  ///< the longest duty
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
/// sign_in.no_session, session.locked, proposal.unknown, proposal.same_person, proposal.too_early, duty.bad_period, second_factor.needed, second_factor.none, second_factor.wrong, password.too_short, password.too_long,
/// password.too_plain, invitation.wrong, setup.done, setup.wrong, account.no_such_role, account.bad_code, account.last_administrator, those
/// of accounts, access.refused.
class SignIn {
 public:
  SignIn(store::Store& store, store::Accounts& accounts, const Policy& policy, SignInSettings settings = {})
      : store_(store), accounts_(accounts), policy_(policy), settings_(settings) {}

  /// The word of the setup link while there is no account; empty afterwards.
  std::string setup_word();
  struct SetUp {
    std::string login, name, password;
    std::string second_login, second_name;  ///< of another administrator; empty: none yet
  };
  struct Invited {
    store::Account account;
    std::string
        word;  ///< with which the person chooses a password; empty: a password is there, or another has to agree first
    std::optional<store::Proposal> waits;  ///< for another administrator: `account` is as it was
  };
  /// The first account, an administrator, with the word of the link, once; and the invitation of the second, where one is named.
  Expected<Invited> set_up(std::string_view word, const SetUp& first, const Caller& from);

  /// `code`: of the authenticator, or a recovery code; empty when none was asked for yet.
  Expected<SignedIn> sign_in(const std::string& login, const std::string& password, const std::string& code,
                             const Caller& from);
  /// Somebody stands for an act without a session: a second person beside another. Logged as that act. sign_in.wrong, .code_needed,
  /// .code_wrong, .wait; access.refused when none of the roles allows it.
  std::optional<Error> vouch(const std::string& login, const std::string& password, const std::string& code,
                             const std::string& act, const Caller& from);
  /// Who a token stands for. second_factor.needed unless `without_factor`.
  Expected<Caller> caller(std::string_view token, const Caller& from, bool without_factor = false);
  /// The same for what goes on by itself: the session does not count as used, and ends as it would have ended.
  Expected<Caller> still(std::string_view token, const Caller& from) const;
  std::optional<Error> sign_out(std::string_view token, const Caller& caller, bool everywhere);
  /// Ends the session and begins one that may do nothing until its owner signs in again: for a device that is handed over.
  Expected<std::string> lock(std::string_view token, const Caller& caller);

  /// A new secret, not asked for until it was confirmed. The address for a QR code.
  Expected<std::string> begin_second_factor(const Caller& caller);
  /// Ten recovery codes, shown once.
  Expected<std::vector<std::string>> confirm_second_factor(const Caller& caller, const std::string& code);

  Expected<std::vector<store::Account>> accounts(const Caller& caller);
  /// `account` without what proves who it is. What lets look into families of others (Policy::second_person) waits for a second
  /// administrator, or where there is one alone for a day.
  Expected<Invited> add_account(const Caller& caller, store::Account account);
  /// For a person of a family, by somebody the policy lets (family_account.h). account.person_taken, account.login_taken and what
  /// well-formed accounts ask.
  std::optional<Error> may_add_for_family(store::Account account) const;
  Expected<Invited> add_for_family(const Caller& caller, store::Account account);
  /// Name, roles, teams, active and version are taken from `changed`. Who is no longer active or has other roles is signed out. Waits as
  /// add_account does; taking access away by `active` does not.
  Expected<Invited> change_account(const Caller& caller, const store::Account& changed);
  /// What waits, for everybody of the organisation to see ("proposals.list").
  Expected<std::vector<store::Proposal>> waiting(const Caller& caller);
  /// None for who may not see it; not logged, for it stands on every first screen.
  std::optional<std::size_t> how_many_wait(const Caller& caller) const;
  Expected<Invited> agree(const Caller& caller, const std::string& proposal);
  std::optional<Error> withdraw(const Caller& caller, const std::string& proposal);
  /// Who is on duty for the teams from and until when (seconds since 1970). A team lead for the own teams, an administrator for all.
  std::optional<Error> set_duty(const Caller& caller, PersonId person, std::int64_t from, std::int64_t until);
  /// A new invitation, for who lost password or authenticator: both are gone with it.
  Expected<Invited> invite_again(const Caller& caller, PersonId person);
  Expected<store::Account> accept_invitation(const std::string& login, std::string_view word,
                                             const std::string& password, const Caller& from);

 private:
  /// The account whose login, password and code these are.
  Expected<store::Account> proven(const std::string& login, const std::string& password, const std::string& code,
                                  const Caller& from);
  std::optional<Error> log(const Caller& caller, const std::string& act, store::Action action,
                           store::Outcome outcome = store::Outcome::done);
  /// sign_in.wait while one of these has to.
  std::optional<Error> must_wait(std::initializer_list<std::string> whose, std::int64_t now);
  /// Gives the account an invitation; the word that accepts it.
  std::string invite(store::Account& account, std::int64_t now) const;
  /// The caller of a session that is there.
  Expected<Caller> caller_of(const std::optional<store::Session>& session, const Caller& from,
                             bool without_factor) const;
  std::optional<Error> may_be_new(store::Account& account) const;
  std::optional<Error> may(const Caller& caller, const std::string& act, store::Action action);
  std::optional<Error> well_formed(const store::Account& account) const;
  Expected<std::string> password_of(const std::string& password, const store::Account& account) const;
  /// True when the code is right; the account then remembers that it was used.
  /// Gives the account its invitation and keeps it.
  Expected<Invited> keep_new(store::Account account, std::int64_t now);
  Expected<Invited> keep_change(store::Account account);
  Expected<Invited> wait_for_another(const Caller& caller, const store::Account& as_is, store::Account wanted);
  std::optional<Error> forget_proposals(PersonId person);
  /// account.last_administrator when nobody would be left.
  std::optional<Error> still_administered(const store::Account& before, const store::Account& after) const;
  bool another_administrator(PersonId than) const;
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
