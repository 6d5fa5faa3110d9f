// Facts of the shipped instruments, as their sources have them (named in the files).
#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <string>
#include <vector>

#include "exchange/yaml.h"
#include "measure/instrument.h"

namespace koers::exchange::instruments_shipped_test {
namespace {

using measure::Instrument;

Instrument shipped(const std::string& name) {
  std::ostringstream text;
  text << std::ifstream("instruments/" + name + ".yaml").rdbuf();
  json::Document document;
  const auto root = read_yaml(text.str(), document, name + ".yaml");
  if (!root) return ADD_FAILURE() << name, Instrument();
  auto found = measure::read_instrument(*root, name + ".yaml");
  if (!found) return ADD_FAILURE() << name, Instrument();
  return std::move(*found);
}

/// "1 -7 12": what a scale is made of.
std::string parts(const Instrument& in, std::string_view scale) {
  std::string out;
  for (const measure::Scoring::Part& part : in.scale(scale)->scoring.parts)
    out += (out.empty() ? "" : " ") + std::string(part.reverse ? "-" : "") + in.items[part.index].code;
  return out;
}

std::string range(const Instrument& in, std::string_view scale) {
  const auto& found = in.scale(scale)->range;
  return found ? found->least.text() + ".." + found->most.text() : "none";
}

std::vector<std::string> critical(const Instrument& in) {
  std::vector<std::string> out;
  for (const measure::InstrumentItem& item : in.items) {
    if (item.critical) out.push_back(item.code);
  }
  return out;
}

TEST(InstrumentsShipped, MarkTheAnswersThatAskForAnAct) {
  using Codes = std::vector<std::string>;
  EXPECT_EQ(critical(shipped("phq9")), Codes{"9"});
  EXPECT_EQ(critical(shipped("core10")), Codes{"6"});
  EXPECT_EQ(critical(shipped("well_being")), (Codes{"safe_home", "not_be_here"}));
  EXPECT_EQ(critical(shipped("parenting_thermometer")), Codes{"afraid_to_hurt"});
  EXPECT_EQ(critical(shipped("session_feedback")), Codes{"afraid"});
  const Instrument week = shipped("well_being");
  const auto holds = [&](std::string_view code, std::int64_t answer) {
    return week.items[*week.item(code)].critical->holds({answer, 0});
  };
  EXPECT_TRUE(holds("safe_home", 3));
  EXPECT_FALSE(holds("safe_home", 4)) << "safe on most days";
  EXPECT_TRUE(holds("not_be_here", 2)) << "one day is enough";
  EXPECT_FALSE(holds("not_be_here", 1));
}

TEST(InstrumentsShipped, HaveTheirKeys) {
  const Instrument sdq = shipped("sdq");
  EXPECT_EQ(parts(sdq, "emotional"), "3 8 13 16 24");
  EXPECT_EQ(parts(sdq, "conduct"), "5 -7 12 18 22");
  EXPECT_EQ(parts(sdq, "hyperactivity"), "2 10 15 -21 -25");
  EXPECT_EQ(parts(sdq, "peer"), "6 -11 -14 19 23");
  EXPECT_EQ(parts(sdq, "prosocial"), "1 4 9 17 20");
  EXPECT_EQ(range(sdq, "total"), "0..40");
  EXPECT_EQ(range(sdq, "impact"), "0..10");
  EXPECT_EQ(range(sdq, "impact_teacher"), "0..6");
  EXPECT_EQ(parts(shipped("core10"), "clinical"), "1 -2 -3 4 5 6 7 8 9 10");
  EXPECT_EQ(range(shipped("core10"), "clinical"), "0.00..40.00");
  EXPECT_EQ(range(shipped("phq9"), "total"), "0..27");
  EXPECT_EQ(range(shipped("gad7"), "total"), "0..21");
  EXPECT_EQ(range(shipped("who5"), "index"), "0..100");
  EXPECT_EQ(range(shipped("pedsql"), "total"), "0.00..100.00");
  const Instrument psc = shipped("psc17");
  EXPECT_EQ(range(psc, "total"), "0..34");
  EXPECT_EQ(psc.scale("total")->scoring.fill, measure::Scoring::Fill::zero);
  EXPECT_EQ(psc.scale("internalising")->scoring.fill, measure::Scoring::Fill::none);
}

// Five items with 0, 1 or 2: three answers adding to 4 make 6.67, which the holder's instruction rounds to 7.
TEST(InstrumentsShipped, RoundTheSdqAsItsInstructionDoes) {
  const Instrument sdq = shipped("sdq");
  const measure::Scoring& s = sdq.scale("emotional")->scoring;
  EXPECT_EQ(s.most_missing, 2);
  EXPECT_EQ(s.fill, measure::Scoring::Fill::mean);
  EXPECT_EQ(s.rounding, measure::Scoring::Rounding::half_up);
  EXPECT_EQ(s.decimals, 0);
}

TEST(InstrumentsShipped, CountTheSurveysOfTheSources) {
  EXPECT_EQ(shipped("np_survey").item_count, 105);
  EXPECT_EQ(shipped("np_survey").answer_sets[0].points.size(), 7U);
  EXPECT_EQ(shipped("reset_survey_printed").item_count, 91);
  EXPECT_EQ(shipped("iag_survey").item_count, 46);
}

// Each printed statement that has an analysed counterpart exists, and is answered on the same points.
TEST(InstrumentsShipped, LeadFromThePrintedResetSurveyToTheAnalysedOne) {
  const Instrument printed = shipped("reset_survey_printed"), analysed = shipped("reset_survey");
  ASSERT_EQ(analysed.replaces.size(), 1U);
  EXPECT_EQ(analysed.replaces[0].version, printed.version);
  EXPECT_EQ(analysed.replaces[0].items.size(), 74U);
  const auto points = [](const Instrument& in, std::string_view code) {
    const auto at = in.item(code);
    EXPECT_TRUE(at) << code;
    return at ? in.answer_sets[in.items[*at].answers].points.size() : 0;
  };
  for (const auto& [from, to] : analysed.replaces[0].items)
    EXPECT_EQ(points(printed, from), points(analysed, to)) << from;
  const auto to = [&](std::string_view from) {
    const auto& items = analysed.replaces[0].items;
    const auto found = std::ranges::find(items, from, [](const auto& pair) -> std::string_view { return pair.first; });
    return found == items.end() ? std::string("none") : found->second;
  };
  EXPECT_EQ(to("D9"), "FACT8") << "the printed order of the last two trainings is the other way round";
  EXPECT_EQ(to("E1"), "ORG1");
  EXPECT_EQ(to("E2"), "LD5");
  EXPECT_EQ(to("C7"), "none") << "a double question, left out of the analysis";
}

}  // namespace
}  // namespace koers::exchange::instruments_shipped_test
