#include "draw/timeline_text.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "draw/timeline_layout.h"

namespace koers::draw {
namespace {

constexpr int kGutter = 19;  // names of rows
constexpr int kEnd = 8;      // last values

int characters(std::string_view text) {
  int count = 0;
  for (std::size_t at = 0; at < text.size();) {
    next_code_point(text, at);
    ++count;
  }
  return count;
}

/// The first `width` characters; a longer text ends in "…" (or "." in ASCII).
std::string cut(std::string_view text, int width, bool ascii) {
  if (characters(text) <= width) return std::string(text);
  std::string out;
  std::size_t at = 0;
  for (int i = 0; i + 1 < width; ++i) append_utf8(out, next_code_point(text, at));
  return out + (ascii ? "." : "…");
}

std::string padded(std::string text, int width) {
  for (int missing = width - characters(text); missing > 0; --missing) text += ' ';
  return text;
}

struct Signs {
  std::string_view fill[3];
  std::string_view open, close, plan, plan_end, expected, pause, today, between, none;
  std::string_view levels[8];
  std::string_view marks[8];
  std::string_view due[4];
};

const Signs& signs(bool ascii) {
  static constexpr Signs plain_signs{{"=", "-", "="},
                                     "[",
                                     "]",
                                     "-",
                                     "|",
                                     ".",
                                     ":",
                                     "|",
                                     ".",
                                     " ",
                                     {"1", "2", "3", "4", "5", "6", "7", "8"},
                                     {"*", "!", "o", "@", ">", "#", "^", "="},
                                     {"?", "+", "!", "x"}};
  static constexpr Signs signs{{"━", "━", "━"},
                               "┣",
                               "┫",
                               "─",
                               "┆",
                               "┄",
                               "░",
                               "│",
                               "·",
                               " ",
                               {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"},
                               {"◆", "▼", "●", "○", "▶", "■", "⌂", "▤"},
                               {"◌", "◇", "!", "✗"}};
  return ascii ? plain_signs : signs;
}

class Terminal : Speech {
 public:
  Terminal(const Timeline& source, const LabelFn& words, const TextOptions& options)
      : Speech{source, words},
        t_(source),
        ascii_(options.ascii),
        width_(std::clamp(options.width, 60, 400)),
        cells_(width_ - kGutter - kEnd),
        axis_(source, all_days(source), 0, px(cells_)),
        signs_(signs(options.ascii)) {}

  std::string run() {
    head();
    axis();
    bands();
    ticks();
    for (const Panel& panel : t_.panels) {
      title_line(panel.name, panel.hint);
      for (const Series& series : panel.series) voice_row(panel, series);
      for (const Corridor& corridor : panel.corridors) corridor_row(panel, corridor);
      for (const Guide& each : panel.guides) line("    " + guide(panel, each));
      due_rows(panel.due);
    }
    for (const Ladder& ladder : t_.ladders) {
      title_line(ladder.name, ladder.hint);
      for (const LadderRow& row : ladder.rows) goal_rows(ladder, row);
    }
    marks();
    return std::move(out_);
  }

 private:
  using Cells = std::vector<std::string>;

  int cell(LocalDate day) const { return std::clamp(axis_.mid(held(day)) / px(1), 0, cells_ - 1); }
  Cells blank() const { return Cells(static_cast<std::size_t>(cells_), std::string(signs_.none)); }
  void set(Cells& cells, int place, std::string_view sign) const { cells[static_cast<std::size_t>(place)] = sign; }

  void line(std::string text) {
    text = cut(text, width_, ascii_);
    while (!text.empty() && text.back() == ' ') text.pop_back();
    out_ += text + "\n";
  }

  /// A row with today's line through its empty cells.
  void row(const std::string& name, Cells cells, const std::string& end) {
    if (t_.today) {
      std::string& at = cells[static_cast<std::size_t>(cell(*t_.today))];
      if (at == signs_.none || at == signs_.between) at = signs_.today;
    }
    std::string text = padded(cut(name, kGutter - 1, ascii_), kGutter);
    for (const std::string& one : cells) text += one;
    if (!end.empty()) text += " " + cut(end, kEnd - 1, ascii_);
    line(std::move(text));
  }

    /// Writes words over blank cells from `place` on if they all fit before `limit`.
  bool write(Cells& cells, int place, int limit, std::string_view text) const {
    const int length = characters(text);
    if (place < 0 || length == 0 || place + length > std::min(limit, cells_)) return false;
    for (std::size_t at = 0; at < text.size(); ++place) {
      std::string one;
      append_utf8(one, next_code_point(text, at));
      set(cells, place, one);
    }
    return true;
  }

  void head() {
    line(say(t_.title));
    if (const std::string text = say(t_.subtitle); !text.empty()) line(text);
    std::string facts;
    for (const Fact& fact : t_.facts)
      facts += (facts.empty() ? "" : ascii_ ? "; " : " · ") + say(fact.value) + " " + say(fact.name);
    if (!facts.empty()) line(facts);
    line({});
  }

  void axis() {
    Cells months = blank();
    Cells weeks = blank();
    int month_free = 0;
    int week_free = 0;
    for (const AxisPart& part : axis_.parts()) {
      if (part.is_small) continue;
      const int limit = part.right / px(1);
      int number = 1;
      for (LocalDate day = part.from; day < part.to; day = day + 1) {
        if (day.day() == 1 || day == part.from) {
          const bool year = day == part.from || day.month() == 1;
          const std::string text = month(day, year);
          const int place = cell(day);
          if (place >= month_free && write(months, place, limit, text)) month_free = place + characters(text) + 1;
        }
        if (day >= part.week_one && (day - part.week_one) % 7 == 0) {
          number = (day - part.week_one) / 7 + 1;
          const std::string text = std::to_string(number);
          const int place = cell(day);
          if ((number == 1 || number % 4 == 0) && place >= week_free && write(weeks, place, limit, text))
            week_free = place + characters(text) + 1;
        }
        if (axis_.last() - axis_.first() > 40 * 366) break;  // too long to name months
      }
    }
    row({}, std::move(months), {});
    row(say("draw.week"), std::move(weeks), {});
    if (t_.pauses.empty()) return;
    Cells pauses = blank();
    for (const Pause& pause : t_.pauses) {
      if (pause.span.to <= pause.span.from) continue;
      for (int i = cell(pause.span.from); i <= cell(pause.span.to - 1); ++i) set(pauses, i, signs_.pause);
    }
    row(say("draw.pause"), std::move(pauses), {});
  }

  void bar(Cells& cells, const Span& span, std::string_view open, std::string_view fill, std::string_view close,
           const std::string& name) {
    if (span.to <= span.from) return;
    const int first = cell(span.from);
    const int last = cell(span.to - 1);
    for (int i = first; i <= last; ++i) set(cells, i, fill);
    set(cells, first, open);
    if (last > first) set(cells, last, close);
    if (last - first > 3) write(cells, first + 1, last, cut(name, last - first - 1, ascii_));
  }

  /// A pause shows in a bar wherever the name leaves it to be seen.
  void paused(Cells& cells, const Span& span, std::string_view fill) {
    for (const Pause& pause : t_.pauses) {
      const LocalDate from = std::max(pause.span.from, span.from);
      const LocalDate to = std::min(pause.span.to, span.to);
      if (to <= from) continue;
      for (int i = cell(from); i <= cell(to - 1); ++i) {
        std::string& at = cells[static_cast<std::size_t>(i)];
        if (at == fill) at = signs_.pause;
      }
    }
  }

  void bands() {
    if (t_.bands.empty()) return;
    Cells actual = blank();
    Cells planned = blank();
    std::size_t place = 0;
    for (const Band& band : t_.bands) {
      if (band.expected) bar(actual, *band.expected, signs_.expected, signs_.expected, signs_.close, {});
      if (band.actual) {
        bar(actual, *band.actual, signs_.open, signs_.fill[place % 3], signs_.close, say(band.name));
        paused(actual, *band.actual, signs_.fill[place % 3]);
      }
      if (band.planned) bar(planned, *band.planned, signs_.plan_end, signs_.plan, signs_.plan_end, {});
      ++place;
    }
    row(say(t_.bands_name), std::move(actual), {});
    row("  " + say("draw.band.plan"), std::move(planned), {});
  }

  void ticks() {
    if (t_.ticks.empty()) return;

    line(say(t_.ticks_name));
    for (const TickState wanted : {TickState::done, TickState::missed, TickState::expected}) {
      std::vector<int> counts(static_cast<std::size_t>(cells_), 0);
      int all = 0;
      for (const Tick& tick : t_.ticks) {
        if (tick.state != wanted) continue;
        ++counts[static_cast<std::size_t>(cell(tick.day))];
        ++all;
      }
      if (all == 0) continue;
      Cells cells = blank();
      for (int i = 0; i < cells_; ++i) {
        const int count = counts[static_cast<std::size_t>(i)];
        if (count > 0) set(cells, i, count > 9 ? std::string("+") : std::to_string(count));
      }
      row("  " + state(wanted), std::move(cells), std::to_string(all));
    }
  }

  void title_line(const Words& name, const Words& hint) {
    const std::string text = say(hint);
    line(say(name) + (text.empty() ? "" : " (" + text + ")"));
  }

  std::string_view level_sign(std::int64_t value, std::int64_t low, std::int64_t high) const {
    value = std::clamp(value, low, high);
    const std::uint64_t range =
        std::max<std::uint64_t>(1, static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low));
    const std::uint64_t above = static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(low);
    return signs_.levels[std::min<std::uint64_t>(7, above / (range / 8 + (range % 8 == 0 ? 0 : 1)))];
  }

  static std::vector<Reading> in_time(std::vector<Reading> readings) {
    std::stable_sort(readings.begin(), readings.end(),
                     [](const Reading& a, const Reading& b) { return a.day < b.day; });
    return readings;
  }

  void voice_row(const Panel& panel, const Series& series) {
    if (series.readings.empty()) return;
    const auto readings = in_time(series.readings);
    Cells cells = blank();
    for (int i = cell(readings.front().day); i <= cell(readings.back().day); ++i) set(cells, i, signs_.between);
    for (const Reading& reading : readings)
      set(cells, cell(reading.day), level_sign(reading.value, panel.low, std::max(panel.low, panel.high)));
    row("  " + voice(series.voice), std::move(cells),
        value(readings.back().value, shown_decimals(panel), panel.decimals));
  }

  void corridor_row(const Panel& panel, const Corridor& corridor) {
    if (corridor.points.empty()) return;
    const auto number = [&](std::int64_t v) { return value(v, panel.decimals); };
    const Corridor::Point& last = corridor.points.back();
    line("    " + say("draw.corridor", {{"what", named(corridor.name)},
                                        {"who", voice(corridor.voice)},
                                        {"low", number(last.low)},
                                        {"middle", number(last.middle)},
                                        {"high", number(last.high)}}));
  }

  void goal_rows(const Ladder& ladder, const LadderRow& goal) {
    bool any = false;
    for (const Series& series : goal.series) {
      if (series.readings.empty()) continue;
      const auto readings = in_time(series.readings);
      Cells cells = blank();
      const int end = t_.today ? std::max(cell(*t_.today), cell(readings.back().day)) : cells_ - 1;
      for (std::size_t i = 0; i < readings.size(); ++i) {
        const int until = i + 1 < readings.size() ? cell(readings[i + 1].day) : end;
        for (int at = cell(readings[i].day); at <= until; ++at)
          set(cells, at, level_sign(readings[i].value, ladder.low, std::max(ladder.low, ladder.high)));
      }
      if (!any) line("  " + say(goal.name));
      any = true;
      row("    " + voice(series.voice), std::move(cells), level_text(readings.back().value));
    }
    if (!any) line("  " + say(goal.name));
    due_rows(goal.due);
  }

  /// One row per state, named by it.
  void due_rows(const std::vector<Due>& due) {
    for (const DueState wanted : {DueState::coming, DueState::open, DueState::late, DueState::missed}) {
      Cells cells = blank();
      int all = 0;
      for (const Due& one : due) {
        if (one.state != wanted) continue;
        set(cells, cell(one.day), sign(wanted));
        ++all;
      }
      if (all > 0) row("  " + state(wanted), std::move(cells), std::to_string(all));
    }
  }

  void marks() {
    if (t_.marks.empty()) return;
    std::vector<Mark> list = t_.marks;
    std::stable_sort(list.begin(), list.end(), [](const Mark& a, const Mark& b) { return a.day < b.day; });
    Cells cells = blank();
    for (const Mark& mark : list) set(cells, cell(mark.day), sign(mark));
    row(say(t_.marks_name), std::move(cells), {});
    for (const Mark& mark : list) {
      std::string text = "  " + std::string(sign(mark)) + " " + padded(day_year(mark.day), 13);
      text += say(mark.label);
      if (const std::string who = say(mark.who); !who.empty()) text += " (" + who + ")";
      if (mark.expected) text += " (" + state(mark.due) + ")";
      line(std::move(text));
    }
  }

  std::string_view sign(DueState state) const { return signs_.due[static_cast<std::size_t>(state) % 4]; }

  std::string_view sign(const Mark& mark) const {
    if (mark.expected) return sign(mark.due);
    const MarkShape shape = mark.kind < t_.mark_kinds.size() ? t_.mark_kinds[mark.kind].shape : MarkShape::diamond;
    return signs_.marks[static_cast<std::size_t>(shape) % 8];
  }

  const Timeline& t_;
  bool ascii_;
  int width_;
  int cells_;
  TimeAxis axis_;
  const Signs& signs_;
  std::string out_;
};

}  // namespace

std::string terminal_text(const Timeline& timeline, const LabelFn& label, const TextOptions& options) {
  return Terminal(timeline, label, options).run();
}

}  // namespace koers::draw
