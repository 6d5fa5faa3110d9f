#include "dossier/answers.h"

#include <algorithm>

namespace koers::dossier {

namespace {

bool working_day(LocalDate day, std::span<const rules::Days> closed) {
  if (day.weekday() >= Weekday::saturday) return false;
  return std::ranges::none_of(closed, [&](const rules::Days& days) { return days.contains(day); });
}

}  // namespace

std::vector<measure::ItemAnswer> item_answers(const Measurement& form) {
  std::vector<measure::ItemAnswer> out;
  out.reserve(form.answers.size());
  for (const Answer& answer : form.answers) {
    if (answer.item.free) continue;
    const bool asked = answer.missing != NoAnswer::not_asked && answer.missing != NoAnswer::not_applicable;
    out.push_back(
        {answer.item.text, answer.value ? std::optional(answer.value->value) : std::nullopt, answer.value || asked});
  }
  return out;
}

measure::Urgent critical_answer(const Measurement& form, const measure::Instrument* instrument) {
  if (instrument == nullptr) return measure::Urgent::unknown;
  return measure::critical_answer(*instrument, item_answers(form));
}

bool from_home(const Measurement& form) {
  return form.state == MeasurementState::done && form.device == Device::own && form.filled_in != FilledIn::together;
}

std::optional<LocalDate> read_by(LocalDate day, const method::Settings& settings) {
  const auto days = settings.number("home_form_read_days");
  if (!days) return {};
  std::int64_t left = days->scaled;
  for (int i = 0; i < days->decimals; ++i) {
    if (left % 10 != 0) return {};
    left /= 10;
  }
  constexpr int most = 30, reach = 366;
  if (left < 0 || left > most) return {};
  const std::vector<rules::Days> closed = settings.closed_days(day, day + reach);
  const LocalDate last = day + reach;
  while (left > 0 && day < last) {
    day = day + 1;
    left -= working_day(day, closed) ? 1 : 0;
  }
  return day;
}

Message home_notice(LocalDate day, const method::Settings& settings, Language language) {
  const auto read = read_by(day, settings);
  if (!read) return {"answer.home_unsaid", {}};
  return {"answer.home", {{"day", read->text()}, {"text", settings.home_text.in(language)}}};
}

Message respondent_notice(const measure::Instrument& instrument, std::span<const measure::ItemAnswer> answers,
                          const method::Settings& settings, Language language) {
  if (measure::critical_answer(instrument, answers) != measure::Urgent::yes) return {"answer.taken", {}};
  const std::string& text = settings.critical_text.in(language);
  if (text.empty()) return {"answer.critical_no_text", {}};
  return {"answer.critical", {{"text", text}}};
}

}  // namespace koers::dossier
