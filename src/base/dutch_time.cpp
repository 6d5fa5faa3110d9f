#include "base/dutch_time.h"

namespace koers {
namespace {

LocalDate last_sunday(int year, int month) {
  const LocalDate last = *LocalDate::from_ymd(year, month, 31);  // of March and October
  return last - (static_cast<int>(last.weekday()) + 1) % 7;
}

}  // namespace

std::int16_t dutch_offset(LocalDate day) {
  const int year = day.year();
  return day >= last_sunday(year, 3) && day < last_sunday(year, 10) ? 120 : 60;
}

CivilTime in_dutch_time(CivilTime at) {
  constexpr std::int64_t minute = 60, day_seconds = 86400;
  const std::int16_t offset = dutch_offset(at.date);
  std::int64_t seconds = at.instant() + offset * minute;
  std::int64_t days = seconds / day_seconds;
  seconds %= day_seconds;
  if (seconds < 0) {
    seconds += day_seconds;
    --days;
  }
  return {LocalDate(static_cast<std::int32_t>(days)), static_cast<std::int32_t>(seconds), offset};
}

}  // namespace koers
