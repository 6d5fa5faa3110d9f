#include "exchange/cells.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/date.h"
#include "base/text.h"

namespace koers::exchange {
namespace {

constexpr std::array<std::int64_t, 5> powers{1, 10, 100, 1'000, 10'000};
constexpr std::int64_t largest = 2'000'000'000;

inline bool digit(char c) { return c >= '0' && c <= '9'; }

/// Why this is no number: told apart so that the remedy can be.
CellFault why_not_a_number(std::string_view cell, const NumberFormat& format) {
  std::string lower;
  for (const char c : cell) lower += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (lower.front() == '+' || lower.front() == '-') lower.erase(0, 1);
  if (lower == "nan" || lower == "inf" || lower == "infinity") return CellFault::not_finite;
  int separators = 0;
  bool groups = true;
  std::size_t last = std::string::npos;
  for (std::size_t i = 0; i < lower.size(); ++i) {
    const char c = lower[i];
    if (digit(c)) continue;
    const bool space = c == ' ' || c == '\'';
    if (c != '.' && c != ',' && !space) return CellFault::not_a_number;
    if (c == format.decimal && i > 0) {
      last = i;
      continue;
    }
    ++separators;
    groups = groups && i > 0 && lower.size() - i > 3 && digit(lower[i + 1]) && digit(lower[i + 2]) &&
             digit(lower[i + 3]) && (i + 4 == lower.size() || !digit(lower[i + 4]));
  }
  if (separators == 0) return CellFault::not_a_number;
  if (groups && (separators > 1 || last != std::string::npos)) return CellFault::thousands_separator;
  if (separators == 1 && last == std::string::npos) return CellFault::other_decimal_sign;
  return CellFault::not_a_number;
}

/// Takes the declared thousands separators out of `cell`; false when they do not stand before groups of three.
bool without_thousands(std::string_view cell, const NumberFormat& format, std::string& out) {
  const std::size_t end = std::min(cell.find(format.decimal), cell.size());
  std::size_t group = 0;
  bool grouped = false;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    if (i < end && cell[i] == format.thousands) {
      if (grouped ? group != 3 : (group == 0 || group > 3)) return false;
      grouped = true;
      group = 0;
      continue;
    }
    if (i < end && digit(cell[i])) ++group;
    if (i >= end && cell[i] == format.thousands) return false;
    out += cell[i];
  }
  return !grouped || group == 3;
}

CellFault civil(int year, int month, int day, std::int32_t& out) {
  if (year < 1900 || year > 2199) return CellFault::not_a_date;
  const auto date = LocalDate::from_ymd(year, month, day);
  if (!date) return CellFault::no_such_day;
  out = date->days();
  return CellFault::none;
}

/// Up to `most` digits at the front of `text`, which moves on. -1 when there is none.
int take_digits(std::string_view& text, std::size_t most) {
  int out = 0;
  std::size_t n = 0;
  while (n < text.size() && n < most && digit(text[n])) out = out * 10 + (text[n++] - '0');
  text.remove_prefix(n);
  return n == 0 ? -1 : out;
}

/// Nothing, or a time of day as spreadsheets append it.
bool only_a_time(std::string_view text) {
  if (text.empty()) return true;
  if (text.front() != ' ' && text.front() != 'T') return false;
  text.remove_prefix(1);
  for (const char c : text) {
    if (!digit(c) && c != ':' && c != '.' && c != 'Z' && c != '+' && c != '-') return false;
  }
  return text.size() >= 4 && digit(text.front());
}

CellFault three_parts(std::string_view cell, DateFormat format, std::int32_t& out) {
  std::array<int, 3> parts{};
  char separator = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) {
      if (cell.empty() || (cell.front() != '-' && cell.front() != '/' && cell.front() != '.'))
        return CellFault::not_a_date;
      if (separator != 0 && cell.front() != separator) return CellFault::not_a_date;
      separator = cell.front();
      cell.remove_prefix(1);
    }
    const bool year = i == (format == DateFormat::year_month_day ? 0U : 2U);
    const std::size_t before = cell.size();
    parts[i] = take_digits(cell, year ? 4 : 2);
    if (parts[i] < 0 || (year && before - cell.size() != 4)) return CellFault::not_a_date;
  }
  if (!only_a_time(cell)) return CellFault::not_a_date;
  switch (format) {
    case DateFormat::year_month_day: return civil(parts[0], parts[1], parts[2], out);
    case DateFormat::day_month_year: return civil(parts[2], parts[1], parts[0], out);
    default: return civil(parts[2], parts[0], parts[1], out);
  }
}

CellFault serial(std::string_view cell, bool from_1904, std::int32_t& out) {
  int days = take_digits(cell, 6);
  if (days < 0) return CellFault::not_a_date;
  if (!cell.empty() && (cell.front() == '.' || cell.front() == ',')) {  // the time of day
    cell.remove_prefix(1);
    while (take_digits(cell, 9) >= 0) {
    }
  }
  if (!cell.empty()) return CellFault::not_a_date;
  if (!from_1904 && days == 60) return CellFault::no_such_day;  // the 29 February 1900 that never was
  if (!from_1904 && days < 60) ++days;
  out = LocalDate::from_ymd(from_1904 ? 1904 : 1899, from_1904 ? 1 : 12, from_1904 ? 1 : 30)->days() + days;
  const int year = LocalDate(out).year();
  return year < 1900 || year > 2199 ? CellFault::not_a_date : CellFault::none;
}

/// Days since 1970-01-01 of a day in the Gregorian calendar, without tables or loops.
std::int32_t days_of(int year, int month, int day) {
  year -= month <= 2 ? 1 : 0;
  const int era = year / 400;
  const int year_of_era = year - era * 400;
  const int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146'097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719'468;
}

/// `text` is `cell` without its thousands separators.
CellFault plain_number(std::string_view cell, std::string_view text, const NumberFormat& format, std::int32_t& out) {
  const bool negative = text.front() == '-';
  std::size_t at = negative || text.front() == '+' ? 1 : 0;
  std::int64_t value = 0;
  const std::size_t begin = at;
  for (; at < text.size() && digit(text[at]); ++at) {
    value = value * 10 + (text[at] - '0');
    if (value > largest) return CellFault::too_large;
  }
  if (at == begin && (at == text.size() || text[at] != format.decimal)) return why_not_a_number(cell, format);
  int decimals = 0;
  bool up = false;
  if (at < text.size() && text[at] == format.decimal) {
    const std::size_t point = ++at;
    for (; at < text.size() && digit(text[at]); ++at) {
      if (decimals < format.decimals) {
        value = value * 10 + (text[at] - '0');
        ++decimals;
      } else if (text[at] != '0' && !format.round) {
        return CellFault::too_many_decimals;
      } else if (at - point == static_cast<std::size_t>(format.decimals)) {
        up = text[at] >= '5';
      }
    }
    if (at == point) return CellFault::not_a_number;
  }
  if (at != text.size()) return why_not_a_number(cell, format);
  value = value * powers[static_cast<std::size_t>(format.decimals - decimals)] + (up ? 1 : 0);
  if (value > largest) return CellFault::too_large;
  out = static_cast<std::int32_t>(negative ? -value : value);
  return CellFault::none;
}

}  // namespace

std::string_view code_of(CellFault fault) {
  switch (fault) {
    case CellFault::none: return {};
    case CellFault::not_a_number: return "cell.not_a_number";
    case CellFault::other_decimal_sign: return "cell.other_decimal_sign";
    case CellFault::thousands_separator: return "cell.thousands_separator";
    case CellFault::not_finite: return "cell.not_finite";
    case CellFault::too_many_decimals: return "cell.too_many_decimals";
    case CellFault::too_large: return "cell.too_large";
    case CellFault::not_a_date: return "cell.not_a_date";
    case CellFault::no_such_day: return "cell.no_such_day";
  }
  return {};
}

CellFault read_number(std::string_view cell, const NumberFormat& format, std::int32_t& out) {
  if (constexpr std::string_view minus = "\xE2\x88\x92"; cell.starts_with(minus)) {  // the sign books print
    return read_number('-' + std::string(cell.substr(minus.size())), format, out);
  }
  if (format.thousands == 0 || cell.find(format.thousands) == std::string_view::npos)
    return plain_number(cell, cell, format, out);
  std::string plain;
  if (!without_thousands(cell, format, plain)) return CellFault::not_a_number;
  return plain_number(cell, plain, format, out);
}

CellFault read_date(std::string_view cell, DateFormat format, std::int32_t& out) {
  if (format == DateFormat::year_month_day && cell.size() == 10) {
    const char* const at = cell.data();
    unsigned highest = 0;  // above 9 when one of them is no digit
    const auto two = [&](std::size_t i) {
      const unsigned tens = static_cast<unsigned char>(at[i]) - unsigned{'0'};
      const unsigned ones = static_cast<unsigned char>(at[i + 1]) - unsigned{'0'};
      highest = std::max({highest, tens, ones});
      return static_cast<int>(tens * 10 + ones);
    };
    const int year = two(0) * 100 + two(2), month = two(5), day = two(8);
    const bool digits = highest <= 9 && at[4] == '-' && at[7] == '-';
    if (digits && year >= 1900 && year <= 2199 && month >= 1 && month <= 12 && day >= 1 && day <= 28) {
      out = days_of(year, month, day);
      return CellFault::none;
    }
  }
  switch (format) {
    case DateFormat::compact: {
      if (cell.size() != 8) return CellFault::not_a_date;
      std::string_view rest = cell;
      const int all = take_digits(rest, 8);
      if (!rest.empty()) return CellFault::not_a_date;
      return civil(all / 10'000, all / 100 % 100, all % 100, out);
    }
    case DateFormat::serial: return serial(cell, false, out);
    case DateFormat::serial_1904: return serial(cell, true, out);
    default: return three_parts(cell, format, out);
  }
}

}  // namespace koers::exchange
