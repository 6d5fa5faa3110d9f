#include "dossier/kinds_page.h"

#include "dossier/audience.h"
#include "dossier/shape.h"

namespace koers::dossier {
namespace {

std::string choices(const Shape& shape) {
  std::string out;
  for (const std::string_view choice : shape.choices) out += (out.empty() ? "`" : ", `") + std::string(choice) + "`";
  return out;
}

std::string type_of(const Shape& shape);

std::string parts(const Shape& shape) {
  std::string out;
  for (const Field& field : shape.fields) {
    out += (out.empty() ? "`" : ", `") + std::string(field.name) + "`" + (field.required ? "" : "?") + " " +
           type_of(*field.shape);
  }
  return out;
}

std::string type_of(const Shape& shape) {
  switch (shape.type) {
    case Shape::Type::boolean: return "yes or no";
    case Shape::Type::text: return "text";
    case Shape::Type::code: return "code or free entry";
    case Shape::Type::date: return "day";
    case Shape::Type::time: return "time";
    case Shape::Type::entry_id: return "entry";
    case Shape::Type::person_id: return "person";
    case Shape::Type::journal_id: return "journal";
    case Shape::Type::whole: return "whole number " + std::to_string(shape.least) + " to " + std::to_string(shape.most);
    case Shape::Type::number:
      return "number " + std::to_string(shape.least) + " to " + std::to_string(shape.most) + ", at most " +
             std::to_string(shape.decimals) + (shape.decimals == 1 ? " decimal" : " decimals");
    case Shape::Type::choice: return choices(shape);
    case Shape::Type::object: return "(" + parts(shape) + ")";
    case Shape::Type::list: return "list of " + type_of(*shape.item);
  }
  return {};
}

std::string starts_at(Kind kind) {
  const Audience audience = default_audience(kind);
  switch (audience.reach) {
    case Reach::closed: return "closed";
    case Reach::adults: return "adults";
    case Reach::family: break;
  }
  return audience.child_from ? "family, children from " + std::to_string(audience.child_from->value) : "family";
}

}  // namespace

std::string kinds_page() {
  std::string out =
      "# Kinds of entry\n\n"
      "Printed by `koers case kinds`; a test compares. What an entry is, and how corrections, audience and replay "
      "work, stands in\n"
      "[dossier.md](dossier.md); the JSON Schema is printed by `koers case schema`.\n\n"
      "A member with `?` may be left out: unknown, never \"no\". Texts hold at most 10,000 bytes, lists at most 1,000 "
      "items. A code is lower\n"
      "case letters, digits and underscores; in its place a free entry may stand (`{\"free\": \"…\"}`, in the compact "
      "format `~\"…\"`).\n"
      "*Starts* is the audience of an entry that names none.\n\n"
      "## Of every entry\n\n| member | |\n|---|---|\n| `kind` | one of the kinds below |\n";
  for (const Field& field : envelope_shape().fields) {
    out += "| `" + std::string(field.name) + "`" + (field.required ? "" : "?") + " | " + type_of(*field.shape) + " |\n";
  }
  out += "| `body` | the members of its kind |\n";
  for (std::size_t i = 0; i < kind_count; ++i) {
    const Kind kind = static_cast<Kind>(i);
    out += "\n## " + std::string(kind_name(kind)) + "\n\n" + std::string(note(kind)) + " *Starts: " + starts_at(kind) +
           ".*\n\n";
    out += "| member | what | holds |\n|---|---|---|\n";
    for (const Field& field : shape_of(kind).fields) {
      out += "| `" + std::string(field.name) + "`" + (field.required ? "" : "?") + " | " +
             std::string(note(kind, field.name)) + " | " + type_of(*field.shape) + " |\n";
    }
  }
  return out;
}

}  // namespace koers::dossier
