// TOML from any bytes becomes a document or a fault with a code.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "exchange/toml.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  koers::json::Document document;
  const auto root = koers::exchange::read_toml({reinterpret_cast<const char*>(data), size}, document, "fuzz.toml");
  if (!root && root.error().code.empty()) std::abort();
  return 0;
}
