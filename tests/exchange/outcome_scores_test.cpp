// Spreadsheets of scores as providers have them, and as they should not be.
#include <gtest/gtest.h>

#include "exchange/outcome_file.h"

namespace koers::exchange {
namespace {

const std::string plain_map = R"(
kind = "scores"
[file]
delimiter = ";"
decimal = ","
dates = "d-m-y"
missing = ["999"]
[columns]
person = "client"
informant = "wie"
moment = "moment"
date = "datum"
score = "score"
[moments]
start = ["T0"]
end = ["T2"]
[[instrument]]
code = "CBCL"
better = "lower"
minimum = 0
maximum = 100
[[norm]]
instrument = "CBCL"
sd = 10
reliability = 0.84
cutoff = 64
source = "test"
)";
const std::string head = "client;wie;moment;datum;score\n";

struct Made {
  std::optional<OutcomeReport> report;
  std::string code, file, column;
  std::uint32_t line = 0;
};

Made make(const std::string& csv, const std::string& map_text = plain_map) {
  Made out;
  const auto fault = [&](const Error& e) {
    out.code = e.code;
    out.file = e.place.file;
    out.line = e.place.line;
    out.column = e.place.pointer;
    return std::move(out);
  };
  auto map = read_outcome_map(map_text, "map.toml");
  if (!map) return fault(map.error().front());
  auto source = TextSource::from_memory(csv, "scores.csv", map->encoding);
  if (!source) return fault(source.error());
  auto made = outcome_report(*map, std::move(*source), [](std::string_view) { return std::optional<Frame>(); }, false);
  if (!made) return fault(made.error());
  out.report = std::move(*made);
  return out;
}

std::string value(const Made& made, const std::string& code) {
  const Figure* f = made.report ? made.report->report.find(code) : nullptr;
  return f == nullptr ? "no figure" : f->value ? f->value->text() : f->missing.key;
}

// R's datasets::sleep; d_pre, d_z, d_av, d_rm and J(9) = 0.913875 computed in R 4.2 (effectsize, metafor).
TEST(OutcomeScores, EffectSizesAreThoseOfR) {
  const std::vector<std::pair<const char*, const char*>> pairs{
      {"0.7", "1.9"}, {"-1.6", "0.8"}, {"-0.2", "1.1"}, {"-1.2", "0.1"}, {"-0.1", "-0.1"},
      {"3.4", "4.4"}, {"3.7", "5.5"},  {"0.8", "1.6"},  {"0.0", "4.6"},  {"2.0", "3.4"}};
  std::string csv = "id,moment,score\n";
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    csv += std::to_string(i) + ",a," + pairs[i].first + '\n' + std::to_string(i) + ",b," + pairs[i].second + '\n';
  }
  const Made m = make(csv, R"(
kind = "scores"
[columns]
person = "id"
moment = "moment"
score = "score"
[moments]
start = ["a"]
end = ["b"]
[[instrument]]
code = "S"
better = "higher"
[report]
decimals = 4
)");
  EXPECT_EQ(m.code, "");
  const std::vector<std::pair<std::string, std::string>> expected{
      {"d_pre", "0.8832"},    {"g", "0.8071"},    {"d_z", "1.2846"},      {"d_z.low", "0.4146"},
      {"d_z.high", "2.1180"}, {"d_av", "0.8322"}, {"d_rm", "0.8222"},     {"g_z", "1.1739"},
      {"g_av", "0.7605"},     {"g_rm", "0.7514"}, {"d_rm.low", "0.2654"}, {"d_rm.high", "1.3556"}};
  for (const auto& [code, number] : expected) EXPECT_EQ(value(m, "S.all.all." + code), number) << code;
}

TEST(OutcomeScores, CountsFlowPairsAndReasons) {
  const Made m = make(head +
                      "1;moeder;T0;1-1-2024;70\n1;moeder;T2;1-7-2024;55,5\n"
                      "2;moeder;T0;1-1-2024;71\n2;vader;T2;1-7-2024;60\n"
                      "3;moeder;T0;1-1-2024;80\n3;moeder;T2;1-7-2024;999\n"
                      "4;moeder;T0;1-1-2024;66\n"
                      "5;moeder;T1;1-3-2024;66\n");
  EXPECT_EQ(value(m, "CBCL.moeder.all.start.n"), "4");
  EXPECT_EQ(value(m, "CBCL.moeder.all.end.n"), "1");
  EXPECT_EQ(value(m, "CBCL.moeder.all.both.n"), "1");
  EXPECT_EQ(value(m, "CBCL.moeder.all.both.pct_of_start"), "25.0");
  EXPECT_EQ(value(m, "CBCL.moeder.all.no_pair.other_informant.n"), "1");
  EXPECT_EQ(value(m, "CBCL.moeder.all.no_pair.score_missing.n"), "1");
  EXPECT_EQ(value(m, "CBCL.moeder.all.no_pair.absent.n"), "1");
  EXPECT_EQ(value(m, "CBCL.vader.all.no_pair.other_informant.n"), "1");
  EXPECT_EQ(value(m, "CBCL.moeder.all.change.mean"), "-14.50");
  EXPECT_EQ(value(m, "CBCL.moeder.all.g"), "figure.too_few");
  EXPECT_EQ(value(m, "CBCL.moeder.all.rc.recovered.n"), "1");
  EXPECT_EQ(value(m, "CBCL.moeder.all.2024.both.n"), "1");
  EXPECT_EQ(value(m, "rows.n"), "8");
  EXPECT_EQ(value(m, "rows.outside_windows.n"), "1");
}

TEST(OutcomeScores, ReadsASpellingWithOtherCapitalsOrNoBreakSpacesAsTheSame) {
  const Made m = make(head +
                      "1;moeder;T0;1-1-2024;70\n1;Moeder\xC2\xA0;t2;1-7-2024;\xC2\xA0"
                      "55,5\n");
  EXPECT_EQ(value(m, "CBCL.moeder.all.both.n"), "1") << m.code;
}

TEST(OutcomeScores, RefusesWhatCannotBeRight) {
  struct Case {
    std::string rows, code;
    std::uint32_t line;
    std::string column;
  };
  const std::vector<Case> cases{
      {"1;moeder;T0;1-1-2024;70\n1;moeder;T0;1-1-2024;70\n", "outcome.measured_twice", 3, "client"},
      {"1;moeder;T0;;70\n1;moeder;T0;1-1-2024;70\n", "outcome.which_is_first", 3, "client"},
      {";moeder;T0;1-1-2024;70\n", "outcome.no_person", 2, "client"},
      {"1;moeder;T0;1-1-2024;7.5\n", "cell.other_decimal_sign", 2, "score"},
      {"1;moeder;T0;1-1-2024;1.234,5\n", "cell.thousands_separator", 2, "score"},
      {"1;moeder;T0;1-1-2024;NaN\n", "cell.not_finite", 2, "score"},
      {"1;moeder;T0;1-1-2024;101\n", "outcome.out_of_range", 2, "score"},
      {"1;moeder;T0;30-2-2024;70\n", "cell.no_such_day", 2, "datum"},
      {"1;moeder;T0;2024-01-01;70\n", "cell.not_a_date", 2, "datum"},
      {"1;moeder;T0;1-1-2024\n", "csv.cells_differ", 2, ""},
  };
  for (const Case& c : cases) {
    const Made m = make(head + c.rows);
    EXPECT_EQ(m.code, c.code) << c.rows;
    EXPECT_EQ(m.line, c.line) << c.rows;
    EXPECT_EQ(m.column, c.column) << c.rows;
    EXPECT_EQ(m.file, "scores.csv") << c.rows;
  }
  EXPECT_EQ(make("client;wie;moment;datum;punten\n1;m;T0;1-1-2024;7\n").code, "map.no_such_column");
  EXPECT_EQ(make("client;;moment;datum;score\n").code, "csv.empty_header");
  EXPECT_EQ(make("client,wie,moment,datum,score\n").code, "csv.one_column");
}

TEST(OutcomeScores, RefusesMapsThatSayTooLittleOrTooMuch) {
  const auto with = [](const std::string& from, const std::string& to) {
    std::string text = plain_map;
    text.replace(text.find(from), from.size(), to);
    return text;
  };
  struct Case {
    std::string map, code;
  };
  const std::vector<Case> cases{
      {with("score = \"score\"", ""), "map.column_missing"},
      {with("better = \"lower\"\n", ""), "map.no_direction"},
      {with("end = [\"T2\"]", "end = [\"T0\"]"), "map.moment_twice"},
      {with("end = [\"T2\"]", ""), "map.moments_or_windows"},
      {with("decimal = \",\"", "decimal = \",\"\nthousands = \",\""), "map.same_signs"},
      {with("reliability = 0.84", "reliability = 1.2"), "change.reliability_out_of_range"},
      {with("source = \"test\"", ""), "json.missing_key"},
      {with("instrument = \"CBCL\"", "instrument = \"OBVL\""), "map.norm_of_unknown"},
      {with("kind = \"scores\"", "kind = \"score\""), "json.not_one_of"},
      {with("missing =", "mising ="), "json.unknown_key"},
      {with("code = \"CBCL\"", "code = "), "toml.syntax"},
      {with("kind = \"scores\"", "kind = scores"), "toml.syntax"},
      {with("minimum = 0", "minimum = 100"), "map.minimum_not_below"},
  };
  for (const Case& c : cases) {
    const Made m = make(head, c.map);
    EXPECT_EQ(m.code, c.code) << c.map;
    EXPECT_EQ(m.file, "map.toml");
  }
}

TEST(OutcomeScores, ReadsBeforeAndAfterSideBySide) {
  const std::string map = R"(
kind = "scores"
[columns]
person = "client"
year = "jaar"
[moments]
start = ["voor"]
end = ["na"]
[[instrument]]
code = "ORS"
better = "higher"
[[value]]
column = "ors1"
moment = "voor"
informant = "youth"
[[value]]
column = "ors2"
moment = "na"
informant = "youth"
)";
  const Made m = make("client,jaar,ors1,ors2\na,2023,20,30\nb,2023,22,\nc,2024,25,27.5\n", map);
  EXPECT_EQ(value(m, "ORS.youth.all.both.n"), "2") << m.code;
  EXPECT_EQ(value(m, "ORS.youth.all.no_pair.score_missing.n"), "1");
  EXPECT_EQ(value(m, "ORS.youth.all.change.mean"), "6.25");
  EXPECT_EQ(value(m, "ORS.youth.all.2024.both.n"), "1");
  EXPECT_EQ(value(m, "ORS.youth.all.rc.n"), "outcome.no_norm_loaded");
  EXPECT_EQ(make("client,jaar,ors1,ors2\na,2023,20,30\na,2023,22,28\n", map).code, "outcome.measured_twice");
}

TEST(OutcomeScores, PlacesMeasurementsByTheirDates) {
  const std::string map = R"(
kind = "scores"
[columns]
person = "client"
date = "datum"
score = "score"
[windows]
start = {column = "begin", from = -14, to = 42}
end = {column = "eind", from = -42, to = 28}
[[instrument]]
code = "SDQ"
better = "lower"
)";
  const Made m = make(
      "client,begin,eind,datum,score\n"
      "a,2024-01-01,2024-06-30,2023-12-20,20\na,2024-01-01,2024-06-30,2024-02-01,19\n"
      "a,2024-01-01,2024-06-30,2024-04-01,15\na,2024-01-01,2024-06-30,2024-07-10,12\n"
      "b,2024-01-01,2024-02-01,2024-01-10,20\n",
      map);
  EXPECT_EQ(value(m, "SDQ.all.all.both.n"), "1") << m.code;
  EXPECT_EQ(value(m, "SDQ.all.all.start.mean"), "20.00");
  EXPECT_EQ(value(m, "SDQ.all.all.end.mean"), "12.00");
  EXPECT_EQ(value(m, "rows.not_the_first.n"), "1");
  EXPECT_EQ(value(m, "rows.in_both_windows.n"), "1");
  EXPECT_EQ(value(m, "rows.outside_windows.n"), "1");
}

TEST(OutcomeScores, TheOrderOfRowsDoesNotMatter) {
  std::vector<std::string> rows;
  for (int i = 0; i < 300; ++i) {
    const std::string client = std::to_string(i * 7919 % 1000);
    rows.push_back(client + ";moeder;T0;" + std::to_string(1 + i % 28) + "-1-2023;" + std::to_string(50 + i % 37) +
                   "\n");
    if (i % 3 != 0)
      rows.push_back(client + ";" + (i % 10 == 1 ? "vader" : "moeder") + ";T2;3-9-2023;" + std::to_string(45 + i % 29) +
                     "\n");
  }
  std::string forwards = head, backwards = head;
  for (const auto& row : rows) forwards += row;
  std::reverse(rows.begin(), rows.end());
  for (const auto& row : rows) backwards += row;
  const Made a = make(forwards), b = make(backwards);
  ASSERT_TRUE(a.report && b.report);
  ASSERT_EQ(a.report->report.figures().size(), b.report->report.figures().size());
  for (const Figure& f : a.report->report.figures()) {
    ASSERT_NE(b.report->report.find(f.code), nullptr) << f.code;
    EXPECT_EQ(b.report->report.find(f.code)->value, f.value) << f.code;
  }
}

TEST(OutcomeScores, EveryFigureOpensToItsRows) {
  const Made m = make(head +
                      "1;moeder;T0;1-1-2024;70\n1;moeder;T2;1-7-2024;55,5\n"
                      "2;moeder;T0;1-1-2024;71\n2;vader;T2;1-7-2024;60\n");
  const auto lines = [&](const std::string& code) {
    std::vector<std::uint32_t> out;
    for (const std::size_t row : m.report->report.find(code)->rows.rows())
      out.push_back(m.report->lines.line(static_cast<std::uint32_t>(row)));
    return out;
  };
  EXPECT_EQ(lines("CBCL.moeder.all.both.n"), (std::vector<std::uint32_t>{2, 3}));
  EXPECT_EQ(lines("CBCL.moeder.all.start.n"), (std::vector<std::uint32_t>{2, 4}));
  EXPECT_EQ(lines("CBCL.moeder.all.rc.recovered.n"), (std::vector<std::uint32_t>{2, 3}));
  EXPECT_EQ(lines("CBCL.vader.all.no_pair.n"), (std::vector<std::uint32_t>{5}));
}

}  // namespace
}  // namespace koers::exchange
