// A backup of any bytes never reads as one; records of any bytes are read as they would be written, or not at all.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "store/stream.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace koers::store;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  static const Secret key = *Secret::of(std::string(key_bytes, 'k'));

  SealedReader reader(key, [rest = text](std::size_t most) mutable -> koers::Expected<std::string> {
    const std::string out(rest.substr(0, most));
    rest.remove_prefix(out.size());
    return out;
  });
  const auto first = reader.next();
  if (first || first.error().code.empty()) std::abort();

  bool wrong = false;
  while (!text.empty()) {
    const std::string_view before = text;
    const auto record = take_record(text, wrong);
    if (!record) break;
    if (pack(*record) != before.substr(0, before.size() - text.size())) std::abort();
  }
  return 0;
}
