// A questionnaire as the app shows it to the one who fills it in: texts, words of the answers, and who reads it when; as JSON.
#pragma once

#include <string>

#include "cli/instrument_form.h"

namespace koers::cli {

/// One object: instrument, name, validated, notice, texts (whether they are loaded) and items, each with its range, words and when it
/// is put. Questions in one's own words are left out: what is said there is for the talk.
std::string form_json(const measure::Instrument& instrument, const method::Settings& settings, const FormSeen& seen,
                      const exchange::Messages& say);

}  // namespace koers::cli
