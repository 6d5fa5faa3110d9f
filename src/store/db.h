// The seam to the database: one connection, statements with `?` in portable SQL, errors by class. SQLite stands behind it
// (sqlite.cpp, the only file that knows); PostgreSQL can follow as a second class.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "base/expected.h"

namespace koers::store {

struct Blob {
  std::string_view bytes;
};
/// What is bound to a `?`. Text and bytes need live only during the call.
using Param = std::variant<std::nullptr_t, std::int64_t, std::string_view, Blob>;

/// One row of an answer, columns from 0; views live until the row function returns.
class Row {
 public:
  virtual std::int64_t number(int column) const = 0;  ///< 0 for NULL
  virtual std::string_view bytes(int column) const = 0;  ///< of text and blobs; empty for NULL
  virtual bool null(int column) const = 0;

 protected:
  ~Row() = default;
};

/// How a connection is opened.
struct Opening {
  bool read_only = false;
  bool create = false;  ///< a file that is not there is made; else it is db.not_there
  bool synced = true;  ///< a commit is on the disk when it returns; false only in tests that do not test this
  const char* vfs = nullptr;  ///< of SQLite; for tests of faults
};

/// One connection, for one thread at a time. Every function answers with an Error of these classes: db.busy, db.full, db.io, db.memory,
/// db.corrupt, db.no_database, db.unique, db.constraint, db.read_only, db.cannot_open, db.not_there, db.other. After db.full, db.io and
/// db.memory the transaction is rolled back by the one who began it.
class Db {
 public:
  using OnRow = std::function<bool(const Row&)>;  ///< false: no more rows

  virtual ~Db() = default;
  /// Rows changed.
  virtual Expected<std::int64_t> run(std::string_view sql, std::initializer_list<Param> params = {}) = 0;
  virtual std::optional<Error> each(std::string_view sql, std::initializer_list<Param> params, const OnRow& on_row) = 0;
  /// Several statements without parameters, parted by ';'.
  virtual std::optional<Error> script(const std::string& sql) = 0;
  /// Brings what is in side files (the write-ahead log) into the file, and leaves nothing of it there.
  virtual std::optional<Error> settle() = 0;
  /// A copy of the whole database as it is now, in a new file.
  virtual std::optional<Error> copy_to(const std::string& path) = 0;

  /// The number in the first column of the first row; 0 when there is none.
  Expected<std::int64_t> number(std::string_view sql, std::initializer_list<Param> params = {});
  /// The bytes in the first column of the first row; none when there is no row.
  Expected<std::optional<std::string>> bytes(std::string_view sql, std::initializer_list<Param> params = {});
};

Expected<std::unique_ptr<Db>> open_sqlite(const std::string& path, const Opening& how);

/// Begins at construction; rolls back unless committed. `begun()` is false when it could not begin.
class Transaction {
 public:
  enum class Kind { write, read };  ///< read: what is seen stays the same
  explicit Transaction(Db& db, Kind kind = Kind::write)
      : db_(db), fault_(db.script(kind == Kind::write ? "BEGIN IMMEDIATE" : "BEGIN")), open_(!fault_) {}
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction() {
    if (open_) static_cast<void>(db_.script("ROLLBACK"));
  }
  const std::optional<Error>& fault() const { return fault_; }
  std::optional<Error> commit() {
    if (fault_) return fault_;
    auto fault = db_.script("COMMIT");
    if (!fault) open_ = false;
    return fault;
  }

 private:
  Db& db_;
  std::optional<Error> fault_;
  bool open_;
};

}  // namespace koers::store
