// Anonymous satisfaction: what the file may not hold, what is shown, and what nobody can learn from it.
#include "report/satisfaction.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>

#include "cli/satisfaction_input.h"
#include "dossier/line_format.h"
#include "exchange/report_text.h"

namespace koers::cli_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

using Lines = std::vector<std::string>;

std::string filled(const std::string& team, const std::string& answers, const std::string& phase = "taper") {
  return R"({"kind": "form", "instrument": "satisfaction", "method": "iag-2019", "team": ")" + team +
         R"(", "phase": ")" + phase + R"(", "period": "2026-06", "answers": {)" + answers + "}}";
}
std::string handed(const std::string& team, int n) {
  return R"({"kind": "handed_out", "team": ")" + team + R"(", "period": "2026-06", "n": )" + std::to_string(n) + "}";
}

Errors faults_of(const Lines& lines) {
  report::AnonymousReader reader(cli::satisfaction_form(), "forms");
  for (const std::string& line : lines) {
    if (!reader.line(line)) break;
  }
  return reader.end();
}
std::vector<std::string> codes(const Lines& lines) {
  std::vector<std::string> out;
  for (const Error& fault : faults_of(lines)) out.push_back(fault.code);
  return out;
}

report::Report report_of(const Lines& lines, const report::LinkedForms* linked = nullptr) {
  report::AnonymousReader reader(cli::satisfaction_form(), "forms");
  for (const std::string& line : lines) reader.line(line);
  EXPECT_THAT(reader.end(), IsEmpty());
  report::Report out;
  EXPECT_TRUE(report::add_satisfaction(out, cli::satisfaction_form(), reader.forms(), linked));
  return out;
}
std::string shown(const report::Report& report, const std::string& code) {
  const Figure* figure = report.find(code);
  return figure == nullptr ? "none" : figure->value ? figure->value->text() : "withheld";
}

TEST(Satisfaction, AFormWithoutAnAnswerCameBackAndIsNoForm) {
  report::AnonymousReader reader(cli::satisfaction_form(), "forms");
  reader.line(filled("north", ""));
  reader.line(filled("north", "\"waiting\": 9"));
  reader.line(filled("north", "\"waiting\": null"));
  EXPECT_THAT(reader.end(), IsEmpty());
  EXPECT_THAT(reader.forms().groups, IsEmpty());
  EXPECT_EQ(reader.forms().returned.begin()->second, 3);
}

TEST(Satisfaction, AKeyThatLeadsToSomebodyIsRefused) {
  for (const char* key : {"case", "person", "journal", "id", "date", "time", "age", "worker", "device", "submitted"}) {
    std::string line = filled("north", "\"waiting\": 3");
    line.insert(1, "\"" + std::string(key) + "\": \"x\", ");
    EXPECT_THAT(codes({line}), ElementsAre("satisfaction.identifying")) << key;
  }
  std::string line = filled("north", "\"waiting\": 3");
  for (const char* period : {"2026-06-12", "2026-06-12T10:00", "12:30"}) {
    std::string exact = line;
    exact.replace(exact.find("2026-06"), 7, period);
    EXPECT_THAT(codes({exact}), ElementsAre("satisfaction.too_exact")) << period;
  }
  for (const char* period : {"2026", "2026-13", "2026-W54", "2025-W53", "juni 2026", "2026-6"}) {
    std::string bad = line;
    bad.replace(bad.find("2026-06"), 7, period);
    EXPECT_THAT(codes({bad}), ElementsAre("satisfaction.bad_period")) << period;
  }
  for (const char* period : {"2026-07", "2026-W27", "2099-06"}) {
    std::string early = line;
    early.replace(early.find("2026-06"), 7, period);
    report::AnonymousReader reader(cli::satisfaction_form(), "forms", {.today = LocalDate::from_ymd(2026, 6, 28)});
    reader.line(early);
    EXPECT_THAT(reader.end(), ElementsAre(testing::Field(&Error::code, "satisfaction.period_to_come"))) << period;
  }
  for (const char* period : {"2026-W01", "2026-W53", "2026-12"}) {
    std::string good = line;
    good.replace(good.find("2026-06"), 7, period);
    EXPECT_THAT(codes({good}), IsEmpty()) << period;
  }
}

TEST(Satisfaction, FaultsNameTheLineAndNeverTheAnswer) {
  EXPECT_THAT(codes({filled("north", "\"waiting\": 5")}), ElementsAre("satisfaction.answer_range"));
  EXPECT_THAT(codes({filled("north", "\"waiting\": \"Agatha\"")}), ElementsAre("satisfaction.answer_range"));
  EXPECT_THAT(codes({filled("north", "\"keep\": \"Agatha\"")}), ElementsAre("satisfaction.own_words"));
  EXPECT_THAT(codes({filled("north", "\"agatha\": 3")}), ElementsAre("satisfaction.no_such_item"));
  EXPECT_THAT(codes({filled("Agatha", "\"waiting\": 3")}), ElementsAre("satisfaction.bad_code"));
  EXPECT_THAT(codes({R"({"kind": "Agatha"})"}), ElementsAre("satisfaction.unknown_kind"));
  EXPECT_THAT(codes({}), ElementsAre("satisfaction.empty"));
  EXPECT_THAT(codes({std::string(5000, ' ') + "x"}), ElementsAre("satisfaction.line_too_long"));
  EXPECT_THAT(codes({handed("north", -1)}), ElementsAre("json.out_of_range"));
  const Errors third =
      faults_of({handed("north", 8), filled("north", "\"waiting\": 3"), filled("north", "\"waiting\": 77")});
  ASSERT_EQ(third.size(), 1u);
  EXPECT_EQ(third[0].place.line, 3u);
  for (const Lines& bad : {Lines{filled("north", "\"waiting\": 77")},
                           {filled("north", "\"keep\": \"Agatha 77\"")},
                           {filled("north", "\"Agatha 77\": 1")},
                           {R"({"kind": "Agatha 77"})"}}) {
    const std::string said = cli::messages(Language::en).text(faults_of(bad));
    EXPECT_THAT(said, Not(HasSubstr("77")));
    EXPECT_THAT(said, Not(HasSubstr("Agatha")));
  }
  EXPECT_EQ(codes(Lines(200, "{")).back(), "satisfaction.too_many_faults");
}

/// North: 1, 2, 2, 4 and one that does not apply, one left open. South: seven times 3.
Lines two_teams() {
  Lines out{handed("north", 12), handed("south", 10)};
  for (const char* answer :
       {"\"hours\": 4, \"waiting\": 1", "\"hours\": 4, \"waiting\": 2", "\"hours\": 4, \"waiting\": 2",
        "\"hours\": 3, \"waiting\": 4", "\"hours\": 1, \"waiting\": 9", "\"hours\": 2"})
    out.push_back(filled("north", answer));
  for (int i = 0; i < 7; ++i) out.push_back(filled("south", "\"hours\": 3, \"waiting\": 3"));
  return out;
}

TEST(Satisfaction, MeansAndSpreadByHand) {
  const report::Report report = report_of(two_teams());
  EXPECT_EQ(shown(report, "forms.anonymous.all"), "13");
  EXPECT_EQ(shown(report, "forms.anonymous.iag-2019.north"), "6");
  EXPECT_EQ(shown(report, "hours.anonymous.iag-2019.north.mean"), "3.00");  // (4 + 4 + 4 + 3 + 1 + 2) / 6
  EXPECT_EQ(shown(report, "hours.anonymous.iag-2019.north.v4"), "3");
  EXPECT_EQ(shown(report, "hours.anonymous.all.mean"), "3.00");
  // Four answers to `waiting` in north: withheld, and so is south, or all minus south would be those four.
  EXPECT_EQ(shown(report, "waiting.anonymous.iag-2019.north.mean"), "withheld");
  EXPECT_EQ(shown(report, "waiting.anonymous.iag-2019.south.mean"), "withheld");
  EXPECT_EQ(shown(report, "waiting.anonymous.all.mean"), "2.73");  // (1 + 2 + 2 + 4 + 7 * 3) / 11 = 2.727
  EXPECT_EQ(shown(report, "waiting.anonymous.all.n"), "11");
  const Figure* n = report.find("waiting.anonymous.all.n");
  ASSERT_EQ(n->excluded.size(), 2u);
  EXPECT_EQ(n->excluded[0].reason, "satisfaction.excluded.not_applicable");
  EXPECT_EQ(n->excluded[0].n, 1);
  EXPECT_EQ(n->excluded[1].n, 1);
  EXPECT_EQ(shown(report, "response.anonymous.all.pct"), "59");  // 13 of 22
  EXPECT_EQ(shown(report, "response.anonymous.north.pct"), "50");  // 6 of 12
}

TEST(Satisfaction, OfAWithheldGroupNotEvenTheNumberIsTold) {
  Lines lines = two_teams();
  for (int i = 0; i < 3; ++i) lines.push_back(filled("west", "\"hours\": 1"));
  lines.push_back(handed("west", 4));
  const report::Report report = report_of(lines);
  EXPECT_EQ(shown(report, "forms.anonymous.iag-2019.west"), "withheld");
  EXPECT_EQ(shown(report, "forms.anonymous.iag-2019.north"), "withheld") << "16 - 7 - 6 would be 3";
  EXPECT_EQ(shown(report, "forms.anonymous.iag-2019.south"), "7");
  EXPECT_EQ(shown(report, "response.anonymous.west.out"), "withheld");
  for (const Figure& figure : report.figures()) {
    if (figure.value) continue;
    EXPECT_EQ(figure.n, 0) << figure.code;
    EXPECT_TRUE(figure.excluded.empty()) << figure.code;
  }
}

TEST(Satisfaction, TheOrderOfArrivalDoesNotShow) {
  Lines lines = two_teams();
  const exchange::Messages& say = cli::messages(Language::en);
  const std::string json = exchange::report_json(report_of(lines), say);
  const std::string text = exchange::report_text(report_of(lines), say, 100);
  std::ranges::reverse(lines);
  EXPECT_EQ(json, exchange::report_json(report_of(lines), say));
  EXPECT_EQ(text, exchange::report_text(report_of(lines), say, 100));
}

TEST(Satisfaction, TheTwoRoutesAreNeverAdded) {
  std::string journal = "people @anna:worker\n2026-01-05 trajectory_start method=iag-2019 phase=start worker=@anna\n";
  for (int i = 1; i <= 6; ++i) {
    journal += "2026-02-0" + std::to_string(i) + " measurement instrument=satisfaction informant=@p" +
               std::to_string(i) + " moment=end state=done answers=hours:1,waiting:2\n";
  }
  journal += "2026-02-07 measurement instrument=satisfaction informant=@p7 moment=end state=declined\n";
  for (int i = 7; i >= 1; --i)
    journal.insert(0, "2026-01-05 person person=@p" + std::to_string(i) + " role=other_carer\n");
  const auto read = dossier::read_lines("case title=\"x\" synthetic=yes\n" + journal, "made.case");
  ASSERT_TRUE(read) << read.error().front().code << read.error().front().place.line;
  report::LinkedForms linked(cli::satisfaction_form());
  linked.add(dossier::replay(read->entries), *LocalDate::parse("2026-03-01"));
  const report::Report report = report_of(two_teams(), &linked);
  EXPECT_EQ(shown(report, "forms.anonymous.all"), "13");
  EXPECT_EQ(shown(report, "forms.linked.all"), "6");
  EXPECT_EQ(shown(report, "hours.linked.iag-2019.start.mean"), "1.00");
  EXPECT_EQ(shown(report, "hours.anonymous.all.n"), "13");
  EXPECT_EQ(shown(report, "response.linked.all.asked"), "7");
  EXPECT_EQ(shown(report, "response.linked.all.declined"), "1");
  EXPECT_EQ(shown(report, "response.linked.iag-2019.pct"), "86");  // 6 of 7
  for (const Figure& figure : report.figures()) EXPECT_NE(figure.n, 19) << figure.code << " adds 13 and 6";
}

report::AnonymousGroups groups_of(const Lines& lines) {
  report::AnonymousReader reader(cli::satisfaction_form(), "forms");
  for (const std::string& line : lines) reader.line(line);
  EXPECT_THAT(reader.end(), IsEmpty());
  return reader.forms().groups;
}

/// The report on `lines` by someone who told of `ledger` before.
report::Report report_after(report::SatisfactionLedger& ledger, const Lines& lines) {
  report::AnonymousForms forms;
  forms.groups = groups_of(lines);
  EXPECT_TRUE(report::take_batch(ledger, forms.groups));
  report::Report out;
  EXPECT_TRUE(report::add_satisfaction(out, cli::satisfaction_form(), forms, nullptr, &ledger));
  return out;
}

TEST(Satisfaction, ASecondReportWaitsForFiveNewForms) {
  report::SatisfactionLedger ledger;
  Lines lines(6, filled("north", "\"hours\": 4"));
  lines.push_back(filled("south", "\"hours\": 1"));  // one: waits, also in the whole
  EXPECT_EQ(shown(report_after(ledger, lines), "forms.anonymous.all"), "6");
  for (int more = 1; more <= 4; ++more) {
    lines.push_back(filled("north", "\"hours\": 1"));
    const report::Report report = report_after(ledger, lines);
    EXPECT_EQ(shown(report, "forms.anonymous.iag-2019.north"), "6") << more;
    EXPECT_EQ(shown(report, "hours.anonymous.iag-2019.north.mean"), "4.00") << more;
    EXPECT_EQ(ledger.batches.size(), 1u);
  }
  lines.push_back(filled("north", "\"hours\": 1"));
  const report::Report report = report_after(ledger, lines);
  EXPECT_EQ(shown(report, "forms.anonymous.all"), "11");
  EXPECT_EQ(shown(report, "hours.anonymous.iag-2019.north.mean"), "2.64");  // (6 × 4 + 5 × 1) / 11
  EXPECT_EQ(shown(report, "forms.anonymous.iag-2019.south"), "none");
}

TEST(Satisfaction, NoTwoReportsDifferByFewerThanFive) {
  std::uint32_t state = 20261126;
  const auto random = [&](std::uint32_t n) {
    state = state * 1664525u + 1013904223u;
    return (state >> 16) % n;
  };
  const std::vector<std::string> teams{"a", "b", "c"}, phases{"x", "y"};
  int told = 0;
  for (int run = 0; run < 60; ++run) {
    report::SatisfactionLedger ledger;
    Lines lines;
    std::map<std::string, std::int64_t> before;
    for (int report_number = 0; report_number < 6; ++report_number) {
      for (std::uint32_t n = random(16); n > 0; --n)
        lines.push_back(filled(teams[random(3)], "\"hours\": 2", phases[random(2)]));
      if (lines.empty()) continue;
      const report::Report report = report_after(ledger, lines);
      std::map<std::string, std::int64_t> grown;
      for (const Figure& figure : report.figures()) {
        if (!figure.code.starts_with("forms.") || !figure.value) continue;
        grown[figure.code] = figure.value->scaled - before[figure.code];
        before[figure.code] = figure.value->scaled;
      }
      // What grew of a group, and what is left of it without any of its parts that are told of.
      for (const auto& [code, more] : grown) {
        EXPECT_TRUE(more == 0 || more >= 5) << code;
        std::vector<std::int64_t> parts;
        for (const auto& [other, n] : grown) {
          const bool below = code == "forms.anonymous.all"
                                 ? other != code && std::ranges::count(other, '.') == 2
                                 : other.starts_with(code + ".") &&
                                       std::ranges::count(other, '.') == std::ranges::count(code, '.') + 1;
          if (below) parts.push_back(n);
        }
        for (std::size_t some = 0; some < (std::size_t{1} << parts.size()); ++some) {
          std::int64_t left = more;
          for (std::size_t i = 0; i < parts.size(); ++i) left -= (some >> i & 1) != 0 ? parts[i] : 0;
          EXPECT_TRUE(left == 0 || left >= 5) << code << " without " << some << ": " << left;
        }
        told += more > 0 ? 1 : 0;
      }
    }
  }
  EXPECT_GT(told, 500);
}

TEST(Satisfaction, ALedgerIsKeptAndHeldTo) {
  report::SatisfactionLedger ledger;
  const Lines lines = two_teams();
  ASSERT_TRUE(report::take_batch(ledger, groups_of(lines)));
  const std::string text = report::write_ledger(ledger, cli::satisfaction_form());
  auto again = report::read_ledger(text, cli::satisfaction_form(), "ledger");
  ASSERT_TRUE(again);
  EXPECT_EQ(report::write_ledger(*again, cli::satisfaction_form()), text);
  EXPECT_FALSE(*report::take_batch(*again, groups_of(lines)));
  const auto gone = report::take_batch(*again, groups_of({lines.begin(), lines.end() - 1}));
  ASSERT_FALSE(gone);
  EXPECT_EQ(gone.error().code, "satisfaction.ledger.forms_are_gone");
  Lines changed = lines;
  changed.back() = filled("south", "\"hours\": 4, \"waiting\": 3");
  EXPECT_FALSE(report::take_batch(*again, groups_of(changed)));
  const auto code = [&](const std::string& from, const std::string& to) {
    std::string other = text;
    other.replace(other.find(from), from.size(), to);
    const auto read = report::read_ledger(other, cli::satisfaction_form(), "ledger");
    return read ? "read" : read.error()[0].code;
  };
  EXPECT_EQ(code("\"satisfaction\"", "\"ors\""), "satisfaction.ledger.other_instrument");
  EXPECT_EQ(code("\"hours\"", "\"other\""), "satisfaction.ledger.other_items");
  EXPECT_EQ(code("\"forms\":6", "\"forms\":7"), "satisfaction.ledger.other_items");
  EXPECT_EQ(code("\"forms\":6", "\"forms\":0"), "json.out_of_range");
  EXPECT_EQ(code("\"team\"", "\"tam\""), "json.missing_key");
}

}  // namespace
}  // namespace koers::cli_test
