#include "store/verify.h"

#include <filesystem>
#include <map>
#include <set>

namespace koers::store {
namespace {

namespace fs = std::filesystem;

class Verifier {
 public:
  Verifier(KeyStore& keys, Db& data, AccessLog& log, const Anchor* anchor)
      : keys_(keys), data_(data), log_(log), anchor_(anchor) {}

  Expected<Verified> all() {
    if (auto fault = erasures()) return fail(*fault);
    if (auto fault = each_row(data_, keys_.root().organisation, {}, [&](const JournalRow& row) {
          entry(row);
          return !fatal_;
        }))
      return fail(*fault);
    end_journal();
    if (fatal_) return fail(*fatal_);
    if (auto fault = documents_without_rows()) return fail(*fault);
    if (auto fault = keys_without_rows()) return fail(*fault);
    if (auto fault = events()) return fail(*fault);
    anchored();
    return std::move(out_);
  }

 private:
  std::optional<Error> erasures() {
    auto list = keys_.erasures();
    if (!list) return list.error();
    for (const Erasure& one : *list) erased_.emplace(one.journal, one.seq);
    return {};
  }

  void fault(const char* code, const std::string& where, std::int64_t seq) {
    if (out_.faults.size() >= most_faults) return;
    out_.faults.push_back(error(code, {{"journal", where}, {"seq", std::to_string(seq)}}));
  }

  void begin_journal(const std::string& journal) {
    end_journal();
    journal_ = journal;
    head_ = {};
    key_.reset();
    salts_.clear();
    ++out_.journals;
    auto key = keys_.journal_key(journal);
    if (key)
      key_ = std::move(*key);
    else if (key.error().code == "key.damaged")
      fault("verify.no_key", hex(journal), 0);
    else
      fatal_ = key.error();
    if (auto failed =
            keys_.each_salt(journal, [&](std::int64_t seq, std::string_view salt) { salts_.emplace(seq, salt); }))
      fatal_ = failed;
  }

  void end_journal() {
    if (journal_.empty()) return;
    heads_.emplace(journal_, head_);
    for (const auto& [seq, salt] : salts_) {
      if (seq > head_.seq) salt_without_row(journal_, seq);
    }
    journal_.clear();
  }

  void salt_without_row(const std::string& journal, std::int64_t seq) {
    if (out_.warnings.size() < most_faults)
      out_.warnings.push_back(
          error("verify.salt_without_row", {{"journal", hex(journal)}, {"seq", std::to_string(seq)}}));
  }

  void entry(const JournalRow& row) {
    if (row.journal != journal_) begin_journal(row.journal);
    if (fatal_) return;
    ++out_.rows;
    const std::string where = hex(row.journal);
    if (row.seq != head_.seq + 1)
      fault("verify.gap", where, row.seq);
    else if (row.previous != head_.hash)
      fault("verify.chain", where, row.seq);
    if (row.hash != row_hash(keys_.root().organisation, row)) fault("verify.altered", where, row.seq);
    head_ = {row.seq, row.hash};
    if (anchor_ != nullptr) {
      const auto at = anchor_->journals.find(row.journal);
      if (at != anchor_->journals.end() && at->second.seq == row.seq && at->second.hash != row.hash)
        fault("verify.not_as_anchored", where, row.seq);
    }
    const auto salt = salts_.find(row.seq);
    const bool erased = erased_.contains({row.journal, 0}) || erased_.contains({row.journal, row.seq});
    if (!key_ || salt == salts_.end()) {
      ++(erased ? out_.destroyed : without_key_);
      if (!erased) fault("verify.no_key", where, row.seq);
      return;
    }
    const Secret key = KeyStore::row_key(*key_, salt->second);
    auto text = store::open(key, row.sealed, position(keys_.root().organisation, row));
    if (!text) return fault("verify.does_not_open", where, row.seq);
    const auto content = unpack(*text);
    wipe(*text);
    if (content && !content->content_hash.empty()) document(row, key, content->content_hash);
  }

  /// What a row says is kept beside it.
  void document(const JournalRow& row, const Secret& row_key, const std::string& content_hash) {
    ++out_.documents;
    const std::string& organisation = keys_.root().organisation;
    const auto sealed = document_at(data_, organisation, row.journal, row.seq);
    if (!sealed) {
      fatal_ = sealed.error();
      return;
    }
    if (!*sealed) return fault("verify.document_missing", hex(row.journal), row.seq);
    auto content =
        store::open(KeyStore::document_key(row_key), **sealed, document_position(organisation, row.journal, row.seq));
    if (!content || hash({*content}) != content_hash) fault("verify.document_altered", hex(row.journal), row.seq);
    if (content) wipe(*content);
  }

  std::optional<Error> documents_without_rows() {
    std::vector<std::pair<std::string, std::int64_t>> astray;
    const auto failed = each_document(data_, keys_.root().organisation, [&](const DocumentRow& row) {
      const auto head = heads_.find(row.journal);
      if (head == heads_.end() || row.seq > head->second.seq || row.seq < 1) astray.emplace_back(row.journal, row.seq);
      return true;
    });
    for (const auto& [journal, seq] : astray) fault("verify.document_altered", hex(journal), seq);
    return failed;
  }

  /// A journal whose key is there and which has no row at all was cut off whole, or a crash came before its first row.
  std::optional<Error> keys_without_rows() {
    auto known = keys_.journals();
    if (!known) return known.error().code == "key.damaged" ? std::optional<Error>() : known.error();
    for (const JournalId& id : *known) {
      const std::string journal = keys_.root().pseudonym(id);
      if (!heads_.contains(journal)) salt_without_row(journal, 0);
    }
    return {};
  }

  std::optional<Error> events() {
    std::string previous;
    for (const int year : log_.years()) {
      auto db = log_.year(year);
      if (!db) return db.error();
      Head head{0, previous};
      const std::string where = std::to_string(year);
      const auto failed = each_event_row(**db, [&](const JournalRow& row) {
        ++out_.events;
        if (row.seq != head.seq + 1)
          fault("verify.log_gap", where, row.seq);
        else if (!head.hash.empty() && row.previous != head.hash)
          fault("verify.log_chain", where, row.seq);
        if (row.hash != row_hash(log_.organisation(), row)) fault("verify.log_altered", where, row.seq);
        if (!store::open(log_.key(), row.sealed, AccessLog::position(log_.organisation(), year, row)))
          fault("verify.log_does_not_open", where, row.seq);
        head = {row.seq, row.hash};
        if (anchor_ != nullptr) {
          const auto at = anchor_->log.find(year);
          if (at != anchor_->log.end() && at->second.seq == row.seq && at->second.hash != row.hash)
            fault("verify.log_not_as_anchored", where, row.seq);
        }
        return true;
      });
      if (failed) return failed;
      previous = head.hash;
      log_heads_.emplace(year, head);
    }
    return {};
  }

  void anchored() {
    if (anchor_ == nullptr) return;
    for (const auto& [journal, head] : anchor_->journals) {
      const auto now = heads_.find(journal);
      const std::int64_t seq = now == heads_.end() ? 0 : now->second.seq;
      if (seq < head.seq) fault("verify.cut_off", hex(journal), head.seq);
    }
    for (const auto& [year, head] : anchor_->log) {
      const auto now = log_heads_.find(year);
      const std::int64_t seq = now == log_heads_.end() ? 0 : now->second.seq;
      if (seq < head.seq) fault("verify.log_cut_off", std::to_string(year), head.seq);
    }
  }

  KeyStore& keys_;
  Db& data_;
  AccessLog& log_;
  const Anchor* anchor_;
  Verified out_;
  std::optional<Error> fatal_;
  std::set<std::pair<std::string, std::int64_t>> erased_;
  std::string journal_;
  Head head_;
  std::optional<Secret> key_;
  std::map<std::int64_t, std::string> salts_;
  std::int64_t without_key_ = 0;
  std::map<std::string, Head> heads_;
  std::map<int, Head> log_heads_;
};

/// One copy job takes a directory with all that is under it.
bool caught_together(const Paths& paths) {
  std::error_code none;
  const fs::path keys = fs::weakly_canonical(paths.keys, none), data = fs::weakly_canonical(paths.data, none);
  return keys == data || keys.parent_path() == data.parent_path() || keys.parent_path() == data ||
         data.parent_path() == keys;
}

/// What is read, opened for reading only.
struct Parts {
  KeyStore keys;
  std::unique_ptr<Db> data;
  AccessLog log;

  static Expected<Parts> open(const Paths& paths, const Secret& organisation_key, const Options& options) {
    const Opening how{true, false, options.synced, options.vfs};
    auto keys_db = open_sqlite(paths.keys + "/keys.db", how);
    if (!keys_db) return fail(keys_db.error());
    auto data = open_sqlite(paths.data + "/journals.db", how);
    if (!data) return fail(data.error());
    if (auto fault = at_version(**data, journals_shape())) return fail(*fault);
    auto keys = KeyStore::open(std::move(*keys_db), organisation_key);
    if (!keys) return fail(keys.error());
    AccessLog log(paths.access, how, keys->root().organisation, keys->root().access.copy());
    return Parts{std::move(*keys), std::move(*data), std::move(log)};
  }
};

}  // namespace

Expected<Verified> verify(const Paths& paths, const Secret& organisation_key, const Options& options,
                          const std::string* anchor_text, const std::string& anchor_file) {
  auto parts = Parts::open(paths, organisation_key, options);
  if (!parts) return fail(parts.error());
  auto& [keys, data, log] = *parts;
  std::optional<Anchor> anchor;
  if (anchor_text != nullptr) {
    auto read = read_anchor(*anchor_text, keys.root().anchor, anchor_file);
    if (!read) return fail(read.error());
    anchor = std::move(*read);
  }
  // The rows stay as they are while they are read; their salts were committed before them.
  const Transaction rows(*data, Transaction::Kind::read);
  if (rows.fault()) return fail(*rows.fault());
  auto out = Verifier(keys, *data, log, anchor ? &*anchor : nullptr).all();
  if (out && caught_together(paths)) out->warnings.push_back(error("verify.keys_beside_data"));
  return out;
}

Expected<std::string> anchor_now(const Paths& paths, const Secret& organisation_key, const Options& options,
                                 CivilTime at) {
  auto parts = Parts::open(paths, organisation_key, options);
  if (!parts) return fail(parts.error());
  std::map<int, Db*> years;
  for (const int year : parts->log.years()) {
    auto db = parts->log.year(year);
    if (!db) return fail(db.error());
    years.emplace(year, *db);
  }
  const RootKeys& root = parts->keys.root();
  const auto anchor = anchor_of(*parts->data, root, years, at);
  if (!anchor) return fail(anchor.error());
  return write_anchor(*anchor, root.anchor);
}

}  // namespace koers::store
