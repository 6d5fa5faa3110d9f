#include "exchange/line_json.h"

#include "base/json_write.h"

namespace koers::exchange {
namespace {

std::string quoted(std::string_view text) {
  json::Writer out;
  out.text(text);
  return out.str();
}

class Printer {
 public:
  explicit Printer(bool lines) : lines_(lines) {}

  void value(json::Value node) {
    to_line(node.line());
    switch (node.type()) {
      case json::Type::null: out_ += "null"; return;
      case json::Type::boolean: out_ += node.boolean() ? "true" : "false"; return;
      case json::Type::number: out_ += node.number().text(); return;
      case json::Type::string: out_ += quoted(node.text()); return;
      case json::Type::array: children(node, '[', ']'); return;
      case json::Type::object: children(node, '{', '}'); return;
    }
  }
  std::string take() { return std::move(out_); }

 private:
  void to_line(std::uint32_t wanted) {
    for (; lines_ && line_ < wanted; ++line_) out_ += '\n';
  }
  void children(json::Value node, char open, char close) {
    out_ += open;
    bool first = true;
    for (const json::Value child : node) {
      if (!first) out_ += ',';
      first = false;
      if (open == '{') {
        to_line(child.key_line());
        out_ += quoted(child.key());
        out_ += ':';
      }
      value(child);
    }
    out_ += close;
  }

  bool lines_;
  std::uint32_t line_ = 1;
  std::string out_;
};

}  // namespace

std::string line_json(json::Value value) {
  Printer printer(true);
  printer.value(value);
  return printer.take() + '\n';
}

std::string compact_json(json::Value value) {
  Printer printer(false);
  printer.value(value);
  return printer.take();
}

}  // namespace koers::exchange
