// The next date of signals against every single day in between: the shipped cases, those of tests/course and made ones, each
// day read from scratch.
#include <cstdlib>
#include <gtest/gtest.h>
#include <map>

#include "dossier/signals.h"
#include "tests/cli/course_fixture.h"
#include "tests/cli/made_case.h"

namespace koers::cli_test {
namespace {

using Raised = std::vector<dossier::Raised>;

/// A day costs hundreds of readings of the case: few days here, ten times as many in `make test-long`.
int days_read(int usual) { return std::getenv("KOERS_LONG") == nullptr ? usual : 10 * usual; }

constexpr int horizon = 400;  // days looked at when nothing is said to change

/// One set of entries: what is raised on each day, each read once.
class Calendar {
 public:
  explicit Calendar(std::span<const dossier::Entry> entries) : state_(dossier::replay(entries)) {}

  const Raised& on(LocalDate day) {
    const auto [at, fresh] = days_.try_emplace(day);
    if (!fresh) return at->second;
    const auto trajectory = state_.trajectory_on(day);
    const method::Method* method = trajectory ? dossier::method_of(state_, *trajectory, iag()) : nullptr;
    if (method == nullptr) return at->second;
    dossier::CaseDay read(state_, *trajectory, *method, iag(), day);
    at->second = dossier::raised(read);
    return at->second;
  }

  std::optional<LocalDate> next(LocalDate day) const {
    const auto all = dossier::signals(state_, iag(), day);
    return all ? all->next : std::nullopt;
  }

 private:
  dossier::Dossier state_;
  std::map<LocalDate, Raised> days_;
};

std::string names(const Raised& raised) {
  std::string out;
  for (const dossier::Raised& one : raised) {
    out += " " + one.def->code + (one.state == dossier::Signal::State::acted ? "(acted)" : "");
    for (const dossier::Target& target : one.targets)
      out += ":" + (target.entry == nullptr ? target.code : target.entry->id.text().substr(24));
  }
  return out.empty() ? " none" : out;
}

/// What is wrong with `next` as the next date of `day`; "" when nothing is.
template <class Days>
std::string wrong(Days& days, LocalDate day, std::optional<LocalDate> next) {
  const LocalDate last = next ? std::min(*next - 1, day + horizon) : day + horizon;
  const Raised now = days.on(day);
  for (LocalDate at = day + 1; at <= last; at = at + 1) {
    if (days.on(at) == now) continue;
    return "read on " + day.text() + " the next date is " + (next ? next->text() : "none") + ", but on " + at.text() +
           " it is\n " + names(days.on(at)) + "\ninstead of\n " + names(now);
  }
  if (next && *next <= day + horizon && days.on(*next) == now)
    return "read on " + day.text() + " nothing changes on the next date " + next->text();
  return "";
}

std::string wrong(Calendar& days, LocalDate day) { return wrong(days, day, days.next(day)); }

/// Each of `reads` days over the case: as it was known then, and with what was recorded later.
void hold(std::span<const dossier::Entry> entries, int reads, int offset, const std::string& what) {
  LocalDate first = entries.front().date(), last = first;
  for (const dossier::Entry& entry : entries) {
    first = std::min(first, entry.date());
    last = std::max(last, entry.date());
  }
  Calendar whole(entries);
  const int length = last - first + 60;
  reads = days_read(reads);
  for (int i = 0; i < reads; ++i) {
    const LocalDate day = first + (offset + length * i / reads) % length;
    EXPECT_EQ(wrong(whole, day), "") << what << ", with later entries";
    std::vector<dossier::Entry> known;
    for (const dossier::Entry& entry : entries) {
      if (entry.date() <= day) known.push_back(entry);
    }
    Calendar then(known);
    EXPECT_EQ(wrong(then, day), "") << what << ", as known then";
  }
}

TEST(NextDate, HoldsForTheShippedCases) {
  int offset = 0;
  for (const char* name : {"smooth", "lvb", "threat", "return"}) {
    const Fixture fixture = read_fixture(std::string("examples/cases/") + name + ".case");
    ASSERT_EQ(fixture.fault, "");
    hold(fixture.journal.entries, 2, offset += 11, name);
  }
}

TEST(NextDate, HoldsForTheCasesOfTheSignals) {
  int offset = 0;
  for (const Fixture& fixture : fixtures()) hold(fixture.journal.entries, 2, offset += 7, fixture.file);
}

TEST(NextDate, HoldsForMadeCases) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    const std::string text = Maker(seed).text();
    const auto made = dossier::read_lines(text, "made.case");
    ASSERT_TRUE(made) << text << made.error().front().code << made.error().front().place.line;
    hold(made->entries, 1, static_cast<int>(seed * 13), "seed " + std::to_string(seed) + "\n" + text);
    if (HasFailure()) break;
  }
}

/// An update that names no new day leaves the agreed one.
TEST(NextDate, AReviewAgreedEarlierComes) {
  const auto made = dossier::read_lines(
      "people @anna:worker\n2026-01-05 trajectory_start method=iag-2019 phase=start\n2026-01-07 decision id=d "
      "element=x review=2026-02-13\n2026-01-08 decision updates=d element=x\n",
      "made.case");
  ASSERT_TRUE(made);
  Calendar days(made->entries);
  const LocalDate before = *LocalDate::parse("2026-02-12");
  EXPECT_EQ(days.next(before), before + 1);
  EXPECT_EQ(wrong(days, before), "");
}

/// A treatment that the next one ended has no entry of its own on its last day, when its end measurement falls due.
TEST(NextDate, TheDayBeforeTheNextTreatmentComes) {
  const auto made = dossier::read_lines(
      "people @anna:worker @bea:worker\n2025-12-29 person person=@mother role=mother\n2025-12-29 person person=@sam "
      "role=child\n2026-01-05 trajectory_start method=iag-2019 phase=start children=@sam\n2026-03-12 phase_transition "
      "from=start to=change talk=yes topics=experience,progress,planning\n2026-09-05 trajectory_start "
      "method=iag-2019 phase=start worker=@bea\n",
      "made.case");
  ASSERT_TRUE(made);
  Calendar days(made->entries);
  for (LocalDate day = *LocalDate::parse("2026-08-20"); day < *LocalDate::parse("2026-09-06"); day = day + 1)
    EXPECT_EQ(wrong(days, day), "");
}

TEST(NextDate, AWrongOneIsFound) {
  const auto made = dossier::read_lines(
      "people @anna:worker\n2026-01-05 trajectory_start method=iag-2019 phase=start\n2026-01-07 decision element=x "
      "review=2026-02-10\n",
      "made.case");
  ASSERT_TRUE(made);
  Calendar days(made->entries);
  const LocalDate day = *LocalDate::parse("2026-02-05");
  const std::optional<LocalDate> next = days.next(day);
  ASSERT_TRUE(next);
  EXPECT_EQ(wrong(days, day, next), "");
  EXPECT_NE(wrong(days, day, *next + 1), "");
  EXPECT_NE(wrong(days, day, *next - 1), "");
  EXPECT_NE(wrong(days, day, std::nullopt), "");
}

}  // namespace
}  // namespace koers::cli_test
