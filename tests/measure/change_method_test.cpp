#include "measure/change_method.h"

#include <cmath>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>
#include <sstream>

#include "measure/cutoff.h"
#include "measure/deviation.h"

namespace koers::measure {
namespace {

/// tests/reference/change.txt, written by change.R beside it.
const std::vector<double>& from_r(const std::string& name) {
  static const auto all = [] {
    std::map<std::string, std::vector<double>> out;
    std::ifstream in("tests/reference/change.txt");
    for (std::string line; std::getline(in, line);) {
      std::istringstream words(line);
      std::string key;
      words >> key;
      for (double x = 0; words >> x;) out[key].push_back(x);
    }
    return out;
  }();
  return all.at(name);
}

ChangeParameters given() {
  const auto& g = from_r("given");
  ChangeParameters out;
  out.sd = {g[0]};
  out.reliability = {g[1]};
  out.mean = {g[2]};
  out.end_mean = {g[3], Origin::sample};
  out.end_sd = {g[4], Origin::sample};
  out.end_reliability = {g[5]};
  out.correlation = {g[6], Origin::sample};
  return out;
}

TEST(ChangeIndex, IsThatOfR) {
  const auto& start = from_r("start");
  const auto& end = from_r("end");
  for (const ChangeMethod method : change_methods) {
    const auto index = ChangeIndex::make(method, given());
    ASSERT_TRUE(index) << code(method);
    const auto& wanted = from_r(std::string(code(method)));
    ASSERT_EQ(wanted.size(), 12U);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      EXPECT_NEAR(index->of(start[i], end[i]), wanted[i], 1e-12 * std::max(1.0, std::fabs(wanted[i])))
          << code(method) << ' ' << i;
      const int reliable = (wanted[i] > index->limit() ? 1 : 0) - (wanted[i] < -index->limit() ? 1 : 0);
      EXPECT_EQ(index->reliable(start[i], end[i]), reliable) << code(method) << ' ' << i;
    }
    EXPECT_EQ(change_method(code(method)), method);
  }
  EXPECT_FALSE(change_method("jacobson"));
}

std::string used(ChangeMethod method) {
  std::string out;
  const ChangeIndex index = *ChangeIndex::make(method, given());
  for (const UsedParameter& u : index.used()) {
    out += (out.empty() ? "" : ", ") + std::string(u.name) + ' ' + std::string(name(u.parameter.origin));
  }
  return out;
}

TEST(ChangeIndex, SaysWhatItUsedAndWhereItComesFrom) {
  EXPECT_EQ(used(ChangeMethod::jacobson_truax), "sd norm, reliability norm");
  EXPECT_EQ(used(ChangeMethod::edwards_nunnally), "sd norm, reliability norm, mean norm");
  EXPECT_EQ(used(ChangeMethod::hsu_linn_nord), "sd norm, reliability norm, mean norm, end_mean sample");
  EXPECT_EQ(used(ChangeMethod::nunnally_kotsch), "sd norm, reliability norm, mean norm, end_reliability norm");
  EXPECT_EQ(used(ChangeMethod::hageman_arrindell),
            "sd norm, reliability norm, mean norm, end_mean sample, end_sd sample, correlation sample");
}

TEST(ChangeIndex, NamesWhatIsMissingOrCannotBe) {
  const auto refused = [](ChangeMethod method, const ChangeParameters& parameters) {
    const auto made = ChangeIndex::make(method, parameters);
    if (made) return std::string("made");
    return made.error().code + (made.error().args.empty() ? "" : ' ' + made.error().args.front().second);
  };
  ChangeParameters only;
  only.sd = {10};
  only.reliability = {0.84};
  EXPECT_EQ(refused(ChangeMethod::jacobson_truax, only), "made");
  EXPECT_EQ(refused(ChangeMethod::gulliksen_lord_novick, only), "change.parameter_missing mean");
  ChangeParameters p = given();
  p.end_mean.reset();
  EXPECT_EQ(refused(ChangeMethod::hsu_linn_nord, p), "change.parameter_missing end_mean");
  p = given();
  p.sd = {0};
  EXPECT_EQ(refused(ChangeMethod::jacobson_truax, p), "change.parameter_not_usable sd");
  p = given();
  p.reliability = {1};
  EXPECT_EQ(refused(ChangeMethod::edwards_nunnally, p), "change.parameter_not_usable reliability");
  p = given();
  p.correlation = {std::nan("")};
  EXPECT_EQ(refused(ChangeMethod::hageman_arrindell, p), "change.parameter_not_usable correlation");
  p = given();
  p.end_sd = {10};
  p.correlation = {0.9};  // differences spread less than error alone would make them
  EXPECT_EQ(refused(ChangeMethod::hageman_arrindell, p), "change.no_reliable_differences");
}

ChangeRule rule_of(ChangeMethod method, std::optional<Decimal> cutoff, bool on_cutoff = true) {
  return {*ChangeIndex::make(method, given()), Direction::lower_is_better, cutoff, on_cutoff};
}

TEST(ChangeRule, KnowsTheFiveCategoriesAndWhoStayedNormal) {
  const ChangeRule rule = rule_of(ChangeMethod::jacobson_truax, Decimal{64, 0});
  EXPECT_EQ(rule.judge({75, 0}, {60, 0}).category, ChangeCategory::recovered);
  EXPECT_EQ(rule.judge({76, 0}, {64, 0}).category, ChangeCategory::improved);
  EXPECT_EQ(rule.judge({40, 0}, {60, 0}).category, ChangeCategory::deteriorated);
  EXPECT_EQ(rule.judge({52, 0}, {64, 0}).category, ChangeCategory::relapsed);
  EXPECT_EQ(rule.judge({70, 0}, {66, 0}).category, ChangeCategory::unchanged);
  EXPECT_FALSE(rule.judge({70, 0}, {66, 0}).stayed_normal);
  EXPECT_TRUE(rule.judge({60, 0}, {55, 0}).stayed_normal);
  EXPECT_FALSE(rule.judge({64, 0}, {55, 0}).stayed_normal);  // on the cut-off is clinical
  EXPECT_TRUE(rule_of(ChangeMethod::jacobson_truax, Decimal{64, 0}, false).judge({64, 0}, {55, 0}).stayed_normal);
  EXPECT_FALSE(rule_of(ChangeMethod::jacobson_truax, {}).judge({60, 0}, {55, 0}).stayed_normal);
}

TEST(ChangeRule, MethodsDisagreeWhereTheyShould) {
  // From 66 to 55.5: too little for jt, enough for those that expect regression towards the mean, from below it.
  EXPECT_EQ(rule_of(ChangeMethod::jacobson_truax, {}).judge({66, 0}, {555, 1}).category, ChangeCategory::unchanged);
  EXPECT_EQ(rule_of(ChangeMethod::edwards_nunnally, {}).judge({66, 0}, {555, 1}).category, ChangeCategory::improved);
}

TEST(ChangeRule, OnTheLimitIsNotBeyondIt) {
  // s = 10, r = .6: the standard error of prediction is exactly 8, the limit 15.68 beyond M + .6 (x - M).
  ChangeParameters p;
  p.sd = {10};
  p.reliability = {0.6};
  p.mean = {50};
  const ChangeRule rule{
      *ChangeIndex::make(ChangeMethod::gulliksen_lord_novick, p), Direction::higher_is_better, {}, true};
  EXPECT_EQ(rule.judge({40, 0}, {5968, 2}).category, ChangeCategory::unchanged);
  EXPECT_EQ(rule.judge({40, 0}, {5969, 2}).category, ChangeCategory::improved);
}

RC_GTEST_PROP(ChangeRule, AgreesWithTheRuleInWholeNumbers, ()) {
  const int s = *rc::gen::inRange(1, 300);  // tenths
  const int r = *rc::gen::inRange(0, 100);  // hundredths
  const int cutoff = *rc::gen::inRange(0, 1000);
  const bool lower = *rc::gen::arbitrary<bool>(), on = *rc::gen::arbitrary<bool>();
  const std::int64_t start = *rc::gen::inRange(0, 1000), end = *rc::gen::inRange(0, 1000);
  const Direction direction = lower ? Direction::lower_is_better : Direction::higher_is_better;
  const auto whole = *ReliableChange::make({{s, 1}, {r, 2}, Decimal{cutoff, 1}, on, ""}, direction, 1);
  ChangeParameters p;
  p.sd = {s / 10.0};
  p.reliability = {r / 100.0};
  const ChangeRule rule{*ChangeIndex::make(ChangeMethod::jacobson_truax, p), direction, Decimal{cutoff, 1}, on};
  RC_ASSERT(rule.judge({start, 1}, {end, 1}).category == whole.category(start, end));
}

std::string at(CutoffCriterion criterion, const ScoreGroup& clinical, const ScoreGroup& functional,
               Direction direction) {
  const auto found = cutoff(criterion, clinical, functional, direction);
  return found ? found->round(4)->text() : found.error().code;
}

TEST(Cutoff, IsThatOfThePaper) {
  const ScoreGroup clinical{{694, 1}, {87, 1}}, functional{{502, 1}, {99, 1}};
  const auto& wanted = from_r("cutoff");
  const auto is = [&](CutoffCriterion criterion) {
    return cutoff(criterion, clinical, functional, Direction::lower_is_better)->value();
  };
  EXPECT_NEAR(is(CutoffCriterion::a), wanted[0], 1e-12 * wanted[0]);
  EXPECT_NEAR(is(CutoffCriterion::b), wanted[1], 1e-12 * wanted[1]);  // 70.0: with the clinical SD it would be 67.6
  EXPECT_NEAR(is(CutoffCriterion::c), wanted[2], 1e-12 * wanted[2]);
  // Higher is better: the mirror image.
  const ScoreGroup low{{-694, 1}, {87, 1}}, high{{-502, 1}, {99, 1}};
  for (const auto criterion : {CutoffCriterion::a, CutoffCriterion::b, CutoffCriterion::c}) {
    EXPECT_EQ(at(criterion, low, high, Direction::higher_is_better),
              "-" + at(criterion, clinical, functional, Direction::lower_is_better));
  }
}

TEST(Cutoff, RefusesPopulationsThatCannotBe) {
  const ScoreGroup clinical{{694, 1}, {87, 1}}, functional{{502, 1}, {99, 1}};
  EXPECT_EQ(at(CutoffCriterion::a, clinical, functional, Direction::higher_is_better), "change.populations_reversed");
  EXPECT_EQ(at(CutoffCriterion::c, functional, clinical, Direction::lower_is_better), "change.populations_reversed");
  EXPECT_EQ(at(CutoffCriterion::b, clinical, {{502, 1}, {0, 0}}, Direction::lower_is_better), "change.sd_not_positive");
  EXPECT_EQ(at(CutoffCriterion::b, {{1, 5}, {1, 0}}, functional, Direction::lower_is_better),
            "change.too_many_decimals");
}

std::string band(const Decimal& score) {
  const auto deviation = deviation_score(score, {50, 0}, {10, 0}, Direction::lower_is_better);
  return deviation ? deviation->text() + ' ' + std::string(deviation_band(*deviation).code) : deviation.error().code;
}

TEST(Deviation, IsRoundedBeforeItIsBanded) {
  EXPECT_EQ(band({594, 1}), "0.9 none");
  EXPECT_EQ(band({595, 1}), "1.0 mild");  // .95
  EXPECT_EQ(band({634, 1}), "1.3 mild");
  EXPECT_EQ(band({635, 1}), "1.4 serious");  // 1.35: in no band before rounding
  EXPECT_EQ(band({30, 0}), "-2.0 none");
  const auto mirrored = deviation_score({30, 0}, {50, 0}, {10, 0}, Direction::higher_is_better);
  EXPECT_EQ(mirrored->text(), "2.0");
}

TEST(Deviation, TakesOtherBandsAsData) {
  const std::array<DeviationBand, 2> own{{{"low", {0, 0}}, {"high", {20, 1}}}};
  EXPECT_EQ(deviation_band({19, 1}, own).code, "low");
  EXPECT_EQ(deviation_band({20, 1}, own).code, "high");
}

TEST(Deviation, RefusesWhatHasNone) {
  EXPECT_EQ(deviation_score({1, 0}, {1, 0}, {0, 0}, Direction::lower_is_better).error().code, "change.sd_not_positive");
  EXPECT_EQ(deviation_score({1, 5}, {1, 0}, {1, 0}, Direction::lower_is_better).error().code,
            "change.too_many_decimals");
  EXPECT_EQ(deviation_score({2'000'000'000'000, 0}, {1, 0}, {1, 0}, Direction::lower_is_better).error().code,
            "change.score_too_large");
}

}  // namespace
}  // namespace koers::measure
