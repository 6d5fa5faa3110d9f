#include "exchange/toml.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

#include "base/text.h"

namespace koers::exchange {
namespace {

/// Tables may be written in pieces, so they are gathered in a tree before the document is built.
struct Node {
  enum class Kind : std::uint8_t { table, array, string, boolean, number };
  Kind kind = Kind::table;
  std::uint32_t line = 0;
  std::string text;  // of strings, numbers ("0.840") and booleans
  struct Member {
    std::string key;
    std::uint32_t line = 0;
    std::unique_ptr<Node> value;
  };
  std::vector<Member> members;  // of arrays too, without keys
  bool closed = false;          // an inline table or a value: nothing may be added
  bool headed = false;          // has had its own [header]
  bool of_tables = false;       // an array made of [[headers]]

  Node* find(std::string_view key) {
    for (Member& m : members) {
      if (m.key == key) return m.value.get();
    }
    return nullptr;
  }
  Node* add(std::string key, std::uint32_t at, Kind k) {
    auto node = std::make_unique<Node>();
    node->kind = k;
    node->line = at;
    members.push_back({std::move(key), at, std::move(node)});
    return members.back().value.get();
  }
};

constexpr std::size_t most_keys = 4'096;  // of one table; they are searched one by one

bool digit(char c) { return c >= '0' && c <= '9'; }
bool bare(char c) { return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-'; }

class Reader {
 public:
  Reader(std::string_view text, json::Limits limits) : text_(text), limits_(limits) {}

  bool read(Node& root) {
    root.line = 1;
    Node* table = &root;
    for (;;) {
      skip_lines();
      if (at_ == text_.size()) return true;
      if (here() == '[') {
        table = header(root);
        if (table == nullptr) return false;
      } else if (!assignment(*table)) {
        return false;
      }
      if (!end_of_line()) return false;
    }
  }
  const std::string& code() const { return code_; }
  std::uint32_t line() const { return fault_line_; }
  const std::string& key() const { return key_; }

 private:
  char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool next_is(std::string_view word) const { return text_.substr(at_, word.size()) == word; }

  bool fault(std::string code = "toml.syntax", std::string key = {}, std::uint32_t line = 0) {
    if (code_.empty()) {
      code_ = std::move(code);
      key_ = std::move(key);
      fault_line_ = line == 0 ? line_ : line;
    }
    return false;
  }

  void skip_blanks() {
    while (here() == ' ' || here() == '\t') ++at_;
  }
  void skip_comment() {
    if (here() != '#') return;
    while (at_ < text_.size() && text_[at_] != '\n') ++at_;
  }
  bool line_end() {
    if (here() == '\r' && text_.substr(at_).starts_with("\r\n")) ++at_;
    if (here() != '\n') return false;
    ++at_;
    ++line_;
    return true;
  }
  void skip_lines() {
    do {
      skip_blanks();
      skip_comment();
    } while (line_end());
  }
  bool end_of_line() {
    skip_blanks();
    skip_comment();
    return at_ == text_.size() || line_end() || fault();
  }

  /// Dotted keys: a."b c".d
  bool keys(std::vector<std::string>& out) {
    for (;;) {
      skip_blanks();
      std::string key;
      if (here() == '"' || here() == '\'') {
        if (next_is("\"\"\"") || next_is("'''") || !string(key)) return fault();
      } else {
        while (at_ < text_.size() && bare(text_[at_])) key += text_[at_++];
        if (key.empty()) return fault();
      }
      out.push_back(std::move(key));
      if (out.size() > limits_.depth) return fault("json.too_deep");
      skip_blanks();
      if (here() != '.') return true;
      ++at_;
    }
  }

  /// The table a path leads to, made where missing. `last` follows arrays of tables to their last element.
  Node* descend(Node& from, const std::vector<std::string>& path, std::size_t size) {
    Node* at = &from;
    for (std::size_t i = 0; i < size; ++i) {
      Node* next = at->find(path[i]);
      if (next == nullptr && at->members.size() < most_keys) next = at->add(path[i], line_, Node::Kind::table);
      if (next == nullptr) {
        fault("json.too_many_keys");
        return nullptr;
      }
      if (next->kind == Node::Kind::array && next->of_tables) next = next->members.back().value.get();
      if (next->kind != Node::Kind::table || next->closed) {
        fault("json.duplicate_key", path[i]);
        return nullptr;
      }
      at = next;
    }
    return at;
  }

  Node* header(Node& root) {
    const bool array = next_is("[[");
    at_ += array ? 2 : 1;
    std::vector<std::string> path;
    if (!keys(path)) return nullptr;
    if (!next_is(array ? "]]" : "]")) {
      fault();
      return nullptr;
    }
    at_ += array ? 2 : 1;
    Node* parent = descend(root, path, path.size() - 1);
    if (parent == nullptr) return nullptr;
    Node* found = parent->find(path.back());
    if (array) {
      if (found != nullptr && !found->of_tables) {
        fault("json.duplicate_key", path.back());
        return nullptr;
      }
      if (found == nullptr) found = parent->add(path.back(), line_, Node::Kind::array);
      found->of_tables = true;
      Node* item = found->add({}, line_, Node::Kind::table);
      item->headed = true;
      return item;
    }
    if (found == nullptr && parent->members.size() >= most_keys) {
      fault("json.too_many_keys");
      return nullptr;
    }
    if (found == nullptr) found = parent->add(path.back(), line_, Node::Kind::table);
    if (found->kind != Node::Kind::table || found->closed || found->headed) {
      fault("json.duplicate_key", path.back());
      return nullptr;
    }
    found->headed = true;
    found->line = line_;
    return found;
  }

  bool assignment(Node& table) {
    std::vector<std::string> path;
    const std::uint32_t line = line_;
    if (!keys(path)) return false;
    if (here() != '=') return fault();
    ++at_;
    Node* parent = descend(table, path, path.size() - 1);
    if (parent == nullptr) return false;
    if (parent->find(path.back()) != nullptr) return fault("json.duplicate_key", path.back(), line);
    if (parent->members.size() >= most_keys) return fault("json.too_many_keys");
    return value(*parent->add(path.back(), line, Node::Kind::string));
  }

  bool value(Node& out) {
    skip_blanks();
    out.line = line_;
    out.closed = true;
    const char c = here();
    if (c == '"' || c == '\'') return string(out.text);
    if (c == '[') return array(out);
    if (c == '{') return inline_table(out);
    for (const std::string_view word : {"true", "false"}) {
      if (!next_is(word)) continue;
      at_ += word.size();
      out.kind = Node::Kind::boolean;
      out.text = word;
      return true;
    }
    bool date = false;
    while (at_ < text_.size()) {
      const char d = text_[at_];
      if (d == ':' || (d == '-' && !out.text.empty())) date = true;
      if (!bare(d) && d != '.' && d != '+' && d != ':') break;
      if (d != '_') out.text += d;
      ++at_;
    }
    if (out.text.empty()) return fault();
    const bool word = std::string_view("+-.0123456789").find(out.text.front()) == std::string_view::npos;
    if (word && out.text != "nan" && out.text != "inf") return fault();  // a text without quotes
    out.kind = date ? Node::Kind::string : Node::Kind::number;
    return true;
  }

  bool array(Node& out) {
    if (++depth_ > limits_.depth) return fault("json.too_deep");
    out.kind = Node::Kind::array;
    ++at_;
    for (;;) {
      skip_lines();
      if (here() == ']') break;
      if (!value(*out.add({}, line_, Node::Kind::string))) return false;
      skip_lines();
      if (here() == ',') {
        ++at_;
      } else if (here() != ']') {
        return fault();
      }
    }
    ++at_;
    --depth_;
    return true;
  }

  bool inline_table(Node& out) {
    if (++depth_ > limits_.depth) return fault("json.too_deep");
    out.kind = Node::Kind::table;
    out.closed = false;  // while it is being read
    ++at_;
    skip_blanks();
    while (here() != '}') {
      if (!assignment(out)) return false;
      skip_blanks();
      if (here() == ',') {
        ++at_;
      } else if (here() != '}') {
        return fault();
      }
      skip_blanks();
    }
    ++at_;
    out.closed = true;
    --depth_;
    return true;
  }

  /// Basic and literal strings, also over several lines.
  bool string(std::string& out) {
    const char quote = here();
    const std::string three(3, quote);
    const bool several = next_is(three);
    at_ += several ? 3 : 1;
    if (several) line_end();
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (several && next_is(three)) {
        at_ += 3;
        while (here() == quote) {  // up to two quotes may stand before the closing three
          out += quote;
          ++at_;
        }
        return true;
      }
      if (!several && c == quote) {
        ++at_;
        return true;
      }
      if (c == '\n') {
        if (!several) return fault();
        ++line_;
      }
      if (c == '\\' && quote == '"') {
        if (!escape(out, several)) return false;
        continue;
      }
      out += c;
      ++at_;
    }
    return fault();
  }

  bool escape(std::string& out, bool several) {
    ++at_;
    const char c = here();
    static constexpr std::string_view letters = "btnfr\"\\";
    static constexpr std::string_view meanings = "\b\t\n\f\r\"\\";
    if (const auto found = letters.find(c); found != std::string_view::npos && c != '\0') {
      out += meanings[found];
      ++at_;
      return true;
    }
    if (c == 'u' || c == 'U') {
      const std::size_t size = c == 'u' ? 4 : 8;
      char32_t point = 0;
      for (std::size_t i = 1; i <= size; ++i) {
        const char h = at_ + i < text_.size() ? text_[at_ + i] : '\0';
        const auto value =
            std::string_view("0123456789abcdef").find(static_cast<char>(h >= 'A' && h <= 'F' ? h + 32 : h));
        if (value == std::string_view::npos || h == '\0') return fault();
        point = point * 16 + static_cast<char32_t>(value);
      }
      if (point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF) || point < 0x20) return fault();
      append_utf8(out, point);
      at_ += size + 1;
      return true;
    }
    if (several && (c == '\n' || c == '\r' || c == ' ' || c == '\t')) {  // a line that goes on
      skip_blanks();
      if (!line_end()) return fault();
      do skip_blanks();
      while (line_end());
      return true;
    }
    return fault();
  }

  std::string_view text_;
  json::Limits limits_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
  std::size_t depth_ = 0;
  std::string code_, key_;
  std::uint32_t fault_line_ = 0;
};

bool build(const Node& from, json::Builder& builder) {
  switch (from.kind) {
    case Node::Kind::string: return builder.string(from.text, from.line);
    case Node::Kind::boolean: return builder.boolean(from.text == "true", from.line);
    case Node::Kind::number: return builder.number(from.text, from.line);
    case Node::Kind::array:
      if (!builder.begin_array(from.line)) return false;
      break;
    case Node::Kind::table:
      if (!builder.begin_object(from.line)) return false;
      break;
  }
  for (const Node::Member& m : from.members) {
    if (from.kind == Node::Kind::table && !builder.key(m.key, m.line)) return false;
    if (!build(*m.value, builder)) return false;
  }
  return builder.end();
}

}  // namespace

Expected<json::Value> read_toml(std::string_view text, json::Document& out, const std::string& file,
                                json::Limits limits) {
  out.clear();
  const auto fault = [&](std::string code, std::uint32_t line, Message::Args args = {}) {
    out.clear();
    return fail(std::move(code), std::move(args), {file, line, 0, {}});
  };
  const auto line_at = [&](std::size_t at) {
    return static_cast<std::uint32_t>(1 +
                                      std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
  };
  if (text.size() > limits.bytes) return fault("toml.too_large", 0, {{"most", std::to_string(limits.bytes)}});
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (const auto bad = invalid_utf8(text)) return fault("yaml.not_utf8", line_at(*bad));
  const auto control = std::find_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r') || c == 0x7F;
  });
  if (control != text.end())
    return fault("yaml.control_character", line_at(static_cast<std::size_t>(control - text.begin())));

  Node root;
  Reader reader(text, limits);
  if (!reader.read(root)) {
    return fault(reader.code(), reader.line(), {{"key", reader.key()}, {"most", std::to_string(limits.depth)}});
  }
  json::Builder builder(out, limits);
  if (build(root, builder)) return out.root();
  Error e = builder.error().value_or(error("toml.syntax"));
  return fault(std::move(e.code), e.place.line, std::move(e.args));
}

}  // namespace koers::exchange
