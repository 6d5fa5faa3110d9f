// Goals of a provider's file, by what the middle level means.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>

#include "exchange/messages.h"
#include "exchange/outcome_file.h"
#include "exchange/report_text.h"
#include "tests/system/documents.h"

namespace koers::exchange::outcome_goals_test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const std::string kHead = "id,goal,level\n";
// Kiresuk & Sherman, as computed in R 4.2: (1, 0, -1) is 50, (1, 1, 1) 63.69; their mean 56.85, SD 9.68.
const std::string kRows = kHead + "1,A,1\n1,B,0\n1,C,-1\n2,A,+1\n2,B,1\n2,C,1\n3,A,\n";

struct Page {
  std::string text, code;
  std::optional<OutcomeReport> made;
};

Page page(const std::string& csv, const std::string& keys, const std::string& tables = "") {
  Page out;
  const auto map = read_outcome_map(
      "kind = \"goals\"\n" + keys + "\n[columns]\nperson = \"id\"\ngoal = \"goal\"\nlevel = \"level\"\n" + tables,
      "map.toml");
  if (!map) {
    out.code = map.error().front().code;
    return out;
  }
  auto source = TextSource::from_memory(csv, "goals.csv", map->encoding);
  auto made = outcome_report(*map, std::move(*source), [](std::string_view) { return std::optional<Frame>(); }, false);
  if (!made) {
    out.code = made.error().code;
    return out;
  }
  const auto en = Messages::read(system_test::text_of("i18n/en.json"), Language::en, "en.json");
  out.text = report_text(made->report, *en);
  out.made = std::move(*made);
  return out;
}

std::string value(const Page& page, const std::string& code) {
  const Figure* f = page.made ? page.made->report.find(code) : nullptr;
  return f == nullptr ? "no figure" : f->value ? f->value->text() : f->missing.key;
}

TEST(OutcomeGoals, ExpectedResultGivesTAndAtOrAbove) {
  const Page made = page(kRows, "zero = \"expected_result\"\nlevel_form = \"-2..2\"");
  EXPECT_EQ(made.code, "");
  EXPECT_EQ(value(made, "all.expected.n"), "6");
  EXPECT_EQ(value(made, "all.expected.at_or_above.n"), "5");
  EXPECT_EQ(value(made, "all.expected.at_or_above.pct"), "83.3");
  EXPECT_EQ(value(made, "all.expected.t.mean"), "56.8");
  EXPECT_EQ(value(made, "all.expected.t.sd"), "9.7");
  EXPECT_EQ(value(made, "C.at_or_above.n"), "1");
  EXPECT_EQ(value(made, "A.improved.n"), "no figure");
  EXPECT_EQ(value(made, "A.attained.n"), "no figure");
  EXPECT_THAT(made.text, AllOf(HasSubstr("+2 (5)"), HasSubstr("Kiresuk"), Not(HasSubstr("outcome."))));
}

TEST(OutcomeGoals, SituationAtStartGivesWhatBecameOfThem) {
  const Page made = page(kHead + "1,A,5\n1,B,3\n2,A,4\n2,B,1\n3,B,2\n", "zero = \"situation_at_start\"");
  EXPECT_EQ(value(made, "all.start.attained.n"), "1");
  EXPECT_EQ(value(made, "all.start.improved.n"), "2");
  EXPECT_EQ(value(made, "all.start.same.n"), "1");
  EXPECT_EQ(value(made, "all.start.deteriorated.n"), "2");
  EXPECT_EQ(value(made, "all.start.deteriorated.pct"), "40.0");
  EXPECT_EQ(value(made, "all.start.at_or_above.n"), "no figure");
  EXPECT_EQ(value(made, "all.expected.t.mean"), "no figure");
}

TEST(OutcomeGoals, NeverMixWhatZeroMeans) {
  const Page made = page(kHead + "1,A,5\n1,B,3\n2,A,4\n2,B,1\n", "zero = \"situation_at_start\"",
                         "[zero_of]\nB = \"expected_result\"\n");
  EXPECT_EQ(value(made, "all.n"), "no figure");
  EXPECT_EQ(value(made, "all.mean"), "no figure");
  EXPECT_EQ(value(made, "all.start.attained.n"), "1");
  EXPECT_EQ(value(made, "all.start.n"), "2");
  EXPECT_EQ(value(made, "all.expected.at_or_above.n"), "1");
  EXPECT_THAT(made.text, HasSubstr("no figure: 0 does not mean the same"));
  EXPECT_EQ(page(kHead, "zero = \"start\"").code, "json.not_one_of");
}

TEST(OutcomeGoals, WithoutAMeaningNothingMoreIsSaid) {
  const Page made = page(kHead + "1,A,5\n1,B,3\n", "");
  EXPECT_EQ(value(made, "all.n"), "2");
  EXPECT_EQ(value(made, "all.improved.n"), "1");
  EXPECT_EQ(value(made, "all.start.n"), "no figure");
}

const std::string kRated =
    "id,goal,who,level\n"
    "1,A,jongere,2\n1,A,hulp,1\n"  // 1.5, towards the youth: 2
    "1,B,jongere,-1\n1,B,hulp,0\n"  // -0.5: -1
    "2,A,jongere,1\n2,A,hulp,-1\n"  // 0
    "2,B,hulp,2\n"  // the youth did not rate
    "3,A,jongere,1\n3,A,hulp,\n"  // the worker left it open
    "3,B,hulp,\n";
const std::string kRater = "rater = \"who\"\n";
const std::string kCombine =
    "[raters]\nyouth = [\"jongere\"]\nworker = [\"hulp\"]\n"
    "[combine]\nhow = \"average_towards\"\nfirst = \"youth\"\nsecond = \"worker\"\n";

TEST(OutcomeGoals, RatersStandApart) {
  const Page made = page(kRated, "level_form = \"-2..2\"", kRater);
  EXPECT_EQ(made.code, "");
  EXPECT_EQ(value(made, "jongere.all.n"), "4");
  EXPECT_EQ(value(made, "hulp.all.n"), "4");
  EXPECT_EQ(value(made, "jongere.A.mean"), "4.33") << "(5 + 4 + 4) / 3";
  EXPECT_EQ(value(made, "all.n"), "no figure") << "ratings of one goal are not counted twice";
  EXPECT_EQ(value(made, "combined.all.n"), "no figure");
  EXPECT_THAT(made.text, HasSubstr("Goal attainment by hulp"));
}

TEST(OutcomeGoals, TheAverageGoesTowardsTheFirstAndNobodyStandsForAnother) {
  const Page made = page(kRated, "level_form = \"-2..2\"", kRater + kCombine);
  EXPECT_EQ(made.code, "");
  EXPECT_EQ(value(made, "youth.all.n"), "4") << "by the names of the map";
  EXPECT_EQ(value(made, "combined.all.n"), "3");
  EXPECT_EQ(value(made, "combined.A.achieved.n"), "1");
  EXPECT_EQ(value(made, "combined.A.unchanged.n"), "1");
  EXPECT_EQ(value(made, "combined.B.worse.n"), "1");
  const Figure* all = made.made->report.find("combined.all.n");
  ASSERT_NE(all, nullptr);
  std::map<std::string, std::int64_t> excluded;
  for (const Exclusion& one : all->excluded) excluded[one.reason] = one.n;
  EXPECT_EQ(excluded, (std::map<std::string, std::int64_t>{
                          {"outcome.first_missing", 1}, {"outcome.second_missing", 1}, {"outcome.not_rated", 1}}));
  EXPECT_EQ(all->rows.rows().size(), 6u) << "three goals, each of two rows";
  EXPECT_THAT(made.text, AllOf(HasSubstr("Goal attainment, combined"), HasSubstr("never that of the other alone")));
}

TEST(OutcomeGoals, AJointRatingIsNobodysOwn) {
  const Page made = page("id,goal,who,level\n1,A,samen,2\n1,A,hulp,1\n2,A,hulp,2\n3,A,samen,\n",
                         "level_form = \"-2..2\"", kRater + "[combine]\nhow = \"joint\"\nfirst = \"samen\"\n");
  EXPECT_EQ(made.code, "");
  EXPECT_EQ(value(made, "combined.A.n"), "1");
  EXPECT_EQ(value(made, "combined.A.achieved.n"), "1");
  const Figure* all = made.made->report.find("combined.A.n");
  ASSERT_EQ(all->excluded.size(), 2u);
  EXPECT_EQ(all->excluded[0].reason, "outcome.not_joint");
}

TEST(OutcomeGoals, RatersThatCannotBe) {
  EXPECT_EQ(page(kRated, "level_form = \"-2..2\"", kCombine).code, "map.column_missing");
  EXPECT_EQ(page(kRated, "level_form = \"-2..2\"", kRater + "[combine]\nhow = \"vote\"\n").code, "json.not_one_of");
  EXPECT_EQ(page(kRated + "4,A,,1\n", "level_form = \"-2..2\"", kRater).code, "outcome.unknown_rater");
  EXPECT_EQ(page(kRated + "1,A,hulp,1\n", "level_form = \"-2..2\"", kRater).code, "outcome.rated_twice");
  std::string many = "id,goal,who,level\n";
  for (int i = 0; i < 30; ++i) many += "1,A,r" + std::to_string(i) + ",1\n";
  EXPECT_EQ(page(many, "level_form = \"-2..2\"", kRater).code, "outcome.unknown_rater");
}

TEST(OutcomeGoals, TheMethodSaysWhatZeroIsAndHowRatingsMeet) {
  method::Method method;
  method::GoalModel model;
  model.zero = method::Zero::start;
  model.combine = method::Combine::average_towards;
  model.raters = {"youth", "worker"};
  const auto map_of = [](const std::string& keys, const std::string& tables) {
    auto map = read_outcome_map("kind = \"goals\"\nmethod = \"np\"\n" + keys +
                                    "\n[columns]\nperson = \"id\"\ngoal = \"goal\"\nlevel = \"level\"\n" + tables,
                                "map.toml");
    EXPECT_TRUE(map);
    return *map;
  };
  const auto code = [&](const std::string& keys, const std::string& tables = "") {
    OutcomeMap map = map_of(keys, tables);
    const auto taken = take_goal_model(map, method);
    return taken ? std::string() : taken.error().code + ' ' + taken.error().place.pointer;
  };
  EXPECT_EQ(code(""), "map.method_without_goals method");
  method.goals = model;
  OutcomeMap map = map_of("", kRater);
  ASSERT_TRUE(take_goal_model(map, method));
  EXPECT_EQ(map.zero, measure::MiddleLevel::situation_at_start);
  EXPECT_EQ(map.combine, (GoalCombine{method::Combine::average_towards, "youth", "worker"}));
  EXPECT_EQ(code("zero = \"situation_at_start\"", kRater + kCombine), "");
  EXPECT_EQ(code("zero = \"expected_result\""), "map.method_contradicts zero");
  EXPECT_EQ(code("", "[zero_of]\nA = \"expected_result\"\n"), "map.method_contradicts zero_of");
  EXPECT_EQ(code("", kRater + "[combine]\nhow = \"joint\"\nfirst = \"samen\"\n"), "map.method_contradicts combine");
}

}  // namespace
}  // namespace koers::exchange::outcome_goals_test
