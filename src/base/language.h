// The languages the program speaks. Texts exist in each of them, or the file that holds them is refused.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace koers {

enum class Language : std::uint8_t { nl, en };

constexpr std::string_view code(Language language) { return language == Language::nl ? "nl" : "en"; }

constexpr std::optional<Language> language_of(std::string_view code) {
  if (code == "nl") return Language::nl;
  if (code == "en") return Language::en;
  return {};
}

}  // namespace koers
