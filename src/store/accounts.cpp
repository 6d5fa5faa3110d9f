#include "store/accounts.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "base/cursor.h"
#include "base/json_members.h"
#include "store/id_bytes.h"

namespace koers::store {
namespace {

namespace fs = std::filesystem;

constexpr std::array<Migration, 2> steps{{{1, "accounts", R"(
CREATE TABLE account (person BLOB PRIMARY KEY, login_tag BLOB NOT NULL UNIQUE, version INTEGER NOT NULL, sealed BLOB NOT NULL);
CREATE TABLE session (tag BLOB PRIMARY KEY, person BLOB NOT NULL, begun INTEGER NOT NULL);
)"},
                                          {2, "proposals", R"(
CREATE TABLE proposal (id BLOB PRIMARY KEY, person BLOB NOT NULL, at INTEGER NOT NULL, version INTEGER NOT NULL, by BLOB NOT NULL,
                       sealed BLOB NOT NULL);
ALTER TABLE session ADD COLUMN locked INTEGER NOT NULL DEFAULT 0;
)"}}};

std::string position(const PersonId& person, std::int64_t version) {
  return "account" + std::string(view(person.bytes())) + std::to_string(version);
}

std::string position(const Proposal& proposal) {
  return "proposal" + proposal.id + std::string(view(proposal.by.bytes())) + std::to_string(proposal.at) +
         position(proposal.account.person, proposal.account.version);
}

std::string text_of(const Account& account) {
  json::Writer out;
  out.begin_object();
  out.key("login").text(account.login).key("name").text(account.name);
  json::write_texts(out, "roles", account.roles);
  json::write_texts(out, "teams", account.teams);
  out.key("active").boolean(account.active);
  if (account.duty_until != 0)
    out.key("duty_from").integer(account.duty_from).key("duty_until").integer(account.duty_until);
  if (!account.password.empty()) out.key("password").text(account.password);
  if (!account.code_secret.empty()) out.key("code_secret").text(hex(account.code_secret));
  out.key("code_confirmed").boolean(account.code_confirmed).key("last_code").integer(account.last_code);
  std::vector<std::string> recovery;
  for (const std::string& tag : account.recovery) recovery.push_back(hex(tag));
  json::write_texts(out, "recovery", recovery);
  if (!account.invitation.empty())
    out.key("invitation").text(hex(account.invitation)).key("invited_until").integer(account.invited_until);
  out.end();
  return out.str();
}

std::string text_of(const Proposal& proposal) {
  if (proposal.what == Proposal::What::account) return text_of(proposal.account);
  json::Writer out;
  out.begin_object().key("erasure").text(proposal.journal.text()).key("reason").text(proposal.reason);
  std::vector<std::string> entries;
  for (const EntryId& entry : proposal.entries) entries.push_back(entry.text());
  json::write_texts(out, "entries", entries);
  out.end();
  return out.str();
}

std::optional<Account> account_of(std::string_view text) {
  json::Document document;
  const auto root = json::parse(text, document);
  if (!root) return {};
  json::Cursor cursor(*root, "account");
  Account out;
  Errors faults;
  constexpr std::int64_t most = 1'000'000'000'000;
  json::take(cursor.text("login"), out.login, faults);
  json::take(cursor.text("name"), out.name, faults);
  json::take(cursor.texts("roles"), out.roles, faults);
  json::take(cursor.texts("teams"), out.teams, faults);
  json::take(cursor.boolean("active"), out.active, faults);
  if (cursor.has("duty_until")) {
    json::take(cursor.integer("duty_from", 0, most), out.duty_from, faults);
    json::take(cursor.integer("duty_until", 0, most), out.duty_until, faults);
  }
  if (cursor.has("password")) json::take(cursor.text("password"), out.password, faults);
  if (cursor.has("code_secret")) {
    std::string digits;
    json::take(cursor.text("code_secret"), digits, faults);
    out.code_secret = from_hex(digits).value_or("");
  }
  json::take(cursor.boolean("code_confirmed"), out.code_confirmed, faults);
  json::take(cursor.integer("last_code", 0, most), out.last_code, faults);
  json::take(cursor.texts("recovery"), out.recovery, faults);
  for (std::string& tag : out.recovery) tag = from_hex(tag).value_or("");
  if (cursor.has("invitation")) {
    std::string digits;
    json::take(cursor.text("invitation"), digits, faults);
    out.invitation = from_hex(digits).value_or("");
    json::take(cursor.integer("invited_until", 0, most), out.invited_until, faults);
  }
  if (!faults.empty() || !cursor.unread().empty()) return {};
  return out;
}

/// Reads what was sealed into the proposal; false when it is nothing of the kind.
bool read_proposal(std::string_view text, Proposal& into) {
  json::Document document;
  const auto root = json::parse(text, document);
  if (!root) return false;
  json::Cursor cursor(*root, "proposal");
  if (!cursor.has("erasure")) {
    auto account = account_of(text);
    if (!account) return false;
    account->person = into.account.person;
    account->version = into.account.version;
    into.account = std::move(*account);
    return true;
  }
  into.what = Proposal::What::erasure;
  std::string journal;
  std::vector<std::string> entries;
  Errors faults;
  json::take(cursor.text("erasure"), journal, faults);
  json::take(cursor.text("reason"), into.reason, faults);
  json::take(cursor.texts("entries"), entries, faults);
  const auto id = JournalId::parse(journal);
  if (!id || !faults.empty()) return false;
  into.journal = *id;
  for (const std::string& one : entries) {
    const auto entry = EntryId::parse(one);
    if (!entry) return false;
    into.entries.push_back(*entry);
  }
  return true;
}

}  // namespace

std::optional<Error> each_account_row(Db& db, const std::function<bool(const AccountRow&)>& on) {
  return db.each("SELECT person, login_tag, version, sealed FROM account ORDER BY person", {}, [&](const Row& row) {
    return on({std::string(row.bytes(0)), std::string(row.bytes(1)), std::string(row.bytes(3)), row.number(2)});
  });
}

std::optional<Error> insert_account_row(Db& db, const AccountRow& row) {
  const auto done = db.run("INSERT INTO account (person, login_tag, version, sealed) VALUES (?, ?, ?, ?)",
                           {Blob{row.person}, Blob{row.login_tag}, row.version, Blob{row.sealed}});
  return done ? std::nullopt : std::optional(done.error());
}

std::span<const Migration> Accounts::shape() { return steps; }

Expected<std::unique_ptr<Accounts>> Accounts::open(const std::string& directory, const RootKeys& root, bool synced) {
  std::error_code none;
  fs::create_directories(directory, none);
  fs::permissions(directory, fs::perms::owner_all, none);
  if (none) return fail("store.no_directory", {}, {directory, 0, 0, {}});
  auto lock = FileLock::take(directory + "/lock");
  if (!lock) return fail(lock.error());
  const std::string path = directory + "/accounts.db";
  auto db = open_sqlite(path, {false, true, synced, nullptr});
  if (!db) return fail(db.error());
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write, none);
  if (const auto done = migrate(**db, steps); !done) return fail(done.error());
  std::unique_ptr<Accounts> out(new Accounts(std::move(*lock), std::move(*db), derive(root.wrapping, "accounts")));
  if (auto fault = out->load()) return fail(*fault);
  return out;
}

std::optional<Error> Accounts::load() {
  std::optional<Error> damaged;
  auto fault = db_->each("SELECT person, version, sealed FROM account", {}, [&](const Row& row) {
    const PersonId person = id_of<PersonId>(row.bytes(0));
    const auto text = store::open(key_, row.bytes(2), position(person, row.number(1)));
    auto account = text ? account_of(*text) : std::nullopt;
    if (!account) {
      damaged = error("account.damaged");
      return false;
    }
    account->person = person;
    account->version = row.number(1);
    logins_[account->login] = person;
    accounts_[person] = std::move(*account);
    return true;
  });
  if (fault) return fault;
  if (damaged) return damaged;
  fault = db_->each("SELECT id, person, at, version, by, sealed FROM proposal", {}, [&](const Row& row) {
    Proposal proposal;
    proposal.id = hex(row.bytes(0));
    proposal.account.person = id_of<PersonId>(row.bytes(1));
    proposal.at = row.number(2);
    proposal.account.version = row.number(3);
    proposal.by = id_of<PersonId>(row.bytes(4));
    const auto text = store::open(key_, row.bytes(5), position(proposal));
    if (!text || !read_proposal(*text, proposal)) {
      damaged = error("account.damaged");
      return false;
    }
    proposals_[proposal.id] = std::move(proposal);
    return true;
  });
  if (fault) return fault;
  if (damaged) return damaged;
  return db_->each("SELECT tag, person, begun, locked FROM session", {}, [&](const Row& row) {
    const std::string tag(row.bytes(0));
    sessions_[tag] = {id_of<PersonId>(row.bytes(1)), row.number(2), row.number(2), row.number(3) != 0};
    return true;
  });
}

std::vector<Proposal> Accounts::proposals() const {
  const std::lock_guard lock(mutex_);
  std::vector<Proposal> out;
  for (const auto& [id, proposal] : proposals_) out.push_back(proposal);
  std::ranges::stable_sort(out, {}, &Proposal::at);
  return out;
}

std::optional<Proposal> Accounts::proposal(std::string_view id) const {
  const std::lock_guard lock(mutex_);
  const auto found = proposals_.find(id);
  return found == proposals_.end() ? std::nullopt : std::optional(found->second);
}

Expected<Proposal> Accounts::propose(Proposal proposal) {
  const std::lock_guard lock(mutex_);
  const std::string id = random_bytes(id_bytes);
  proposal.id = hex(id);
  const std::string sealed = seal(key_, text_of(proposal), position(proposal));
  const auto kept = db_->run("INSERT INTO proposal (id, person, at, version, by, sealed) VALUES (?, ?, ?, ?, ?, ?)",
                             {Blob{id}, Blob{view(proposal.account.person.bytes())}, proposal.at,
                              proposal.account.version, Blob{view(proposal.by.bytes())}, Blob{sealed}});
  if (!kept) return fail(kept.error());
  proposals_[proposal.id] = proposal;
  return proposal;
}

std::optional<Error> Accounts::drop_proposal(std::string_view id) {
  const std::lock_guard lock(mutex_);
  const auto found = proposals_.find(id);
  if (found == proposals_.end()) return {};
  const std::string bytes = from_hex(id).value_or("");
  const auto gone = db_->run("DELETE FROM proposal WHERE id = ?", {Blob{bytes}});
  if (!gone) return gone.error();
  proposals_.erase(found);
  return {};
}

std::vector<Account> Accounts::all() const {
  const std::lock_guard lock(mutex_);
  std::vector<Account> out;
  for (const auto& [login, person] : logins_) out.push_back(accounts_.at(person));
  return out;
}

std::optional<Account> Accounts::find(PersonId person) const {
  const std::lock_guard lock(mutex_);
  const auto found = accounts_.find(person);
  return found == accounts_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Account> Accounts::find_login(std::string_view login) const {
  const std::lock_guard lock(mutex_);
  const auto found = logins_.find(login);
  return found == logins_.end() ? std::nullopt : std::optional(accounts_.at(found->second));
}

std::set<PersonId> Accounts::of_teams(const std::vector<std::string>& teams) const {
  const std::lock_guard lock(mutex_);
  std::set<PersonId> out;
  for (const auto& [person, account] : accounts_) {
    for (const std::string& team : account.teams) {
      if (std::ranges::find(teams, team) != teams.end()) out.insert(person);
    }
  }
  return out;
}

bool Accounts::empty() const {
  const std::lock_guard lock(mutex_);
  return accounts_.empty();
}

Expected<Account> Accounts::put(Account account) {
  const std::lock_guard lock(mutex_);
  const auto before = accounts_.find(account.person);
  if (account.version != 0 && before == accounts_.end()) return fail("account.unknown");
  if (account.version != (before == accounts_.end() ? 0 : before->second.version)) return fail("account.moved");
  const auto owner = logins_.find(account.login);
  if (owner != logins_.end() && owner->second != account.person) return fail("account.login_taken");

  ++account.version;
  const std::string login_tag = tag(key_, {"login", account.login});
  const std::string sealed = seal(key_, text_of(account), position(account.person, account.version));
  Transaction transaction(*db_);
  if (transaction.fault()) return fail(*transaction.fault());
  const auto kept = db_->run(
      "INSERT INTO account (person, login_tag, version, sealed) VALUES (?, ?, ?, ?) "
      "ON CONFLICT (person) DO UPDATE SET login_tag = excluded.login_tag, version = excluded.version, sealed = "
      "excluded.sealed",
      {Blob{view(account.person.bytes())}, Blob{login_tag}, account.version, Blob{sealed}});
  if (!kept) return fail(kept.error());
  if (auto fault = transaction.commit()) return fail(*fault);
  if (before != accounts_.end()) logins_.erase(before->second.login);
  logins_[account.login] = account.person;
  accounts_[account.person] = account;
  return account;
}

std::string Accounts::tag_of(std::string_view secret_word) const { return tag(key_, {"word", secret_word}); }

Expected<std::string> Accounts::begin_session(PersonId person, std::int64_t now, bool locked) {
  const std::string token = hex(random_bytes(key_bytes));
  const std::lock_guard lock(mutex_);
  const std::string tag = tag_of(token);
  const auto kept = db_->run("INSERT INTO session (tag, person, begun, locked) VALUES (?, ?, ?, ?)",
                             {Blob{tag}, Blob{view(person.bytes())}, now, std::int64_t{locked ? 1 : 0}});
  if (!kept) return fail(kept.error());
  sessions_[tag] = {person, now, now, locked};
  return token;
}

std::optional<Session> Accounts::session(std::string_view token, std::int64_t now, std::int64_t idle,
                                         std::int64_t longest, bool look) {
  const std::string tag = tag_of(token);
  const std::lock_guard lock(mutex_);
  const auto found = sessions_.find(tag);
  if (found == sessions_.end()) return {};
  Session& session = found->second;
  if (now - session.used > idle || now - session.begun > longest) {
    static_cast<void>(db_->run("DELETE FROM session WHERE tag = ?", {Blob{tag}}));
    sessions_.erase(found);
    return {};
  }
  if (!look) session.used = now;
  return session;
}

std::optional<Error> Accounts::end_session(std::string_view token) {
  const std::string tag = tag_of(token);
  const std::lock_guard lock(mutex_);
  sessions_.erase(tag);
  const auto gone = db_->run("DELETE FROM session WHERE tag = ?", {Blob{tag}});
  return gone ? std::nullopt : std::optional(gone.error());
}

std::optional<Error> Accounts::end_sessions(PersonId person) {
  const std::lock_guard lock(mutex_);
  std::erase_if(sessions_, [&](const auto& item) { return item.second.person == person; });
  const auto gone = db_->run("DELETE FROM session WHERE person = ?", {Blob{view(person.bytes())}});
  return gone ? std::nullopt : std::optional(gone.error());
}

}  // namespace koers::store
