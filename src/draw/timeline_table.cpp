#include <algorithm>

#include "draw/time_axis.h"
#include "draw/timeline_speech.h"
#include "draw/timeline_text.h"

namespace koers::draw {
namespace {

class Table : Speech {
 public:
  Table(const Timeline& source, const LabelFn& words) : Speech{source, words}, t_(source) {}

  std::vector<TableRow> rows() {
    bands();
    ticks();
    for (const Panel& panel : t_.panels) {
      series(panel.series, panel.name,
             [&](std::int64_t number) { return Speech::value(number, shown_decimals(panel), panel.decimals); });
      for (const Corridor& corridor : panel.corridors) corridor_rows(panel, corridor);
      for (const Guide& guide : panel.guides) guide_row(panel, guide);
      due(panel.due, panel.name);
    }
    for (const Ladder& ladder : t_.ladders) {
      for (const LadderRow& row : ladder.rows) {
        series(row.series, row.name, level_text);
        due(row.due, row.name);
      }
    }
    marks();
    if (t_.today) add(*t_.today, {}, {}, say("draw.today"), {}, {});
    std::stable_sort(rows_.begin(), rows_.end(), [](const TableRow& a, const TableRow& b) { return *a.day < *b.day; });
    scales();
    for (TableRow& row : rows_) {
      if (row.what.empty()) row.what = say("draw.unnamed");
    }
    return std::move(rows_);
  }

 private:
  void add(LocalDate date, const std::string& id, std::string date_text, std::string what, std::string who,
           std::string value) {
    if (date_text.empty()) date_text = day(date);
    rows_.push_back({held(date), id, std::move(date_text), std::move(what), std::move(who), std::move(value)});
  }

  void add(const Span& span, const std::string& id, std::string what, std::string value) {
    add(span.from, id, between(span), std::move(what), {}, std::move(value));
  }

  void bands() {
    for (const Band& band : t_.bands) {
      if (band.planned)
        add(*band.planned, band.id, say(band.name),
            say("draw.table.band.planned") + ", " +
                say("draw.band.length.actual", {{"actual", weeks_text(planned_days(band))}}));
      if (band.actual)
        add(*band.actual, band.id, say(band.name),
            say(band.running ? "draw.table.band.running" : "draw.table.band.actual") + ", " + lengths(band).front());
      if (band.expected) add(*band.expected, band.id, say(band.name), say("draw.table.band.expected"));
      if (!band.planned && !band.actual && !band.expected)
        rows_.push_back({held(t_.today.value_or(LocalDate(0))), band.id, {}, say(band.name), {}, {}});
    }
    for (const Pause& pause : t_.pauses) add(pause.span, pause.id, say(pause.name), say("draw.pause"));
    for (const Pace& pace : t_.paces) {
      add(pace.span, {}, say("draw.pace"), Speech::pace(pace));
    }
  }

  void ticks() {
    for (const Tick& tick : t_.ticks) {
      std::string what = tick.kind < t_.tick_kinds.size() ? say(t_.tick_kinds[tick.kind]) : say(t_.ticks_name);
      std::string value = state(tick.state);
      if (const std::string own = say(tick.title); !own.empty()) value += ", " + own;
      add(tick.day, tick.id, {}, std::move(what), {}, std::move(value));
    }
  }

  template <typename Text>
  void series(const std::vector<Series>& list, const Words& name, Text text) {
    for (const Series& one : list) {
      for (const Reading& reading : one.readings) {
        std::string value = text(reading.value);
        if (const std::string note = say(reading.note); !note.empty()) value += ", " + note;
        add(reading.day, reading.id, {}, say(name), voice(one.voice), std::move(value));
      }
    }
  }

  void corridor_rows(const Panel& panel, const Corridor& corridor) {
    const auto number = [&](std::int64_t value) { return Speech::value(value, panel.decimals); };
    for (const Corridor::Point& point : corridor.points) {
      if (point.low == point.high) continue;  // where the line itself begins
      add(point.day, {}, {}, say(panel.name), voice(corridor.voice),
          say("draw.corridor.row", {{"what", said(corridor.name, label)},
                                    {"low", number(point.low)},
                                    {"middle", number(point.middle)},
                                    {"high", number(point.high)}}));
    }
  }

  /// On the day it begins: the first of the panel where it crosses all.
  void guide_row(const Panel& panel, const Guide& guide) {
    std::optional<LocalDate> day = guide.from;
    for (const Series& series : panel.series) {
      if (!guide.from && !series.readings.empty())
        day = day ? std::min(*day, series.readings.front().day) : series.readings.front().day;
    }
    if (!day) return;
    add(*day, {}, {}, say(panel.name), people(guide),
        say("draw.guide",
            {{"who", ""}, {"what", named(guide.name)}, {"value", scale_value(guide.value, panel.decimals)}}));
  }

  void due(const std::vector<Due>& list, const Words& name) {
    for (const Due& one : list) add(one.day, one.id, {}, say(name), {}, say(one.title) + " (" + state(one.state) + ")");
  }

  void marks() {
    for (const Mark& mark : t_.marks) {
      std::string value = say(mark.label);
      if (mark.expected) value += " (" + state(mark.due) + ")";
      add(mark.day, mark.id, {},
          mark.kind < t_.mark_kinds.size() ? say(t_.mark_kinds[mark.kind].name) : say(t_.marks_name), say(mark.who),
          std::move(value));
    }
  }

  void scales() {
    for (const Panel& panel : t_.panels) {
      for (const Zone& zone : panel.zones) {
        rows_.push_back({{}, {}, {}, say(panel.name), {}, Speech::zone(panel, zone)});
      }
    }
    for (const Ladder& ladder : t_.ladders) {
      if (ladder.marked)
        rows_.push_back(
            {{}, {}, {}, say(ladder.name), {}, say("draw.level.marked", {{"level", level_text(*ladder.marked)}})});
    }
  }

  const Timeline& t_;
  std::vector<TableRow> rows_;
};

}  // namespace

std::vector<TableRow> table_rows(const Timeline& timeline, const LabelFn& label) {
  return Table(timeline, label).rows();
}

std::vector<std::string> table_heads(const LabelFn& label) {
  std::vector<std::string> heads;
  for (const char* key :
       {"draw.table.head.date", "draw.table.head.what", "draw.table.head.who", "draw.table.head.value"})
    heads.push_back(label(Message{key, {}}));
  return heads;
}

}  // namespace koers::draw
