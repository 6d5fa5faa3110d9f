#include <algorithm>

#include "cli/course_sections.h"
#include "dossier/codes.h"

namespace koers::cli {

namespace {

using dossier::Feedback;
using dossier::FeedbackStatement;

std::string name_of(const dossier::Course& course, const std::string& code, const CourseWords& words) {
  const measure::Instrument* found = course.day->catalogue().instrument(code);
  if (found == nullptr) return words.instrument(code);
  return words.language() == Language::nl ? found->name.nl : found->name.en;
}

}  // namespace

std::string feedback_sentence(const FeedbackStatement& said, const CourseWords& words) {
  Message::Args args = said.message.args;
  for (auto& [name, value] : args) {
    if (name == "who") {
      value = words.person(PersonId::parse(value));
    } else if (const auto day = LocalDate::parse(value)) {
      value = words.short_date(*day);
    } else if (value.find('.') != std::string::npos) {
      if (const auto number = Decimal::parse(value)) value = words.number(*number);
    }
  }
  return words.say(said.message.key, args);
}

void feedback_section(TextPage& page, const dossier::Course& course, const CourseWords& words) {
  if (course.feedback.empty()) return;
  page.heading(words.say("course.heading.feedback"));
  const Feedback* before = nullptr;
  for (const Feedback& each : course.feedback) {
    if (before != nullptr) page.gap();
    before = &each;
    const auto& series = each.series;
    const bool other = series.about && *series.about != series.informant;
    page.line(words.say("course.forms.series", {{"instrument", name_of(course, series.instrument, words)},
                                                {"who", words.person(series.informant, series.role)},
                                                {"about", other ? "yes" : "no"},
                                                {"child", other ? words.person(series.about) : std::string()}}),
              {}, 2);
    for (const FeedbackStatement& said : each.statements)
      page.paragraph((said.raised ? "• " : "– ") + feedback_sentence(said, words), 4, 2);
  }
}

}  // namespace koers::cli
