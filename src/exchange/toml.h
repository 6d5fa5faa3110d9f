// TOML files as JSON documents whose nodes know their line (as exchange/yaml.h does for YAML). Decimals keep the digits they
// are written with. Dates and times become texts; nan, inf, exponents, hexadecimal and octal numbers are faults.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"

namespace koers::exchange {

constexpr json::Limits toml_limits{.bytes = std::size_t{1} << 20, .depth = 16, .nodes = 100'000};

/// One TOML document into `out`. Faults, with file and line: toml.syntax, toml.too_large, toml.number, and those of Builder.
Expected<json::Value> read_toml(std::string_view text, json::Document& out, const std::string& file,
                                json::Limits limits = toml_limits);

}  // namespace koers::exchange
