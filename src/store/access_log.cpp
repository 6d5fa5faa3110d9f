#include "store/access_log.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>

namespace koers::store {
namespace {

namespace fs = std::filesystem;

constexpr std::array<Migration, 1> steps{{{1, "access log", R"sql(
CREATE TABLE event (seq INTEGER PRIMARY KEY, journal BLOB NOT NULL, previous BLOB NOT NULL, hash BLOB NOT NULL,
                    sealed BLOB NOT NULL);
CREATE INDEX event_of_journal ON event (journal, seq);
)sql"}}};

JournalRow row_of(const Row& row) {
  return {std::string(row.bytes(1)), row.number(0), {}, std::string(row.bytes(2)), std::string(row.bytes(3)),
          std::string(row.bytes(4))};
}

}  // namespace

std::optional<Error> each_event_row(Db& db, const std::function<bool(const JournalRow&)>& on) {
  return db.each("SELECT seq, journal, previous, hash, sealed FROM event ORDER BY seq", {},
                 [&](const Row& row) { return on(row_of(row)); });
}

std::optional<Error> insert_event_row(Db& db, const JournalRow& row) {
  const auto done = db.run("INSERT INTO event VALUES (?, ?, ?, ?, ?)",
                           {row.seq, Blob{row.journal}, Blob{row.previous}, Blob{row.hash}, Blob{row.sealed}});
  return done ? std::nullopt : std::optional(done.error());
}

Expected<Head> log_head(Db& db) {
  Head head;
  const auto fault = db.each("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1", {}, [&](const Row& row) {
    head = {row.number(0), std::string(row.bytes(1))};
    return false;
  });
  if (fault) return fail(*fault);
  return head;
}

std::span<const Migration> AccessLog::shape() { return steps; }

std::string AccessLog::path(int year) const { return directory_ + '/' + std::to_string(year) + ".db"; }

std::string AccessLog::position(std::string_view organisation, int year, const JournalRow& row) {
  return store::position(std::string(organisation) + std::to_string(year), row);
}

std::vector<int> AccessLog::years() const {
  std::vector<int> out;
  std::error_code none;
  for (const fs::directory_entry& file : fs::directory_iterator(directory_, none)) {
    const std::string name = file.path().filename().string();
    int year = 0;
    const auto [end, fault] = std::from_chars(name.data(), name.data() + name.size(), year);
    if (fault == std::errc() && std::string_view(end) == ".db") out.push_back(year);
  }
  std::sort(out.begin(), out.end());
  return out;
}

Expected<Db*> AccessLog::open_year(int year, bool create) {
  auto& known = open_[year];
  if (known) return known.get();
  std::error_code none;
  if (create) fs::create_directories(directory_, none);
  Opening how = how_;
  how.create = create;
  auto db = open_sqlite(path(year), how);
  if (!db) return fail(db.error());
  if (how.read_only) {
    if (auto fault = at_version(**db, steps)) return fail(*fault);
  } else if (const auto done = migrate(**db, steps); !done) {
    return fail(done.error());
  }
  known = std::move(*db);
  return known.get();
}

Expected<Db*> AccessLog::year(int year) { return open_year(year, false); }

std::optional<Error> AccessLog::begin(int year) {
  auto db = open_year(year, true);
  if (!db) return db.error();
  if (auto fault = (*db)->script("BEGIN IMMEDIATE")) return fault;
  auto head = log_head(**db);
  // The first event of a year stands on the last of the year before, where that is kept.
  if (head && head->seq == 0) {
    const auto there = years();
    const auto before = std::lower_bound(there.begin(), there.end(), year);
    if (before != there.begin()) {
      auto last = open_year(*std::prev(before), false);
      const auto known = last ? log_head(**last) : Expected<Head>(fail(last.error()));
      if (known) head->hash = known->hash;
      if (!known) head = fail(known.error());
    }
  }
  if (!head) {
    static_cast<void>((*db)->script("ROLLBACK"));
    return head.error();
  }
  writing_ = *db;
  writing_year_ = year;
  head_ = std::move(*head);
  return {};
}

std::optional<Error> AccessLog::add(std::string_view journal, const AccessEvent& event) {
  JournalRow row{std::string(journal), head_.seq + 1, {}, head_.hash, {}, {}};
  row.sealed = seal(key_, encode(event), position(organisation_, writing_year_, row));
  row.hash = row_hash(organisation_, row);
  if (auto fault = insert_event_row(*writing_, row)) return fault;
  head_ = {row.seq, row.hash};
  return {};
}

std::optional<Error> AccessLog::commit() {
  if (auto fault = writing_->script("COMMIT")) return fault;
  writing_ = nullptr;
  return {};
}

void AccessLog::roll_back() {
  if (writing_ != nullptr) static_cast<void>(writing_->script("ROLLBACK"));
  writing_ = nullptr;
}

Expected<std::vector<LoggedEvent>> AccessLog::events(std::string_view journal) {
  std::vector<LoggedEvent> out;
  for (const int year : years()) {
    auto db = open_year(year, false);
    if (!db) return fail(db.error());
    std::optional<Error> damaged;
    const auto take = [&](const Row& found) {
      const JournalRow row = row_of(found);
      const auto text = store::open(key_, row.sealed, position(organisation_, year, row));
      auto event = text ? decode_event(*text)
                        : Expected<AccessEvent>(
                              fail("log.damaged", {{"year", std::to_string(year)}, {"seq", std::to_string(row.seq)}}));
      if (event)
        out.push_back({year, row.seq, std::move(*event), row.journal});
      else
        damaged = event.error();
      return !damaged;
    };
    const auto fault =
        journal.empty()
            ? (*db)->each("SELECT seq, journal, previous, hash, sealed FROM event ORDER BY seq", {}, take)
            : (*db)->each("SELECT seq, journal, previous, hash, sealed FROM event WHERE journal = ? ORDER BY seq",
                          {Blob{journal}}, take);
    if (fault || damaged) return fail(fault ? *fault : *damaged);
  }
  return out;
}

}  // namespace koers::store
