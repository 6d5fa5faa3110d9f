// Any text is read or refused; what was read prints to a line that reads the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "rules/fact.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto fact = koers::rules::parse_fact(text);
  if (!fact) {
    if (fact.error().place.column == 0) std::abort();
    return 0;
  }
  const auto again = koers::rules::parse_fact(koers::rules::print(*fact));
  if (!again || *again != *fact) std::abort();
  return 0;
}
