// Days on which something can happen: work days that are no public holiday.
#pragma once

#include <vector>

#include "base/date.h"

namespace koers::simulate {

/// Work days of some years, looked up. Days outside them count by their weekday alone.
class Days {
 public:
  Days(int first_year, int last_year);

  bool work_day(LocalDate day) const;
  /// The day itself, or the first work day after it.
  LocalDate work_day_from(LocalDate day) const;

 private:
  LocalDate first_;
  std::vector<bool> off_;  ///< by day since first_
};

/// Minutes after midnight, Dutch civil time.
CivilTime at(LocalDate day, int minutes);

}  // namespace koers::simulate
