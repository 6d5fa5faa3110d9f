#include "stats/paired.h"

#include <array>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <rapidcheck/gtest.h>
#include <vector>

#include "stats/distributions.h"

namespace koers::stats {
namespace {

// R 4.2.2, datasets::sleep: extra sleep of ten people under two drugs, in tenths of hours.
PairSums sleep() {
  constexpr std::array<int, 10> first{7, -16, -2, -12, -1, 34, 37, 8, 0, 20};
  constexpr std::array<int, 10> second{19, 8, 11, 1, -1, 44, 55, 16, 46, 34};
  PairSums out;
  for (std::size_t i = 0; i < first.size(); ++i) out.add(first[i], second[i]);
  return out;
}

void near(double found, double wanted) { EXPECT_NEAR(found, wanted, 1e-10 * std::max(1.0, std::fabs(wanted))); }

TEST(Moments, OfSleepAreThoseOfR) {
  const PairSums s = sleep();
  near(mean(s.x, 1).value(), 0.75);
  near(mean(s.y, 1).value(), 2.33);
  near(standard_deviation(s.x, 1).value(), 1.78900965775916);
  near(standard_deviation(s.y, 1).value(), 2.00224873579683);
  near(standard_deviation(s.differences(), 1).value(), 1.22999548327987);
  near(correlation(s), 0.795170205833578);
  EXPECT_EQ(mean(s.differences(), 1).round(2)->text(), "1.58");
}

TEST(PairedT, OfSleepIsThatOfR) {
  const auto t = paired_t(sleep(), 1, 0.95);
  ASSERT_TRUE(t);
  near(t->mean_change, 1.58);
  near(t->t, 4.06212768338204);
  near(t->df, 9);
  near(t->p, 0.00283289019738427);
  near(t->change.low, 0.700114236723018);
  near(t->change.high, 2.45988576327698);
}

TEST(StandardisedChange, OfSleepIsThatOfEffectsizeAndMetafor) {
  const auto z = standardised_change(sleep(), Standardiser::change_sd, 0.95);
  ASSERT_TRUE(z);
  near(z->d, 1.28455756259105);
  near(z->g, 1.1739249035142);
  // effectsize finds its limits by optimisation, to about 1e-7.
  EXPECT_NEAR(z->interval.low, 0.414627667667354, 2e-7);
  EXPECT_NEAR(z->interval.high, 2.1180165087725, 2e-7);

  const auto average = standardised_change(sleep(), Standardiser::average_sd, 0.95);
  near(average->d, 0.83218108134954);
  // The limits of d_z, times s_D / s_av.
  near(average->interval.low / z->interval.low, average->d / z->d);

  const auto by_r = standardised_change(sleep(), Standardiser::change_sd_by_r, 0.95);
  near(by_r->d, 0.822176638386309);
  near(by_r->g, 0.822176638386309 * 0.913874891792553);
  near(by_r->interval.high / z->interval.high, by_r->d / z->d);

  const auto start = standardised_change(sleep(), Standardiser::start_sd, 0.95);
  near(start->d, 0.883170190360538);
  near(start->g, 0.807107062150144);
  const double half = normal_quantile(0.975) * std::sqrt(0.0740892348041093);
  near(start->interval.low, 0.807107062150144 - half);
  near(start->interval.high, 0.807107062150144 + half);
}

TEST(StandardisedChange, NamesItsStandardiser) {
  for (const Standardiser by :
       {Standardiser::start_sd, Standardiser::change_sd, Standardiser::average_sd, Standardiser::change_sd_by_r}) {
    EXPECT_EQ(standardised_change(sleep(), by, 0.95)->standardiser, by);
  }
  EXPECT_EQ(name(Standardiser::start_sd), "d_pre");
  EXPECT_EQ(name(Standardiser::change_sd_by_r), "d_rm");
}

TEST(HedgesJ, IsExact) {
  near(hedges_j(9), 0.913874891792553);
  near(hedges_j(19), 0.959910352924253);
  near(hedges_j(49), 0.984602177236171);
  EXPECT_NEAR(hedges_j(1e6), 1 - 3 / (4e6 - 1), 1e-9);
  EXPECT_TRUE(std::isnan(hedges_j(1)));
}

TEST(NoncentralT, ApproximationMeetsTheExactLimitsWhereItTakesOver) {
  for (const double t : {-20.0, -1.0, 0.0, 2.5, 12.0, 36.0}) {
    for (const double p : {0.025, 0.975}) {
      const double exact = t_noncentrality(t, 1000, p);
      const double approximate = t_noncentrality(t, 1000.0000001, p);
      EXPECT_NEAR(exact, approximate, 3e-3 * std::sqrt(1 + t * t / 2000)) << t << ' ' << p;
    }
  }
}

TEST(Change, HasNoTestWhereNothingVaries) {
  PairSums same;
  for (int i = 0; i < 5; ++i) same.add(10, 12);
  EXPECT_FALSE(paired_t(same, 0, 0.95));
  EXPECT_FALSE(standardised_change(same, Standardiser::start_sd, 0.95));
  EXPECT_FALSE(standardised_change(same, Standardiser::change_sd_by_r, 0.95));  // there is no r
  PairSums one;
  one.add(1, 2);
  EXPECT_FALSE(paired_t(one, 0, 0.95));
  EXPECT_FALSE(standardised_change(one, Standardiser::change_sd, 0.95));
}

RC_GTEST_PROP(PairSums, MergeInAnyOrderWithoutLoss, (const std::vector<std::pair<int, int>>& rows, unsigned cut)) {
  PairSums whole, left, right;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    whole.add(rows[i].first, rows[i].second);
    (i < cut % (rows.size() + 1) ? left : right).add(rows[i].first, rows[i].second);
  }
  right.merge(left);
  RC_ASSERT(whole == right);
}

// Blocks of small scores, blocks with one large score among them, the ends of both, and a rest.
RC_GTEST_PROP(PairSums, OfColumnsAreThoseOfRows, (unsigned seed)) {
  const std::size_t n = *rc::gen::inRange<std::size_t>(0, 20'000);
  std::vector<std::int32_t> x(n), y(n);
  std::uint32_t state = seed | 1U;
  for (std::size_t i = 0; i < n; ++i) {
    state = state * 1'664'525U + 1'013'904'223U;
    x[i] = static_cast<std::int32_t>(state >> 22) - 512;
    y[i] = static_cast<std::int32_t>(state >> 12 & 1023);
    if (state % 9'973 == 0) x[i] = std::numeric_limits<std::int32_t>::min();
    if (state % 9'967 == 0) y[i] = 1 << 24;
  }
  PairSums rows, columns;
  for (std::size_t i = 0; i < n; ++i) rows.add(x[i], y[i]);
  columns.add(x, y);
  RC_ASSERT(rows == columns);
}

}  // namespace
}  // namespace koers::stats
