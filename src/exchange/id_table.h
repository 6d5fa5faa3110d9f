// Ids of a file as keys and as numbers: a flat hash table for millions of short texts, whose look-ups can be prefetched.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "measure/pairing.h"

namespace koers::exchange {

/// A text of at most 15 bytes as a key: the text itself, its length in the last byte. The empty text is the key of zeros.
class ShortKey {
 public:
  static constexpr std::size_t longest = 15;

  static measure::IdKey of(std::string_view text) {
    static_assert(std::endian::native == std::endian::little);
    const char* const at = text.data();
    const std::size_t n = text.size();
    measure::IdKey key{0, std::uint64_t{n} << 56};
    if (n >= 8) {
      key.low = load<std::uint64_t>(at);
      key.high |= load<std::uint64_t>(at + n - 8) >> (8 * (15 - n)) >> 8;
    } else if (n >= 4) {
      key.low = load<std::uint32_t>(at) | std::uint64_t{load<std::uint32_t>(at + n - 4)} << (8 * (n - 4));
    } else if (n > 0) {
      const auto byte = [at](std::size_t i) { return std::uint64_t{static_cast<unsigned char>(at[i])} << (8 * i); };
      key.low = byte(0) | byte(n / 2) | byte(n - 1);
    }
    return key;
  }

 private:
  template <class T>
  static T load(const char* at) {
    T out = 0;
    std::memcpy(&out, at, sizeof out);
    return out;
  }
};

class IdTable {
 public:
  explicit IdTable(std::size_t expected = 64) { slots_.resize(capacity_for(expected)); }

  static std::uint64_t hash(std::string_view id) {
    constexpr std::uint64_t a = 0x9E3779B97F4A7C15, b = 0xD6E8FEB86659FD93;
    std::uint64_t h = id.size() * a;
    const char* at = id.data();
    std::size_t left = id.size();
    for (; left > 16; left -= 16, at += 16) h = mix(h ^ load(at), b ^ load(at + 8));
    const std::uint64_t x = left >= 8 ? load(at) : tail(at, left);
    const std::uint64_t y = left >= 8 ? load(at + left - 8) : 0;
    return mix(h ^ x, b ^ y);
  }

  void prefetch(std::uint64_t h) const { __builtin_prefetch(&slots_[h & (slots_.size() - 1)]); }

  /// Room for `more` new ids without moving: references from find() stay valid until then.
  void reserve(std::size_t more) {
    if ((size_ + more) * 5 > slots_.size() * 3) grow(size_ + more);
  }

  /// The value kept for this id; 0 when it is new. `h` is hash(id).
  std::uint32_t& find(std::string_view id, std::uint64_t h) {
    if ((size_ + 1) * 5 > slots_.size() * 3) grow(size_ + 1);
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = h & mask;; i = (i + 1) & mask) {
      Slot& s = slots_[i];
      if (s.size == 0) {
        fill(s, id, h);
        ++size_;
        return s.value;
      }
      if (s.hash == h && s.size == id.size() + 1 && same(s, id)) return s.value;
    }
  }
  std::uint32_t& find(std::string_view id) { return find(id, hash(id)); }

  std::size_t size() const { return size_; }

 private:
  static constexpr std::size_t inside = 16;
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t value = 0;
    std::uint32_t size = 0;  // of the id plus one; 0: free
    char text[inside] = {};  // a longer id has a pointer here
  };

  static std::uint64_t load(const char* at) {
    std::uint64_t out = 0;
    std::memcpy(&out, at, 8);
    return out;
  }
  static std::uint64_t tail(const char* at, std::size_t n) {
    std::uint64_t out = 0;
    if (n > 0) std::memcpy(&out, at, n);
    return out;
  }
  static std::uint64_t mix(std::uint64_t x, std::uint64_t y) {
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(x ^ 0xA0761D6478BD642FU) * (y | 1);
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
  }
  static std::size_t capacity_for(std::size_t n) {
    std::size_t out = 64;
    while (out * 3 < n * 5) out *= 2;
    return out;
  }
  static bool same(const Slot& s, std::string_view id) {
    if (id.empty()) return true;
    if (id.size() <= inside) return std::memcmp(s.text, id.data(), id.size()) == 0;
    const char* text = nullptr;
    std::memcpy(&text, s.text, sizeof text);
    return std::memcmp(text, id.data(), id.size()) == 0;
  }
  void fill(Slot& s, std::string_view id, std::uint64_t h) {
    s.hash = h;
    s.size = static_cast<std::uint32_t>(id.size()) + 1;
    if (id.empty()) return;
    if (id.size() <= inside) {
      std::memcpy(s.text, id.data(), id.size());
      return;
    }
    long_.push_back(std::make_unique<char[]>(id.size()));
    std::memcpy(long_.back().get(), id.data(), id.size());
    const char* text = long_.back().get();
    std::memcpy(s.text, &text, sizeof text);
  }
  void grow(std::size_t n) {
    std::vector<Slot> old(capacity_for(n * 2));
    old.swap(slots_);
    const std::size_t mask = slots_.size() - 1;
    for (const Slot& s : old) {
      if (s.size == 0) continue;
      std::size_t i = s.hash & mask;
      while (slots_[i].size != 0) i = (i + 1) & mask;
      slots_[i] = s;
    }
  }

  std::vector<Slot> slots_;
  std::vector<std::unique_ptr<char[]>> long_;
  std::size_t size_ = 0;
};

/// Exact keys of ids: a short one is its own key, a long one is numbered.
class IdKeys {
 public:
  measure::IdKey key(std::string_view id) {
    if (id.size() <= ShortKey::longest) return ShortKey::of(id);
    std::uint32_t& number = long_.find(id);
    if (number == 0) number = static_cast<std::uint32_t>(long_.size());
    return {number, std::uint64_t{0xFF} << 56};
  }
  /// No id's key: of whoever stands for this code when the file names no person.
  static measure::IdKey nameless(std::uint16_t code) { return {code, std::uint64_t{0xFE} << 56}; }

 private:
  IdTable long_;
};

/// Few codes of a column (instruments, informants, labels), numbered as they are met; the first spelling names them: a capital more or less
/// is no other code.
class CodeTable {
 public:
  static constexpr std::size_t most = 10'000;
  /// Index of the code; most when there are too many.
  std::size_t index(std::string_view code) {
    if (code.size() > ShortKey::longest) return look_up(code);
    const measure::IdKey key = ShortKey::of(code);
    Recent& recent = recent_[((key.low ^ key.high) * 0x9E3779B97F4A7C15U) >> (64 - recent_bits)];
    if (recent.known && recent.key == key) return recent.index;
    const std::size_t found = look_up(code);
    if (found != most) recent = {key, static_cast<std::uint32_t>(found), true};
    return found;
  }
  const std::vector<std::string>& names() const { return names_; }

 private:
  static constexpr unsigned recent_bits = 6;
  struct Recent {
    measure::IdKey key;
    std::uint32_t index = 0;
    bool known = false;
  };

  std::size_t look_up(std::string_view code) {
    std::uint32_t& value = table_.find(code);
    if (value == 0) {
      std::uint32_t& same = folded_.find(lower_ascii(code));
      if (same == 0) {
        if (names_.size() == most) return most;
        names_.emplace_back(code);
        same = static_cast<std::uint32_t>(names_.size());
      }
      value = same;
    }
    return value - 1;
  }

  IdTable table_, folded_;
  std::vector<std::string> names_;
  std::array<Recent, std::size_t{1} << recent_bits> recent_;
};

}  // namespace koers::exchange
