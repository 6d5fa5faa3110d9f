// Reading the file of anonymous satisfaction forms for a command.
#pragma once

#include <string>

#include "cli/speak.h"
#include "measure/instrument.h"
#include "report/satisfaction_file.h"

namespace koers::cli {

/// Our own form.
const measure::Instrument& satisfaction_form();

/// Ends the command with every fault when the file cannot be read.
report::AnonymousForms anonymous_or_refuse(const std::string& path, const measure::Instrument& form, LocalDate today,
                                           Language language);

}  // namespace koers::cli
