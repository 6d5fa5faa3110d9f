#include "exchange/yaml_write.h"

#include <algorithm>
#include <array>

#include "base/json_write.h"

namespace koers::exchange {
namespace {

constexpr std::size_t kLine = 120;

std::string scalar(std::string_view text) {
  static constexpr std::array<std::string_view, 11> taken{"true", "True", "TRUE", "false", "False", "FALSE",
                                                          "null", "Null", "NULL", "y",     "n"};
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  const auto word = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '/'; };
  const bool plain = !text.empty() && letter(text.front()) && std::ranges::all_of(text, word) &&
                     std::ranges::find(taken, text) == taken.end();
  if (plain) return std::string(text);
  json::Writer out;
  out.text(text);
  return out.str();
}

// On one line, as far as `room`: longer is of no use.
std::string flow(json::Value value, std::size_t room) {
  switch (value.type()) {
    case json::Type::null: return "\"null\"";
    case json::Type::boolean: return value.boolean() ? "true" : "false";
    case json::Type::number: return value.number().text();
    case json::Type::string: return scalar(value.text());
    case json::Type::array:
    case json::Type::object: break;
  }
  const bool object = value.is(json::Type::object);
  std::string out(1, object ? '{' : '[');
  for (const json::Value child : value) {
    if (out.size() > 1) out += ", ";
    if (object) out += scalar(child.key()) + ": ";
    out += flow(child, room);
    if (out.size() > room) return out;
  }
  return out + (object ? '}' : ']');
}

void block(json::Value value, std::size_t indent, std::string& out) {
  const bool object = value.is(json::Type::object);
  bool first = true;
  for (const json::Value child : value) {
    if (!first) out += std::string(indent, ' ');
    first = false;
    const std::string head = object ? scalar(child.key()) + ": " : "- ";
    const bool nested = (child.is(json::Type::object) || child.is(json::Type::array)) && child.size() > 0;
    const std::string line = flow(child, kLine);
    if (!nested || (indent > 0 && indent + head.size() + line.size() <= kLine)) {
      out += head + line + '\n';
      continue;
    }
    out += object ? head.substr(0, head.size() - 1) + '\n' + std::string(indent + 2, ' ') : head;
    block(child, indent + 2, out);
  }
}

}  // namespace

std::string yaml_text(json::Value root) {
  const bool nested = (root.is(json::Type::object) || root.is(json::Type::array)) && root.size() > 0;
  if (!nested) return flow(root, kLine) + '\n';
  std::string out;
  block(root, 0, out);
  return out;
}

}  // namespace koers::exchange
