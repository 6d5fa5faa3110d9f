// The data inside the program, and files a user names in their place.
#pragma once

#include <string>
#include <vector>

#include "base/expected.h"
#include "exchange/installed.h"
#include "exchange/library.h"
#include "measure/instrument.h"

namespace koers::cli {

/// A library of the shipped methods, signals, settings and instruments.
exchange::Library shipped();

/// The codes of the shipped instruments.
std::vector<std::string> shipped_instruments();

/// The shipped instruments, read at first use.
const std::vector<measure::Instrument>& shipped_frames();

/// Those, each with what the files of a provider's directory fill; without a directory the shipped ones. Faults as
/// exchange::instruments_of.
Checked<std::vector<measure::Instrument>> known_instruments(const std::string& directory);

/// A font of the program as a data URL ("KoersSans-Regular"), for a picture that must look the same everywhere.
std::string font_url(std::string_view name);

/// What method files are checked against; its parts live as long as the program.
method::Known shipped_knowledge();

using exchange::read_text;

}  // namespace koers::cli
