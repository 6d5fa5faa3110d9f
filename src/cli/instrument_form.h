// A questionnaire as the one who fills it in sees it: what is asked, the words of the answers, who reads it when, whom to call.
#pragma once

#include <optional>
#include <string>

#include "base/date.h"
#include "exchange/messages.h"
#include "measure/instrument.h"
#include "method/settings.h"

namespace koers::cli {

struct FormSeen {
  /// The day on which it is filled in at home; absent: at the table, with the worker.
  std::optional<LocalDate> at_home;
};

/// Of a frame whose texts are not loaded: numbers and answer ranges, and that the words are the publisher's.
std::string instrument_form(const measure::Instrument& instrument, const method::Settings& settings,
                            const FormSeen& seen, const exchange::Messages& say);

}  // namespace koers::cli
