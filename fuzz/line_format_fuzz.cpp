// Whatever somebody types: a case that can be written as JSON Lines and read back, or faults with codes and a line.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "dossier/dossier.h"
#include "dossier/line_format.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = koers::dossier::read_lines({reinterpret_cast<const char*>(data), size}, "fuzz");
  if (!read) {
    for (const auto& fault : read.error()) {
      if (fault.code.empty()) std::abort();
    }
    return 0;
  }
  koers::dossier::replay(read->entries);
  if (!koers::dossier::read_case(koers::dossier::write_case(*read), "again")) std::abort();
  return 0;
}
