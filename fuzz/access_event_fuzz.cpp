// An event of the access log of any bytes: one that is written as it was read, or a fault with a code. And what a row holds, unpacked.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "store/access_log.h"
#include "store/rows.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace koers::store;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto content = unpack(text); content && pack(*content) != text) std::abort();
  const auto event = decode_event(text);
  if (!event) return event.error().code.empty() ? std::abort(), 0 : 0;
  const auto again = decode_event(encode(*event));
  if (!again || *again != *event) std::abort();
  return 0;
}
