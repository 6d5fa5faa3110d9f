#include "draw/palette.h"

namespace koers::draw {

const Palette& paper_palette() {
  static constexpr Palette palette{{
      "none",
      "#fbf8f2",  // paper
      "#ffffff",  // sheet
      "#1d3338",  // text
      "#5a696d",  // quiet
      "#e8e2d6",  // hairline
      "#858e8a",  // rule
      "#d9cfbc",  // pause
      "#e9f1ec",  // zone
      "#1f6e67",  // main
      "#dcebe6",  // main_soft
      "#c0ddd6",  // main_mid
      "#a3cbc2",  // main_deep
      "#96570f",  // warm
      "#f6e5c6",  // warm_soft
      "#e7b667",  // warm_mid
      "#9c2f33",  // alert
      "#a8431f",  // voice1
      "#2c5491",  // voice2
      "#74408a",  // voice3
      "#1f6e67",  // voice4
      "#7a5a12",  // voice5
      "#4a5a5f",  // voice6
  }};
  return palette;
}

const Palette& grey_palette() {
  static constexpr Palette palette{{
      "none",
      "#ffffff",  // paper
      "#ffffff",  // sheet
      "#1c1c1c",  // text
      "#555555",  // quiet
      "#dddddd",  // hairline
      "#888888",  // rule
      "#c4c4c4",  // pause
      "#eeeeee",  // zone
      "#3c3c3c",  // main
      "#ececec",  // main_soft
      "#dadada",  // main_mid
      "#c6c6c6",  // main_deep
      "#4a4a4a",  // warm
      "#e9e9e9",  // warm_soft
      "#b5b5b5",  // warm_mid
      "#222222",  // alert
      "#333333",  // voice1
      "#333333",  // voice2
      "#333333",  // voice3
      "#333333",  // voice4
      "#333333",  // voice5
      "#333333",  // voice6
  }};
  return palette;
}

}  // namespace koers::draw
