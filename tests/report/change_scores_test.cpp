#include "report/change_scores.h"

#include <array>
#include <cmath>
#include <gtest/gtest.h>

namespace koers::report {
namespace {

using measure::ChangeMethod;

/// R's datasets::sleep, as in tests/stats/paired_test.cpp; here lower is better, so that plus is a change for the worse.
ChangeInput sleep() {
  ChangeInput in;
  in.title = "sleep";
  in.decimals = 1;
  constexpr std::array<int, 10> first{7, -16, -2, -12, -1, 34, 37, 8, 0, 20};
  constexpr std::array<int, 10> second{19, 8, 11, 1, -1, 44, 55, 16, 46, 34};
  for (std::size_t i = 0; i < first.size(); ++i) {
    in.rows.push_back({static_cast<std::uint32_t>(i + 2), first[i], second[i]});
  }
  in.norm.sd = {2};
  in.norm.reliability = {0.5};
  in.direction = measure::Direction::higher_is_better;
  return in;
}

std::string value(const ChangeScores& made, const std::string& code) {
  const Figure* f = made.report.find(code);
  if (f == nullptr) return "no figure";
  return f->value ? f->value->text() : f->missing.key;
}

TEST(ChangeScores, FiguresAreThoseOfR) {
  const auto made = change_scores(sleep());
  ASSERT_TRUE(made) << made.error().code;
  EXPECT_EQ(value(*made, "change.start.mean"), "0.75");
  EXPECT_EQ(value(*made, "change.change.mean"), "1.58");
  EXPECT_EQ(value(*made, "change.t"), "4.06");
  EXPECT_EQ(value(*made, "change.p"), "0.003");
  EXPECT_EQ(value(*made, "d_pre"), "0.88");
  EXPECT_EQ(value(*made, "d_pre.g"), "0.81");
  EXPECT_EQ(value(*made, "d_z"), "1.28");
  EXPECT_EQ(value(*made, "d_z.low"), "0.41");
  EXPECT_EQ(value(*made, "d_z.high"), "2.12");
  EXPECT_EQ(value(*made, "d_av"), "0.83");
  EXPECT_EQ(value(*made, "d_rm"), "0.82");
}

TEST(ChangeScores, PlusIsBetterWhateverTheDirection) {
  ChangeInput in = sleep();
  in.direction = measure::Direction::lower_is_better;
  const auto made = change_scores(in);
  EXPECT_EQ(value(*made, "d_z"), "-1.28");
  EXPECT_EQ(value(*made, "d_z.low"), "-2.12");
  EXPECT_EQ(value(*made, "d_z.high"), "-0.41");
}

TEST(ChangeScores, JudgesEachRowAndCountsThem) {
  ChangeInput in = sleep();
  in.rows.push_back({12, 5, {}});
  in.rows.push_back({13, {}, 5});
  in.rows.push_back({14, {}, {}});
  const auto made = change_scores(in);  // S_diff 2: reliable beyond 3.92, which only 4.6 is
  ASSERT_TRUE(made);
  EXPECT_EQ(value(*made, "flow.rows.n"), "13");
  EXPECT_EQ(value(*made, "flow.both.n"), "10");
  EXPECT_EQ(value(*made, "flow.no_end.n"), "1");
  EXPECT_EQ(value(*made, "flow.no_start.n"), "1");
  EXPECT_EQ(value(*made, "flow.neither.n"), "1");
  EXPECT_EQ(value(*made, "rc.improved.n"), "1");
  EXPECT_EQ(value(*made, "rc.improved.pct"), "10.0");
  EXPECT_EQ(value(*made, "rc.unchanged.n"), "9");
  EXPECT_EQ(made->rows[8].judged->category, measure::ChangeCategory::improved);
  EXPECT_FALSE(made->rows[10].judged);
}

TEST(ChangeScores, ShowsApartWhoStayedNormalWhenAsked) {
  ChangeInput in = sleep();
  in.cutoff = Decimal{10, 1};
  const auto plain = change_scores(in);
  EXPECT_EQ(value(*plain, "rc.stayed_normal.n"), "no figure");
  in.show_stayed_normal = true;
  const auto apart = change_scores(in);
  EXPECT_EQ(value(*apart, "rc.stayed_normal.n"), "3");  // 3.4 4.4, 3.7 5.5, 2.0 3.4
  EXPECT_EQ(value(*apart, "rc.unchanged.n"), "6");
  EXPECT_EQ(value(*apart, "rc.recovered.n"), "1");
}

TEST(ChangeScores, TakesFromTheSampleWhatIsAskedOfIt) {
  ChangeInput in = sleep();
  in.sd_of_sample = in.reliability_of_sample = true;
  in.norm = {};
  const auto made = change_scores(in);
  ASSERT_TRUE(made);
  // s 1.789010, r .795170: S_diff 1.145095; the ninth changed 4.6.
  EXPECT_NEAR(made->rows[8].judged->index, 4.6 / (1.78900965775916 * std::sqrt(2 * (1 - 0.795170205833578))), 1e-9);
}

TEST(ChangeScores, SaysWhatCannotBeComputed) {
  ChangeInput one = sleep();
  one.rows.resize(2);
  one.rows[1].end.reset();
  const auto made = change_scores(one);
  ASSERT_TRUE(made);
  EXPECT_EQ(value(*made, "change.start.mean"), "0.70");
  EXPECT_EQ(value(*made, "change.start.sd"), "figure.too_few");
  EXPECT_EQ(value(*made, "change.t"), "figure.too_few");
  EXPECT_EQ(value(*made, "d_rm"), "figure.too_few");
  one.sd_of_sample = true;
  EXPECT_EQ(change_scores(one).error().code, "change.sample_too_small");
  one.sd_of_sample = false;
  one.method = ChangeMethod::hsu_linn_nord;
  EXPECT_EQ(change_scores(one).error().code, "change.sample_too_small");

  ChangeInput same = sleep();
  for (ChangeRow& row : same.rows) row.end = row.start;
  EXPECT_EQ(value(*change_scores(same), "change.t"), "figure.no_variation");
  EXPECT_EQ(value(*change_scores(same), "d_z"), "figure.no_variation");
  EXPECT_EQ(value(*change_scores(same), "d_pre"), "0.00");

  ChangeInput two = sleep();
  two.rows.resize(2);
  const auto pair = change_scores(two);
  EXPECT_EQ(value(*pair, "d_z"), "2.12");  // 1.8 / .848528
  EXPECT_EQ(value(*pair, "d_z.g"), "figure.too_few");  // J has no value for one degree of freedom
}

}  // namespace
}  // namespace koers::report
