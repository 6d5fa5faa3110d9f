// What was measured: one panel per scale, one line per voice; and what was aimed for: one row of steps per goal.
#include <algorithm>
#include <utility>

#include "draw/measure_text.h"
#include "draw/timeline_layout.h"

namespace koers::draw {
namespace {

constexpr Unit kLine = px(14);  // least distance of two baselines of 11 px

struct Scale {
  std::int64_t low, high;
  Unit top, bottom;
  Unit y(std::int64_t value) const {
    value = std::clamp(value, low, high);
        // Divided before multiplying where the range is enormous.
    const std::uint64_t range = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
    const std::uint64_t above = static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(low);
    const auto height = static_cast<std::uint64_t>(bottom - top);
    const std::uint64_t part = range > (1ULL << 40) ? above / (range / height + 1) : above * height / range;
    return bottom - static_cast<Unit>(part);
  }
};

struct Dot {
  const Reading* reading;
  Point at;
};

std::vector<Dot> dots_of(const Layout& layout, const Series& series, const Scale& scale) {
  std::vector<Dot> dots;
  dots.reserve(series.readings.size());
  for (const Reading& reading : series.readings)
    dots.push_back({&reading, {layout.axis.mid(reading.day), scale.y(reading.value)}});
  return dots;
}

std::string reading_title(const Layout& layout, const std::string& what, std::size_t voice, const Reading& reading,
                          const std::string& value) {
  std::string title = layout.say(
      "draw.reading", {{"day", reading.day.text()}, {"what", what}, {"who", layout.voice(voice)}, {"value", value}});
  if (const std::string note = layout.say(reading.note); !note.empty()) title += ", " + note;
  return title;
}

void draw_line(const Layout& layout, const std::vector<Dot>& dots, const VoiceStyle& style) {
  Path path;
  for (std::size_t i = 0; i < dots.size(); ++i) {
    const bool starts = i == 0 || layout.axis.broken_between(dots[i - 1].reading->day, dots[i].reading->day);
    path.steps.push_back({starts ? 'M' : 'L', dots[i].at, {}});
  }
  if (dots.size() > 1) layout.sheet.path(std::move(path), {Ink::none, style.ink, px(1) + 70, style.dash});
}

bool crosses(const std::vector<std::vector<Dot>>& lines, const Box& box) {
  for (const auto& dots : lines) {
    for (std::size_t i = 0; i < dots.size(); ++i) {
      const Point a = dots[i].at;
      const Point b = i + 1 < dots.size() ? dots[i + 1].at : a;
      const Unit left = std::max(std::min(a.x, b.x) - px(4), box.x);
      const Unit right = std::min(std::max(a.x, b.x) + px(4), box.right());
      if (left >= right) continue;
      const auto y_at = [&](Unit x) {
        if (b.x == a.x) return a.y;
        x = std::clamp(x, std::min(a.x, b.x), std::max(a.x, b.x));
        return static_cast<Unit>(a.y + std::int64_t{b.y - a.y} * (x - a.x) / (b.x - a.x));
      };
      const Unit low = std::min(y_at(left), y_at(right)) - px(4);
      const Unit high = std::max(y_at(left), y_at(right)) + px(4);
      if (low < box.bottom() && high > box.y) return true;
    }
  }
  return false;
}

/// The zone's name where no line runs and no border of another zone: left, right or between.
void draw_zone_name(const Layout& layout, const Zone& zone, Unit top, Unit bottom,
                    const std::vector<std::vector<Dot>>& lines, const std::vector<Unit>& borders) {
  const Type type{px(11), Weight::regular, Ink::quiet, Anchor::start};
  const std::string name = layout.say(zone.name);
  if (name.empty() || bottom - top < px(13)) return;
  const Unit width = text_width(name, type.size, type.weight);
  const Unit left = layout.m.plot_left() + px(5);
  const Unit right = layout.m.plot_right() - width - px(5);
  for (const Unit y : {bottom - px(4), top + px(11), (top + bottom) / 2 + px(4)}) {
    for (const int tenths : {0, 10, 5, 3, 7}) {
      const Point at{static_cast<Unit>(left + std::int64_t{right - left} * tenths / 10), y};
      const Box box = text_box(name, at, type.size, type.weight, type.anchor);
      if (at.x < left || crosses(lines, box) || !layout.sheet.free(box)) continue;
      if (std::any_of(borders.begin(), borders.end(),
                      [&](Unit border) { return border > box.y && border < box.bottom(); }))
        continue;
      if (layout.timeline.today) {
        const Unit today = layout.axis.mid(*layout.timeline.today);
        if (box.x - px(3) < today && today < box.right() + px(3)) continue;
      }
      layout.sheet.words(name, at, type);
      return;
    }
  }
}

std::string end_text(const Layout& layout, const Series& series, const std::string& value) {
  const std::string name = layout.voice(series.voice);
  return series.readings.empty() ? name : name + " " + value;
}

/// Marker, name and last value of every voice above a panel: beside its name, or on lines of their own; returns the y below.
template <typename ValueText>
Unit draw_voices_above(const Layout& layout, const std::vector<Series>& list, ValueText value_text, Unit y, Unit used) {
  const Metrics& m = layout.m;
  const Unit right = m.width - m.margin;
  const auto type_of = [](const Series& series) {
    return Type{px(11), Weight::semibold, voice_style(series.voice).ink, Anchor::start};
  };
  const auto text_of = [&](const Series& series) {
    return shorten(end_text(layout, series, value_text(series.readings.back().value)), right - m.margin - px(14),
                   px(11), Weight::semibold);
  };
  Unit all = -px(12);
  for (const Series& series : list) {
    if (!series.readings.empty()) all += px(24) + text_width(text_of(series), px(11), Weight::semibold);
  }
  if (all <= 0) return y;
  Unit x = right - all;
  if (x < used) {
    x = m.margin;
    y += px(16);
  }
  for (const Series& series : list) {
    if (series.readings.empty()) continue;
    const std::string text = text_of(series);
    const Unit width = px(12) + text_width(text, px(11), Weight::semibold);
    if (x + width > right) {
      x = m.margin;
      y += px(16);
    }
    layout.sheet.marker(voice_style(series.voice).marker, {x + px(4), y - px(4)}, px(3) + 50, {type_of(series).ink});
    layout.sheet.words(text, {x + px(12), y}, type_of(series));
    x += width + px(12);
  }
  return y;
}

/// Where the labels at the ends of the lines start: one column, beside today's line.
Unit end_labels_x(const Layout& layout, const Panel& panel, const std::vector<std::vector<Dot>>& lines) {
  Unit x = 0;
  Unit widest = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].empty()) continue;
    x = std::max(x, lines[i].back().at.x);
    const Series& series = panel.series[i];
    widest = std::max(
        widest, text_width(end_text(layout, series,
                                    layout.value(series.readings.back().value, shown_decimals(panel), panel.decimals)),
                           layout.m.label, Weight::semibold));
  }
  return widest == 0 ? layout.m.plot_right() : beside_today(layout, x + px(10), widest);
}

/// Name and last value of a line, and the line that leads there.
struct EndLabel {
  std::string text;
  Point from;  // the last reading
  Point at;  // baseline
  Type type;
  Box box(Unit room) const {
    return text_box(shorten(text, room, type.size, type.weight), at, type.size, type.weight, type.anchor);
  }
};

std::vector<EndLabel> end_labels(const Layout& layout, const Panel& panel, const std::vector<std::vector<Dot>>& lines,
                                 Unit top, Unit bottom) {
  struct End {
    Unit wish;
    std::size_t series;
  };
  std::vector<End> ends;
  for (std::size_t i = 0; i < panel.series.size(); ++i) {
    if (!lines[i].empty()) ends.push_back({lines[i].back().at.y, i});
  }
  std::stable_sort(ends.begin(), ends.end(), [](const End& a, const End& b) { return a.wish < b.wish; });
  std::vector<Unit> wishes;
  for (const End& end : ends) wishes.push_back(end.wish);
  const auto places = spread(wishes, kLine, top + px(6), bottom - px(6));
  const Unit x = end_labels_x(layout, panel, lines);
  std::vector<EndLabel> labels;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    const Series& series = panel.series[ends[i].series];
    labels.push_back(
        {end_text(layout, series, layout.value(series.readings.back().value, shown_decimals(panel), panel.decimals)),
         lines[ends[i].series].back().at,
         {x, places[i] + px(4)},
         {layout.m.label, Weight::semibold, voice_style(series.voice).ink, Anchor::start}});
  }
  return labels;
}

void draw_end_labels(const Layout& layout, const std::vector<EndLabel>& labels) {
  for (const EndLabel& label : labels) {
    if (label.at.x - label.from.x > px(14))
      layout.sheet.line({label.from.x + px(6), label.from.y}, {label.at.x - px(3), label.at.y - px(4)}, label.type.ink,
                        60, Dash::dotted);
    layout.sheet.words_in(label.text, label.at, layout.m.width - layout.m.margin - label.at.x, label.type);
  }
}

/// The lines of a panel with those that lead to their labels: what words and signs keep clear of.
std::vector<std::vector<Dot>> with_leaders(std::vector<std::vector<Dot>> lines, const std::vector<EndLabel>& labels) {
  for (const EndLabel& label : labels)
    lines.push_back({{nullptr, label.from}, {nullptr, {label.at.x, label.at.y - px(4)}}});
  return lines;
}

/// May signs stand at height `y` inside the panel, clear of lines, readings and labels?
bool clear_at(const Layout& layout, const std::vector<DueSign>& signs, Unit y,
              const std::vector<std::vector<Dot>>& lines, const std::vector<EndLabel>& labels) {
  return std::none_of(signs.begin(), signs.end(), [&](const DueSign& sign) {
    const Box box = due_box(sign, y);
    return crosses(lines, box) || std::any_of(labels.begin(), labels.end(), [&](const EndLabel& label) {
             return label.box(layout.m.width - layout.m.margin - label.at.x).overlaps(box);
           });
  });
}

Unit zone_top(const Panel& panel, const Zone& zone, const Scale& scale, Unit top) {
  return zone.high >= panel.high ? top : scale.y(zone.high);
}
Unit zone_bottom(const Panel& panel, const Zone& zone, const Scale& scale, Unit bottom) {
  return zone.low <= panel.low ? bottom : scale.y(zone.low);
}

/// The ends of the scale and the border of the usual zone, in the gutter.
void draw_scale(const Layout& layout, const Panel& panel, const Scale& scale, Unit top, Unit bottom) {
  if (layout.m.above() || layout.m.glance) return;
  const Type type{px(11), Weight::regular, Ink::quiet, Anchor::end};
  const Unit x = layout.m.plot_left() - px(8);
  const auto put = [&](std::int64_t value, Unit y) {
    const std::string text = layout.scale_value(value, panel.decimals);
    Box box = text_box(text, {x, y}, type.size, type.weight, type.anchor);
    box.x -= px(4);
    if (box.x >= layout.m.margin && layout.sheet.free(box)) layout.sheet.words(text, {x, y}, type);
  };
  put(panel.high, top + px(9));
  put(panel.low, bottom - px(1));
  for (const Zone& zone : panel.zones) {
    if (!zone.usual) continue;
    if (zone.low > panel.low) put(zone.low, scale.y(zone.low) + px(4));
    if (zone.high < panel.high) put(zone.high, scale.y(zone.high) + px(4));
  }
}

/// Up along the high ends and back along the low ones; apart on both sides of a break in the axis.
void draw_corridor(const Layout& layout, const Panel& panel, const Corridor& corridor, const Scale& scale) {
  const auto& points = corridor.points;
  if (points.empty()) return;
  const auto number = [&](std::int64_t value) { return layout.value(value, panel.decimals); };
  const Corridor::Point& last = points.back();
  layout.sheet.begin(layout.say("draw.corridor", {{"what", layout.named(corridor.name)},
                                                  {"who", layout.voice(corridor.voice)},
                                                  {"low", number(last.low)},
                                                  {"middle", number(last.middle)},
                                                  {"high", number(last.high)}}),
                     {}, "corridor");
  for (std::size_t first = 0; first < points.size();) {
    std::size_t end = first + 1;
    while (end < points.size() && !layout.axis.broken_between(points[end - 1].day, points[end].day)) ++end;
    Path shape;
    const auto at = [&](std::size_t i, std::int64_t value) {
      return Point{layout.axis.mid(points[i].day), scale.y(value)};
    };
    for (std::size_t i = first; i < end; ++i) {
      shape.steps.push_back({i == first ? 'M' : 'L', at(i, points[i].high), {}});
    }
    for (std::size_t i = end; i > first; --i) shape.steps.push_back({'L', at(i - 1, points[i - 1].low), {}});
    shape.steps.push_back({'Z', {}, {}});
    if (end - first > 1) layout.sheet.path(std::move(shape), corridor_style);
    first = end;
  }
  layout.sheet.end();
}

void draw_guides(const Layout& layout, const Panel& panel, const Scale& scale, Unit end) {
  for (const Guide& guide : panel.guides) {
    if (guide.value < panel.low || guide.value > panel.high) continue;
    const Unit y = scale.y(guide.value);
    const Unit start = guide.from ? layout.axis.mid(*guide.from) : layout.m.plot_left();
    if (start >= end) continue;
    layout.sheet.line({start, y}, {end, y}, Ink::quiet, kGuideWidth, guide_dash(guide.kind),
                      layout.guide(panel, guide));
  }
}

/// The last stair runs to today, or to the end of the part of the axis it stands on.
LocalDate stair_until(const Layout& layout, LocalDate day, LocalDate until) {
  for (const AxisPart& part : layout.axis.parts()) {
    if (day >= part.from && day < part.to && until > part.to && !part.is_small) return part.to;
  }
  return until;
}

LocalDate open_until(const Layout& layout, LocalDate day) {
  return stair_until(layout, day, std::max(layout.timeline.today.value_or(layout.axis.last()), day + 3));
}

Unit stair_end(const Layout& layout, const Series& series) {
  const LocalDate day = series.readings.back().day;
  return std::max(layout.axis.mid(day), layout.axis.mid(open_until(layout, day)));
}

/// Under the stairs: filled up to the lowest level that anyone gave, dark where everyone is at the marked level or above.
/// Not a mean: with one voice it is that voice's stair, with several the part nobody disputes.
void draw_stair_body(const Layout& layout, const Ladder& ladder, const LadderRow& row, const Scale& scale, Unit floor) {
  struct Change {
    LocalDate day;
    std::size_t series;
    std::int64_t level;
  };
  std::vector<Change> changes;
  LocalDate end;
  for (std::size_t i = 0; i < row.series.size(); ++i) {
    for (const Reading& reading : row.series[i].readings) {
      if (changes.empty() || open_until(layout, reading.day) > end) end = open_until(layout, reading.day);
      changes.push_back({reading.day, i, reading.value});
    }
  }
  std::stable_sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) { return a.day < b.day; });
  std::vector<std::optional<std::int64_t>> levels(row.series.size());
  Box box;
  Ink ink = Ink::none;
  const auto flush = [&] {
    if (ink != Ink::none) layout.sheet.rect(box, {ink});
    ink = Ink::none;
  };
  for (std::size_t i = 0; i < changes.size(); ++i) {
    levels[changes[i].series] = changes[i].level;
    if (i + 1 < changes.size() && changes[i + 1].day == changes[i].day) continue;
    std::int64_t lowest = INT64_MAX;
    for (const auto& level : levels) lowest = std::min(lowest, level.value_or(INT64_MAX));
    const LocalDate until = stair_until(layout, changes[i].day, i + 1 < changes.size() ? changes[i + 1].day : end);
    Unit x0 = layout.axis.mid(changes[i].day);
    const Unit x1 = std::max(x0, layout.axis.mid(until));
    const Unit y = scale.y(lowest);
    const Ink own = ladder.marked && lowest >= *ladder.marked ? Ink::warm_mid : Ink::warm_soft;
    // Neighbours of one ink show no seam: equal ones are one shape, of others the lower runs a little under the higher.
    const bool touches = ink == own && box.right() == x0;
    if (touches && box.y == y) {
      box.width = x1 - box.x;
      continue;
    }
    if (touches && y < box.y) box.width += 40;
    if (touches && y > box.y) x0 -= 40;
    flush();
    box = {x0, y, x1 - x0, floor - y};
    ink = own;
  }
  flush();
}

void draw_stairs(const Layout& layout, const LadderRow& row, const Series& series, const Scale& scale, bool alone,
                 Unit shift) {
  const VoiceStyle style = voice_style(series.voice);
  const Ink ink = alone ? Ink::warm : style.ink;
  const auto dots = dots_of(layout, series, scale);
  Path stair;
  for (std::size_t i = 0; i < dots.size(); ++i) {
    const LocalDate day = dots[i].reading->day;
    // Nobody rated during a break of the axis.
    const LocalDate until =
        i + 1 < dots.size() ? stair_until(layout, day, dots[i + 1].reading->day) : open_until(layout, day);
    const Unit x0 = dots[i].at.x;
    const Unit x1 = std::max(x0, layout.axis.mid(until));
    const Unit y = dots[i].at.y + shift;
    const bool joins = i > 0 && !stair.steps.empty() && stair.steps.back().to.x == x0;
    stair.steps.push_back({joins ? 'L' : 'M', {x0, y}, {}});
    stair.steps.push_back({'L', {x1, y}, {}});
  }
  layout.sheet.path(std::move(stair), {Ink::none, ink, px(1) + 70, alone ? Dash::solid : style.dash});
  for (const Dot& dot : dots) {
    layout.sheet.marker(
        style.marker, {dot.at.x, dot.at.y + shift}, px(2) + 60, {ink},
        reading_title(layout, layout.say(row.name), series.voice, *dot.reading, level_text(dot.reading->value)),
        dot.reading->id);
  }
}

constexpr Unit kPairGap = px(8);

/// The width of two labels beside each other at the end of a row: its two widest, so that it holds for any two. 0 for a row
/// with fewer.
Unit paired_width(const Layout& layout, const LadderRow& row) {
  Unit first = 0;
  Unit second = 0;
  for (const Series& series : row.series) {
    if (series.readings.empty()) continue;
    const Unit width = text_width(end_text(layout, series, level_text(series.readings.back().value)), layout.m.label,
                                  Weight::semibold);
    second = std::max(second, std::min(first, width));
    first = std::max(first, width);
  }
  return second == 0 ? 0 : first + kPairGap + second;
}

std::size_t raters(const LadderRow& row) {
  return static_cast<std::size_t>(
      std::count_if(row.series.begin(), row.series.end(), [](const Series& s) { return !s.readings.empty(); }));
}

/// A stair without a name: only where the picture has one voice, so that it can be nobody else's.
bool nameless(const Layout& layout, const LadderRow& row) {
  return raters(row) <= 1 && layout.timeline.voices.size() <= 1;
}

bool in_pairs(const Layout& layout, const LadderRow& row) {
  const Unit width = layout.m.pair_room == 0 ? 0 : paired_width(layout, row);
  return width > 0 && width <= layout.m.pair_room;
}

/// Where a label after `x` ends. Room is taken as if today's line were in the way whenever it is near.
Unit label_reach(const Layout& layout, Unit x, Unit width) {
  const Unit today = layout.timeline.today ? layout.axis.mid(*layout.timeline.today) : 0;
  const bool near = x <= today && today - x < width + px(40);
  return (near ? today + px(7) : x + px(10)) + width;
}

}  // namespace

Unit end_labels_reach(const Layout& layout) {
  Unit reach = 0;
  const auto label = [&](const Series& series, Unit x, const std::string& text) {
    if (!series.readings.empty())
      reach = std::max(reach, label_reach(layout, x, text_width(text, layout.m.label, Weight::semibold)));
  };
  for (const Panel& panel : layout.timeline.panels) {
    Unit x = 0;
    for (const Series& series : panel.series) {
      if (!series.readings.empty()) x = std::max(x, layout.axis.mid(series.readings.back().day));
    }
    for (const Series& series : panel.series) {
      if (series.readings.empty()) continue;
      label(
          series, x,
          end_text(layout, series, layout.value(series.readings.back().value, shown_decimals(panel), panel.decimals)));
    }
  }
  for (const Ladder& ladder : layout.timeline.ladders) {
    for (const LadderRow& row : ladder.rows) {
      Unit end = 0;
      for (const Series& series : row.series) {
        if (series.readings.empty()) continue;
        const std::string level = level_text(series.readings.back().value);
        label(series, stair_end(layout, series), nameless(layout, row) ? level : end_text(layout, series, level));
        end = std::max(end, stair_end(layout, series));
      }
      if (in_pairs(layout, row)) reach = std::max(reach, label_reach(layout, end, paired_width(layout, row) + px(3)));
    }
  }
  return reach;
}

Unit draw_panel(const Layout& layout, const Panel& panel, Unit y) {
  const Metrics& m = layout.m;
  Sheet& sheet = layout.sheet;
  layout.sheet.begin(layout.named(panel.name), panel.id, "lane panel");
  const std::size_t voices = panel.series.size();
  Unit height = std::max(m.panel, static_cast<Unit>(std::min<std::size_t>(voices, 60)) * kLine + px(2));
  if (m.above()) height = m.panel;
  Unit top = draw_lane_name(layout, y, panel.name, panel.hint, height);
  if (m.above()) {
    // Voices stand beside the name and its hint, or under them.
    const Type name_type{std::max(px(12), m.label), Weight::semibold, Ink::text, Anchor::start};
    Unit used = text_width(layout.say(panel.name), name_type.size, name_type.weight) + px(20);
    if (const std::string hint = layout.say(panel.hint); !hint.empty())
      used += text_width(hint, px(11), Weight::regular) + px(8);
    top = draw_voices_above(
              layout, panel.series,
              [&](std::int64_t value) { return layout.value(value, shown_decimals(panel), panel.decimals); },
              y + px(14), m.margin + used) +
          px(6);
  }
  const Unit bottom = top + height;
  const Scale scale{panel.low, panel.high, top + px(5), bottom - px(5)};
  std::vector<std::vector<Dot>> lines;
  for (const Series& series : panel.series) lines.push_back(dots_of(layout, series, scale));
  const auto labels = m.above() ? std::vector<EndLabel>{} : end_labels(layout, panel, lines, top, bottom);
  // What is due stands at the foot of the panel or at its head, else on a line of its own below it.
  const std::vector<DueSign> due = place_due(layout, panel.due);
  const auto taken = with_leaders(lines, labels);
  Unit due_y = bottom + kDueCentre;
  for (const Unit y_inside : {top + px(7), bottom - px(7)}) {
    if (clear_at(layout, due, y_inside, taken, labels)) due_y = y_inside;
  }
  const Unit below = due_y < bottom ? bottom : bottom + kDueLine;
  std::vector<Strip> strips;
  for (const Zone& zone : panel.zones) {
    if (zone.usual)
      strips.push_back({zone_top(panel, zone, scale, top), zone_bottom(panel, zone, scale, bottom), Ink::zone,
                        layout.zone(panel, zone)});
  }
  draw_ground(layout, m.above() ? top : y, below + (m.above() ? 0 : m.lane_gap), strips);
  const Unit edges_end =
      m.above() ? m.plot_right() : std::min(m.plot_right(), end_labels_x(layout, panel, lines) - px(4));
  std::vector<Unit> borders;
  for (const Zone& zone : panel.zones) {
    const Unit edge = zone_top(panel, zone, scale, top);
    if (zone.usual || edge <= top) continue;
    borders.push_back(edge);
    sheet.line({m.plot_left(), edge}, {edges_end, edge}, Ink::rule, 80, Dash::fine, layout.zone(panel, zone));
  }
  sheet.line({m.plot_left(), bottom}, {m.plot_right(), bottom}, Ink::hairline, px(1));
  draw_scale(layout, panel, scale, top, bottom);
  for (const Corridor& corridor : panel.corridors) draw_corridor(layout, panel, corridor, scale);
  draw_guides(layout, panel, scale, edges_end);
  draw_due(layout, due, due_y);
  for (std::size_t i = 0; i < voices; ++i) {
    const Series& series = panel.series[i];
    const VoiceStyle style = voice_style(series.voice);
    sheet.begin(layout.say("draw.line", {{"what", layout.say(panel.name)}, {"who", layout.voice(series.voice)}}), {},
                "line");
    draw_line(layout, lines[i], style);
    const Unit radius = lines[i].size() > 14 ? px(2) : px(3);
    for (const Dot& dot : lines[i]) {
      sheet.marker(style.marker, dot.at, radius, {style.ink},
                   reading_title(layout, layout.say(panel.name), series.voice, *dot.reading,
                                 layout.value(dot.reading->value, shown_decimals(panel), panel.decimals)),
                   dot.reading->id);
    }
    sheet.end();
  }
  draw_end_labels(layout, labels);
  if (!m.glance) {
    for (const Zone& zone : panel.zones) {
      draw_zone_name(layout, zone, zone_top(panel, zone, scale, top), zone_bottom(panel, zone, scale, bottom), taken,
                     borders);
    }
  }
  sheet.end();
  return below + m.lane_gap;
}

Unit draw_ladder(const Layout& layout, const Ladder& ladder, Unit y) {
  if (ladder.rows.empty()) return y;
  const Metrics& m = layout.m;
  Sheet& sheet = layout.sheet;
  sheet.begin(layout.named(ladder.name), ladder.id, "lane ladder");
  const Unit used = text_width(layout.say(ladder.name), std::max(px(12), m.label), Weight::semibold) + px(8);
  const std::string hint = layout.say(ladder.hint);
  const Type hint_type{px(11), Weight::regular, Ink::quiet, Anchor::start};
  const bool beside = used + text_width(hint, hint_type.size, hint_type.weight) <= m.gutter_left - px(10);
  const Unit head = px(m.glance ? 2 : m.above() ? 19 : beside || hint.empty() ? 20 : 34);
  if (!m.above()) draw_ground(layout, y, y + head);
  if (!m.glance) draw_lane_name(layout, y, ladder.name, m.above() ? ladder.hint : Words{}, px(20));
  if (!m.above() && !m.glance) {
    const Point at = beside ? Point{m.margin + used, y + px(m.dense ? 11 : 13)} : Point{m.margin, y + px(27)};
    sheet.words_in(hint, at, m.plot_left() - px(10) - at.x, hint_type);
  }
  y += head;
  for (const LadderRow& row : ladder.rows) {
    const std::string name = layout.say(row.name);
    const std::size_t voices = raters(row);
    const bool filled = nameless(layout, row);
    sheet.begin(layout.named(row.name), row.id, "row");
    const Type name_type{m.above() ? px(12) : m.label, Weight::regular, Ink::text, Anchor::start};
    Unit top = y;
    const auto name_lines =
        wrap(name, m.gutter_left - px(14), name_type.size, name_type.weight, m.above() ? 1 : m.row_name_lines);
    const Unit name_height = m.above() ? 0 : static_cast<Unit>(name_lines.size()) * px(14) + px(m.glance ? 1 : 4);
    const bool pairs = in_pairs(layout, row);
    const std::size_t label_lines = filled || (m.glance && voices == 1) ? 0 : pairs ? (voices + 1) / 2 : voices;
    Unit height =
        std::max({m.row, name_height, static_cast<Unit>(std::min<std::size_t>(label_lines, 60)) * kLine + px(4)});
    if (m.above()) {
      // Name and last levels above the stair; levels of several voices under the name where they do not fit beside it.
      const Unit right = m.width - m.margin;
      Unit baseline = top + px(13);
      if (filled) {
        Unit room = right - m.margin;
        for (const Series& series : row.series) {
          if (series.readings.empty()) continue;
          const std::string level = level_text(series.readings.back().value);
          sheet.words(level, {right, baseline}, {px(12), Weight::semibold, Ink::warm, Anchor::end});
          room -= text_width(level, px(12), Weight::semibold) + px(8);
        }
        sheet.words_in(name, {m.margin, baseline}, room, name_type);
      } else {
        const Unit name_width = std::min(right - m.margin, text_width(name, name_type.size, name_type.weight));
        sheet.words_in(name, {m.margin, baseline}, name_width, name_type);
        baseline = draw_voices_above(layout, row.series, level_text, baseline, m.margin + name_width + px(12));
      }
      top = baseline + px(4);
      height = std::min(height, px(voices <= 1 ? 26 : 36));
    } else {
      Unit line = top + height / 2 + px(4) - (name_lines.size() == 2 ? px(7) : 0);
      for (const std::string& text : name_lines) {
        sheet.words(text, {m.margin, line}, name_type, name);
        line += px(14);
      }
    }
    const Unit bottom = top + height;
    const Unit below = bottom + (row.due.empty() ? 0 : kDueLine);
    draw_ground(layout, top, below);
    const Unit step = (height - px(6)) / std::max(1, 2 * std::min(ladder.high - ladder.low, 1000) + 1);
    const Scale scale{ladder.low, ladder.high, top + px(4), bottom - px(2) - step};
    const Unit floor = bottom - px(2);
    sheet.line({m.plot_left(), floor}, {m.plot_right(), floor}, Ink::hairline, px(1));
    draw_due(layout, place_due(layout, row.due), bottom + kDueCentre);
    draw_stair_body(layout, ladder, row, scale, floor);
    for (std::size_t i = 0; i < row.series.size(); ++i) {
      const Unit shift = voices <= 1 ? 0 : static_cast<Unit>(static_cast<std::int32_t>(i % 5) - 1) * 120;
      if (!row.series[i].readings.empty()) draw_stairs(layout, row, row.series[i], scale, filled, shift);
    }
    if (ladder.marked && voices > 0) {
      const Unit level = scale.y(*ladder.marked);
      Unit from = m.plot_right();
      Unit to = m.plot_left();
      for (const Series& series : row.series) {
        if (series.readings.empty()) continue;
        from = std::min(from, layout.axis.mid(series.readings.front().day));
        to = std::max(to, stair_end(layout, series));
      }
      sheet.line({from, level}, {std::max(from, to), level}, Ink::rule, 80, Dash::fine,
                 layout.say("draw.level.marked", {{"level", level_text(*ladder.marked)}}));
    }
    if (!m.above()) {
      std::vector<std::pair<Unit, std::size_t>> ends;
      Unit x = 0;
      for (std::size_t i = 0; i < row.series.size(); ++i) {
        if (row.series[i].readings.empty()) continue;
        ends.emplace_back(scale.y(row.series[i].readings.back().value), i);
        x = std::max(x, stair_end(layout, row.series[i]));
      }
      std::stable_sort(ends.begin(), ends.end());
      const std::size_t in_line = pairs ? 2 : 1;
      std::vector<Unit> wishes;
      for (std::size_t i = 0; i < ends.size(); i += in_line)
        wishes.push_back((ends[i].first + ends[std::min(i + in_line, ends.size()) - 1].first) / 2);
      const auto places = spread(wishes, kLine, top + px(6), bottom - px(6));
      Unit widest = pairs ? paired_width(layout, row) : px(16);
      for (const auto& end : ends) {
        if (filled || pairs) break;
        const Series& series = row.series[end.second];
        widest = std::max(widest, text_width(end_text(layout, series, level_text(series.readings.back().value)),
                                             m.label, Weight::semibold));
      }
      x = beside_today(layout, x + px(8), widest) - px(8);
      Unit at = 0;
      for (std::size_t i = 0; i < ends.size(); ++i) {
        const Series& series = row.series[ends[i].second];
        const std::string level = level_text(series.readings.back().value);
        const std::string text = filled ? level : end_text(layout, series, level);
        if (i % in_line == 0) at = x + px(8);
        sheet.words_in(text, {at, places[i / in_line] + px(4)}, m.width - m.margin - at,
                       {m.label, Weight::semibold, filled ? Ink::warm : voice_style(series.voice).ink, Anchor::start});
        at += text_width(text, m.label, Weight::semibold) + kPairGap;
      }
    }
    sheet.end();
    y = below + (m.above() ? px(5) : 0);
    if (!m.above()) {
      draw_ground(layout, y, y + px(m.glance ? 1 : 2));
      y += px(m.glance ? 1 : 2);
    }
  }
  if (!m.above()) draw_ground(layout, y, y + m.lane_gap);
  sheet.end();
  return y + m.lane_gap;
}

}  // namespace koers::draw
