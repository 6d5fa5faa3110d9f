// Tests of this floor may not read YAML, but a fixture should read like a method file: the part of YAML that rules use
// (indented keys, "- " items, {k: v} and [a, b] on one line), line by line into a json::Document.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/text.h"

namespace koers::rules::test {

struct TextLine {
  std::uint32_t number = 0;
  std::string text;  // with its indentation
};

class LinesToJson {
 public:
  /// False when the lines are not in that form; `out` is then of no use.
  static bool build(const std::vector<TextLine>& lines, json::Document& out) {
    LinesToJson self(lines, out);
    return self.block(self.indent(0)) && self.at_ == lines.size() && self.builder_.complete();
  }

 private:
  LinesToJson(const std::vector<TextLine>& lines, json::Document& out) : lines_(lines), builder_(out) {
    for (const TextLine& line : lines) texts_.push_back(line.text);
  }

  std::size_t indent(std::size_t at) const { return at < texts_.size() ? texts_[at].find_first_not_of(' ') : 0; }

  bool block(std::size_t depth) {
    if (at_ >= texts_.size()) return false;
    const bool list = texts_[at_].substr(depth, 2) == "- ";
    const std::uint32_t first = lines_[at_].number;
    if (!(list ? builder_.begin_array(first) : builder_.begin_object(first))) return false;
    while (at_ < texts_.size() && indent(at_) == depth && (texts_[at_].substr(depth, 2) == "- ") == list) {
      if (!(list ? item(depth) : member(depth))) return false;
    }
    return builder_.end();
  }

  bool item(std::size_t depth) {
    const std::string_view rest = std::string_view(texts_[at_]).substr(depth + 2);
    if (rest.find(": ") == std::string_view::npos && !rest.ends_with(':')) {
      const bool done = value(rest, lines_[at_].number);
      ++at_;
      return done;
    }
    texts_[at_].replace(depth, 1, " ");
    return block(indent(at_));
  }

  bool member(std::size_t depth) {
    const std::string line = texts_[at_].substr(depth);
    const std::uint32_t number = lines_[at_].number;
    const std::size_t colon =
        line.ends_with(':') && line.find(": ") == std::string::npos ? line.size() - 1 : line.find(": ");
    if (colon == std::string::npos || !builder_.key(line.substr(0, colon), number)) return false;
    ++at_;
    if (colon + 1 < line.size()) return value(trim(std::string_view(line).substr(colon + 1)), number);
    return at_ < texts_.size() && indent(at_) > depth && block(indent(at_));
  }

  bool value(std::string_view text, std::uint32_t line) {
    if (text.starts_with('{') && text.ends_with('}')) {
      if (!builder_.begin_object(line)) return false;
      for (const std::string_view part : parts(text)) {
        const std::size_t colon = part.find(':');
        if (colon == std::string_view::npos || !builder_.key(trim(part.substr(0, colon)), line)) return false;
        if (!value(trim(part.substr(colon + 1)), line)) return false;
      }
      return builder_.end();
    }
    if (text.starts_with('[') && text.ends_with(']')) {
      if (!builder_.begin_array(line)) return false;
      for (const std::string_view part : parts(text)) {
        if (!value(trim(part), line)) return false;
      }
      return builder_.end();
    }
    return Decimal::parse(text) ? builder_.number(text, line) : builder_.string(text, line);
  }

  /// What stands between the outer brackets, split at the outer commas.
  static std::vector<std::string_view> parts(std::string_view text) {
    text = text.substr(1, text.size() - 2);
    std::vector<std::string_view> out;
    int open = 0;
    std::size_t start = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
      if (i < text.size() && (text[i] == '{' || text[i] == '[')) ++open;
      if (i < text.size() && (text[i] == '}' || text[i] == ']')) --open;
      if (i < text.size() && (text[i] != ',' || open > 0)) continue;
      if (!trim(text.substr(start, i - start)).empty()) out.push_back(trim(text.substr(start, i - start)));
      start = i + 1;
    }
    return out;
  }

  const std::vector<TextLine>& lines_;
  std::vector<std::string> texts_;
  json::Builder builder_;
  std::size_t at_ = 0;
};

}  // namespace koers::rules::test
