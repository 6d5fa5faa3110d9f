// What may not be wrong with any picture, whatever it shows. Used for generated timelines and for the example cases.
#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "draw/list.h"

namespace koers::draw {

/// A shape of the size of a sign: what is read by its form, so that nothing may lie over it.
struct Sign {
  Box box;
  std::string what;
  bool placed = false;  ///< its place was chosen (moments, visits, what is due); a reading stands where it was measured
};

inline Box joined(const Box& a, const Box& b) {
  if (a.width == 0 && a.height == 0) return b;
  const Unit x = std::min(a.x, b.x);
  const Unit y = std::min(a.y, b.y);
  return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

struct Seen {
  std::vector<const Text*> texts;
  std::vector<Sign> signs;
  std::vector<std::pair<Point, Point>> strokes;  ///< of lines that are read: not the grid
};

inline bool is_sign(const Item& item) {
  constexpr Unit most = px(16);
  const Box box = extent(item);
  if (box.width > most || box.height > most || item.style.pattern != Pattern::none) return false;
  const Ink fill = item.style.fill;
  const bool is_ground =
      item.style.stroke == Ink::none &&
      (fill == Ink::sheet || fill == Ink::paper || fill == Ink::zone || fill == Ink::main_mid /* the agreed pace */);
  if (is_ground) return false;
  if (const Path* path = std::get_if<Path>(&item.shape)) return !path->steps.empty() && path->steps.back().op == 'Z';
  return std::holds_alternative<Circle>(item.shape) || std::holds_alternative<Rect>(item.shape);
}

inline void look(const std::vector<Item>& items, Seen& seen, const std::string& lane, Sign* whole) {
  for (const Item& item : items) {
    if (const Group* group = std::get_if<Group>(&item.shape)) {
      if (item.kind == "ground") continue;
      const std::string inside = item.kind == "lane" ? item.id : lane;
      const bool one = whole == nullptr && (item.kind == "mark" || item.kind == "due" || item.kind == "ticks");
      if (!one) {
        look(group->items, seen, inside, whole);
        continue;
      }
      Sign sign{{}, item.title, true};
      look(group->items, seen, inside, &sign);
      if (sign.box.width > 0) seen.signs.push_back(sign);
    } else if (const Text* text = std::get_if<Text>(&item.shape)) {
      seen.texts.push_back(text);
    } else if (is_sign(item)) {
      if (whole != nullptr)
        whole->box = joined(whole->box, extent(item));
      else
        seen.signs.push_back({extent(item), item.title, lane == "ticks" || lane == "marks"});
    } else if (const Path* path = std::get_if<Path>(&item.shape)) {
      if (item.style.stroke == Ink::hairline || path->steps.back().op == 'Z') continue;
      for (std::size_t i = 1; i < path->steps.size(); ++i) {
        if (path->steps[i].op == 'L') seen.strokes.emplace_back(path->steps[i - 1].to, path->steps[i].to);
      }
    }
  }
}

/// Does the line run through the middle of the box? (Touching its rim is not meeting.)
inline bool runs_through(std::pair<Point, Point> line, Box box) {
  box = {box.x + px(1), box.y + px(2), box.width - px(2), box.height - px(4)};
  if (box.width <= 0 || box.height <= 0) return false;
  const auto [left, right] = std::minmax(line.first.x, line.second.x);
  const auto [top, bottom] = std::minmax(line.first.y, line.second.y);
  if (right <= box.x || left >= box.right() || bottom <= box.y || top >= box.bottom()) return false;
  const int steps = 1 + std::max(std::abs(line.second.x - line.first.x), std::abs(line.second.y - line.first.y)) / 50;
  for (int i = 0; i <= steps; ++i) {
    const auto at = [&](Unit a, Unit b) { return static_cast<Unit>(a + (std::int64_t{b} - a) * i / steps); };
    const Unit x = at(line.first.x, line.second.x);
    const Unit y = at(line.first.y, line.second.y);
    if (x > box.x && x < box.right() && y > box.y && y < box.bottom()) return true;
  }
  return false;
}

/// The first thing that is wrong with the picture, or nothing.
inline std::string fault_of(const Picture& picture) {
  const Box page{0, 0, picture.width, picture.height};
  std::string fault;
  for_each_shape(picture.items, [&](const Item& item, bool titled) {
    const Box box = extent(item);
    if (!box.inside(page)) fault = "outside: " + item.title + std::to_string(box.x) + "," + std::to_string(box.y);
    if (box.width < 0 || box.height < 0) fault = "negative size";
    if (const auto* text = std::get_if<Text>(&item.shape)) {
      if (text->size < px(11)) fault = "small: " + text->words;
    } else if (!titled) {
      fault = "a shape without a title at " + std::to_string(box.x) + "," + std::to_string(box.y);
    }
  });
  if (!fault.empty()) return fault;
  Seen seen;
  look(picture.items, seen, {}, nullptr);
  for (std::size_t i = 0; i < seen.texts.size(); ++i) {
    const Text& words = *seen.texts[i];
    for (std::size_t j = i + 1; j < seen.texts.size(); ++j) {
      if (words.box.overlaps(seen.texts[j]->box)) return "words meet: " + words.words + " / " + seen.texts[j]->words;
    }
    for (const Sign& sign : seen.signs) {
      if (sign.box.overlaps(words.box) && !words.box.inside(sign.box))
        return "a sign lies over words: " + sign.what + " / " + words.words;
    }
    for (const auto& line : seen.strokes) {
      if (runs_through(line, words.box))
        return "a line runs through words: " + words.words + " from " + std::to_string(line.first.x) + "," +
               std::to_string(line.first.y) + " to " + std::to_string(line.second.x) + "," +
               std::to_string(line.second.y);
    }
  }
  for (std::size_t i = 0; i < seen.signs.size(); ++i) {
    for (std::size_t j = i + 1; j < seen.signs.size(); ++j) {
      const Sign& a = seen.signs[i];
      const Sign& b = seen.signs[j];
      if (a.placed && b.placed && a.box.overlaps(b.box)) return "signs meet: " + a.what + " / " + b.what;
    }
  }
  std::set<std::string> ids;
  std::vector<const std::vector<Item>*> open{&picture.items};
  while (!open.empty()) {
    const auto* items = open.back();
    open.pop_back();
    for (const Item& item : *items) {
      if (!item.id.empty() && !ids.insert(item.id).second) return "id twice: " + item.id;
      if (const auto* group = std::get_if<Group>(&item.shape)) open.push_back(&group->items);
    }
  }
  return {};
}

}  // namespace koers::draw
