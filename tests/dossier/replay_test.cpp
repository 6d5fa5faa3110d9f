#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dossier/codec.h"
#include "dossier/dossier.h"
#include "tests/dossier/fixture.h"

namespace koers::dossier {
namespace {

using test::Case;
using test::day;
using testing::ElementsAre;
using testing::IsEmpty;

/// The `given` texts of the contacts that count.
std::vector<std::string> counting(const Dossier& state) {
  std::vector<std::string> out;
  for (const auto& contact : state.of<Contact>()) out.push_back(contact.body->given.value_or(""));
  return out;
}

TEST(Corrections, TheNewOneCountsAndReferencesFindIt) {
  const Case made(
      "2026-01-20 goal id=g1 domain=parenting text=old\n"
      "2026-02-01 goal_rating goal=g1 rater=@mother level=1\n"
      "2026-01-20 goal id=g2 domain=parenting text=new corrects=g1 written=2026-02-02\n");
  ASSERT_EQ(made.state.goals.size(), 1u);
  EXPECT_EQ(made.state.goals[0].last.body->text, "new");
  EXPECT_EQ(made.state.goals[0].ratings.size(), 1u);
  EXPECT_EQ(made.state.goal(made.at(0).id), &made.state.goals[0]);
  EXPECT_EQ(made.state.current(made.at(0).id), &made.at(2));
  EXPECT_THAT(made.state.replaced, ElementsAre(&made.at(0)));
}

TEST(Corrections, AChainEndsInItsLast) {
  const Case made(
      "2026-01-05 contact id=a held=yes given=a\n"
      "2026-01-05 contact id=b held=yes given=b corrects=a\n"
      "2026-01-05 contact id=c held=yes given=c corrects=b\n");
  EXPECT_THAT(counting(made.state), ElementsAre("c"));
  EXPECT_THAT(made.state.conflicts, IsEmpty());
  EXPECT_EQ(made.state.current(made.at(0).id), &made.at(2));
}

TEST(Corrections, AWithdrawnEntryStaysVisibleAndDoesNotCount) {
  const Case made("2026-01-05 contact id=a held=yes\n2026-01-06 withdrawal corrects=a reason=\"other family\"\n");
  EXPECT_THAT(counting(made.state), IsEmpty());
  EXPECT_EQ(made.state.current(made.at(0).id), nullptr);
  EXPECT_THAT(made.state.replaced, ElementsAre(&made.at(0)));
}

constexpr const char* kMadeApart =
    "2026-01-05 contact id=a held=yes given=a\n"
    "2026-01-05 contact id=b held=yes given=b corrects=a\n"
    "2026-01-05 contact id=c held=yes given=c corrects=a\n";

TEST(Conflicts, OfTwoCorrectionsMadeApartTheFirstCountsAndTheConflictIsOpen) {
  const Case made(kMadeApart);
  EXPECT_THAT(counting(made.state), ElementsAre("b"));
  ASSERT_EQ(made.state.conflicts.size(), 1u);
  EXPECT_EQ(made.state.conflicts[0].over, made.at(0).id);
  EXPECT_EQ(made.state.conflicts[0].counts, &made.at(1));
  EXPECT_THAT(made.state.conflicts[0].others, ElementsAre(&made.at(2)));
  EXPECT_EQ(made.state.current(made.at(2).id), &made.at(1));
}

TEST(Conflicts, WhatWasBuiltOnTheFirstCounts) {
  const Case made(std::string(kMadeApart) + "2026-01-05 contact id=d held=yes given=d corrects=b\n");
  EXPECT_THAT(counting(made.state), ElementsAre("d"));
  EXPECT_EQ(made.state.conflicts.size(), 1u);
}

TEST(Conflicts, ACorrectionOfBothCloses) {
  const Case made(std::string(kMadeApart) + "2026-01-05 contact id=d held=yes given=d corrects=b,c\n");
  EXPECT_THAT(counting(made.state), ElementsAre("d"));
  EXPECT_THAT(made.state.conflicts, IsEmpty());
}

TEST(Conflicts, AResolutionDecides) {
  const Case made(std::string(kMadeApart) + "2026-01-07 conflict_resolution keep=c over=b\n");
  EXPECT_THAT(counting(made.state), ElementsAre("c"));
  EXPECT_THAT(made.state.conflicts, IsEmpty());
  const Case withdrawn(
      std::string(kMadeApart) +
      "2026-01-07 conflict_resolution id=r keep=c over=b\n2026-01-08 withdrawal corrects=r reason=no\n");
  EXPECT_THAT(counting(withdrawn.state), ElementsAre("b"));
  EXPECT_EQ(withdrawn.state.conflicts.size(), 1u);
}

TEST(Conflicts, WhatOnlyTheLoserReplacedCountsAgain) {
  const Case made(
      "2026-01-05 contact id=a held=yes given=a\n"
      "2026-01-06 contact id=e held=yes given=e\n"
      "2026-01-07 contact id=b held=yes given=b corrects=a\n"
      "2026-01-07 contact id=c held=yes given=c corrects=a,e\n");
  EXPECT_THAT(counting(made.state), ElementsAre("e", "b"));
}

TEST(Conflicts, AlsoOverAnEntryThatIsNotHere) {
  const Case made(
      "2026-01-05 contact held=yes given=b corrects=01890000-0000-7000-8000-000000000001\n"
      "2026-01-05 contact held=yes given=c corrects=01890000-0000-7000-8000-000000000001\n");
  EXPECT_THAT(counting(made.state), ElementsAre("b"));
  EXPECT_EQ(made.state.conflicts.size(), 1u);
  EXPECT_EQ(made.state.pending.size(), 2u);
  EXPECT_FALSE(made.state.knows(*EntryId::parse("01890000-0000-7000-8000-000000000001")));
}

TEST(Rings, AreLeftOutWholeAndReported) {
  CaseFile file = test::lines(
      "2026-01-05 contact id=a held=yes given=a\n2026-01-06 contact id=b held=yes given=b\n"
      "2026-01-07 contact id=c held=yes given=c corrects=b\n2026-01-08 contact held=yes given=free\n");
  file.entries[0].supersedes = {file.entries[2].id};
  file.entries[1].supersedes = {file.entries[0].id};
  const Case made(std::move(file));
  EXPECT_THAT(counting(made.state), ElementsAre("free"));
  ASSERT_EQ(made.state.cycles.size(), 1u);
  EXPECT_EQ(made.state.cycles[0].entries.size(), 3u);
  CaseFile self = test::lines("2026-01-05 contact id=a held=yes\n");
  self.entries[0].supersedes = {self.entries[0].id};
  EXPECT_EQ(replay(self.entries).cycles.size(), 1u);
}

TEST(SameId, TheSameContentIsHarmlessAnotherIsRefused) {
  CaseFile file = test::lines("2026-01-05 contact id=a held=yes given=a\n");
  Entry again = file.entries[0];
  again.seq = 7;
  Entry other = file.entries[0];
  std::get<Contact>(other.body).given = "b";
  file.entries.push_back(again);
  EXPECT_THAT(replay(file.entries).refused, IsEmpty());
  EXPECT_THAT(counting(replay(file.entries)), ElementsAre("a"));
  file.entries.insert(file.entries.begin(), other);
  const Dossier state = replay(file.entries);
  EXPECT_THAT(counting(state), ElementsAre("a")) << "the one the server received stays";
  ASSERT_EQ(state.refused.size(), 1u);
  EXPECT_EQ(std::get<Contact>(state.refused[0]->body).given, "b");
}

TEST(Held, DoesNotCountUntilCorrectedOrKept) {
  const std::string held =
      "2026-01-05 contact id=h held=yes given=h on_hold=problem.future\n2026-01-06 contact id=a held=yes given=a\n";
  const Case made(held);
  EXPECT_THAT(counting(made.state), ElementsAre("a"));
  EXPECT_THAT(made.state.held, ElementsAre(&made.at(0)));
  const Case corrected(held + "2026-01-05 contact held=yes given=new corrects=h\n");
  EXPECT_THAT(counting(corrected.state), ElementsAre("new", "a"));
  EXPECT_THAT(corrected.state.held, IsEmpty());
  const Case kept(held + "2026-01-07 conflict_resolution keep=h\n");
  EXPECT_THAT(counting(kept.state), ElementsAre("h", "a"));
  const Case correcting(
      "2026-01-05 contact id=a held=yes given=a\n2026-01-06 contact held=yes given=h corrects=a on_hold=x\n");
  EXPECT_THAT(counting(correcting.state), ElementsAre("a"));
}

TEST(Threads, AnUpdateTellsHowItStandsNow) {
  const Case made(
      "2026-01-20 goal id=g1 domain=parenting text=rest\n"
      "2026-03-01 goal id=u updates=g1 domain=parenting text=rest state=reached\n"
      "2026-03-02 goal_rating goal=u rater=@mother level=2\n");
  ASSERT_EQ(made.state.goals.size(), 1u);
  EXPECT_EQ(made.state.goals[0].state(), State::reached);
  EXPECT_EQ(made.state.goals[0].first.entry, &made.at(0));
  EXPECT_EQ(made.state.goals[0].ratings.size(), 1u);
}

TEST(Threads, UpdatesOfAnUnseenGoalAreOneGoal) {
  CaseFile file = test::lines(
      "2026-01-20 goal id=g1 domain=parenting text=rest\n"
      "2026-02-01 goal updates=g1 domain=parenting text=b\n"
      "2026-03-01 goal updates=g1 domain=parenting text=c\n"
      "2026-03-02 goal_rating goal=g1 rater=@mother level=2\n");
  file.entries.erase(file.entries.begin());
  const Dossier state = replay(file.entries);
  ASSERT_EQ(state.goals.size(), 1u);
  EXPECT_EQ(state.goals[0].last.body->text, "c");
  EXPECT_EQ(state.goals[0].ratings.size(), 1u);
  EXPECT_EQ(state.need(file.entries[0].id), nullptr);
}

constexpr const char* kTwoTrajectories =
    "2026-01-02 referral referrer=gp\n"
    "2026-01-05 trajectory_start method=demo-1 phase=start\n"
    "2026-02-16 phase_transition from=start to=change talk=yes\n"
    "2026-06-01 closure reason=done planned=yes\n"
    "2026-07-01 knipkaart channel=phone\n"
    "2027-01-04 referral referrer=gp\n"
    "2027-01-11 trajectory_start method=demo-2 tailored=yes\n"
    "2027-03-01 phase_transition from=start to=change talk=no\n";

TEST(Trajectories, FollowEachOther) {
  const Case made(kTwoTrajectories);
  ASSERT_EQ(made.state.trajectories.size(), 2u);
  const Trajectory& first = made.state.trajectories[0];
  EXPECT_EQ(first.last_day(), day("2026-06-01"));
  ASSERT_EQ(first.phases.size(), 2u);
  EXPECT_EQ(first.phases[0].end, day("2026-02-15"));
  EXPECT_EQ(first.phases[1].end, day("2026-06-01"));
  EXPECT_EQ(first.of<Knipkaart>().size(), 1u) << "aftercare belongs to what ended";
  EXPECT_EQ(first.of<Referral>().size(), 1u);
  const Trajectory& second = made.state.trajectories[1];
  EXPECT_EQ(second.of<Referral>().size(), 1u) << "a new referral belongs to what follows";
  EXPECT_FALSE(second.last_day());
  EXPECT_EQ(second.phases[0].code, "start") << "named by the transition that leaves it";
  EXPECT_EQ(second.phase_on(day("2027-03-01"))->code, "change");
  EXPECT_EQ(made.state.trajectory_on(day("2026-12-31")), 0u);
  EXPECT_EQ(made.state.trajectory_on(day("2027-01-11")), 1u);
}

TEST(Trajectories, AStartWithoutAClosureBeforeItCutsThatOff) {
  const Case made("2026-01-05 trajectory_start method=demo-1\n2026-03-02 trajectory_start method=demo-2\n");
  EXPECT_EQ(made.state.trajectories[0].last_day(), day("2026-03-01"));
  EXPECT_EQ(made.state.trajectories[0].closure.entry, nullptr);
}

TEST(Trajectories, AMoveRenamesWhatItMapsAndLeavesTheRest) {
  const Case made(
      "2026-01-05 trajectory_start method=demo-1 phase=start\n"
      "2026-02-02 phase_transition from=start to=change talk=yes\n"
      "2026-03-02 method_move method=demo-2 hash=h phases=change:working techniques=scaling:scale_questions\n");
  const Trajectory& moved = made.state.trajectories[0];
  EXPECT_EQ(moved.method, "demo-2");
  EXPECT_EQ(moved.hash, "h");
  EXPECT_EQ(moved.phases[0].code, "start");
  EXPECT_EQ(moved.phases[0].method, "demo-1");
  EXPECT_EQ(moved.phases[1].code, "working");
  EXPECT_EQ(moved.phases[1].method, "demo-2");
  EXPECT_EQ(moved.now(Trajectory::List::techniques, "scaling", day("2026-02-10")), "scale_questions");
  EXPECT_EQ(moved.now(Trajectory::List::techniques, "genogram", day("2026-02-10")), "genogram");
  EXPECT_EQ(moved.now(Trajectory::List::techniques, "scaling", day("2026-03-10")), "scaling")
      << "recorded after the move";
}

TEST(Pauses, AreJoinedAndEndedByALaterEntry) {
  const Case made(
      "2026-01-05 trajectory_start method=demo-1\n"
      "2026-02-01 pause by=family from=2026-02-01\n"
      "2026-02-09 pause by=family from=2026-02-01 until=2026-02-08\n"
      "2026-02-09 pause by=provider from=2026-02-09 until=2026-02-10\n"
      "2026-04-01 pause by=family from=2026-04-01\n");
  const auto& pauses = made.state.trajectories[0].pauses;
  ASSERT_EQ(pauses.size(), 2u);
  EXPECT_EQ(pauses[0].first, day("2026-02-01"));
  EXPECT_EQ(pauses[0].last, day("2026-02-10"));
  EXPECT_EQ(pauses[1].last, open_end);
}

TEST(SafetyState, IsOpenUntilClosedOrJudgedSafe) {
  const Case made(
      "2026-01-05 safety id=t1 type=threat\n"
      "2026-01-06 safety id=t2 type=threat\n"
      "2026-01-07 safety type=plan closes=t1\n"
      "2026-02-07 safety type=review judgement=safe\n"
      "2026-02-08 safety type=threat\n");
  EXPECT_EQ(made.state.safety[0].closed_by, &made.at(2));
  EXPECT_EQ(made.state.safety[1].closed_by, &made.at(3));
  EXPECT_EQ(made.state.safety[4].closed_by, nullptr);
}

TEST(Persons, TheLatestEntryCounts) {
  const Case made(
      "2026-01-05 person person=@child role=child\n"
      "2026-01-06 living_situation child=@child place=foster\n"
      "2026-03-06 living_situation child=@child place=home\n"
      "2026-02-05 person person=@child role=child birth=2015-01-01\n");
  ASSERT_EQ(made.state.persons.size(), 1u);
  EXPECT_TRUE(made.state.persons[0].item.body->birth);
  EXPECT_EQ(made.state.persons[0].lives->place, Place::home);
  EXPECT_EQ(made.state.role_of(test::who("@child")), Role::child);
  EXPECT_EQ(made.state.role_of(test::who("@anna")), Role::worker);
  EXPECT_EQ(made.state.role_of(test::who("@aunt")), std::nullopt);
}

TEST(Replay, OfCopiesWithAnotherBodyTheSameOneIsNamedInEveryOrder) {
  const CaseFile read =
      test::lines("2026-01-05 need id=n domain=parenting text=first\n2026-01-06 need domain=parenting text=second\n");
  Entry first = read.entries[0], other = read.entries[1];
  other.id = first.id;
  Entry held = other;
  held.held = "problem.future";
  std::vector<Entry> entries{first, other, held};
  std::vector<int> order{0, 1, 2};
  do {
    std::vector<Entry> arrived;
    for (const int i : order) arrived.push_back(entries[static_cast<std::size_t>(i)]);
    const Dossier state = replay(arrived);
    ASSERT_EQ(state.refused.size(), 1u);
    EXPECT_EQ(state.refused.front()->held, "");
  } while (std::next_permutation(order.begin(), order.end()));
}

}  // namespace
}  // namespace koers::dossier
