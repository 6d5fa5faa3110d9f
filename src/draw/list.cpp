#include "draw/list.h"

#include <algorithm>

namespace koers::draw {
namespace {

void join(Box& all, bool& any, const Box& one) {
  if (!any) {
    all = one;
    any = true;
    return;
  }
  const Unit right = std::max(all.right(), one.right());
  const Unit bottom = std::max(all.bottom(), one.bottom());
  all.x = std::min(all.x, one.x);
  all.y = std::min(all.y, one.y);
  all.width = right - all.x;
  all.height = bottom - all.y;
}

Box path_extent(const Path& path) {
  Box all;
  bool any = false;
  for (const PathStep& step : path.steps) {
    if (step.op == 'Z') continue;
    join(all, any, Box{step.to.x, step.to.y, 0, 0});
    if (step.op == 'Q') join(all, any, Box{step.control.x, step.control.y, 0, 0});
  }
  return all;
}

}  // namespace

Box extent(const Item& item) {
  if (const auto* rect = std::get_if<Rect>(&item.shape)) return rect->box;
  if (const auto* text = std::get_if<Text>(&item.shape)) return text->box;
  if (const auto* path = std::get_if<Path>(&item.shape)) return path_extent(*path);
  if (const auto* circle = std::get_if<Circle>(&item.shape)) {
    const Unit r = circle->radius;
    return {circle->centre.x - r, circle->centre.y - r, 2 * r, 2 * r};
  }
  Box all;
  bool any = false;
  for (const Item& inner : std::get<Group>(item.shape).items) join(all, any, extent(inner));
  return all;
}

}  // namespace koers::draw
