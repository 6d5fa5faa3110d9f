// A measurement that is due stays due when the treatment is closed and when the worker leaves.
#include <gtest/gtest.h>
#include <map>
#include <tuple>

#include "tests/cli/course_fixture.h"
#include "tests/cli/made_case.h"

namespace koers::cli_test {
namespace {

using dossier::ExpectedState;

using Form = std::tuple<std::string, std::optional<dossier::Role>, std::string, std::string>;
struct Standing {
  dossier::Moment moment = dossier::Moment::start;
  ExpectedState state = ExpectedState::waiting;
  friend bool operator==(const Standing&, const Standing&) = default;
};
using Forms = std::map<Form, Standing>;

/// The measurements expected, read on `day`.
Forms forms_on(std::span<const dossier::Entry> entries, LocalDate day) {
  Forms out;
  const dossier::Dossier state = dossier::replay(entries);
  const auto trajectory = state.trajectory_on(day);
  const method::Method* method = trajectory ? dossier::method_of(state, *trajectory, iag()) : nullptr;
  if (method == nullptr) return out;
  const dossier::CaseDay read(state, *trajectory, *method, iag(), day);
  for (const dossier::Expectation& item : read.expected()) {
    if (item.what != dossier::ExpectedWhat::measurement || !item.required) continue;
    out[{item.code, item.informant, item.person ? item.person->text() : "", item.child ? item.child->text() : ""}] = {
        *item.moment, item.state};
  }
  return out;
}

bool open(ExpectedState state) { return state == ExpectedState::due || state == ExpectedState::late; }

/// What the closing took away; "" when nothing.
std::string lost(const Forms& before, const Forms& after) {
  for (const auto& [form, was] : before) {
    if (!open(was.state)) continue;
    const auto found = after.find(form);
    if (found == after.end()) return std::get<0>(form) + " is gone";
    const ExpectedState now = found->second.state;
    const bool during = was.moment != dossier::Moment::end && was.moment != dossier::Moment::follow_up;
    // What the beginning was like can no longer be asked when its time and the treatment are over: missed, and said so.
    const bool over = during && was.state == ExpectedState::late && now == ExpectedState::missed;
    if (now != was.state && !over) return std::get<0>(form) + " is " + std::string(dossier::name(now));
  }
  return "";
}

struct Seen {
  int open = 0, closed = 0, left = 0;
};

void hold(std::span<const dossier::Entry> entries, const std::string& what, Seen& seen) {
  LocalDate first = entries.front().date(), last = first;
  for (const dossier::Entry& entry : entries) {
    first = std::min(first, entry.date());
    last = std::max(last, entry.date());
  }
  for (LocalDate day = first + 5; day <= last + 10; day = day + 17) {
    std::vector<dossier::Entry> known;
    for (const dossier::Entry& entry : entries) {
      if (entry.date() <= day) known.push_back(entry);
    }
    const dossier::Dossier state = dossier::replay(known);
    const auto trajectory = state.trajectory_on(day);
    if (!trajectory || known.empty()) continue;
    const Forms before = forms_on(known, day + 1);
    for (const auto& [form, standing] : before) seen.open += open(standing.state);
    const dossier::Trajectory& running = state.trajectories[*trajectory];
    if (running.running_on(day) && running.first_day() < day && !running.last_day()) {
      for (const bool planned : {true, false}) {
        const dossier::Closure closure{{planned ? "as_planned" : "stopped"}, planned, {}, {}, {}, {}};
        EXPECT_EQ(lost(before, forms_on(one_more(known, day, closure), day + 1)), "")
            << what << ", closed " << (planned ? "" : "too early ") << "on " << day.text();
      }
      ++seen.closed;
    }
    if (!running.start.body->worker) continue;
    dossier::Person leaving;
    leaving.person = *running.start.body->worker;
    leaving.role = dossier::Role::worker;
    leaving.left = day;
    EXPECT_EQ(before, forms_on(one_more(known, day, leaving), day + 1)) << what << ", left on " << day.text();
    ++seen.left;
  }
}

TEST(StillExpected, WhenTheTreatmentClosesOrTheWorkerLeaves) {
  Seen seen;
  for (const Fixture& fixture : fixtures()) hold(fixture.journal.entries, fixture.file, seen);
  for (const char* name : {"smooth", "lvb", "threat", "return"}) {
    hold(read_fixture(std::string("examples/cases/") + name + ".case").journal.entries, name, seen);
  }
  for (unsigned seed = 1; seed <= 10; ++seed) {
    const auto made = dossier::read_lines(Maker(seed).text(), "made.case");
    ASSERT_TRUE(made);
    hold(made->entries, "seed " + std::to_string(seed), seen);
  }
  EXPECT_GT(seen.open, 100);
  EXPECT_GT(seen.closed, 50);
  EXPECT_GT(seen.left, 50);
}

TEST(StillExpected, ALossIsFound) {
  const Form form{"cbcl_end", dossier::Role::mother, "", ""};
  const auto forms = [&](dossier::Moment moment, ExpectedState state) { return Forms{{form, {moment, state}}}; };
  using enum dossier::Moment;
  EXPECT_EQ(lost(forms(end, ExpectedState::due), {}), "cbcl_end is gone");
  EXPECT_EQ(lost(forms(end, ExpectedState::late), forms(end, ExpectedState::missed)), "cbcl_end is missed");
  EXPECT_EQ(lost(forms(start, ExpectedState::due), forms(start, ExpectedState::missed)), "cbcl_end is missed");
  EXPECT_EQ(lost(forms(start, ExpectedState::late), forms(start, ExpectedState::missed)), "");
}

std::string states(const method::Method& method, const std::string& code, const std::string& lines, const char* on) {
  const auto read = dossier::read_lines(
      "people @anna:worker\n2026-01-05 person person=@miss role=teacher\n2026-01-05 person person=@mother "
      "role=mother\n2026-01-05 person person=@sam "
      "role=child birth=2014-03-01\n2026-01-05 person person=@aunt role=network\n2026-01-05 trajectory_start "
      "method=iag-2019 phase=start children=@sam worker=@anna\n" +
          lines,
      "made.case");
  EXPECT_TRUE(read);
  if (!read) return "";
  const dossier::Dossier state = dossier::replay(read->entries);
  const dossier::CaseDay day(state, 0, method, iag(), *LocalDate::parse(on));
  std::string out;
  for (const dossier::Expectation& item : day.expected()) {
    if (item.code != code) continue;
    out += (out.empty() ? "" : " ") + (item.opens ? item.opens->text() + " " : std::string()) +
           std::string(dossier::name(item.state));
    if (item.attempts > 0) out += " after " + std::to_string(item.attempts);
  }
  return out;
}

method::Method with_informants(std::vector<std::string> informants, method::Moment moment, int months, int last) {
  method::Method method = *iag().find("iag-2019");
  const auto planned = std::ranges::find(method.measurements, "cbcl_start", &method::PlannedMeasurement::code);
  planned->informants = std::move(informants);
  planned->moment = moment;
  planned->window.months = months;
  planned->window.last_day.value = Decimal{last, 0};
  return method;
}

TEST(StillExpected, AttemptsAreCountedForTheFormTheyWereMeantFor) {
  const method::Method method = *iag().find("iag-2019");
  const std::string tried =
      " measurement instrument=cbcl informant=@mother person=@sam moment=start state=attempted reason=x\n";
  EXPECT_EQ(states(method, "cbcl_start", "2026-01-12" + tried, "2026-01-20"), "2026-01-05 due after 1");
  EXPECT_EQ(states(method, "cbcl_start", "2026-01-12" + tried + "2026-01-14" + tried, "2026-01-13"),
            "2026-01-05 due after 1")
      << "what is still ahead does not count";
  EXPECT_EQ(states(method, "cbcl_end", "2026-01-12" + tried, "2026-01-20").find("after"), std::string::npos);
  EXPECT_EQ(states(method, "cbcl_start",
                   "2026-01-12" + tried +
                       "2026-01-15 measurement instrument=cbcl informant=@mother person=@sam moment=start state=done\n",
                   "2026-01-20"),
            "2026-01-05 done after 1");
}

TEST(StillExpected, EveryThreeMonthsUntilTheEnd) {
  const method::Method method = with_informants({"mother"}, method::Moment::three_monthly, 3, 28);
  const std::string form =
      " measurement instrument=cbcl informant=@mother person=@sam moment=three_monthly state=done\n";
  EXPECT_EQ(states(method, "cbcl_start", "", "2026-02-01"), "2026-04-05 waiting");
  EXPECT_EQ(states(method, "cbcl_start", "", "2026-04-10"), "2026-04-05 due 2026-07-05 waiting");
  EXPECT_EQ(states(method, "cbcl_start", "2026-04-10" + form, "2026-08-20"),
            "2026-04-05 done 2026-07-05 late 2026-10-05 waiting");
  EXPECT_EQ(states(method, "cbcl_start", "2026-04-10" + form, "2026-10-06"),
            "2026-04-05 done 2026-07-05 missed 2026-10-05 due 2027-01-05 waiting");
  EXPECT_EQ(states(method, "cbcl_start", "2026-08-10" + form, "2026-08-20"),
            "2026-04-05 missed 2026-07-05 done 2026-10-05 waiting")
      << "a late form stands for the last one that had begun";
  EXPECT_EQ(states(method, "cbcl_start", "2026-07-10 closure reason=as_planned planned=yes\n", "2026-07-12"),
            "2026-04-05 missed 2026-07-05 due");
}

TEST(StillExpected, OfTheYouthTheTeacherAndTheImportantPerson) {
  using enum method::Moment;
  EXPECT_EQ(states(with_informants({"youth"}, start, 0, 42), "cbcl_start", "", "2026-01-10"), "") << "Sam is 11";
  EXPECT_EQ(states(with_informants({"youth"}, start, 2, 42), "cbcl_start", "", "2026-03-10"), "2026-03-05 due");
  const std::string form = "2026-01-12 measurement instrument=cbcl person=@sam moment=start state=done informant=";
  EXPECT_EQ(states(with_informants({"teacher"}, start, 0, 42), "cbcl_start", "", "2026-01-10"), "2026-01-05 due");
  EXPECT_EQ(states(with_informants({"teacher"}, start, 0, 42), "cbcl_start", form + "@miss\n", "2026-01-20"),
            "2026-01-05 done");
  EXPECT_EQ(states(with_informants({"vip"}, start, 0, 42), "cbcl_start", form + "@aunt\n", "2026-01-20"),
            "2026-01-05 done");
  EXPECT_EQ(states(with_informants({"vip"}, start, 0, 42), "cbcl_start", form + "@mother\n", "2026-01-20"),
            "2026-01-05 due");
}

/// A form that the worker fills in is one form, whoever the worker is then.
TEST(StillExpected, TheWorkersOwnFormPassesToWhoTakesOver) {
  method::Method method = *iag().find("iag-2019");
  const auto planned = std::ranges::find(method.measurements, "cbcl_end", &method::PlannedMeasurement::code);
  ASSERT_NE(planned, method.measurements.end());
  planned->informants = {"worker"};
  const auto state_of = [&](const std::string& more) {
    const auto read = dossier::read_lines(
        "people @anna:worker @bea:worker\n2026-01-05 person person=@mother role=mother\n2026-01-05 person "
        "person=@anna role=worker\n2026-01-05 trajectory_start method=iag-2019 phase=taper worker=@anna\n2026-02-02 "
        "person person=@anna role=worker left=2026-02-02\n" +
            more,
        "made.case");
    EXPECT_TRUE(read);
    if (!read) return std::string();
    const dossier::Dossier state = dossier::replay(read->entries);
    const dossier::CaseDay day(state, 0, method, iag(), *LocalDate::parse("2026-02-20"));
    std::string out;
    for (const dossier::Expectation& item : day.expected()) {
      if (item.code == "cbcl_end") out += std::string(dossier::name(item.state)) + " ";
    }
    return out;
  };
  EXPECT_EQ(state_of(""), "due ");
  EXPECT_EQ(state_of("2026-02-03 person person=@bea role=worker\n"), "due ");
  EXPECT_EQ(state_of("2026-02-03 person person=@bea role=replacement\n2026-02-10 measurement instrument=cbcl "
                     "informant=@bea moment=end state=done\n"),
            "done ");
}

}  // namespace
}  // namespace koers::cli_test
