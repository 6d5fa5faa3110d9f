#include "draw/measure_text.h"

#include <algorithm>

#include "base/text.h"
#include "draw/font_widths.h"

namespace koers::draw {
namespace {

constexpr std::string_view kEllipsis = "…";

bool takes_no_room(char32_t c) {
  return c < 32 || (c >= 0x300 && c <= 0x36F) || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF || (c >= 0x64B && c <= 0x65F);
}

bool takes_a_square(char32_t c) { return (c >= 0x2190 && c < 0xA640) || (c >= 0xAC00 && c < 0xD7B0) || c >= 0xF900; }

std::int32_t advance(char32_t c, Weight weight) {
  if (takes_no_room(c)) return 0;
  const auto runs = width_runs();
  const auto after = std::upper_bound(runs.begin(), runs.end(), c,
                                      [](char32_t code, const WidthRun& run) { return code < run.first; });
  if (after != runs.begin()) {
    const WidthRun& run = *(after - 1);
    if (c < run.first + run.count) {
      const auto& table = weight == Weight::semibold ? semibold_widths() : regular_widths();
      if (const std::uint16_t width = table[run.offset + (c - run.first)]; width != 0) return width;
    }
  }
  return takes_a_square(c) && !(c >= 0xFB50 && c <= 0xFEFF) ? 1000 : 650;
}

Unit scaled(std::int64_t thousandths, Unit size) {
  const std::int64_t width = (thousandths * size + 999) / 1000;
  return static_cast<Unit>(std::min<std::int64_t>(width, px(1'000'000)));
}

}  // namespace

Unit text_width(std::string_view words, Unit size, Weight weight) {
  std::int64_t sum = 0;
  for (std::size_t at = 0; at < words.size();) sum += advance(next_code_point(words, at), weight);
  return scaled(sum, size);
}

Box text_box(std::string_view words, Point baseline, Unit size, Weight weight, Anchor anchor) {
  const Unit width = text_width(words, size, weight);
  Unit left = baseline.x;
  if (anchor == Anchor::middle) left -= width / 2;
  if (anchor == Anchor::end) left -= width;
  return {left, baseline.y - size * 9 / 10, width, size * 114 / 100};
}

std::string shorten(std::string_view words, Unit width, Unit size, Weight weight) {
  if (text_width(words, size, weight) <= width) return std::string(words);
  const Unit sign = text_width(kEllipsis, size, weight);
  std::int64_t sum = 0;
  std::size_t keep = 0;
  for (std::size_t at = 0; at < words.size();) {
    sum += advance(next_code_point(words, at), weight);
    if (scaled(sum, size) + sign > width) break;
    keep = at;
  }
  std::string result(trim(words.substr(0, keep)));
  while (!result.empty() && std::string_view(",;:-.(").find(result.back()) != std::string_view::npos) result.pop_back();
  if (result.empty()) return {};
  return result + std::string(kEllipsis);
}

namespace {

std::vector<std::string> wrap_full(std::string_view words, Unit width, Unit size, Weight weight, int max_lines) {
  std::vector<std::string> lines;
  std::string_view rest = trim(words);
  while (!rest.empty() && static_cast<int>(lines.size()) + 1 < max_lines) {
    if (text_width(rest, size, weight) <= width) break;
    std::size_t cut = std::string_view::npos;
    for (std::size_t space = rest.find(' '); space != std::string_view::npos; space = rest.find(' ', space + 1)) {
      if (text_width(rest.substr(0, space), size, weight) > width) break;
      cut = space;
    }
    if (cut == std::string_view::npos) break;
    lines.emplace_back(trim(rest.substr(0, cut)));
    rest = trim(rest.substr(cut));
  }
  if (!rest.empty()) {
    if (std::string last = shorten(rest, width, size, weight); !last.empty()) lines.push_back(std::move(last));
  }
  return lines;
}

}  // namespace

std::vector<std::string> wrap(std::string_view words, Unit width, Unit size, Weight weight, int max_lines) {
  std::vector<std::string> lines = wrap_full(words, width, size, weight, max_lines);
  if (lines.size() < 2 || lines.back().ends_with(kEllipsis)) return lines;
    // The narrowest width that needs no more lines leaves no single word behind.
  for (int twentieths = 19; twentieths >= 10; --twentieths) {
    auto narrower = wrap_full(words, static_cast<Unit>(std::int64_t{width} * twentieths / 20), size, weight, max_lines);
    const bool cut = std::any_of(narrower.begin(), narrower.end(),
                                 [](const std::string& line) { return line.ends_with(kEllipsis); });
    if (narrower.size() != lines.size() || cut) break;
    lines = std::move(narrower);
  }
  return lines;
}

}  // namespace koers::draw
