// The shapes of all files of an organisation, brought to what this program knows, or only looked at.
#pragma once

#include <string>
#include <vector>

#include "store/store.h"

namespace koers::store {

struct FileSteps {
  std::string file;
  std::vector<std::string> steps;  ///< names, in order; empty: the file is as it should be
};

/// Key store, journals, accounts (where there are any) and each year of the access log; needs no key. With `dry_run` nothing is changed.
/// Faults: db.newer, and those of Db.
Expected<std::vector<FileSteps>> migrate_all(const Paths& paths, const std::string& accounts, bool dry_run);

}  // namespace koers::store
