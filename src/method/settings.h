// The provider's settings: thresholds the sources do not give, each with a source or the mark "own choice", and the weeks in
// which no visits are offered.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "method/item.h"
#include "rules/table.h"

namespace koers::method {

struct Setting : Item {  // `code` is the key
  Decimal value;
  std::string unit;
  bool own = false;  ///< own choice, no source: shown so wherever it is used
};

struct SchoolHoliday {
  std::string region;
  Text names;
  LocalDate first, last;
  std::uint32_t line = 0;
};

/// Days the provider itself offers no visits.
struct ClosedDays {
  Text names;
  LocalDate first, last;
  std::uint32_t line = 0;
};

struct Settings {
  std::string file;
  std::string hash;
  std::vector<Setting> settings;
  std::vector<SchoolHoliday> school_holidays;
  std::vector<ClosedDays> closed;
  std::string region;
  bool school_holidays_are_closed = false;
  /// The provider's own words to who fills in a form: whom to call when an answer asks for it; beforehand, at home. May be empty.
  Text critical_text, home_text;

  const Setting* find(std::string_view key) const;
  std::optional<Decimal> number(std::string_view key) const;

  /// Public holidays, the provider's closed days and, where it closes in them, the school holidays of its region, between
  /// these days; sorted, not overlapping.
  std::vector<rules::Days> closed_days(LocalDate first, LocalDate last) const;
};

}  // namespace koers::method
