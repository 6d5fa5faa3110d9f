#include "dossier/codec.h"
#include "dossier/shape.h"

namespace koers::dossier {
namespace {

constexpr std::string_view kId = "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$";

json::Writer& typed(json::Writer& out, std::string_view type) { return out.key("type").text(type); }

void write_shape(const Shape& shape, json::Writer& out);

void write_members(const Shape& shape, json::Writer& out) {
  out.key("properties").begin_object();
  for (const Field& field : shape.fields) {
    out.key(field.name);
    write_shape(*field.shape, out);
  }
  out.end();
  out.key("required").begin_array();
  for (const Field& field : shape.fields) {
    if (field.required) out.text(field.name);
  }
  out.end();
  out.key("additionalProperties").boolean(false);
}

void write_code(json::Writer& out) {
  out.key("oneOf").begin_array();
  typed(out.begin_object(), "string").key("pattern").text("^[a-z0-9_]{1,64}$").end();
  typed(out.begin_object(), "object").key("properties").begin_object();
  typed(out.key("free").begin_object(), "string").key("minLength").integer(1).key("maxLength").integer(200).end().end();
  out.key("required").begin_array().text("free").end().key("additionalProperties").boolean(false).end();
  out.end();
}

void write_shape(const Shape& shape, json::Writer& out) {
  out.begin_object();
  switch (shape.type) {
    case Shape::Type::boolean: typed(out, "boolean"); break;
    case Shape::Type::text:
      typed(out, "string").key("minLength").integer(1).key("maxLength").integer(shape.most);
      break;
    case Shape::Type::code: write_code(out); break;
    case Shape::Type::date: typed(out, "string").key("format").text("date"); break;
    case Shape::Type::time:
      typed(out, "string")
          .key("pattern")
          .text("^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2}))?$");
      break;
    case Shape::Type::entry_id:
    case Shape::Type::person_id:
    case Shape::Type::journal_id: typed(out, "string").key("pattern").text(kId); break;
    case Shape::Type::whole:
      typed(out, "integer").key("minimum").integer(shape.least).key("maximum").integer(shape.most);
      break;
    case Shape::Type::number: {
      typed(out, "number").key("minimum").integer(shape.least).key("maximum").integer(shape.most);
      out.key("multipleOf").decimal({1, shape.decimals});
      break;
    }
    case Shape::Type::choice:
      out.key("enum").begin_array();
      for (const std::string_view choice : shape.choices) out.text(choice);
      out.end();
      break;
    case Shape::Type::object:
      typed(out, "object");
      write_members(shape, out);
      break;
    case Shape::Type::list:
      typed(out, "array").key("maxItems").integer(shape.most).key("items");
      write_shape(*shape.item, out);
      break;
  }
  out.end();
}

}  // namespace

void write_schema(json::Writer& out, bool of_a_writer) {
  out.begin_object();
  out.key("$schema").text("https://json-schema.org/draft/2020-12/schema");
  out.key("title").text("Entry of a family's journal");
  typed(out, "object");
  out.key("properties").begin_object();
  out.key("kind").begin_object().key("enum").begin_array();
  for (std::size_t i = 0; i < kind_count; ++i) out.text(kind_name(static_cast<Kind>(i)));
  out.end().end();
  for (const Field& field : envelope_shape().fields) {
    out.key(field.name);
    write_shape(*field.shape, out);
  }
  typed(out.key("body").begin_object(), "object").end();
  out.end();
  out.key("required").begin_array().text("kind");
  for (const Field& field : envelope_shape().fields) {
    const bool said = of_a_writer && (field.name == "author" || field.name == "role" || field.name == "written");
    if (field.required && !said) out.text(field.name);
  }
  out.text("body").end();
  out.key("additionalProperties").boolean(false);
  out.key("oneOf").begin_array();
  for (std::size_t i = 0; i < kind_count; ++i) {
    const Kind kind = static_cast<Kind>(i);
    out.begin_object().key("properties").begin_object();
    out.key("kind").begin_object().key("const").text(kind_name(kind)).end();
    out.key("body");
    write_shape(shape_of(kind), out);
    out.end().end();
  }
  out.end();
  out.end();
}

}  // namespace koers::dossier
