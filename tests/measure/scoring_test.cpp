#include "measure/scoring.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "measure/scoring_answers.h"
#include "tests/measure/scoring_fixture.h"

namespace koers::measure::scoring_test {
namespace {

std::vector<Answer> answers(std::initializer_list<int> values) {  // -1: left open
  std::vector<Answer> out;
  for (const int v : values) out.push_back(v < 0 ? Answer() : *Answer::of({v, 0}));
  return out;
}

Score score(const Instrument& instrument, const std::vector<Answer>& given) {
  return Scorer::make(instrument, "x")->score(given);
}

std::string raw(const Score& one) { return one.exists() ? one.raw.text() : std::string(name(one.why)); }

const std::string all = R"("items": "all")";
const std::string filled = R"("items": "all", "missing": {"most": 4, "fill": "mean"})";

TEST(Scoring, NothingIsSilentlyZero) {
  const Instrument sum = five(R"("score": "sum", )" + all);
  EXPECT_EQ(raw(score(sum, answers({0, 0, 0, 0, 0}))), "0");
  EXPECT_EQ(raw(score(sum, answers({0, 0, 0, 0, -1}))), "too_many_missing");
  EXPECT_EQ(raw(score(sum, {})), "too_many_missing");
  EXPECT_EQ(raw(score(sum, std::vector<Answer>(5))), "too_many_missing");
  EXPECT_EQ(Answer().missing, Missing::left_open);
}

TEST(Scoring, EveryReasonCountsAsMissing) {
  const Instrument sum = five(R"("score": "sum", )" + filled);
  for (const Missing why :
       {Missing::left_open, Missing::not_asked, Missing::refused, Missing::not_applicable, Missing::lost}) {
    auto given = answers({1, 1, 1, 1, 1});
    given[2] = Answer::none(why);
    const Score one = score(sum, given);
    EXPECT_EQ(raw(one), "5") << name(why);
    EXPECT_EQ(one.missing, 1) << name(why);
    EXPECT_TRUE(one.prorated());
  }
  auto given = answers({1, 1, 1, 1, 1});
  given[2] = Answer::none(Missing::does_not_compare);
  EXPECT_EQ(raw(score(sum, given)), "does_not_compare");
}

// Items a, b, c; b and c are put only after 1 or more at a. What counts of b where it is not put is 0; c is then left out.
Instrument gated(const std::string& scale, const std::string& more = R"("slots": ["texts"])") {
  return frame(R"("answer_sets": [{"code": "s", "least": 0, "most": 3, "source": "made up"}],
    "items": [{"code": "a", "answers": "s"},
              {"code": "b", "answers": "s", "asked_if": {"item": "a", "answers": [1, 2, 3], "otherwise": 0}},
              {"code": "c", "answers": "s", "asked_if": {"item": "a", "answers": [1, 2, 3]}}],
    "scales": [{"code": "x", "name": {"nl": "x", "en": "x"}, )" +
               scale + "}], " + more);
}

TEST(Scoring, WhatIsRightlyNotAskedIsNotMissing) {
  const Instrument sum = gated(R"("score": "sum", "items": "all")");
  const Score none = score(sum, answers({0, -1, -1}));
  EXPECT_EQ(raw(none), "0");
  EXPECT_EQ(none.used, 1);
  EXPECT_EQ(none.not_asked, 1);
  EXPECT_EQ(none.skipped, 1);
  EXPECT_EQ(none.missing, 0);
  EXPECT_EQ(raw(score(sum, answers({1, -1, -1}))), "too_many_missing") << "asked, and left open";
  EXPECT_EQ(raw(score(sum, answers({-1, -1, -1}))), "too_many_missing") << "whether it is asked is not known";
  EXPECT_EQ(raw(score(sum, answers({2, 3, 1}))), "6");
  // Of three items of a mean one counts as 0 and one is left out: (0 + 0) / 2.
  EXPECT_EQ(raw(score(gated(R"("score": "mean", "items": "all")"), answers({0, -1, -1}))), "0.00");
  EXPECT_EQ(raw(score(gated(R"("score": "sum", "items": ["b"])"), answers({0, -1, -1}))), "0")
      << "a score all the same";
  EXPECT_EQ(raw(score(gated(R"("score": "sum", "items": ["c"])"), answers({0, -1, -1}))), "nothing_answered");
}

TEST(Scoring, WhatIsNotAskedStandsInTheTrace) {
  const Instrument sum = gated(R"("score": "sum", "items": "all")");
  Trace trace;
  Scorer::make(sum, "x")->score(answers({0, -1, -1}), trace);
  ASSERT_EQ(trace.lines.size(), 3U);
  EXPECT_TRUE(trace.lines[1].not_asked);
  EXPECT_TRUE(trace.lines[1].contribution.has_value());
  EXPECT_TRUE(trace.lines[2].skipped);
}

TEST(Scoring, AnAnswerThatWasNotToBeAskedIsAFault) {
  const Instrument sum = gated(R"("score": "sum", "items": "all")");
  const auto fault = read_answers(sum, "a=0,b=2", "", "here");
  ASSERT_FALSE(fault);
  EXPECT_EQ(fault.error().front().code, "score.not_to_be_asked");
  EXPECT_EQ(fault.error().front().place.pointer, "b");
  EXPECT_TRUE(read_answers(sum, "a=0,b=0", "", "here")) << "what counts anyway";
  EXPECT_TRUE(read_answers(sum, "a=-,b=2", "", "here"));
  EXPECT_TRUE(read_answers(sum, "a=1,b=2,c=0", "", "here"));
}

TEST(Scoring, AFormThatIsTooEmptyHasNoScoreAtAll) {
  const Instrument form = gated(R"("score": "sum", "items": ["a"])",
                                R"("most_missing": {"value": 1, "source": "made up"}, "slots": ["texts"])");
  EXPECT_EQ(raw(score(form, answers({1, 1, -1}))), "1");
  EXPECT_EQ(raw(score(form, answers({1, -1, -1}))), "form_too_empty");
  EXPECT_EQ(raw(score(form, answers({0, -1, -1}))), "0") << "what is rightly not asked is not missing";
}

TEST(Scoring, AnAnswerOutsideItsRangeGivesNoScoreAndNamesTheItem) {
  const Instrument sum = five(R"("score": "sum", )" + all);
  for (const Decimal wrong : {Decimal{4, 0}, Decimal{-1, 0}, Decimal{15, 1}}) {
    auto given = answers({1, 1, 1, 1, 1});
    given[3] = *Answer::of(wrong);
    const Score one = score(sum, given);
    EXPECT_EQ(raw(one), "answer_out_of_range") << wrong.text();
    EXPECT_EQ(one.about, 3);
  }
}

TEST(Scoring, RoundsAHalfUpOrAwayFromZero) {
  // 2 of five answered, sum 1: 1/2 * 5 = 2.5; offset -5 makes it -2.5.
  const auto one = [](const std::string& more) {
    return raw(score(five(R"("score": "sum", )" + filled + more), answers({1, 0, -1, -1, -1})));
  };
  EXPECT_EQ(one(""), "3");
  EXPECT_EQ(one(R"(, "round": "half_up")"), "3");
  EXPECT_EQ(one(R"(, "offset": -5)"), "-3");
  EXPECT_EQ(one(R"(, "offset": -5, "round": "half_up")"), "-2");
  EXPECT_EQ(one(R"(, "offset": -5, "decimals": 1)"), "-2.5");
}

TEST(Scoring, LargestNumbersStayExactOrSayTooLarge) {
  EXPECT_EQ(raw(score(five(R"("score": "weighted", "items": [{"code": "a", "weight": 999999.9999}])"), answers({3}))),
            "3000000");
  EXPECT_EQ(
      raw(score(
          five(R"("score": "weighted", "decimals": 2, "items": [{"code": "a", "weight": 1000000}], "factor": 1000000)"),
          answers({3}))),
      "too_large");
}

TEST(Scoring, ScalesOfScalesThatGrowWithoutEndAreRefused) {
  std::string scales = R"("scales": [{"code": "s0", "name": {"nl": "x", "en": "x"}, "score": "sum", "items": "all"})";
  for (int i = 1; i < 30; ++i) {
    scales += R"(, {"code": "s)" + std::to_string(i) +
              R"(", "name": {"nl": "x", "en": "x"}, "score": "of_scales", "scales": [)";
    for (int j = 0; j < i; ++j) scales += (j > 0 ? ", \"s" : "\"s") + std::to_string(j) + "\"";
    scales += "]}";
  }
  const Instrument deep = frame(R"("answer_sets": [{"code": "s", "least": 0, "most": 3, "source": "made up"}],
    "items": [{"code": "a", "answers": "s"}], "slots": ["texts"], )" +
                                scales + "]");
  EXPECT_TRUE(Scorer::make(deep, "s5"));
  ASSERT_FALSE(Scorer::make(deep, "s29"));
  EXPECT_EQ(Scorer::make(deep, "s29").error().code, "score.too_many_scales");
  EXPECT_EQ(Scorer::make(deep, "none").error().code, "score.no_such_scale");
}

RC_GTEST_PROP(Scoring, CompleteSumsAreSums, ()) {
  static const Instrument sum = five(R"("score": "sum", "items": ["a", "-b", "c", "d", "-e"])");
  const auto v = *rc::gen::container<std::vector<int>>(5, rc::gen::inRange(0, 4));
  const Score one = score(sum, answers({v[0], v[1], v[2], v[3], v[4]}));
  RC_ASSERT(raw(one) == std::to_string(v[0] + 3 - v[1] + v[2] + v[3] + 3 - v[4]));
}

RC_GTEST_PROP(Scoring, AFilledScoreStaysWithinTheRangeOfItsScale, ()) {
  static const Instrument sum = five(R"("score": "sum", "decimals": 2, )" + filled);
  std::vector<Answer> given;
  for (int i = 0; i < 5; ++i) {
    const int v = *rc::gen::inRange(-1, 4);
    given.push_back(v < 0 ? Answer::none(Missing::refused) : *Answer::of({v, 0}));
  }
  const Score one = score(sum, given);
  RC_ASSERT(one.used + one.missing == 5);
  if (!one.exists()) return;
  RC_ASSERT(compare(one.raw, sum.scales[0].range->least) >= 0);
  RC_ASSERT(compare(one.raw, sum.scales[0].range->most) <= 0);
}

RC_GTEST_PROP(Scoring, ATraceTellsTheSameScore, (std::vector<int> values)) {
  static const Instrument mean = five(R"("score": "mean", "factor": 10, "items": ["a", "-b", "c", "d", "-e"],
    "missing": {"most": 3, "fill": "mean"})");
  std::vector<Answer> given;
  for (const int v : values)
    given.push_back(v % 5 == 4 ? Answer() : Answer{std::int64_t{v % 5} * 10'000, Missing::none});
  const Scorer scorer = *Scorer::make(mean, "x");
  Trace trace;
  const Score one = scorer.score(given, trace);
  const Score other = scorer.score(given);
  RC_ASSERT(raw(one) == raw(other));
  RC_ASSERT(one.used == other.used);
  RC_ASSERT(trace.lines.size() == 5U);
  if (one.exists()) RC_ASSERT(trace.placed.round(2)->text() == one.raw.text());
}

std::string fault_of(const Instrument& instrument, const std::string& text, const std::string& version = "") {
  const auto read = read_answers(instrument, text, version, "answers");
  if (read) return "none";
  std::string out;
  for (const Error& fault : read.error()) {
    if (!out.empty()) out += ' ';
    out += fault.code + '@' + std::to_string(fault.place.column);
  }
  return out;
}

TEST(Answers, NameEveryFaultWithItsColumn) {
  const Instrument sum = five(R"("score": "sum", )" + all);
  EXPECT_EQ(fault_of(sum, "a=1, b=2;c=-\nd=refused,e="), "none");
  EXPECT_EQ(fault_of(sum, ""), "none");
  EXPECT_EQ(fault_of(sum, "a=4"), "score.out_of_range@1");
  EXPECT_EQ(fault_of(sum, "a=1,b=x,c=1.5,f=1,d"),
            "score.not_a_number@5 score.too_many_decimals@9 score.unknown_item@15 score.no_equals@19");
  EXPECT_EQ(fault_of(sum, "a=1,a=2"), "score.item_twice@5");
  EXPECT_EQ(fault_of(sum, "a=nan"), "score.not_a_number@1");
  EXPECT_EQ(fault_of(sum, "a=1e0"), "score.not_a_number@1");
  EXPECT_EQ(fault_of(sum, "a=does_not_compare"), "score.not_a_number@1");
  EXPECT_EQ(fault_of(sum, "a=1", "0"), "score.unknown_version@0");
  EXPECT_EQ(fault_of(frame(R"("slots": ["items"])"), "a=1"), "score.items_not_public@0");
}

TEST(Answers, NeverRepeatWhatWasTyped) {
  const Instrument sum = five(R"("score": "sum", )" + all);
  const auto read = read_answers(sum, "Jan Jansen=1,a=Jan Jansen", "", "answers");
  ASSERT_FALSE(read);
  for (const Error& fault : read.error()) {
    for (const auto& [key, value] : fault.args) EXPECT_EQ(value.find("Jan"), std::string::npos) << fault.code;
  }
}

TEST(Answers, HoldAtMostFourDecimalsThatCount) {
  EXPECT_EQ(Answer::of({12345, 4})->scaled, 12345);
  EXPECT_EQ(Answer::of({1'000'000'000, 9})->scaled, 10'000);
  EXPECT_FALSE(Answer::of({1, 5}));
  EXPECT_TRUE(Answer::of({1'000'000, 0}));
  EXPECT_FALSE(Answer::of({1'000'001, 0}));
  EXPECT_FALSE(Answer::of({-999'999'999'999'999'999, 0}));
}

TEST(EnteredScores, StayWithinTheirScale) {
  const Instrument given = five(R"("score": "entered", "least": 10, "most": 40)", R"("slots": ["texts", "key"])");
  EXPECT_EQ(raw(score(given, answers({1, 1, 1, 1, 1}))), "entered");
  EXPECT_EQ(raw(entered_score(given.scales[0], {10, 0})), "10");
  EXPECT_EQ(raw(entered_score(given.scales[0], {401, 1})), "outside_range");
}

}  // namespace
}  // namespace koers::measure::scoring_test
