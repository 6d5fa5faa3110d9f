// Facts of a case hold what was counted, and nothing by which a family can be known.
#include "dossier/case_facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/case_catalogue.h"
#include "dossier/line_format.h"
#include "tests/cli/course_fixture.h"

namespace koers::cli_test {
namespace {

using testing::IsEmpty;
using testing::Not;

dossier::CaseFacts facts_of(const dossier::CaseFile& file, const char* today) {
  cli::SharedCatalogues catalogues("");
  const dossier::Dossier state = dossier::replay(file.entries);
  return dossier::case_facts(state, **catalogues.of(file.entries), *LocalDate::parse(today));
}

TEST(CaseFacts, CountWhatIsInTheCase) {
  for (const char* name : {"smooth", "lvb", "threat", "return"}) {
    const dossier::CaseFile file = read_fixture("examples/cases/" + std::string(name) + ".case").journal;
    const dossier::CaseFacts facts = facts_of(file, "2028-01-01");
    std::int64_t held = 0, rows = 0;
    const dossier::Dossier state = dossier::replay(file.entries);
    for (const auto& contact : state.of<dossier::Contact>()) held += contact.body->held ? 1 : 0;
    for (const dossier::TreatmentFacts& row : facts.treatments) rows += row.held;
    EXPECT_EQ(rows, held) << name;
    std::int64_t events = 0;
    for (const dossier::FactEvent& event : facts.events) {
      for (const auto& [field, value] : event.fields)
        events += event.kind == "contact" && field == "held" && value == "yes" ? 1 : 0;
    }
    EXPECT_EQ(events, held) << name << ": both grains tell the same";
    ASSERT_THAT(facts.treatments, Not(IsEmpty()));
    EXPECT_EQ(dossier::cells(facts.treatments.front()).size(), dossier::treatment_columns().size());
  }
}

TEST(CaseFacts, HoldNoWordsDatesOrIds) {
  const dossier::CaseFile file = read_fixture("examples/cases/threat.case").journal;
  for (const dossier::FactEvent& event : facts_of(file, "2028-01-01").events) {
    for (const auto& [field, value] : event.fields) {
      EXPECT_FALSE(LocalDate::parse(value)) << event.kind << '.' << field;
      EXPECT_EQ(value.find(' '), std::string::npos) << event.kind << '.' << field << ' ' << value;
      EXPECT_FALSE(PersonId::parse(value)) << event.kind << '.' << field;
    }
  }
  auto own_words = dossier::read_lines(
      "case title=t synthetic=yes\npeople @anna:worker\n2026-01-02 referral referrer=~\"Aunt Canary\"\n"
      "2026-01-05 trajectory_start method=iag-2019\n2026-01-06 need domain=~\"canary\" text=\"Canary\"\n",
      "t.case");
  ASSERT_TRUE(own_words);
  for (const dossier::FactEvent& event : facts_of(*own_words, "2026-02-01").events) {
    for (const auto& [field, value] : event.fields) {
      std::string small = value;
      std::ranges::transform(small, small.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
      EXPECT_EQ(small.find("canary"), std::string::npos) << event.kind << '.' << field;
    }
  }
}

TEST(CaseFacts, KnowsWhoObjectsToResearchAndWhatLiesAhead) {
  const auto made = [](const std::string& more) {
    return *dossier::read_lines(
        "case title=t synthetic=yes\npeople @anna:worker\n2026-01-05 trajectory_start method=iag-2019\n" + more,
        "t.case");
  };
  EXPECT_FALSE(facts_of(made(""), "2026-02-01").objects_to_research);
  EXPECT_TRUE(facts_of(made("2026-01-06 consent what=research given=no\n"), "2026-02-01").objects_to_research);
  EXPECT_FALSE(facts_of(made("2026-01-06 consent what=research given=no\n2026-01-07 consent what=research given=yes\n"),
                        "2026-02-01")
                   .objects_to_research);
  const dossier::CaseFile later = made("2026-03-01 contact held=yes hours=1\n");
  EXPECT_EQ(facts_of(later, "2026-02-01").treatments.front().held, 0);
  EXPECT_EQ(facts_of(later, "2026-03-01").treatments.front().held, 1);
}

}  // namespace
}  // namespace koers::cli_test
