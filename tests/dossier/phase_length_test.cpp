// One length of a phase for every page: what the rules judge is what overview, place and picture show.
#include "dossier/phase_length.h"

#include "dossier/facts.h"
#include "dossier/line_format.h"
#include "rules/evaluate.h"
#include "tests/dossier/fixture.h"

namespace koers::dossier::test {
namespace {

/// What the rules say of the days between the start of a phase and what ends it.
std::optional<std::int64_t> judged(const Dossier& state, std::size_t trajectory, const std::string& phase,
                                   const std::string& until, LocalDate today) {
  const rules::Table table = facts_table(state, trajectory, today, {});
  const rules::Rulebook book;
  rules::Evaluator evaluator(table, vocabulary(), book);
  const auto fact = rules::parse_fact("days_between(phase_start[phase=" + phase + "], " + until + ")");
  if (!fact) {
    ADD_FAILURE() << fact.error().code;
    return {};
  }
  const rules::Reading reading = evaluator.read(*fact).reading;
  if (!reading.low) return {};
  return reading.low->scaled;
}

TEST(PhaseLength, IsTheOneTheRulesJudgeOnEveryDayOfTheExampleCases) {
  int compared = 0;
  int paused = 0;
  for (const char* name : {"smooth", "lvb", "threat", "return"}) {
    auto read = read_lines(slurp(std::string("examples/cases/") + name + ".case"), name);
    ASSERT_TRUE(read) << name;
    const Dossier state = replay(read->entries);
    for (std::size_t number = 0; number < state.trajectories.size(); ++number) {
      const Trajectory& t = state.trajectories[number];
      for (std::size_t i = 0; i < t.phases.size(); ++i) {
        const bool last = i + 1 == t.phases.size();
        const std::string until = last ? "closure" : "phase_start[phase=" + t.phases[i + 1].code + "]";
        for (int day = 0; day < 320; day += 5) {
          const LocalDate today = t.phases[i].start + day;
          if (!t.running_on(today) && !last) continue;
          if (last && t.closure.entry == nullptr && day > 60) continue;
          const auto rule = judged(state, number, t.phases[i].code, until, today);
          ASSERT_TRUE(rule) << name << ' ' << t.phases[i].code << ' ' << today.text();
          const PhaseDays days = phase_days(t, i, today);
          EXPECT_EQ(days.counted, *rule) << name << ' ' << t.phases[i].code << ' ' << today.text();
          ++compared;
          paused += days.paused > 0;
        }
      }
    }
  }
  EXPECT_GT(compared, 300);
  EXPECT_GT(paused, 20) << "a pause within a phase";
}

TEST(PhaseLength, CountsTheDaysWrittenOutHere) {
  const Case one(
      "2026-01-05 trajectory_start method=iag-2019 phase=start children=@child\n"
      "2026-02-09 phase_transition from=start to=change talk=yes\n"
      "2026-03-02 pause by=family from=2026-03-02 until=2026-03-15\n"
      "2026-05-04 closure planned=yes reason=goals_reached\n");
  const Trajectory& t = one.state.trajectories.front();
  ASSERT_EQ(t.phases.size(), 2u);
  EXPECT_EQ(phase_days(t, 0, day("2026-06-01")).counted, 35);  // five weeks to the day the next begins
  EXPECT_EQ(phase_days(t, 0, day("2026-01-05")).counted, 0);  // today is a moment, not yet a day
  EXPECT_EQ(phase_days(t, 0, day("2026-01-06")).counted, 1);
  EXPECT_EQ(phase_days(t, 1, day("2026-02-01")).counted, 0);  // not begun
  const PhaseDays change = phase_days(t, 1, day("2026-06-01"));
  EXPECT_EQ(change.counted, 84 - 14);  // twelve weeks to the day of closure, two of them a pause
  EXPECT_EQ(change.paused, 14);
  // 28 days are used up on 23 March: 21 before the pause, 7 after it.
  EXPECT_EQ(used_up(t, "change", 28, day("2026-06-01")), day("2026-03-23"));
  EXPECT_EQ(used_up(t, "change", 70, day("2026-06-01")), std::nullopt);
}

TEST(PhaseLength, AddsTheStretchesOfAPhaseTheCaseCameBackTo) {
  const Case one(
      "2026-01-05 trajectory_start method=iag-2019 phase=start children=@child\n"
      "2026-01-19 phase_transition from=start to=change talk=yes\n"
      "2026-02-02 phase_transition from=change to=start talk=yes\n");
  const Trajectory& t = one.state.trajectories.front();
  EXPECT_EQ(phase_days(t, "start", day("2026-02-09")).counted, 14 + 7);
  EXPECT_EQ(used_up(t, "start", 20, day("2026-02-09")), day("2026-02-08"));
}

TEST(PhaseLength, WeeksOfTheMethodAreDays) {
  EXPECT_EQ(days_of(Decimal{6, 0}), 42);
  EXPECT_EQ(days_of(Decimal{25, 1}), 18);  // 17.5
}

}  // namespace
}  // namespace koers::dossier::test
