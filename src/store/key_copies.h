// Rolling copies of the key store, on a path of their own, and the list of erasures beside them.
#pragma once

#include <string>
#include <vector>

#include "store/store.h"

namespace koers::store {

inline constexpr int key_copy_days = 30;

/// Copies the key store to `directory` as keys-YYYYMMDDTHHMMSS.db, writes the list of erasures beside it (erasures.txt) and deletes copies of
/// more than key_copy_days before `now`. Returns the name of the copy.
Expected<std::string> copy_keys(const Paths& paths, const Secret& organisation_key, const Options& options,
                                const std::string& directory, CivilTime now);
/// Only the list, after an erasure.
std::optional<Error> write_erasures(KeyStore& keys, const std::string& directory);
/// backup.bad_erasures with the line; file.cannot_read.
Expected<std::vector<Erasure>> parse_erasures(std::string_view text, const std::string& file);
Expected<std::vector<Erasure>> read_erasures(const std::string& directory);
/// Paths of the copies in a directory, the youngest last.
std::vector<std::string> copies_in(const std::string& directory);

Expected<KeyStore> open_keys(const std::string& path, const Secret& organisation_key, const Options& options,
                             bool read_only);

}  // namespace koers::store
