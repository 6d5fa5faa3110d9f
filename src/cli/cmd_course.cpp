// koers course CASE: where a family's treatment stands on a day, explained.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/case_catalogue.h"
#include "cli/case_input.h"
#include "cli/course_picture.h"
#include "cli/course_text.h"
#include "cli/output.h"
#include "cli/shipped.h"
#include "cli/speak.h"
#include "cli/text_page.h"
#include "cli/today.h"
#include "dossier/codes.h"
#include "dossier/course.h"
#include "dossier/line_format.h"

namespace koers::cli {

namespace {

struct CourseOptions {
  std::string file, as = "worker", today, settings, data, method;
  std::vector<std::string> bands;
  int trajectory = 0;
  std::string svg;
  draw::Format format = draw::Format::a4_landscape;
  bool grey = false, json = false, table = false;
  Language language = Language::nl;
};

[[noreturn]] void wrong_use(const CourseOptions& options, const std::string& key, const Message::Args& args) {
  std::cerr << "koers course: " << shown(messages(options.language).text(key, args)) << '\n';
  throw CLI::RuntimeError(static_cast<int>(Exit::usage));
}

/// The day the course is read on: said, or the day after the last entry. The clock is only asked when the user says so.
LocalDate day_of(const CourseOptions& options, std::span<const dossier::Entry> entries) {
  if (!options.today.empty()) {
    const auto day = day_said(options.today);
    if (!day) wrong_use(options, "course.fault.today", {{"day", options.today.substr(0, 40)}});
    return *day;
  }
  if (entries.empty()) wrong_use(options, "course.fault.no_today", {{"file", options.file}});
  LocalDate last = entries.front().date();
  for (const dossier::Entry& entry : entries) last = std::max(last, entry.date());
  return last + 1;
}

/// The person the record calls so, if only one is.
std::optional<dossier::Viewer> viewer_by_name(const dossier::Dossier& whole, std::string_view name, LocalDate today) {
  const dossier::PersonState* found = nullptr;
  for (const dossier::PersonState& person : whole.persons) {
    if (person.item.body->name != name) continue;
    if (found != nullptr) return {};
    found = &person;
  }
  if (found == nullptr) return {};
  return dossier::viewer_of(whole, found->item.body->person, today);
}

/// What may stand behind --as for each person of the file: its handle, or in a file without handles the id with the role; no names.
std::string persons_of(const dossier::CaseFile& file, const dossier::Dossier& whole) {
  constexpr std::size_t most = 12;
  std::vector<std::string> out = file.handles;
  if (out.empty()) {
    for (const dossier::PersonState& person : whole.persons) {
      const dossier::Person& body = *person.item.body;
      out.push_back(body.person.text() + " (" + std::string(dossier::code(body.role)) + ")");
    }
  }
  if (out.size() > most) {
    out.resize(most);
    out.emplace_back("…");
  }
  return out.empty() ? "–" : join(out, ", ");
}

dossier::Viewer viewer_named(const CourseOptions& options, const dossier::CaseFile& file, const dossier::Dossier& whole,
                             LocalDate today) {
  std::optional<dossier::Viewer> viewer;
  if (const auto role = dossier::role_named(options.as)) {
    viewer = dossier::viewer_of(whole, *role, today);
  } else if (const auto id = PersonId::parse(options.as)) {
    viewer = dossier::viewer_of(whole, *id, today);
  } else {
    const std::string handle = options.as.starts_with('@') ? options.as : "@" + options.as;
    viewer = dossier::viewer_of(whole, dossier::person_of_handle(file.title, handle), today);
    if (!viewer) viewer = viewer_by_name(whole, options.as, today);
  }
  if (!viewer) {
    wrong_use(options, "course.fault.viewer",
              {{"who", options.as.substr(0, 40)}, {"handles", persons_of(file, whole)}});
  }
  return *viewer;
}

std::size_t screen_width() {
  winsize size{};
  if (isatty(STDOUT_FILENO) == 0 || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 96;
  return std::clamp<std::size_t>(size.ws_col, 60, 110);
}

/// The provider's own bands: each of another instrument or scale, and of instruments this program knows in the same way.
std::vector<dossier::SessionBands> bands_of(const CourseOptions& options, const method::Catalogue& catalogue) {
  std::vector<dossier::SessionBands> out;
  for (const std::string& path : options.bands) {
    const auto text = read_text(path, std::size_t{4} << 20);
    if (!text) refuse(text.error(), options.language);
    auto bands = dossier::read_bands(*text, path);
    if (!bands) refuse(std::move(bands.error()), "bands", options.language);
    const Message::Args args{{"instrument", bands->instrument}, {"scale", bands->scale}};
    const auto wrong = [&](const char* code) { refuse(error(code, args, {path, 0, 0, {}}), options.language); };
    const measure::Instrument* instrument = catalogue.instrument(bands->instrument);
    if (instrument == nullptr) wrong("bands.unknown_instrument");
    const measure::InstrumentScale* scale = instrument->scale(bands->scale);
    if (scale == nullptr) wrong("bands.unknown_scale");
    const bool lower = scale->better.value_or(instrument->better) == measure::Direction::lower_is_better;
    if (lower != bands->lower_is_better) wrong("bands.other_direction");
    for (const dossier::SessionBands& before : out) {
      if (before.instrument == bands->instrument && before.scale == bands->scale) wrong("bands.twice");
    }
    out.push_back(std::move(*bands));
  }
  return out;
}

void run(const CourseOptions& options) {
  const dossier::CaseFile file = read_case_or_refuse(options.file, options.language);
  dossier::CourseQuestion question;
  const dossier::Dossier whole = dossier::replay(file.entries);
  question.viewer = viewer_named(options, file, whole, day_of(options, file.entries));
  // The day of an entry the viewer may not see tells of that entry: the last one that may be seen decides.
  question.today = day_of(options, dossier::visible_to(file.entries, question.viewer));
  question.viewer = viewer_named(options, file, whole, question.today);
  question.method = options.method;
  std::set<std::string> methods = methods_named(file.entries);
  if (!options.method.empty()) methods.insert(options.method);
  const auto catalogue = catalogue_for(methods, options.settings, options.data);
  if (!catalogue) refuse(catalogue.error(), options.language);
  const std::vector<dossier::SessionBands> bands = bands_of(options, *catalogue);
  question.bands = bands;
  if (!options.method.empty() && catalogue->find(options.method) == nullptr) {
    wrong_use(options, "course.fault.method", {{"method", options.method.substr(0, 40)}});
  }
  if (options.trajectory > 0) question.trajectory = static_cast<std::size_t>(options.trajectory - 1);

  const dossier::Course course = dossier::course(file.entries, *catalogue, question);
  if (options.trajectory > 0 && static_cast<std::size_t>(options.trajectory) > course.dossier->trajectories.size()) {
    wrong_use(options, "course.fault.trajectory", {{"n", std::to_string(course.dossier->trajectories.size())}});
  }
  const CourseWords words(course, messages(options.language), options.language);
  // A title is free text without an audience: it is for those who treat.
  const bool family = dossier::in_family(question.viewer.role);
  const CourseFace face{family ? std::string() : file.title, file.synthetic, options.today.empty(),
                        dossier::sees_all(question.viewer) ? CaseLines(options.file, file) : CaseLines()};
  if ((options.table || !options.svg.empty()) && course.day == nullptr)
    wrong_use(options, "course.fault.no_picture", {});
  if (!options.svg.empty()) {
    const std::string picture = course_svg(course, words, options.format, options.grey);
    write_output(options.svg, picture, {options.file, options.settings}, options.language);
  }
  if (options.table) {
    std::cout << course_table(course, words, screen_width());
    return;
  }
  if (options.json) {
    std::cout << course_json(course, face, words);
    return;
  }
  const bool bold = isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
  std::cout << course_text(course, face, words, screen_width(), bold);
}

}  // namespace

namespace {

const std::map<std::string, draw::Format>& formats() {
  static const std::map<std::string, draw::Format> all{{"a4", draw::Format::a4_landscape},
                                                       {"a4-portrait", draw::Format::a4_portrait},
                                                       {"phone", draw::Format::phone},
                                                       {"phone-wide", draw::Format::phone_wide},
                                                       {"screen", draw::Format::screen}};
  return all;
}

std::vector<std::string> names_of(const std::map<std::string, draw::Format>& all) {
  std::vector<std::string> out;
  for (const auto& [name, format] : all) out.push_back(name);
  return out;
}

}  // namespace

void add_course(CLI::App& app) {
  CLI::App* command =
      app.add_subcommand("course", "Where a case stands: checks, state, signals, criteria, fidelity, explained");
  const auto options = std::make_shared<CourseOptions>();
  command->add_option("CASE", options->file, "case as JSON Lines or in the compact line format")->required();
  command->add_option("--as", options->as,
                      "for whom: a role (worker, supervisor, mother, child …), or a person's handle, id or name");
  command->add_option("--today", options->today,
                      "the day it is read on, 2026-05-12, or now; else the day after the last entry");
  command
      ->add_option("--trajectory", options->trajectory, "which treatment, from 1; else the one that runs, or the last")
      ->check(CLI::Range(1, 1000));
  command->add_option("--method", options->method, "whose criteria, for a case that has not started (iag-2019)");
  command->add_option("--settings", options->settings, "the provider's own settings file");
  command->add_option("--data", options->data, "the provider's directory, with what it fills of instruments");
  command->add_option("--bands", options->bands,
                      "the provider's own bands, as koers bands writes them; may be repeated");
  command->add_option("--svg", options->svg, "also draw the course line into this file");
  command
      ->add_option_function<std::string>(
          "--format", [options](const std::string& name) { options->format = formats().at(name); },
          "of the picture: a4, a4-portrait, phone, phone-wide or screen")
      ->check(CLI::IsMember(names_of(formats())));
  command->add_flag("--grey", options->grey, "the picture without colour");
  CLI::Option* table = command->add_flag("--table", options->table, "only the rows behind the course line");
  command->add_flag("--json", options->json, "the same as JSON")->excludes(table);
  add_language(*command, options->language);
  command->callback([options] { run(*options); });
}

}  // namespace koers::cli
