#include "cli/serve_site.h"

#include <stdexcept>

#include "cli/course_picture.h"
#include "cli/course_text.h"
#include "cli/form_json.h"
#include "cli/speak.h"
#include "embedded/files.h"

namespace koers::cli {
namespace {

dossier::Course course_of(const service::Opened& file, const service::CatalogueOf& catalogue, LocalDate on) {
  dossier::CourseQuestion question;
  question.viewer = file.viewer;
  question.today = on;
  return dossier::course(file.file.entries, catalogue(file.file.entries), question);
}

/// A file of policy/ inside the program, read by its own reader; a test reads each.
template <class T>
T of_policy(const std::string& name) {
  for (const embedded::File& file : embedded::files()) {
    if (file.path != "policy/" + name + ".json") continue;
    json::Document document;
    const std::string from = "policy/" + name + ".yaml";
    const auto root = json::parse(file.text, document, {from, 0, 0, {}});
    auto read = root ? T::read(*root, from) : Checked<T>();
    if (root && read) return std::move(*read);
  }
  throw std::runtime_error("policy/" + name + " inside the program cannot be read");
}

}  // namespace

const service::Policy& shipped_policy() {
  static const auto policy = of_policy<service::Policy>("access");
  return policy;
}

const service::Retention& shipped_retention() {
  static const auto terms = of_policy<service::Retention>("retention");
  return terms;
}

std::string served_course(const service::Opened& file, const service::CatalogueOf& catalogue, LocalDate on,
                          Language language) {
  const dossier::Course course = course_of(file, catalogue, on);
  const CourseWords words(course, messages(language), language);
  return course_json(course, {file.file.title, file.file.synthetic, false, {}}, words);
}

std::optional<std::string> served_picture(const service::Opened& file, const service::CatalogueOf& catalogue,
                                          LocalDate on, Language language) {
  const dossier::Course course = course_of(file, catalogue, on);
  if (course.day == nullptr) return {};
  const CourseWords words(course, messages(language), language);
  return course_svg(course, words, draw::Format::screen, false);
}

std::string served_form(const std::string& instrument, const service::CatalogueOf& catalogue, bool at_home,
                        LocalDate on, Language language) {
  const method::Catalogue& all = catalogue({});
  const measure::Instrument* found = all.instrument(instrument);
  if (found == nullptr) return "{}";
  return form_json(*found, all.settings(), {at_home ? std::optional(on) : std::nullopt}, messages(language));
}

}  // namespace koers::cli
