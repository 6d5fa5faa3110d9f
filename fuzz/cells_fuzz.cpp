// Numbers and dates from any text.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "exchange/cells.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace koers::exchange;
  if (size < 2) return 0;
  const std::string_view cell(reinterpret_cast<const char*>(data) + 1, size - 1);
  std::int32_t out = 0;
  const NumberFormat format{(data[0] & 1) != 0 ? ',' : '.', (data[0] & 2) != 0 ? ' ' : '\0', data[0] / 4 % 5,
                            (data[0] & 128) != 0};
  if (read_number(cell, format, out) == CellFault::none && std::abs(static_cast<double>(out)) > 2e9) std::abort();
  if (read_date(cell, static_cast<DateFormat>(data[0] % 6), out) == CellFault::none && (out < -25'568 || out > 84'005))
    std::abort();
  return 0;
}
