// What keeping and serving cost, inside one process: a family's course by the length of its file, recording a visit, acts by themselves and
// with others, the same rows written by bare SQLite, and a worker's lists among many families. The store is a directory of its own
// below $TMPDIR (or /tmp), synced as in service. Everything is made up.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>
#include <thread>

#include "bench/a_case.h"
#include "cli/case_catalogue.h"
#include "cli/serve_site.h"
#include "dossier/codec.h"
#include "service/demo.h"
#include "service/families.h"
#include "service/sign_in.h"

namespace {

using namespace koers;
namespace fs = std::filesystem;
using bench::who;

double now_ms() {
  const auto since = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double, std::milli>(since).count();
}
double cpu_ms() { return 1e3 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

double quantile(std::vector<double> all, double at) {
  std::ranges::sort(all);
  return all[std::min(all.size() - 1, static_cast<std::size_t>(at * static_cast<double>(all.size())))];
}

template <class T>
T held(Expected<T> made) {
  if (made) return std::move(*made);
  std::fprintf(stderr, "store_bench: %s\n", made.error().code.c_str());
  std::exit(1);
}
void held(const std::optional<Error>& fault) {
  if (!fault) return;
  std::fprintf(stderr, "store_bench: %s\n", fault->code.c_str());
  std::exit(1);
}

constexpr const char* day = "2026-11-26";
CivilTime at() { return *CivilTime::parse(std::string(day) + "T09:00:00Z"); }
store::AccessEvent event(const char* act) {
  store::AccessEvent out;
  out.at = at();
  out.act = act;
  out.role = "worker";
  out.purpose = "treatment";
  out.from = "bench";
  out.who = who(9);
  return out;
}

/// A store with the acts on it, of one worker.
class Place {
 public:
  Place() {
    const char* base = std::getenv("TMPDIR");
    dir_ = fs::path(base != nullptr ? base : "/tmp") / ("koers-store-bench-" + std::to_string(std::rand()));
    fs::remove_all(dir_);
    fs::create_directories(dir_);
    const auto paths = store::Paths::in(dir_.string());
    const auto key = store::Secret::random();
    held(store::Store::found(paths, key));
    store = held(store::Store::open(paths, key));
    accounts = held(store::Accounts::open((dir_ / "accounts").string(), store->root()));
    store::Account anna;
    anna.person = who(9);
    anna.login = anna.name = "anna";
    anna.roles = {"worker"};
    anna.teams = {"north"};
    held(accounts->put(anna));
    acts.emplace(*store, *accounts, cli::shipped_policy(), families, catalogue());
  }
  ~Place() { fs::remove_all(dir_); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

  service::CatalogueOf catalogue() {
    return [this](std::span<const dossier::Entry> entries) -> const method::Catalogue& {
      return **catalogues_.of(entries);
    };
  }
  service::Caller anna() const { return {who(9), {"worker"}, {"north"}, "bench", at()}; }
  JournalId bring(std::uint32_t number, std::uint32_t entries) {
    dossier::CaseFile file;
    file.journal = bench::make<JournalId>(3, number);
    file.synthetic = true;
    file.entries = bench::a_case(entries);
    for (dossier::Entry& entry : file.entries) entry.journal = file.journal;
    const auto done =
        held(service::import_file(*store, file, catalogue(), *LocalDate::parse(day), event("file.import")));
    if (dossier::blocks(done.problems)) std::exit(1);
    return file.journal;
  }
  void begin() { held(families.build(*store, event("register.build"))); }
  fs::path path(const char* name) const { return dir_ / name; }

  std::unique_ptr<store::Store> store;
  std::unique_ptr<store::Accounts> accounts;
  service::Register families;
  std::optional<service::Families> acts;

 private:
  fs::path dir_;
  cli::SharedCatalogues catalogues_{""};
};

dossier::Entry visit(JournalId journal, std::uint32_t number) {
  dossier::Entry out;
  out.id = bench::make<EntryId>(9, number);
  out.journal = journal;
  out.occurred = out.written = at();
  out.author = who(9);
  out.role = dossier::Role::worker;
  out.body = bench::contact(number | 1u);
  return out;
}

void courses() {
  std::printf("A family's course: read, keys, decrypt, replay, check of who may, JSON, access-log event synced\n");
  std::printf("%10s %12s %12s %12s %16s\n", "entries", "opened ms", "p50 ms", "p99 ms", "us per entry");
  Place place;
  std::vector<std::pair<std::uint32_t, JournalId>> files;
  for (const std::uint32_t size : {300u, 1000u, 3000u, 5000u}) files.emplace_back(size, place.bring(size, size));
  place.begin();
  double first = 0, first_size = 0;
  for (const auto& [size, journal] : files) {
    std::vector<double> times, files_opened;
    const LocalDate last = bench::a_case(size).back().date();  // as somebody reads it who treats the family
    constexpr int rounds = 101;
    for (int i = 0; i < rounds; ++i) {
      const double begun = now_ms();
      const auto opened = held(place.acts->open(place.anna(), journal, "course.read"));
      files_opened.push_back(now_ms() - begun);
      const std::string text = cli::served_course(opened, place.catalogue(), last + 1, Language::nl);
      if (text.empty()) std::exit(1);
      times.push_back(now_ms() - begun);
    }
    const double p50 = quantile(times, 0.5);
    if (first == 0) {
      std::printf("%10u %12.2f %12.2f %12.2f %16s\n", size, quantile(files_opened, 0.5), p50, quantile(times, 0.99),
                  "");
      first = p50;
      first_size = size;
    } else {
      std::printf("%10u %12.2f %12.2f %12.2f %16.1f\n", size, quantile(files_opened, 0.5), p50, quantile(times, 0.99),
                  1e3 * (p50 - first) / (size - first_size));
    }
  }
}

void visits() {
  std::printf("\nRecording a visit, one at a time: policy, file read, gate, row, summary, three syncs\n");
  std::printf("%10s %12s %12s %12s\n", "entries", "wall p50 ms", "wall p99 ms", "cpu ms");
  Place place;
  std::uint32_t number = 0;
  for (const std::uint32_t size : {300u, 3000u}) {
    const JournalId journal = place.bring(size, size);
    place.begin();
    std::vector<double> times;
    constexpr int rounds = 101;
    const double cpu = cpu_ms();
    for (int i = 0; i < rounds; ++i) {
      const double begun = now_ms();
      held(place.acts->record(place.anna(), journal, {visit(journal, ++number)}, {}));
      times.push_back(now_ms() - begun);
    }
    std::printf("%10u %12.2f %12.2f %12.2f\n", size, quantile(times, 0.5), quantile(times, 0.99),
                (cpu_ms() - cpu) / rounds);
  }
}

/// Acts of one entry each, by `threads` writers.
double acts_per_second(Place& place, std::size_t threads, std::uint32_t each, std::uint32_t& number,
                       std::vector<double>* times = nullptr) {
  std::vector<std::thread> all;
  std::mutex mutex;
  const double begun = now_ms();
  for (std::size_t t = 0; t < threads; ++t) {
    const std::uint32_t from = number;
    number += each;
    all.emplace_back([&, from, t] {
      const auto journal = bench::make<JournalId>(4, static_cast<std::uint32_t>(t));
      std::vector<double> own;
      for (std::uint32_t i = 0; i < each; ++i) {
        store::Act act;
        act.event = event("record.contact");
        const dossier::Entry entry = visit(journal, from + i);
        act.puts.push_back({journal, {}, {{entry.id, dossier::entry_text(entry)}}});
        const double one = now_ms();
        held(place.store->append(act));
        own.push_back(now_ms() - one);
      }
      const std::lock_guard lock(mutex);
      if (times != nullptr) times->insert(times->end(), own.begin(), own.end());
    });
  }
  for (std::thread& thread : all) thread.join();
  return 1e3 * static_cast<double>(threads * each) / (now_ms() - begun);
}

/// The rows of a store's three files, written again by SQLite alone: one transaction a file and act, in the same order.
double bare_per_second(Place& place) {
  struct File {
    const char *source, *name, *make, *read, *insert;
  };
  constexpr File kinds[]{
      {"keys/keys.db", "bare_keys.db",
       "CREATE TABLE salt (journal BLOB NOT NULL, seq INTEGER NOT NULL, salt BLOB NOT NULL, PRIMARY KEY (journal, "
       "seq)) WITHOUT ROWID",
       "SELECT journal, seq, salt FROM salt WHERE seq > 0 ORDER BY seq", "INSERT INTO salt VALUES (?, ?, ?)"},
      {"access/2026.db", "bare_access.db",
       "CREATE TABLE event (seq INTEGER PRIMARY KEY, journal BLOB NOT NULL, previous BLOB NOT NULL, hash BLOB NOT "
       "NULL, sealed BLOB NOT "
       "NULL); CREATE INDEX event_of_journal ON event (journal, seq)",
       "SELECT seq, journal, previous, hash, sealed FROM event ORDER BY seq",
       "INSERT INTO event VALUES (?, ?, ?, ?, ?)"},
      {"data/journals.db", "bare_data.db",
       "CREATE TABLE entry (organisation BLOB NOT NULL, journal BLOB NOT NULL, seq INTEGER NOT NULL, id_tag BLOB NOT "
       "NULL, previous BLOB "
       "NOT NULL, hash BLOB NOT NULL, sealed BLOB NOT NULL, PRIMARY KEY (organisation, journal, seq), UNIQUE "
       "(organisation, journal, "
       "id_tag)) WITHOUT ROWID",
       "SELECT organisation, journal, seq, id_tag, previous, hash, sealed FROM entry ORDER BY seq",
       "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)"}};
  std::vector<std::unique_ptr<store::Db>> to;
  std::vector<std::vector<std::vector<store::Param>>> rows(3);
  std::deque<std::string> kept;
  for (std::size_t f = 0; f < 3; ++f) {
    const auto from = held(store::open_sqlite(place.path(kinds[f].source).string(), {.read_only = true}));
    const std::size_t columns = f == 0 ? 3 : f == 1 ? 5 : 7;
    const std::size_t number = f == 0 ? 1 : f == 1 ? 0 : 2;
    held(from->each(kinds[f].read, {}, [&](const store::Row& row) {
      std::vector<store::Param>& out = rows[f].emplace_back();
      for (std::size_t c = 0; c < columns; ++c) {
        if (c == number) {
          out.emplace_back(row.number(static_cast<int>(c)));
        } else {
          out.emplace_back(store::Blob{kept.emplace_back(row.bytes(static_cast<int>(c)))});
        }
      }
      return true;
    }));
    fs::remove(place.path(kinds[f].name));
    to.push_back(held(store::open_sqlite(place.path(kinds[f].name).string(), {.create = true})));
    held(to.back()->script(kinds[f].make));
  }
  const std::size_t acts = std::min({rows[0].size(), rows[1].size(), rows[2].size()});
  const auto put = [&](std::size_t f, const std::vector<store::Param>& p) {
    switch (p.size()) {
      case 3: held(to[f]->run(kinds[f].insert, {p[0], p[1], p[2]})); break;
      case 5: held(to[f]->run(kinds[f].insert, {p[0], p[1], p[2], p[3], p[4]})); break;
      default: held(to[f]->run(kinds[f].insert, {p[0], p[1], p[2], p[3], p[4], p[5], p[6]})); break;
    }
  };
  const double begun = now_ms();
  for (std::size_t i = 0; i < acts; ++i) {
    for (std::size_t f = 0; f < 3; ++f) {
      held(to[f]->script("BEGIN IMMEDIATE"));
      put(f, rows[f][i]);
      held(to[f]->script("COMMIT"));
    }
  }
  return 1e3 * static_cast<double>(acts) / (now_ms() - begun);
}

void acts() {
  constexpr int rounds = 7;
  constexpr std::uint32_t each = 300;
  std::vector<double> ours, bare, many, times;
  std::uint32_t number = 1;
  for (int round = 0; round < rounds; ++round) {
    Place place;
    ours.push_back(acts_per_second(place, 1, each, number, &times));
    bare.push_back(bare_per_second(place));
    many.push_back(acts_per_second(place, 16, each, number));
  }
  const double alone = quantile(ours, 0.5), other = quantile(bare, 0.5);
  std::printf("\nActs of one entry a second, synced; medians of seven rounds in turn\n");
  std::printf("%-46s %10.0f\n", "store, one writer", alone);
  std::printf("%-46s %10.0f\n", "bare SQLite, the same rows in the same files", other);
  std::printf("%-46s %10.2f\n", "store over bare SQLite", alone / other);
  std::printf("%-46s %10.0f\n", "store, sixteen writers", quantile(many, 0.5));
  std::printf("%-46s %10.2f\n", "p50 ms of an act alone", quantile(times, 0.5));
  std::printf("%-46s %10.2f\n", "p99 ms, checkpoints among them", quantile(times, 0.99));
}

void lists() {
  std::printf("\nA worker's list of 8 families, and the same for a team of ten, among many\n");
  std::printf("%10s %14s %14s\n", "families", "worker us", "team us");
  for (const std::uint32_t size : {1'000u, 10'000u, 100'000u, 1'000'000u}) {
    service::Register all;
    constexpr std::uint32_t of_one = 8;
    for (std::uint32_t i = 0; i < size; ++i) {
      service::Family family;
      family.journal = bench::make<JournalId>(5, i);
      family.title = "Synthetic family " + std::to_string(i);
      family.workers = {bench::make<PersonId>(6, i / of_one)};
      all.put(std::move(family));
    }
    std::set<PersonId> team;
    for (std::uint32_t i = 0; i < 10; ++i) team.insert(bench::make<PersonId>(6, i * 7));
    const auto time = [&](const std::set<PersonId>& people) {
      constexpr int rounds = 2000;
      const double begun = now_ms();
      for (int i = 0; i < rounds; ++i) {
        if (all.of_workers(people, {}, 100).empty()) std::exit(1);
      }
      return 1e3 * (now_ms() - begun) / rounds;
    };
    std::printf("%10u %14.1f %14.1f\n", size, time({bench::make<PersonId>(6, 3)}), time(team));
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::pair<std::string_view, std::function<void()>>> parts{
      {"courses", courses}, {"visits", visits}, {"acts", acts}, {"lists", lists}};
  const std::string_view only = argc > 1 ? argv[1] : "";
  for (const auto& [name, run] : parts) {
    if (only.empty() || only == name) run();
  }
}
