#include <filesystem>

#include "store/backup.h"
#include "store/backup_rows.h"
#include "store/key_copies.h"

namespace koers::store {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t rows_per_commit = 10'000;

/// Only the files a restore makes.
void remove_made(const Paths& paths) {
  std::error_code none;
  std::vector<std::string> files{paths.keys + "/keys.db", paths.data + "/journals.db"};
  if (!paths.accounts.empty()) files.push_back(paths.accounts + "/accounts.db");
  for (const std::string& file : files) {
    for (const char* side : {"", "-wal", "-shm"}) fs::remove(file + side, none);
  }
  fs::remove_all(paths.access, none);
}

std::optional<Error> bring_back_keys(const Paths& paths, const Secret& organisation_key, const Options& options,
                                     const std::string& copy, const std::vector<Erasure>& erasures) {
  std::error_code none;
  fs::copy_file(copy, paths.keys + "/keys.db", none);
  if (none) return error("file.cannot_read", {}, {copy, 0, 0, {}});
  auto keys = open_keys(paths.keys + "/keys.db", organisation_key, options, false);
  if (!keys) return keys.error();
  {
    Transaction transaction(keys->db());
    if (transaction.fault()) return transaction.fault();
    for (const Erasure& one : erasures) {
      if (auto fault = keys->erase(one)) return fault;
    }
    if (auto fault = transaction.commit()) return fault;
  }
  return keys->db().settle();
}

Expected<std::unique_ptr<Db>> make_accounts(const Paths& paths, const Options& options) {
  if (paths.accounts.empty()) return fail("store.no_directory");
  std::error_code none;
  fs::create_directories(paths.accounts, none);
  fs::permissions(paths.accounts, fs::perms::owner_all, none);
  const std::string path = paths.accounts + "/accounts.db";
  auto db = open_sqlite(path, {false, true, options.synced, options.vfs});
  if (!db) return db;
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write, none);
  if (const auto made = migrate(**db, Accounts::shape()); !made) return fail(made.error());
  return db;
}

Expected<BackedUp> bring_back_rows(const Paths& paths, const Secret& organisation_key, const Options& options,
                                   const Source& source) {
  auto keys = open_keys(paths.keys + "/keys.db", organisation_key, options, true);
  if (!keys) return fail(keys.error());
  const RootKeys& root = keys->root();
  auto data = open_sqlite(paths.data + "/journals.db", {false, true, options.synced, options.vfs});
  if (!data) return fail(data.error());
  if (const auto made = migrate(**data, journals_shape()); !made) return fail(made.error());
  AccessLog log(paths.access, {false, false, options.synced, options.vfs}, root.organisation, root.access.copy());

  Db* writing = nullptr;
  std::int64_t written = 0;
  const auto change_to = [&](Db* next) -> std::optional<Error> {
    if (writing != nullptr) {
      if (auto fault = writing->script("COMMIT")) return fault;
    }
    writing = next;
    return next == nullptr ? std::nullopt : next->script("BEGIN IMMEDIATE");
  };
  std::unique_ptr<Db> accounts;
  auto out = each_placed(source, root, [&](const Placed& placed) -> std::optional<Error> {
    Db* target = data->get();
    if (placed.account) {
      if (accounts == nullptr) {
        auto made = make_accounts(paths, options);
        if (!made) return made.error();
        accounts = std::move(*made);
      }
      target = accounts.get();
    } else if (placed.year != 0) {
      auto year = log.make_year(placed.year);
      if (!year) return year.error();
      target = *year;
    }
    if (target != writing || ++written % rows_per_commit == 0) {
      if (auto fault = change_to(target)) return fault;
    }
    if (placed.document) return insert_document(*target, root.organisation, *placed.document);
    if (placed.account) return insert_account_row(*target, *placed.account);
    return placed.year != 0 ? insert_event_row(*target, placed.row)
                            : insert_row(*target, root.organisation, placed.row);
  });
  if (!out) return out;
  if (auto fault = change_to(nullptr)) return fail(*fault);
  return out;
}

}  // namespace

Expected<BackedUp> restore(const Paths& paths, const Secret& organisation_key, const Options& options,
                           const Source& source, const std::string& copies, const std::string& copy) {
  std::error_code none;
  for (const std::string& part : {paths.keys + "/keys.db", paths.data + "/journals.db", paths.access,
                                  paths.accounts.empty() ? paths.access : paths.accounts + "/accounts.db"}) {
    if (fs::exists(part, none)) return fail("store.exists", {}, {part, 0, 0, {}});
  }
  const auto known = copies_in(copies);
  if (copy.empty() && known.empty()) return fail("backup.no_key_copy", {}, {copies, 0, 0, {}});
  const auto erasures = read_erasures(copies);
  if (!erasures) return fail(erasures.error());
  if (auto fault = make_directories(paths)) return fail(*fault);
  auto fault = bring_back_keys(paths, organisation_key, options, copy.empty() ? known.back() : copy, *erasures);
  auto out = fault ? Expected<BackedUp>(fail(*fault)) : bring_back_rows(paths, organisation_key, options, source);
  if (!out) remove_made(paths);
  return out;
}

}  // namespace koers::store
