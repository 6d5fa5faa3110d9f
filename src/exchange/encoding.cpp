#include "exchange/encoding.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/text.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace koers::exchange {
namespace {

constexpr char16_t undefined = 0;
constexpr std::array<char16_t, 32> windows_1252{
    0x20AC, undefined, 0x201A,    0x0192, 0x201E,    0x2026,    0x2020, 0x2021,    0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152,    undefined, 0x017D, undefined, undefined, 0x2018, 0x2019,    0x201C, 0x201D, 0x2022,
    0x2013, 0x2014,    0x02DC,    0x2122, 0x0161,    0x203A,    0x0153, undefined, 0x017E, 0x0178};

Place on_line(std::uint32_t line) { return {{}, line, 0, {}}; }

/// Lines with bytes beyond ASCII: are they UTF-8, are they not?
Expected<void> check_not_utf8(std::string_view bytes) {
  std::uint32_t line = 0, first_utf8 = 0, first_other = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    const std::string_view text = bytes.substr(at, end - at);
    ++line;
    if (ascii_prefix(text) < text.size()) {
      std::uint32_t& first = invalid_utf8(text) ? first_other : first_utf8;
      if (first == 0) first = line;
    }
    at = end + 1;
  }
  if (first_utf8 == 0) return {};
  if (first_other == 0) return fail("encoding.is_utf8", {}, on_line(first_utf8));
  return fail("encoding.mixed",
              {{"utf8_line", std::to_string(first_utf8)}, {"other_line", std::to_string(first_other)}},
              on_line(std::max(first_utf8, first_other)));
}

}  // namespace

std::uint32_t line_of(std::string_view text, std::size_t at) {
  return static_cast<std::uint32_t>(line_ends(text.substr(0, at))) + 1;
}

std::size_t line_ends(std::string_view text) {
  std::size_t out = 0, at = 0;
#if defined(__SSE2__)
  const __m128i line_end = _mm_set1_epi8('\n');
  __m128i total = _mm_setzero_si128();
  while (text.size() - at >= 16) {
    __m128i counts = _mm_setzero_si128();  // per byte; 255 blocks do not overflow it
    for (const std::size_t stop = at + 16 * std::min<std::size_t>(255, (text.size() - at) / 16); at < stop; at += 16) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
      counts = _mm_sub_epi8(counts, _mm_cmpeq_epi8(bytes, line_end));
    }
    total = _mm_add_epi64(total, _mm_sad_epu8(counts, _mm_setzero_si128()));
  }
  std::uint64_t halves[2];
  std::memcpy(halves, &total, sizeof halves);
  out = halves[0] + halves[1];
#endif
  return out + static_cast<std::size_t>(std::count(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), '\n'));
}

std::size_t ascii_prefix(std::string_view text) {
  constexpr std::uint64_t high = 0x8080808080808080U;
  std::size_t at = 0;
  for (std::uint64_t words[4]; at + sizeof words <= text.size(); at += sizeof words) {
    std::memcpy(words, text.data() + at, sizeof words);
    if (((words[0] | words[1] | words[2] | words[3]) & high) != 0) break;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

Expected<std::string> from_single_bytes(std::string_view bytes, bool latin_1) {
  if (auto checked = check_not_utf8(bytes); !checked) return fail(std::move(checked.error()));
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 16);
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const auto byte = static_cast<unsigned char>(bytes[at]);
    if (byte < 0x80) {
      out.push_back(bytes[at]);
      continue;
    }
    if (byte >= 0xA0) {
      append_utf8(out, byte);
      continue;
    }
    const char16_t letter = windows_1252[byte - 0x80U];
    if (latin_1) return fail("encoding.control_byte", {}, on_line(line_of(bytes, at)));
    if (letter == undefined) return fail("encoding.undefined_byte", {}, on_line(line_of(bytes, at)));
    append_utf8(out, letter);
  }
  return out;
}

Expected<std::string> from_utf16(std::string_view bytes) {
  const bool big = bytes.starts_with("\xFE\xFF");
  std::size_t at = big || bytes.starts_with("\xFF\xFE") ? 2 : 0;
  std::string out;
  out.reserve(bytes.size() / 2);
  std::uint32_t line = 1;
  const auto unit = [&]() {
    const auto a = static_cast<unsigned char>(bytes[at]);
    const auto b = static_cast<unsigned char>(bytes[at + 1]);
    at += 2;
    return static_cast<char32_t>(big ? a << 8 | b : b << 8 | a);
  };
  while (at + 2 <= bytes.size()) {
    char32_t c = unit();
    const bool high = c >= 0xD800 && c < 0xDC00;
    if (high && at + 2 <= bytes.size()) {
      const char32_t low = unit();
      if (low < 0xDC00 || low > 0xDFFF) return fail("encoding.broken_utf16", {}, on_line(line));
      c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
    } else if (high || (c >= 0xDC00 && c <= 0xDFFF)) {
      return fail("encoding.broken_utf16", {}, on_line(line));
    }
    append_utf8(out, c);
    if (c == '\n') ++line;
  }
  if (at != bytes.size()) return fail("encoding.broken_utf16", {}, on_line(line));
  return out;
}

}  // namespace koers::exchange
