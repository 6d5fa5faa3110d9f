#include "base/dutch_time.h"

#include <gtest/gtest.h>

namespace koers {
namespace {

TEST(DutchTime, KnowsSummerTime) {
  // The last Sundays of March and October 2024: the 31st and the 27th.
  EXPECT_EQ(dutch_offset(*LocalDate::from_ymd(2024, 3, 30)), 60);
  EXPECT_EQ(dutch_offset(*LocalDate::from_ymd(2024, 3, 31)), 120);
  EXPECT_EQ(dutch_offset(*LocalDate::from_ymd(2024, 10, 26)), 120);
  EXPECT_EQ(dutch_offset(*LocalDate::from_ymd(2024, 10, 27)), 60);
}

TEST(DutchTime, TellsAnInstantAsTheClockOnTheWallDoes) {
  const auto told = [](const char* utc) { return in_dutch_time(*CivilTime::parse(utc)).text(); };
  EXPECT_EQ(told("2026-01-15T22:30:00Z"), "2026-01-15T23:30+01:00");
  EXPECT_EQ(told("2026-07-15T22:30:00Z"), "2026-07-16T00:30+02:00");
  EXPECT_EQ(told("2026-07-15T23:30+02:00"), "2026-07-15T23:30+02:00");
  EXPECT_EQ(told("1969-12-31T23:30:00Z"), "1970-01-01T00:30+01:00");
}

}  // namespace
}  // namespace koers
