// The reader of delimited files on any bytes, in every encoding. It must end, and every view must be readable.
#include <cstddef>
#include <cstdint>

#include "exchange/csv.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace koers::exchange;
  if (size < 1) return 0;
  const auto encoding = static_cast<Encoding>(data[0] % 4);
  const char delimiter = ",;\t|"[data[0] / 4 % 4];
  auto source = TextSource::from_memory({reinterpret_cast<const char*>(data) + 1, size - 1}, "fuzz.csv", encoding);
  if (!source) return 0;
  auto reader = CsvReader::open(std::move(*source), delimiter);
  if (!reader) return 0;
  CsvRows rows;
  std::size_t bytes = 0;
  for (;;) {
    auto more = reader->next(rows, 3);
    if (!more || !*more) break;
    for (std::size_t i = 0; i < rows.size() * rows.columns; ++i) {
      for (const char c : rows.cells[i]) bytes += static_cast<unsigned char>(c);
    }
  }
  return bytes == 0 ? 0 : 0;
}
