// The description of a body at run time: what its members are called and may hold. Made from kinds_described.h; read by the schema,
// the page and the compact line format.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "dossier/kinds.h"

namespace koers::dossier {

struct Shape;

struct Field {
  std::string_view name;
  bool required = false;
  const Shape* shape = nullptr;
};

/// Lives for the whole run.
struct Shape {
  enum class Type : std::uint8_t {
    boolean,
    text,
    code,
    date,
    time,
    entry_id,
    person_id,
    journal_id,
    whole,
    number,
    choice,
    object,
    list
  };
  Type type = Type::text;
  std::int64_t least = 0, most = 0;  ///< whole, number: bounds; text: `most` bytes; list: `most` items
  int decimals = 0;  ///< number
  std::span<const std::string_view> choices;
  const Shape* item = nullptr;  ///< list
  std::span<const Field> fields;  ///< object

  const Field* field(std::string_view name) const {
    for (const Field& f : fields) {
      if (f.name == name) return &f;
    }
    return nullptr;
  }
};

const Shape& shape_of(Kind kind);
const Shape& envelope_shape();  ///< of an entry without `kind` and `body`

}  // namespace koers::dossier
