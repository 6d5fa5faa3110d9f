// A provider's own bands in words: what they rest on, and the band at three starts.
#pragma once

#include <string>

#include "dossier/session_bands.h"
#include "exchange/messages.h"
#include "measure/instrument.h"

namespace koers::cli {

/// `instrument` gives the names; null: codes. `cases`: read.
std::string bands_text(const dossier::SessionBands& bands, const measure::Instrument* instrument, std::size_t cases,
                       const exchange::Messages& m);

/// "no band: n = 63, 100 needed", or another reason.
std::string no_band_text(const dossier::RoleBands& role, const exchange::Messages& m);

/// A score in hundredths with one decimal, as the language writes it.
std::string band_score(std::int64_t hundredths, const exchange::Messages& m);

}  // namespace koers::cli
