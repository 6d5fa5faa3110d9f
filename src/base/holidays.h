// Dutch public holidays by formula. School holidays differ by region and year: they are data (see the provider's settings).
#pragma once

#include <string_view>
#include <vector>

#include "base/date.h"

namespace koers {

struct Holiday {
  LocalDate date;
  std::string_view key;  ///< message key, "holiday.kings_day"
};

/// Easter Sunday of the Gregorian calendar, years 1583..9999 (Meeus/Jones/Butcher; Meeus, Astronomical Algorithms, 1991, ch. 8).
LocalDate easter_sunday(int year);

/// New Year's Day, Good Friday is left out (no general day off), Easter Sunday and Monday, King's Day (27 April, a day earlier
/// when that is a Sunday; from 2014), Liberation Day (only every fifth year, when it is a general day off), Ascension Day,
/// Whit Sunday and Monday, Christmas Day and Boxing Day; in order of date. Years 2014..9999.
std::vector<Holiday> dutch_holidays(int year);

bool is_dutch_holiday(LocalDate date);

}  // namespace koers
