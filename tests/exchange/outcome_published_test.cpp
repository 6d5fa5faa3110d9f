// The report on the published data: every printed figure is compared, and each that does not agree is named here with what
// the rows give and why.
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <sstream>

#include "exchange/outcome_file.h"
#include "report/printed.h"

namespace koers::exchange {
namespace {

struct Published {
  OutcomeMap map;
  OutcomeReport made;
};

std::string text_of_file(const std::string& path) {
  std::ostringstream out;
  out << std::ifstream(path, std::ios::binary).rdbuf();
  return out.str();
}

const Published& published(const std::string& name) {
  static std::map<std::string, Published> read;
  const auto known = read.find(name);
  if (known != read.end()) return known->second;
  const std::string path = "examples/published/" + name;
  auto map = read_outcome_map(text_of_file(path + ".toml"), path + ".toml");
  EXPECT_TRUE(map) << map.error().front().code;
  auto source = TextSource::open(path + ".csv", map->encoding);
  EXPECT_TRUE(source);
  auto made = outcome_report(*map, std::move(*source), [](std::string_view) { return std::optional<Frame>(); }, false);
  EXPECT_TRUE(made) << made.error().code << ' ' << made.error().place.line;
  return read.emplace(name, Published{std::move(*map), std::move(*made)}).first->second;
}

/// "CODE PRINTED FOUND VERDICT", one per line, of the figures that do not agree.
std::string differing(const std::string& name) {
  const Published& p = published(name);
  std::string out;
  for (const report::Comparison& c : report::compare(p.made.report, p.map.printed)) {
    if (c.verdict == report::Verdict::agrees) continue;
    out += c.printed.code + ' ' + c.printed.value.text() + ' ' + c.found.text() + ' ' +
           std::string(report::name(c.verdict));
    if (!c.other.empty()) out += ' ' + c.other;
    out += '\n';
  }
  return out;
}

std::string value(const std::string& name, const std::string& code) {
  const Figure* f = published(name).made.report.find(code);
  return f != nullptr && f->value ? f->value->text() : "none";
}

std::int64_t compared(const std::string& name) { return published(name).made.report.find("printed.n")->n; }

TEST(Published, IptSurvey) {
  EXPECT_EQ(compared("ipt-survey"), 177);
  EXPECT_EQ(differing("ipt-survey"), R"(VOOR.all.n 17 16 contradicts
VIB.LSG.sd 0.5 0.4 rounded_twice
VIB.all.sd 0.7 1.3 contradicts
AND.LSG.sd 0.5 0.4 rounded_twice
AND.all.mean 1.7 1.6 rounded_twice
PRAK.VIT.sd 1.0 0.5 contradicts
PRAK.LSG.sd 0.5 0.4 rounded_twice
THUI.LSG.sd 0.6 0.5 rounded_twice
THUI.all.sd 0.7 0.8 cut
parenting.all.mean 3.2 3.5 swapped network.all.mean
GENO.LSG.sd 0.5 0.4 rounded_twice
LID.LSG.sd 0.5 0.4 rounded_twice
VOOR.LSG.sd 0.5 0.4 rounded_twice
VOOR.all.sd 1.1 1.2 cut
EKC.LSG.sd 1.0 1.3 contradicts
network.all.mean 3.5 3.2 swapped parenting.all.mean
THUI.all.sd 0.7 0.8 cut
AND.all.mean 1.7 1.6 rounded_twice
VIB.all.sd 0.7 1.3 contradicts
VOOR.all.used.pct 82.4 87.5 impossible 14/17
VOOR.all.sd 1.1 1.2 cut
parenting.TBH.used.pct 85.7 87.5 impossible 6/7
VIB.LSG.sd 0.5 0.4 rounded_twice
VIB.TBH.sd 0.8 0.7 last_digit
AND.VIT.mean 1.2 1.0 contradicts
AND.TBH.sd 0.8 0.7 last_digit
AND.LSG.sd 0.5 0.4 rounded_twice
network.TBH.mean 3.6 3.2 contradicts
network.VIT.mean 3.5 3.2 contradicts
network.LSG.mean 3.2 3.4 contradicts
EKC.TBH.mean 1.2 1.6 contradicts
EKC.LSG.sd 1.0 1.3 contradicts
)");
  // Means and SDs to two decimals, as enumeration of all answers within the print gives them.
  const std::map<std::string, std::pair<std::string, std::string>> means{
      {"TECH", {"4.41", "0.71"}}, {"VIB", {"2.76", "1.25"}}, {"AND", {"1.65", "0.70"}},  {"PRAK", {"4.24", "0.83"}},
      {"THUI", {"4.24", "0.75"}}, {"BEL", {"3.53", "1.23"}}, {"GENO", {"3.59", "1.00"}}, {"LID", {"3.53", "1.07"}},
      {"VOOR", {"3.44", "1.15"}}, {"EKC", {"2.18", "0.95"}}};
  for (const auto& [technique, m] : means) {
    EXPECT_EQ(value("ipt-survey", technique + ".all.mean"), m.first) << technique;
    EXPECT_EQ(value("ipt-survey", technique + ".all.sd"), m.second) << technique;
  }
}

TEST(Published, ResetGoals) {
  EXPECT_EQ(compared("reset-goals"), 259);
  EXPECT_EQ(differing("reset-goals"), R"(KD2.improved.pct 88.5 88.7 impossible
KD4.improved.pct 83.3 87.3 impossible
HH2.worse.pct 1.1 1.0 impossible
HH2.worst.pct 1.1 1.0 impossible
GD2.improved.pct 90.8 90.9 impossible 59/65
GD3.achieved.pct 61.0 61.5 impossible
GD3.unchanged.pct 10.0 9.6 impossible
GD3.worse.pct 4.0 3.8 impossible
GD3.unchanged.pct 28.8 9.6 contradicts
OD8.unchanged.pct 12.6 14.6 impossible
OD9.partly.pct 32.6 32.0 impossible
OD10.partly.pct 17.0 16.0 contradicts
OD10.worse.pct 0.0 1.0 contradicts
OD10.partly.pct 17 16 contradicts
OD10.partly.n 17 16 contradicts
)");
  const std::vector<std::pair<std::string, std::string>> means{
      {"KD1", "4.51"}, {"KD2", "4.48"}, {"KD3", "4.52"}, {"KD4", "4.51"}, {"KD5", "4.42"},
      {"GD1", "4.40"}, {"HH1", "4.43"}, {"HH2", "4.38"}, {"HH3", "4.51"}, {"OD4", "4.51"},
      {"OD5", "4.45"}, {"OD6", "4.45"}, {"OD7", "4.39"}, {"GD2", "4.56"}};
  for (const auto& [goal, mean] : means) EXPECT_EQ(value("reset-goals", goal + ".mean"), mean) << goal;
}

TEST(Published, ResetActivities) {
  EXPECT_EQ(compared("reset-activities"), 178);
  EXPECT_EQ(differing("reset-activities"), R"(KD3.A.n 25 9 swapped KD3.B.n
KD3.A.pct 36.8 14.1 swapped KD3.B.pct
KD3.B.n 9 25 swapped KD3.A.n
KD3.B.pct 14.1 36.8 swapped KD3.A.pct
KD3.all.pct 24.8 24.6 impossible 60/242
household.A.pct 69.7 79.7 impossible
GD3.B.pct 22.5 22.1 impossible
OD9.C.n 31 32 contradicts
OD9.C.pct 27.7 28.6 contradicts
HH1.all.pct 46.3 53.7 complement
OD9.C.pct 27.7 28.6 contradicts
)");
}

TEST(Published, NpGoals) {
  EXPECT_EQ(compared("np-goals"), 149);
  EXPECT_EQ(differing("np-goals"), R"(housing-closure.worse.pct 0.75 0.78 impossible
housing-closure.worst.pct 0.75 0.78 impossible
1b-1.achieved.n 84 37 contradicts
1a-2.achieved.pct 45.4 45.5 cut
1a-2.partly.pct 51.6 51.5 impossible
job-3m.worse.pct 3 0 contradicts
education-3m.partly.pct 18.9 29.4 contradicts
education-3m.improved.pct 61.4 71.9 contradicts
)");
  EXPECT_EQ(value("np-goals", "income-3m.mean"), "4.36");
  EXPECT_EQ(value("np-goals", "income-3m.sd"), "0.85");
  EXPECT_EQ(value("np-goals", "housing-closure.mean"), "4.08");
  EXPECT_EQ(value("np-goals", "police-2a.sd"), "1.13");
}

TEST(Published, NpEvaluationsAndEffectiveFactors) {
  EXPECT_EQ(compared("np-evaluations"), 14);
  EXPECT_EQ(differing("np-evaluations"), "");
  EXPECT_EQ(compared("effective-factors"), 4);
  EXPECT_EQ(differing("effective-factors"), "");
  // People, families and settings are different bases: each has its own figure.
  EXPECT_EQ(value("effective-factors", "relation.all.mean"), "50.00");
  EXPECT_EQ(value("effective-factors", "relation.units.mean"), "48.21");
  EXPECT_EQ(value("effective-factors", "relation.IAG.mean"), "45.00");
  EXPECT_EQ(value("effective-factors", "relation.residential.mean"), "56.25");
  EXPECT_EQ(value("effective-factors", "method.units.mean"), "17.14");
}

TEST(Published, EveryFigureOpensToItsRows) {
  for (const char* name : {"ipt-survey", "reset-goals", "reset-activities", "np-goals"}) {
    for (const Figure& f : published(name).made.report.figures()) {
      if (f.rows.empty_source() || f.code.ends_with(".units.n")) continue;
      if (f.unit == Unit::count) EXPECT_EQ(f.rows.count(), static_cast<std::size_t>(f.n)) << name << ' ' << f.code;
    }
  }
  const Published& p = published("reset-goals");
  const Figure* worst = p.made.report.find("KD5.worst.n");
  std::vector<std::uint32_t> lines;
  for (const std::size_t row : worst->rows.rows()) lines.push_back(p.made.lines.line(static_cast<std::uint32_t>(row)));
  EXPECT_EQ(lines, (std::vector<std::uint32_t>{559, 560}));
}

TEST(Published, TheReportDoesNotHangOnThePrintedFigures) {
  // Change one row: the percentages follow, and a print that agreed no longer does.
  std::string csv = text_of_file("examples/published/reset-goals.csv");
  csv.replace(csv.find("KD1,f001,5"), 10, "KD1,f001,1");
  const Published& p = published("reset-goals");
  auto made = outcome_report(
      p.map, *TextSource::from_memory(csv, "changed.csv", Encoding::utf8),
      [](std::string_view) { return std::optional<Frame>(); }, false);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->report.find("KD1.achieved.n")->n, 82);
  EXPECT_EQ(made->report.find("KD1.achieved.pct")->value->text(), "65.1");
  EXPECT_EQ(made->report.find("printed.differ.n")->n, 15 + 5);
}

}  // namespace
}  // namespace koers::exchange
