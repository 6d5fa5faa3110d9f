// The parts of lay_out (timeline.h), one function per lane. Internal to draw/.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "draw/sheet.h"
#include "draw/time_axis.h"
#include "draw/timeline.h"
#include "draw/timeline_speech.h"

namespace koers::draw {

/// Sizes of one format at one density.
struct Metrics {
  Unit width = 0;
  Unit margin = 0;
  Unit gutter_left = 0;   ///< names of lanes stand here; 0: above their lane
  Unit gutter_right = 0;  ///< labels at the end of lines
  Unit lane_gap = 0;
  Unit panel = 0;  ///< least height of a panel
  Unit row = 0;    ///< least height of a ladder's row
  Unit band = 0;
  Unit dots = 0;   ///< greatest height of the histogram
  Unit title = 0;
  Unit label = 0;
  std::size_t marks_in_list = 0;
  int list_columns = 1;   ///< at most
  int list_lines = 1000;  ///< more columns before more lines than this
  Unit pair_room = 0;     ///< labels at the end of a row that fit here stand two by two; 0: never
  bool direct_marks = false;  ///< may label marks in the picture
  int row_name_lines = 2;     ///< of the name of a ladder's row, where it stands beside it
  bool glance = false;        ///< only what a small, low screen holds: no hints, list or legend
  bool dense = false;         ///< a full page: things stand beside each other, equal moments are listed once
  Unit list_line = px(16);    ///< of the list of marks
  bool above() const { return gutter_left == 0; }
  Unit plot_left() const { return margin + gutter_left; }
  Unit plot_right() const { return width - margin - gutter_right; }
};

/// What every lane needs. Nothing is owned.
struct Layout : Speech {
  const Metrics& m;
  const TimeAxis& axis;
  Sheet& sheet;

  std::string short_day(LocalDate date) const;  ///< "12 Mar", with its year in a picture of more than a year
  bool past(LocalDate date) const { return !timeline.today || date <= *timeline.today; }
};

/// Places for things of `size` around their wishes (ascending), at least `size` apart and inside low..high if they fit.
std::vector<Unit> spread(const std::vector<Unit>& wishes, Unit size, Unit low, Unit high);

// Each draws from `y` down and returns the y below it.
Unit draw_header(const Layout& layout, Unit y);
Unit draw_axis(const Layout& layout, Unit y);
Unit draw_bands(const Layout& layout, Unit y);
Unit draw_ticks(const Layout& layout, Unit y);
Unit draw_panel(const Layout& layout, const Panel& panel, Unit y);
Unit draw_ladder(const Layout& layout, const Ladder& ladder, Unit y);
Unit draw_marks(const Layout& layout, Unit y);
Unit draw_legend(const Layout& layout, Unit y);

/// A part of the ground with a meaning of its own.
struct Strip {
  Unit top, bottom;
  Ink ink;
  std::string title;
};
/// Pale, with an edge that shows where it is narrow, also without colour.
inline constexpr Style corridor_style{Ink::main_soft, Ink::main_deep, 80};
/// Told apart by their dashes, also in grey.
inline Dash guide_dash(Guide::Kind kind) { return kind == Guide::Kind::border ? Dash::long_dash : Dash::dotted; }
inline constexpr Unit kGuideWidth = 110;
/// How far to the right the labels at the ends of lines want to reach.
Unit end_labels_reach(const Layout& layout);

/// Background of a lane: the past, the strips, then months, pauses, breaks and today over them.
void draw_ground(const Layout& layout, Unit top, Unit bottom, const std::vector<Strip>& strips = {});
/// The shape of a kind of tick, by its place in the list.
Marker tick_marker(std::size_t kind);
void draw_mark_shape(Sheet& sheet, MarkShape shape, Point centre, Style style, std::string title, std::string id);

/// Items in order of time that are drawn as one.
struct Cluster {
  std::size_t first = 0;
  std::size_t count = 1;
};
/// At most `most` clusters of neighbours (0: no limit); the widest gaps part them.
std::vector<Cluster> clusters_of(const std::vector<LocalDate>& days, std::size_t most);

/// Which of two states one sign for both shows: what can still be done comes first.
DueState more_pressing(DueState a, DueState b);
/// The outline of something that is not there, and the sign on it that says how that stands.
Style expected_style(DueState state, Ink ink);
void draw_due_state(Sheet& sheet, Point centre, DueState state, Ink ink);
/// Both, as they stand under a scale.
void draw_due_sign(Sheet& sheet, Point centre, DueState state);
/// One sign for what is due on one day in one state.
struct DueSign {
  Unit x = 0;
  DueState state = DueState::coming;
  std::vector<Due> due;
};
/// Beside each other, near their days; where they cannot all have a place, neighbours are joined.
std::vector<DueSign> place_due(const Layout& layout, std::vector<Due> due);
/// What a sign at height `y` covers; words keep out of it.
Box due_box(const DueSign& sign, Unit y);
void draw_due(const Layout& layout, const std::vector<DueSign>& signs, Unit y);
inline constexpr Unit kDueLine = px(14);  ///< of a line of signs below a scale
inline constexpr Unit kDueCentre = px(8);  ///< of its signs, clear of the labels that hang over the scale

/// The shape of several marks drawn as one. `expected`: none of them has happened, and this is how that stands.
void draw_cluster_shape(Sheet& sheet, Point centre, bool alert, std::optional<DueState> expected = {});

/// Name and hint of a lane in the gutter, or above it; returns where the lane's plot starts.
Unit draw_lane_name(const Layout& layout, Unit y, const Words& name, const Words& hint, Unit lane_height);

/// Where words that start at `x` and are `width` wide go, so that today's line does not cross them.
Unit beside_today(const Layout& layout, Unit x, Unit width);

/// First days of the months (or years) that get a line in the picture.
std::vector<LocalDate> grid_days(const Layout& layout);

}  // namespace koers::draw
