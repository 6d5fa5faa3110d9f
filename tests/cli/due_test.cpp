// The due list: nothing is lost by closing or by a worker's leaving, and nothing in it says who the family is.
#include "dossier/due.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <tuple>

#include "cli/case_due.h"
#include "cli/speak.h"
#include "tests/cli/course_fixture.h"
#include "tests/cli/made_case.h"

namespace koers::cli_test {
namespace {

using dossier::DueMeasurement;
using dossier::DueState;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr int far_ahead = 4000;

/// One measurement, whichever day it is read.
using DueForm = std::tuple<std::size_t, std::string, dossier::Role, std::string, std::string>;
using DueForms = std::map<DueForm, dossier::ExpectedState>;

/// Every end and follow-up measurement expected in any treatment of the case, settled or not.
DueForms afterwards(std::span<const dossier::Entry> entries, LocalDate day) {
  DueForms out;
  const dossier::Dossier state = dossier::replay(entries);
  for (std::size_t number = 0; number < state.trajectories.size(); ++number) {
    const method::Method* method = dossier::method_of(state, number, iag());
    if (method == nullptr || state.trajectories[number].first_day() > day) continue;
    const dossier::CaseDay read(state, number, *method, iag(), day);
    for (const dossier::Expectation& item : read.expected()) {
      if (item.what != dossier::ExpectedWhat::measurement || !item.required) continue;
      if (item.moment != dossier::Moment::end && item.moment != dossier::Moment::follow_up) continue;
      const auto id = [](const std::optional<PersonId>& person) { return person ? person->text() : std::string(); };
      out[{number, item.code, *item.informant, id(item.person), id(item.child)}] = item.state;
    }
  }
  return out;
}

/// What is in `before` and not in `after`, or was open there and is not now; "" when nothing.
std::string gone(const DueForms& before, const DueForms& after) {
  using enum dossier::ExpectedState;
  for (const auto& [form, was] : before) {
    const auto found = after.find(form);
    if (found == after.end()) return std::get<1>(form) + " is gone";
    const bool open = was == due || was == late;
    if (open && found->second != was) return std::get<1>(form) + " is " + std::string(dossier::name(found->second));
  }
  return "";
}

std::vector<DueMeasurement> list_on(std::span<const dossier::Entry> entries, LocalDate day, int ahead = far_ahead) {
  const dossier::Dossier state = dossier::replay(entries);
  return dossier::due(state, entries.empty() ? JournalId() : entries.front().journal, iag(), day, ahead).items;
}

/// Without who is there for the family.
std::vector<std::string> forms_of(const std::vector<DueMeasurement>& items) {
  std::vector<std::string> out;
  for (const DueMeasurement& item : items) {
    out.push_back(std::string(dossier::name(item.state)) + " " + item.code + " " +
                  (item.opens ? item.opens->text() : "-") + " " + (item.closes ? item.closes->text() : "-") + " " +
                  (item.person ? item.person->text() : "-") + std::to_string(item.tried.size()));
  }
  return out;
}

struct Looked {
  int closings = 0, leavings = 0, closed_without_end = 0;
};

void close_and_leave(std::span<const dossier::Entry> entries, const std::string& what, int step, Looked& looked) {
  LocalDate first = entries.front().date(), last = first;
  for (const dossier::Entry& entry : entries) {
    first = std::min(first, entry.date());
    last = std::max(last, entry.date());
  }
  for (LocalDate day = first; day <= last + 30; day = day + step) {
    std::vector<dossier::Entry> known;
    for (const dossier::Entry& entry : entries) {
      if (entry.date() <= day) known.push_back(entry);
    }
    if (known.empty()) continue;
    const dossier::Dossier state = dossier::replay(known);
    const auto number = state.trajectory_on(day);
    if (!number) continue;
    const dossier::Trajectory& running = state.trajectories[*number];
    if (running.running_on(day) && running.first_day() < day && !running.last_day()) {
      const DueForms before = afterwards(known, day + 1);
      const DueForms after =
          afterwards(one_more(known, day, dossier::Closure{{"stopped"}, false, {}, {}, {}, {}}), day + 1);
      EXPECT_EQ(gone(before, after), "") << what << ", closed on " << day.text();
      EXPECT_EQ(before.empty(), after.empty());
      ++looked.closings;
      looked.closed_without_end += running.phases.back().code != "taper" ? 1 : 0;
    }
    if (!running.start.body->worker) continue;
    dossier::Person leaving;
    leaving.person = *running.start.body->worker;
    leaving.role = dossier::Role::worker;
    leaving.left = day;
    EXPECT_EQ(forms_of(list_on(known, day + 1)), forms_of(list_on(one_more(known, day, leaving), day + 1)))
        << what << ", left on " << day.text();
    ++looked.leavings;
  }
}

TEST(DueList, ClosingAndLeavingTakeNothingAway) {
  Looked looked;
  for (const Fixture& fixture : fixtures()) {
    const int step = fixture.file.ends_with("worker_left.case") ? 1 : 11;
    close_and_leave(fixture.journal.entries, fixture.file, step, looked);
  }
  for (const char* name : {"smooth", "lvb", "threat", "return"}) {
    close_and_leave(read_fixture(std::string("examples/cases/") + name + ".case").journal.entries, name, 13, looked);
  }
  for (unsigned seed = 21; seed <= 30; ++seed) {
    const auto made = dossier::read_lines(Maker(seed).text(), "made.case");
    ASSERT_TRUE(made);
    close_and_leave(made->entries, "seed " + std::to_string(seed), 19, looked);
  }
  EXPECT_GT(looked.closings, 200);
  EXPECT_GT(looked.closed_without_end, 50) << "closed before the phase of the end measurement began";
  EXPECT_GT(looked.leavings, 200);
}

TEST(DueList, WhatIsGoneIsFound) {
  const DueForm form{0, "cbcl_end", dossier::Role::mother, "", ""};
  using enum dossier::ExpectedState;
  EXPECT_EQ(gone({{form, waiting}}, {}), "cbcl_end is gone");
  EXPECT_EQ(gone({{form, due}}, {{form, waiting}}), "cbcl_end is waiting");
  EXPECT_EQ(gone({{form, waiting}}, {{form, due}}), "");
}

std::vector<dossier::Entry> case_of(const std::string& lines) {
  auto read = dossier::read_lines(
      "case title=\"Family Unmistakable\" synthetic=yes\npeople @anna:worker @carla:supervisor @lead:team_lead\n"
      "2026-01-05 person person=@mother role=mother name=Wilhelmina\n"
      "2026-01-05 person person=@sam role=child birth=2014-03-01 name=Zebedeus\n"
      "2026-01-05 trajectory_start method=iag-2019 phase=start children=@sam worker=@anna\n" +
          lines,
      "made.case");
  EXPECT_TRUE(read);
  return read ? std::move(read->entries) : std::vector<dossier::Entry>();
}

std::vector<std::string> said(const std::vector<DueMeasurement>& items) {
  std::vector<std::string> out;
  for (const DueMeasurement& item : items) {
    const auto turns = item.turns();
    out.push_back(std::string(dossier::name(item.state)) + " " + item.code + " " + (turns ? turns->text() : "-"));
  }
  return out;
}

LocalDate on(const char* text) { return *LocalDate::parse(text); }

TEST(DueList, TheMostUrgentFirst) {
  const auto entries = case_of(
      "2026-02-09 phase_transition from=start to=change talk=yes topics=experience\n"
      "2026-02-10 measurement instrument=obvl informant=@mother moment=start state=declined reason=tired\n");
  EXPECT_THAT(said(list_on(entries, on("2026-03-01"), 14)),
              ElementsAre("late cbcl_start 2026-03-30", "due cbcl_halfway 2026-05-18", "due obvl_halfway 2026-05-18",
                          "declined obvl_start 2026-02-10"));
}

/// Who stops early is asked too: the end measurement counts from the closing where its own phase never came.
TEST(DueList, StoppingEarlyBringsTheEndMeasurement) {
  const auto entries = case_of(
      "2026-01-06 measurement instrument=cbcl informant=@mother person=@sam moment=start state=done\n"
      "2026-01-06 measurement instrument=obvl informant=@mother moment=start state=done\n"
      "2026-01-20 closure reason=stopped planned=no\n");
  EXPECT_THAT(said(list_on(entries, on("2026-01-21"), 14)),
              ElementsAre("due vgfo_start 2026-02-16", "due cbcl_end 2026-03-17", "due obvl_end 2026-03-17",
                          "due vgfo_end 2026-03-17"));
  EXPECT_THAT(said(list_on(entries, on("2026-03-20"), 14)),
              ElementsAre("late cbcl_end 2026-04-28", "late obvl_end 2026-04-28"));
}

TEST(DueList, OfAnEarlierTreatmentToo) {
  const auto entries = case_of(
      "2026-05-04 closure reason=as_planned planned=yes\n"
      "2026-09-01 trajectory_start method=iag-2019 phase=start children=@sam worker=@anna\n");
  const auto items = list_on(entries, on("2026-11-10"), 0);
  const auto follow_up = std::ranges::find(items, "cbcl_follow_up", &DueMeasurement::code);
  ASSERT_NE(follow_up, items.end());
  EXPECT_EQ(follow_up->trajectory, 1u);
  EXPECT_EQ(follow_up->state, DueState::due);
  EXPECT_EQ(follow_up->closed, on("2026-05-04"));
  EXPECT_NE(std::ranges::find(items, 2u, &DueMeasurement::trajectory), items.end());
}

TEST(DueList, WhoCouldTakeItWhenTheWorkerLeft) {
  const std::string left =
      "2026-01-12 contact held=yes author=@lead\n2026-01-12 contact held=yes author=@carla\n"
      "2026-01-13 person person=@anna role=worker left=2026-01-13\n";
  const auto there = list_on(case_of(left), on("2026-01-13"), 0);
  ASSERT_FALSE(there.empty());
  EXPECT_EQ(there.front().workers.size(), 1u) << "until the last day";
  EXPECT_TRUE(there.front().could_take.empty());

  const auto gone = list_on(case_of(left), on("2026-01-14"), 0);
  ASSERT_FALSE(gone.empty());
  EXPECT_TRUE(gone.front().workers.empty());
  EXPECT_EQ(gone.front().worker_left, on("2026-01-13"));
  ASSERT_EQ(gone.front().could_take.size(), 2u);
  EXPECT_EQ(gone.front().could_take[0].role, dossier::Role::supervisor);
  EXPECT_EQ(gone.front().could_take[1].role, dossier::Role::team_lead);

  const auto taken = list_on(case_of(left + "2026-01-14 person person=@bea role=replacement\n"), on("2026-01-14"), 0);
  ASSERT_FALSE(taken.empty());
  ASSERT_EQ(taken.front().workers.size(), 1u);
  EXPECT_EQ(taken.front().workers.front().role, dossier::Role::replacement);
}

TEST(DueList, AttemptsWithDayAndReason) {
  const std::string form = " measurement instrument=cbcl informant=@mother person=@sam moment=start ";
  const auto items = list_on(case_of("2026-01-12" + form + "state=attempted reason=not_there\n2026-01-19" + form +
                                     "state=lost\n2026-01-20" + form + "state=attempted reason=aunt_rose_was_there\n"),
                             on("2026-01-21"), 0);
  const auto found = std::ranges::find(items, "cbcl_start", &DueMeasurement::code);
  ASSERT_NE(found, items.end());
  EXPECT_EQ(found->state, DueState::due);
  ASSERT_EQ(found->tried.size(), 3u);
  EXPECT_EQ(found->tried[0].day, on("2026-01-12"));
  EXPECT_EQ(found->tried[0].reason, "not_there");
  EXPECT_TRUE(found->tried[1].lost);
  EXPECT_EQ(found->tried[2].reason, "other") << "what is no word of the list can hold a name";
}

TEST(DueList, NoNameAndNoWordOfAPersonLeavesTheCase) {
  const std::string form = " measurement instrument=obvl informant=@mother moment=start ";
  cli::DueList list;
  list.today = on("2026-01-21");
  list.items =
      list_on(case_of("2026-01-12" + form + "state=attempted reason=~\"grandmother Agatha was ill\"\n2026-01-13" +
                      form + "state=declined reason=~\"does not trust Norbert\"\n"),
              list.today, 400);
  ASSERT_GT(list.items.size(), 3u);
  for (const std::string& out :
       {cli::due_json(list), cli::due_csv(list), cli::due_text(list, cli::messages(Language::en), 100)}) {
    for (const char* word : {"Wilhelmina", "Zebedeus", "Unmistakable", "Agatha", "grandmother", "Norbert"})
      EXPECT_THAT(out, Not(HasSubstr(word)));
    EXPECT_THAT(out, HasSubstr("eclined"));
  }
}

TEST(DueList, EveryReasonHasAWord) {
  for (const Language language : {Language::nl, Language::en}) {
    for (const std::string_view reason : dossier::reasons_known())
      EXPECT_TRUE(cli::messages(language).has("due.reason." + std::string(reason))) << reason;
    EXPECT_TRUE(cli::messages(language).has("due.reason.other"));
  }
}

}  // namespace
}  // namespace koers::cli_test
