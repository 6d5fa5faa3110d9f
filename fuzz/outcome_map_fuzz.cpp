// A map of any bytes, and with it a small file: a report or a fault with a code.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "exchange/outcome_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace koers::exchange;
  const std::string_view all(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = all.find("\n%%\n");
  const std::string_view text = all.substr(0, cut);
  const std::string_view rows = cut == std::string_view::npos ? std::string_view() : all.substr(cut + 4);
  const auto map = read_outcome_map(text, "map.toml");
  if (!map) {
    if (map.error().empty() || map.error().front().code.empty()) std::abort();
    return 0;
  }
  auto source = TextSource::from_memory(std::string(rows), "rows.csv", map->encoding);
  if (!source) return 0;
  const auto made =
      outcome_report(*map, std::move(*source), [](std::string_view) { return std::optional<Frame>(); }, true);
  if (!made && made.error().code.empty()) std::abort();
  return 0;
}
