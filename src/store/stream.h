// The encrypted stream of a backup: records of fields, packed into authenticated pieces; a piece that is missing, moved or cut is noticed.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/expected.h"
#include "store/backup.h"

namespace koers::store {

/// A record: a letter and its fields, each at most 16 MiB.
struct Record {
  char sort = 0;
  std::vector<std::string> fields;
};
std::string pack(const Record& record);
/// The first record of `bytes`, which moves on; none when it is not whole yet. `wrong` when it never will be.
std::optional<Record> take_record(std::string_view& bytes, bool& wrong);

class SealedWriter {
 public:
  SealedWriter(const Secret& key, Sink sink);
  ~SealedWriter();
  std::optional<Error> add(const Record& record);
  std::optional<Error> finish();

 private:
  std::optional<Error> push(bool last);
  struct State;
  std::unique_ptr<State> state_;
};

class SealedReader {
 public:
  SealedReader(const Secret& key, Source source);
  ~SealedReader();
  /// The next record; none at the end. backup.not_a_backup, backup.damaged.
  Expected<std::optional<Record>> next();

 private:
  Expected<bool> pull();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace koers::store
