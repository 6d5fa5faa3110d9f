// What the server shows of a course, with the methods inside the program; safe for many threads.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <string>

#include "base/language.h"
#include "cli/case_catalogue.h"
#include "service/families.h"

namespace koers::cli {

/// The policy inside the program.
const service::Policy& shipped_policy();

/// Catalogues by the shipped methods a file names; each is made once and stays.
class SharedCatalogues {
 public:
  explicit SharedCatalogues(std::string settings) : settings_(std::move(settings)) {}
  /// Of the shipped ones among the methods these entries name. The files inside the program are whole; those of a provider were read when
  /// the program started.
  const method::Catalogue& of(std::span<const dossier::Entry> entries);
  /// The provider's own settings can be read.
  Checked<bool> check();

 private:
  std::string settings_;
  std::mutex mutex_;
  std::map<std::set<std::string>, std::unique_ptr<method::Catalogue>> made_;
};

std::string served_course(const service::Opened& file, SharedCatalogues& catalogues, LocalDate on, Language language);
/// None without a course to draw.
std::optional<std::string> served_picture(const service::Opened& file, SharedCatalogues& catalogues, LocalDate on,
                                          Language language);

}  // namespace koers::cli
