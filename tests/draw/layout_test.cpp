// What must hold for every timeline: nothing over words, no sign over a sign, nothing outside, a title on every shape.
#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <set>
#include <string>
#include <vector>

#include "draw/measure_text.h"
#include "draw/svg.h"
#include "draw/timeline.h"
#include "draw/timeline_text.h"
#include "tests/draw/example_timelines.h"
#include "tests/draw/faults.h"
#include "tests/draw/words.h"

namespace koers::draw {
namespace {

constexpr Format kFormats[] = {Format::phone, Format::phone_wide, Format::screen, Format::a4_landscape,
                               Format::a4_portrait};

TEST(Layout, ExamplesLeaveNothingOut) {
  for (const auto make :
       {example::typical, example::short_one, example::long_one, example::returned, example::voices}) {
    for (const Format format : kFormats) {
      const Picture picture = lay_out(make(), format, example::dutch);
      EXPECT_EQ(fault_of(picture), "") << picture.id << " " << static_cast<int>(format);
      EXPECT_EQ(picture.left_out, 0) << picture.id << " " << static_cast<int>(format);
    }
  }
}

TEST(Layout, KeepsTheShapeOfItsFormat) {
  for (const auto make : {example::typical, example::short_one, example::long_one}) {
    EXPECT_EQ(lay_out(make(), Format::phone, example::dutch).width, px(360));
    EXPECT_EQ(lay_out(make(), Format::screen, example::dutch).width, px(1120));
    const Picture page = lay_out(make(), Format::a4_landscape, example::dutch);
    EXPECT_EQ(page.width, 112252) << "text in print is 8.25 pt or more";
    EXPECT_EQ(page.height, 79370);
    EXPECT_EQ(lay_out(make(), Format::a4_portrait, example::dutch).height, 112252);
  }
  EXPECT_LE(lay_out(example::typical(), Format::phone_wide, example::dutch).height, px(390)) << "a phone on its side";
}

TEST(Layout, EveryItemHasItsShape) {
  std::set<std::string> ids;
  const Timeline timeline = example::typical();
  const Picture picture = lay_out(timeline, Format::screen, example::dutch);
  std::vector<const std::vector<Item>*> open{&picture.items};
  while (!open.empty()) {
    const auto* items = open.back();
    open.pop_back();
    for (const Item& item : *items) {
      ids.insert(item.id);
      if (const auto* group = std::get_if<Group>(&item.shape)) open.push_back(&group->items);
    }
  }
  for (const auto& tick : timeline.ticks) EXPECT_TRUE(ids.count(tick.id)) << tick.id;
  for (const auto& mark : timeline.marks) EXPECT_TRUE(ids.count(mark.id)) << mark.id;
  for (const auto& band : timeline.bands) EXPECT_TRUE(ids.count(band.id)) << band.id;
  for (const auto& panel : timeline.panels) {
    for (const auto& series : panel.series) {
      for (const auto& reading : series.readings) EXPECT_TRUE(ids.count(reading.id)) << reading.id;
    }
  }
}

TEST(Layout, AStepIsDarkOnlyWhereEveryoneIsThere) {
  const LocalDate start = example::day(2026, 3, 2);
  Timeline t;
  t.stretches = {{{start, start + 140}, {}}};
  t.today = start + 100;
  t.voices = {{plain("moeder")}, {plain("vader")}};
  const auto dark = [&](std::int64_t mother, std::int64_t father) {
    Ladder ladder;
    ladder.marked = 0;
    ladder.rows = {{"goal",
                    plain("Samen eten"),
                    {{0, {{"m", start + 10, mother, {}}}}, {1, {{"f", start + 10, father, {}}}}},
                    {}}};
    t.ladders = {ladder};
    int count = 0;
    const Picture picture = lay_out(t, Format::screen, example::dutch);
    for_each_shape(picture.items, [&](const Item& item, bool) {
      if (item.style.fill == Ink::warm_mid && extent(item).width > px(100)) ++count;
    });
    return count;
  };
  EXPECT_EQ(dark(1, 0), 1);
  EXPECT_EQ(dark(2, -1), 0) << "a mean would have called this reached";
  EXPECT_EQ(dark(-1, -1), 0);
}

TEST(Layout, ValuesOfAPanelAreWrittenAlike) {
  const auto shown = [](std::vector<std::int64_t> values) {
    Timeline t = example::short_one();
    t.panels[0].decimals = 1;
    t.panels[0].high = 400;
    t.panels[0].series[0].readings.clear();
    for (const std::int64_t value : values)
      t.panels[0].series[0].readings.push_back({"r" + std::to_string(value), *t.today, value, {}});
    std::string all;
    const Picture picture = lay_out(t, Format::screen, example::dutch);
    for_each_shape(picture.items, [&](const Item& item, bool) {
      if (const auto* text = std::get_if<Text>(&item.shape)) all += text->words + "|";
    });
    return all;
  };
  EXPECT_NE(shown({150, 200}).find("moeder 20|"), std::string::npos);
  EXPECT_NE(shown({155, 200}).find("moeder 20,0|"), std::string::npos);
  EXPECT_NE(shown({155}).find("|40|"), std::string::npos) << "the end of the scale";
}

TEST(Layout, SurvivesAnEmptyTimeline) {
  for (const Format format : kFormats) EXPECT_EQ(fault_of(lay_out({}, format, example::dutch)), "");
  EXPECT_FALSE(terminal_text({}, example::dutch).empty());
  EXPECT_TRUE(table_rows({}, example::dutch).empty());
}

TEST(Layout, SurvivesExtremes) {
  Timeline t = example::typical();
  t.today = LocalDate(INT32_MAX);
  t.ticks.push_back({"far", LocalDate(INT32_MIN), TickState::done, 99, {}});
  t.marks.push_back({"far-mark", LocalDate(INT32_MAX), 99, plain(std::string(100000, 'x')), {}, true});
  t.panels[0].low = INT64_MIN;
  t.panels[0].high = INT64_MAX;
  t.panels[1].low = t.panels[1].high = INT64_MAX;
  t.panels[1].decimals = -4;
  t.ladders[0].low = INT32_MIN;
  t.ladders[0].high = INT32_MAX;
  t.ladders[0].rows[0].series[0].readings[0].value = INT64_MIN;
  t.paces.push_back({{LocalDate(INT32_MIN), LocalDate(INT32_MAX)}, INT32_MIN, INT32_MAX});
  t.bands[0].actual = Span{LocalDate(INT32_MAX), LocalDate(INT32_MIN)};
  for (const Format format : kFormats)
    EXPECT_EQ(fault_of(lay_out(t, format, example::dutch)), "") << static_cast<int>(format);
  EXPECT_FALSE(terminal_text(t, example::dutch).empty());
  EXPECT_FALSE(table_rows(t, example::dutch).empty());
}

int number(int low, int high) { return *rc::gen::inRange(low, high + 1); }

std::string some_words(int most) {
  static const std::vector<std::string> words{
      "Samen", "eten", "zonder", "ruzie", "Yıldız", "Źródło", "van", "de", "gedragswetenschapper",
      "ع",     "12",   "ij",     "…"};
  std::string text;
  for (int i = number(0, most); i > 0; --i)
    text += (text.empty() ? "" : " ") + words[static_cast<std::size_t>(number(0, static_cast<int>(words.size()) - 1))];
  return text;
}

LocalDate some_day() { return LocalDate(20000 + number(0, number(1, 3) == 3 ? 2000 : 200)); }

Span some_span() {
  const LocalDate from = some_day();
  return {from, from + number(0, 120)};
}

std::vector<Series> some_series(int lists, int readings, const std::string& id) {
  std::vector<Series> list;
  for (int i = number(0, lists); i > 0; --i) {
    Series series{static_cast<std::size_t>(number(0, 8)), {}};
    for (int n = number(0, readings); n > 0; --n) {
      series.readings.push_back(
          {id + "-" + std::to_string(i) + "-" + std::to_string(n), some_day(), number(-20, 120), plain(some_words(2))});
    }
    list.push_back(std::move(series));
  }
  return list;
}

Timeline some_timeline() {
  Timeline t;
  t.title = plain(some_words(5));
  t.subtitle = plain(some_words(20));
  for (int i = number(0, 5); i > 0; --i) t.facts.push_back({plain(some_words(3)), plain(some_words(4))});
  for (int i = number(0, 3); i > 0; --i) t.stretches.push_back({some_span(), plain(some_words(2))});
  if (number(0, 3) > 0) t.today = some_day();
  for (int i = number(0, 7); i > 0; --i) t.voices.push_back({plain(some_words(2))});
  t.bands_name = plain(some_words(2));
  const auto maybe_span = [] { return number(0, 1) == 0 ? std::optional<Span>() : some_span(); };
  for (int i = number(0, 5); i > 0; --i) {
        // In order and apart, as a plan is: bands of one course do not run over each other.
    const LocalDate from = LocalDate(20000 + i * 60);
    const Span actual{from, from + number(0, 60)};
    t.bands.push_back({"band" + std::to_string(i),
                       plain(some_words(3)),
                       plain(some_words(1)),
                       maybe_span(),
                       actual,
                       {},
                       number(0, 1) == 0});
    if (number(0, 1) == 0) continue;
    Band& band = t.bands.back();
    band.planned_days = number(0, 60);
    band.actual_days = number(0, 60);
    band.paused_days = number(0, 30);
    if (number(0, 1) == 0) band.over_from = some_day();
  }
  t.ticks_name = plain(some_words(2));
  t.ticks_hint = plain(some_words(2));
  for (int i = number(0, 80); i > 0; --i)
    t.ticks.push_back({"tick" + std::to_string(i),
                       some_day(),
                       static_cast<TickState>(number(0, 2)),
                       static_cast<std::size_t>(number(0, 4)),
                       {}});
  for (int i = number(0, 3); i > 0; --i) t.paces.push_back({some_span(), number(0, 20), number(0, 60)});
  for (int i = number(0, 4); i > 0; --i)
    t.pauses.push_back({"pause" + std::to_string(i), some_span(), plain(some_words(2))});
  for (int i = number(0, 4); i > 0; --i) {
    Panel panel;
    panel.id = "panel" + std::to_string(i);
    panel.name = plain(some_words(4));
    panel.hint = plain(some_words(4));
    panel.decimals = number(0, 2);
    for (int n = number(0, 4); n > 0; --n)
      panel.zones.push_back({number(-10, 110), number(-10, 110), plain(some_words(2)), number(0, 1) == 0});
    panel.series = some_series(7, 12, panel.id);
    for (int n = number(0, 3); n > 0; --n)
      panel.due.push_back({panel.id + "due" + std::to_string(n), some_day(), plain(some_words(2)),
                           static_cast<DueState>(number(0, 3))});
    t.panels.push_back(std::move(panel));
  }
  for (int i = number(0, 2); i > 0; --i) {
    Ladder ladder;
    ladder.id = "ladder" + std::to_string(i);
    ladder.name = plain(some_words(3));
    ladder.hint = plain(some_words(3));
    if (number(0, 1) == 0) ladder.marked = number(-3, 3);
    for (int n = number(0, 6); n > 0; --n) {
      const std::string id = ladder.id + "row" + std::to_string(n);
      ladder.rows.push_back({id, plain(some_words(6)), some_series(3, 5, id), {}});
      for (int d = number(0, 2); d > 0; --d)
        ladder.rows.back().due.push_back(
            {id + "due" + std::to_string(d), some_day(), plain(some_words(2)), static_cast<DueState>(number(0, 3))});
    }
    t.ladders.push_back(std::move(ladder));
  }
  t.marks_name = plain(some_words(2));
  for (int i = 0; i < 7; ++i) t.mark_kinds.push_back({plain(some_words(1)), static_cast<MarkShape>(i), i == 1});
  for (int i = number(0, 40); i > 0; --i)
    t.marks.push_back({"mark" + std::to_string(i),
                       some_day(),
                       static_cast<std::size_t>(number(0, 7)),
                       plain(some_words(5)),
                       {},
                       number(0, 4) == 0,
                       static_cast<DueState>(number(0, 3))});
  return t;
}

RC_GTEST_PROP(Layout, NoWordsMeetAndNothingLiesOutside, ()) {
  const Timeline timeline = some_timeline();
  const Format format = kFormats[number(0, 4)];
  const Picture picture = lay_out(timeline, format, example::dutch);
  const std::string fault = fault_of(picture);
  RC_ASSERT(fault == std::string());
  RC_ASSERT(write_svg(picture) == write_svg(lay_out(timeline, format, example::dutch)));
}

RC_GTEST_PROP(Layout, TheTableHoldsEveryItem, ()) {
  const Timeline t = some_timeline();
  std::size_t items = t.pauses.size() + t.paces.size() + t.ticks.size() + t.marks.size() + (t.today ? 1 : 0);
  for (const auto& band : t.bands)
    items += (band.planned ? 1u : 0u) + (band.actual ? 1u : 0u) + (band.expected ? 1u : 0u);
  const auto readings = [&](const std::vector<Series>& list) {
    for (const auto& series : list) items += series.readings.size();
  };
  for (const auto& panel : t.panels) {
    readings(panel.series);
    items += panel.due.size() + panel.zones.size();
  }
  for (const auto& ladder : t.ladders) {
    items += ladder.marked ? 1 : 0;
    for (const auto& row : ladder.rows) {
      readings(row.series);
      items += row.due.size();
    }
  }
  RC_ASSERT(table_rows(t, example::dutch).size() == items);
}

}  // namespace
}  // namespace koers::draw
