#include "measure/pairing.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <tuple>

namespace koers::measure {
namespace {

Measurement at(Window window, std::int32_t day, std::int32_t score) {
  Measurement m;
  m.window = window;
  m.day = day;
  m.score = score;
  m.moment = static_cast<std::uint16_t>(window);
  return m;
}

TEST(Pairing, TakesTheFirstAtTheStartAndTheLastAtTheEnd) {
  Pairing p;
  std::uint32_t person = 0;
  for (const auto& m : {at(Window::end, 200, 50), at(Window::start, 20, 71), at(Window::start, 10, 70), at(Window::end, 210, 49),
                        at(Window::end, 190, 55), at(Window::neither, 100, 60)}) {
    EXPECT_EQ(p.add(person, m).outcome, Pairing::Outcome::added);
  }
  ASSERT_EQ(p.size(), 1U);
  EXPECT_TRUE(p.series(0).paired());
  EXPECT_EQ(p.series(0).start.score, 70);
  EXPECT_EQ(p.series(0).end.score, 49);
  const std::vector<RowUse> wanted{RowUse::not_the_last, RowUse::not_the_first, RowUse::start_of_pair,
                                   RowUse::end_of_pair,  RowUse::not_the_last,  RowUse::outside_windows};
  for (std::uint32_t row = 0; row < 6; ++row) EXPECT_EQ(p.use(row), wanted[row]) << row;
}

TEST(Pairing, NamesWhyThereIsNoPair) {
  const auto reason = [](Measurement first, std::vector<Measurement> others) {
    Pairing p;
    std::uint32_t person = 0;
    p.add(person, first);
    for (const auto& m : others) EXPECT_EQ(p.add(person, m).outcome, Pairing::Outcome::added);
    return p.reason(p.series(0));
  };
  const Measurement start = at(Window::start, 1, 10);
  EXPECT_EQ(reason(start, {}), NoPair::absent);
  EXPECT_EQ(reason(start, {at(Window::neither, 50, 10)}), NoPair::outside_window);
  Measurement missing = at(Window::end, 100, 0);
  missing.missing = true;
  EXPECT_EQ(reason(start, {missing}), NoPair::score_missing);
  Measurement father = at(Window::end, 100, 0);
  father.informant = father.role = 1;
  EXPECT_EQ(reason(start, {father}), NoPair::other_informant);
  Measurement form = at(Window::end, 100, 0);
  form.form = 1;
  EXPECT_EQ(reason(start, {father, form}), NoPair::other_form);
  Measurement norm = at(Window::end, 100, 0);
  norm.norm = 1;
  EXPECT_EQ(reason(start, {father, norm, form}), NoPair::other_norm);
  Measurement other_instrument = at(Window::end, 100, 0);
  other_instrument.instrument = 1;
  EXPECT_EQ(reason(start, {other_instrument}), NoPair::absent);
  EXPECT_EQ(reason(at(Window::end, 9, 1), {}), NoPair::absent);
}

TEST(Pairing, RefusesTheSameMeasurementTwice) {
  Pairing p;
  std::uint32_t person = 0, other = 0;
  p.add(person, at(Window::start, 10, 70));
  EXPECT_EQ(p.add(other, at(Window::start, 10, 70)).outcome, Pairing::Outcome::added);
  const auto again = p.add(person, at(Window::start, 10, 65));
  EXPECT_EQ(again.outcome, Pairing::Outcome::duplicate);
  EXPECT_EQ(again.other, 0U);
  EXPECT_EQ(p.rows(), 2U);
}

TEST(Pairing, CannotOrderWhatHasNoDate) {
  Pairing p;
  std::uint32_t person = 0;
  Measurement a = at(Window::start, no_day, 70), b = a;
  b.moment = 7;
  p.add(person, a);
  EXPECT_EQ(p.add(person, a).outcome, Pairing::Outcome::duplicate);
  EXPECT_EQ(p.add(person, b).outcome, Pairing::Outcome::undated);
}

TEST(Pairing, DoesNotHangOnAFileOfOnePerson) {
  Pairing p;
  std::uint32_t person = 0;
  auto outcome = Pairing::Outcome::added;
  for (std::int32_t i = 0; i < 100'000 && outcome == Pairing::Outcome::added; ++i) {
    outcome = p.add(person, at(Window::start, i, 1)).outcome;
  }
  EXPECT_EQ(outcome, Pairing::Outcome::too_many_rows);
  Pairing q;
  outcome = Pairing::Outcome::added;
  person = 0;
  for (std::uint32_t i = 0; i < 100'000 && outcome == Pairing::Outcome::added; ++i) {
    Measurement m = at(Window::start, 1, 1);
    m.informant = i;
    outcome = q.add(person, m).outcome;
  }
  EXPECT_EQ(outcome, Pairing::Outcome::too_many_rows);
}

// The rule said over again in the plainest way: group, then look.
using Key = std::tuple<int, std::uint32_t, std::uint16_t, std::uint16_t>;
struct Plain {
  int person;
  Measurement m;
};

std::map<Key, std::pair<std::int32_t, std::int32_t>> plain_pairs(const std::vector<Plain>& rows) {
  std::map<Key, std::map<std::int32_t, std::int32_t>> starts, ends;
  for (const auto& [person, m] : rows) {
    const Key key{person, m.informant, m.instrument, m.form};
    if (m.missing) continue;
    if (m.window == Window::start) starts[key][m.day] = m.score;
    if (m.window == Window::end) ends[key][m.day] = m.score;
  }
  std::map<Key, std::pair<std::int32_t, std::int32_t>> out;
  for (const auto& [key, start] : starts) {
    if (ends.count(key) != 0) out[key] = {start.begin()->second, ends[key].rbegin()->second};
  }
  return out;
}

RC_GTEST_PROP(Pairing, IsTheRuleInAnyOrderOfRows, ()) {
  std::vector<Plain> rows;
  std::map<std::tuple<Key, std::int32_t, int>, bool> seen;
  const int n = *rc::gen::inRange(0, 60);
  for (int i = 0; i < n; ++i) {
    Plain row;
    row.person = *rc::gen::inRange(0, 4);
    const auto window = static_cast<Window>(*rc::gen::inRange(0, 3));
    row.m = at(window, *rc::gen::inRange(0, 6), *rc::gen::inRange(0, 100));
    row.m.informant = *rc::gen::inRange(0U, 2U);
    row.m.instrument = *rc::gen::inRange<std::uint16_t>(0, 2);
    row.m.form = *rc::gen::inRange<std::uint16_t>(0, 2);
    row.m.missing = *rc::gen::inRange(0, 5) == 0;
    if (seen[{Key{row.person, row.m.informant, row.m.instrument, row.m.form}, row.m.day, static_cast<int>(window)}]) continue;
    if (!row.m.missing) seen[{Key{row.person, row.m.informant, row.m.instrument, row.m.form}, row.m.day, static_cast<int>(window)}] = true;
    rows.push_back(row);
  }
  Pairing p;
  std::array<std::uint32_t, 4> handles{};
  std::map<std::uint32_t, int> person_of_row;
  for (const Plain& row : rows) {
    person_of_row[p.rows()] = row.person;
    RC_ASSERT(p.add(handles[static_cast<std::size_t>(row.person)], row.m).outcome == Pairing::Outcome::added);
  }
  std::map<Key, std::pair<std::int32_t, std::int32_t>> found;
  for (std::uint32_t i = 0; i < p.size(); ++i) {
    const Series& s = p.series(i);
    if (s.paired()) found[{person_of_row[s.start.row], s.informant, s.instrument, s.form}] = {s.start.score, s.end.score};
  }
  RC_ASSERT(found == plain_pairs(rows));
}

}  // namespace
}  // namespace koers::measure
