// The course line of the example cases: everything of the case is in it, nothing a viewer may not see is, and words never meet.
#include "dossier/course_line.h"

#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

#include "dossier/audience.h"
#include "dossier/line_format.h"
#include "draw/svg.h"
#include "draw/timeline_text.h"
#include "tests/dossier/fixture.h"
#include "tests/draw/faults.h"

namespace koers::dossier {
namespace {

CaseFile example(const std::string& name) {
  std::ifstream in("examples/cases/" + name + ".case", std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  auto file = read_lines(text.str(), name);
  EXPECT_TRUE(file) << name << ": " << (file ? "" : file.error().front().code);
  return file ? std::move(*file) : CaseFile{};
}

// Keys as they are: what a viewer reads contains the key and its arguments.
std::string bare(const Message& message) {
  std::string out = message.key;
  for (const auto& [name, value] : message.args) out += " " + value;
  return out;
}

draw::Timeline line_of(std::span<const Entry> entries, LocalDate today) {
  static const method::Catalogue catalogue;
  return course_line(replay(entries), {&catalogue, today, Language::nl, {}, {}, {}});
}

LocalDate last_day(const CaseFile& file) {
  LocalDate last = file.entries.front().date();
  for (const Entry& e : file.entries) last = std::max(last, e.date());
  return last;
}

const char* const kCases[] = {"smooth", "lvb", "threat", "return"};

TEST(CourseLine, HoldsEveryContactGoalDecisionAndMeasurementOfTheCase) {
  for (const char* name : kCases) {
    const CaseFile file = example(name);
    const draw::Timeline line = line_of(file.entries, last_day(file) + 1);
    std::size_t held = 0, missed = 0, ratings = 0, done = 0;
    for (const Entry& e : file.entries) {
      if (const auto* c = std::get_if<Contact>(&e.body)) ++(c->held ? held : missed);
      if (e.kind() == Kind::goal_rating) ++ratings;
      if (const auto* m = std::get_if<Measurement>(&e.body)) done += m->state == MeasurementState::done;
    }
    const auto ticks = [&](draw::TickState s) {
      return static_cast<std::size_t>(std::ranges::count(line.ticks, s, &draw::Tick::state));
    };
    EXPECT_EQ(ticks(draw::TickState::done), held) << name;
    EXPECT_EQ(ticks(draw::TickState::missed), missed) << name;
    EXPECT_GE(held, 45u) << name;
    ASSERT_EQ(line.ladders.size(), 1u) << name;
    EXPECT_EQ(line.ladders[0].rows.size(), 6u) << name;
    std::size_t drawn = 0;
    for (const auto& row : line.ladders[0].rows) {
      for (const auto& s : row.series) drawn += s.readings.size();
    }
    EXPECT_EQ(drawn, ratings) << name;
    std::size_t readings = 0;
    for (const auto& panel : line.panels) {
      for (const auto& s : panel.series) readings += panel.id.starts_with("instrument-") ? s.readings.size() : 0;
    }
    EXPECT_EQ(readings, done) << name;
    std::size_t voices = 0;
    for (const auto& panel : line.panels) voices = std::max(voices, panel.series.size());
    EXPECT_GE(line.voices.size(), 3u) << name;
    EXPECT_GE(std::ranges::count(line.marks, std::size_t{0}, &draw::Mark::kind), 4)
        << name << ": two decisions, each reviewed";
  }
}

TEST(CourseLine, ShowsTwoTreatmentsWithTheirOwnWeeks) {
  const CaseFile file = example("return");
  const draw::Timeline line = line_of(file.entries, last_day(file) + 1);
  ASSERT_EQ(line.stretches.size(), 2u);
  EXPECT_EQ(line.stretches[0].span.from.text(), "2024-02-05");
  EXPECT_EQ(line.stretches[1].span.from.text(), "2025-03-10");
}

TEST(CourseLine, HidesFromAParentWhatTheParentMayNotSee) {
  const CaseFile file = example("threat");
  const LocalDate today = last_day(file) + 1;
  const Dossier whole = replay(file.entries);
  const auto father = viewer_of(whole, Role::father, today);
  const auto mother = viewer_of(whole, Role::mother, today);
  ASSERT_TRUE(father && mother);

  const auto shown = [&](const std::vector<Entry>& entries) {
    const draw::Timeline line = line_of(entries, today);
    std::string all = draw::write_svg(draw::lay_out(line, draw::Format::screen, bare));
    for (const draw::TableRow& row : draw::table_rows(line, bare))
      all += row.what + row.who + row.value + row.date + row.id + '\n';
    return all + draw::terminal_text(line, bare);
  };
  const std::string his = shown(visible_to(file.entries, *father));
  const std::string hers = shown(visible_to(file.entries, *mother));
  for (const char* secret : {"course_line.safety.threat", "course_line.safety.plan", "course_line.safety.consultation",
                             "veiligheid eerst", "me veilig voelen", "2025-09-17"}) {
    EXPECT_EQ(his.find(secret), std::string::npos) << secret;
  }
  EXPECT_NE(hers.find("course_line.safety.threat"), std::string::npos);
  // Nor a gap in the numbers: what he sees is what a case without those entries would show.
  std::vector<Entry> without;
  for (const Entry& e : file.entries) {
    if (may_see(*father, e)) without.push_back(e);
  }
  EXPECT_EQ(his, shown(without));
}

TEST(CourseLine, NothingLiesOverAnythingInAnyExampleAndFormat) {
  static const method::Catalogue catalogue;
  for (const char* name : kCases) {
    const CaseFile file = example(name);
    const Dossier dossier = replay(file.entries);
    for (const int days : {-60, 1}) {
      const LocalDate today = last_day(file) + days;
      std::vector<Coming> coming;  // more than any case has at once, around today
      for (int i = 0; i < 32; ++i) {
        const auto what = static_cast<Coming::What>(i % 5);
        coming.push_back({what, today - 40 + i * 3, what == Coming::What::measurement ? "cbcl" : "", draw::plain("x"),
                          static_cast<draw::DueState>(i / 4 % 4)});
      }
      const draw::Timeline line = course_line(dossier, {&catalogue, today, Language::nl, {}, coming});
      for (const auto format : {draw::Format::phone, draw::Format::phone_wide, draw::Format::screen,
                                draw::Format::a4_landscape, draw::Format::a4_portrait}) {
        EXPECT_EQ(draw::fault_of(draw::lay_out(line, format, bare)), "")
            << name << " day " << days << " format " << static_cast<int>(format);
      }
    }
  }
}

const char* const kPaused =
    "2026-01-05 trajectory_start method=iag-2019 phase=start children=@child\n"
    "2026-02-09 phase_transition from=start to=change talk=yes\n"
    "2026-03-02 pause by=family from=2026-03-02 until=2026-03-15\n";

TEST(CourseLine, APauseIsSeenInTheBandAndDoesNotCount) {
  const test::Case one(kPaused);
  const Dossier& dossier = one.state;
  static const method::Catalogue catalogue;
  const draw::Timeline line =
      course_line(dossier, {&catalogue, *LocalDate::parse("2026-06-15"), Language::nl, {}, {}, {}});
  ASSERT_EQ(line.bands.size(), 2u);
  const draw::Band& start = line.bands[0];
  EXPECT_EQ(start.actual_days, 35);  // up to the day the next begins, that day not included
  EXPECT_EQ(start.paused_days, 0);
  const draw::Band& change = line.bands[1];
  EXPECT_EQ(change.actual_days, 126 - 14);  // 9 February to 15 June is 126 days
  EXPECT_EQ(change.paused_days, 14);
  ASSERT_EQ(line.pauses.size(), 1u);
  EXPECT_EQ(line.pauses[0].span.from.text(), "2026-03-02");
  EXPECT_EQ(line.pauses[0].span.to.text(), "2026-03-16");
}

TEST(CourseLine, WhatIsLateIsNotDrawnAsStillToCome) {
  const CaseFile file = example("smooth");
  static const method::Catalogue catalogue;
  const LocalDate today = last_day(file);
  std::vector<std::string> pictures;
  for (const auto state :
       {draw::DueState::coming, draw::DueState::open, draw::DueState::late, draw::DueState::missed}) {
    const std::vector<Coming> coming{{Coming::What::measurement, today + 3, "cbcl", draw::plain("form"), state},
                                     {Coming::What::talk, today + 9, "", draw::plain("talk"), state}};
    const draw::Timeline line = course_line(replay(file.entries), {&catalogue, today, Language::nl, {}, coming});
    const draw::Picture picture = draw::lay_out(line, draw::Format::screen, bare);
    std::string shapes;  // of form and talk, without their titles
    std::vector<const std::vector<draw::Item>*> open{&picture.items};
    while (!open.empty()) {
      const auto* items = open.back();
      open.pop_back();
      for (const draw::Item& item : *items) {
        const auto* group = std::get_if<draw::Group>(&item.shape);
        if (group == nullptr) continue;
        open.push_back(&group->items);
        if (item.kind != "due") continue;
        for (const draw::Item& part : group->items)
          shapes += std::to_string(part.shape.index()) + std::to_string(static_cast<int>(part.style.dash)) + "," +
                    std::to_string(part.style.stroke_width) + ";";
      }
    }
    EXPECT_FALSE(shapes.empty());
    const std::string svg = draw::write_svg(picture);
    const std::string word = state == draw::DueState::coming ? "draw.due"
                             : state == draw::DueState::open ? "draw.due.open"
                             : state == draw::DueState::late ? "draw.due.late"
                                                             : "draw.due.missed";
    EXPECT_NE(svg.find(">" + word + "<"), std::string::npos) << "in the legend: " << word;
    std::string table;
    for (const draw::TableRow& row : draw::table_rows(line, bare)) table += row.value + "\n";
    EXPECT_NE(table.find("form (" + word + ")"), std::string::npos);
    EXPECT_NE(table.find("talk (" + word + ")"), std::string::npos);
    const std::string terminal = draw::terminal_text(line, bare);
    EXPECT_NE(terminal.find("\n  " + word), std::string::npos) << "a row of its own";
    EXPECT_NE(terminal.find("talk (" + word + ")"), std::string::npos);
    EXPECT_EQ(std::ranges::count(pictures, shapes), 0) << "a shape of its own: " << word;
    pictures.push_back(shapes);
  }
}

TEST(CourseLine, IsThereForACaseThatHasNotBegun) {
  const draw::Timeline line = line_of({}, LocalDate(20000));
  EXPECT_TRUE(line.stretches.empty());
  EXPECT_FALSE(draw::write_svg(draw::lay_out(line, draw::Format::phone, bare)).empty());
}

}  // namespace
}  // namespace koers::dossier
