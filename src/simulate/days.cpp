#include "simulate/days.h"

#include "base/dutch_time.h"
#include "base/holidays.h"

namespace koers::simulate {
namespace {

bool weekend(LocalDate day) { return day.weekday() >= Weekday::saturday; }

}  // namespace

Days::Days(int first_year, int last_year) : first_(*LocalDate::from_ymd(first_year, 1, 1)) {
  const LocalDate end = *LocalDate::from_ymd(last_year, 12, 31);
  off_.resize(static_cast<std::size_t>(end - first_) + 1);
  for (LocalDate day = first_; day <= end; day = day + 1) off_[static_cast<std::size_t>(day - first_)] = weekend(day);
  for (int year = first_year; year <= last_year; ++year) {
    for (const Holiday& holiday : dutch_holidays(year)) off_[static_cast<std::size_t>(holiday.date - first_)] = true;
  }
}

bool Days::work_day(LocalDate day) const {
  const std::int32_t at = day - first_;
  if (at < 0 || static_cast<std::size_t>(at) >= off_.size()) return !weekend(day);
  return !off_[static_cast<std::size_t>(at)];
}

LocalDate Days::work_day_from(LocalDate day) const {
  while (!work_day(day)) day = day + 1;
  return day;
}

CivilTime at(LocalDate day, int minutes) { return {day, minutes * 60, dutch_offset(day)}; }

}  // namespace koers::simulate
