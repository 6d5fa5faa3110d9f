// The journals of one organisation on disk: DIR/keys/keys.db, DIR/access/YEAR.db and DIR/data/journals.db. An act is kept whole or not at
// all, in this order of syncs: keys, access log, journals. When append() returns, the act survives the loss of power.
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "store/access_log.h"
#include "store/keys.h"
#include "store/rows.h"

namespace koers::store {

/// Where the parts stand. The key store belongs on a path of its own, which the copy job of the data does not see.
struct Paths {
  std::string keys, access, data;  ///< directories: of keys.db, of the years, of journals.db
  std::string accounts = {};  ///< of accounts.db; empty: there are none

  static Paths in(const std::string& directory);
};
/// The directories, for this user alone. store.no_directory.
std::optional<Error> make_directories(const Paths& paths);

struct Options {
  bool synced = true;  ///< false only in tests
  const char* vfs = nullptr;
};

/// An entry that is offered, as the text in which it is kept.
struct Offered {
  EntryId id;
  std::string text;
  std::string content = {};  ///< of a document: bytes kept beside the entry, which live and go with it
};

/// What one act adds to one journal. With `head`, only when the journal stands there still.
struct Put {
  JournalId journal;
  std::optional<std::int64_t> head;
  std::vector<Offered> entries;
  std::string summary =
      {};  ///< what lists say of the journal after this; only with `head`. Empty: what they said is forgotten.
};

/// What lists say of a journal.
struct Summary {
  JournalId journal;
  std::int64_t head = 0;
  std::string text;  ///< empty: not known, the journal has to be read
};

struct Act {
  std::vector<Put> puts;  ///< none: the act only reads
  std::optional<JournalId> about;  ///< whose file it is for the access log; else that of the first put
  AccessEvent event;  ///< its `outcome` is filled in here; its `at` is also when the entries were received
};

struct Kept {
  EntryId id;
  std::int64_t seq = 0;
  bool known = false;  ///< was there already, with the same text
};

struct StoredEntry {
  std::int64_t seq = 0;
  std::string received, text;
};

/// Where a journal stands: while it is the same, nothing was written in it or destroyed.
struct Mark {
  std::int64_t head = 0, destroyed = 0;  ///< rows, and erasures in it
  friend bool operator==(const Mark&, const Mark&) = default;
};

struct StoredJournal {
  std::int64_t head = 0;
  Mark mark;
  bool unchanged = false;  ///< it stands at the mark that was given: nothing was read
  std::vector<StoredEntry> entries;  ///< by seq; the destroyed ones are not there
  std::int64_t destroyed = 0;
};

/// What is to be destroyed: entries of a journal, or the whole of it when `entries` is empty.
struct EraseOrder {
  JournalId journal;
  std::vector<EntryId> entries;
  std::string reason;  ///< a code of the retention rules or "on_request"
};

/// What was destroyed, without a word of it.
struct Certificate {
  std::string journal;  ///< pseudonym, in hexadecimal
  std::string reason;
  CivilTime at;
  std::int64_t entries = 0;  ///< destroyed now
  bool whole = false;
};

/// Safe for many threads. Faults beside those of Db and KeyStore: journal.moved, journal.unknown, entry.other_text (the id is known with another text),
/// entry.destroyed, journal.destroyed, entry.unknown, row.no_key, row.damaged.
class Store {
 public:
  /// Makes the files of a new organisation. store.exists when one of them is there.
  static std::optional<Error> found(const Paths& paths, const Secret& organisation_key, Options options = {});
  static Expected<std::unique_ptr<Store>> open(const Paths& paths, const Secret& organisation_key,
                                               Options options = {});

  /// Keeps all of an act, or nothing of it; also what the access log says of it. Acts of several threads share their syncs.
  Expected<std::vector<Kept>> append(const Act& act);
  /// The content that was kept with an entry; logged first. entry.unknown, entry.destroyed, document.none.
  Expected<std::string> document(JournalId journal, EntryId id, const AccessEvent& event);
  /// Logs the event, then reads.
  Expected<StoredJournal> read(JournalId journal, const AccessEvent& event, const Mark* known = nullptr);
  Expected<std::vector<JournalId>> journals(const AccessEvent& event);
  /// Of all journals; logged as one event.
  Expected<std::vector<Summary>> summaries(const AccessEvent& event);
  /// Those whose head still stands. Nothing new is said, so the access log is not told.
  std::optional<Error> keep_summaries(std::span<const Summary> all);
  /// Every journal, one in memory at a time; logged as one event. Ends at the first fault.
  std::optional<Error> each_journal(const AccessEvent& event,
                                    const std::function<std::optional<Error>(JournalId, const StoredJournal&)>& on);
  Expected<std::vector<LoggedEvent>> events(std::optional<JournalId> journal, const AccessEvent& event);
  Expected<Certificate> erase(const EraseOrder& order, const AccessEvent& event);
  /// The list of all erasures beside the copies of the key store (key_copies.h).
  std::optional<Error> write_erasures(const std::string& directory);
  /// Another key of the organisation; logged as an event.
  std::optional<Error> rotate(const Secret& organisation_key, const AccessEvent& event);

  const Paths& paths() const { return paths_; }
  const RootKeys& root() const { return keys_.root(); }

 private:
  struct Pending {
    const Act* act;
    std::optional<Expected<std::vector<Kept>>> result;  ///< the leader's until `done`
    bool done = false;  ///< under mutex_, after the syncs
  };
  struct Reader {
    KeyStore keys;
    std::unique_ptr<Db> data;
  };

  Store(Paths paths, Options options, KeyStore keys, std::unique_ptr<Db> data);

  // The leader of a group writes for all who wait; only it touches keys_, log_ and data_.
  void write_group(std::deque<Pending*>& group);
  std::optional<Error> write_all(std::deque<Pending*>& group);
  std::optional<Error> write_one(Pending& pending);
  Expected<std::vector<Kept>> put_all(const Act& act);
  std::optional<Error> put(const Put& put, const std::string& received, std::vector<Kept>& kept);
  Expected<bool> put_known(const Put& put, const Offered& offered, const std::string& journal, std::vector<Kept>& kept);
  std::optional<Error> summarise(const Secret& key, const std::string& journal, std::int64_t head,
                                 const std::string& text);
  std::string about(const Act& act) const;
  std::optional<Error> alone(const std::function<std::optional<Error>()>& work);

  Expected<std::unique_ptr<Reader>> take_reader();
  Expected<std::string> document_with(Reader& reader, const std::string& name, EntryId id) const;
  Expected<StoredJournal> read_with(Reader& reader, const std::string& name, const Mark* known = nullptr) const;
  void give_back(std::unique_ptr<Reader> reader);
  /// row.no_key.
  static Expected<Secret> key_of(KeyStore& keys, const Secret& journal_key, const std::string& journal,
                                 std::int64_t seq);
  static Expected<std::string> text_of(KeyStore& keys, const Secret& journal_key, const JournalRow& row);

  Paths paths_;
  Options options_;
  KeyStore keys_;
  AccessLog log_;
  std::unique_ptr<Db> data_;

  std::mutex mutex_;
  std::condition_variable changed_, gathered_;
  std::deque<Pending*> waiting_;
  bool writing_ = false;
  std::size_t last_group_ = 0;
  std::mutex readers_mutex_;
  std::vector<std::unique_ptr<Reader>> readers_;
};

}  // namespace koers::store
