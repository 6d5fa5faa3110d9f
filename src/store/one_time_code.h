// The second factor: six digits that change every thirty seconds (TOTP, RFC 6238 on HMAC-SHA-1, as every authenticator app reads it).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace koers::store {

inline constexpr std::size_t code_secret_bytes = 20;
inline constexpr std::int64_t code_seconds = 30;

/// The code of `digits` digits for a counter (the seconds since 1970 divided by code_seconds).
std::string one_time_code(std::string_view secret, std::int64_t counter, int digits = 6);

/// The counter whose code `said` is, of the moment `seconds` or one step to either side and later than `last`; none: the code is wrong,
/// too old or was used before.
std::optional<std::int64_t> code_holds(std::string_view secret, std::string_view said, std::int64_t seconds,
                                       std::int64_t last);

/// Base 32 (RFC 4648) without padding, as apps take a secret.
std::string base32(std::string_view bytes);
/// `otpauth://totp/Koers:LOGIN?secret=…&issuer=Koers`, for a QR code.
std::string code_address(std::string_view login, std::string_view secret);

}  // namespace koers::store
