#include "draw/timeline_speech.h"

#include <algorithm>
#include <utility>

#include "draw/time_axis.h"

namespace koers::draw {
namespace {

std::int64_t days_in(const Span& span) { return std::int64_t{span.to.days()} - span.from.days(); }

/// "-12.5": the machine's form, for a message's argument.
std::string digits(std::int64_t value, int decimals) {
  std::string text = std::to_string(value);
  const bool negative = text[0] == '-';
  if (negative) text.erase(0, 1);
  if (decimals > 0 && decimals < 18) {
    const auto places = static_cast<std::size_t>(decimals);
    if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
    text.insert(text.size() - places, 1, '.');
  }
  return negative ? "-" + text : text;
}

}  // namespace

std::string said(const Words& words, const LabelFn& label) {
  return words.message.key.empty() ? words.as_is : label(words.message);
}

std::string Speech::say(std::string_view key, Message::Args args) const {
  return label(Message{std::string(key), std::move(args)});
}

std::string Speech::named(const Words& words) const {
  std::string text = say(words);
  return text.empty() ? say("draw.unnamed") : text;
}

std::string Speech::day(LocalDate date) const { return say("draw.day", {{"day", held(date).text()}}); }

std::string Speech::day_month(LocalDate date) const {
  date = held(date);
  return say("draw.day.month", {{"day", std::to_string(date.day())}, {"month", std::to_string(date.month())}});
}

std::string Speech::day_year(LocalDate date) const { return say("draw.day.year", {{"day", held(date).text()}}); }

std::string Speech::month(LocalDate date, bool with_year) const {
  date = held(date);
  if (!with_year) return say("draw.month", {{"month", std::to_string(date.month())}});
  return say("draw.month.year", {{"month", std::to_string(date.month())}, {"year", std::to_string(date.year())}});
}

Message::Args Speech::ends(Span span) {
  const LocalDate last = span.to > span.from ? LocalDate(span.to.days() - 1) : span.from;
  return {{"from", held(span.from).text()}, {"until", held(last).text()}};
}

std::string Speech::between(Span span) const { return say("draw.between", ends(span)); }

std::string Speech::voice(std::size_t place) const {
  return place < timeline.voices.size() ? say(timeline.voices[place].name) : say("draw.voice.unnamed");
}

std::string Speech::value(std::int64_t value, int decimals) const {
  std::string text = digits(value, decimals);
  if (decimals > 0) return say("draw.number", {{"n", std::move(text)}});
  if (text[0] == '-') text.replace(0, 1, "−");
  return text;
}

std::string Speech::value(std::int64_t value, int shown, int decimals) const {
  for (; shown < decimals; --decimals) value /= 10;
  return this->value(value, decimals);
}

std::string Speech::scale_value(std::int64_t value, int decimals) const {
  for (; decimals > 0 && value % 10 == 0; --decimals) value /= 10;
  return this->value(value, decimals);
}

std::string Speech::state(TickState state) const {
  switch (state) {
    case TickState::done: return say("draw.tick.done");
    case TickState::missed: return say("draw.tick.missed");
    case TickState::expected: break;
  }
  return say("draw.tick.expected");
}

std::string Speech::state(DueState state) const {
  switch (state) {
    case DueState::open: return say("draw.due.open");
    case DueState::late: return say("draw.due.late");
    case DueState::missed: return say("draw.due.missed");
    case DueState::coming: break;
  }
  return say("draw.due");
}

std::vector<std::string> Speech::lengths(const Band& band) const {
  const std::string planned = weeks_text(planned_days(band));
  if (!band.actual) {
    if (!band.planned) return {};
    return {say("draw.band.length.planned", {{"planned", planned}})};
  }
  // A running part is in its week; what is over has weeks.
  const std::string actual = band.running && band.planned && band.actual_days
                                 ? std::to_string(*band.actual_days / 7 + 1)
                                 : weeks_text(actual_days(band));
  std::vector<std::string> texts;
  const auto add = [&](std::string_view key) {
    texts.push_back(say(key, {{"actual", actual}, {"planned", planned}, {"pause", weeks_text(band.paused_days)}}));
  };
  const bool paused = whole_weeks(band.paused_days) > 0;
  if (!band.planned) {
    if (paused) add("draw.band.length.actual.paused");
    add("draw.band.length.actual");
    return texts;
  }
  if (paused) add(band.running ? "draw.band.length.running.paused" : "draw.band.length.paused");
  add(band.running ? "draw.band.length.running" : "draw.band.length");
  add("draw.band.length.short");
  return texts;
}

std::string Speech::pace(const Pace& pace) const {
  // Whole numbers without a decimal: "2 to 3", not "2.0 to 3.0".
  const auto per_week = [&](std::int32_t tenths) {
    return tenths % 10 == 0 ? digits(tenths / 10, 0) : digits(tenths, 1);
  };
  if (pace.low_tenths == pace.high_tenths) return say("draw.pace.exact", {{"n", per_week(pace.low_tenths)}});
  return say("draw.pace.range", {{"low", per_week(pace.low_tenths)}, {"high", per_week(pace.high_tenths)}});
}

std::string Speech::zone(const Panel& panel, const Zone& zone) const {
  return say("draw.zone", {{"zone", say(zone.name)},
                           {"low", scale_value(zone.low, panel.decimals)},
                           {"high", scale_value(zone.high, panel.decimals)}});
}

std::string Speech::people(const Guide& guide) const {
  std::string out;
  for (const std::size_t one : guide.voices) out += (out.empty() ? "" : ", ") + voice(one);
  return out;
}

std::string Speech::guide(const Panel& panel, const Guide& guide) const {
  return say(
      "draw.guide",
      {{"who", people(guide)}, {"what", named(guide.name)}, {"value", scale_value(guide.value, panel.decimals)}});
}

int shown_decimals(const Panel& panel) {
  std::int64_t unit = 1;
  for (int i = 0; i < panel.decimals && i < 18; ++i) unit *= 10;
  for (const Series& series : panel.series) {
    for (const Reading& reading : series.readings) {
      if (reading.value % unit != 0) return panel.decimals;
    }
  }
  return 0;
}

std::string level_text(std::int64_t level) {
  std::string text = digits(level, 0);
  if (level > 0) return "+" + text;
  if (level < 0) text.replace(0, 1, "−");
  return text;
}

std::int64_t planned_days(const Band& band) {
  if (band.planned_days) return std::max(0, *band.planned_days);
  return band.planned ? days_in(*band.planned) : 0;
}

std::int64_t actual_days(const Band& band) {
  if (band.actual_days) return std::max(0, *band.actual_days);
  return band.actual ? days_in(*band.actual) : 0;
}

std::optional<LocalDate> over_from(const Band& band) {
  if (!band.planned || !band.actual || actual_days(band) <= planned_days(band) + 3) return {};
  const LocalDate day = band.over_from.value_or(band.actual->from + static_cast<int>(planned_days(band)));
  if (day <= band.actual->from || day >= band.actual->to) return {};
  return day;
}

std::string weeks_text(std::int64_t days) { return std::to_string(std::max(1, whole_weeks(days))); }

int whole_weeks(std::int64_t days) { return static_cast<int>((days + (days < 0 ? -3 : 3)) / 7); }

}  // namespace koers::draw
