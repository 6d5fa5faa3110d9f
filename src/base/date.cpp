#include "base/date.h"

#include <array>

namespace koers {
namespace {

struct Ymd {
  int year, month, day;
};

// Days from civil and back: counts eras of 400 years (146097 days) from 0000-03-01.
constexpr std::int32_t to_days(int y, int m, int d) {
  y -= m <= 2;
  const int era = (y >= 0 ? y : y - 399) / 400;
  const int yoe = y - era * 400;
  const int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  const int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return era * 146097 + doe - 719468;
}

constexpr Ymd to_ymd(std::int32_t days) {
  const std::int64_t z = std::int64_t{days} + 719468;
  const std::int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  const int doe = static_cast<int>(z - era * 146097);
  const int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const int mp = (5 * doy + 2) / 153;
  const int month = mp < 10 ? mp + 3 : mp - 9;
  return {static_cast<int>(yoe + era * 400) + (month <= 2), month, doy - (153 * mp + 2) / 5 + 1};
}

constexpr bool leap(int y) { return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0; }

constexpr int days_in_month(int y, int m) {
  constexpr std::array<int, 12> lengths{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return m == 2 && leap(y) ? 29 : lengths[static_cast<std::size_t>(m - 1)];
}

// Exactly `count` digits at `at`; -1 when there are others.
int digits(std::string_view s, std::size_t at, std::size_t count) {
  if (at + count > s.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (s[i] < '0' || s[i] > '9') return -1;
    value = value * 10 + (s[i] - '0');
  }
  return value;
}

void put(std::string& out, int value, int width) {
  std::array<char, 12> buffer{};
  for (int i = width - 1; i >= 0; --i, value /= 10)
    buffer[static_cast<std::size_t>(i)] = static_cast<char>('0' + value % 10);
  out.append(buffer.data(), static_cast<std::size_t>(width));
}

}  // namespace

std::optional<LocalDate> LocalDate::from_ymd(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) return {};
  return LocalDate(to_days(year, month, day));
}

std::optional<LocalDate> LocalDate::parse(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return {};
  return from_ymd(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2));
}

int LocalDate::year() const { return to_ymd(days_).year; }
int LocalDate::month() const { return to_ymd(days_).month; }
int LocalDate::day() const { return to_ymd(days_).day; }

Weekday LocalDate::weekday() const {
  const int from_thursday = ((days_ % 7) + 7) % 7;  // 1970-01-01 was a Thursday
  return static_cast<Weekday>((from_thursday + 3) % 7);
}

int LocalDate::iso_week() const {
  const LocalDate thursday = *this + (3 - static_cast<int>(weekday()));
  const LocalDate first(to_days(thursday.year(), 1, 1));
  return (thursday - first) / 7 + 1;
}

std::string LocalDate::text() const {
  const Ymd d = to_ymd(days_);
  std::string out;
  put(out, d.year, 4);
  out += '-';
  put(out, d.month, 2);
  out += '-';
  put(out, d.day, 2);
  return out;
}

LocalDate add_months(LocalDate date, int months) {
  const Ymd d = to_ymd(date.days());
  const int index = d.year * 12 + d.month - 1 + months;
  const int year = index >= 0 ? index / 12 : (index - 11) / 12;
  const int month = index - year * 12 + 1;
  const int last = days_in_month(year, month);
  return LocalDate(to_days(year, month, d.day < last ? d.day : last));
}

int age_in_years(LocalDate birth, LocalDate on) {
  const Ymd b = to_ymd(birth.days());
  const Ymd o = to_ymd(on.days());
  const bool before_birthday = o.month < b.month || (o.month == b.month && o.day < b.day);
  return o.year - b.year - (before_birthday ? 1 : 0);
}

std::optional<CivilTime> CivilTime::parse(std::string_view text) {
  const auto date = LocalDate::parse(text.substr(0, 10));
  if (!date) return {};
  if (text.size() == 10) return CivilTime{*date, 12 * 3600, 0};
  if (text[10] != 'T' || text.size() < 17 || text[13] != ':') return {};
  const int hour = digits(text, 11, 2);
  const int minute = digits(text, 14, 2);
  int second = 0;
  std::size_t at = 16;
  if (text[at] == ':') {
    second = digits(text, 17, 2);
    at = 19;
  }
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || at >= text.size()) return {};
  const std::int32_t of_day = hour * 3600 + minute * 60 + second;
  if (text[at] == 'Z' && at + 1 == text.size()) return CivilTime{*date, of_day, 0};
  if ((text[at] != '+' && text[at] != '-') || at + 6 != text.size() || text[at + 3] != ':') return {};
  const int oh = digits(text, at + 1, 2);
  const int om = digits(text, at + 4, 2);
  if (oh < 0 || om < 0 || om > 59 || oh * 60 + om > 14 * 60) return {};
  const int offset = oh * 60 + om;
  return CivilTime{*date, of_day, static_cast<std::int16_t>(text[at] == '-' ? -offset : offset)};
}

std::string CivilTime::text() const {
  std::string out = date.text();
  out += 'T';
  put(out, second / 3600, 2);
  out += ':';
  put(out, second / 60 % 60, 2);
  if (second % 60 != 0) {
    out += ':';
    put(out, second % 60, 2);
  }
  if (offset_minutes == 0) return out + 'Z';
  const int offset = offset_minutes < 0 ? -offset_minutes : offset_minutes;
  out += offset_minutes < 0 ? '-' : '+';
  put(out, offset / 60, 2);
  out += ':';
  put(out, offset % 60, 2);
  return out;
}

}  // namespace koers
