#include "method/item.h"

#include "base/text.h"

namespace koers::method {
namespace {

std::optional<std::uint32_t> whole(std::string_view digits) {
  if (digits.empty() || digits.size() > 6) return {};
  std::uint32_t value = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return {};
    value = value * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return value == 0 ? std::nullopt : std::optional(value);
}

}  // namespace

std::string Citation::text() const {
  std::string out = source + (page ? ":p" : ":L") + std::to_string(first);
  if (last != first) out += '-' + std::to_string(last);
  return out;
}

std::string text(const Citations& citations) {
  std::string out;
  for (const Citation& citation : citations) out += (out.empty() ? "" : ", ") + citation.text();
  return out;
}

std::optional<Citations> parse_citations(std::string_view text) {
  Citations out;
  for (const std::string_view part : split(text, ',')) {
    const std::string_view one = trim(part);
    const std::size_t colon = one.find(':');
    if (colon == 0 || colon == std::string_view::npos || colon + 2 >= one.size()) return {};
    const char kind = one[colon + 1];
    if (kind != 'L' && kind != 'p') return {};
    const std::string_view range = one.substr(colon + 2);
    const std::size_t dash = range.find('-');
    const auto first = whole(range.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : whole(range.substr(dash + 1));
    if (!first || !last || *last < *first) return {};
    out.push_back({std::string(one.substr(0, colon)), kind == 'p', *first, *last});
  }
  return out;
}

}  // namespace koers::method
