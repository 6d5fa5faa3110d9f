// The rows of a backup as they are read back.
#pragma once

#include <functional>
#include <optional>

#include "store/accounts.h"
#include "store/backup.h"
#include "store/stream.h"

namespace koers::store {

struct Placed {
  int year = 0;  ///< of an event; 0: a row of a journal
  JournalRow row;
  std::optional<AccountRow> account = {};  ///< then it is neither
  std::optional<DocumentRow> document = {};  ///< as well
};

Secret stream_key(const RootKeys& root);
/// What the last record of a backup says there should be.
std::vector<std::string> counts_of(const BackedUp& done);

/// Each row of a backup in order, after its chain has been followed. backup.not_a_backup, backup.damaged, backup.other_organisation,
/// backup.broken_chain.
Expected<BackedUp> each_placed(const Source& source, const RootKeys& root,
                               const std::function<std::optional<Error>(const Placed&)>& on);

}  // namespace koers::store
