#include "method/schema.h"

#include <string>

#include "method/shape.h"
#include "rules/rule_schema.h"

namespace koers::method {
namespace {

using json::Writer;

constexpr std::string_view kRule = "#/$defs/rule";

class SchemaWriter {
 public:
  explicit SchemaWriter(Writer& out) : out_(out) {}

  /// The members of the schema of `shape`, into an object that is open.
  void inside(const Shape& shape, const std::string& path) {
    switch (shape.type) {
      case Shape::Type::text:
        type("string");
        out_.key("pattern").text(shape.pattern).key("maxLength").integer(shape.most);
        break;
      case Shape::Type::number: type("number"), bounds(shape); break;
      case Shape::Type::whole: type("integer"), bounds(shape); break;
      case Shape::Type::choice: words("enum", {shape.words.begin(), shape.words.end()}); break;
      case Shape::Type::date:
        type("string");
        out_.key("format").text("date").key("pattern").text("^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
        break;
      case Shape::Type::rule: out_.key("$ref").text(kRule); break;
      case Shape::Type::list:
        type("array");
        out_.key("maxItems").integer(shape.most).key("items");
        whole(shape.parts.front(), path);
        break;
      case Shape::Type::map:
        type("object");
        if (!shape.pattern.empty()) out_.key("propertyNames").begin_object().key("pattern").text(shape.pattern).end();
        out_.key("additionalProperties");
        whole(shape.parts.front(), path);
        break;
      case Shape::Type::either:
        out_.key("anyOf").begin_array();
        for (const Shape& part : shape.parts) whole(part, path);
        out_.end();
        break;
      case Shape::Type::object: object(shape, path); break;
    }
  }

 private:
  void type(std::string_view name) { out_.key("type").text(name); }
  void bounds(const Shape& shape) { out_.key("minimum").integer(shape.least).key("maximum").integer(shape.most); }

  void words(std::string_view key, const std::vector<std::string>& all) {
    out_.key(key).begin_array();
    for (const std::string& word : all) out_.text(word);
    out_.end();
  }

  void whole(const Shape& shape, const std::string& path) {
    out_.begin_object();
    inside(shape, path);
    out_.end();
  }

  void object(const Shape& shape, const std::string& path) {
    type("object");
    std::vector<std::string> required;
    out_.key("properties").begin_object();
    for (const Member& member : shape.members) {
      const std::string inner = path.empty() ? member.key : path + '.' + member.key;
      out_.key(member.key).begin_object();
      if (const std::string_view note = key_note(inner); !note.empty()) out_.key("description").text(note);
      inside(member.shape, inner);
      out_.end();
      if (member.required) required.push_back(member.key);
    }
    out_.end();
    if (shape.base.empty()) words("required", required);
    out_.key("additionalProperties").boolean(false);
    if (shape.conditions.empty() && shape.base.empty()) return;
    out_.key("allOf").begin_array();
    for (const Condition& one : shape.conditions) condition(one);
    if (!shape.base.empty()) {
      out_.begin_object().key("if");
      present({shape.base});
      out_.key("else").begin_object();
      words("required", required);
      out_.end().end();
    }
    out_.end();
  }

  void present(const std::vector<std::string>& keys) {
    out_.begin_object();
    words("required", keys);
    out_.end();
  }

  void absent(const std::vector<std::string>& keys) {
    out_.begin_object().key("not");
    present(keys);
    out_.end();
  }

  void condition(const Condition& one) {
    using Kind = Condition::Kind;
    if (one.kind == Kind::not_both) return absent(one.keys);
    out_.begin_object();
    if (one.kind == Kind::exactly_one || one.kind == Kind::at_least_one) {
      out_.key(one.kind == Kind::exactly_one ? "oneOf" : "anyOf").begin_array();
      for (const std::string& key : one.keys) present({key});
      out_.end();
    } else {
      out_.key("if").begin_object();
      words("required", {one.keys[0]});
      out_.key("properties").begin_object().key(one.keys[0]).begin_object().key("const").text(one.word).end().end();
      out_.end().key("then");
      absent({one.keys[1]});
      if (one.kind == Kind::own_or_given) {
        out_.key("else");
        present({one.keys[1]});
      }
    }
    out_.end();
  }

  Writer& out_;
};

}  // namespace

void write_schema(FileKind kind, Writer& out) {
  out.begin_object().key("$schema").text("https://json-schema.org/draft/2020-12/schema");
  const bool settings = kind == FileKind::settings;
  out.key("title").text(settings ? "Settings file" : kind == FileKind::method ? "Method file" : "Signals file");
  const Shape shape = settings ? settings_shape() : kind == FileKind::method ? method_shape() : signals_shape();
  SchemaWriter(out).inside(shape, {});
  if (!settings) {
    out.key("$defs").begin_object().key("rule");
    rules::write_rule_schema(out, kRule);
    out.end();
  }
  out.end();
}

}  // namespace koers::method
