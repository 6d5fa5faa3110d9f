// Colours for inks. Every meaning also has a shape, a dash or a pattern: a picture holds in grey.
#pragma once

#include <array>
#include <string_view>

#include "draw/list.h"

namespace koers::draw {

struct Palette {
  std::array<std::string_view, kInks> colour;  ///< "#rrggbb" by Ink; Ink::none is "none"
  std::string_view of(Ink ink) const { return colour[static_cast<std::size_t>(ink)]; }
};

/// Warm paper, for screens and colour print. Words reach 4.5:1 and lines that carry meaning 3:1 on paper and sheet.
const Palette& paper_palette();

/// The same picture without colour, for black-and-white print; also what tests look at.
const Palette& grey_palette();

}  // namespace koers::draw
