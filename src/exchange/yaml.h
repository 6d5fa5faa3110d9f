// YAML files as JSON documents whose nodes know their line. Core rules of YAML 1.2: yes, no, on and off are texts; true and
// false are booleans; numbers are plain decimals. What a reader of a method file could misread is a fault, not a guess:
// anchors, aliases, tags, duplicate keys, several documents, tabs in the margin, keys without a value, 0x10, 1e3, 007.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"

namespace koers::exchange {

/// Bytes and nodes are far above any file written by hand; depth is that of Builder.
constexpr json::Limits kYamlLimits{.bytes = std::size_t{4} << 20, .depth = 32, .nodes = 400'000};
constexpr std::size_t kYamlLongestLine = 20'000;  ///< bytes

/// One YAML document into `out` (its memory is reused). `file` is the name that faults show. The first fault ends the reading;
/// `out` is then empty. Codes: yaml.*, and json.* where the fault is one of the document itself (json.duplicate_key,
/// json.too_deep, json.number). Time and memory are linear in the text, whatever it holds.
Expected<json::Value> read_yaml(std::string_view text, json::Document& out, const std::string& file,
                                json::Limits limits = kYamlLimits);

}  // namespace koers::exchange
