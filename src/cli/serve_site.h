// What the server shows of a course; safe for many threads, as the catalogues it is given must be.
#pragma once

#include <optional>
#include <string>

#include "base/language.h"
#include "service/families.h"
#include "service/retention.h"

namespace koers::cli {

/// The policy and the terms inside the program.
const service::Policy& shipped_policy();
const service::Retention& shipped_retention();

std::string served_course(const service::Opened& file, const service::CatalogueOf& catalogue, LocalDate on,
                          Language language);
/// None without a course to draw.
std::optional<std::string> served_picture(const service::Opened& file, const service::CatalogueOf& catalogue,
                                          LocalDate on, Language language);

/// An instrument of the catalogue, as JSON.
std::string served_form(const std::string& instrument, const service::CatalogueOf& catalogue, bool at_home,
                        LocalDate on, Language language);

}  // namespace koers::cli
