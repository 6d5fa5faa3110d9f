#include "store/key_copies.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "base/text.h"
#include "exchange/write_file.h"

namespace koers::store {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view erasures_name = "erasures.txt", copy_start = "keys-", copy_end = ".db";

/// In UTC, so that names sort as the copies were made.
std::string stamp(CivilTime now) {
  constexpr std::int64_t day = 86'400;
  const std::int64_t days = now.instant() / day, second = now.instant() % day;  // no copies from before 1970
  std::string out = LocalDate(static_cast<std::int32_t>(days)).text() + 'T';
  std::erase(out, '-');
  for (const std::int64_t part : {second / 3600, second / 60 % 60, second % 60}) {
    out += static_cast<char>('0' + part / 10);
    out += static_cast<char>('0' + part % 10);
  }
  return out;
}

/// The day of a copy by its name; none of other files.
std::optional<LocalDate> day_of_copy(const std::string& name) {
  if (!name.starts_with(copy_start) || !name.ends_with(copy_end) || name.size() < copy_start.size() + 8) return {};
  const std::string day = name.substr(copy_start.size(), 8);
  return LocalDate::parse(day.substr(0, 4) + '-' + day.substr(4, 2) + '-' + day.substr(6, 2));
}

Expected<std::string> file_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string out{std::istreambuf_iterator<char>(in), {}};
  if (!in) return fail("file.cannot_read", {}, {path, 0, 0, {}});
  return out;
}

}  // namespace

std::vector<std::string> copies_in(const std::string& directory) {
  std::vector<std::string> out;
  std::error_code none;
  for (const fs::directory_entry& file : fs::directory_iterator(directory, none)) {
    const std::string name = file.path().filename().string();
    if (day_of_copy(name)) out.push_back(file.path().string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

Expected<KeyStore> open_keys(const std::string& path, const Secret& organisation_key, const Options& options,
                             bool read_only) {
  auto db = open_sqlite(path, {read_only, false, options.synced, options.vfs});
  if (!db) return fail(db.error());
  return KeyStore::open(std::move(*db), organisation_key);
}

std::optional<Error> write_erasures(KeyStore& keys, const std::string& directory) {
  auto list = keys.erasures();
  if (!list) return list.error();
  std::string text;
  for (const Erasure& one : *list)
    text += hex(one.journal) + ' ' + std::to_string(one.seq) + ' ' + one.at.text() + ' ' + one.reason + '\n';
  std::error_code none;
  fs::create_directories(directory, none);
  return exchange::write_file(fs::path(directory) / erasures_name, text);
}

Expected<std::vector<Erasure>> parse_erasures(std::string_view text, const std::string& file) {
  std::vector<Erasure> out;
  std::uint32_t line = 0;
  while (!text.empty()) {
    ++line;
    const std::size_t end = std::min(text.find('\n'), text.size());
    const auto words = split(text.substr(0, end), ' ');
    text.remove_prefix(std::min(end + 1, text.size()));
    const auto journal = words.size() == 4 ? from_hex(words[0]) : std::nullopt;
    const auto seq = words.size() == 4 ? whole(words[1]) : std::nullopt;
    const auto at = words.size() == 4 ? CivilTime::parse(words[2]) : std::nullopt;
    if (!journal || journal->size() != tag_bytes || !seq || !at)
      return fail("backup.bad_erasures", {}, {file, line, 0, {}});
    out.push_back({line, *journal, *seq, *at, std::string(words[3])});
  }
  return out;
}

Expected<std::vector<Erasure>> read_erasures(const std::string& directory) {
  const std::string file = directory + '/' + std::string(erasures_name);
  auto text = file_text(file);
  if (!text) return fail(text.error());
  return parse_erasures(*text, file);
}

Expected<std::string> copy_keys(const Paths& paths, const Secret& organisation_key, const Options& options,
                                const std::string& directory, CivilTime now) {
  auto keys = open_keys(paths.keys + "/keys.db", organisation_key, options, false);
  if (!keys) return fail(keys.error());
  std::error_code none;
  fs::create_directories(directory, none);
  const std::string name = std::string(copy_start) + stamp(now) + std::string(copy_end);
  if (fs::exists(fs::path(directory) / name, none))
    return fail("file.cannot_write", {}, {directory + '/' + name, 0, 0, {}});
  if (auto fault = keys->db().copy_to(directory + '/' + name)) return fail(*fault);
  fs::permissions(fs::path(directory) / name, fs::perms::owner_read | fs::perms::owner_write, none);
  if (auto fault = write_erasures(*keys, directory)) return fail(*fault);
  for (const std::string& old : copies_in(directory)) {
    if (*day_of_copy(fs::path(old).filename().string()) + key_copy_days < now.date) fs::remove(old, none);
  }
  return name;
}

}  // namespace koers::store
