#include "store/store.h"

#include <algorithm>
#include <chrono>
#include <filesystem>

namespace koers::store {
namespace {

namespace fs = std::filesystem;

std::string keys_path(const Paths& paths) { return paths.keys + "/keys.db"; }
std::string data_path(const Paths& paths) { return paths.data + "/journals.db"; }

Opening opening(const Options& options, bool create = false, bool read_only = false) {
  return {read_only, create, options.synced, options.vfs};
}

/// How long the writer gathers acts when others are under way.
constexpr std::chrono::milliseconds longest_wait{20};

/// Of the database, not of the act: nobody's act can go on.
bool of_the_database(const Error& fault) { return fault.code.starts_with("db."); }

std::optional<Error> all_of(std::initializer_list<std::optional<Error>> faults) {
  for (const auto& fault : faults) {
    if (fault) return fault;
  }
  return {};
}

std::optional<Error> make_file(const std::string& path, std::span<const Migration> shape, const Options& options,
                               const std::function<std::optional<Error>(Db&)>& fill) {
  auto db = open_sqlite(path, opening(options, true));
  if (!db) return db.error();
  if (const auto done = migrate(**db, shape); !done) return done.error();
  std::error_code none;
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write, none);
  return fill(**db);
}

Expected<std::unique_ptr<Db>> open_at(const std::string& path, std::span<const Migration> shape, const Opening& how) {
  auto db = open_sqlite(path, how);
  if (!db) return db;
  if (how.read_only) {
    if (auto fault = at_version(**db, shape)) return fail(*fault);
  } else if (const auto done = migrate(**db, shape); !done) {
    return fail(done.error());
  }
  return db;
}

}  // namespace

Paths Paths::in(const std::string& directory) {
  return {directory + "/keys", directory + "/access", directory + "/data", directory + "/accounts"};
}

std::optional<Error> make_directories(const Paths& paths) {
  std::error_code none;
  for (const std::string& directory : {paths.keys, paths.access, paths.data}) {
    fs::create_directories(directory, none);
    if (!none) fs::permissions(directory, fs::perms::owner_all, none);
    if (none) return error("store.no_directory", {}, {directory, 0, 0, {}});
  }
  return {};
}

std::optional<Error> Store::found(const Paths& paths, const Secret& organisation_key, Options options) {
  std::error_code none;
  for (const std::string& file : {keys_path(paths), data_path(paths)}) {
    if (fs::exists(file, none)) return error("store.exists", {}, {file, 0, 0, {}});
  }
  if (auto fault = make_directories(paths)) return fault;
  if (auto fault = make_file(data_path(paths), journals_shape(), options, [](Db&) { return std::optional<Error>(); }))
    return fault;
  return make_file(keys_path(paths), KeyStore::shape(), options,
                   [&](Db& db) { return KeyStore::found(db, organisation_key); });
}

Expected<std::unique_ptr<Store>> Store::open(const Paths& paths, const Secret& organisation_key, Options options) {
  auto keys_db = open_at(keys_path(paths), KeyStore::shape(), opening(options));
  if (!keys_db) return fail(keys_db.error());
  auto data = open_at(data_path(paths), journals_shape(), opening(options));
  if (!data) return fail(data.error());
  auto keys = KeyStore::open(std::move(*keys_db), organisation_key);
  if (!keys) return fail(keys.error());
  return std::unique_ptr<Store>(new Store(paths, options, std::move(*keys), std::move(*data)));
}

Store::Store(Paths paths, Options options, KeyStore keys, std::unique_ptr<Db> data)
    : paths_(std::move(paths)),
      options_(options),
      keys_(std::move(keys)),
      log_(paths_.access, opening(options), keys_.root().organisation, keys_.root().access.copy()),
      data_(std::move(data)) {}

Expected<std::vector<Kept>> Store::append(const Act& act) {
  Pending mine{&act, {}, false};
  std::unique_lock lock(mutex_);
  waiting_.push_back(&mine);
  gathered_.notify_one();
  changed_.wait(lock, [&] { return mine.done || !writing_; });
  if (!mine.done) {
    // The first to find nobody writing writes for all who wait by now.
    writing_ = true;
    // Where the last group had several, their writers are soon back: one who is alone does not wait.
    if (last_group_ > 1) gathered_.wait_for(lock, longest_wait, [&] { return waiting_.size() >= last_group_; });
    std::deque<Pending*> group = std::exchange(waiting_, {});
    last_group_ = group.size();
    lock.unlock();
    write_group(group);
    lock.lock();
    for (Pending* pending : group) pending->done = true;
    writing_ = false;
    changed_.notify_all();
  }
  return std::move(*mine.result);
}

std::optional<Error> Store::alone(const std::function<std::optional<Error>()>& work) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return !writing_; });
  writing_ = true;
  lock.unlock();
  auto fault = work();
  lock.lock();
  writing_ = false;
  changed_.notify_all();
  return fault;
}

void Store::write_group(std::deque<Pending*>& group) {
  const auto fault = write_all(group);
  log_.roll_back();
  if (!fault) return;
  for (Pending* pending : group) pending->result = fail(*fault);
}

std::optional<Error> Store::write_all(std::deque<Pending*>& group) {
  const bool writes = std::any_of(group.begin(), group.end(), [](const Pending* p) { return !p->act->puts.empty(); });
  std::optional<Transaction> keys, data;
  if (writes) {
    keys.emplace(keys_.db());
    data.emplace(*data_);
    if (auto fault = all_of({keys->fault(), data->fault()})) return fault;
  }
  if (auto fault = log_.begin(group.front()->act->event.at.date.year())) return fault;
  for (Pending* pending : group) {
    if (auto fault = write_one(*pending)) return fault;
  }
  if (writes) {
    if (auto fault = keys->commit()) return fault;
  }
  if (auto fault = log_.commit()) return fault;
  if (!writes) return {};
  auto fault = data->commit();
  if (!fault) return {};
  // The log already says that these acts were done: it is told that they were not.
  if (!log_.begin(group.front()->act->event.at.date.year())) {
    for (const Pending* pending : group) {
      AccessEvent undone = pending->act->event;
      undone.outcome = Outcome::failed;
      if (log_.add(about(*pending->act), undone)) break;
    }
    static_cast<void>(log_.commit());
  }
  return fault;
}

std::string Store::about(const Act& act) const {
  if (act.about) return keys_.root().pseudonym(*act.about);
  return act.puts.empty() ? std::string() : keys_.root().pseudonym(act.puts.front().journal);
}

std::optional<Error> Store::write_one(Pending& pending) {
  const Act& act = *pending.act;
  const bool writes = !act.puts.empty();
  const auto both = [&](const char* sql) { return all_of({keys_.db().script(sql), data_->script(sql)}); };
  if (writes) {
    if (auto fault = both("SAVEPOINT act")) return fault;
  }
  pending.result = put_all(act);
  AccessEvent event = act.event;
  if (!*pending.result) {
    if (of_the_database(pending.result->error())) return pending.result->error();
    event.outcome = Outcome::refused;
    if (auto fault = both("ROLLBACK TO act")) return fault;
  }
  if (writes) {
    if (auto fault = both("RELEASE act")) return fault;
  }
  return log_.add(about(act), event);
}

Expected<std::vector<Kept>> Store::put_all(const Act& act) {
  std::vector<Kept> kept;
  for (const Put& one : act.puts) {
    if (auto fault = put(one, act.event.at.text(), kept)) return fail(*fault);
  }
  return kept;
}

Expected<bool> Store::put_known(const Put& put, const Offered& offered, const std::string& journal,
                                std::vector<Kept>& kept) {
  const RootKeys& root = keys_.root();
  const auto seq = seq_of(*data_, root.organisation, journal, root.id_tag(journal, offered.id));
  if (!seq) return fail(seq.error());
  if (*seq == 0) return false;
  const Message::Args id{{"id", offered.id.text()}};
  const auto gone = keys_.destroyed(journal, *seq);
  if (!gone) return fail(gone.error());
  if (*gone) return fail("entry.destroyed", id);
  auto key = keys_.journal_key_or_new(put.journal, journal);
  if (!key) return fail(key.error());
  const auto row = row_at(*data_, root.organisation, journal, *seq);
  if (!row) return fail(row.error());
  const auto text = text_of(keys_, *key, **row);
  if (!text) return fail(text.error());
  const auto content = unpack(*text);
  if (!content || content->text != offered.text) return fail("entry.other_text", id);
  kept.push_back({offered.id, *seq, true});
  return true;
}

std::optional<Error> Store::put(const Put& put, const std::string& received, std::vector<Kept>& kept) {
  const RootKeys& root = keys_.root();
  const std::string journal = root.pseudonym(put.journal);
  auto head = head_of(*data_, root.organisation, journal);
  if (!head) return head.error();
  const std::int64_t stood = head->seq;
  auto key = keys_.journal_key_or_new(put.journal, journal);
  if (!key) return key.error();
  for (const Offered& offered : put.entries) {
    const auto known = put_known(put, offered, journal, kept);
    if (!known) return known.error();
    if (*known) continue;
    if (put.head && *put.head != stood)
      return error("journal.moved", {{"head", std::to_string(stood)}, {"read_at", std::to_string(*put.head)}});
    JournalRow row{journal, head->seq + 1, root.id_tag(journal, offered.id), head->hash, {}, {}};
    const auto salt = keys_.new_salt(journal, row.seq);
    if (!salt) return salt.error();
    const Secret row_key = KeyStore::row_key(*key, *salt);
    const std::string content_hash = offered.content.empty() ? std::string() : hash({offered.content});
    row.sealed = seal(row_key, pack({received, offered.text, content_hash}), position(root.organisation, row));
    row.hash = row_hash(root.organisation, row);
    if (auto fault = insert_row(*data_, root.organisation, row)) return fault;
    if (!offered.content.empty()) {
      const DocumentRow beside{journal, row.seq,
                               seal(KeyStore::document_key(row_key), offered.content,
                                    document_position(root.organisation, journal, row.seq))};
      if (auto fault = insert_document(*data_, root.organisation, beside)) return fault;
    }
    kept.push_back({offered.id, row.seq, false});
    *head = {row.seq, row.hash};
  }
  if (head->seq == stood) return {};
  return summarise(*key, journal, head->seq, put.head ? put.summary : std::string());
}

std::optional<Error> Store::summarise(const Secret& key, const std::string& journal, std::int64_t head,
                                      const std::string& text) {
  const std::string& organisation = keys_.root().organisation;
  SummaryRow row{journal, head, {}};
  if (!text.empty()) {
    const auto salt = keys_.new_salt(journal, summary_seq);
    if (!salt) return salt.error();
    row.sealed = seal(KeyStore::row_key(key, *salt), text, summary_position(organisation, journal, head));
  }
  return put_summary(*data_, organisation, row);
}

}  // namespace koers::store
