#include "base/holidays.h"

#include <algorithm>

namespace koers {

LocalDate easter_sunday(int year) {
  const int a = year % 19;
  const int b = year / 100;
  const int c = year % 100;
  const int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int n = h + l - 7 * m + 114;
  return *LocalDate::from_ymd(year, n / 31, n % 31 + 1);
}

std::vector<Holiday> dutch_holidays(int year) {
  const auto day = [year](int month, int date) { return *LocalDate::from_ymd(year, month, date); };
  const LocalDate easter = easter_sunday(year);
  const LocalDate kings = day(4, 27);
  std::vector<Holiday> days{{day(1, 1), "holiday.new_year"},
                            {easter, "holiday.easter_sunday"},
                            {easter + 1, "holiday.easter_monday"},
                            {kings.weekday() == Weekday::sunday ? kings - 1 : kings, "holiday.kings_day"},
                            {easter + 39, "holiday.ascension"},
                            {easter + 49, "holiday.whit_sunday"},
                            {easter + 50, "holiday.whit_monday"},
                            {day(12, 25), "holiday.christmas"},
                            {day(12, 26), "holiday.boxing_day"}};
  if (year % 5 == 0) days.push_back({day(5, 5), "holiday.liberation_day"});
  std::ranges::sort(days, {}, &Holiday::date);
  return days;
}

bool is_dutch_holiday(LocalDate date) {
  const auto days = dutch_holidays(date.year());
  return std::ranges::any_of(days, [date](const Holiday& h) { return h.date == date; });
}

}  // namespace koers
