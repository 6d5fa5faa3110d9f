#include <algorithm>
#include <map>
#include <set>

#include "store/key_copies.h"
#include "store/store.h"

namespace koers::store {

namespace {
Message::Args place_of(const std::string& journal, std::int64_t seq) {
  return {{"journal", hex(journal)}, {"seq", std::to_string(seq)}};
}
}  // namespace

Expected<Secret> Store::key_of(KeyStore& keys, const Secret& journal_key, const std::string& journal,
                               std::int64_t seq) {
  const auto salt = keys.salt(journal, seq);
  if (!salt) return fail(salt.error());
  if (!*salt) return fail("row.no_key", place_of(journal, seq));
  return KeyStore::row_key(journal_key, **salt);
}

Expected<std::string> Store::text_of(KeyStore& keys, const Secret& journal_key, const JournalRow& row) {
  const auto key = key_of(keys, journal_key, row.journal, row.seq);
  if (!key) return fail(key.error());
  auto text = store::open(*key, row.sealed, position(keys.root().organisation, row));
  if (!text) return fail("row.damaged", place_of(row.journal, row.seq));
  return std::move(*text);
}

Expected<std::unique_ptr<Store::Reader>> Store::take_reader() {
  {
    const std::scoped_lock lock(readers_mutex_);
    if (!readers_.empty()) {
      auto reader = std::move(readers_.back());
      readers_.pop_back();
      return reader;
    }
  }
  const Opening how{true, false, options_.synced, options_.vfs};
  auto keys = open_sqlite(paths_.keys + "/keys.db", how);
  if (!keys) return fail(keys.error());
  auto data = open_sqlite(paths_.data + "/journals.db", how);
  if (!data) return fail(data.error());
  return std::unique_ptr<Reader>(new Reader{keys_.beside(std::move(*keys)), std::move(*data)});
}

void Store::give_back(std::unique_ptr<Reader> reader) {
  const std::scoped_lock lock(readers_mutex_);
  readers_.push_back(std::move(reader));
}

Expected<StoredJournal> Store::read(JournalId journal, const AccessEvent& event, const Mark* known) {
  if (const auto logged = append({{}, journal, event}); !logged) return fail(logged.error());
  auto reader = take_reader();
  if (!reader) return fail(reader.error());
  auto out = read_with(**reader, root().pseudonym(journal), known);
  if (out) give_back(std::move(*reader));
  return out;
}

Expected<StoredJournal> Store::read_with(Reader& reader, const std::string& name, const Mark* known) const {
  if (known != nullptr) {
    const auto head = head_of(*reader.data, root().organisation, name);
    if (!head) return fail(head.error());
    const auto destroyed = reader.keys.erasures_in(name);
    if (!destroyed) return fail(destroyed.error());
    StoredJournal same;
    same.head = head->seq;
    same.mark = *known;
    same.unchanged = Mark{head->seq, *destroyed} == *known;
    if (same.unchanged) return same;
  }
  // Rows first: the writer commits their salts before them, so each row has its salt by now, or its erasure.
  std::vector<JournalRow> rows;
  auto fault = each_row(*reader.data, root().organisation, name, [&](const JournalRow& row) {
    rows.push_back(row);
    return true;
  });
  if (fault) return fail(*fault);
  KeyStore& keys = reader.keys;
  const Transaction snapshot(keys.db(), Transaction::Kind::read);
  if (snapshot.fault()) return fail(*snapshot.fault());
  const auto gone = keys.destroyed(name, 0);
  if (!gone) return fail(gone.error());
  if (*gone) return fail("journal.destroyed");
  StoredJournal out;
  const auto destroyed = keys.erasures_in(name);
  if (!destroyed) return fail(destroyed.error());
  out.mark.destroyed = *destroyed;
  if (rows.empty()) return out;
  const auto key = keys.journal_key(name);
  if (!key) return fail(key.error());
  if (!*key) return fail("row.no_key", place_of(name, 1));
  for (const JournalRow& row : rows) {
    auto text = text_of(keys, **key, row);
    if (!text && text.error().code == "row.no_key") {
      const auto erased = keys.destroyed(name, row.seq);
      if (!erased) return fail(erased.error());
      if (!*erased) return fail(text.error());
      ++out.destroyed;
      continue;
    }
    if (!text) return fail(text.error());
    auto content = unpack(*text);
    wipe(*text);
    if (!content) return fail("row.damaged", place_of(name, row.seq));
    out.entries.push_back({row.seq, std::move(content->received), std::move(content->text)});
  }
  out.head = out.mark.head = rows.back().seq;
  return out;
}

Expected<std::string> Store::document(JournalId journal, EntryId id, const AccessEvent& event) {
  if (const auto logged = append({{}, journal, event}); !logged) return fail(logged.error());
  auto reader = take_reader();
  if (!reader) return fail(reader.error());
  auto out = document_with(**reader, root().pseudonym(journal), id);
  give_back(std::move(*reader));
  return out;
}

Expected<std::string> Store::document_with(Reader& reader, const std::string& name, EntryId id) const {
  const std::string& organisation = root().organisation;
  const Message::Args which{{"id", id.text()}};
  const auto seq = seq_of(*reader.data, organisation, name, root().id_tag(name, id));
  if (!seq) return fail(seq.error());
  if (*seq == 0) return fail("entry.unknown", which);
  const auto sealed = document_at(*reader.data, organisation, name, *seq);
  if (!sealed) return fail(sealed.error());
  if (!*sealed) return fail("document.none", which);
  const Transaction snapshot(reader.keys.db(), Transaction::Kind::read);
  if (snapshot.fault()) return fail(*snapshot.fault());
  const auto gone = reader.keys.destroyed(name, *seq);
  if (!gone) return fail(gone.error());
  if (*gone) return fail("entry.destroyed", which);
  const auto journal_key = reader.keys.journal_key(name);
  if (!journal_key) return fail(journal_key.error());
  if (!*journal_key) return fail("row.no_key", place_of(name, *seq));
  const auto key = key_of(reader.keys, **journal_key, name, *seq);
  if (!key) return fail(key.error());
  auto content = store::open(KeyStore::document_key(*key), **sealed, document_position(organisation, name, *seq));
  if (!content) return fail("row.damaged", place_of(name, *seq));
  return std::move(*content);
}

Expected<std::vector<JournalId>> Store::journals(const AccessEvent& event) {
  if (const auto logged = append({{}, {}, event}); !logged) return fail(logged.error());
  auto reader = take_reader();
  if (!reader) return fail(reader.error());
  auto out = (*reader)->keys.journals();
  if (out) give_back(std::move(*reader));
  return out;
}

Expected<std::vector<Summary>> Store::summaries(const AccessEvent& event) {
  const auto all = journals(event);
  if (!all) return fail(all.error());
  auto reader = take_reader();
  if (!reader) return fail(reader.error());
  std::map<std::string, SummaryRow> rows;
  const std::string& organisation = root().organisation;
  if (const auto fault =
          each_summary(*(*reader)->data, organisation, [&](const SummaryRow& row) { rows.emplace(row.journal, row); }))
    return fail(*fault);
  KeyStore& keys = (*reader)->keys;
  std::vector<Summary> out;
  {
    const Transaction snapshot(keys.db(), Transaction::Kind::read);
    if (snapshot.fault()) return fail(*snapshot.fault());
    for (const JournalId journal : *all) {
      Summary& said = out.emplace_back(Summary{journal, 0, {}});
      const std::string name = root().pseudonym(journal);
      const auto row = rows.find(name);
      if (row == rows.end()) continue;
      const auto key = keys.journal_key(name);
      if (!key) return fail(key.error());
      const auto salt = keys.salt(name, summary_seq);
      if (!salt) return fail(salt.error());
      // One of before an erasure, or of before a crash, does not open: the journal is read again.
      if (!*key || !*salt) continue;
      auto text = store::open(KeyStore::row_key(**key, **salt), row->second.sealed,
                              summary_position(organisation, name, row->second.head));
      if (text) said = {journal, row->second.head, std::move(*text)};
    }
  }
  give_back(std::move(*reader));
  return out;
}

std::optional<Error> Store::keep_summaries(std::span<const Summary> all) {
  return alone([&]() -> std::optional<Error> {
    Transaction keys(keys_.db()), data(*data_);
    if (keys.fault()) return keys.fault();
    if (data.fault()) return data.fault();
    for (const Summary& one : all) {
      const std::string journal = root().pseudonym(one.journal);
      const auto head = head_of(*data_, root().organisation, journal);
      if (!head) return head.error();
      const auto key = keys_.journal_key(journal);
      if (!key) return key.error();
      if (head->seq != one.head || !*key) continue;
      if (auto fault = summarise(**key, journal, one.head, one.text)) return fault;
    }
    if (auto fault = keys.commit()) return fault;
    return data.commit();
  });
}

std::optional<Error> Store::each_journal(
    const AccessEvent& event, const std::function<std::optional<Error>(JournalId, const StoredJournal&)>& on) {
  const auto all = journals(event);
  if (!all) return all.error();
  auto reader = take_reader();
  if (!reader) return reader.error();
  for (const JournalId journal : *all) {
    const auto stored = read_with(**reader, root().pseudonym(journal));
    if (!stored) return stored.error();
    if (auto fault = on(journal, *stored)) return fault;
  }
  give_back(std::move(*reader));
  return {};
}

Expected<std::vector<LoggedEvent>> Store::events(std::optional<JournalId> journal, const AccessEvent& event) {
  if (const auto logged = append({{}, journal, event}); !logged) return fail(logged.error());
  AccessLog log(paths_.access, {true, false, options_.synced, options_.vfs}, root().organisation, root().access.copy());
  return log.events(journal ? root().pseudonym(*journal) : std::string());
}

Expected<Certificate> Store::erase(const EraseOrder& order, const AccessEvent& event) {
  const bool code = !order.reason.empty() &&
                    order.reason.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
  if (!code) return fail("erase.reason_no_code");
  const std::string journal = root().pseudonym(order.journal);
  Certificate out{hex(journal), order.reason, event.at, 0, order.entries.empty()};
  const auto fault = alone([&]() -> std::optional<Error> {
    std::set<std::int64_t> rows;
    for (const EntryId& id : order.entries) {
      const auto seq = seq_of(*data_, root().organisation, journal, root().id_tag(journal, id));
      if (!seq) return seq.error();
      if (*seq == 0) return error("entry.unknown", {{"id", id.text()}});
      rows.insert(*seq);
    }
    if (out.whole) {
      const auto head = head_of(*data_, root().organisation, journal);
      if (!head) return head.error();
      if (head->seq == 0) return error("journal.unknown");
      rows.insert(0);
    }
    Transaction keys(keys_.db());
    if (keys.fault()) return keys.fault();
    const auto salts = [&](std::int64_t& count) {
      count = 0;
      return keys_.each_salt(journal, [&](std::int64_t, std::string_view) { ++count; });
    };
    std::int64_t before = 0, after = 0;
    if (auto failed = salts(before)) return failed;
    for (const std::int64_t row : rows) {
      if (auto failed = keys_.erase({0, journal, row, event.at, order.reason})) return failed;
    }
    if (auto failed = salts(after)) return failed;
    out.entries = before - after;
    if (auto failed = log_.begin(event.at.date.year())) return failed;
    auto failed = log_.add(journal, event);
    if (!failed) failed = keys.commit();
    if (!failed) failed = log_.commit();
    log_.roll_back();
    return failed ? failed : keys_.db().settle();
  });
  if (fault) return fail(*fault);
  return out;
}

std::optional<Error> Store::write_erasures(const std::string& directory) {
  return alone([&] { return store::write_erasures(keys_, directory); });
}

std::optional<Error> Store::rotate(const Secret& organisation_key, const AccessEvent& event) {
  return alone([&]() -> std::optional<Error> {
    if (auto fault = log_.begin(event.at.date.year())) return fault;
    auto fault = log_.add({}, event);
    if (!fault) fault = keys_.rotate(organisation_key);
    if (!fault) fault = log_.commit();
    log_.roll_back();
    return fault;
  });
}

}  // namespace koers::store
