#include "store/one_time_code.h"

#include <array>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

namespace koers::store {

std::string one_time_code(std::string_view secret, std::int64_t counter, int digits) {
  std::array<unsigned char, 8> moment{};
  for (std::size_t i = 0; i < moment.size(); ++i) moment[7 - i] = static_cast<unsigned char>(counter >> (8 * i));
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned int size = 0;
  HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), moment.data(), moment.size(), mac.data(), &size);
  // RFC 4226, 5.3: the last four bits say where the 31 bits stand.
  const std::size_t at = mac[size - 1] & 15;
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = number << 8 | mac[at + i];
  number &= 0x7FFFFFFF;
  std::uint32_t limit = 1;
  for (int i = 0; i < digits; ++i) limit *= 10;
  std::string out = std::to_string(number % limit);
  return std::string(static_cast<std::size_t>(digits) - out.size(), '0') + out;
}

std::optional<std::int64_t> code_holds(std::string_view secret, std::string_view said, std::int64_t seconds,
                                       std::int64_t last) {
  const std::int64_t now = seconds / code_seconds;
  std::optional<std::int64_t> found;
  for (std::int64_t counter = now - 1; counter <= now + 1; ++counter) {
    const std::string code = one_time_code(secret, counter);
    if (code.size() == said.size() && sodium_memcmp(code.data(), said.data(), code.size()) == 0 && counter > last)
      found = counter;
  }
  return found;
}

std::string base32(std::string_view bytes) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out;
  std::uint32_t held = 0;
  int bits = 0;
  for (const char c : bytes) {
    held = held << 8 | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 5; bits -= 5) out += letters[held >> (bits - 5) & 31];
  }
  if (bits > 0) out += letters[held << (5 - bits) & 31];
  return out;
}

std::string code_address(std::string_view login, std::string_view secret) {
  std::string name;
  for (const char c : login) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
                       c == '-' || c == '_' || c == '@';
    name += plain ? c : '_';
  }
  return "otpauth://totp/Koers:" + name + "?secret=" + base32(secret) + "&issuer=Koers";
}

}  // namespace koers::store
