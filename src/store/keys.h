// The key store: what opens the journals, in a file of its own that no data backup holds. Under the organisation's key (kept outside both)
// lies the root; under the root each journal's key; with a journal's key and the salt of a row, the key of that row. Destroying a salt
// or a journal's key destroys what it opened, in every copy of the journals.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "store/db.h"
#include "store/migrate.h"
#include "store/secret.h"

namespace koers::store {

/// The place of the salt of a journal's summary, which no row has. It goes with every erasure in the journal.
inline constexpr std::int64_t summary_seq = -1;

/// An erasure as the key store remembers it, to be done again after an older copy of it comes back.
struct Erasure {
  std::int64_t number = 0;  ///< from 1, in the order they were done
  std::string journal;  ///< pseudonym
  std::int64_t seq = 0;  ///< of the row; 0: the whole journal
  CivilTime at;
  std::string reason;  ///< a code
};

/// What is derived from the root once, when the key store is opened. Copied into every reader.
struct RootKeys {
  std::string organisation;  ///< 16 bytes, random
  Secret wrapping, names, tags, access, anchor;

  static RootKeys from(const Secret& root, std::string organisation);
  RootKeys copy() const;
  /// What stands for a journal in every row: 16 bytes that say nothing without the root.
  std::string pseudonym(JournalId journal) const;
  /// What stands for an entry's id in its row; it outlives the erasure of the entry.
  std::string id_tag(std::string_view journal, EntryId id) const;
};

class KeyStore {
 public:
  /// The migrations of keys.db.
  static std::span<const Migration> shape();
  /// Makes the root of a new key store. key.exists when there is one.
  static std::optional<Error> found(Db& db, const Secret& organisation_key);
  /// key.none without a root, key.wrong when the organisation's key does not open it.
  static Expected<KeyStore> open(std::unique_ptr<Db> db, const Secret& organisation_key);
  /// Another connection to the same file, for a reader.
  KeyStore beside(std::unique_ptr<Db> db) const;

  Db& db() { return *db_; }
  const RootKeys& root() const { return root_; }

  /// The journal's key; none when it was never made or is destroyed.
  Expected<std::optional<Secret>> journal_key(const std::string& journal);
  /// The same, made when there is none. journal.destroyed when it was erased.
  Expected<Secret> journal_key_or_new(JournalId id, const std::string& journal);
  /// A new salt for a row that is about to be written; replaces one that a crash left behind.
  Expected<std::string> new_salt(const std::string& journal, std::int64_t seq);
  Expected<std::optional<std::string>> salt(const std::string& journal, std::int64_t seq);
  /// Salts by seq, of rows that are not destroyed; not that of the summary.
  std::optional<Error> each_salt(const std::string& journal,
                                 const std::function<void(std::int64_t, std::string_view)>& on);
  static Secret row_key(const Secret& journal_key, std::string_view salt) { return derive(journal_key, "row", salt); }
  /// Of what is kept beside that row.
  static Secret document_key(const Secret& row_key) { return derive(row_key, "document"); }

  /// All journals whose key is there.
  Expected<std::vector<JournalId>> journals();
  Expected<std::vector<Erasure>> erasures();
  Expected<bool> destroyed(const std::string& journal,
                           std::int64_t seq);  ///< the row's own erasure or that of its journal

  Expected<std::int64_t> erasures_in(const std::string& journal);  ///< how many

  /// Destroys and remembers, inside the caller's transaction; `settle` on the database afterwards leaves no copy in side files. Doing one
  /// again changes nothing.
  std::optional<Error> erase(const Erasure& what);
  /// Puts the root under another key of the organisation, inside a transaction of its own.
  std::optional<Error> rotate(const Secret& organisation_key);

 private:
  KeyStore(std::unique_ptr<Db> db, RootKeys root, Secret secret)
      : db_(std::move(db)), root_(std::move(root)), secret_(std::move(secret)) {}

  std::unique_ptr<Db> db_;
  RootKeys root_;
  Secret secret_;  ///< the root itself, for `rotate`
};

}  // namespace koers::store
