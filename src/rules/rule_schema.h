// The JSON Schema of a rule, from the words and limits of its reader (rule.cpp).
#pragma once

#include <string_view>

#include "base/json_write.h"

namespace koers::rules {

/// Writes one object: the schema of a node. `self`: where it stands in the schema around it ("#/$defs/rule"). It says nothing of
/// depth, nor of the text of a fact: their readers do.
void write_rule_schema(json::Writer& out, std::string_view self);

}  // namespace koers::rules
