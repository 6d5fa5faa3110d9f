// A store in a directory of its own that goes with the test, and short ways to speak of ids, acts and rows.
#pragma once

#include <atomic>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <string>
#include <unistd.h>

#include "store/store.h"

namespace koers::store::testing_ {

namespace fs = std::filesystem;

/// An id whose last bytes are `number`.
template <class Id>
Id id(std::uint32_t number) {
  std::array<std::uint8_t, 16> bytes{};
  for (std::size_t i = 0; i < 4; ++i) bytes[15 - i] = static_cast<std::uint8_t>(number >> (8 * i));
  bytes[0] = 1;
  return Id(bytes);
}
inline JournalId journal(std::uint32_t number) { return id<JournalId>(number); }
inline EntryId entry(std::uint32_t number) { return id<EntryId>(number); }

inline AccessEvent event(std::string act, Action action = Action::read) {
  AccessEvent out;
  out.at = *CivilTime::parse("2026-11-26T09:00:00+01:00");
  out.act = std::move(act);
  out.action = action;
  out.who = id<PersonId>(7);
  out.role = "worker";
  out.purpose = "treatment";
  out.from = "test";
  return out;
}

inline Act adds(JournalId to, std::vector<Offered> entries) {
  Act out;
  out.puts.push_back({to, {}, std::move(entries)});
  out.event = event("contact.record", Action::create);
  return out;
}

class StoreDir : public testing::Test {
 protected:
  StoreDir() : key(*Secret::of(std::string(key_bytes, 'k'))) {
    static std::atomic<int> number = 0;
    dir = fs::temp_directory_path() / ("koers-store-" + std::to_string(getpid()) + '-' + std::to_string(++number));
    fs::create_directories(dir);
    paths = Paths::in(dir.string());
    options.synced = false;
  }
  ~StoreDir() override { fs::remove_all(dir); }

  std::unique_ptr<Store> make() {
    const auto fault = Store::found(paths, key, options);
    EXPECT_FALSE(fault) << fault->code;
    return again();
  }
  std::unique_ptr<Store> again() const {
    auto out = Store::open(paths, key, options);
    EXPECT_TRUE(out) << out.error().code;
    return out ? std::move(*out) : nullptr;
  }
  /// A database of the store, to read or spoil it from outside.
  std::unique_ptr<Db> raw(const std::string& path) const {
    auto out = open_sqlite(path, {false, false, false, nullptr});
    EXPECT_TRUE(out);
    return out ? std::move(*out) : nullptr;
  }
  std::unique_ptr<Db> raw_data() const { return raw(paths.data + "/journals.db"); }
  std::unique_ptr<Db> raw_keys() const { return raw(paths.keys + "/keys.db"); }
  std::unique_ptr<Db> raw_log() const { return raw(paths.access + "/2026.db"); }

  fs::path dir;
  Paths paths;
  Secret key;
  Options options;
};

inline std::string held(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Files under `directory` with `word` in their bytes.
inline std::vector<std::string> files_with(const fs::path& directory, std::string_view word) {
  std::vector<std::string> out;
  for (const fs::directory_entry& file : fs::recursive_directory_iterator(directory)) {
    if (file.is_regular_file() && held(file.path()).find(word) != std::string::npos)
      out.push_back(file.path().string());
  }
  return out;
}

template <class T>
std::string code_of(const Expected<T>& result) {
  return result ? "" : result.error().code;
}
inline std::string code_of(const std::optional<Error>& fault) { return fault ? fault->code : ""; }

}  // namespace koers::store::testing_
