#include "measure/change.h"

#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace koers::measure {
namespace {

ReliableChange rule(std::string_view s, std::string_view r, std::optional<std::string_view> cutoff, Direction direction,
                    int decimals, bool cutoff_is_clinical = true) {
  ChangeNorm norm{*Decimal::parse(s), *Decimal::parse(r), {}, cutoff_is_clinical, "test"};
  if (cutoff) norm.cutoff = Decimal::parse(*cutoff);
  return *ReliableChange::make(norm, direction, decimals);
}

TEST(ReliableChange, MustExceedTheLimitStrictly) {
  // s = 10, r = .84: S_diff 5.65685, limit 11.0874.
  const auto t = rule("10", "0.84", "64", Direction::lower_is_better, 0);
  EXPECT_EQ(t.limit().round(4)->text(), "11.0874");
  EXPECT_EQ(t.category(80, 69), ChangeCategory::unchanged);
  EXPECT_EQ(t.category(80, 68), ChangeCategory::improved);
  // s = 10, r = .5: S_diff is exactly 10, so 19.6 itself is not reliable and 19.7 is.
  const auto exact = rule("10", "0.5", {}, Direction::lower_is_better, 1);
  EXPECT_EQ(exact.category(700, 504), ChangeCategory::unchanged);
  EXPECT_EQ(exact.category(700, 503), ChangeCategory::improved);
  EXPECT_EQ(exact.category(504, 700), ChangeCategory::unchanged);
  EXPECT_EQ(exact.category(503, 700), ChangeCategory::deteriorated);
}

TEST(ReliableChange, HasFiveCategories) {
  const auto t = rule("10", "0.84", "64", Direction::lower_is_better, 0);
  EXPECT_EQ(t.category(75, 60), ChangeCategory::recovered);
  EXPECT_EQ(t.category(64, 50), ChangeCategory::recovered);    // on the cut-off is clinical
  EXPECT_EQ(t.category(76, 64), ChangeCategory::improved);     // and still clinical at the end
  EXPECT_EQ(t.category(63, 50), ChangeCategory::improved);
  EXPECT_EQ(t.category(63, 63), ChangeCategory::unchanged);
  EXPECT_EQ(t.category(70, 85), ChangeCategory::deteriorated);
  EXPECT_EQ(t.category(40, 60), ChangeCategory::deteriorated);
  EXPECT_EQ(t.category(52, 64), ChangeCategory::relapsed);
}

TEST(ReliableChange, FollowsTheDirectionOfTheInstrument) {
  const auto ors = rule("5", "0.8", "25", Direction::higher_is_better, 1);
  EXPECT_EQ(ors.category(200, 300), ChangeCategory::recovered);
  EXPECT_EQ(ors.category(250, 330), ChangeCategory::recovered);  // 25 itself is clinical
  EXPECT_EQ(ors.category(300, 200), ChangeCategory::relapsed);
  EXPECT_EQ(ors.category(150, 240), ChangeCategory::improved);
  EXPECT_EQ(rule("5", "0.8", "25", Direction::higher_is_better, 1, false).category(250, 330), ChangeCategory::improved);
}

TEST(ReliableChange, WithoutCutOffKnowsNoRecovery) {
  const auto t = rule("10", "0.84", {}, Direction::lower_is_better, 0);
  EXPECT_FALSE(t.has_cutoff());
  EXPECT_EQ(t.category(90, 10), ChangeCategory::improved);
  EXPECT_EQ(t.category(10, 90), ChangeCategory::deteriorated);
}

TEST(ReliableChange, RefusesWhatNoInstrumentHas) {
  const auto make = [](const char* s, const char* r) {
    return ReliableChange::make({*Decimal::parse(s), *Decimal::parse(r), {}, true, ""}, Direction::lower_is_better, 2);
  };
  EXPECT_EQ(make("0", "0.8").error().code, "change.sd_not_positive");
  EXPECT_EQ(make("10", "1").error().code, "change.reliability_out_of_range");
  EXPECT_EQ(make("10", "-0.1").error().code, "change.reliability_out_of_range");
  EXPECT_EQ(make("10.12345", "0.8").error().code, "change.too_many_decimals");
}

RC_GTEST_PROP(ReliableChange, AgreesWithTheFormulaAwayFromTheLimit, ()) {
  const int s = *rc::gen::inRange(1, 300);        // tenths
  const int r = *rc::gen::inRange(0, 100);        // hundredths
  const int start = *rc::gen::inRange(0, 10'000);  // hundredths
  const int end = *rc::gen::inRange(0, 10'000);
  const auto t = *ReliableChange::make({{s, 1}, {r, 2}, {}, true, ""}, Direction::higher_is_better, 2);
  const double index = (end - start) / 100.0 / (s / 10.0 * std::sqrt(2 * (1 - r / 100.0)));
  RC_PRE(std::fabs(std::fabs(index) - 1.96) > 1e-9);
  const ChangeCategory wanted = index > 1.96    ? ChangeCategory::improved
                                : index < -1.96 ? ChangeCategory::deteriorated
                                                : ChangeCategory::unchanged;
  RC_ASSERT(t.category(start, end) == wanted);
}

}  // namespace
}  // namespace koers::measure
