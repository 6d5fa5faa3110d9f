// How large the smallest text of a page is on paper: what timeline.h promises for courses of the usual size.
#include <algorithm>
#include <gtest/gtest.h>
#include <random>
#include <string>

#include "draw/timeline.h"
#include "tests/draw/example_timelines.h"
#include "tests/draw/faults.h"
#include "tests/draw/words.h"

namespace koers::draw {
namespace {

constexpr Format kPages[] = {Format::a4_landscape, Format::a4_portrait};

/// In points: 72 to the inch, the page as wide as A4 is.
double smallest_text(const Picture& picture, Format format) {
  Unit least = px(1000);
  for_each_shape(picture.items, [&](const Item& item, bool) {
    if (const auto* text = std::get_if<Text>(&item.shape)) least = std::min(least, text->size);
  });
  const double millimetres = format == Format::a4_landscape ? 297.0 : 210.0;
  return static_cast<double>(least) / picture.width * millimetres / 25.4 * 72;
}

TEST(PrintedSize, ExamplesAreEightPointsOrMore) {
  for (const auto make :
       {example::typical, example::short_one, example::long_one, example::returned, example::voices}) {
    for (const Format format : kPages) {
      const Picture picture = lay_out(make(), format, example::dutch);
      EXPECT_GE(smallest_text(picture, format), 8.0) << picture.id << " " << static_cast<int>(format);
    }
  }
}

/// Courses from a seed, the same on every machine: std::mt19937 is fixed by the standard, its distributions are not.
struct Course {
  std::mt19937 random;

  int pick(int low, int high) { return low + static_cast<int>(random() % static_cast<unsigned>(high - low + 1)); }
  std::string some_goal();
  Timeline make();
};

std::string Course::some_goal() {
  static const char* const goals[] = {"Samen eten zonder ruzie", "Yara gaat elke dag een paar uur naar school",
                                      "De telefoon gaat om tien uur in het mandje", "Zaterdag is van ons drieën",
                                      "Zegt wat er is voordat de boosheid komt"};
  return goals[pick(0, 4)];
}

/// A course as the header names it: it may be over, or have begun again after a year.
Timeline Course::make() {
  Timeline t;
  t.title = plain("Onze koers");
  t.subtitle = plain("Intensieve Ambulante Gezinsbehandeling");
  t.facts = {{plain("week 26"), plain("afgesloten")}, {plain("50"), plain("contacten, 3 gingen niet door")}};
  example::add_words(t);
  const LocalDate start(20000);
  const bool twice = pick(0, 1) == 1;
  const int weeks = pick(12, twice ? 22 : 26);
  const LocalDate end = start + weeks * 7;
  t.stretches = {{{start, end}, plain(twice ? "2e behandeling" : "")}};
  if (twice) t.stretches.push_back({{start - 380, start - 352}, plain("1e behandeling")});
  t.today = end + pick(-40, 200);
  const LocalDate half = start + weeks * 7 / 2;
  t.pauses = {{"pause", {half, half + 14}, plain("pauze")}};
  t.bands = {{"b1", plain("Startfase"), {}, Span{start, start + 42}, Span{start, start + 35}, {}, false},
             {"b2", plain("Veranderingsfase"), {}, Span{start + 42, end}, Span{start + 35, end}, {}, false}};
  t.paces = {{{start, end}, 20, 20}};
  example::add_visits(t, start, 0, weeks, {1, 3}, {9}, *t.today);
  const int voices = pick(2, 3);
  const auto series = [&](const std::string& id, int low, int high) {
    std::vector<Series> list;
    for (int voice = 0; voice < voices; ++voice) {
      list.push_back({static_cast<std::size_t>(voice), {}});
      for (int n = 0; n < 4; ++n)
        list.back().readings.push_back({id + "-" + std::to_string(voice) + "-" + std::to_string(n),
                                        start + 14 + n * pick(7, weeks * 2),
                                        pick(low, high),
                                        {}});
    }
    return list;
  };
  for (int i = pick(3, 5); i > 0; --i) {
    Panel panel;
    panel.id = "panel" + std::to_string(i);
    panel.name = plain(i % 2 == 0 ? "CBCL (gedragsvragenlijst, ouders)" : "vertrouwen als ouder");
    panel.hint = plain("hoger is beter");
    if (i % 2 == 0) panel.zones = {{0, 60, plain("de meeste mensen"), true}};
    panel.series = series(panel.id, 0, 100);
    if (i < 3) panel.due = {{panel.id + "due", end + 182, plain("na een half jaar"), DueState::coming}};
    t.panels.push_back(panel);
  }
  Ladder ladder;
  ladder.id = "goals";
  ladder.name = plain("Doelen");
  ladder.hint = plain("hoger is dichter bij het doel");
  ladder.marked = 0;
  for (int i = pick(3, 6); i > 0; --i) {
    const std::string id = "goal" + std::to_string(i);
    ladder.rows.push_back({id, plain(some_goal()), series(id, -2, 2), {}});
  }
  t.ladders = {ladder};
  static const char* const names[] = {"behandeling besproken", "vragenlijst besproken", "veiligheid bekeken",
                                      "klik: samen verder"};
  for (int i = pick(20, 36); i > 0; --i) {
    const bool named = pick(0, 2) == 0;
    t.marks.push_back({"mark" + std::to_string(i),
                       start + pick(0, weeks * 7),
                       static_cast<std::size_t>(i % 5),
                       plain(named ? "besloten: stap voor stap naar school " + std::to_string(i) : names[i % 4]),
                       {},
                       false});
  }
  return t;
}

TEST(PrintedSize, CoursesOfTheUsualSizeAreNearlyAllEightPoints) {
  int eight = 0, pages = 0;
  for (unsigned seed = 0; seed < 120; ++seed) {
    const Timeline timeline = Course{std::mt19937(seed)}.make();
    const Format format = kPages[seed % 2];
    const Picture picture = lay_out(timeline, format, example::dutch);
    ASSERT_EQ(fault_of(picture), std::string()) << "seed " << seed;
    const double size = smallest_text(picture, format);
    EXPECT_GE(size, 7.0) << "seed " << seed;
    ++pages;
    if (size >= 8) ++eight;
  }
  EXPECT_GE(eight * 10, pages * 9);
}

TEST(PrintedSize, AnOverfullPageStaysOnePage) {
  Timeline t = example::voices();
  for (int i = 0; i < 12; ++i) {
    t.panels.push_back(t.panels[1]);
    t.panels.back().id = "again" + std::to_string(i);
    t.panels.back().due.clear();
    for (Series& series : t.panels.back().series) series.readings.clear();
  }
  for (const Format format : kPages) {
    const Picture picture = lay_out(t, format, example::dutch);
    const double shape = static_cast<double>(picture.height) / picture.width;
    EXPECT_NEAR(shape, format == Format::a4_landscape ? 210.0 / 297 : 297.0 / 210, 0.01);
    EXPECT_EQ(picture.paper_width, format == Format::a4_landscape ? 112252 : 79370) << "printed on A4, not on more";
  }
  EXPECT_LT(smallest_text(lay_out(t, Format::a4_landscape, example::dutch), Format::a4_landscape), 8.0)
      << "then the test above can fail";
}

}  // namespace
}  // namespace koers::draw
