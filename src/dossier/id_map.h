// A hash table from 16-byte ids to small numbers, in one block of memory: replay looks up some ids per entry.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

#include "base/id.h"

namespace koers::dossier {

/// Open addressing, never more than half full. Grows as needed; nothing is ever removed. Not adversary-proof by its
/// hash alone: ids are mixed, and a probe longer than the table cannot happen.
class IdMap {
 public:
  static constexpr std::uint32_t none = 0xFFFFFFFF;

  void reserve(std::size_t count) {
    if (slots_.size() < count * 2) grow(std::bit_ceil(count * 2 + 2));
  }
  template <class Tag>
  std::uint32_t find(const Id<Tag>& id) const {
    if (slots_.empty()) return none;
    return slots_[at(id.bytes())].value;
  }
  /// The value now kept for `id`: `value` when it is new, else what was there.
  template <class Tag>
  std::uint32_t add(const Id<Tag>& id, std::uint32_t value) {
    if ((used_ + 1) * 2 > slots_.size()) grow(std::bit_ceil(used_ * 4 + 8));
    Slot& slot = slots_[at(id.bytes())];
    if (slot.value == none) {
      slot = {id.bytes(), value};
      ++used_;
    }
    return slot.value;
  }
  template <class Tag>
  void set(const Id<Tag>& id, std::uint32_t value) {
    add(id, value);
    slots_[at(id.bytes())].value = value;
  }
  std::size_t size() const { return used_; }

 private:
  using Key = std::array<std::uint8_t, 16>;
  struct Slot {
    Key key{};
    std::uint32_t value = none;
  };
  std::size_t at(const Key& key) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t i = std::hash<Id<struct AnyTag>>{}(Id<struct AnyTag>(key)) & mask;
    while (slots_[i].value != none && slots_[i].key != key) i = (i + 1) & mask;
    return i;
  }
  void grow(std::size_t size) {
    std::vector<Slot> old(size);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.value != none) slots_[at(slot.key)] = slot;
    }
  }
  std::vector<Slot> slots_;
  std::size_t used_ = 0;
};

}  // namespace koers::dossier
