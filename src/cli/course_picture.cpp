#include "cli/course_picture.h"

#include <algorithm>
#include <array>

#include "cli/shipped.h"
#include "cli/text_page.h"
#include "dossier/course_line.h"
#include "draw/svg.h"
#include "draw/timeline_text.h"

namespace koers::cli {

namespace {

std::optional<dossier::Coming::What> coming_kind(dossier::ExpectedWhat what) {
  using dossier::Coming;
  using dossier::ExpectedWhat;
  switch (what) {
    case ExpectedWhat::measurement: return Coming::What::measurement;
    case ExpectedWhat::transition_talk: return Coming::What::talk;
    case ExpectedWhat::follow_up_visit: return Coming::What::visit;
    case ExpectedWhat::safety_review: return Coming::What::safety;
    case ExpectedWhat::alliance_check: return Coming::What::alliance;
    case ExpectedWhat::deadline: return {};
  }
  return {};
}

draw::DueState due_state(dossier::ExpectedState state) {
  using dossier::ExpectedState;
  switch (state) {
    case ExpectedState::due: return draw::DueState::open;
    case ExpectedState::late: return draw::DueState::late;
    case ExpectedState::missed: return draw::DueState::missed;
    case ExpectedState::waiting:
    case ExpectedState::done:
    case ExpectedState::declined: break;
  }
  return draw::DueState::coming;
}

draw::LabelFn label(const CourseWords& words) {
  return [&words](const Message& message) { return words.say(message.key, message.args); };
}

}  // namespace

draw::Timeline course_timeline(const dossier::Course& course, const CourseWords& words) {
  dossier::CourseLineView view{&course.day->catalogue(), course.today, words.language(), shipped_frames()};
  view.words = [&words](std::string_view list, std::string_view code) { return words.listed(list, code); };
  for (const dossier::Expectation& item : course.day->expected()) {
    const auto kind = coming_kind(item.what);
    const std::optional<LocalDate> day = item.closes ? item.closes : item.opens;
    if (!kind || !day || item.settled || !item.required || !dossier::shown_to(course.viewer, item)) continue;
    view.coming.push_back({*kind, *day, item.instrument, draw::plain(words.expectation(item)), due_state(item.state)});
  }
  view.feedback = course.feedback;
  return dossier::course_line(*course.dossier, view);
}

std::string course_svg(const dossier::Course& course, const CourseWords& words, draw::Format format, bool grey) {
  draw::SvgOptions options;
  options.language = std::string(code(words.language()));
  options.millimetres = format == draw::Format::a4_landscape || format == draw::Format::a4_portrait;
  options.font_url = font_url("KoersSans-Regular");
  options.bold_font_url = font_url("KoersSans-SemiBold");
  if (grey) options.palette = &draw::grey_palette();
  return draw::write_svg(draw::lay_out(course_timeline(course, words), format, label(words)), options);
}

std::string course_picture(const dossier::Course& course, const CourseWords& words, std::size_t width) {
  return draw::terminal_text(course_timeline(course, words), label(words), {static_cast<int>(width), false});
}

std::string course_table(const dossier::Course& course, const CourseWords& words, std::size_t width) {
  const draw::LabelFn say = label(words);
  const std::vector<std::string> heads = draw::table_heads(say);
  std::vector<TextPage::Column> columns;
  for (std::size_t i = 0; i < 4; ++i) columns.push_back({i < heads.size() ? heads[i] : "", false, i == 1});
  std::vector<TextPage::Row> rows;
  for (const draw::TableRow& row : draw::table_rows(course_timeline(course, words), say)) {
    rows.push_back({row.date, row.what, row.who, row.value});
  }
  TextPage page(width, false);
  page.table(columns, rows, 0);
  return page.str();
}

}  // namespace koers::cli
