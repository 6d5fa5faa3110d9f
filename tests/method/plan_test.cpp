#include "method/plan.h"

#include <gtest/gtest.h>

#include "method/catalogue.h"

namespace koers::method {
namespace {

LocalDate day(const char* text) { return *LocalDate::parse(text); }

std::string shown(const std::optional<DayRange>& range) {
  if (!range) return "-";
  return range->first.text() + ".." + (range->last ? range->last->text() : "");
}

Amount literal(int days) {
  Amount out;
  out.value = {days, 0};
  return out;
}

Phase phase(std::string code, std::string to, int least, int most) {
  Phase out;
  out.code = std::move(code);
  out.weeks = {Decimal{least, 0}, Decimal{most, 0}, {}};
  if (!to.empty()) {
    out.transition.emplace();
    out.transition->to = std::move(to);
    out.transition->talk = true;
  }
  return out;
}

// Two visits a week for 4 to 6 weeks, then 10 to 14 weeks, then 6 to 8.
Method three_phases() {
  Method m;
  m.code = "made_up";
  m.version = "1";
  m.phases = {phase("start", "change", 4, 6), phase("change", "taper", 10, 14), phase("taper", "", 6, 8)};
  m.phases[0].contacts_per_week = {Decimal{2, 0}, Decimal{2, 0}, {}};
  m.deadlines.emplace_back();
  m.deadlines[0].code = "goals";
  m.deadlines[0].from = {Anchor::Kind::phase, "change"};
  m.deadlines[0].within.days = 14;
  const auto measured = [&](const char* code, Anchor from, int months, int first, int last) {
    PlannedMeasurement one;
    one.code = code;
    one.window = {std::move(from), months, literal(first), literal(last)};
    m.measurements.push_back(std::move(one));
  };
  measured("before", {Anchor::Kind::trajectory_start, {}}, 0, 0, 42);
  measured("end", {Anchor::Kind::phase_end, "taper"}, 0, -14, 0);
  measured("later", {Anchor::Kind::closure, {}}, 6, -14, 28);
  m.aftercare.follow_up.emplace();
  m.aftercare.follow_up->months = 6;
  return m;
}

TEST(Plan, RangesGrowWithEachPhase) {
  const Method m = three_phases();
  const Plan p = plan(m, {}, {day("2026-01-05"), {}, {}, {}, {}});
  ASSERT_EQ(p.phases.size(), 3U);
  EXPECT_EQ(shown(p.phases[0].start), "2026-01-05..2026-01-05");
  EXPECT_EQ(shown(p.phases[0].end), "2026-02-02..2026-02-16");
  EXPECT_EQ(shown(p.phases[1].start), "2026-02-02..2026-02-16");
  EXPECT_EQ(shown(p.phases[1].end), "2026-04-13..2026-05-25");
  EXPECT_EQ(shown(p.phases[2].end), "2026-05-25..2026-07-20");
  EXPECT_EQ(shown(p.closure), "2026-05-25..2026-07-20");
  EXPECT_EQ(shown(p.transitions[1].day), "2026-04-13..2026-05-25");
  EXPECT_EQ(shown(p.deadlines[0].due), "2026-02-16..2026-03-02");
  EXPECT_EQ(shown(p.measurements[0].window), "2026-01-05..2026-02-16");
  EXPECT_TRUE(p.measurements[0].anchored);
  EXPECT_EQ(shown(p.measurements[1].window), "2026-05-11..2026-07-20");
  EXPECT_FALSE(p.measurements[1].anchored);
  EXPECT_EQ(shown(p.measurements[2].window), "2026-11-11..2027-02-17");
  EXPECT_EQ(shown(p.follow_up->day), "2026-11-25..2027-01-20");
  EXPECT_EQ(p.last_day, day("2027-02-17"));
}

TEST(Plan, WhatHappenedClosesTheRanges) {
  const Method m = three_phases();
  PlanGiven given{day("2026-01-05"),
                  {},
                  {{"start", day("2026-01-05"), day("2026-02-08")}, {"change", day("2026-02-09"), {}}},
                  {},
                  {}};
  Plan p = plan(m, {}, given);
  EXPECT_EQ(shown(p.phases[0].end), "2026-02-09..2026-02-09");
  EXPECT_TRUE(p.phases[0].ended);
  EXPECT_EQ(shown(p.phases[1].end), "2026-04-20..2026-05-18");
  EXPECT_EQ(shown(p.deadlines[0].due), "2026-02-23..2026-02-23");

  given.phases[1].end = day("2026-05-03");
  given.phases.push_back({"taper", day("2026-05-04"), day("2026-06-22")});
  given.closure = day("2026-06-22");
  p = plan(m, {}, given);
  EXPECT_EQ(shown(p.closure), "2026-06-22..2026-06-22");
  EXPECT_EQ(shown(p.phases[2].end), "2026-06-22..2026-06-22");
  EXPECT_EQ(shown(p.measurements[2].window), "2026-12-08..2027-01-19");
  EXPECT_TRUE(p.measurements[2].anchored);
}

TEST(Plan, AfterABreakOffNothingMoreIsPlannedButTheFollowUp) {
  const Method m = three_phases();
  const Plan p =
      plan(m, {}, {day("2026-01-05"), {}, {{"start", day("2026-01-05"), day("2026-01-15")}}, day("2026-01-15"), {}});
  EXPECT_EQ(shown(p.phases[0].end), "2026-01-15..2026-01-15");
  EXPECT_EQ(shown(p.phases[1].start), "-");
  EXPECT_EQ(shown(p.phases[2].end), "-");
  EXPECT_EQ(shown(p.deadlines[0].due), "-");
  EXPECT_EQ(shown(p.measurements[2].window), "2026-07-01..2026-08-12");
}

TEST(Plan, APauseMovesWhatIsStillToCome) {
  const Method m = three_phases();
  const Plan p = plan(m, {}, {day("2026-01-05"), {}, {}, {}, {{day("2026-01-19"), day("2026-02-01")}}});
  EXPECT_EQ(shown(p.phases[0].end), "2026-02-16..2026-03-02");
  EXPECT_EQ(shown(p.measurements[0].window), "2026-01-05..2026-03-02");
}

TEST(Plan, NetDaysPassAPauseThatBeginsAfterAnother) {
  const std::vector<rules::Days> pauses{{day("2026-01-10"), day("2026-01-12")}, {day("2026-01-16"), day("2026-01-20")}};
  EXPECT_EQ(advance(day("2026-01-05"), 4, pauses), day("2026-01-09"));
  EXPECT_EQ(advance(day("2026-01-05"), 6, pauses), day("2026-01-14"));
  EXPECT_EQ(advance(day("2026-01-05"), 10, pauses), day("2026-01-23"));
  EXPECT_EQ(advance(day("2026-01-11"), 2, pauses), day("2026-01-15"));
  EXPECT_EQ(advance(day("2026-01-05"), 0, pauses), day("2026-01-05"));
}

TEST(Plan, ClosedDaysCostVisits) {
  const Method m = three_phases();
  // 6 to 8 May fall under no holiday; Ascension Day, Whit Sunday and Monday do: three closed days in six weeks from 4 May 2026.
  const Plan spring = plan(m, {}, {day("2026-05-04"), {}, {}, {}, {}});
  EXPECT_EQ(spring.phases[0].fewest_visits, 7);  // (28 - 3) / 7 * 2 = 7.1
  EXPECT_EQ(spring.phases[0].most_visits, 11);  // (42 - 3) / 7 * 2 = 11.1
  Settings closed;
  closed.closed.push_back({{}, day("2026-09-01"), day("2026-09-14"), 0});
  const Plan autumn = plan(m, closed, {day("2026-09-01"), {}, {}, {}, {}});
  EXPECT_EQ(autumn.phases[0].fewest_visits, 4);
  EXPECT_FALSE(autumn.phases[1].fewest_visits);
}

TEST(Plan, AMethodWithoutWeeksPlansNoDates) {
  Method m = three_phases();
  m.phases[1].weeks = {};
  const Plan p = plan(m, {}, {day("2026-01-05"), {}, {}, {}, {}});
  EXPECT_EQ(shown(p.phases[1].start), "2026-02-02..2026-02-16");
  EXPECT_EQ(shown(p.phases[1].end), "-");
  EXPECT_EQ(shown(p.phases[2].start), "-");
  EXPECT_EQ(shown(p.follow_up->day), "-");
  m.phases[1].weeks.min = Decimal{10, 0};
  EXPECT_EQ(shown(plan(m, {}, {day("2026-01-05"), {}, {}, {}, {}}).phases[1].end), "2026-04-13..");
  EXPECT_TRUE(plan(Method(), {}, {day("2026-01-05"), {}, {}, {}, {}}).phases.empty());
}

TEST(Plan, AmountsComeFromSettingsAndPhases) {
  Method m = three_phases();
  Settings settings;
  settings.settings.emplace_back();
  settings.settings[0].code = "early";
  settings.settings[0].value = {7, 0};
  m.measurements[0].window.from = {Anchor::Kind::phase, "start"};
  m.measurements[0].window.first_day.from = Amount::From::setting;
  m.measurements[0].window.first_day.key = "early";
  m.measurements[0].window.last_day.from = Amount::From::phase;
  m.measurements[0].window.last_day.key = "weeks_max";
  m.measurements[0].window.last_day.times = {7, 0};
  EXPECT_EQ(shown(plan(m, settings, {day("2026-01-05"), {}, {}, {}, {}}).measurements[0].window),
            "2026-01-12..2026-02-16");
  EXPECT_EQ(shown(plan(m, {}, {day("2026-01-05"), {}, {}, {}, {}}).measurements[0].window), "-");
}

TEST(Settings, ClosedDaysAreSortedAndMerged) {
  Settings settings;
  settings.region = "midden";
  settings.school_holidays = {{"midden", {}, day("2026-04-25"), day("2026-05-03"), 0},
                              {"noord", {}, day("2026-04-18"), day("2026-05-10"), 0}};
  const auto text = [&] {
    std::string out;
    for (const rules::Days& d : settings.closed_days(day("2026-04-20"), day("2026-05-20")))
      out += d.first.text() + '/' + std::to_string(d.last - d.first + 1) + ' ';
    return out;
  };
  EXPECT_EQ(text(), "2026-04-27/1 2026-05-14/1 ");
  settings.school_holidays_are_closed = true;
  EXPECT_EQ(text(), "2026-04-25/9 2026-05-14/1 ");
  settings.closed.push_back({{}, day("2026-05-04"), day("2026-05-05"), 0});
  settings.closed.push_back({{}, day("2026-01-01"), day("2026-04-20"), 0});
  EXPECT_EQ(text(), "2026-04-20/1 2026-04-25/11 2026-05-14/1 ");
}

// The treatment may last until 2026-07-20: days 14 to 28, then three and six months later; the fourth would come after it.
TEST(Plan, ShowsEveryReturnOfWhatComesBackEveryThreeMonths) {
  Method m = three_phases();
  m.measurements.resize(1);
  m.measurements[0].moment = Moment::three_monthly;
  m.measurements[0].window.first_day = literal(14);
  m.measurements[0].window.last_day = literal(28);
  const Plan p = plan(m, {}, {day("2026-01-05"), {}, {}, {}, {}});
  ASSERT_EQ(p.measurements.size(), 3U);
  EXPECT_EQ(shown(p.measurements[0].window), "2026-01-19..2026-02-02");
  EXPECT_EQ(shown(p.measurements[1].window), "2026-04-19..2026-05-03");
  EXPECT_EQ(shown(p.measurements[2].window), "2026-07-19..2026-08-02");
  EXPECT_EQ(p.measurements[2].number, 3);
  EXPECT_EQ(p.measurements[2].measurement, p.measurements[0].measurement);

  m.phases.back().weeks = {};  // no end is known
  EXPECT_EQ(plan(m, {}, {day("2026-01-05"), {}, {}, {}, {}}).measurements.size(), 1U);
  m = three_phases();
  m.measurements.resize(1);
  EXPECT_EQ(plan(m, {}, {day("2026-01-05"), {}, {}, {}, {}}).measurements.size(), 1U) << "another moment comes once";
}

TEST(Citations, AreReadAndWritten) {
  for (const char* good : {"iag:L120", "iag:L120-124", "law:p12", "iag:L1, wf:L2-3"}) {
    const auto read = parse_citations(good);
    ASSERT_TRUE(read) << good;
    EXPECT_EQ(text(*read), good);
  }
  EXPECT_EQ(text(*parse_citations("iag:L3,iag:L4")), "iag:L3, iag:L4");
  for (const char* bad :
       {"", "iag", "iag:", "iag:120", "iag:L0", "iag:L5-4", "iag:Lx", ":L3", "iag:L3,", "iag:L1234567"}) {
    EXPECT_FALSE(parse_citations(bad)) << bad;
  }
}

}  // namespace
}  // namespace koers::method
