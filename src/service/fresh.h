// What is made by chance: words that people type over, and ids.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "base/text.h"
#include "store/one_time_code.h"
#include "store/secret.h"

namespace koers::service {

/// A word to type over, of so many bytes of chance: base 32 in small letters, in fours.
inline std::string fresh_word(std::size_t bytes) {
  const std::string letters = lower_ascii(store::base32(store::random_bytes(bytes)));
  std::string out;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (i > 0 && i % 4 == 0) out += '-';
    out += letters[i];
  }
  return out;
}

/// A random UUID.
template <class Id>
Id fresh_id() {
  const std::string random = store::random_bytes(16);
  std::array<std::uint8_t, 16> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(random[i]);
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0F) | 0x40);
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3F) | 0x80);
  return Id(bytes);
}

}  // namespace koers::service
