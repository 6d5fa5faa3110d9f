#include "store/migrations.h"

#include <algorithm>
#include <filesystem>

#include "store/accounts.h"
#include "store/migrate.h"

namespace koers::store {

Expected<std::vector<FileSteps>> migrate_all(const Paths& paths, const std::string& accounts, bool dry_run) {
  namespace fs = std::filesystem;
  struct File {
    std::string path;
    std::span<const Migration> shape;
  };
  std::vector<File> files{{paths.keys + "/keys.db", KeyStore::shape()},
                          {paths.data + "/journals.db", journals_shape()},
                          {accounts + "/accounts.db", Accounts::shape()}};
  std::error_code none;
  std::vector<std::string> years;
  for (fs::directory_iterator at(paths.access, none), end; !none && at != end; at.increment(none)) {
    if (at->path().extension() == ".db") years.push_back(at->path().string());
  }
  std::ranges::sort(years);
  for (const std::string& year : years) files.push_back({year, AccessLog::shape()});
  std::vector<FileSteps> out;
  for (const File& file : files) {
    if (!fs::exists(file.path, none)) {
      if (file.path.starts_with(accounts + "/")) continue;
      return fail("db.not_there", {}, {file.path, 0, 0, {}});
    }
    auto db = open_sqlite(file.path, {.read_only = dry_run, .create = false, .synced = true, .vfs = nullptr});
    if (!db) return fail(db.error());
    auto steps = migrate(**db, file.shape, dry_run);
    if (!steps) {
      Error fault = steps.error();
      fault.place.file = file.path;
      return fail(fault);
    }
    out.push_back({file.path, std::move(*steps)});
  }
  return out;
}

}  // namespace koers::store
