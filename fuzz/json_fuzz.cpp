// Whatever bytes arrive: a document or one error with a code, and what was read can be written and read again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/json.h"
#include "base/json_write.h"

namespace {

using koers::json::Type;
using koers::json::Value;
using koers::json::Writer;

void write(Value value, Writer& out) {
  switch (value.type()) {
    case Type::null: out.null(); return;
    case Type::boolean: out.boolean(value.boolean()); return;
    case Type::number: out.decimal(value.number()); return;
    case Type::string: out.text(value.text()); return;
    case Type::array:
      out.begin_array();
      for (const Value item : value) write(item, out);
      out.end();
      return;
    case Type::object:
      out.begin_object();
      for (const Value item : value) {
        out.key(item.key());
        write(item, out);
      }
      out.end();
      return;
  }
}

std::string text_of(Value value) {
  Writer out;
  write(value, out);
  return out.str();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  koers::json::Document document;
  const auto value = koers::json::parse({reinterpret_cast<const char*>(data), size}, document);
  if (!value) {
    if (value.error().code.empty() || !document.empty()) std::abort();
    return 0;
  }
  const std::string once = text_of(*value);
  koers::json::Document again;
  const auto second = koers::json::parse(once, again);
  if (!second || text_of(*second) != once) std::abort();
  return 0;
}
