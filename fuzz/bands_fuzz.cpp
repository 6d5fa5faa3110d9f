// A file of bands of any bytes: bands that survive writing and reading and answer for every start, or faults with a code.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "dossier/session_bands.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace koers::dossier;
  const auto read = read_bands({reinterpret_cast<const char*>(data), size}, "bands.json");
  if (!read) {
    if (read.error().empty()) std::abort();
    for (const auto& fault : read.error()) {
      if (fault.code.empty()) std::abort();
    }
    return 0;
  }
  for (const RoleBands& role : read->roles) {
    for (const std::int64_t start : role.starts) {
      for (const std::int64_t at : {start - 1, start, start + 1}) {
        for (std::int64_t session = 0; session <= role.sessions + 1; ++session) {
          const BandAnswer answer = band_at(role, at, session);
          if (answer.why != NoBand::none) continue;
          if (answer.cell.p25 > answer.cell.p50 || answer.cell.p50 > answer.cell.p75) std::abort();
        }
      }
    }
  }
  const std::string once = write_bands(*read);
  const auto again = read_bands(once, "again.json");
  if (!again || write_bands(*again) != once) std::abort();
  return 0;
}
