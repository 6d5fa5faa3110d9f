// A case as a file of lines: a header, then one entry per line (JSON Lines). What `koers course` reads, and what the compact line
// format (line_format.h) is converted to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/expected.h"
#include "dossier/entry.h"

namespace koers::dossier {

/// Header: {"koers_case": 1, "synthetic": true, "journal": "…", "title": "…"}. `journal` is that of every line that names none.
struct CaseFile {
  bool synthetic = false;  ///< made up, and says so
  std::string title;
  JournalId journal;
  std::vector<Entry> entries;  ///< in the order of the file
  std::vector<std::uint32_t> lines;  ///< of each entry, from 1
  std::vector<std::string> handles;  ///< of persons ("@mother"), in order; of a case in JSON Lines none
};

inline constexpr std::size_t title_bytes = 200;

struct CaseLimits {
  std::size_t line_bytes = 256 * 1024;
  std::size_t entries = 200'000;
  std::size_t depth = 16;
  std::size_t faults = 50;  ///< then the rest is not read, and the last fault says so
};

/// Reads a whole file; every fault at once, each with file, line and pointer. Beside the codes of decode_entry and json::parse:
/// case.empty, case.no_header, case.wrong_version, case.line_too_long, case.too_many_entries, case.too_many_faults, case.id_twice (another
/// body under a known id; the same entry again is left out), case.ring (entries that correct each other in a ring).
Checked<CaseFile> read_case(std::string_view text, const std::string& file, CaseLimits limits = {});

/// case.ring for entries of `file` that correct each other in a ring; on the last of their lines.
Errors rings(const CaseFile& file, const std::string& name);

std::string write_case(const CaseFile& file);

}  // namespace koers::dossier
