#include "measure/pairing.h"

#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>
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

/// Adds a measurement of this person.
void add(Pairing& p, std::uint64_t person, const Measurement& m) { p.add({person, 0}, m); }

TEST(Pairing, TakesTheFirstAtTheStartAndTheLastAtTheEnd) {
  Pairing p;
  for (const auto& m : {at(Window::end, 200, 50), at(Window::start, 20, 71), at(Window::start, 10, 70),
                        at(Window::end, 210, 49), at(Window::end, 190, 55), at(Window::neither, 100, 60)}) {
    add(p, 1, m);
  }
  EXPECT_FALSE(p.close());
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
    add(p, 1, first);
    for (const auto& m : others) add(p, 1, m);
    EXPECT_FALSE(p.close());
    return p.reason(p.series(0));
  };
  const Measurement start = at(Window::start, 1, 10);
  EXPECT_EQ(reason(start, {}), NoPair::absent);
  EXPECT_EQ(reason(start, {at(Window::neither, 50, 10)}), NoPair::outside_window);
  Measurement missing = at(Window::end, 100, 0);
  missing.missing = true;
  EXPECT_EQ(reason(start, {missing}), NoPair::score_missing);
  Measurement father = at(Window::end, 100, 0);
  father.informant = {1, 0};
  father.role = 1;
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
  EXPECT_EQ(reason(start, {at(Window::end, 1, 10)}), NoPair::end_not_later);
}

TEST(Pairing, AnEndDatedBeforeItsStartIsNone) {
  Pairing p;
  add(p, 1, at(Window::start, 100, 60));
  add(p, 1, at(Window::end, 20, 50));
  EXPECT_FALSE(p.close());
  EXPECT_FALSE(p.series(0).paired());
  EXPECT_EQ(p.use(0), RowUse::start_only);
  EXPECT_EQ(p.use(1), RowUse::end_not_later);
}

TEST(Pairing, RefusesTheSameMeasurementTwice) {
  Pairing p;
  p.skip();
  add(p, 1, at(Window::start, 10, 70));
  add(p, 2, at(Window::start, 10, 70));
  add(p, 1, at(Window::start, 10, 65));
  const auto refused = p.close();
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->why, Pairing::Why::duplicate);
  EXPECT_EQ(refused->row, 3U);
  EXPECT_EQ(refused->other, 1U);
}

TEST(Pairing, NamesTheFirstOfSeveralRefusals) {
  for (std::uint64_t person = 0; person < 300; ++person) {  // wherever its rows are gathered
    Pairing p;
    for (std::uint64_t i = 0; i < 3; ++i) add(p, person + i, at(Window::start, 10, 70));
    add(p, person + 2, at(Window::start, 10, 70));
    add(p, person, at(Window::start, 10, 70));
    const auto refused = p.close();
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->row, 3U);
    EXPECT_EQ(refused->other, 2U);
  }
}

TEST(Pairing, CannotOrderWhatHasNoDate) {
  Measurement a = at(Window::start, no_day, 70), b = a;
  b.moment = 7;
  Pairing p, q;
  add(p, 1, a);
  add(p, 1, a);
  EXPECT_EQ(p.close()->why, Pairing::Why::duplicate);
  add(q, 1, a);
  add(q, 1, b);
  EXPECT_EQ(q.close()->why, Pairing::Why::undated);
}

TEST(Pairing, DoesNotHangOnAFileOfOnePerson) {
  Pairing p, q;
  for (std::int32_t i = 0; i < 100'000; ++i) {
    add(p, 1, at(Window::start, i, 1));
    Measurement m = at(Window::start, 1, 1);
    m.informant = {static_cast<std::uint64_t>(i), 0};
    add(q, 1, m);
  }
  for (Pairing* pairing : {&p, &q}) {
    const auto refused = pairing->close();
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->why, Pairing::Why::too_many_rows);
    EXPECT_EQ(refused->row, Pairing::most_per_case);
  }
}

// The rule said over again in the plainest way: group, then look.
using Key = std::tuple<int, std::uint64_t, std::uint16_t, std::uint16_t>;
struct Plain {
  int person;
  Measurement m;
};

std::map<Key, std::pair<std::int32_t, std::int32_t>> plain_pairs(const std::vector<Plain>& rows) {
  std::map<Key, std::map<std::int32_t, std::int32_t>> starts, ends;
  for (const auto& [person, m] : rows) {
    const Key key{person, m.informant.low, m.instrument, m.form};
    if (m.missing) continue;
    if (m.window == Window::start) starts[key][m.day] = m.score;
    if (m.window == Window::end) ends[key][m.day] = m.score;
  }
  std::map<Key, std::pair<std::int32_t, std::int32_t>> out;
  for (const auto& [key, start] : starts) {
    if (ends.count(key) == 0 || ends[key].rbegin()->first <= start.begin()->first) continue;
    out[key] = {start.begin()->second, ends[key].rbegin()->second};
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
    row.m.informant = {*rc::gen::inRange<std::uint64_t>(0, 2), 0};
    row.m.instrument = *rc::gen::inRange<std::uint16_t>(0, 2);
    row.m.form = *rc::gen::inRange<std::uint16_t>(0, 2);
    row.m.missing = *rc::gen::inRange(0, 5) == 0;
    if (seen[{Key{row.person, row.m.informant.low, row.m.instrument, row.m.form}, row.m.day, static_cast<int>(window)}])
      continue;
    if (!row.m.missing)
      seen[{Key{row.person, row.m.informant.low, row.m.instrument, row.m.form}, row.m.day, static_cast<int>(window)}] =
          true;
    rows.push_back(row);
  }
  Pairing p;
  for (const Plain& row : rows) add(p, static_cast<std::uint64_t>(row.person), row.m);
  RC_ASSERT(!p.close());
  std::map<Key, std::pair<std::int32_t, std::int32_t>> found;
  for (std::uint32_t i = 0; i < p.size(); ++i) {
    const Series& s = p.series(i);
    if (!s.paired()) continue;
    const Plain& start = rows[s.start.row];
    found[{start.person, start.m.informant.low, s.instrument, s.form}] = {s.start.score, s.end.score};
  }
  RC_ASSERT(found == plain_pairs(rows));
}

}  // namespace
}  // namespace koers::measure
