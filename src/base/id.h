// Identifiers that cannot be mixed up: an EntryId is no PersonId, and the compiler says so.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace koers {

/// 128 bits, written as "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx" in lower case; capitals are read too. Ordered by its bytes,
/// so version 7 ids made later sort later. Default: all zero, which is no id.
template <class Tag>
class Id {
 public:
  constexpr Id() = default;
  constexpr explicit Id(std::array<std::uint8_t, 16> bytes) : bytes_(bytes) {}

  static std::optional<Id> parse(std::string_view text) {
    if (text.size() != 36) return {};
    std::array<std::uint8_t, 16> bytes{};
    std::size_t digit = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash != (text[i] == '-')) return {};
      if (dash) continue;
      const int value = nibble(text[i]);
      if (value < 0) return {};
      auto& byte = bytes[digit / 2];
      byte = static_cast<std::uint8_t>(byte << 4 | value);
      ++digit;
    }
    return Id(bytes);
  }

  std::string text() const {
    static constexpr std::string_view hex = "0123456789abcdef";
    std::string out;
    out.reserve(36);
    for (std::size_t i = 0; i < bytes_.size(); ++i) {
      if (i == 4 || i == 6 || i == 8 || i == 10) out += '-';
      out += hex[bytes_[i] >> 4];
      out += hex[bytes_[i] & 15];
    }
    return out;
  }

  constexpr bool empty() const { return *this == Id(); }
  constexpr const std::array<std::uint8_t, 16>& bytes() const { return bytes_; }
  friend constexpr auto operator<=>(const Id&, const Id&) = default;

 private:
  static constexpr int nibble(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  }
  std::array<std::uint8_t, 16> bytes_{};
};

using EntryId = Id<struct EntryTag>;
using PersonId = Id<struct PersonTag>;
using JournalId = Id<struct JournalTag>;

}  // namespace koers

template <class Tag>
struct std::hash<koers::Id<Tag>> {
  std::size_t operator()(const koers::Id<Tag>& id) const noexcept {
    std::uint64_t low = 0, high = 0;
    for (std::size_t i = 0; i < 8; ++i) {
      high = high << 8 | id.bytes()[i];
      low = low << 8 | id.bytes()[i + 8];
    }
    // Tables mask the low bits: fold the high half in, or ids that differ in their first bytes would meet.
    const std::uint64_t mixed = (high ^ (low * 0x9E3779B97F4A7C15ULL)) * 0xBF58476D1CE4E5B9ULL;
    return static_cast<std::size_t>(mixed ^ (mixed >> 32));
  }
};
