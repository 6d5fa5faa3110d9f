// The Dutch catalogue for the draw tests, filled by a small reader of the message forms that docs/texts.md allows: the real one
// (ICU) stands in a room above.
#pragma once

#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/error.h"
#include "base/json.h"

namespace koers::draw::example {

inline const std::map<std::string, std::string, std::less<>>& dutch_texts() {
  static const auto texts = [] {
    std::map<std::string, std::string, std::less<>> all;
    std::ifstream file("i18n/nl.json", std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(file), {});
    json::Document document;
    const auto root = json::parse(bytes, document);
    if (!root) return all;
    const auto section = root->find("draw");
    if (!section) return all;
    for (const json::Value text : *section) all.emplace("draw." + std::string(text.key()), std::string(text.text()));
    return all;
  }();
  return texts;
}

inline std::string filled(std::string_view pattern, const Message::Args& args, const std::string& count = {});

/// "{name}", "{name, number}", "{name, date, long}", "{name, plural, one {…} other {…}}", "{name, select, a {…} other {…}}".
inline std::string placeholder(std::string_view inner, const Message::Args& args) {
  const std::string_view name = inner.substr(0, inner.find(','));
  std::string value = "?" + std::string(name);
  for (const auto& [key, text] : args) {
    if (key == name) value = text;
  }
  if (name.size() == inner.size()) return value;
  inner.remove_prefix(name.size() + 2);
  const std::string_view form = inner.substr(0, inner.find(','));
  if (form == "number") {
    for (char& c : value) c = c == '.' ? ',' : c;
    return value;
  }
  if (form == "date") {
    static constexpr const char* names[] = {"januari", "februari", "maart",     "april",   "mei",      "juni",
                                            "juli",    "augustus", "september", "oktober", "november", "december"};
    static constexpr const char* brief[] = {"jan", "feb", "mrt", "apr", "mei", "jun",
                                            "jul", "aug", "sep", "okt", "nov", "dec"};
    const auto day = LocalDate::parse(value);
    if (!day) return "?" + value;
    const auto month = static_cast<std::size_t>(day->month() - 1);
    const bool medium = inner.ends_with("medium");
    return std::to_string(day->day()) + " " + (medium ? brief[month] : names[month]) + " " +
           std::to_string(day->year());
  }
  const std::string wanted = form == "plural" ? (value == "1" ? "one" : "other") : value;
  std::string other;
  for (std::size_t at = form.size() + 1; at < inner.size();) {
    const std::size_t word = inner.find_first_not_of(' ', at);
    const std::size_t open = inner.find('{', word);
    if (word == std::string_view::npos || open == std::string_view::npos) break;
    int depth = 1;
    std::size_t end = open + 1;
    for (; end < inner.size() && depth > 0; ++end) depth += inner[end] == '{' ? 1 : inner[end] == '}' ? -1 : 0;
    const std::string choice(inner.substr(word, inner.find_last_not_of(' ', open - 1) - word + 1));
    const std::string text = filled(inner.substr(open + 1, end - open - 2), args, value);
    if (choice == wanted) return text;
    if (choice == "other") other = text;
    at = end;
  }
  return other;
}

inline std::string filled(std::string_view pattern, const Message::Args& args, const std::string& count) {
  std::string out;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] == '#' && !count.empty()) {
      out += count;
      continue;
    }
    if (pattern[at] != '{') {
      out += pattern[at];
      continue;
    }
    int depth = 1;
    std::size_t end = at + 1;
    for (; end < pattern.size() && depth > 0; ++end) depth += pattern[end] == '{' ? 1 : pattern[end] == '}' ? -1 : 0;
    out += placeholder(pattern.substr(at + 1, end - at - 2), args);
    at = end - 1;
  }
  return out;
}

/// A key without a text shows as "?key".
inline std::string dutch(const Message& message) {
  const auto text = dutch_texts().find(message.key);
  return text == dutch_texts().end() ? "?" + message.key : filled(text->second, message.args);
}

}  // namespace koers::draw::example
