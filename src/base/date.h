// Civil dates and times without clock, locale or time zone data. Proleptic Gregorian calendar.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace koers {

enum class Weekday : std::uint8_t { monday, tuesday, wednesday, thursday, friday, saturday, sunday };

/// A day, counted from 1970-01-01. Valid from 0001-01-01 to 9999-12-31; arithmetic may leave that range, text may not.
class LocalDate {
 public:
  constexpr LocalDate() = default;
  constexpr explicit LocalDate(std::int32_t days_since_1970) : days_(days_since_1970) {}

  /// Empty when the day does not exist (2026-02-29) or the year is outside 1..9999.
  static std::optional<LocalDate> from_ymd(int year, int month, int day);
  /// Exactly "YYYY-MM-DD"; anything else, also spaces or an impossible day, is empty.
  static std::optional<LocalDate> parse(std::string_view text);

  constexpr std::int32_t days() const { return days_; }
  int year() const;
  int month() const;  ///< 1..12
  int day() const;    ///< 1..31
  Weekday weekday() const;
  int iso_week() const;  ///< 1..53 (ISO 8601)
  std::string text() const;  ///< "YYYY-MM-DD"

  constexpr LocalDate operator+(int days) const { return LocalDate(days_ + days); }
  constexpr LocalDate operator-(int days) const { return LocalDate(days_ - days); }
  constexpr std::int32_t operator-(LocalDate other) const { return days_ - other.days_; }
  friend constexpr auto operator<=>(LocalDate, LocalDate) = default;

 private:
  std::int32_t days_ = 0;
};

/// The same day `months` later; the last day of the month where that day does not exist (31 January + 1 = 28/29 February).
LocalDate add_months(LocalDate date, int months);

/// Whole years from `birth` to `on` (someone born on 29 February has a birthday on 1 March in other years). May be negative.
int age_in_years(LocalDate birth, LocalDate on);

/// A civil time with the offset from UTC it was written in. Text: "YYYY-MM-DDTHH:MM[:SS](Z|+HH:MM|-HH:MM)".
struct CivilTime {
  LocalDate date;
  std::int32_t second = 0;  ///< of the day, 0..86399
  std::int16_t offset_minutes = 0;  ///< -14:00..+14:00

  /// Also accepts a bare "YYYY-MM-DD": noon, offset 0.
  static std::optional<CivilTime> parse(std::string_view text);
  std::string text() const;
  /// Seconds since 1970-01-01T00:00Z: equal instants compare equal here, whatever their offsets.
  std::int64_t instant() const { return std::int64_t{date.days()} * 86400 + second - offset_minutes * 60; }

  friend constexpr auto operator<=>(const CivilTime&, const CivilTime&) = default;
};

}  // namespace koers
