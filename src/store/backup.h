// A copy of journals, access log and accounts as one encrypted stream of rows, and the key store apart from it in rolling copies. What is destroyed in
// the key store opens in no backup, however old.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "store/store.h"

namespace koers::store {

struct BackedUp {
  std::int64_t rows = 0, documents = 0, events = 0, accounts = 0;
};

/// Takes the bytes of the stream as they are made; an Error stops it.
using Sink = std::function<std::optional<Error>(std::string_view)>;
/// Up to `most` bytes from the stream; empty at its end.
using Source = std::function<Expected<std::string>(std::size_t most)>;

/// A consistent state of all journals and, after it, of the access log and the accounts (without sessions and what
/// waits for a second person), while others go on writing. Encrypted under the root
/// (XChaCha20-Poly1305 stream): it opens with the key store and the organisation's key, and not when it was cut or changed.
Expected<BackedUp> backup(const Paths& paths, const Secret& organisation_key, const Options& options, const Sink& sink);

/// Reads a backup without writing anything: backup.not_a_backup, backup.damaged, and each broken chain as in verify.
Expected<BackedUp> check_backup(const Source& source, const RootKeys& root);

/// Makes a new organisation's files at `paths` from a backup and the directory of key copies: takes the youngest copy (or `copy`), applies the
/// list of erasures to it, then reads the stream and verifies it while it writes. store.exists when something stands there; a failed one
/// leaves nothing. Faults of key_copies.h too; backup.no_key_copy.
Expected<BackedUp> restore(const Paths& paths, const Secret& organisation_key, const Options& options,
                           const Source& source, const std::string& copies, const std::string& copy = {});

}  // namespace koers::store
