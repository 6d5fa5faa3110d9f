// Instruments for a terminal and as JSON: what there is, what one holds, and under which licence.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "exchange/messages.h"
#include "measure/instrument.h"

namespace koers::cli {

using Instruments = std::vector<measure::Instrument>;

std::string instrument_list_text(const Instruments& all, const exchange::Messages& say);
std::string instrument_list_json(const Instruments& all);
std::string instrument_text(const measure::Instrument& instrument, const exchange::Messages& say);
/// `today`: also says which licences are over.
std::string licence_text(const Instruments& all, std::optional<LocalDate> today, const exchange::Messages& say);

}  // namespace koers::cli
