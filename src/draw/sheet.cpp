#include "draw/sheet.h"

#include <algorithm>
#include <utility>

#include "draw/measure_text.h"

namespace koers::draw {
namespace {

Path polygon(std::initializer_list<Point> points) {
  Path path;
  for (const Point point : points) path.steps.push_back({path.steps.empty() ? 'M' : 'L', point, {}});
  path.steps.push_back({'Z', {}, {}});
  return path;
}

}  // namespace

VoiceStyle voice_style(std::size_t voice) {
  static constexpr VoiceStyle styles[] = {
      {Ink::voice1, Dash::solid, Marker::circle},    {Ink::voice2, Dash::long_dash, Marker::square},
      {Ink::voice3, Dash::dotted, Marker::triangle}, {Ink::voice4, Dash::dash_dot, Marker::diamond},
      {Ink::voice5, Dash::dashed, Marker::cross},    {Ink::voice6, Dash::fine, Marker::bar},
  };
  return styles[voice % std::size(styles)];
}

Sheet::Sheet(Unit width) : width_(width) { begin({}); }

Item& Sheet::add(Style style, std::string title, std::string id, std::string kind) {
  auto& items = std::get<Group>(open_.back().shape).items;
  Item item;
  item.id = std::move(id);
  item.title = std::move(title);
  item.kind = std::move(kind);
  item.style = style;
  items.push_back(std::move(item));
  return items.back();
}

void Sheet::begin(std::string title, std::string id, std::string kind) {
  Item group;
  group.id = std::move(id);
  group.title = std::move(title);
  group.kind = std::move(kind);
  group.shape = Group{};
  open_.push_back(std::move(group));
}

void Sheet::end() {
  Item group = std::move(open_.back());
  open_.pop_back();
  if (std::get<Group>(group.shape).items.empty()) return;
  std::get<Group>(open_.back().shape).items.push_back(std::move(group));
}

void Sheet::rect(Box box, Style style, std::string title, Unit radius, std::string id, std::string kind) {
  if (box.width <= 0 || box.height <= 0) return;
  add(style, std::move(title), std::move(id), std::move(kind)).shape =
      Rect{box, std::min({radius, box.width / 2, box.height / 2})};
}

void Sheet::circle(Point centre, Unit radius, Style style, std::string title, std::string id, std::string kind) {
  add(style, std::move(title), std::move(id), std::move(kind)).shape = Circle{centre, radius};
}

void Sheet::line(Point from, Point to, Ink ink, Unit width, Dash dash, std::string title) {
  Path path;
  path.steps = {{'M', from, {}}, {'L', to, {}}};
  add({Ink::none, ink, width, dash}, std::move(title), {}, {}).shape = std::move(path);
}

void Sheet::path(Path path, Style style, std::string title, std::string id, std::string kind) {
  if (path.steps.empty()) return;
  add(style, std::move(title), std::move(id), std::move(kind)).shape = std::move(path);
}

void Sheet::marker(Marker marker, Point c, Unit r, Style style, std::string title, std::string id) {
  switch (marker) {
    case Marker::circle: circle(c, r, style, std::move(title), std::move(id)); return;
    case Marker::square: {
      const Unit half = r * 9 / 10;
      rect({c.x - half, c.y - half, 2 * half, 2 * half}, style, std::move(title), 0, std::move(id));
      return;
    }
    case Marker::triangle: {
      const Unit half = r * 12 / 10;
      path(polygon({{c.x, c.y - half}, {c.x + half, c.y + r * 9 / 10}, {c.x - half, c.y + r * 9 / 10}}), style,
           std::move(title), std::move(id));
      return;
    }
    case Marker::diamond: {
      const Unit half = r * 13 / 10;
      path(polygon({{c.x, c.y - half}, {c.x + half, c.y}, {c.x, c.y + half}, {c.x - half, c.y}}), style,
           std::move(title), std::move(id));
      return;
    }
    case Marker::cross: {
      const Unit a = r * 12 / 10;
      const Unit b = r * 4 / 10;
      path(polygon({{c.x - b, c.y - a},
                    {c.x + b, c.y - a},
                    {c.x + b, c.y - b},
                    {c.x + a, c.y - b},
                    {c.x + a, c.y + b},
                    {c.x + b, c.y + b},
                    {c.x + b, c.y + a},
                    {c.x - b, c.y + a},
                    {c.x - b, c.y + b},
                    {c.x - a, c.y + b},
                    {c.x - a, c.y - b},
                    {c.x - b, c.y - b}}),
           style, std::move(title), std::move(id));
      return;
    }
    case Marker::bar: {
      rect({c.x - r / 2, c.y - r * 12 / 10, r, r * 24 / 10}, style, std::move(title), 0, std::move(id));
      return;
    }
  }
}

bool Sheet::free(const Box& box) const {
  return std::none_of(boxes_.begin(), boxes_.end(), [&](const Box& other) { return other.overlaps(box); });
}

bool Sheet::words(std::string_view text, Point baseline, const Type& type, std::string title) {
  if (text.empty()) return true;
  const Box box = text_box(text, baseline, type.size, type.weight, type.anchor);
  if (box.x < 0 || box.y < 0 || box.right() > width_ || !free(box)) {
    ++refused_;
    return false;
  }
  boxes_.push_back(box);
  if (title == text) title.clear();
  add({type.ink, Ink::none, 0, Dash::solid, Pattern::none}, std::move(title), {}, {}).shape =
      Text{baseline, std::string(text), type.size, type.weight, type.anchor, box};
  return true;
}

bool Sheet::words_in(std::string_view text, Point baseline, Unit room, const Type& type) {
  const std::string shown = shorten(text, room, type.size, type.weight);
  if (shown.empty()) return text.empty();
  return words(shown, baseline, type, shown == text ? std::string() : std::string(text));
}

std::vector<Item> Sheet::take() {
  while (open_.size() > 1) end();
  return std::move(std::get<Group>(open_.front().shape).items);
}

}  // namespace koers::draw
