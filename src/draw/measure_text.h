// How wide words are in the shipped font, and how they are cut to a width. No kerning: the sum of the advances is
// 0 to 4 % wider than shaped text and never narrower (measured by scripts/make-font.py), so words stay inside their box.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "draw/list.h"

namespace koers::draw {

/// The family name of the shipped font, then what else to try.
inline constexpr std::string_view kFontFamily =
    "'Koers Sans', 'Source Sans 3', 'Source Sans Pro', 'Noto Sans', 'Noto Sans Arabic', 'DejaVu Sans Condensed', "
    "sans-serif";

/// Width of valid UTF-8 in units. A character the font lacks counts as 0.65 em (East Asian and symbols 1 em, combining
/// marks and direction signs 0), which is wide enough for the fallback fonts' Arabic and Hebrew.
Unit text_width(std::string_view words, Unit size, Weight weight);

/// The space around words whose baseline starts (or has its middle or end) at `baseline`: 0.90 em above, 0.24 em below,
/// which holds accents on capitals and descenders.
Box text_box(std::string_view words, Point baseline, Unit size, Weight weight, Anchor anchor);

/// The words, or as many as fit followed by "…"; empty when not even one character and the sign fit.
std::string shorten(std::string_view words, Unit width, Unit size, Weight weight);

/// Words broken at spaces into lines of about equal length, at most `max_lines`; the last is shortened; a
/// word wider than a line is shortened.
std::vector<std::string> wrap(std::string_view words, Unit width, Unit size, Weight weight, int max_lines);

}  // namespace koers::draw
