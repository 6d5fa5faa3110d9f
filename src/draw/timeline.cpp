#include "draw/timeline.h"

#include <algorithm>
#include <span>
#include <utility>

#include "draw/timeline_layout.h"
#include "draw/timeline_text.h"

namespace koers::draw {
namespace {

constexpr Unit kA4Long = 112252;  // 297 mm at 96 px per inch
constexpr Unit kA4Short = 79370;  // 210 mm

struct Density {
  int panel, row, dots, gap, band;
};
// From airy to tight, in px. A page takes the first that fits.
constexpr Density kDensities[] = {
    {124, 40, 64, 18, 38}, {108, 36, 60, 16, 38}, {94, 33, 56, 14, 36}, {82, 31, 52, 13, 36},
    {70, 29, 48, 12, 36},  {60, 27, 44, 10, 36},  {52, 25, 40, 8, 36},  {44, 23, 36, 6, 36},
};
// For a page that is too full for those: no smaller text, but nothing stands below what could stand beside it.
constexpr Density kDense[] = {{52, 25, 40, 6, 36}, {44, 22, 36, 5, 36}, {40, 20, 32, 4, 36}, {34, 18, 28, 3, 36}};
// For a phone on its side, which is about 360 px high.
constexpr Density kGlances[] = {{52, 20, 36, 6, 28}, {44, 18, 30, 5, 26}, {36, 16, 26, 3, 24}, {30, 14, 24, 2, 22}};
constexpr Unit kPhoneHeight = px(360);
constexpr Unit kNearlyPhoneHeight = px(390);

bool is_page(Format format) { return format == Format::a4_landscape || format == Format::a4_portrait; }

Metrics metrics_for(Format format, const Density& density) {
  Metrics m;
  m.panel = px(density.panel);
  m.row = px(density.row);
  m.dots = px(density.dots);
  m.lane_gap = px(density.gap);
  m.band = px(density.band);
  m.label = px(11);
  switch (format) {
    case Format::phone:
      m.width = px(360);
      m.margin = px(12);
      m.title = px(19);
      m.marks_in_list = 18;
      break;
    case Format::phone_wide:
      m.width = px(720);
      m.margin = px(10);
      m.gutter_left = px(158);
      m.gutter_right = px(76);
      m.marks_in_list = 40;
      m.row_name_lines = 1;
      m.glance = true;
      break;
    case Format::screen:
      m.width = px(1120);
      m.margin = px(32);
      m.gutter_left = px(214);
      m.gutter_right = px(104);
      m.title = px(24);
      m.label = px(12);
      m.marks_in_list = 32;
      m.list_columns = 4;
      m.list_lines = 16;
      m.direct_marks = true;
      break;
    case Format::a4_landscape:
      m.width = kA4Long;
      m.margin = px(40);
      m.gutter_left = px(208);
      m.gutter_right = px(100);
      m.title = px(22);
      m.label = px(12);
      m.marks_in_list = 32;
      m.list_columns = 4;
      m.list_lines = 5;
      m.direct_marks = true;
      break;
    case Format::a4_portrait:
      m.width = kA4Short;
      m.margin = px(40);
      m.gutter_left = px(164);
      m.gutter_right = px(84);
      m.title = px(22);
      m.marks_in_list = 40;
      m.list_columns = 2;
      m.list_lines = 20;
      m.direct_marks = true;
      break;
  }
  return m;
}

Metrics dense_metrics(Format format, const Density& density) {
  Metrics m = metrics_for(format, density);
  m.dense = true;
  m.margin = px(30);  // printers want 5 mm
  m.label = px(11);
  m.title = px(20);
  m.gutter_right = px(format == Format::a4_landscape ? 150 : 110);
  m.pair_room = m.gutter_right - px(15);
  m.marks_in_list = 40;
  m.list_line = px(14) + 50;
  m.list_columns = format == Format::a4_landscape ? 5 : 3;
  m.list_lines = format == Format::a4_landscape ? 6 : 20;
  return m;
}

struct Composed {
  std::vector<Item> items;
  Unit height = 0;
  int left_out = 0;
};

Composed compose(const Timeline& timeline, const std::vector<LocalDate>& days, const LabelFn& label, Metrics metrics) {
  {
    // Labels at the end of lines may stand over time that is still to come: what they have there, the gutter need not give.
    Metrics whole = metrics;
    whole.gutter_right = 0;
    const TimeAxis axis(timeline, days, whole.plot_left(), whole.plot_right());
    Sheet unused(whole.width);
    const Unit reach = end_labels_reach({{timeline, label}, whole, axis, unused});
    const Unit most = metrics.gutter_right;
    metrics.gutter_right = std::clamp(reach + px(5) - whole.plot_right(), 0, most);
    // What the gutter takes, days give up by their place on the axis: those before its end a little less than was asked.
    for (int again = 0; again < 2; ++again) {
      const TimeAxis narrower(timeline, days, metrics.plot_left(), metrics.plot_right());
      const Unit over =
          end_labels_reach({{timeline, label}, metrics, narrower, unused}) - (metrics.width - metrics.margin);
      if (over <= 0) break;
      metrics.gutter_right = std::min(most, metrics.gutter_right + over + px(1));
    }
  }
  const TimeAxis axis(timeline, days, metrics.plot_left(), metrics.plot_right());
  Sheet sheet(metrics.width);
  const Layout layout{{timeline, label}, metrics, axis, sheet};
  Unit y = draw_header(layout, metrics.margin);
  y = draw_axis(layout, y);
  y = draw_bands(layout, y);
  y = draw_ticks(layout, y);
  for (const Panel& panel : timeline.panels) y = draw_panel(layout, panel, y);
  for (const Ladder& ladder : timeline.ladders) y = draw_ladder(layout, ladder, y);
  y = draw_marks(layout, y);
  y = draw_legend(layout, y);
  const int left_out = sheet.refused();
  return {sheet.take(), y + metrics.margin, left_out};
}

/// A picture with the sizes it was made with.
struct Attempt {
  Metrics metrics;
  Composed picture;
};

/// The first of the densities, airy to tight, at which the picture is at most `height` high; else the last. The sheet is
/// `percent` of the format's width.
template <typename Compose>
Attempt first_that_fits(Format format, std::span<const Density> densities, std::int32_t percent, Unit height,
                        const Compose& composed, Metrics (*metrics)(Format, const Density&) = metrics_for) {
  Attempt attempt;
  for (const Density& density : densities) {
    attempt.metrics = metrics(format, density);
    attempt.metrics.width = static_cast<Unit>(std::int64_t{attempt.metrics.width} * percent / 100);
    attempt.picture = composed(attempt.metrics);
    if (attempt.picture.height <= height) break;
  }
  return attempt;
}

/// A phone on its side: names of rows on one line where that makes the picture fit; what has to be scrolled anyway cuts no name.
template <typename Compose>
Attempt on_its_side(const Compose& composed) {
  Attempt low = first_that_fits(Format::phone_wide, kGlances, 100, kPhoneHeight, composed);
  if (low.picture.height <= kNearlyPhoneHeight) return low;
  low.metrics.row_name_lines = 2;
  low.picture = composed(low.metrics);
  return low;
}

/// One page: airy to tight, then dense; what is still too full is laid out on a larger sheet of the same shape, which print
/// makes smaller: to 8 pt, then with more marks drawn as one, then further.
template <typename Compose>
Attempt on_a_page(Format format, const Timeline& timeline, const Compose& composed) {
  const Unit long_side = format == Format::a4_landscape ? kA4Short : kA4Long;
  Attempt best;
  Unit page = 0;
  const auto next = [](std::int32_t percent) { return percent + (percent < 120 ? 3 : percent < 200 ? 10 : 100); };
  for (std::int32_t percent = 100;; percent = next(percent)) {
    page = static_cast<Unit>(std::int64_t{long_side} * percent / 100);
    if (percent == 100) best = first_that_fits(format, kDensities, percent, page, composed);
    if (percent > 100 || best.picture.height > page)
      best = first_that_fits(format, kDense, percent, page, composed, dense_metrics);
    for (const std::size_t marks : {std::size_t{24}, std::size_t{16}}) {
      if (percent == 100 || best.picture.height <= page || timeline.marks.size() <= marks) break;
      best.metrics.marks_in_list = marks;
      best.picture = composed(best.metrics);
    }
    if (best.picture.height <= page || percent >= 1000) break;
  }
  // What is left of the page goes to the panels, as far as that looks well.
  if (best.picture.height < page && !timeline.panels.empty()) {
    Metrics roomy = best.metrics;
    roomy.panel += std::min(px(36), (page - best.picture.height) / static_cast<Unit>(timeline.panels.size()));
    if (Composed more = composed(roomy); more.height <= page) best.picture = std::move(more);
  }
  if (best.picture.height <= page) {
    best.picture.height = page;
  } else {
    best.metrics.width = static_cast<Unit>(std::int64_t{best.picture.height} * best.metrics.width / page);
  }
  return best;
}

template <typename T>
void keep_first(std::vector<T>& items) {
  for (T& item : items) item.day = held(item.day);
  std::stable_sort(items.begin(), items.end(), [](const T& a, const T& b) { return a.day < b.day; });
  if (items.size() > kMostItems) items.resize(kMostItems);
}

void hold(Span& span) { span = {held(span.from), held(std::max(span.from, span.to))}; }
void hold(std::optional<Span>& span) {
  if (span) hold(*span);
}

/// In order of time, days and scales held inside their ranges: lanes need not check again.
Timeline prepared(Timeline t) {
  for (Stretch& stretch : t.stretches) hold(stretch.span);
  if (t.today) t.today = held(*t.today);
  for (Band& band : t.bands) {
    hold(band.planned);
    hold(band.actual);
    hold(band.expected);
  }
  for (Pace& pace : t.paces) {
    hold(pace.span);
    pace.low_tenths = std::clamp(pace.low_tenths, 0, 1000);
    pace.high_tenths = std::clamp(pace.high_tenths, pace.low_tenths, 1000);
  }
  for (Pause& pause : t.pauses) hold(pause.span);
  std::stable_sort(t.pauses.begin(), t.pauses.end(),
                   [](const Pause& a, const Pause& b) { return a.span.from < b.span.from; });
  keep_first(t.ticks);
  keep_first(t.marks);
  for (Panel& panel : t.panels) {
    if (panel.high <= panel.low) {
      panel.low = std::min(panel.low, INT64_MAX - 1);
      panel.high = panel.low + 1;
    }
    keep_first(panel.due);
    for (Series& series : panel.series) keep_first(series.readings);
    for (Corridor& corridor : panel.corridors) keep_first(corridor.points);
  }
  for (Ladder& ladder : t.ladders) {
    ladder.low = std::clamp(ladder.low, -1000, 1000);
    ladder.high = std::clamp(ladder.high, ladder.low + 1, 1001);
    for (LadderRow& row : ladder.rows) {
      keep_first(row.due);
      for (Series& series : row.series) keep_first(series.readings);
    }
  }
  return t;
}

}  // namespace

Picture lay_out(const Timeline& source, Format format, const LabelFn& label) {
  const Timeline timeline = prepared(source);
  const std::vector<LocalDate> days = all_days(timeline);
  const auto composed = [&](const Metrics& m) { return compose(timeline, days, label, m); };
  const auto plain_density = std::span(kDensities).subspan(format == Format::screen ? 4 : 5, 1);
  Attempt best = is_page(format)                ? on_a_page(format, timeline, composed)
                 : format == Format::phone_wide ? on_its_side(composed)
                                                : first_that_fits(format, plain_density, 100, INT32_MAX, composed);
  Picture picture;
  picture.id = timeline.id;
  picture.width = best.metrics.width;
  picture.height = best.picture.height;
  if (is_page(format)) picture.paper_width = format == Format::a4_landscape ? kA4Long : kA4Short;
  picture.title = said(timeline.title, label);
  picture.description = said(timeline.description, label);
  if (picture.description.empty()) picture.description = description_text(timeline, label);
  picture.items = std::move(best.picture.items);
  picture.left_out = best.picture.left_out;
  return picture;
}

}  // namespace koers::draw
