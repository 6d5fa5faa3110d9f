// The accounts of the people who use the program, and their sessions. A file of its own, accounts/accounts.db: each account is sealed under
// a key of the root, found by its person or by a tag of its login; nothing in the file can be read without the key store.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "store/db.h"
#include "store/file_lock.h"
#include "store/keys.h"
#include "store/migrate.h"
#include "store/secret.h"

namespace koers::store {

struct Account {
  PersonId person;  ///< the same id as in the families' files
  std::string login;  ///< small letters; unique
  std::string name;
  std::vector<std::string> roles, teams;  ///< codes
  bool active = true;
  std::int64_t version = 0;  ///< rises with every change; 0: not kept yet
  std::int64_t duty_from = 0, duty_until = 0;  ///< on duty for the teams, in seconds since 1970; the end is not in it

  // What proves who it is; never leaves the server.
  std::string password;  ///< of password_hash; empty: cannot sign in
  std::string code_secret;  ///< of the second factor; empty: none
  bool code_confirmed = false;  ///< the second factor is asked for
  std::int64_t last_code = 0;  ///< the counter of the last code that was taken
  std::vector<std::string> recovery;  ///< tags of codes that are not used yet
  std::string invitation;  ///< tag of the word with which a password is chosen; empty: none
  std::int64_t invited_until = 0;  ///< seconds since 1970
};

struct Session {
  PersonId person;
  std::int64_t begun = 0, used = 0;  ///< seconds since 1970
  bool locked = false;  ///< the device is in the hands of somebody else
};

/// What somebody wants and another has to agree to: an account as it shall be, or something that shall be destroyed.
struct Proposal {
  enum class What : std::uint8_t { account, erasure };
  std::string id;  ///< 32 hexadecimal digits
  What what = What::account;
  PersonId by;
  std::int64_t at = 0;  ///< seconds since 1970
  Account account;  ///< `version`: of the account it was thought of; 0: a new one
  // Of an erasure:
  JournalId journal;
  std::vector<EntryId> entries;  ///< empty: the whole journal
  std::string reason;  ///< a code
};

/// An account as it lies on the disk.
struct AccountRow {
  std::string person, login_tag, sealed;
  std::int64_t version = 0;
};
std::optional<Error> each_account_row(Db& db, const std::function<bool(const AccountRow&)>& on);
std::optional<Error> insert_account_row(Db& db, const AccountRow& row);

/// Safe for many threads. All of it is in memory too: a provider has thousands of accounts, not millions. Faults beside those of Db:
/// account.login_taken, account.moved (another version), account.unknown, account.damaged.
class Accounts {
 public:
  /// The migrations of accounts.db.
  static std::span<const Migration> shape();
  /// Makes the file when it is not there. `root` as of the store. store.in_use while another holds it: what is in memory would differ.
  static Expected<std::unique_ptr<Accounts>> open(const std::string& directory, const RootKeys& root,
                                                  bool synced = true);

  std::vector<Account> all() const;  ///< by login
  std::optional<Account> find(PersonId person) const;
  std::optional<Account> find_login(std::string_view login) const;
  std::set<PersonId> of_teams(const std::vector<std::string>& teams) const;  ///< who is in one of them
  bool empty() const;

  /// A new account (version 0), or a change of one when it still has this version. The account as kept, with its new version.
  Expected<Account> put(Account account);

  std::vector<Proposal> proposals() const;  ///< by time
  std::optional<Proposal> proposal(std::string_view id) const;
  /// Keeps one, under a new id.
  Expected<Proposal> propose(Proposal proposal);
  std::optional<Error> drop_proposal(std::string_view id);

  /// A new session; the token that opens it, 64 hexadecimal digits.
  Expected<std::string> begin_session(PersonId person, std::int64_t now, bool locked = false);
  /// The session of a token, when it was used within `idle` seconds and begun within `longest`; it counts as used now, unless `look` says that nobody used it.
  std::optional<Session> session(std::string_view token, std::int64_t now, std::int64_t idle, std::int64_t longest,
                                 bool look = false);
  std::optional<Error> end_session(std::string_view token);
  /// All sessions of a person.
  std::optional<Error> end_sessions(PersonId person);

  /// A word that opens something once: a setup link, a recovery code. What is kept of it.
  std::string tag_of(std::string_view secret_word) const;

 private:
  Accounts(FileLock lock, std::unique_ptr<Db> db, Secret key)
      : lock_(std::move(lock)), db_(std::move(db)), key_(std::move(key)) {}
  std::optional<Error> load();

  FileLock lock_;
  mutable std::mutex mutex_;
  std::unique_ptr<Db> db_;
  Secret key_;
  std::map<PersonId, Account> accounts_;
  std::map<std::string, PersonId, std::less<>> logins_;
  std::map<std::string, Proposal, std::less<>> proposals_;  ///< by id
  std::map<std::string, Session, std::less<>> sessions_;  ///< by the tag of its token; the token itself is not kept
};

}  // namespace koers::store
