// Writes a display list as one SVG document (or as the <svg> element of a page). Deterministic: whole-number arithmetic,
// no locale. Everything from the caller is escaped; characters XML 1.0 does not know become U+FFFD.
#pragma once

#include <string>

#include "draw/list.h"
#include "draw/palette.h"

namespace koers::draw {

struct SvgOptions {
  const Palette* palette = &paper_palette();  ///< not owned
  std::string font_url;  ///< where a page loads the regular font from; empty: the family name only
  std::string bold_font_url;
  std::string language;  ///< BCP 47, for the screen reader's voice; empty: not written
  bool fluid = false;  ///< no width and height: the page decides, the view box keeps the proportions
  bool millimetres = false;  ///< width and height in mm, for print: of Picture::paper_width, else at 96 px per inch
};

std::string write_svg(const Picture& picture, const SvgOptions& options = {});

}  // namespace koers::draw
