// How many subscales of one form are raised: sums do not count, a form without norms says nothing.
#include "dossier/facts.h"
#include "tests/dossier/fixture.h"

namespace koers::dossier::test {
namespace {

/// The field of the first measurement's row.
rules::Value raised(std::string_view scores) {
  const Case one(
      "2026-01-05 trajectory_start method=iag-2019\n2026-01-20 measurement instrument=cbcl informant=@mother "
      "person=@child moment=start state=done scores=" +
      std::string(scores) + '\n');
  const rules::Table table = facts_table(one.state, 0, day("2026-02-01"), {});
  for (const rules::Row& row : table.rows) {
    const rules::Value* found = row.kind == "measurement" ? row.find("raised") : nullptr;
    if (found != nullptr) return *found;
  }
  return std::string("no row");
}

TEST(RaisedScales, SumsAreNoSubscales) {
  EXPECT_EQ(raised("total::70:clinical,internalising::65:clinical,externalising::72:clinical,aggressive::72:clinical,"
                   "rule_breaking::66:borderline,withdrawn::55:normal"),
            rules::Value(Decimal{2, 0}));
  EXPECT_EQ(raised("total::70:clinical,aggressive::60:normal"), rules::Value(Decimal{0, 0}));
}

TEST(RaisedScales, WithoutNormsNothingIsSaid) {
  EXPECT_EQ(raised("total:70,aggressive:12"), rules::Value(std::monostate()));
}

}  // namespace
}  // namespace koers::dossier::test
