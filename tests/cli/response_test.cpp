// Response per week: each measurement in the week its window closes, counted by hand.
#include "report/response.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/speak.h"
#include "exchange/report_text.h"
#include "tests/cli/course_fixture.h"

namespace koers::cli_test {
namespace {

/// A start on Monday 5 January 2026: the windows of its start measurements close on Monday 16 February, in week 8. Four cases with one
/// mother each, so one CBCL and one OBVL per case.
std::vector<dossier::Entry> one_of(const std::string& title, const std::string& lines) {
  auto read =
      dossier::read_lines("case title=\"" + title +
                              "\" synthetic=yes\npeople @anna:worker\n"
                              "2026-01-05 person person=@mother role=mother\n"
                              "2026-01-05 person person=@sam role=child birth=2014-03-01\n"
                              "2026-01-05 trajectory_start method=iag-2019 phase=start children=@sam worker=@anna\n" +
                              lines,
                          "made.case");
  EXPECT_TRUE(read);
  return read ? std::move(read->entries) : std::vector<dossier::Entry>();
}

const std::string cbcl = " measurement instrument=cbcl informant=@mother person=@sam moment=start ";
const std::string obvl = " measurement instrument=obvl informant=@mother moment=start ";

report::Report report_on(const char* today, const char* from = "2026-01-01", const char* to = "2026-12-31") {
  report::Response response(*LocalDate::parse(from), *LocalDate::parse(to), *LocalDate::parse(today));
  const auto add = [&](const std::string& title, const std::string& lines) {
    std::vector<dossier::Entry> entries = one_of(title, lines);
    std::erase_if(entries, [&](const dossier::Entry& entry) { return entry.date() > *LocalDate::parse(today); });
    response.add(dossier::replay(entries), iag());
  };
  add("both in time", "2026-01-12" + cbcl + "state=done\n2026-01-13" + obvl + "state=done\n");
  add("late and declined", "2026-02-20" + cbcl + "state=done\n2026-01-13" + obvl + "state=declined reason=tired\n");
  add("nothing", "");
  add("closed early", "2026-02-20 closure reason=stopped planned=no\n");
  report::Report out;
  EXPECT_TRUE(response.add_to(out));
  return out;
}

std::string said(const report::Report& report, const std::string& code) {
  const Figure* figure = report.find(code);
  return figure == nullptr ? "none" : figure->value ? figure->value->text() : "no value";
}

TEST(Response, ByHand) {
  // On 1 March: of eight, three were filled in (one later), one declined; of `nothing` two are open; of the closed case both are
  // missed, because what a start looked like cannot be asked after closing.
  const report::Report report = report_on("2026-03-01");
  EXPECT_EQ(said(report, "all.expected"), "8");
  EXPECT_EQ(said(report, "all.in_time"), "2");
  EXPECT_EQ(said(report, "all.late"), "1");
  EXPECT_EQ(said(report, "all.declined"), "1");
  EXPECT_EQ(said(report, "all.declined.tired"), "1");
  EXPECT_EQ(said(report, "all.missed"), "2");
  EXPECT_EQ(said(report, "all.open"), "2");
  EXPECT_EQ(said(report, "all.pct"), "38");  // 3 of 8
  EXPECT_EQ(said(report, "2026-W08.all.expected"), "8");
  EXPECT_EQ(said(report, "2026-W08.cbcl.start.mother.expected"), "4");
  EXPECT_EQ(said(report, "2026-W08.cbcl.start.mother.pct"), "50");  // 2 of 4
  EXPECT_EQ(said(report, "all.obvl.start.mother.pct"), "25");
}

TEST(Response, AWindowThatIsOpenIsLeftOutAlsoWhenItWasFilledIn) {
  const report::Report report = report_on("2026-02-16");
  EXPECT_EQ(said(report, "all.expected"), "0");
  EXPECT_EQ(said(report, "all.pct"), "no value");
  const Figure* rate = report.find("all.pct");
  ASSERT_FALSE(rate->excluded.empty());
  EXPECT_EQ(rate->excluded[0].reason, "response.excluded.not_over");
  EXPECT_EQ(said(report_on("2026-02-17"), "all.expected"), "8");
}

TEST(Response, OnlyThePeriodAskedFor) {
  EXPECT_EQ(said(report_on("2026-03-01", "2026-02-16", "2026-02-16"), "all.expected"), "8");
  EXPECT_EQ(said(report_on("2026-03-01", "2026-02-17", "2026-03-01"), "all.expected"), "0");
}

/// Nothing of what was late or missed disappears from the count when a treatment is closed or time goes by: only its state changes.
TEST(Response, WhatWasExpectedStaysExpected) {
  for (const char* day : {"2026-02-17", "2026-03-15", "2026-06-01", "2027-01-01"}) {
    EXPECT_EQ(said(report_on(day, "2026-02-16", "2026-02-16"), "all.expected"), "8") << day;
  }
}

}  // namespace
}  // namespace koers::cli_test
