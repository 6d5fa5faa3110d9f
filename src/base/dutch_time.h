// Dutch civil time, without a time zone database: the rule of the European Union has stood since 1996.
#pragma once

#include "base/date.h"

namespace koers {

/// Minutes east of UTC on a day: 120 from the last Sunday of March up to that of October, else 60. By day; the hour of change is not told apart.
std::int16_t dutch_offset(LocalDate day);

/// The same instant as it is told in the Netherlands.
CivilTime in_dutch_time(CivilTime at);

}  // namespace koers
