#include "measure/norms.h"

#include <gtest/gtest.h>

#include "measure/scoring_answers.h"
#include "stats/distributions.h"
#include "tests/measure/scoring_fixture.h"

namespace koers::measure::norms_test {
namespace {

using scoring_test::five;
using scoring_test::frame;

Respondent of(std::optional<Informant> informant, std::optional<bool> girl = {}, std::optional<Decimal> age = {}) {
  return {informant, "", girl, age};
}

Meaning meaning(const Instrument& instrument, const Decimal& raw, const Respondent& who) {
  return ScaleNorms::make(instrument, instrument.scales.front(), stats::normal_quantile).of(raw, who);
}

std::string why(const Meaning& one) { return std::string(name(one.why)); }

const std::string sum = R"("score": "sum", "items": "all")";
const std::string sum_norms = R"("informants": {"codes": ["mother", "father"], "source": "made up"},
  "slots": ["texts"], "norms": [{"code": "n", "population": "made up", "source": "made up", "t": )";

/// A norm for mothers of children from 4 to under 12.
Instrument mothers() {
  return five(sum, sum_norms + R"("linear", "rows": [
    {"of": {"scale": "x", "informants": ["mother"], "age": {"from": 4, "below": 12}}, "mean": 8, "sd": 4}]}])");
}

TEST(Norms, OfMothersSayNothingOfAFather) {
  const Decimal nine{9, 0};
  EXPECT_EQ(meaning(mothers(), {10, 0}, of(Informant::mother, {}, nine)).t->text(), "55.0");
  for (const Informant who : {Informant::father, Informant::parent, Informant::other_carer, Informant::youth}) {
    const Meaning found = meaning(mothers(), {10, 0}, of(who, {}, nine));
    EXPECT_FALSE(found.t) << name(who);
    EXPECT_FALSE(found.deviation) << name(who);
    EXPECT_EQ(why(found), "no_row") << name(who);
  }
  EXPECT_EQ(why(meaning(mothers(), {10, 0}, of({}, {}, nine))), "informant_unknown");
}

TEST(Norms, OfAParentServeEachOfThem) {
  const Instrument parents = five(sum, R"("informants": {"codes": ["parent"], "source": "made up"}, "slots": ["texts"],
    "norms": [{"code": "n", "population": "made up", "source": "made up", "t": "linear", "rows": [
      {"of": {"informants": ["parent"]}, "mean": 8, "sd": 4}]}])");
  for (const Informant who : {Informant::mother, Informant::father, Informant::other_carer, Informant::parent})
    EXPECT_EQ(meaning(parents, {8, 0}, of(who)).t->text(), "50.0") << name(who);
  EXPECT_EQ(why(meaning(parents, {8, 0}, of(Informant::youth))), "no_row");
}

TEST(Norms, AgesAreHalfOpen) {
  const auto at = [](std::string_view age) {
    return why(meaning(mothers(), {8, 0}, of(Informant::mother, {}, Decimal::parse(age))));
  };
  EXPECT_EQ(at("3.99"), "no_row");
  EXPECT_EQ(at("4"), "none");
  EXPECT_EQ(at("11.999"), "none");
  EXPECT_EQ(at("12"), "no_row");
  EXPECT_EQ(why(meaning(mothers(), {8, 0}, of(Informant::mother))), "age_unknown");
}

TEST(Norms, AnEmptySlotIsNoNumber) {
  const Instrument empty = five(sum, R"("slots": ["texts", "norm", "sd", "reliability", "cutoff"])");
  const Meaning found = meaning(empty, {8, 0}, of(Informant::mother));
  EXPECT_EQ(why(found), "not_loaded");
  EXPECT_FALSE(found.t || found.deviation || found.percentile || found.band);
  EXPECT_EQ(change_norm(empty, "x", of(Informant::mother)).error().code, "score.no_reliability");
  EXPECT_EQ(cutoff_of(empty, "x", of(Informant::mother)), nullptr);
}

// 1.35 SDs round to 1.4, and 1.34 to 1.3: the band between 1.0 and 1.3 ends before 1.4 only after rounding.
TEST(Norms, TheDeviationIsRoundedToOneDecimalTowardsTheProblemSide) {
  const auto deviation = [](const std::string& mean, const Decimal& raw, const std::string& better) {
    const Instrument one =
        five(R"("better": ")" + better + R"(", "score": "mean", "items": "all")",
             R"("slots": ["texts"], "norms": [{"code": "n", "population": "made up", "source": "made up",
        "rows": [{"mean": )" +
                 mean + R"(, "sd": 1}]}])");
    return meaning(one, raw, {}).deviation->text();
  };
  EXPECT_EQ(deviation("1", {235, 2}, "lower"), "1.4");
  EXPECT_EQ(deviation("1", {234, 2}, "lower"), "1.3");
  EXPECT_EQ(deviation("2.5", {115, 2}, "higher"), "1.4");
  EXPECT_EQ(deviation("2.5", {116, 2}, "higher"), "1.3");
  EXPECT_EQ(deviation("1", {50, 2}, "lower"), "-0.5");
}

// qnorm(0.9) = 1.281552, qnorm(0.999) = 3.090232 (R 4.2).
TEST(Norms, NormalisedTGoesThroughTheNormalQuantile) {
  const Instrument one = five(sum, sum_norms + R"("normalised", "rows": [{"table": [{"from": 0, "percentile": 10},
    {"from": 5, "percentile": 90}, {"from": 9, "percentile": 99.9}, {"from": 14, "percentile": 100}]}]}])");
  EXPECT_EQ(meaning(one, {4, 0}, {}).t->text(), "37.2");
  EXPECT_EQ(meaning(one, {5, 0}, {}).t->text(), "62.8");
  EXPECT_EQ(meaning(one, {13, 0}, {}).t->text(), "80.9");
  const Meaning end = meaning(one, {15, 0}, {});
  EXPECT_EQ(end.percentile->text(), "100");
  EXPECT_FALSE(end.t);
  EXPECT_EQ(why(end), "end_of_percentiles");
  const Meaning without = ScaleNorms::make(one, one.scales[0]).of({5, 0}, {});
  EXPECT_FALSE(without.t);
  EXPECT_EQ(why(without), "no_quantile");
}

TEST(Norms, ATFromTheirProgramGetsItsBand) {
  const Instrument one = five(sum, sum_norms + R"("none", "rows": [
    {"of": {"informants": ["mother"]}, "t_bands": [{"from": 0, "band": "normal"}, {"from": 60, "band": "borderline"}, {"from": 64, "band": "clinical"}]}]}])");
  const ScaleNorms norms = ScaleNorms::make(one, one.scales[0]);
  const auto band = [&](std::string_view t) {
    return std::string(name(*norms.of_t(*Decimal::parse(t), of(Informant::mother)).band));
  };
  EXPECT_EQ(band("59.9"), "normal");
  EXPECT_EQ(band("60"), "borderline");
  EXPECT_EQ(band("63.9"), "borderline");
  EXPECT_EQ(band("64"), "clinical");
  const Meaning father = norms.of_t({65, 0}, of(Informant::father));
  EXPECT_EQ(father.t->text(), "65");
  EXPECT_FALSE(father.band);
  EXPECT_EQ(why(father), "no_row");
  EXPECT_TRUE(possible_t({150, 0}));
  EXPECT_FALSE(possible_t({1501, 1}));
  EXPECT_FALSE(possible_t({-1, 0}));
}

TEST(Norms, RowsThatMeetAreRefusedWhenTheFileIsRead) {
  const Instrument fine = mothers();
  Instrument two = fine;
  two.norms[0].rows.push_back(two.norms[0].rows[0]);  // the reader would refuse it
  EXPECT_EQ(why(meaning(two, {8, 0}, of(Informant::mother, {}, Decimal{9, 0}))), "two_rows");
}

TEST(ChangeNorms, NameWhatTheyRestOn) {
  const Instrument one =
      five(sum, sum_norms + R"("linear", "rows": [{"of": {"informants": ["father"]}, "mean": 7, "sd": 5},
      {"of": {"informants": ["mother"]}, "mean": 8, "sd": 4}]}],
    "reliability": [{"of": {"informants": ["mother"]}, "r": 0.8, "kind": "test_retest", "sd": 3, "source": "R1"},
                    {"r": 0.7, "kind": "internal", "source": "R2"}],
    "cutoffs": [{"of": {"informants": ["mother"]}, "at": 9, "clinical_on_it": "no", "source": "C"}])");
  const auto mother = change_norm(one, "x", of(Informant::mother));
  ASSERT_TRUE(mother);
  EXPECT_EQ(mother->sd.text(), "3");
  EXPECT_EQ(mother->reliability.text(), "0.8");
  EXPECT_EQ(mother->cutoff->text(), "9");
  EXPECT_EQ(mother->source, "R1; C");
  const auto father = change_norm(one, "x", of(Informant::father));
  ASSERT_TRUE(father);
  EXPECT_EQ(father->sd.text(), "5");
  EXPECT_EQ(father->source, "R2; made up");
  EXPECT_FALSE(father->cutoff);
  EXPECT_EQ(change_norm(one, "x", of(Informant::youth)).error().code, "score.no_sd");
  const Cutoff& cutoff = *cutoff_of(one, "x", of(Informant::mother));
  EXPECT_TRUE(cutoff.clinical);
  EXPECT_FALSE(beyond(cutoff, {9, 0}, Direction::lower_is_better));
  EXPECT_TRUE(beyond(cutoff, {10, 0}, Direction::lower_is_better));
  EXPECT_TRUE(beyond(cutoff, {8, 0}, Direction::higher_is_better));
}

TEST(ChangeFacts, SayOfEachNumberWhereItStandsOrWhatIsNeeded) {
  const Instrument one =
      five(sum, sum_norms +
                    R"("linear", "rows": [{"of": {"sex": "girl", "age": {"from": 4, "below": 12}}, "mean": 7, "sd": 5},
      {"of": {"sex": "boy"}, "mean": 8, "sd": 4}]}],
    "reliability": [{"of": {"informants": ["mother"]}, "r": 0.8, "kind": "test_retest", "sd": 3, "source": "R1"}],
    "cutoffs": [{"of": {"age": {"from": 4, "below": 12}}, "at": 9, "clinical_on_it": "no", "source": "C1"},
                {"of": {"age": {"from": 12}}, "at": 11, "source": "C2"}])");
  const auto girl = change_facts(one, "x", of(Informant::mother, true, Decimal{9, 0}));
  EXPECT_EQ(girl.sd.value->text(), "3");
  EXPECT_EQ(girl.sd.source, "R1");
  EXPECT_EQ(girl.reliability_kind, Reliability::Kind::test_retest);
  EXPECT_EQ(girl.norm_mean.value->text(), "7");
  EXPECT_EQ(girl.norm_sd.source, "made up");
  EXPECT_EQ(girl.cutoff.value->text(), "9");
  EXPECT_FALSE(girl.cutoff_is_clinical);
  const auto boy = change_facts(one, "x", of(Informant::mother, false, Decimal{12, 0}));
  EXPECT_EQ(boy.norm_sd.value->text(), "4");
  EXPECT_EQ(boy.cutoff.value->text(), "11");
  EXPECT_TRUE(boy.cutoff_is_clinical);
  const auto unknown = change_facts(one, "x", of(Informant::father));
  EXPECT_EQ(name(unknown.reliability.why), "no_row");
  EXPECT_EQ(name(unknown.norm_mean.why), "sex_unknown");
  EXPECT_EQ(name(unknown.sd.why), "sex_unknown");
  EXPECT_EQ(name(unknown.cutoff.why), "age_unknown");
  EXPECT_EQ(name(change_facts(one, "y", of(Informant::mother), "no_such").norm_sd.why), "no_such_set");
}

}  // namespace
}  // namespace koers::measure::norms_test
