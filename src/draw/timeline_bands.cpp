// The plan and how it went (bands), and what happened often (ticks in a histogram of weeks).
#include <algorithm>
#include <utility>

#include "draw/measure_text.h"
#include "draw/timeline_layout.h"

namespace koers::draw {
namespace {

constexpr Ink kTints[] = {Ink::main_soft, Ink::main_mid, Ink::main_deep};

std::string band_title(const Layout& layout, const Band& band) {
  std::string title = layout.say(band.name);
  const auto add = [&](std::string_view key, const std::optional<Span>& span, std::int64_t days) {
    if (!span) return;
    Message::Args args = Speech::ends(*span);
    args.emplace_back("n", weeks_text(days));
    title += "; " + layout.say(key, std::move(args));
  };
  add(band.running ? "draw.band.title.running" : "draw.band.title.actual", band.actual, actual_days(band));
  if (whole_weeks(band.paused_days) > 0)
    title += "; " + layout.say("draw.band.title.paused", {{"n", weeks_text(band.paused_days)}});
  if (band.expected) add("draw.band.title.expected", band.expected, band.expected->to - band.expected->from);
  add("draw.band.title.planned", band.planned, planned_days(band));
  return title;
}

/// The first whole words that fit, without a short one at the end ("Tapering…", not "Tapering and f…").
std::string first_words(const std::string& text, Unit room, const Type& type) {
  for (std::size_t end = text.rfind(' '); end != std::string::npos && end > 0; end = text.rfind(' ', end - 1)) {
    const std::size_t before = text.rfind(' ', end - 1);
    if (before != std::string::npos && end - before <= 4) continue;
    const std::string shown = text.substr(0, end) + "…";
    if (text_width(shown, type.size, type.weight) <= room) return shown;
  }
  return shorten(text, room, type.size, type.weight);
}

/// Says whether name and length stand whole.
bool band_words(const Layout& layout, const Band& band, Ink tint, Unit left, Unit right, Unit top) {
    // Words stay on one side of today's line, the wider one.
  if (layout.timeline.today) {
    const Unit today = layout.axis.mid(*layout.timeline.today);
    if (today > left && today < right) {
      if (today - left >= right - today)
        right = today;
      else
        left = today;
    }
  }
  const Type name_type{layout.m.label, Weight::semibold, Ink::text, Anchor::start};
  const Type length_type{px(11), Weight::regular, Ink::text, Anchor::start};
  const std::string name = layout.say(band.name);
  const std::string brief = layout.say(band.brief);
  // A short band gives its words nearly all of its width before it cuts them.
  const Unit wanted = text_width(brief.empty() ? name : brief, name_type.size, name_type.weight);
  const bool narrow = wanted > right - left - px(12);
  const Unit room = right - left - px(narrow ? 5 : 12);
  const Unit x = left + px(narrow ? 3 : 7);
  std::string shown;
  for (const std::string& candidate : {name, brief}) {
    if (!candidate.empty() && text_width(candidate, name_type.size, name_type.weight) <= room) {
      shown = candidate;
      break;
    }
  }
  const bool whole = !shown.empty();
  if (!whole && room >= px(28)) shown = first_words(brief.empty() ? name : brief, room, name_type);
  std::string length;
  for (const std::string& candidate : layout.lengths(band)) {
    if (text_width(candidate, length_type.size, length_type.weight) > room) continue;
    length = candidate;
    break;
  }
  const Unit middle = top + layout.m.band / 2;
  // The hatching of a pause leaves words their ground.
  const bool on_actual = band.actual && x < layout.axis.x(band.actual->to);
  const auto put = [&](const std::string& text, Point at, const Type& type) {
    const Box box = text_box(text, at, type.size, type.weight, type.anchor);
    if (on_actual && band.paused_days > 0)
      layout.sheet.rect({box.x - px(2), box.y, box.width + px(4), box.height}, {tint});
    layout.sheet.words(text, at, type);
  };
  if (layout.m.glance) {
    if (!shown.empty()) put(shown, {x, middle + px(4)}, name_type);
    const Unit after = shown.empty() ? x : x + text_width(shown, name_type.size, name_type.weight) + px(6);
    if (!length.empty() && after + text_width(length, length_type.size, length_type.weight) <= right - px(4))
      put(length, {after, middle + px(4)}, length_type);
    return whole;
  }
  if (!shown.empty()) put(shown, {x, length.empty() ? middle + px(4) : middle - px(3)}, name_type);
  if (!length.empty()) put(length, {x, shown.empty() ? middle + px(4) : middle + px(11)}, length_type);
  return whole;
}

/// Says whether its words stand in it.
bool draw_band(const Layout& layout, const Band& band, Ink tint, Unit top) {
  const TimeAxis& axis = layout.axis;
  Sheet& sheet = layout.sheet;
  const Unit height = layout.m.band;
  Unit left = INT32_MAX;
  Unit right = INT32_MIN;
  sheet.begin(band_title(layout, band), band.id, "band");
  if (band.expected && band.expected->to > band.expected->from) {
    const Unit x0 = axis.x(band.expected->from);
    const Unit x1 = axis.x(band.expected->to);
    sheet.rect({x0 + px(1), top + 50, x1 - x0 - px(2), height - px(1)}, {Ink::paper, Ink::main, px(1), Dash::fine}, {},
               px(5));
    left = std::min(left, x0);
    right = std::max(right, x1);
  }
  if (band.actual && band.actual->to > band.actual->from) {
    const Unit x0 = axis.x(band.actual->from);
    const Unit x1 = axis.x(band.actual->to);
    sheet.rect({x0 + 70, top, x1 - x0 - 140, height}, {tint}, {}, px(5));
    for (const Pause& pause : layout.timeline.pauses) {
      const Unit from = std::max(axis.x(pause.span.from), x0 + px(1));
      const Unit to = std::min(axis.x(pause.span.to), x1 - px(1));
      sheet.rect({from, top, to - from, height}, {Ink::sheet, Ink::none, 0, Dash::solid, Pattern::hatch},
                 layout.say(pause.name));
    }
    if (const auto day = over_from(band)) {
      const Unit over = axis.x(*day);
      sheet.rect({over, top + height - px(4), x1 - over - px(1), px(4)},
                 {Ink::main, Ink::none, 0, Dash::solid, Pattern::hatch});
      sheet.line({over, top + height - px(4)}, {over, top + height + px(2)}, Ink::main, px(1) + 20);
    }
    left = std::min(left, x0);
    right = std::max(right, x1);
  }
  const bool told = left >= right || band_words(layout, band, tint, left, right, top);
  sheet.end();
  return told;
}

/// Bands too short for their own name, in words below them; returns the y below.
Unit draw_short_bands(const Layout& layout, const std::vector<std::pair<const Band*, Ink>>& bands, Unit y) {
  const Metrics& m = layout.m;
  const Type name_type{px(11), Weight::semibold, Ink::text, Anchor::start};
  const Type length_type{px(11), Weight::regular, Ink::quiet, Anchor::start};
  if (!m.above()) draw_ground(layout, y, y + static_cast<Unit>(bands.size()) * px(15) + m.lane_gap);
  for (const auto& [band, tint] : bands) {
    const Unit baseline = y + px(11);
    const Unit left = m.plot_left() + px(17);
    const Unit right = m.width - m.margin;
    const std::string name = shorten(layout.say(band->name), right - left, name_type.size, name_type.weight);
    layout.sheet.rect({m.plot_left(), baseline - px(9), px(12), px(10)}, {tint}, layout.say(band->name), px(2));
    const auto put = [&](const std::string& text, Point at, const Type& type) {
      // Pauses and today leave words their ground.
      if (!m.above()) layout.sheet.rect(text_box(text, at, type.size, type.weight, type.anchor), {Ink::sheet});
      layout.sheet.words(text, at, type);
    };
    put(name, {left, baseline}, name_type);
    const Unit after = left + text_width(name, name_type.size, name_type.weight) + px(6);
    for (const std::string& length : layout.lengths(*band)) {
      if (after + text_width(length, length_type.size, length_type.weight) > right) continue;
      put(length, {after, baseline}, length_type);
      break;
    }
    y += px(15);
  }
  return y;
}

void draw_plan(const Layout& layout, const Band& band, Unit middle) {
  if (!band.planned || band.planned->to <= band.planned->from) return;
  Message::Args args = Speech::ends(*band.planned);
  args.emplace_back("n", weeks_text(planned_days(band)));
  layout.sheet.begin(layout.say(band.name) + ": " + layout.say("draw.band.title.planned", std::move(args)), {}, "plan");
  // Only where time is to scale: what lies in a break has no end that could be read.
  for (const AxisPart& part : layout.axis.parts()) {
    const LocalDate from = std::max(band.planned->from, part.from);
    const LocalDate to = std::min(band.planned->to, part.to);
    if (part.is_small || to <= from) continue;
    const Unit x0 = layout.axis.x(from) + px(1);
    const Unit x1 = std::max(x0 + 50, (to == part.to ? part.right : layout.axis.x(to)) - px(1));
    layout.sheet.line({x0, middle}, {x1, middle}, Ink::main, px(1) + 30);
    const auto end = [&](Unit x) {
      layout.sheet.line({x, middle - px(3)}, {x, middle + px(3)}, Ink::main, px(1) + 30);
    };
    if (from == band.planned->from) end(x0);
    if (to == band.planned->to) end(x1);
  }
  layout.sheet.end();
}

struct Pile {
  std::vector<const Tick*> done, missed, expected;
  std::size_t size() const { return done.size() + missed.size() + expected.size(); }
};

void draw_dot(const Layout& layout, const Tick& tick, Point centre, Unit radius) {
  std::string title = layout.day(tick.day) + ": ";
  if (tick.kind < layout.timeline.tick_kinds.size()) title += layout.say(layout.timeline.tick_kinds[tick.kind]) + ", ";
  title += layout.state(tick.state);
  if (const std::string own = layout.say(tick.title); !own.empty()) title += ", " + own;
  const Marker marker = tick_marker(tick.kind);
  Style style{Ink::main};
  if (tick.state == TickState::missed) style = {Ink::sheet, Ink::main, px(1) + 30};
  if (tick.state == TickState::expected) style = {Ink::none, Ink::main, px(1), Dash::fine};
  if (tick.state != TickState::done) radius -= 50;
  if (marker == Marker::diamond) radius = radius * 9 / 10;  // stacked ones do not touch
  layout.sheet.marker(marker, centre, radius, style, std::move(title), tick.id);
}

void draw_bars(const Layout& layout, const AxisColumn& column, const Pile& pile, Unit base, Unit unit_height_100) {
    // unit_height_100: units per hundred ticks, so that many ticks still add up.
  const auto high = [&](std::size_t count) {
    return static_cast<Unit>(static_cast<std::int64_t>(count) * unit_height_100 / 100);
  };
  const Unit gap = std::min(px(1), (column.right - column.left) / 5);
  const Unit x = column.left + gap;
  const Unit width = column.right - column.left - 2 * gap;
  Message::Args args = Speech::ends({column.from, column.to});
  args.emplace_back("done", std::to_string(pile.done.size()));
  args.emplace_back("missed", std::to_string(pile.missed.size()));
  args.emplace_back("expected", std::to_string(pile.expected.size()));
  layout.sheet.begin(layout.say("draw.ticks.count", std::move(args)), {}, "ticks");
  Unit y = base - high(pile.done.size());
  layout.sheet.rect({x, y, width, base - y}, {Ink::main});
  Unit next = y - high(pile.missed.size());
  if (next < y) layout.sheet.rect({x + 50, next, width - 100, y - next}, {Ink::sheet, Ink::main, px(1)});
  y = next;
  next = y - high(pile.expected.size());
  if (next < y) layout.sheet.rect({x + 50, next, width - 100, y - next}, {Ink::none, Ink::main, px(1), Dash::fine});
  layout.sheet.end();
}

}  // namespace

Marker tick_marker(std::size_t kind) {
  static constexpr Marker kinds[] = {Marker::circle, Marker::square, Marker::triangle, Marker::diamond};
  return kinds[kind % std::size(kinds)];
}

Unit draw_bands(const Layout& layout, Unit y) {
  const Timeline& t = layout.timeline;
  if (t.bands.empty()) return y;
  const Metrics& m = layout.m;
  const bool planned =
      std::any_of(t.bands.begin(), t.bands.end(), [](const Band& band) { return band.planned.has_value(); });
  const Unit plan_height = planned ? px(m.glance ? 12 : 14) : 0;
  layout.sheet.begin(layout.named(t.bands_name), "bands", "lane");
  Unit top = y;
  if (!m.above()) draw_lane_name(layout, y + px(2), t.bands_name, {}, m.band);
  const Unit bottom = top + m.band + plan_height;
  draw_ground(layout, y - px(2), bottom + m.lane_gap);
  std::size_t place = 0;
  std::vector<std::pair<const Band*, Ink>> untold;
  for (const Band& band : t.bands) {
    const Ink tint = kTints[place++ % std::size(kTints)];
    if (!draw_band(layout, band, tint, top) && !layout.say(band.name).empty()) untold.emplace_back(&band, tint);
  }
  if (planned) {
    const Unit middle = top + m.band + px(m.glance ? 7 : 9);
    for (const Band& band : t.bands) draw_plan(layout, band, middle);
    if (!m.above() && !m.glance) {
      layout.sheet.words_in(layout.say("draw.band.plan"), {m.margin, middle + px(4)}, m.gutter_left - px(14),
                            {px(11), Weight::regular, Ink::quiet, Anchor::start});
    }
  }
  Unit below = bottom;
  if (!m.glance && !untold.empty() && untold.size() <= 6)
    below = draw_short_bands(layout, untold, bottom + (m.above() ? px(6) : m.lane_gap)) - (m.above() ? 0 : m.lane_gap);
  layout.sheet.end();
  return below + m.lane_gap;
}

Unit draw_ticks(const Layout& layout, Unit y) {
  const Timeline& t = layout.timeline;
  if (t.ticks.empty() && t.paces.empty()) return y;
  const Metrics& m = layout.m;
  const auto columns = layout.axis.columns(px(7));
  std::vector<Pile> piles(columns.size());
  for (const Tick& tick : t.ticks) {
    Pile& pile = piles[TimeAxis::column_of(columns, tick.day)];
    (tick.state == TickState::done     ? pile.done
     : tick.state == TickState::missed ? pile.missed
                                       : pile.expected)
        .push_back(&tick);
  }
  std::int64_t most = 2;
  for (const Pile& pile : piles) most = std::max<std::int64_t>(most, static_cast<std::int64_t>(pile.size()));
  std::int64_t bin = 1;
  for (const AxisColumn& column : columns) {
    if (!column.is_small) bin = column.weeks;
  }
  for (const Pace& pace : t.paces) most = std::max(most, std::min<std::int64_t>((pace.high_tenths * bin + 9) / 10, 60));
  Unit narrowest = px(12);
  for (const AxisColumn& column : columns) {
    if (!column.is_small && column.to - column.from == column.weeks * 7)
      narrowest = std::min(narrowest, column.right - column.left);
  }
  const Unit pitch = std::min(narrowest, px(9));
  const bool dots = bin == 1 && most * pitch <= std::max(m.dots, px(64)) && pitch >= px(6);
  const Unit height = dots ? static_cast<Unit>(std::max<std::int64_t>(most, 3) * pitch) : m.dots;
  const Unit per_hundred =
      static_cast<Unit>(std::int64_t{height} * 100 / (dots ? std::max<std::int64_t>(most, 3) : most));

  layout.sheet.begin(layout.named(t.ticks_name), "ticks", "lane");
  const Unit top = draw_lane_name(layout, y, t.ticks_name, t.ticks_hint, height + px(6)) + px(2);
  const Unit base = std::max(top + height, m.above() || m.glance ? Unit{0} : y + px(30));
  draw_ground(layout, m.above() ? top - px(2) : y, base + m.lane_gap);
  for (const Pace& pace : t.paces) {
    const Unit x0 = layout.axis.x(pace.span.from);
    const Unit x1 = layout.axis.x(pace.span.to);
    const auto level = [&](std::int64_t tenths) {
      return static_cast<Unit>(base - std::clamp<std::int64_t>(tenths * bin * per_hundred / 1000, 0, height));
    };
    const Unit high = level(pace.high_tenths);
    const Unit low = level(pace.low_tenths);
    layout.sheet.rect({x0, std::min(high, low - px(2)), x1 - x0, std::max(low - high, px(2))}, {Ink::main_mid},
                      layout.between(pace.span) + ": " + layout.pace(pace));
  }
  layout.sheet.line({m.plot_left(), base}, {m.plot_right(), base}, Ink::hairline, px(1));
  const auto as_dots = [&](std::size_t i) {
    return dots && !(columns[i].is_small && static_cast<std::int64_t>(piles[i].size()) * pitch > height);
  };
  // A column cut short at the end of a stretch is too narrow for its dots: they stand a little aside.
  std::vector<Unit> centres;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (piles[i].size() > 0 && as_dots(i)) centres.push_back((columns[i].left + columns[i].right) / 2);
  }
  centres = spread(centres, pitch, m.plot_left() + pitch / 2, m.plot_right() - pitch / 2);
  auto centre = centres.begin();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const Pile& pile = piles[i];
    if (pile.size() == 0) continue;
    const AxisColumn& column = columns[i];
    if (!as_dots(i)) {
      draw_bars(layout, column, pile, base,
                static_cast<Unit>(std::min<std::int64_t>(
                    per_hundred, std::int64_t{height} * 100 / static_cast<std::int64_t>(pile.size()))));
      continue;
    }
    Point at{*centre++, base - pitch / 2 - 50};
    for (const auto* list : {&pile.done, &pile.missed, &pile.expected}) {
      for (const Tick* tick : *list) {
        draw_dot(layout, *tick, at, pitch * 39 / 100);
        at.y -= pitch;
      }
    }
  }
  layout.sheet.end();
  return base + m.lane_gap;
}

}  // namespace koers::draw
