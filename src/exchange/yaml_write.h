// A document as YAML a person can read and read_yaml reads back to the same document.
#pragma once

#include <string>

#include "base/json.h"

namespace koers::exchange {

/// Blocks of two blanks; objects and lists that fit on a line are written on one. Texts are quoted unless they are plain words.
/// null (which no YAML file here holds) is written as the text "null".
std::string yaml_text(json::Value root);

}  // namespace koers::exchange
