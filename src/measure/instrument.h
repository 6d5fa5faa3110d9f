// An instrument file: what is public and sourced about a questionnaire. A frame holds no item texts; what is not public is a
// slot that the licensee fills. A slot is empty here: a reader says "no norm loaded" and never makes up a number.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/expected.h"
#include "base/json.h"
#include "measure/change.h"

namespace koers::measure {

enum class InstrumentClass : std::uint8_t { own, frame };

struct InstrumentScale {
  std::string code, name_nl, name_en;
};

struct InstrumentForm {
  std::string code, source;
  std::int64_t items = 0;
  std::optional<std::int64_t> least_age, most_age;  ///< years
};

struct ScoreRange {
  Decimal least, most;
  std::string source;
};

struct Instrument {
  std::string code, name_nl, name_en, holder, licence;
  InstrumentClass kind = InstrumentClass::frame;
  Direction better = Direction::lower_is_better;
  std::optional<std::int64_t> items;  ///< absent: not public
  std::optional<ScoreRange> answers;  ///< of one item
  std::optional<ScoreRange> total;
  std::vector<std::string> informants;  ///< for whom there is a form or norm; empty: not public
  std::vector<InstrumentScale> scales;
  std::vector<InstrumentForm> forms;
  std::vector<std::string>
      slots;  ///< what a licensee may fill: norm, sd, reliability, cutoff, key, items, answers, scales

  bool slot(std::string_view name) const;
};

/// Every fault of the file at once: those of json::Cursor, instrument.range_backwards, instrument.unknown_slot,
/// instrument.known_and_slot (a fact and an empty slot of the same name).
Checked<Instrument> read_instrument(json::Value root, const std::string& file);

}  // namespace koers::measure
