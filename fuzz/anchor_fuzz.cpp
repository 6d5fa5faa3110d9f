// An anchor or a list of erasures of any bytes: read as written, or a fault with a code; nothing without its key counts as signed.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "store/anchor.h"
#include "store/key_copies.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace koers::store;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static const Secret seed = *Secret::of(std::string(key_bytes, 's'));
  const auto anchor = parse_anchor(text, "anchor.txt");
  if (!anchor && anchor.error().code.empty()) std::abort();
  if (anchor) {
    const std::string once = write_anchor(*anchor, seed);
    const auto again = read_anchor(once, seed, "again.txt");
    if (!again || write_anchor(*again, seed) != once) std::abort();
  }
  const auto list = parse_erasures(text, "erasures.txt");
  if (!list && (list.error().code.empty() || list.error().place.line == 0)) std::abort();
  return 0;
}
