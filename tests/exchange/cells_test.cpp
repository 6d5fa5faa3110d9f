#include "exchange/cells.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/date.h"
#include "base/decimal.h"

namespace koers::exchange {
namespace {

std::string number(std::string_view cell, const NumberFormat& format) {
  std::int32_t out = 0;
  const CellFault fault = read_number(cell, format, out);
  return fault == CellFault::none ? Decimal{out, format.decimals}.text() : std::string(code_of(fault));
}

std::string day(std::string_view cell, DateFormat format) {
  std::int32_t out = 0;
  const CellFault fault = read_date(cell, format, out);
  return fault == CellFault::none ? LocalDate(out).text() : std::string(code_of(fault));
}

TEST(Cells, ReadNumbersAsDeclared) {
  const NumberFormat plain{'.', 0, 2, false};
  const NumberFormat dutch{',', '.', 2, false};
  EXPECT_EQ(number("65", plain), "65.00");
  EXPECT_EQ(number("-0.5", plain), "-0.50");
  EXPECT_EQ(number("+7.250", plain), "7.25");
  EXPECT_EQ(number("1.234,5", dutch), "1234.50");
  EXPECT_EQ(number("12.345.678", dutch), "12345678.00");
  EXPECT_EQ(number("20000000", plain), "20000000.00");
  EXPECT_EQ(number("-.5", plain), "-0.50");
}

TEST(Cells, SayWhyACellIsNoNumber) {
  const NumberFormat plain{'.', 0, 2, false};
  const NumberFormat dutch{',', 0, 2, false};
  const NumberFormat grouped{',', '.', 2, false};
  EXPECT_EQ(number("3,5", plain), "cell.other_decimal_sign");
  EXPECT_EQ(number("3.5", dutch), "cell.other_decimal_sign");
  EXPECT_EQ(number("1,234.5", plain), "cell.thousands_separator");
  EXPECT_EQ(number("1.234.567", dutch), "cell.thousands_separator");
  EXPECT_EQ(number("1 234,5", dutch), "cell.thousands_separator");
  EXPECT_EQ(number("12.34,5", grouped), "cell.not_a_number");
  EXPECT_EQ(number("1.23", grouped), "cell.not_a_number");
  EXPECT_EQ(number("NaN", plain), "cell.not_finite");
  EXPECT_EQ(number("-inf", plain), "cell.not_finite");
  EXPECT_EQ(number("6O", plain), "cell.not_a_number");
  EXPECT_EQ(number("1e3", plain), "cell.not_a_number");
  EXPECT_EQ(number("5.", plain), "cell.not_a_number");
  EXPECT_EQ(number("-.", plain), "cell.not_a_number");
  EXPECT_EQ(number("-", plain), "cell.not_a_number");
  EXPECT_EQ(number("3.141", plain), "cell.too_many_decimals");
  EXPECT_EQ(number("30000000", plain), "cell.too_large");
  EXPECT_EQ(number("99999999999999999999", plain), "cell.too_large");
}

TEST(Cells, RoundWhereTheMapSaysSo) {
  const NumberFormat rounding{',', 0, 2, true};
  EXPECT_EQ(number("3,66666666666667", rounding), "3.67");
  EXPECT_EQ(number("3,664999", rounding), "3.66");
  EXPECT_EQ(number("-3,665", rounding), "-3.67");
  EXPECT_EQ(number("\xE2\x88\x92"
                   "3,5",
                   rounding),
            "-3.50");  // the minus of a typeset table
}

TEST(Cells, ReadDatesAsDeclared) {
  EXPECT_EQ(day("2024-03-01", DateFormat::year_month_day), "2024-03-01");
  EXPECT_EQ(day("2024/3/1", DateFormat::year_month_day), "2024-03-01");
  EXPECT_EQ(day("2024-03-01 00:00:00", DateFormat::year_month_day), "2024-03-01");
  EXPECT_EQ(day("1-3-2024", DateFormat::day_month_year), "2024-03-01");
  EXPECT_EQ(day("01/03/2024", DateFormat::day_month_year), "2024-03-01");
  EXPECT_EQ(day("01/03/2024", DateFormat::month_day_year), "2024-01-03");
  EXPECT_EQ(day("20240301", DateFormat::compact), "2024-03-01");
  EXPECT_EQ(day("45352", DateFormat::serial), "2024-03-01");
  EXPECT_EQ(day("45352,75", DateFormat::serial), "2024-03-01");
  EXPECT_EQ(day("1", DateFormat::serial), "1900-01-01");
  EXPECT_EQ(day("61", DateFormat::serial), "1900-03-01");
  EXPECT_EQ(day("43890", DateFormat::serial_1904), "2024-03-01");
}

TEST(Cells, RefuseDaysThatDoNotExist) {
  EXPECT_EQ(day("2023-02-29", DateFormat::year_month_day), "cell.no_such_day");
  EXPECT_EQ(day("31-4-2024", DateFormat::day_month_year), "cell.no_such_day");
  EXPECT_EQ(day("13/13/2024", DateFormat::month_day_year), "cell.no_such_day");
  EXPECT_EQ(day("60", DateFormat::serial), "cell.no_such_day");
  for (const char* text : {"1-3-24", "2024-03", "2024-03-01x", "1-3/2024", "maart", "0024-03-01", "2924-03-01"}) {
    EXPECT_EQ(day(text, text[0] == '1' ? DateFormat::day_month_year : DateFormat::year_month_day), "cell.not_a_date")
        << text;
  }
}

TEST(Cells, TheShortWayToADateIsTheLongOne) {
  for (LocalDate d = *LocalDate::from_ymd(1900, 1, 1); d <= *LocalDate::from_ymd(2199, 12, 31); d = d + 1) {
    ASSERT_EQ(day(d.text(), DateFormat::year_month_day), d.text());
  }
}

RC_GTEST_PROP(Cells, NeverBreakOnAnyText, (const std::string& text)) {
  if (text.empty()) return;
  std::int32_t out = 0;
  for (const char decimal : {'.', ','}) {
    for (const char thousands : {'\0', '.', ' '}) {
      if (decimal != thousands) read_number(text, {decimal, thousands, 3, true}, out);
    }
  }
  for (int f = 0; f <= 5; ++f) read_date(text, static_cast<DateFormat>(f), out);
}

}  // namespace
}  // namespace koers::exchange
