// A picture of something that runs over time: what was planned and what was done, what was measured and by whom, what was
// aimed for, what happened. Pure data, made by the caller for one viewer (what that viewer may not see is simply not here).
// `lay_out` turns it into a display list; `timeline_text.h` into lines for a terminal and into the rows behind the picture.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/error.h"
#include "draw/list.h"

namespace koers::draw {

/// Words of the picture: a message that is not yet a sentence, or, without a key, words as they are (a name, a goal in the
/// family's own words).
struct Words {
  Message message;
  std::string as_is;
  bool empty() const { return message.key.empty() && as_is.empty(); }
};
inline Words plain(std::string words) { return {{}, std::move(words)}; }
inline Words keyed(std::string key, Message::Args args = {}) { return {{std::move(key), std::move(args)}, {}}; }

/// Finished text for a message; the keys that layout itself asks for are listed in docs/pictures.md. Must be pure.
using LabelFn = std::function<std::string(const Message&)>;

/// The finished text: `as_is`, or what the label function answers.
std::string said(const Words& words, const LabelFn& label);

/// Days `from` up to, not including, `to`. Empty or turned-around spans draw nothing but stay in the table.
struct Span {
  LocalDate from;
  LocalDate to;
  friend bool operator==(const Span&, const Span&) = default;
};

/// Time drawn at full scale, with weeks counted from its first day. What lies between two stretches, or far outside them,
/// is drawn small, with a break in the axis.
struct Stretch {
  Span span;
  Words name;
};

/// Somebody who rates. The place in the list decides line, dash and marker (six differ; then they repeat).
struct Voice {
  Words name;
};

/// One part of the plan: how it was planned and how it went.
struct Band {
  std::string id;
  Words name;
  Words brief;  ///< one word or two, where the name does not fit; may be empty
  std::optional<Span> planned;
  std::optional<Span> actual;  ///< for a band that still runs, `to` = today (or the moment the picture is made)
  std::optional<Span> expected;  ///< what is still to come of it, as things stand now
  bool running = false;
  /// Lengths as the caller counts them, where days on the calendar do not all count; without, the days of the span.
  std::optional<std::int32_t> planned_days = {}, actual_days = {};
  std::int32_t paused_days = 0;  ///< of `actual`, that do not count
  std::optional<LocalDate> over_from = {};  ///< the day the planned length is used up, where it is passed; without
      ///< actual_days found from the spans
};

enum class TickState : std::uint8_t { done, missed, expected };

/// Something that happens often; drawn as one dot in its week. `kind` is a place in Timeline::tick_kinds.
struct Tick {
  std::string id;
  LocalDate day;
  TickState state = TickState::done;
  std::size_t kind = 0;
  Words title;
};

/// How many ticks per week were agreed on, in tenths (20 to 30 = two to three a week; 5 = once a fortnight).
struct Pace {
  Span span;
  std::int32_t low_tenths = 0;
  std::int32_t high_tenths = 0;
};

/// Time that does not count. Drawn through all lanes.
struct Pause {
  std::string id;
  Span span;
  Words name;
};

struct Reading {
  std::string id;
  LocalDate day;
  std::int64_t value = 0;  ///< in units of 10^-decimals of its panel; a level in a ladder
  Words note;  ///< goes into the title and the table; may be empty
};

struct Series {
  std::size_t voice = 0;
  std::vector<Reading> readings;
};

/// A part of a scale, both ends included. `usual`: the part most people are in.
struct Zone {
  std::int64_t low = 0;
  std::int64_t high = 0;
  Words name;
  bool usual = false;
};

/// Where others were at the same moments, drawn behind a voice's line: in order of days, low <= middle <= high.
struct Corridor {
  struct Point {
    LocalDate day;
    std::int64_t low = 0, middle = 0, high = 0;  ///< as readings
  };
  std::size_t voice = 0;  ///< whose line it stands behind
  Words name;
  Words legend;  ///< for all corridors of the picture alike
  std::vector<Point> points;
};

/// A value on a scale with a meaning of its own: a thin line across, behind everyone's.
struct Guide {
  enum class Kind : std::uint8_t { border, change };  ///< each has a dash of its own
  Kind kind = Kind::border;
  std::vector<std::size_t> voices;  ///< for whom; empty: for all
  std::int64_t value = 0;  ///< as readings; beyond the scale it is not drawn
  std::optional<LocalDate> from;  ///< begins here; else the line crosses the whole panel
  Words name;
  Words legend;  ///< for all of its kind alike
};

/// How it stands with something that is expected and not there.
enum class DueState : std::uint8_t {
  coming,  ///< its time has not come
  open,  ///< it can be done now
  late,  ///< its time is over, it still makes sense
  missed  ///< it can no longer be done
};

/// Something expected that is not there; each state has a sign of its own, in the picture and in words.
struct Due {
  std::string id;
  LocalDate day;
  Words title;
  DueState state = DueState::coming;
};

/// One scale with everyone's line on it. Values outside low..high are drawn at the edge and keep their number.
struct Panel {
  std::string id;
  Words name;
  Words hint;  ///< how to read it, such as which way is better; may be empty
  int decimals = 0;
  std::int64_t low = 0;
  std::int64_t high = 100;
  std::vector<Zone> zones;
  std::vector<Series> series;
  std::vector<Due> due;
  std::vector<Corridor> corridors = {};  ///< they cover each other: one reads well
  std::vector<Guide> guides = {};
};

/// One row of steps per goal.
struct LadderRow {
  std::string id;
  Words name;
  std::vector<Series>
      series;  ///< one line per voice, never a mean; of the only voice of a picture a filled stair without a name
  std::vector<Due> due;
};

/// Rows on one scale of a few levels (at most 11 are drawn apart).
struct Ladder {
  std::string id;
  Words name;
  Words hint;
  int low = -2;
  int high = 2;
  std::optional<int> marked;  ///< the level that was aimed for; from there on the stair is dark
  std::vector<LadderRow> rows;
};

enum class MarkShape : std::uint8_t { diamond, shield, bubble, ring, flag, square, house, form };

struct MarkKind {
  Words name;
  MarkShape shape = MarkShape::diamond;
  bool alert = false;
};

/// Something that happened once and can be opened.
struct Mark {
  std::string id;
  LocalDate day;
  std::size_t kind = 0;
  Words label;
  Words who;  ///< may be empty
  bool expected = false;  ///< it has not happened; `due` says how that stands
  DueState due = DueState::coming;
};

/// A figure beside the title, such as "week 23" over "of 28".
struct Fact {
  Words value;
  Words name;
};

struct Timeline {
  std::string id;  ///< prefix for ids in the picture
  Words title;
  Words subtitle;
  Words description;  ///< for who cannot see the picture; without, `description_text` of timeline_text.h
  std::vector<Fact> facts;
  std::vector<Stretch> stretches;  ///< in any order; overlapping ones are joined
  std::optional<LocalDate> today;
  std::vector<Voice> voices;
  Words bands_name;
  std::vector<Band> bands;
  Words ticks_name;
  Words ticks_hint;
  std::vector<Words> tick_kinds;
  std::vector<Tick> ticks;
  std::vector<Pace> paces;
  std::vector<Pause> pauses;
  std::vector<Panel> panels;
  std::vector<Ladder> ladders;
  Words marks_name;
  std::vector<MarkKind> mark_kinds;
  std::vector<Mark> marks;
};

enum class Format : std::uint8_t {
  phone,  ///< 360 px wide, as high as it needs
  phone_wide,  ///< a phone on its side: 720 px wide, as low as its lanes can be; without hints, list, legend
  screen,  ///< 1120 px wide
  a4_landscape,  ///< one page; drawn smaller, never on a second page
  a4_portrait,
};

/// Never fails: places outside lists count as unnamed, days outside 0001..9999 as the nearest day inside, and of each kind of
/// item the first `kMostItems` in time are drawn. Words never overlap and nothing lies outside the picture. Ids of items
/// become ids of their shapes. Smallest text 11 px.
///
/// On A4 that is 8.25 pt. A page that is too full is made, in this order, tighter; dense (names and values beside each other,
/// a moment that comes three times or more told once with all its numbers); printed at 97 %, so that the smallest text is
/// 8 pt; with neighbouring moments drawn as one, at most 24, then 16; and only then printed smaller, in steps of 3 %. So the
/// smallest text of a course of the usual size (one or two stretches of together half a year, five panels, three voices, six
/// goals, three dozen moments) is 8 pt in at least nine of ten and never below 7; it shrinks for what has many more lanes.
Picture lay_out(const Timeline& timeline, Format format, const LabelFn& label);

inline constexpr std::size_t kMostItems = 5000;

}  // namespace koers::draw
