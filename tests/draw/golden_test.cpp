// The pictures as they were last looked at. KOERS_GOLDEN=write makes them anew: look at them before they are committed.
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <string>

#include "draw/svg.h"
#include "draw/timeline.h"
#include "tests/draw/example_timelines.h"
#include "tests/draw/words.h"

namespace koers::draw {
namespace {

struct Golden {
  const char* name;
  Timeline (*timeline)();
  Format format;
  const Palette& (*palette)();
};

class Pictures : public testing::TestWithParam<Golden> {};

TEST_P(Pictures, AreAsLastLookedAt) {
  const Golden& golden = GetParam();
  SvgOptions options;
  options.palette = &golden.palette();
  options.language = "nl";
  options.millimetres = golden.format == Format::a4_landscape || golden.format == Format::a4_portrait;
  const std::string svg = write_svg(lay_out(golden.timeline(), golden.format, example::dutch), options);
  const std::string path = std::string("tests/draw/golden/") + golden.name + ".svg";
  const char* mode = std::getenv("KOERS_GOLDEN");
  if (mode != nullptr && std::string(mode) == "write") {
    std::ofstream(path, std::ios::binary) << svg;
    return;
  }
  std::ifstream file(path, std::ios::binary);
  ASSERT_TRUE(file) << path;
  std::stringstream expected;
  expected << file.rdbuf();
  EXPECT_TRUE(expected.str() == svg) << path << " differs: run with KOERS_GOLDEN=write and look at it";
  EXPECT_EQ(svg.find('?'), std::string::npos) << "a key or an argument without words";
}

INSTANTIATE_TEST_SUITE_P(
    Courses, Pictures,
    testing::Values(Golden{"typical-phone", example::typical, Format::phone, paper_palette},
                    Golden{"typical-phone-wide", example::typical, Format::phone_wide, paper_palette},
                    Golden{"typical-screen", example::typical, Format::screen, paper_palette},
                    Golden{"typical-a4-landscape", example::typical, Format::a4_landscape, paper_palette},
                    Golden{"typical-a4-grey", example::typical, Format::a4_portrait, grey_palette},
                    Golden{"short-phone", example::short_one, Format::phone, paper_palette},
                    Golden{"short-screen", example::short_one, Format::screen, paper_palette},
                    Golden{"long-phone", example::long_one, Format::phone, paper_palette},
                    Golden{"long-a4-landscape", example::long_one, Format::a4_landscape, paper_palette},
                    Golden{"long-screen", example::long_one, Format::screen, paper_palette},
                    Golden{"returned-phone", example::returned, Format::phone, paper_palette},
                    Golden{"returned-screen", example::returned, Format::screen, paper_palette},
                    Golden{"voices-screen", example::voices, Format::screen, paper_palette},
                    Golden{"voices-phone", example::voices, Format::phone, paper_palette}),
    [](const testing::TestParamInfo<Golden>& given) {
      std::string name = given.param.name;
      for (char& c : name) c = c == '-' ? '_' : c;
      return name;
    });

}  // namespace
}  // namespace koers::draw
