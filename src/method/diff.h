// What differs between two method files: by key, lists of coded items by code, so that moving an item is no difference.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"

namespace koers::method {

struct Difference {
  std::string path;  ///< "phases.start.weeks.max"
  std::optional<json::Value> before, after;  ///< none: not in that file; valid as long as the documents
};

/// In the order of `before`, then what only `after` has. Empty: the same content.
std::vector<Difference> diff(json::Value before, json::Value after);

}  // namespace koers::method
