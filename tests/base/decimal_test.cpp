#include "base/decimal.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>

namespace koers {
namespace {

TEST(Decimal, RoundsRatiosHalfAwayFromZero) {
  EXPECT_EQ(round_ratio(55, 63, 1, 100).text(), "87.3");
  EXPECT_EQ(round_ratio(1, 8, 2).text(), "0.13");
  EXPECT_EQ(round_ratio(-1, 8, 2).text(), "-0.13");
  EXPECT_EQ(round_ratio(1, 2, 0).text(), "1");
  EXPECT_EQ(round_ratio(2, 3, 4).text(), "0.6667");
  EXPECT_EQ(round_ratio(1, -2, 1).text(), "-0.5");
}

TEST(Decimal, RoundsADoubleOnItsExactValue) {
  EXPECT_EQ(round_double(2.675, 2)->text(),
            "2.67");  // the double is 2.67499999999999982236431605997495353221893310546875
  EXPECT_EQ(round_double(0.125, 2)->text(), "0.13");
  EXPECT_EQ(round_double(-0.125, 2)->text(), "-0.13");
  EXPECT_EQ(round_double(1.005, 2)->text(), "1.00");
  EXPECT_EQ(round_double(-0.001, 2)->text(), "0.00");
  EXPECT_FALSE(round_double(std::numeric_limits<double>::quiet_NaN(), 2));
  EXPECT_FALSE(round_double(1e12, 2));
}

TEST(Decimal, ReadsOnlyPlainDecimals) {
  EXPECT_EQ(Decimal::parse("-12,50", ','), (Decimal{-1250, 2}));
  EXPECT_EQ(Decimal::parse("0")->text(), "0");
  EXPECT_EQ(Decimal::parse("+3.0")->text(), "3.0");
  for (const char* text :
       {"", "-", ".5", "5.", "1e3", "NaN", "1 000", "1.2.3", "1234567890123456789", "0.1234567890", "--1"}) {
    EXPECT_FALSE(Decimal::parse(text)) << text;
  }
}

TEST(Decimal, ComparesAcrossScales) {
  EXPECT_EQ(compare({450, 2}, {45, 1}), 0);
  EXPECT_LT(compare({-1, 0}, {1, 9}), 0);
  EXPECT_EQ((Decimal{std::numeric_limits<std::int64_t>::min(), 0}.text()), "-9223372036854775808");
}

}  // namespace
}  // namespace koers
