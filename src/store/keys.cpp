#include "store/keys.h"

#include <array>

#include "store/id_bytes.h"

namespace koers::store {
namespace {

constexpr std::array<Migration, 1> steps{{{1, "keys", R"sql(
CREATE TABLE root (one INTEGER PRIMARY KEY CHECK (one = 1), organisation BLOB NOT NULL, wrapped BLOB NOT NULL);
CREATE TABLE journal_key (journal BLOB PRIMARY KEY, name BLOB NOT NULL, wrapped BLOB NOT NULL);
CREATE TABLE salt (journal BLOB NOT NULL, seq INTEGER NOT NULL, salt BLOB NOT NULL, PRIMARY KEY (journal, seq)) WITHOUT ROWID;
CREATE TABLE erasure (number INTEGER PRIMARY KEY, journal BLOB NOT NULL, seq INTEGER NOT NULL, at TEXT NOT NULL,
                      reason TEXT NOT NULL, UNIQUE (journal, seq));
)sql"}}};

constexpr std::size_t salt_bytes = 16;

std::optional<Error> first_of(const Expected<std::int64_t>& done) {
  return done ? std::nullopt : std::optional(done.error());
}

}  // namespace

RootKeys RootKeys::from(const Secret& root, std::string organisation) {
  return {std::move(organisation), derive(root, "wrapping"), derive(root, "names"),
          derive(root, "tags"),    derive(root, "access"),   derive(root, "anchor")};
}

RootKeys RootKeys::copy() const {
  return {organisation, wrapping.copy(), names.copy(), tags.copy(), access.copy(), anchor.copy()};
}

std::string RootKeys::pseudonym(JournalId journal) const { return tag(names, {view(journal.bytes())}); }

std::string RootKeys::id_tag(std::string_view journal, EntryId id) const {
  return tag(tags, {journal, view(id.bytes())});
}

std::span<const Migration> KeyStore::shape() { return steps; }

std::optional<Error> KeyStore::found(Db& db, const Secret& organisation_key) {
  Transaction transaction(db);
  if (transaction.fault()) return transaction.fault();
  const auto there = db.number("SELECT count(*) FROM root");
  if (!there) return there.error();
  if (*there != 0) return error("key.exists");
  const std::string organisation = random_bytes(id_bytes);
  const std::string wrapped = wrap(organisation_key, Secret::random(), organisation);
  if (auto made = db.run("INSERT INTO root VALUES (1, ?, ?)", {Blob{organisation}, Blob{wrapped}}); !made)
    return made.error();
  return transaction.commit();
}

Expected<KeyStore> KeyStore::open(std::unique_ptr<Db> db, const Secret& organisation_key) {
  if (auto fault = at_version(*db, steps)) return fail(*fault);
  std::string organisation, wrapped;
  const auto fault = db->each("SELECT organisation, wrapped FROM root", {}, [&](const Row& row) {
    organisation = row.bytes(0);
    wrapped = row.bytes(1);
    return false;
  });
  if (fault) return fail(*fault);
  if (organisation.empty()) return fail("key.none");
  auto root = unwrap(organisation_key, wrapped, organisation);
  if (!root) return fail("key.wrong");
  RootKeys keys = RootKeys::from(*root, std::move(organisation));
  return KeyStore(std::move(db), std::move(keys), std::move(*root));
}

KeyStore KeyStore::beside(std::unique_ptr<Db> db) const { return {std::move(db), root_.copy(), secret_.copy()}; }

Expected<std::optional<Secret>> KeyStore::journal_key(const std::string& journal) {
  const auto wrapped = db_->bytes("SELECT wrapped FROM journal_key WHERE journal = ?", {Blob{journal}});
  if (!wrapped) return fail(wrapped.error());
  if (!*wrapped) return std::optional<Secret>();
  auto key = unwrap(root_.wrapping, **wrapped, journal);
  if (!key) return fail("key.damaged", {{"journal", hex(journal)}});
  return key;
}

Expected<Secret> KeyStore::journal_key_or_new(JournalId id, const std::string& journal) {
  auto known = journal_key(journal);
  if (!known) return fail(known.error());
  if (*known) return std::move(**known);
  const auto gone = destroyed(journal, 0);
  if (!gone) return fail(gone.error());
  if (*gone) return fail("journal.destroyed");
  Secret made = Secret::random();
  const std::string name = seal(root_.names, view(id.bytes()), journal);
  const std::string wrapped = wrap(root_.wrapping, made, journal);
  const auto kept = db_->run("INSERT INTO journal_key VALUES (?, ?, ?)", {Blob{journal}, Blob{name}, Blob{wrapped}});
  if (!kept) return fail(kept.error());
  return made;
}

Expected<std::string> KeyStore::new_salt(const std::string& journal, std::int64_t seq) {
  std::string made = random_bytes(salt_bytes);
  const auto kept =
      db_->run("INSERT INTO salt VALUES (?, ?, ?) ON CONFLICT (journal, seq) DO UPDATE SET salt = excluded.salt",
               {Blob{journal}, seq, Blob{made}});
  if (!kept) return fail(kept.error());
  return made;
}

Expected<std::optional<std::string>> KeyStore::salt(const std::string& journal, std::int64_t seq) {
  return db_->bytes("SELECT salt FROM salt WHERE journal = ? AND seq = ?", {Blob{journal}, seq});
}

std::optional<Error> KeyStore::each_salt(const std::string& journal,
                                         const std::function<void(std::int64_t, std::string_view)>& on) {
  return db_->each("SELECT seq, salt FROM salt WHERE journal = ? AND seq > 0 ORDER BY seq", {Blob{journal}},
                   [&](const Row& row) {
                     on(row.number(0), row.bytes(1));
                     return true;
                   });
}

Expected<std::vector<JournalId>> KeyStore::journals() {
  std::vector<JournalId> out;
  std::optional<Error> damaged;
  const auto fault = db_->each("SELECT journal, name FROM journal_key ORDER BY journal", {}, [&](const Row& row) {
    const auto name = store::open(root_.names, row.bytes(1), row.bytes(0));
    if (!name) damaged = error("key.damaged", {{"journal", hex(row.bytes(0))}});
    if (name) out.push_back(id_of<JournalId>(*name));
    return name.has_value();
  });
  if (fault || damaged) return fail(fault ? *fault : *damaged);
  return out;
}

Expected<std::vector<Erasure>> KeyStore::erasures() {
  std::vector<Erasure> out;
  const auto fault =
      db_->each("SELECT number, journal, seq, at, reason FROM erasure ORDER BY number", {}, [&](const Row& row) {
        out.push_back({row.number(0), std::string(row.bytes(1)), row.number(2),
                       CivilTime::parse(row.bytes(3)).value_or(CivilTime()), std::string(row.bytes(4))});
        return true;
      });
  if (fault) return fail(*fault);
  return out;
}

Expected<bool> KeyStore::destroyed(const std::string& journal, std::int64_t seq) {
  const auto found =
      db_->number("SELECT count(*) FROM erasure WHERE journal = ? AND seq IN (0, ?)", {Blob{journal}, seq});
  if (!found) return fail(found.error());
  return *found > 0;
}

Expected<std::int64_t> KeyStore::erasures_in(const std::string& journal) {
  return db_->number("SELECT count(*) FROM erasure WHERE journal = ?", {Blob{journal}});
}

std::optional<Error> KeyStore::erase(const Erasure& what) {
  const std::string at = what.at.text();
  if (auto fault =
          first_of(db_->run("INSERT INTO erasure (journal, seq, at, reason) VALUES (?, ?, ?, ?)"
                            " ON CONFLICT (journal, seq) DO NOTHING",
                            {Blob{what.journal}, what.seq, std::string_view(at), std::string_view(what.reason)})))
    return fault;
  if (what.seq != 0)
    return first_of(
        db_->run("DELETE FROM salt WHERE journal = ? AND seq IN (?, ?)", {Blob{what.journal}, what.seq, summary_seq}));
  if (auto fault = first_of(db_->run("DELETE FROM salt WHERE journal = ?", {Blob{what.journal}}))) return fault;
  return first_of(db_->run("DELETE FROM journal_key WHERE journal = ?", {Blob{what.journal}}));
}

std::optional<Error> KeyStore::rotate(const Secret& organisation_key) {
  Transaction transaction(*db_);
  if (transaction.fault()) return transaction.fault();
  const std::string wrapped = wrap(organisation_key, secret_, root_.organisation);
  if (auto fault = first_of(db_->run("UPDATE root SET wrapped = ?", {Blob{wrapped}}))) return fault;
  if (auto fault = transaction.commit()) return fault;
  return db_->settle();
}

}  // namespace koers::store
