#include <filesystem>
#include <map>
#include <sqlite3.h>

#include "store/db.h"

namespace koers::store {
namespace {

const char* code_of(int result) {
  if (result == SQLITE_CONSTRAINT_UNIQUE || result == SQLITE_CONSTRAINT_PRIMARYKEY) return "db.unique";
  switch (result & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return "db.busy";
    case SQLITE_FULL: return "db.full";
    case SQLITE_IOERR: return "db.io";
    case SQLITE_NOMEM: return "db.memory";
    case SQLITE_CORRUPT: return "db.corrupt";
    case SQLITE_NOTADB: return "db.no_database";
    case SQLITE_CONSTRAINT: return "db.constraint";
    case SQLITE_READONLY:
    case SQLITE_PERM: return "db.read_only";
    case SQLITE_CANTOPEN: return "db.cannot_open";
    default: return "db.other";
  }
}

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

class SqliteRow final : public Row {
 public:
  explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}
  std::int64_t number(int column) const override { return sqlite3_column_int64(statement_, column); }
  std::string_view bytes(int column) const override {
    const void* data = sqlite3_column_blob(statement_, column);
    const int size = sqlite3_column_bytes(statement_, column);
    return data == nullptr ? std::string_view() : std::string_view(static_cast<const char*>(data), std::size_t(size));
  }
  bool null(int column) const override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

 private:
  sqlite3_stmt* statement_;
};

struct Bind {
  sqlite3_stmt* statement;
  int at;
  int operator()(std::nullptr_t) const { return sqlite3_bind_null(statement, at); }
  int operator()(std::int64_t value) const { return sqlite3_bind_int64(statement, at, value); }
  int operator()(std::string_view value) const {
    return sqlite3_bind_text64(statement, at, value.data() == nullptr ? "" : value.data(), value.size(), SQLITE_STATIC,
                               SQLITE_UTF8);
  }
  int operator()(Blob value) const {
    if (value.bytes.empty()) return sqlite3_bind_zeroblob(statement, at, 0);
    return sqlite3_bind_blob64(statement, at, value.bytes.data(), value.bytes.size(), SQLITE_STATIC);
  }
};

class Sqlite final : public Db {
 public:
  Sqlite(sqlite3* db, std::string path) : db_(db), path_(std::move(path)) {}
  Sqlite(const Sqlite&) = delete;
  Sqlite& operator=(const Sqlite&) = delete;
  ~Sqlite() override {
    statements_.clear();
    sqlite3_close_v2(db_);
  }

  Expected<std::int64_t> run(std::string_view sql, std::initializer_list<Param> params) override {
    if (auto fault = each(sql, params, [](const Row&) { return true; })) return fail(*fault);
    return sqlite3_changes64(db_);
  }

  std::optional<Error> each(std::string_view sql, std::initializer_list<Param> params, const OnRow& on_row) override {
    auto found = statements_.find(sql);
    if (found == statements_.end()) {
      sqlite3_stmt* made = nullptr;
      const int result =
          sqlite3_prepare_v3(db_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &made, nullptr);
      if (result != SQLITE_OK) return fault(result);
      found = statements_.emplace(std::string(sql), Statement(made)).first;
    }
    sqlite3_stmt* statement = found->second.get();
    int at = 0;
    for (const Param& param : params) {
      const int result = std::visit(Bind{statement, ++at}, param);
      if (result != SQLITE_OK) return done(statement, result);
    }
    const SqliteRow row(statement);
    for (;;) {
      const int result = sqlite3_step(statement);
      if (result == SQLITE_DONE) return done(statement, SQLITE_OK);
      if (result != SQLITE_ROW) return done(statement, result);
      if (!on_row(row)) return done(statement, SQLITE_OK);
    }
  }

  std::optional<Error> script(const std::string& sql) override {
    const int result = sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr);
    return result == SQLITE_OK ? std::nullopt : std::optional(fault(result));
  }

  std::optional<Error> settle() override {
    const int result = sqlite3_wal_checkpoint_v2(db_, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    return result == SQLITE_OK ? std::nullopt : std::optional(fault(result));
  }

  std::optional<Error> copy_to(const std::string& path) override {
    if (auto made = run("VACUUM INTO ?", {std::string_view(path)}); !made) return made.error();
    return {};
  }

  Error fault(int result) const {
    const int known = sqlite3_extended_errcode(db_);
    const int extended = (known & 0xff) == (result & 0xff) ? known : result;
    return error(code_of(extended), {{"number", std::to_string(extended)}}, {path_, 0, 0, {}});
  }

 private:
  /// Frees the statement for its next use and forgets what was bound: it may be a secret.
  std::optional<Error> done(sqlite3_stmt* statement, int result) const {
    std::optional<Error> out;
    if (result != SQLITE_OK) out = fault(result);
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return out;
  }

  sqlite3* db_;
  std::string path_;
  std::map<std::string, Statement, std::less<>> statements_;
};

}  // namespace

Expected<std::unique_ptr<Db>> open_sqlite(const std::string& path, const Opening& how) {
  std::error_code none;
  if (how.vfs == nullptr && !how.create && !std::filesystem::exists(path, none))
    return fail("db.not_there", {}, {path, 0, 0, {}});
  const int access =
      how.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | (how.create ? SQLITE_OPEN_CREATE : 0);
  sqlite3* raw = nullptr;
  const int result = sqlite3_open_v2(path.c_str(), &raw, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, how.vfs);
  auto db = std::make_unique<Sqlite>(raw, path);
  if (result != SQLITE_OK) return fail(db->fault(result));
  sqlite3_busy_timeout(raw, 5000);
  // secure_delete: what is erased is overwritten where it stood, not only unlinked.
  std::string settings = "PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;";
  if (!how.read_only) {
    settings += "PRAGMA secure_delete=ON; PRAGMA journal_mode=WAL; PRAGMA synchronous=";
    settings += how.synced ? "FULL;" : "OFF;";
  }
  if (auto fault = db->script(settings)) return fail(*fault);
  return db;
}

Expected<std::int64_t> Db::number(std::string_view sql, std::initializer_list<Param> params) {
  std::int64_t out = 0;
  auto fault = each(sql, params, [&](const Row& row) {
    out = row.number(0);
    return false;
  });
  if (fault) return fail(*fault);
  return out;
}

Expected<std::optional<std::string>> Db::bytes(std::string_view sql, std::initializer_list<Param> params) {
  std::optional<std::string> out;
  auto fault = each(sql, params, [&](const Row& row) {
    out = row.bytes(0);
    return false;
  });
  if (fault) return fail(*fault);
  return out;
}

}  // namespace koers::store
