// Bytes as letters and back (RFC 4648, with padding).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace koers::exchange {

/// None for what is no base64; line ends are not taken.
std::optional<std::string> from_base64(std::string_view text);
std::string to_base64(std::string_view bytes);

}  // namespace koers::exchange
