// The width table of the shipped font (fonts/KoersSans-*.ttf), made by scripts/make-font.py. Advances in 1/1000 em.
#pragma once

#include <cstdint>
#include <span>

namespace koers::draw {

/// Code points first .. first + count - 1 stand in the tables from `offset` on.
struct WidthRun {
  std::uint32_t first;
  std::uint16_t count;
  std::uint16_t offset;
};

std::span<const WidthRun> width_runs();  ///< ascending by `first`
std::span<const std::uint16_t> regular_widths();
std::span<const std::uint16_t> semibold_widths();

}  // namespace koers::draw
