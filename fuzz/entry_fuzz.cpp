// Whatever a line of a case file holds: an entry that survives writing and reading, or faults with codes and a line.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "dossier/case_file.h"
#include "dossier/codec.h"
#include "dossier/dossier.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text =
      "{\"koers_case\":1,\"synthetic\":true,\"journal\":\"01890000-0000-7000-8000-0000000000aa\"}\n" +
      std::string(reinterpret_cast<const char*>(data), size);
  const auto read = koers::dossier::read_case(text, "fuzz");
  if (!read) {
    for (const auto& fault : read.error()) {
      if (fault.code.empty() || fault.place.line == 0) std::abort();
    }
    return 0;
  }
  const auto state = koers::dossier::replay(read->entries);
  if (state.entries.size() + state.replaced.size() + state.held.size() > read->entries.size()) std::abort();
  const std::string once = koers::dossier::write_case(*read);
  const auto again = koers::dossier::read_case(once, "again");
  if (!again || koers::dossier::write_case(*again) != once) std::abort();
  return 0;
}
