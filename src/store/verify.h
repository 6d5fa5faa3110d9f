// Reads every row of journals and access log and says what does not hold: altered, removed, swapped, inserted, cut off, or without its key.
#pragma once

#include <cstdint>
#include <vector>

#include "store/anchor.h"
#include "store/store.h"

namespace koers::store {

struct Verified {
  std::int64_t journals = 0, rows = 0, documents = 0, destroyed = 0, events = 0;
  /// verify.gap, verify.altered, verify.chain, verify.does_not_open, verify.no_key, verify.cut_off, verify.not_as_anchored,
  /// verify.document_missing, verify.document_altered (also: without its row), verify.log_* alike, each with the place as arguments (a pseudonym or a year, and the row).
  Errors faults;
  /// verify.keys_beside_data, verify.salt_without_row.
  Errors warnings;
};

/// Up to `most_faults` faults are kept; counting goes on. Faults of its own: those of opening. Reads only.
Expected<Verified> verify(const Paths& paths, const Secret& organisation_key, const Options& options,
                          const std::string* anchor_text = nullptr, const std::string& anchor_file = {});

/// The anchor of this moment, as text.
Expected<std::string> anchor_now(const Paths& paths, const Secret& organisation_key, const Options& options,
                                 CivilTime at);

inline constexpr std::size_t most_faults = 100;

}  // namespace koers::store
