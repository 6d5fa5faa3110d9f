#include "cli/serve_site.h"

#include <stdexcept>

#include "cli/course_picture.h"
#include "cli/course_text.h"
#include "cli/speak.h"
#include "embedded/files.h"

namespace koers::cli {
namespace {

bool shipped_method(const std::string& id) {
  for (const embedded::File& file : embedded::files()) {
    if (file.path == "methods/" + id + ".json") return true;
  }
  return false;
}

dossier::Course course_of(const service::Opened& file, SharedCatalogues& catalogues, LocalDate on) {
  dossier::CourseQuestion question;
  question.viewer = file.viewer;
  question.today = on;
  return dossier::course(file.file.entries, catalogues.of(file.file.entries), question);
}

}  // namespace

const service::Policy& shipped_policy() {
  static const service::Policy policy = [] {
    for (const embedded::File& file : embedded::files()) {
      if (file.path != "policy/access.json") continue;
      json::Document document;
      const auto root = json::parse(file.text, document, {"policy/access.yaml", 0, 0, {}});
      auto read = root ? service::Policy::read(*root, "policy/access.yaml") : Checked<service::Policy>();
      if (root && read) return std::move(*read);
    }
    throw std::runtime_error("the policy inside the program cannot be read");  // a test reads it
  }();
  return policy;
}

Checked<bool> SharedCatalogues::check() {
  const auto made = catalogue_for({}, settings_);
  if (!made) return tl::unexpected<Errors>(made.error());
  return true;
}

const method::Catalogue& SharedCatalogues::of(std::span<const dossier::Entry> entries) {
  std::set<std::string> named = methods_named(entries);
  std::erase_if(named, [](const std::string& id) { return !shipped_method(id); });
  const std::lock_guard lock(mutex_);
  std::unique_ptr<method::Catalogue>& at = made_[named];
  if (at == nullptr) {
    auto made = catalogue_for(named, settings_);
    at = std::make_unique<method::Catalogue>(made ? std::move(*made) : method::Catalogue());
  }
  return *at;
}

std::string served_course(const service::Opened& file, SharedCatalogues& catalogues, LocalDate on, Language language) {
  const dossier::Course course = course_of(file, catalogues, on);
  const CourseWords words(course, messages(language), language);
  return course_json(course, {file.file.title, file.file.synthetic, false, {}}, words);
}

std::optional<std::string> served_picture(const service::Opened& file, SharedCatalogues& catalogues, LocalDate on,
                                          Language language) {
  const dossier::Course course = course_of(file, catalogues, on);
  if (course.day == nullptr) return {};
  const CourseWords words(course, messages(language), language);
  return course_svg(course, words, draw::Format::screen, false);
}

}  // namespace koers::cli
