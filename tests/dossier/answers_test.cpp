#include "dossier/answers.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dossier/check.h"
#include "dossier/facts.h"
#include "dossier/informant.h"
#include "tests/dossier/fixture.h"

namespace koers::dossier::test {
namespace {

method::Settings settings(int days) {
  method::Settings out;
  method::Setting one;
  one.code = "home_form_read_days";
  one.value = Decimal{days, 0};
  out.settings.push_back(one);
  out.critical_text.nl = "Bel 112.";
  out.critical_text.en = "Call 112.";
  out.home_text.nl = "Spoed: bel.";
  return out;
}

measure::Instrument week() {
  measure::Instrument out;
  out.code = "week";
  measure::AnswerSet five;
  five.code = "five";
  five.range = {Decimal{1, 0}, Decimal{5, 0}};
  out.answer_sets.push_back(five);
  out.items.resize(2);
  out.items[0].code = "laugh";
  out.items[1].code = "safe";
  for (measure::InstrumentItem& item : out.items) item.answers = 0;
  out.items[1].critical = measure::Critical{std::nullopt, Decimal{3, 0}};
  return out;
}

method::Catalogue catalogue(int days = 2) {
  method::Catalogue out;
  out.add(week());
  out.set_settings(settings(days));
  return out;
}

/// A form filled in, unless `rest` says otherwise.
std::string form(const std::string& rest) {
  const std::string state = rest.find("state=") == std::string::npos ? "state=done " : "";
  return "2026-03-02 measurement id=m1 instrument=week informant=@mother moment=session " + state + rest + "\n";
}

/// The field of the first form in the case, on a day; "?" unknown.
std::string fact(const std::string& text, const char* on, std::string_view field) {
  const Case read(text);
  static const method::Catalogue all = catalogue();
  const rules::Table table = facts_table(read.state, 0, day(on), {nullptr, {}, nullptr, &all});
  for (const rules::Row& row : table.rows) {
    if (row.kind != "measurement") continue;
    for (const rules::Field& each : row.fields) {
      if (each.name != field) continue;
      const auto* value = std::get_if<std::string>(&each.value);
      return value == nullptr ? "?" : *value;
    }
  }
  return "no row";
}

TEST(Answers, TheFormSaysWhetherOneIsCritical) {
  const auto critical = [](const std::string& rest) { return fact(form(rest), "2026-03-03", "critical"); };
  EXPECT_EQ(critical("answers=laugh:1,safe:4"), "no");
  EXPECT_EQ(critical("answers=laugh:1,safe:2"), "yes");
  EXPECT_EQ(critical("answers=laugh:1,safe::refused"), "?");
  EXPECT_EQ(critical("answers=laugh:1,safe::not_asked"), "no");
  EXPECT_EQ(critical("scores=total:4"), "?") << "no answers were entered";
  EXPECT_EQ(critical("state=declined reason=tired"), "");
}

TEST(Answers, OnlyAnActThatNamesItClosesACriticalOne) {
  const auto open = [](const std::string& later) {
    return fact(form("answers=laugh:1,safe:2") + later, "2026-03-10", "critical_open");
  };
  EXPECT_EQ(open(""), "yes");
  EXPECT_EQ(open("2026-03-03 contact held=yes\n"), "yes") << "a talk about something else";
  EXPECT_EQ(open("2026-03-03 contact held=no reason=not_there signals=critical_answer\n"), "yes");
  EXPECT_EQ(open("2026-03-03 decision element=x considerations=safety signals=critical_answer\n"), "yes");
  EXPECT_EQ(open("2026-03-03 contact held=yes signals=critical_answer\n"), "no");
  EXPECT_EQ(open("2026-03-03 safety type=review judgement=watch signals=critical_answer\n"), "no");
  EXPECT_EQ(open("2026-03-03 discussion with=team topic=safety targets=m1\n"), "no");
  EXPECT_EQ(open("2026-03-01 contact held=yes signals=critical_answer\n"), "yes") << "before the form";
  EXPECT_EQ(open("2026-03-11 contact held=yes signals=critical_answer\n"), "yes") << "not yet on that day";
}

TEST(Answers, FromHomeAreReadInTime) {
  const auto unread = [](const std::string& rest, const char* on, const std::string& later = "") {
    return fact(form(rest) + later, on, "home_unread");
  };
  const std::string home = "device=own filled_in=alone answers=laugh:1,safe:4";  // Monday; to be read by Wednesday
  EXPECT_EQ(unread(home, "2026-03-04"), "no");
  EXPECT_EQ(unread(home, "2026-03-05"), "yes");
  EXPECT_EQ(unread(home, "2026-03-05", "2026-03-05 discussion with=family topic=measurement targets=m1\n"), "no");
  EXPECT_EQ(unread(home, "2026-03-05", "2026-03-05 contact held=yes signals=home_answer_unread\n"), "no");
  EXPECT_EQ(unread("device=worker answers=laugh:1", "2026-03-05"), "");
  EXPECT_EQ(unread("device=own filled_in=together answers=laugh:1", "2026-03-05"), "");
}

// 2026: Easter Sunday 5 April, Easter Monday 6 April; King's Day on Monday 27 April.
TEST(Answers, AreReadWithinWorkingDays) {
  const auto by = [](const char* from, const method::Settings& all) { return read_by(day(from), all)->text(); };
  EXPECT_EQ(by("2026-03-02", settings(2)), "2026-03-04");
  EXPECT_EQ(by("2026-03-05", settings(2)), "2026-03-09") << "Thursday: Friday, Monday";
  EXPECT_EQ(by("2026-04-03", settings(1)), "2026-04-07") << "Good Friday is no holiday, Easter Monday is";
  EXPECT_EQ(by("2026-04-24", settings(1)), "2026-04-28");
  EXPECT_EQ(by("2026-03-07", settings(0)), "2026-03-07");
  method::Settings closed = settings(1);
  closed.closed.push_back({{}, day("2026-03-03"), day("2026-03-06"), 0});
  EXPECT_EQ(by("2026-03-02", closed), "2026-03-09");
  EXPECT_FALSE(read_by(day("2026-03-02"), method::Settings()));
  method::Settings half = settings(0);
  half.settings[0].value = Decimal{15, 1};
  EXPECT_FALSE(read_by(day("2026-03-02"), half)) << "a day and a half";
}

TEST(Answers, TheOneWhoFillsInIsToldAtOnceAndBeforehand) {
  const std::vector<measure::ItemAnswer> low{{"safe", Decimal{2, 0}}}, high{{"safe", Decimal{5, 0}}};
  EXPECT_EQ(respondent_notice(week(), low, settings(2), Language::en),
            (Message{"answer.critical", {{"text", "Call 112."}}}));
  EXPECT_EQ(respondent_notice(week(), low, settings(2), Language::nl),
            (Message{"answer.critical", {{"text", "Bel 112."}}}));
  EXPECT_EQ(respondent_notice(week(), low, method::Settings(), Language::nl).key, "answer.critical_no_text");
  EXPECT_EQ(respondent_notice(week(), high, settings(2), Language::nl).key, "answer.taken");
  EXPECT_EQ(home_notice(day("2026-03-05"), settings(2), Language::nl),
            (Message{"answer.home", {{"day", "2026-03-09"}, {"text", "Spoed: bel."}}}));
  EXPECT_EQ(home_notice(day("2026-03-05"), method::Settings(), Language::nl).key, "answer.home_unsaid");
}

std::vector<std::string> codes_of(const std::string& text) {
  const Case read(text);
  std::vector<std::string> out;
  static const method::Catalogue all = catalogue();
  for (const Problem& problem : check(read.state, read.file.entries, all, day("2026-12-31"))) {
    if (problem.code.find("answer") != std::string::npos || problem.code.find("critical") != std::string::npos ||
        problem.code.find("twice") != std::string::npos || problem.code.find("scores") != std::string::npos) {
      out.push_back(problem.code);
    }
  }
  return out;
}

TEST(Answers, AreCheckedAgainstTheInstrument) {
  using testing::ElementsAre;
  EXPECT_THAT(codes_of(form("answers=laugh:1,safe::refused")), ElementsAre());
  EXPECT_THAT(codes_of(form("answers=laugh:6")), ElementsAre("problem.answer_out_of_range"));
  EXPECT_THAT(codes_of(form("answers=laugh:1:refused")), ElementsAre("problem.answer_or_reason"));
  EXPECT_THAT(codes_of(form("answers=laugh")), ElementsAre("problem.answer_or_reason"));
  EXPECT_THAT(codes_of(form("answers=laugh:1,laugh:2")), ElementsAre("problem.answer_twice"));
  EXPECT_THAT(codes_of(form("answers=smile:1")), ElementsAre("problem.answer_unknown"));
  EXPECT_THAT(codes_of(form("state=declined reason=tired answers=laugh:1")), ElementsAre("problem.scores_unexpected"));
  EXPECT_THAT(codes_of(form("state=done")), ElementsAre("problem.scores_missing"));
}

TEST(Answers, OfAChildThatAreCriticalAreNotForTheWholeFamilyUnsaid) {
  const std::string child =
      "2026-01-01 person person=@child role=child\n"
      "2026-03-02 measurement instrument=week informant=@child moment=session state=done answers=safe:";
  EXPECT_THAT(codes_of(child + "2\n"), testing::ElementsAre("problem.critical_open"));
  EXPECT_THAT(codes_of(child + "2 audience=closed,@child\n"), testing::ElementsAre());
  EXPECT_THAT(codes_of(child + "5\n"), testing::ElementsAre());
}

TEST(Answers, AnAttemptIsNotTheFormItself) {
  const std::string start = "measurement instrument=week informant=@mother moment=start ";
  const std::string tried = "2026-03-01 " + start + "state=attempted reason=not_there\n";
  EXPECT_THAT(codes_of(tried + "2026-03-02 " + start + "state=attempted reason=no_time\n" + "2026-03-09 " + start +
                       "state=done answers=laugh:1,safe:4\n"),
              testing::ElementsAre());
  EXPECT_THAT(codes_of("2026-03-08 " + start + "state=done answers=laugh:1\n2026-03-09 " + start +
                       "state=done answers=laugh:1\n"),
              testing::ElementsAre("problem.measured_twice"));
}

TEST(Informant, FollowsFromTheRoleAndTheAge) {
  const auto of = [](Role role, const char* birth = nullptr) -> std::string {
    const auto found = informant_of(role, birth ? std::optional(day(birth)) : std::nullopt, day("2026-03-02"));
    return found ? std::string(measure::name(*found)) : "-";
  };
  EXPECT_EQ(of(Role::mother), "mother");
  EXPECT_EQ(of(Role::guardian), "other_carer");
  EXPECT_EQ(of(Role::network), "vip");
  EXPECT_EQ(of(Role::teacher), "teacher");
  EXPECT_EQ(of(Role::replacement), "worker");
  EXPECT_EQ(of(Role::supervisor), "supervisor");
  EXPECT_EQ(of(Role::team_lead), "-");
  EXPECT_EQ(of(Role::child, "2014-03-02"), "youth") << "12 on that day";
  EXPECT_EQ(of(Role::child, "2014-03-03"), "child");
  EXPECT_EQ(of(Role::child), "-");
}

}  // namespace
}  // namespace koers::dossier::test
