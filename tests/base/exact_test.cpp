#include "base/exact.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace koers {
namespace {

TEST(Exact, RoundsARatioHalfAwayFromZero) {
  EXPECT_EQ(Exact::ratio(5500, 63).round(1)->text(), "87.3");
  EXPECT_EQ(Exact::ratio(3490, 40).round(1)->text(), "87.3");   // 87.25
  EXPECT_EQ(Exact::ratio(-1, 20).round(1)->text(), "-0.1");     // -0.05
  EXPECT_EQ(Exact::ratio(1, -3).round(2)->text(), "-0.33");
  EXPECT_EQ(Exact::ratio(13000, 900).round(2)->text(), "14.44");
}

TEST(Exact, RoundsARootOnItsExactValue) {
  EXPECT_EQ(Exact::root(1, 4).round(0)->text(), "1");      // 0.5
  EXPECT_EQ(Exact::root(9, 16).round(1)->text(), "0.8");   // 0.75
  EXPECT_EQ(Exact::root(2, 1).round(9)->text(), "1.414213562");
  EXPECT_EQ(Exact::root(0, 7).round(2)->text(), "0.00");
}

TEST(Exact, HasNoValueWhereNoneExists) {
  EXPECT_FALSE(Exact::ratio(1, 0).has_value());
  EXPECT_FALSE(Exact::root(-1, 2).has_value());
  EXPECT_FALSE(Exact::real(0.0 / 0.0).has_value());
  EXPECT_FALSE(Exact().round(2));
}

RC_GTEST_PROP(Exact, RootLiesWithinHalfAUnitOfItsRounding, ()) {
  const auto numerator = *rc::gen::inRange<std::int64_t>(0, 2'000'000'000'000);
  const auto denominator = *rc::gen::inRange<std::int64_t>(1, 1'000'000'000);
  const int decimals = *rc::gen::inRange(0, 4);
  const Wide c = Exact::root(numerator, denominator).round(decimals)->scaled;
  Wide scale = 4;
  for (int i = 0; i < 2 * decimals; ++i) scale *= 10;
  RC_ASSERT(Wide{numerator} * scale < (2 * c + 1) * (2 * c + 1) * denominator);
  RC_ASSERT(c == 0 || Wide{numerator} * scale >= (2 * c - 1) * (2 * c - 1) * denominator);
}

}  // namespace
}  // namespace koers
