// What stands around the lanes: title and facts, the axis, the ground behind a lane, names of lanes, the legend.
#include <algorithm>
#include <utility>

#include "draw/measure_text.h"
#include "draw/timeline_layout.h"

namespace koers::draw {
namespace {

constexpr Type kAxisType{px(11), Weight::regular, Ink::quiet, Anchor::start};

int month_number(LocalDate day) { return day.year() * 12 + day.month() - 1; }

LocalDate month_start(int number) {
  return LocalDate::from_ymd(number / 12, number % 12 + 1, 1).value_or(held(LocalDate(INT32_MAX)));
}

/// How many months apart the lines of the grid stand.
int month_step(const Layout& layout) {
  const std::int64_t month = std::int64_t{layout.axis.week_width()} * 435 / 100;
  for (const int step : {1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000}) {
    if (month * step >= px(step >= 12 ? 34 : 48)) return step;
  }
  return 24000;
}

void draw_facts(const Layout& layout, Unit top, Unit& bottom, Unit& title_right) {
  const Metrics& m = layout.m;
  const auto& facts = layout.timeline.facts;
  if (facts.empty()) return;
  const Type value_type{px(m.above() ? 17 : 19), Weight::semibold, Ink::main, Anchor::start};
  const Type name_type{px(11), Weight::regular, Ink::quiet, Anchor::start};
  const std::size_t count = std::min<std::size_t>(facts.size(), m.above() ? 3 : 4);
  if (m.above()) {
    const Unit column = (m.width - 2 * m.margin) / static_cast<Unit>(count);
    Unit y = bottom + px(20);
    Unit lowest = y;
    for (std::size_t i = 0; i < count; ++i) {
      const Unit x = m.margin + column * static_cast<Unit>(i);
      layout.sheet.words_in(layout.say(facts[i].value), {x, y}, column - px(8), value_type);
      Unit line = y;
      for (const std::string& text :
           wrap(layout.say(facts[i].name), column - px(8), name_type.size, name_type.weight, 2)) {
        line += px(14);
        layout.sheet.words(text, {x, line}, name_type);
      }
      lowest = std::max(lowest, line);
    }
    bottom = lowest + px(4);
    return;
  }
  Unit x = m.width - m.margin;
  for (std::size_t i = count; i-- > 0;) {
    const std::string value = layout.say(facts[i].value);
    const auto lines = wrap(layout.say(facts[i].name), px(m.dense ? 200 : 130), name_type.size, name_type.weight, 2);
    Unit width = std::min(text_width(value, value_type.size, value_type.weight), px(170));
    for (const std::string& line : lines) width = std::max(width, text_width(line, name_type.size, name_type.weight));
    x -= width;
    if (x < m.width / 3) break;
    layout.sheet.words_in(value, {x, top + px(20)}, width, value_type);
    Unit y = top + px(22);
    for (const std::string& line : lines) {
      y += px(14);
      layout.sheet.words(line, {x, y}, name_type);
    }
    bottom = std::max(bottom, y + px(3));
    title_right = x - px(24);
    x -= px(28);
  }
}

/// Title and facts on one line.
Unit draw_glance_header(const Layout& layout, Unit y) {
  const Metrics& m = layout.m;
  const Unit baseline = y + px(13);
  Unit x = m.width - m.margin;
  const Type name_type{px(11), Weight::regular, Ink::quiet, Anchor::end};
  const Type value_type{px(12), Weight::semibold, Ink::main, Anchor::end};
  for (std::size_t i = std::min<std::size_t>(layout.timeline.facts.size(), 3); i-- > 0;) {
    const std::string name = layout.say(layout.timeline.facts[i].name);
    const std::string value = layout.say(layout.timeline.facts[i].value);
    const Unit name_width = text_width(name, name_type.size, name_type.weight);
    const Unit value_width = text_width(value, value_type.size, value_type.weight);
    if (x - name_width - value_width - px(5) < m.width / 3) break;
    layout.sheet.words(name, {x, baseline}, name_type);
    layout.sheet.words(value, {x - name_width - px(4), baseline}, value_type);
    x -= name_width + value_width + px(22);
  }
  layout.sheet.words_in(layout.say(layout.timeline.title), {m.margin, baseline}, x - m.margin,
                        {px(15), Weight::semibold, Ink::text, Anchor::start});
  return y + px(20);
}

void draw_month_names(const Layout& layout, Unit baseline) {
  const std::vector<LocalDate> days = grid_days(layout);
  const int step = month_step(layout);
  struct Name {
    Unit x;
    LocalDate day;
    Unit limit;
  };
  std::vector<Name> names;
  for (const AxisPart& part : layout.axis.parts()) {
    if (part.is_small) continue;
        // The month a stretch starts in gets its name too, though its first day lies before.
    const auto first = std::find_if(days.begin(), days.end(), [&](LocalDate day) { return day >= part.from; });
    if (step < 12 && (first == days.end() || *first != part.from)) names.push_back({part.left, part.from, part.right});
    for (auto day = first; day != days.end() && *day < part.to; ++day)
      names.push_back({layout.axis.x(*day), *day, part.right});
  }
  bool year_due = true;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool last_in_part = i + 1 == names.size() || names[i + 1].x >= names[i].limit;
    Unit room = (last_in_part ? names[i].limit : names[i + 1].x) - names[i].x - px(5);
    const LocalDate day = names[i].day;
    const bool starts_part = i == 0 || names[i - 1].limit != names[i].limit;
    year_due = year_due || day.month() == 1 || starts_part;
    const std::string year = std::to_string(day.year());
    std::string text = step >= 12 ? year : year_due ? layout.month(day, true) : layout.month(day, false);
    Type type = kAxisType;
    type.ink = Ink::text;
    // The year of a short stretch may run into the break behind it.
    if (year_due && starts_part && last_in_part && i + 1 < names.size())
      room = std::max(room, names[i + 1].x - names[i].x - px(8));
    const bool too_wide = text_width(text, type.size, type.weight) > room;
    bool has_year = year_due;
    if (year_due && step < 12 && too_wide) {
      has_year = day.month() == 1;
      text = has_year ? year : layout.month(day, false);
    }
    if (text_width(text, type.size, type.weight) > room) continue;
    layout.sheet.words(text, {names[i].x + px(2), baseline}, type);
    year_due = year_due && !has_year;
  }
}

void draw_today_pill(const Layout& layout, Unit baseline) {
  if (!layout.timeline.today) return;
  const std::string text = layout.say("draw.today");
  const Type type{px(11), Weight::semibold, Ink::sheet, Anchor::middle};
  const Unit half = text_width(text, type.size, type.weight) / 2 + px(7);
  const Unit at = layout.axis.mid(*layout.timeline.today);
  const Unit x = std::clamp(at, std::min(at, layout.m.margin + half),
                            std::max(layout.m.margin + half, layout.m.width - layout.m.margin - half));
  const Unit centre = x < layout.m.margin + half ? layout.m.margin + half : x;
  layout.sheet.begin(layout.say("draw.today.title", {{"day", held(*layout.timeline.today).text()}}), "today", "today");
  layout.sheet.rect({centre - half, baseline - px(12), 2 * half, px(16)}, {Ink::text}, {}, px(8));
  layout.sheet.line({at, baseline + px(4)}, {at, baseline + px(8)}, Ink::text, px(1) + 20);
  layout.sheet.words(text, {centre, baseline}, type);
  layout.sheet.end();
  for (const Unit x0 : {centre - half - px(4), centre + half - px(7)})
    layout.sheet.reserve({x0, baseline - px(12), px(11), px(16)});
}

void draw_week_numbers(const Layout& layout, Unit baseline) {
  const std::string head = layout.say("draw.week");
  Type type = kAxisType;
  if (!layout.m.above()) {
    type.anchor = Anchor::end;
    layout.sheet.words_in(head, {layout.m.plot_left() - px(10), baseline}, layout.m.gutter_left - px(10), type);
  }
  type.anchor = Anchor::middle;
  const Unit week = std::max<Unit>(1, layout.axis.week_width());
  int step = 0;
  for (const int candidate : {1, 2, 4, 8, 13, 26}) {
    if (std::int64_t{week} * candidate >= px(candidate == 1 ? 22 : 30)) {
      step = candidate;
      break;
    }
  }
  for (const AxisPart& part : layout.axis.parts()) {
    if (part.is_small) {
      const int weeks = whole_weeks(part.to - part.from);
      const auto years = [&] { return layout.say("draw.break.years", {{"n", std::to_string((weeks + 26) / 52)}}); };
      const std::string text = weeks < 9 ? layout.say("draw.break.weeks", {{"n", std::to_string(weeks)}})
                               : weeks < 95
                                   ? layout.say("draw.break.months", {{"n", std::to_string((weeks * 10 + 21) / 43)}})
                                   : years();
      const Point at{(part.left + part.right) / 2, baseline - px(17)};
      for (const std::string& shown : {text, weeks < 48 || weeks > 56 ? std::string() : years()}) {
        Box box = text_box(shown, at, type.size, type.weight, type.anchor);
        box.x -= px(3);
        box.width += px(6);
        if (shown.empty() || box.width > part.right - part.left + px(10) || !layout.sheet.free(box)) continue;
        layout.sheet.words(shown, at, type);
        break;
      }
      continue;
    }
    if (step == 0) continue;
    for (int number = 1;; number = number == 1 && step > 1 ? (step == 2 ? 4 : step) : number + step) {
      const LocalDate from = part.week_one + (number - 1) * 7;
      if (from >= part.to) break;
      if (from < part.from) continue;
      const Unit left = layout.axis.x(from);
      Point at{(left + layout.axis.x(from + 7)) / 2, baseline};
      std::string text = std::to_string(number);
      Type own = type;
      if (number == 1 && layout.m.above()) {
        text = layout.say("draw.week.number", {{"n", text}});
        own.anchor = Anchor::start;
        at.x = left + px(2);
      }
      Box box = text_box(text, at, own.size, own.weight, own.anchor);
      box.x -= px(3);
      box.width += px(6);
      if (box.x < layout.m.plot_left() - px(4) || box.right() > layout.m.width - layout.m.margin ||
          !layout.sheet.free(box))
        continue;
      layout.sheet.words(text, at, own);
    }
  }
}

/// On one line, or each on its own where a stretch is too short for its name; returns the y below.
Unit draw_stretch_names(const Layout& layout, Unit y) {
  const Type type{px(11), Weight::semibold, Ink::main, Anchor::start};
  struct Name {
    std::string text;
    Unit left;
    Unit limit;
  };
  std::vector<Name> names;
  const Unit edge = layout.m.width - layout.m.margin;
  for (const AxisPart& part : layout.axis.parts()) {
    if (part.name == nullptr || part.name->empty()) continue;
    if (!names.empty()) names.back().limit = part.left - px(6);
    names.push_back({layout.say(*part.name), part.left + px(2), edge});
  }
  const bool fit = std::all_of(names.begin(), names.end(), [&](const Name& name) {
    return text_width(name.text, type.size, type.weight) <= name.limit - name.left;
  });
  const bool apart = !fit && names.size() <= 3;
  Unit line = y + px(12);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Name& name = names[i];
    if (apart && i > 0) line += px(15);
    const Unit limit = apart ? edge : name.limit;
    const Unit left = apart ? std::clamp(edge - text_width(name.text, type.size, type.weight), layout.m.margin,
                                         std::max(layout.m.margin, name.left))
                            : name.left;
    layout.sheet.words_in(name.text, {left, line}, limit - left, type);
  }
  return line + px(4);
}

void draw_pause_names(const Layout& layout, Unit baseline) {
  const Type type{px(11), Weight::regular, Ink::quiet, Anchor::middle};
  for (const Pause& pause : layout.timeline.pauses) {
    const Unit left = layout.axis.x(pause.span.from);
    const Unit right = layout.axis.x(pause.span.to);
    if (right <= left) continue;
    const std::string name = layout.say(pause.name);
    for (const Unit room : {px(150), std::max(px(28), right - left)}) {
      const std::string text = shorten(name, room, type.size, type.weight);
      if (text.empty() || (text != name && room < px(60))) continue;
      const Unit half = text_width(text, type.size, type.weight) / 2;
      const Unit low = layout.m.plot_left() + half;
      const Unit high = layout.m.width - layout.m.margin - half;
      if (low > high) continue;
      const Point at{std::clamp((left + right) / 2, low, high), baseline};
      Box box = text_box(text, at, type.size, type.weight, type.anchor);
      box.x -= px(4);
      box.width += px(8);
      if (!layout.sheet.free(box)) continue;
      layout.sheet.words(text, at, type, text == name ? std::string() : name);
      break;
    }
  }
}

std::string guide_legend(const Layout& layout, Guide::Kind kind) {
  for (const Panel& panel : layout.timeline.panels) {
    for (const Guide& guide : panel.guides) {
      if (guide.kind == kind && guide.value >= panel.low && guide.value <= panel.high) return layout.say(guide.legend);
    }
  }
  return {};
}

bool any_due(const Timeline& t, DueState state) {
  const auto has = [&](const std::vector<Due>& list) {
    return std::any_of(list.begin(), list.end(), [&](const Due& due) { return due.state == state; });
  };
  for (const Panel& panel : t.panels) {
    if (has(panel.due)) return true;
  }
  for (const Ladder& ladder : t.ladders) {
    for (const LadderRow& row : ladder.rows) {
      if (has(row.due)) return true;
    }
  }
  return std::any_of(t.marks.begin(), t.marks.end(),
                     [&](const Mark& mark) { return mark.expected && mark.due == state; });
}

/// How high a zone is in a panel of `height`.
Unit zone_height(const Panel& panel, const Zone& zone, Unit height) {
  const auto between = [](std::int64_t low, std::int64_t high) {
    return high <= low ? 0 : static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
  };
  std::uint64_t range = between(panel.low, panel.high);
  std::uint64_t part = between(std::max(zone.low, panel.low), std::min(zone.high, panel.high));
  while (range > (1ULL << 40)) {
    range >>= 1;
    part >>= 1;
  }
  return range == 0 ? 0 : static_cast<Unit>(part * static_cast<std::uint64_t>(height - px(10)) / range);
}

/// Places sample and word after each other, on new lines where needed.
class Flow {
 public:
  Flow(const Layout& layout, Unit y)
      : layout_(layout), x_(layout.m.margin), y_(y), line_(px(layout.m.dense ? 15 : 17)) {}

    /// A place for a sample of `width` with its word; returns the middle of the sample.
  Point next(const std::string& word, Unit width) {
    const Unit room = layout_.m.width - 2 * layout_.m.margin - width - px(5);
    const std::string text = shorten(word, room, px(11), Weight::regular);
    const Unit total = width + px(5) + text_width(text, px(11), Weight::regular);
    if (x_ > layout_.m.margin && x_ + total > layout_.m.width - layout_.m.margin) {
      x_ = layout_.m.margin;
      y_ += line_;
    }
    const Point centre{x_ + width / 2, y_ - px(4)};
    layout_.sheet.words(text, {x_ + width + px(5), y_}, {px(11), Weight::regular, Ink::quiet, Anchor::start},
                        text == word ? std::string() : word);
    x_ += total + px(16);
    return centre;
  }
  Unit bottom() const { return y_ + px(4); }

 private:
  const Layout& layout_;
  Unit x_;
  Unit y_;
  Unit line_;
};

}  // namespace

std::string Layout::short_day(LocalDate date) const {
  return axis.last() - axis.first() > 360 ? day_year(date) : day_month(date);
}

std::vector<Unit> spread(const std::vector<Unit>& wishes, Unit size, Unit low, Unit high) {
    // Neighbours that would meet are joined into a block, which stands around the mean of its members' wishes.
  struct Block {
    std::int64_t sum;  // of (wish - place in the block)
    std::int64_t count;
    std::int64_t start() const { return sum / count; }
  };
  std::vector<Block> blocks;
  for (const Unit wish : wishes) {
    blocks.push_back({wish, 1});
    while (blocks.size() > 1) {
      const Block& last = blocks.back();
      const Block& before = blocks[blocks.size() - 2];
      if (before.start() + before.count * size <= last.start()) break;
      const Block joined{before.sum + last.sum - last.count * before.count * size, before.count + last.count};
      blocks.pop_back();
      blocks.back() = joined;
    }
  }
  std::vector<Unit> places;
  for (const Block& block : blocks) {
    for (std::int64_t i = 0; i < block.count; ++i) places.push_back(static_cast<Unit>(block.start() + i * size));
  }
    // Then pushed inside from the right, and again from the left.
  Unit limit = high;
  for (std::size_t i = places.size(); i-- > 0; limit = places[i] - size) places[i] = std::min(places[i], limit);
  limit = low;
  for (Unit& place : places) {
    place = std::max(place, limit);
    limit = place + size;
  }
  return places;
}

std::vector<LocalDate> grid_days(const Layout& layout) {
  const int step = month_step(layout);
  std::vector<LocalDate> days;
  for (const AxisPart& part : layout.axis.parts()) {
    if (part.is_small) continue;
    int number = month_number(part.from);
    number += (step - number % step) % step;
    if (month_start(number) < part.from) number += step;
    for (; number < 9999 * 12 + 12; number += step) {
      const LocalDate day = month_start(number);
      if (day >= part.to) break;
      days.push_back(day);
    }
  }
  return days;
}

Unit beside_today(const Layout& layout, Unit x, Unit width) {
  if (!layout.timeline.today) return x;
  const Unit today = layout.axis.mid(*layout.timeline.today);
  return x - px(2) < today && today < x + width + px(2) ? today + px(7) : x;
}

Unit draw_header(const Layout& layout, Unit y) {
  if (layout.m.glance) return draw_glance_header(layout, y);
  const Metrics& m = layout.m;
  const Unit top = y;
  Unit right = m.width - m.margin;
  Unit bottom = y;
  if (!m.above()) draw_facts(layout, top, bottom, right);
  y += m.title;
  layout.sheet.words_in(layout.say(layout.timeline.title), {m.margin, y}, right - m.margin,
                        {m.title, Weight::semibold, Ink::text, Anchor::start});
  const Type type{px(12), Weight::regular, Ink::quiet, Anchor::start};
  if (m.dense) {
    const std::string beside = layout.say(layout.timeline.subtitle);
    const Unit after = m.margin + text_width(layout.say(layout.timeline.title), m.title, Weight::semibold) + px(16);
    if (after + text_width(beside, type.size, type.weight) <= right) {
      layout.sheet.words(beside, {after, y}, type);
      return std::max(y + px(4), bottom) + px(8);
    }
  }
  y += m.title / 4;
  for (const std::string& line :
       wrap(layout.say(layout.timeline.subtitle), right - m.margin, type.size, type.weight, 2)) {
    y += px(15);
    layout.sheet.words(line, {m.margin, y}, type);
  }
  y += px(4);
  if (m.above()) draw_facts(layout, top, y, right);
  return std::max(y, bottom) + px(m.above() ? 10 : 14);
}

Unit draw_axis(const Layout& layout, Unit y) {
  const bool glance = layout.m.glance;
  std::size_t named = 0;
  for (const AxisPart& part : layout.axis.parts()) named += part.name != nullptr && !part.name->empty() ? 1 : 0;
  layout.sheet.begin(
      layout.say("draw.axis.title", {{"from", layout.axis.first().text()}, {"until", (layout.axis.last() - 1).text()}}),
      "axis", "axis");
  if (named > 1) y = draw_stretch_names(layout, y);
  y += px(11);
  draw_month_names(layout, y);
  y += px(17);
  draw_today_pill(layout, y);
  draw_week_numbers(layout, y);
  y += px(6);
  if (!layout.timeline.pauses.empty() && !glance) {
    draw_pause_names(layout, y + px(10));
    y += px(14);
  }
  layout.sheet.end();
  return y + px(2);
}

void draw_ground(const Layout& layout, Unit top, Unit bottom, const std::vector<Strip>& strips) {
  Sheet& sheet = layout.sheet;
  const TimeAxis& axis = layout.axis;
  const Unit height = bottom - top;
  if (height <= 0) return;
  sheet.begin({}, {}, "ground");
  const auto today = layout.timeline.today;
  for (const AxisPart& part : axis.parts()) {
    if (part.is_small) continue;
    const Unit right = today ? std::min(part.right, std::max(part.left, axis.mid(*today))) : part.right;
    sheet.rect({part.left, top, right - part.left, height}, {Ink::sheet});
  }
  for (const Strip& strip : strips) {
    sheet.rect(
        {layout.m.plot_left(), strip.top, layout.m.plot_right() - layout.m.plot_left(), strip.bottom - strip.top},
        {strip.ink}, strip.title);
  }
  for (const Pause& pause : layout.timeline.pauses) {
    const Unit left = axis.x(pause.span.from);
    sheet.rect({left, top, axis.x(pause.span.to) - left, height},
               {Ink::pause, Ink::none, 0, Dash::solid, Pattern::hatch});
  }
  for (const LocalDate day : grid_days(layout)) {
    const Unit x = axis.x(day);
    sheet.line({x, top}, {x, bottom}, Ink::hairline, px(1));
  }
  for (const AxisPart& part : axis.parts()) {
    if (!part.is_small) continue;
    sheet.rect({part.left, top, part.right - part.left, height},
               {Ink::pause, Ink::none, 0, Dash::solid, Pattern::dots});
  }
  if (today) {
    const Unit x = axis.mid(*today);
    sheet.line({x, top}, {x, bottom}, Ink::text, px(1) + 20);
  }
  sheet.end();
}

Unit draw_lane_name(const Layout& layout, Unit y, const Words& name, const Words& hint, Unit lane_height) {
  const Metrics& m = layout.m;
  const Type name_type{std::max(px(12), m.label), Weight::semibold, Ink::text, Anchor::start};
  const Type hint_type{px(11), Weight::regular, Ink::quiet, Anchor::start};
  const std::string said_name = layout.say(name);
  const std::string said_hint = m.glance ? std::string() : layout.say(hint);
  if (m.above()) {
    const Unit room = m.width - 2 * m.margin;
    layout.sheet.words_in(said_name, {m.margin, y + px(14)}, room, name_type);
    const Unit used = std::min(room, text_width(said_name, name_type.size, name_type.weight)) + px(8);
    if (!said_hint.empty() && room - used > px(40))
      layout.sheet.words_in(said_hint, {m.margin + used, y + px(14)}, room - used, hint_type);
    return y + px(19);
  }
  const Unit room = m.gutter_left - px(14);
  Unit line = y + px(m.dense ? 11 : 13);  // leaves a name of two lines its hint
  const Unit lowest = y + lane_height;
  for (const std::string& text :
       wrap(said_name, room, name_type.size, name_type.weight, lane_height >= px(28) ? 2 : 1)) {
    layout.sheet.words(text, {m.margin, line}, name_type, said_name);
    line += px(14);
  }
  for (const std::string& text : wrap(said_hint, room, hint_type.size, hint_type.weight, 2)) {
    if (line + px(2) > lowest) break;
    layout.sheet.words(text, {m.margin, line}, hint_type, said_hint);
    line += px(13);
  }
  return y;
}

namespace {

/// Who is who, where several rate; on a dense page the names at the ends of the lines must do.
void voices_in_legend(const Layout& layout, Flow& flow) {
  const Timeline& t = layout.timeline;
  if (layout.m.dense || t.voices.size() < 2) return;
  std::vector<bool> rates(t.voices.size());
  const auto seen = [&](const std::vector<Series>& list) {
    for (const Series& series : list) {
      if (series.voice < rates.size() && !series.readings.empty()) rates[series.voice] = true;
    }
  };
  for (const Panel& panel : t.panels) seen(panel.series);
  for (const Ladder& ladder : t.ladders) {
    for (const LadderRow& row : ladder.rows) seen(row.series);
  }
  for (std::size_t i = 0; i < rates.size() && i < 12; ++i) {
    if (!rates[i]) continue;
    const VoiceStyle style = voice_style(i);
    const Point c = flow.next(layout.voice(i), px(20));
    layout.sheet.line({c.x - px(10), c.y}, {c.x + px(10), c.y}, style.ink, px(1) + 70, style.dash);
    layout.sheet.marker(style.marker, c, px(3), {style.ink});
  }
}

}  // namespace

Unit draw_legend(const Layout& layout, Unit y) {
  const Timeline& t = layout.timeline;
  if (layout.m.glance) return y;
  const auto any_tick = [&](TickState state) {
    return std::any_of(t.ticks.begin(), t.ticks.end(), [&](const Tick& tick) { return tick.state == state; });
  };
  layout.sheet.begin(layout.say("draw.legend"), "legend", "legend");
  Flow flow(layout, y + px(layout.m.dense ? 17 : 22));
  Sheet& sheet = layout.sheet;
  if (t.ticks.empty() && t.bands.empty()) {
    sheet.end();
    return y;
  }
  if (any_tick(TickState::done)) sheet.circle(flow.next(layout.state(TickState::done), px(8)), px(3) + 30, {Ink::main});
  if (any_tick(TickState::missed))
    sheet.circle(flow.next(layout.state(TickState::missed), px(8)), px(3), {Ink::sheet, Ink::main, px(1) + 30});
  if (any_tick(TickState::expected))
    sheet.circle(flow.next(layout.state(TickState::expected), px(8)), px(3), {Ink::none, Ink::main, px(1), Dash::fine});
  if (!t.paces.empty()) {
    const Point c = flow.next(layout.say("draw.pace"), px(16));
    sheet.rect({c.x - px(8), c.y - px(4), px(16), px(8)}, {Ink::main_mid});
  }
  if (std::any_of(t.bands.begin(), t.bands.end(), [](const Band& band) { return band.planned.has_value(); })) {
    const Point c = flow.next(layout.say("draw.band.plan"), px(20));
    sheet.line({c.x - px(10), c.y}, {c.x + px(10), c.y}, Ink::main, px(1) + 30);
    sheet.line({c.x - px(10), c.y - px(3)}, {c.x - px(10), c.y + px(3)}, Ink::main, px(1) + 30);
    sheet.line({c.x + px(10), c.y - px(3)}, {c.x + px(10), c.y + px(3)}, Ink::main, px(1) + 30);
  }
  if (std::any_of(t.bands.begin(), t.bands.end(), [](const Band& band) { return over_from(band).has_value(); })) {
    const Point c = flow.next(layout.say("draw.band.over"), px(16));
    const Box box{c.x - px(8), c.y - px(5), px(16), px(10)};
    sheet.rect(box, {Ink::main_mid}, {}, px(2));
    sheet.rect(box, {Ink::main, Ink::none, 0, Dash::solid, Pattern::hatch});
  }
  if (!t.pauses.empty()) {
    const Point c = flow.next(layout.say("draw.pause"), px(16));
    sheet.rect({c.x - px(8), c.y - px(5), px(16), px(10)}, {Ink::pause, Ink::none, 0, Dash::solid, Pattern::hatch});
  }
  const auto reached = [](const Ladder& ladder) { return ladder.marked && !ladder.rows.empty(); };
  if (std::any_of(t.ladders.begin(), t.ladders.end(), reached)) {
    const Point c = flow.next(layout.say("draw.level.reached"), px(16));
    sheet.rect({c.x - px(8), c.y - px(5), px(16), px(10)}, {Ink::warm_mid});
    sheet.line({c.x - px(8), c.y - px(5)}, {c.x + px(8), c.y - px(5)}, Ink::warm, px(1) + 50);
  }
  std::string corridor;
  for (const Panel& panel : t.panels) {
    for (const Corridor& each : panel.corridors) {
      if (corridor.empty() && each.points.size() > 1) corridor = layout.say(each.legend);
    }
  }
  if (!corridor.empty()) {
    const Point c = flow.next(corridor, px(16));
    sheet.rect({c.x - px(8), c.y - px(5), px(16), px(10)}, corridor_style);
  }
  for (const Guide::Kind kind : {Guide::Kind::border, Guide::Kind::change}) {
    const std::string name = guide_legend(layout, kind);
    if (name.empty()) continue;
    const Point c = flow.next(name, px(20));
    sheet.line({c.x - px(10), c.y}, {c.x + px(10), c.y}, Ink::quiet, kGuideWidth, guide_dash(kind));
  }
  for (const DueState state : {DueState::coming, DueState::open, DueState::late, DueState::missed}) {
    if (any_due(t, state)) draw_due_sign(sheet, flow.next(layout.state(state), px(12)), state);
  }
  voices_in_legend(layout, flow);
  std::vector<bool> tick_kinds(t.tick_kinds.size());
  for (const Tick& tick : t.ticks) {
    if (tick.kind < tick_kinds.size()) tick_kinds[tick.kind] = true;
  }
  if (std::count(tick_kinds.begin(), tick_kinds.end(), true) > 1) {
    for (std::size_t i = 1; i < tick_kinds.size(); ++i) {
      if (tick_kinds[i])
        sheet.marker(tick_marker(i), flow.next(layout.say(t.tick_kinds[i]), px(8)), px(3) + 30, {Ink::main});
    }
  }
  if (layout.m.dense) {
    // Panels may be too low for the name of their usual part.
    std::string told;
    for (const Panel& panel : t.panels) {
      for (const Zone& zone : panel.zones) {
        const std::string name = zone.usual ? layout.say(zone.name) : std::string();
        if (name.empty() || !told.empty() || zone_height(panel, zone, layout.m.panel) >= px(13)) continue;
        told = name;
        const Point c = flow.next(name, px(16));
        sheet.rect({c.x - px(8), c.y - px(5), px(16), px(10)}, {Ink::zone, Ink::hairline, 60});
      }
    }
  }
  // A dense page has every kind's shape with words in its list.
  for (std::size_t i = 0; i < t.mark_kinds.size() && !layout.m.dense; ++i) {
    const MarkKind& kind = t.mark_kinds[i];
    if (std::none_of(t.marks.begin(), t.marks.end(), [&](const Mark& mark) { return mark.kind == i; })) continue;
    const bool happened =
        std::any_of(t.marks.begin(), t.marks.end(), [&](const Mark& mark) { return mark.kind == i && !mark.expected; });
    const std::string name = layout.say(kind.name);
    const Ink ink = kind.alert && happened ? Ink::alert : Ink::main;
    Style style{ink};
    if (kind.shape == MarkShape::ring) style = {Ink::paper, ink, px(2) + 50};
    if (!happened) style = expected_style(DueState::coming, ink);
    if (!name.empty()) draw_mark_shape(sheet, kind.shape, flow.next(name, px(12)), style, {}, {});
  }
  if (t.marks.size() > layout.m.marks_in_list) {
    draw_cluster_shape(sheet, flow.next(layout.say("draw.marks.legend"), px(12)), false);
  }
  sheet.end();
  return flow.bottom();
}

}  // namespace koers::draw
