// Any bytes become a clean document or a fault with a code; what is clean is taken again, as the same kind of thing.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "exchange/document.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto clean = koers::exchange::clean_document({reinterpret_cast<const char*>(data), size});
  if (!clean) {
    if (clean.error().code.empty()) std::abort();
    return 0;
  }
  const auto again = koers::exchange::clean_document(clean->bytes);
  if (!again || again->media != clean->media) std::abort();
  return 0;
}
