// Goals of a provider's file, by what the middle level means.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

}  // namespace
}  // namespace koers::exchange::outcome_goals_test
