#include "base/date.h"

#include <gtest/gtest.h>

#include "base/holidays.h"

namespace koers {
namespace {

TEST(LocalDate, ReadsAndWritesEveryDayOfFourCenturies) {
  LocalDate day = *LocalDate::from_ymd(1800, 1, 1);
  const LocalDate last = *LocalDate::from_ymd(2200, 12, 31);
  for (; day <= last; day = day + 1) {
    ASSERT_EQ(LocalDate::parse(day.text()), day);
    ASSERT_EQ(LocalDate::from_ymd(day.year(), day.month(), day.day()), day);
  }
}

TEST(LocalDate, RefusesDaysThatDoNotExist) {
  for (const char* text : {"2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "0000-01-01", "2026-1-01",
                           "2026-01-01 ", "26-01-01", ""}) {
    EXPECT_FALSE(LocalDate::parse(text)) << text;
  }
  EXPECT_TRUE(LocalDate::parse("2024-02-29"));
}

TEST(LocalDate, KnowsWeekdaysAndIsoWeeks) {
  EXPECT_EQ(LocalDate::parse("2026-11-22")->weekday(), Weekday::sunday);
  EXPECT_EQ(LocalDate::parse("2026-01-01")->iso_week(), 1);
  EXPECT_EQ(LocalDate::parse("2027-01-01")->iso_week(), 53);
  EXPECT_EQ(LocalDate::parse("2024-12-30")->iso_week(), 1);
}

TEST(LocalDate, AddsMonthsWithinTheMonth) {
  EXPECT_EQ(add_months(*LocalDate::parse("2026-08-31"), 6).text(), "2027-02-28");
  EXPECT_EQ(add_months(*LocalDate::parse("2026-01-15"), -2).text(), "2025-11-15");
}

TEST(LocalDate, CountsBirthdays) {
  EXPECT_EQ(age_in_years(*LocalDate::parse("2012-02-29"), *LocalDate::parse("2026-02-28")), 13);
  EXPECT_EQ(age_in_years(*LocalDate::parse("2012-02-29"), *LocalDate::parse("2026-03-01")), 14);
}

TEST(CivilTime, KeepsOffsetAndComparesInstants) {
  const auto a = CivilTime::parse("2026-03-01T10:30+01:00");
  const auto b = CivilTime::parse("2026-03-01T09:30Z");
  ASSERT_TRUE(a && b);
  EXPECT_EQ(a->instant(), b->instant());
  EXPECT_EQ(a->text(), "2026-03-01T10:30+01:00");
  for (const char* text : {"2026-03-01T25:00Z", "2026-03-01T10:30", "2026-03-01T10:30+15:00", "2026-03-01 10:30Z",
                           "2026-03-01T10:30+0100"}) {
    EXPECT_FALSE(CivilTime::parse(text)) << text;
  }
}

TEST(Holidays, FollowTheFormulas) {
  EXPECT_EQ(easter_sunday(2026).text(), "2026-04-05");
  EXPECT_EQ(easter_sunday(2038).text(), "2038-04-25");
  EXPECT_TRUE(is_dutch_holiday(*LocalDate::parse("2026-05-14")));   // Ascension
  EXPECT_TRUE(is_dutch_holiday(*LocalDate::parse("2025-04-26")));   // 27 April 2025 was a Sunday
  EXPECT_FALSE(is_dutch_holiday(*LocalDate::parse("2026-05-05")));  // Liberation Day: not every year
  EXPECT_TRUE(is_dutch_holiday(*LocalDate::parse("2025-05-05")));
}

}  // namespace
}  // namespace koers
