// Invented courses that the draw tests are made of.
#pragma once

#include <string>
#include <vector>

#include "draw/timeline.h"

namespace koers::draw::example {

inline LocalDate day(int year, int month, int date) {
  return LocalDate::from_ymd(year, month, date).value_or(LocalDate(0));
}

inline Series line(std::size_t voice, LocalDate start, const std::vector<std::pair<int, int>>& week_values,
                   const std::string& id) {
  Series series{voice, {}};
  for (const auto& [week_tenths, value] : week_values) {
    series.readings.push_back({id + "-" + std::to_string(week_tenths), start + week_tenths * 7 / 10, value, {}});
  }
  return series;
}

inline void add_visits(Timeline& t, LocalDate start, int from_week, int to_week, std::initializer_list<int> weekdays,
                       std::initializer_list<int> missed_every, LocalDate today) {
  int n = static_cast<int>(t.ticks.size());
  for (int week = from_week; week < to_week; ++week) {
    for (const int weekday : weekdays) {
      const LocalDate date = start + week * 7 + weekday;
      bool paused = false;
      for (const Pause& pause : t.pauses) paused = paused || (date >= pause.span.from && date < pause.span.to);
      if (paused) continue;
      ++n;
      TickState state = date > today ? TickState::expected : TickState::done;
      for (const int every : missed_every) {
        if (state == TickState::done && n % every == every - 1) state = TickState::missed;
      }
      t.ticks.push_back({"visit-" + std::to_string(n), date, state, 0, {}});
    }
  }
}

inline void add_words(Timeline& t) {
  t.bands_name = plain("Fasen");
  t.ticks_name = plain("Bezoeken");
  t.ticks_hint = plain("per week");
  t.tick_kinds = {plain("bezoek thuis"), plain("telefoon")};
  t.marks_name = plain("Momenten");
  t.voices = {{plain("moeder")}, {plain("vader")}, {plain("Yara")}};
  t.mark_kinds = {{plain("besluit"), MarkShape::diamond, false},
                  {plain("veiligheid"), MarkShape::shield, true},
                  {plain("bespreking"), MarkShape::bubble, false},
                  {plain("overgang"), MarkShape::flag, false},
                  {plain("meting"), MarkShape::ring, false}};
}

/// Week 23 of 28: six goals, three informants, a lengthened middle, a summer holiday.
inline Timeline typical() {
  Timeline t;
  const LocalDate start = day(2026, 3, 2);
  const LocalDate today = start + 22 * 7 + 3;
  add_words(t);
  t.id = "course";
  t.title = plain("Onze koers");
  t.subtitle = plain("voorbeeld, verzonnen gezin · intensieve ambulante gezinsbehandeling");
  t.stretches = {{{start, start + 28 * 7}, {}}};
  t.today = today;
  const auto week = [&](int n) { return start + n * 7; };
  t.bands = {
      {"phase-1", plain("Kennismaken"), plain("Start"), Span{week(0), week(6)}, Span{week(0), week(7)}, {}, false},
      {"phase-2", plain("Veranderen"), {}, Span{week(6), week(18)}, Span{week(7), week(21)}, {}, false},
      {"phase-3",
       plain("Afbouwen"),
       {},
       Span{week(18), week(26)},
       Span{week(21), today + 1},
       Span{today + 1, week(28)},
       true}};
  t.bands[1].planned_days = 12 * 7;
  t.bands[1].actual_days = 14 * 7 - 20;
  t.bands[1].paused_days = 20;
  t.pauses = {{"holiday-1", {week(8) + 4, week(9) + 3}, plain("meivakantie")},
              {"holiday-2", {week(15), week(17)}, plain("zomervakantie")}};
  t.paces = {{{week(0), week(7)}, 20, 30}, {{week(7), week(21)}, 20, 30}, {{week(21), week(28)}, 10, 10}};
  add_visits(t, start, 0, 7, {1, 3, 4}, {9}, today);
  add_visits(t, start, 7, 21, {1, 3}, {9, 14}, today);
  add_visits(t, start, 10, 12, {4}, {}, today);
  add_visits(t, start, 21, 28, {2}, {}, today);
  t.ticks.push_back({"call-1", week(12) + 5, TickState::done, 1, {}});
  t.ticks.push_back({"call-2", week(19) + 5, TickState::done, 1, {}});
  int done = 0;
  int missed = 0;
  for (const Tick& tick : t.ticks) {
    done += tick.state == TickState::done ? 1 : 0;
    missed += tick.state == TickState::missed ? 1 : 0;
  }
  const std::string visits = std::to_string(done) + " van " + std::to_string(done + missed);
  t.description = plain("Week 23 van 28. De tweede fase duurde twee weken langer dan gepland. " + visits +
                        " bezoeken gingen door.");
  t.facts = {{plain("week 23"), plain("van 28")},
             {plain(visits), plain("bezoeken gingen door")},
             {plain("4 van 6"), plain("doelen bereikt")}};

  Panel ors;
  ors.id = "ors";
  ors.name = plain("Hoe het gaat");
  ors.hint = plain("ORS, hoger is beter");
  ors.low = 0;
  ors.high = 40;
  ors.zones = {{25, 40, plain("gebruikelijk"), true}};
  ors.series = {
      line(0, start,
           {{10, 14},
            {20, 15},
            {35, 16},
            {50, 20},
            {61, 18},
            {70, 21},
            {82, 24},
            {100, 22},
            {110, 26},
            {121, 25},
            {135, 27},
            {180, 28},
            {191, 27},
            {200, 30},
            {212, 31},
            {220, 32}},
           "ors-m"),
      line(1, start, {{10, 26}, {35, 25}, {61, 24}, {82, 22}, {110, 23}, {135, 24}, {180, 25}, {200, 24}, {220, 25}},
           "ors-f"),
      line(2, start,
           {{10, 17},
            {20, 16},
            {35, 18},
            {50, 22},
            {61, 24},
            {70, 23},
            {82, 27},
            {100, 29},
            {110, 28},
            {121, 31},
            {135, 33},
            {180, 32},
            {191, 34},
            {200, 36},
            {212, 37},
            {220, 37}},
           "ors-c")};
  Panel cbcl;
  cbcl.id = "cbcl";
  cbcl.name = plain("Gedrag van Yara");
  cbcl.hint = plain("CBCL, lager is beter");
  cbcl.low = 40;
  cbcl.high = 85;
  cbcl.zones = {
      {40, 59, plain("gewoon"), true}, {60, 63, plain("grensgebied"), false}, {64, 85, plain("klinisch"), false}};
  cbcl.series = {line(0, start, {{12, 74}, {118, 68}, {214, 60}}, "cbcl-m"),
                 line(1, start, {{12, 66}, {118, 65}, {216, 62}}, "cbcl-f"),
                 line(2, start, {{14, 69}, {120, 63}, {214, 55}}, "cbcl-c")};
  cbcl.due = {{"due-cbcl", week(27) + 2, plain("CBCL bij afsluiting")}};
  Panel stress;
  stress.id = "obvl";
  stress.name = plain("Opvoeden");
  stress.hint = plain("OBVL, lager is beter");
  stress.low = 30;
  stress.high = 90;
  stress.zones = {{30, 59, plain("gewoon"), true}, {60, 90, plain("verhoogd"), false}};
  stress.series = {line(0, start, {{12, 78}, {118, 70}, {214, 58}}, "obvl-m"),
                   line(1, start, {{12, 61}, {118, 63}, {216, 60}}, "obvl-f")};
  stress.due = {{"due-obvl", week(27) + 2, plain("OBVL bij afsluiting")}};
  t.panels = {ors, cbcl, stress};

  Ladder goals;
  goals.id = "goals";
  goals.name = plain("Doelen");
  goals.hint = plain("0 is wat we verwachtten");
  goals.marked = 0;
  const auto goal = [&](const char* id, const char* name, const std::vector<std::pair<int, int>>& levels) {
    goals.rows.push_back({id, plain(name), {line(0, start, levels, id)}, {}});
  };
  goal("goal-1", "Samen eten zonder ruzie", {{60, -2}, {100, -1}, {140, -1}, {190, 1}});
  goal("goal-2", "Yara gaat elke dag op tijd naar school", {{60, -2}, {90, -2}, {130, -1}, {200, 0}});
  goal("goal-3", "Oma past één middag in de week op", {{80, -2}, {120, 0}, {160, 0}, {205, 2}});
  goal("goal-4", "Rustig naar bed op een vaste tijd", {{60, -2}, {110, -1}, {150, 0}, {210, 0}});
  goal("goal-5", "Post openen en op tijd betalen", {{90, -2}, {140, -2}, {210, -1}});
  goal("goal-6", "Ouders spreken elke zondag de week door", {{90, -1}, {140, -2}, {210, -1}});
  t.ladders = {goals};

  const auto mark = [&](const char* id, int days, std::size_t kind, const char* label, bool expected = false) {
    t.marks.push_back({id, start + days, kind, plain(label), {}, expected});
  };
  mark("m1", 9, 1, "Veiligheidsplan gemaakt");
  mark("m2", 13, 2, "Eerste vragenlijst besproken");
  mark("m3", 40, 0, "Doelen samen gekozen");
  mark("m4", 48, 3, "Naar fase 2");
  mark("m5", 62, 2, "Besproken met gedragswetenschapper");
  mark("m6", 77, 1, "Ruzie met politie aan de deur");
  mark("m7", 79, 1, "Veiligheidsplan aangepast met oma");
  mark("m8", 84, 2, "Tussentijdse vragenlijst besproken");
  mark("m9", 86, 0, "Videotraining erbij");
  mark("m10", 104, 2, "Besproken met gedragswetenschapper");
  mark("m11", 125, 0, "Fase 2 twee weken langer");
  mark("m12", 146, 3, "Naar fase 3");
  mark("m13", 151, 2, "Eindvragenlijst besproken");
  mark("m14", 182, 3, "Gesprek over afsluiten", true);
  mark("m15", 194, 0, "Afsluiting en knipkaart", true);
  return t;
}

/// Broken off in the third contact.
inline Timeline short_one() {
  Timeline t;
  const LocalDate start = day(2026, 1, 5);
  add_words(t);
  t.id = "short";
  t.title = plain("Onze koers");
  t.subtitle = plain("gestopt na het derde contact");
  t.facts = {{plain("3"), plain("contacten")}};
  t.stretches = {{{start, start + 28 * 7}, {}}};
  t.today = start + 30;
  t.bands = {{"p1", plain("Kennismaken"), plain("Start"), Span{start, start + 42}, Span{start, start + 23}, {}, false},
             {"p2", plain("Veranderen"), {}, Span{start + 42, start + 126}, {}, {}, false},
             {"p3", plain("Afbouwen"), {}, Span{start + 126, start + 182}, {}, {}, false}};
  t.ticks = {{"v1", start + 2, TickState::done, 0, {}},
             {"v2", start + 9, TickState::missed, 0, {}},
             {"v3", start + 11, TickState::done, 0, {}},
             {"v4", start + 18, TickState::missed, 0, {}},
             {"v5", start + 22, TickState::done, 0, {}}};
  Panel ors;
  ors.id = "ors";
  ors.name = plain("Hoe het gaat");
  ors.hint = plain("ORS, hoger is beter");
  ors.high = 40;
  ors.zones = {{25, 40, plain("gebruikelijk"), true}};
  ors.series = {line(0, start, {{16, 15}}, "ors-m")};
  t.panels = {ors};
  t.marks = {{"m1", start + 22, 0, plain("Gezin stopt: te veel tegelijk"), {}, false}};
  return t;
}

/// Two and a half years, 250 visits, eighty marks.
inline Timeline long_one() {
  Timeline t = typical();
  t.id = "long";
  t.subtitle = plain("tweeënhalf jaar, verzonnen gezin");
  t.facts = {{plain("week 127"), plain("van 130")}, {plain("4 van 6"), plain("doelen bereikt")}};
  t.description = plain("Week 127 van 130.");
  const LocalDate start = day(2024, 1, 8);
  t.stretches = {{{start, start + 130 * 7}, {}}};
  t.today = start + 126 * 7 + 2;
  t.pauses.clear();
  t.bands.clear();
  const int cuts[] = {0, 10, 52, 100, 130};
  const char* names[] = {"Kennismaken", "Veranderen", "Volhouden", "Afbouwen"};
  for (int i = 0; i < 4; ++i) {
    const Span planned{start + cuts[i] * 7, start + cuts[i + 1] * 7};
    t.bands.push_back({"p" + std::to_string(i),
                       plain(names[i]),
                       {},
                       planned,
                       i == 3 ? Span{planned.from, *t.today + 1} : planned,
                       {},
                       i == 3});
  }
  for (int year = 0; year < 3; ++year)
    t.pauses.push_back(
        {"s" + std::to_string(year), {start + 190 + year * 364, start + 204 + year * 364}, plain("zomer")});
  t.ticks.clear();
  t.paces = {
      {{start, start + 364}, 20, 30}, {{start + 364, start + 700}, 20, 20}, {{start + 700, start + 910}, 10, 10}};
  add_visits(t, start, 0, 52, {1, 3}, {9}, *t.today);
  add_visits(t, start, 52, 100, {2, 4}, {7}, *t.today);
  add_visits(t, start, 100, 130, {2}, {11}, *t.today);
  for (Panel& panel : t.panels) {
    panel.due.clear();
    for (Series& series : panel.series) {
      for (Reading& reading : series.readings) reading.day = start + (reading.day - day(2026, 3, 2)) * 9 / 2;
    }
  }
  for (Ladder& ladder : t.ladders) {
    for (LadderRow& row : ladder.rows) {
      for (Series& series : row.series) {
        for (Reading& reading : series.readings) reading.day = start + (reading.day - day(2026, 3, 2)) * 9 / 2;
      }
    }
  }
  t.marks.clear();
  for (int i = 0; i < 80; ++i) {
    t.marks.push_back({"m" + std::to_string(i),
                       start + (i * 11 + (i * i) % 9),
                       static_cast<std::size_t>(i % 5),
                       plain("Moment " + std::to_string(i + 1)),
                       {},
                       false});
  }
  return t;
}

/// A second course a year after the first broke off.
inline Timeline returned() {
  Timeline t = typical();
  t.id = "returned";
  t.subtitle = plain("tweede traject, een jaar na het eerste; verzonnen gezin");
  const LocalDate first = day(2024, 11, 4);
  t.stretches.push_back({{first, first + 6 * 7}, plain("eerste traject")});
  t.stretches.front().name = plain("tweede traject");
  t.bands.push_back(
      {"p0", plain("Kennismaken"), plain("Start"), Span{first, first + 42}, Span{first, first + 24}, {}, false});
  for (const int d : {2, 9, 16, 22})
    t.ticks.push_back({"f" + std::to_string(d), first + d, d == 9 ? TickState::missed : TickState::done, 0, {}});
  t.marks.push_back({"m0", first + 22, 0, plain("Gezin stopt: te veel tegelijk"), {}, false});
  t.panels[1].series[0].readings.insert(t.panels[1].series[0].readings.begin(), {"cbcl-0", first + 9, 71, {}});
  return t;
}

/// Three people rate each goal; nobody is averaged away. Forms and talks in every state of not being there.
inline Timeline voices() {
  Timeline t = typical();
  t.id = "voices";
  const LocalDate start = day(2026, 3, 2);
  t.panels[1].due = {{"due-late", start + 21 * 7, plain("CBCL tussentijds, vader"), DueState::late},
                     {"due-missed", start + 60, plain("CBCL bij de start, Yara"), DueState::missed},
                     {"due-open", start + 24 * 7, plain("CBCL bij afsluiting, moeder"), DueState::open},
                     {"due-open-2", start + 24 * 7, plain("CBCL bij afsluiting, vader"), DueState::open},
                     {"due-coming", start + 27 * 7, plain("CBCL na een half jaar"), DueState::coming}};
  t.marks[13].due = DueState::open;
  t.marks.push_back({"m16", start + 150, 3, plain("Overgangsgesprek"), {}, true, DueState::late});
  t.marks.push_back({"m17", start + 30, 4, plain("Klik met Yara"), {}, true, DueState::missed});
  t.ladders[0].rows.resize(3);
  t.ladders[0].rows[0].series.push_back(line(1, start, {{60, -1}, {140, -1}, {190, -1}}, "v1"));
  t.ladders[0].rows[0].series.push_back(line(2, start, {{60, -2}, {140, 0}, {190, 2}}, "v2"));
  t.ladders[0].rows[1].series.push_back(line(2, start, {{60, -1}, {130, 0}, {200, 1}}, "v3"));
  return t;
}

}  // namespace koers::draw::example
