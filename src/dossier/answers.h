// Answers on a form in the case: which of them ask for a person, who must have read what was filled in at home and by when, what
// the one who fills in is told at once.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/language.h"
#include "dossier/kinds.h"
#include "measure/critical.h"
#include "method/settings.h"

namespace koers::dossier {

/// The signals of signals/core.yaml that an act about answers names.
inline constexpr std::string_view critical_answer_signal = "critical_answer";
inline constexpr std::string_view home_answer_signal = "home_answer_unread";

/// The views live as long as the form. An item in the writer's own words is left out: no instrument knows it.
std::vector<measure::ItemAnswer> item_answers(const Measurement& form);

/// Of a form that was filled in. Null instrument: unknown.
measure::Urgent critical_answer(const Measurement& form, const measure::Instrument* instrument);

/// Filled in on the family's own device without the worker at the table: nobody has seen it yet.
bool from_home(const Measurement& form);

/// The last day on which somebody reads a form that came in from home on `day`: `home_form_read_days` working days later. Working
/// days are Monday to Friday, without public holidays and the provider's closed days. Empty: no such setting, or it is no whole
/// number from 0 to 30.
std::optional<LocalDate> read_by(LocalDate day, const method::Settings& settings);

/// What somebody who fills in at home is told beforehand: answer.home with `day` (ISO) and, when the provider wrote one, `text`;
/// answer.home_unsaid when the provider did not say how long it takes.
Message home_notice(LocalDate day, const method::Settings& settings, Language language);

/// What the one who filled in sees at once: answer.critical with the provider's own `text` (whom to call), or
/// answer.critical_no_text; answer.taken when no given answer asks for it.
Message respondent_notice(const measure::Instrument& instrument, std::span<const measure::ItemAnswer> answers,
                          const method::Settings& settings, Language language);

}  // namespace koers::dossier
