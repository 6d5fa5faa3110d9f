// JSON text laid out so that every key and value stands on the line it has in the file it was read from: the layout is the
// line map, and a fault found in embedded data still names the line of the file a person wrote.
#pragma once

#include <string>

#include "base/json.h"

namespace koers::exchange {

/// parse(line_json(v)) gives the same values with the same lines. Lines of `value` must not decrease in file order (what
/// read_yaml and parse make); where they do, the text is still right and the line is too large.
std::string line_json(json::Value value);

/// One line, members in file order: what a content hash is taken of. Layout and comments of the file do not count.
std::string compact_json(json::Value value);

}  // namespace koers::exchange
