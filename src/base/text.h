// Small text tools without locale: UTF-8 checks, nearest names for "did you mean".
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace koers {

/// Offset of the first byte that is not valid UTF-8 (overlong forms, surrogates, > U+10FFFF); empty when all is valid.
std::optional<std::size_t> invalid_utf8(std::string_view text);

/// Next code point of valid UTF-8 at `at`, which moves on; U+FFFD and one byte for invalid text. `at` < text.size().
char32_t next_code_point(std::string_view text, std::size_t& at);

void append_utf8(std::string& out, char32_t code_point);

/// The candidate with the smallest edit distance to `word`, if that is at most 2 (1 for words below four letters) or a third of its length.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string_view> candidates);

std::vector<std::string_view> split(std::string_view text, char separator);
std::string_view trim(std::string_view text);  ///< ASCII space, tab, CR, LF
/// ASCII letters only; all else stays.
std::string lower_ascii(std::string_view text);
std::string join(std::span<const std::string> parts, std::string_view separator);

}  // namespace koers
