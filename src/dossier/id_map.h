// A hash table from 16-byte ids to small numbers, in one block of memory: replay looks up some ids per entry.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <vector>

#include "base/id.h"

namespace koers::dossier {

/// Open addressing, never more than half full. Grows as needed; nothing is ever removed. The table holds numbers with a part
/// of their id's hash, the ids stand in a row of their own: an unknown id is refused without a look at any other. Not
/// adversary-proof by its hash alone: ids are mixed, and a probe longer than the table cannot happen.
class IdMap {
 public:
  static constexpr std::uint32_t none = 0xFFFFFFFF;

  void reserve(std::size_t count) {
    keys_.reserve(count);
    values_.reserve(count);
    if (slots_.size() < count * 2) grow(std::bit_ceil(count * 2 + 2));
  }
  template <class Tag>
  std::uint32_t find(const Id<Tag>& id) const {
    if (slots_.empty()) return none;
    const Slot& slot = slots_[at(id.bytes(), hash(id.bytes()))];
    return slot.key == none ? none : values_[slot.key];
  }
  /// The value now kept for `id`: `value` when it is new, else what was there.
  template <class Tag>
  std::uint32_t add(const Id<Tag>& id, std::uint32_t value) {
    return values_[place(id.bytes(), value)];
  }
  template <class Tag>
  void set(const Id<Tag>& id, std::uint32_t value) {
    values_[place(id.bytes(), value)] = value;
  }
  std::size_t size() const { return keys_.size(); }

 private:
  using Key = std::array<std::uint8_t, 16>;
  struct Slot {
    std::uint32_t tag = 0;
    std::uint32_t key = none;  ///< index into keys_ and values_
  };
  static std::uint64_t hash(const Key& key) {
    const auto [a, b] = std::bit_cast<std::array<std::uint64_t, 2>>(key);
    const std::uint64_t mixed = (a ^ (b * 0x9E3779B97F4A7C15ULL)) * 0xBF58476D1CE4E5B9ULL;
    return mixed ^ mixed >> 32;
  }
  static std::uint32_t tag(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }
  std::size_t first(std::uint64_t hash) const { return static_cast<std::size_t>(hash) & (slots_.size() - 1); }

  std::size_t at(const Key& key, std::uint64_t hash) const {
    std::size_t i = first(hash);
    while (slots_[i].key != none && (slots_[i].tag != tag(hash) || keys_[slots_[i].key] != key))
      i = (i + 1) & (slots_.size() - 1);
    return i;
  }
  std::size_t place(const Key& key, std::uint32_t value) {
    if ((keys_.size() + 1) * 2 > slots_.size()) grow(std::bit_ceil(keys_.size() * 4 + 8));
    const std::uint64_t mixed = hash(key);
    Slot& slot = slots_[at(key, mixed)];
    if (slot.key == none) {
      slot = {tag(mixed), static_cast<std::uint32_t>(keys_.size())};
      keys_.push_back(key);
      values_.push_back(value);
    }
    return slot.key;
  }
  void grow(std::size_t size) {
    slots_.assign(size, {});
    for (std::uint32_t k = 0; k < keys_.size(); ++k) {
      const std::uint64_t mixed = hash(keys_[k]);
      std::size_t i = first(mixed);
      while (slots_[i].key != none) i = (i + 1) & (size - 1);
      slots_[i] = {tag(mixed), k};
    }
  }
  std::vector<Slot> slots_;
  std::vector<Key> keys_;
  std::vector<std::uint32_t> values_;
};

}  // namespace koers::dossier
