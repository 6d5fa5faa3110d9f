// Ids as the sixteen bytes in which the databases hold them. Inside src/store.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace koers::store {

inline constexpr std::size_t id_bytes = 16;

inline std::string_view view(const std::array<std::uint8_t, id_bytes>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Fewer bytes are filled up with zeros.
template <class Id>
Id id_of(std::string_view bytes) {
  std::array<std::uint8_t, id_bytes> out{};
  for (std::size_t i = 0; i < id_bytes && i < bytes.size(); ++i) out[i] = static_cast<std::uint8_t>(bytes[i]);
  return Id(out);
}

}  // namespace koers::store
