#include "draw/time_axis.h"

#include <algorithm>

namespace koers::draw {
namespace {

constexpr int kJoinDays = 28;   // shorter holes and overhangs stay at scale
constexpr int kLeastDays = 28;  // a picture of one visit still shows a month
constexpr Unit kBreakWidth = px(40);
constexpr std::int32_t kFirstDay = -719162;  // 0001-01-01
constexpr std::int32_t kLastDay = 2932896;   // 9999-12-31

std::vector<AxisPart> stretches_of(const Timeline& timeline, std::span<const LocalDate> days) {
  std::vector<AxisPart> parts;
  for (const Stretch& stretch : timeline.stretches) {
    const Span span = stretch.span;
    parts.push_back({span.from, std::max({span.to, span.from + kLeastDays}), 0, 0, false, span.from, &stretch.name});
  }
  if (parts.empty()) {
    LocalDate from = timeline.today ? held(*timeline.today) : LocalDate(0);
    LocalDate to = from;
    if (!days.empty()) {
      const auto [low, high] = std::minmax_element(days.begin(), days.end());
      from = *low;
      to = *high + 1;
    }
    parts.push_back({from, std::max(to, from + kLeastDays), 0, 0, false, from, nullptr});
  }
  std::stable_sort(parts.begin(), parts.end(), [](const AxisPart& a, const AxisPart& b) { return a.from < b.from; });
  std::vector<AxisPart> joined;
  for (const AxisPart& part : parts) {
    if (!joined.empty() && part.from < joined.back().to) {
      joined.back().to = std::max(joined.back().to, part.to);
    } else {
      if (!joined.empty() && part.from - joined.back().to <= kJoinDays) joined.back().to = part.from;
      joined.push_back(part);
    }
  }
  return joined;
}

std::vector<AxisPart> with_breaks(std::vector<AxisPart> scaled, std::span<const LocalDate> days) {
  LocalDate first = scaled.front().from;
  LocalDate last = scaled.back().to;
  for (const LocalDate day : days) {
    first = std::min(first, day);
    last = std::max(last, day + 1);
  }
  const auto small = [](LocalDate from, LocalDate to) { return AxisPart{from, to, 0, 0, true, from, nullptr}; };
  std::vector<AxisPart> parts;
  if (first < scaled.front().from) {
    if (scaled.front().from - first <= kJoinDays) {
      scaled.front().from = first;
    } else {
      parts.push_back(small(first, scaled.front().from));
    }
  }
  if (last > scaled.back().to && last - scaled.back().to <= kJoinDays) scaled.back().to = last;
  for (const AxisPart& part : scaled) {
    if (!parts.empty() && parts.back().to < part.from) parts.push_back(small(parts.back().to, part.from));
    parts.push_back(part);
  }
  if (last > parts.back().to) parts.push_back(small(parts.back().to, last));
  return parts;
}

}  // namespace

LocalDate held(LocalDate day) { return LocalDate(std::clamp(day.days(), kFirstDay, kLastDay)); }

std::vector<LocalDate> all_days(const Timeline& timeline) {
  std::vector<LocalDate> days;
  const auto span = [&](const std::optional<Span>& s) {
    if (!s || s->to <= s->from) return;
    days.push_back(held(s->from));
    days.push_back(held(s->to - 1));
  };
  const auto dues = [&](const std::vector<Due>& list) {
    for (const Due& due : list) days.push_back(held(due.day));
  };
  const auto readings = [&](const std::vector<Series>& list) {
    for (const Series& series : list) {
      for (const Reading& reading : series.readings) days.push_back(held(reading.day));
    }
  };
  for (const Band& band : timeline.bands) {
    span(band.planned);
    span(band.actual);
    span(band.expected);
  }
  for (const Tick& tick : timeline.ticks) days.push_back(held(tick.day));
  for (const Panel& panel : timeline.panels) {
    readings(panel.series);
    dues(panel.due);
  }
  for (const Ladder& ladder : timeline.ladders) {
    for (const LadderRow& row : ladder.rows) {
      readings(row.series);
      dues(row.due);
    }
  }
  for (const Mark& mark : timeline.marks) days.push_back(held(mark.day));
  if (timeline.today) days.push_back(held(*timeline.today));
  return days;
}

TimeAxis::TimeAxis(const Timeline& timeline, std::span<const LocalDate> days, Unit left, Unit right)
    : parts_(with_breaks(stretches_of(timeline, days), days)) {
  std::int64_t scaled_days = 0;
  std::int64_t breaks = 0;
  for (const AxisPart& part : parts_) {
    if (part.is_small) {
      ++breaks;
    } else {
      scaled_days += part.to - part.from;
    }
  }
  const std::int64_t width = right - left;
  const std::int64_t break_width = breaks == 0 ? 0 : std::min<std::int64_t>(kBreakWidth, width / 8 / breaks);
  const std::int64_t scaled_width = width - breaks * break_width;
  std::int64_t days_before = 0;
  std::int64_t breaks_before = 0;
  for (AxisPart& part : parts_) {
    part.left = static_cast<Unit>(left + scaled_width * days_before / scaled_days + breaks_before * break_width);
    if (part.is_small) {
      ++breaks_before;
    } else {
      days_before += part.to - part.from;
    }
    part.right = static_cast<Unit>(left + scaled_width * days_before / scaled_days + breaks_before * break_width);
  }
  week_width_ = static_cast<Unit>(scaled_width * 7 / scaled_days);
}

Unit TimeAxis::x(LocalDate day) const {
  if (day <= parts_.front().from) return parts_.front().left;
  for (const AxisPart& part : parts_) {
    if (day >= part.to) continue;
    const std::int64_t inside = day - part.from;
    return static_cast<Unit>(part.left + inside * (part.right - part.left) / (part.to - part.from));
  }
  return parts_.back().right;
}

bool TimeAxis::broken_between(LocalDate a, LocalDate b) const {
  if (b < a) std::swap(a, b);
  return std::any_of(parts_.begin(), parts_.end(),
                     [&](const AxisPart& part) { return part.is_small && a < part.to && b >= part.from; });
}

std::vector<AxisColumn> TimeAxis::columns(Unit min_width) const {
  int weeks = 1;
  for (const int candidate : {1, 2, 4, 8, 13, 26, 52}) {
    weeks = candidate;
    if (std::int64_t{week_width_} * candidate >= min_width) break;
  }
    // Past the last candidate only the width counts: centuries stay a bounded number of columns.
  if (std::int64_t{week_width_} * weeks < min_width) {
    weeks = static_cast<int>(min_width / std::max<Unit>(1, week_width_)) + 1;
  }
  std::vector<AxisColumn> result;
  for (const AxisPart& part : parts_) {
    if (part.is_small) {
      result.push_back({part.from, part.to, part.left, part.right, 0, 1, true});
      continue;
    }
    const std::int32_t size = weeks * 7;
    std::int32_t lead = (part.from - part.week_one) % size;
    if (lead < 0) lead += size;
    for (LocalDate start = part.from - lead; start < part.to; start = start + size) {
      const LocalDate from = std::max(start, part.from);
      const LocalDate to = std::min(start + size, part.to);
      const std::int32_t offset = start - part.week_one;
      result.push_back({from, to, x(from), to == part.to ? part.right : x(to),
                        (offset >= 0 ? offset / 7 : (offset - 6) / 7) + 1, weeks, false});
    }
  }
  return result;
}

std::size_t TimeAxis::column_of(const std::vector<AxisColumn>& columns, LocalDate day) {
  const auto after = std::upper_bound(columns.begin(), columns.end(), day,
                                      [](LocalDate d, const AxisColumn& column) { return d < column.from; });
  return after == columns.begin() ? 0 : static_cast<std::size_t>(after - columns.begin() - 1);
}

}  // namespace koers::draw
