// What is expected and not there: always hollow, with a sign for how that stands.
#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "draw/timeline_layout.h"

namespace koers::draw {
namespace {

constexpr Unit kPitch = px(12);  // of neighbouring signs
constexpr Unit kRadius = px(4) + 50;

int pressing(DueState state) {
  switch (state) {
    case DueState::late: return 3;
    case DueState::open: return 2;
    case DueState::missed: return 1;
    case DueState::coming: break;
  }
  return 0;
}

std::string title_of(const Layout& layout, const Due& due) {
  return layout.say("draw.due.title",
                    {{"day", due.day.text()}, {"what", layout.say(due.title)}, {"state", layout.state(due.state)}});
}

}  // namespace

std::vector<Cluster> clusters_of(const std::vector<LocalDate>& days, std::size_t most) {
  std::vector<Cluster> clusters;
  if (days.size() <= most || most == 0) {
    for (std::size_t i = 0; i < days.size(); ++i) clusters.push_back({i, 1});
    return clusters;
  }
  // The widest gaps in time part the clusters; of equal gaps the first.
  std::vector<std::size_t> cuts;
  for (std::size_t i = 1; i < days.size(); ++i) cuts.push_back(i);
  std::stable_sort(cuts.begin(), cuts.end(),
                   [&](std::size_t a, std::size_t b) { return days[a] - days[a - 1] > days[b] - days[b - 1]; });
  cuts.resize(most - 1);
  std::sort(cuts.begin(), cuts.end());
  cuts.push_back(days.size());
  std::size_t first = 0;
  for (const std::size_t cut : cuts) {
    clusters.push_back({first, cut - first});
    first = cut;
  }
  return clusters;
}

DueState more_pressing(DueState a, DueState b) { return pressing(b) > pressing(a) ? b : a; }

Style expected_style(DueState state, Ink ink) {
  switch (state) {
    case DueState::coming: return {Ink::paper, ink, px(1) + 10, Dash::fine};
    case DueState::late: return {Ink::paper, ink, px(1) + 80};
    case DueState::open:
    case DueState::missed: break;
  }
  return {Ink::paper, ink, px(1) + 20};
}

void draw_due_state(Sheet& sheet, Point c, DueState state, Ink ink) {
  switch (state) {
    case DueState::coming: return;
    case DueState::open: sheet.circle(c, px(1) + 50, {ink}); return;
    case DueState::late: sheet.line({c.x, c.y - px(2) - 20}, {c.x, c.y + px(2) + 20}, ink, px(1) + 80); return;
    case DueState::missed: sheet.line({c.x - px(5), c.y + px(5)}, {c.x + px(5), c.y - px(5)}, ink, px(1) + 40); return;
  }
}

void draw_due_sign(Sheet& sheet, Point centre, DueState state) {
  sheet.marker(Marker::diamond, centre, kRadius, expected_style(state, Ink::text));
  draw_due_state(sheet, centre, state, Ink::text);
}

std::vector<DueSign> place_due(const Layout& layout, std::vector<Due> due) {
  std::vector<DueSign> signs;
  std::vector<LocalDate> days;
  std::stable_sort(due.begin(), due.end(),
                   [](const Due& a, const Due& b) { return std::tie(a.day, a.state) < std::tie(b.day, b.state); });
  // The forms of one day and state are one sign; more only where not all would find a place.
  for (Due& one : due) {
    if (signs.empty() || signs.back().due.back().day != one.day || signs.back().state != one.state) {
      days.push_back(one.day);
      signs.push_back({0, one.state, {}});
    }
    signs.back().due.push_back(std::move(one));
  }
  const Unit low = layout.m.plot_left() + px(6);
  const Unit high = std::max(low, layout.m.plot_right() - px(6));
  const auto room = static_cast<std::size_t>((high - low) / kPitch) + 1;
  if (signs.size() > room) {
    std::vector<DueSign> joined;
    for (const Cluster& cluster : clusters_of(days, room)) {
      DueSign sign = std::move(signs[cluster.first]);
      for (std::size_t i = 1; i < cluster.count; ++i) {
        DueSign& next = signs[cluster.first + i];
        sign.state = more_pressing(sign.state, next.state);
        std::move(next.due.begin(), next.due.end(), std::back_inserter(sign.due));
      }
      joined.push_back(std::move(sign));
    }
    signs = std::move(joined);
  }
  std::vector<Unit> wishes;
  for (const DueSign& sign : signs) wishes.push_back(layout.axis.mid(sign.due.front().day));
  const std::vector<Unit> xs = spread(wishes, kPitch, low, high);
  for (std::size_t i = 0; i < signs.size(); ++i) signs[i].x = xs[i];
  return signs;
}

Box due_box(const DueSign& sign, Unit y) { return {sign.x - px(6), y - px(6), px(12), px(12)}; }

void draw_due(const Layout& layout, const std::vector<DueSign>& signs, Unit y) {
  for (const DueSign& sign : signs) {
    // Each keeps its id, so that it can be opened.
    for (const Due& one : sign.due) layout.sheet.begin(title_of(layout, one), one.id, "due");
    draw_due_sign(layout.sheet, {sign.x, y}, sign.state);
    for (std::size_t i = 0; i < sign.due.size(); ++i) layout.sheet.end();
    layout.sheet.reserve(due_box(sign, y));
  }
}

}  // namespace koers::draw
