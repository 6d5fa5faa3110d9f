// Display list: a finished picture as data. Layout makes it, writers (SVG here, pangocairo elsewhere) draw it.
// Pure values; lengths are whole numbers, so that equal input gives equal bytes on every machine.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace koers::draw {

/// A length: hundredths of a CSS pixel (1/96 inch).
using Unit = std::int32_t;

constexpr Unit px(std::int32_t whole) { return whole * 100; }

struct Point {
  Unit x = 0;
  Unit y = 0;
  friend bool operator==(Point, Point) = default;
};

struct Box {
  Unit x = 0, y = 0, width = 0, height = 0;
  constexpr Unit right() const { return x + width; }
  constexpr Unit bottom() const { return y + height; }
    /// Boxes that only touch do not overlap.
  constexpr bool overlaps(const Box& other) const {
    return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
  }
  constexpr bool inside(const Box& outer) const {
    return x >= outer.x && y >= outer.y && right() <= outer.right() && bottom() <= outer.bottom();
  }
  friend bool operator==(const Box&, const Box&) = default;
};

/// What a shape is drawn with: a role, not a colour. A Palette gives each its colour.
enum class Ink : std::uint8_t {
  none,
  paper,    ///< the background
  sheet,    ///< the part of the background that is already past
  text,     ///< words that matter
  quiet,    ///< words beside them
  hairline, ///< grid
  rule,     ///< lines that carry meaning but no weight
  pause,    ///< time that does not count
  zone,     ///< where a value is in the usual range
  main,     ///< the leading colour: lines and solid shapes
  main_soft,
  main_mid,
  main_deep,
  warm,  ///< the second colour
  warm_soft,
  warm_mid,
  alert,
  voice1,  ///< voices: each also has its own dash and marker
  voice2,
  voice3,
  voice4,
  voice5,
  voice6,
};
inline constexpr int kInks = 23;

enum class Dash : std::uint8_t { solid, dashed, dotted, dash_dot, long_dash, fine };
enum class Pattern : std::uint8_t { none, hatch, dots };
enum class Weight : std::uint8_t { regular, semibold };
enum class Anchor : std::uint8_t { start, middle, end };

struct Style {
  Ink fill = Ink::none;
  Ink stroke = Ink::none;
  Unit stroke_width = 0;
  Dash dash = Dash::solid;
  Pattern pattern = Pattern::none;  ///< drawn with `fill` on nothing
};

struct Rect {
  Box box;
  Unit radius = 0;
};

struct Circle {
  Point centre;
  Unit radius = 0;
};

/// M and L use `to`; Q uses `control` and `to`; Z nothing.
struct PathStep {
  char op = 'M';
  Point to;
  Point control;
};

struct Path {
  std::vector<PathStep> steps;
};

/// One line of words. `box` is what the words may cover, by the width table: writers need not measure.
struct Text {
  Point baseline;  ///< of the start, middle or end, by `anchor`
  std::string words;
  Unit size = px(11);
  Weight weight = Weight::regular;
  Anchor anchor = Anchor::start;
  Box box;
};

struct Item;

/// Items drawn together; a reader on a screen hears the title first.
struct Group {
  std::vector<Item> items;
};

struct Item {
  std::string id;     ///< unique in the picture, or empty
  std::string title;  ///< what it says to who cannot see it; empty only inside a titled group, or for words
  std::string kind;   ///< a class name for style sheets, or empty
  Style style;
  std::variant<Rect, Circle, Path, Text, Group> shape;
};

struct Picture {
  Unit width = 0;
  Unit height = 0;
  Unit paper_width =
      0;  ///< of a picture for one page: its width on paper, where all of it is in proportion; 0: as drawn
  std::string id;           ///< prefix of every id, so that two pictures can stand on one page
  std::string title;
  std::string description;  ///< two or three sentences
  std::vector<Item> items;
  int left_out = 0;  ///< words that found no place; their shapes' titles hold them
};

/// The space a shape covers (without half its stroke); empty box for an empty path or group.
Box extent(const Item& item);

/// Calls `visit(const Item&, bool titled)` for every item that is not a group; `titled`: it or a group around it has a title.
template <typename Visit>
void for_each_shape(const std::vector<Item>& items, Visit&& visit, bool titled = false) {
  for (const Item& item : items) {
    const bool has = titled || !item.title.empty();
    if (const Group* group = std::get_if<Group>(&item.shape)) {
      for_each_shape(group->items, visit, has);
    } else {
      visit(item, has);
    }
  }
}

}  // namespace koers::draw
