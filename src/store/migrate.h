// Numbered steps that bring a database to the shape this program knows.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/db.h"

namespace koers::store {

struct Migration {
  int number;  ///< from 1, without gaps
  std::string_view name;
  std::string_view sql;
};

/// Names of the steps taken, in order; with `dry_run` of those that would be taken (nothing is changed). Each step is a transaction of its
/// own. Faults: db.newer (the file was made by a later program), and those of Db.
Expected<std::vector<std::string>> migrate(Db& db, std::span<const Migration> steps, bool dry_run = false);

/// db.older when a step is still to be taken, db.newer: for who only reads.
std::optional<Error> at_version(Db& db, std::span<const Migration> steps);

}  // namespace koers::store
