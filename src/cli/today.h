// The day a command is asked about. The clock is only asked when the user says "now".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"

namespace koers::cli {

/// A day of the years 1900 to 2199 as 2026-05-12, or "now": the day on this machine's clock. Empty for anything else.
std::optional<LocalDate> day_said(std::string_view text);

/// This moment by this machine's clock, in UTC.
CivilTime now();

/// What is wrong with a day as typed, for the check of an option; empty: nothing.
std::string not_a_day(const std::string& text);

}  // namespace koers::cli
