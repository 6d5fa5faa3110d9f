// Whatever bytes arrive: a document or one error with a code and a file, and what was read survives as JSON on its own lines.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "exchange/line_json.h"
#include "exchange/yaml.h"
#include "exchange/yaml_write.h"

namespace {

bool same(koers::json::Value a, koers::json::Value b) {
  if (a.type() != b.type() || a.key() != b.key() || a.line() != b.line() || a.text() != b.text() ||
      a.size() != b.size() || a.boolean() != b.boolean() || a.number() != b.number()) {
    return false;
  }
  auto other = b.begin();
  for (const koers::json::Value child : a) {
    if (!same(child, *other)) return false;
    ++other;
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  koers::json::Document document;
  const auto value = koers::exchange::read_yaml({reinterpret_cast<const char*>(data), size}, document, "fuzz.yaml");
  if (!value) {
    if (value.error().code.empty() || value.error().place.file != "fuzz.yaml" || !document.empty()) std::abort();
    return 0;
  }
  koers::json::Document again;
  const auto second = koers::json::parse(koers::exchange::line_json(*value), again);
  if (!second || !same(*value, *second)) std::abort();
  koers::json::Document rewritten;
  const auto third = koers::exchange::read_yaml(koers::exchange::yaml_text(*value), rewritten, "again.yaml");
  // Only the limit of a line can refuse what was printed.
  if (!third && third.error().code != "yaml.line_too_long") std::abort();
  if (third && koers::exchange::compact_json(*third) != koers::exchange::compact_json(*value)) std::abort();
  return 0;
}
