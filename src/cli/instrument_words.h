// The words in which every page about instruments speaks.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "exchange/messages.h"
#include "measure/instrument.h"

namespace koers::cli {

/// How much of what a slot stands for is there.
enum class Loaded { none, partly, whole };
Loaded loaded(const measure::Instrument& instrument, std::string_view slot);

class InstrumentWords {
 public:
  explicit InstrumentWords(const exchange::Messages& say) : say_(say) {}

  std::string word(std::string_view key, const Message::Args& args = {}) const {
    return say_.text("cli.instrument." + std::string(key), args);
  }
  const std::string& name(const measure::Texts& texts) const;
  std::string informants(std::span<const measure::Informant> who) const;
  std::string kind(const measure::Instrument& instrument) const;  ///< "own, not validated"
  std::string items(const measure::Instrument& instrument) const;  ///< "34", "34, with text", "not public"
  /// "yes", "partly", "no norm loaded"; "not validated" for an own instrument.
  std::string loaded(const measure::Instrument& instrument, std::string_view slot) const;
  std::string population(const measure::Population& of) const;  ///< "total, mother, girls, 4 to under 12"
  std::string range(const std::optional<measure::Range>& range) const;

 private:
  const exchange::Messages& say_;
};

}  // namespace koers::cli
