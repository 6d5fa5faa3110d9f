#include "draw/svg.h"

#include <cmath>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "draw/measure_text.h"
#include "tests/draw/example_timelines.h"
#include "tests/draw/words.h"

namespace koers::draw {
namespace {

/// Says what is wrong with the nesting of the tags, or nothing.
std::string tag_fault(const std::string& xml) {
  std::vector<std::string> open;
  for (std::size_t at = xml.find('<'); at != std::string::npos; at = xml.find('<', at + 1)) {
    const std::size_t end = xml.find('>', at);
    if (end == std::string::npos) return "unfinished tag";
    const std::string tag = xml.substr(at + 1, end - at - 1);
    if (tag.find('<') != std::string::npos) return "tag in a tag: " + tag;
    if (tag.back() == '/') continue;
    const std::string name = tag.substr(tag[0] == '/' ? 1 : 0, tag.find_first_of(" \n", 1) - (tag[0] == '/' ? 1 : 0));
    if (tag[0] != '/') {
      open.push_back(name);
    } else {
      if (open.empty() || open.back() != name) return "closes " + name;
      open.pop_back();
    }
  }
  return open.empty() ? "" : "left open: " + open.back();
}

TEST(Svg, EscapesWhatItIsGiven) {
  Picture picture;
  picture.width = px(100);
  picture.height = px(50);
  picture.id = "a\"b";
  picture.title = "<script>&\"'";
  picture.description = std::string("nul \0 bell \a end", 15);
  Item item;
  item.shape = Text{{px(1), px(20)}, "\xff <b> & é", px(11), Weight::regular, Anchor::start, {}};
  item.title = "</title>";
  picture.items.push_back(item);
  const std::string svg = write_svg(picture);
  EXPECT_EQ(tag_fault(svg), "");
  EXPECT_EQ(svg.find("<script"), std::string::npos);
  EXPECT_NE(svg.find("&lt;script&gt;&amp;&quot;"), std::string::npos);
  EXPECT_NE(svg.find("&lt;/title&gt;"), std::string::npos);
  EXPECT_NE(svg.find("\xEF\xBF\xBD &lt;b&gt; &amp; é"), std::string::npos);
  EXPECT_EQ(svg.find('\a'), std::string::npos);
  EXPECT_EQ(svg.find('\0'), std::string::npos);
}

TEST(Svg, WritesShortExactNumbers) {
  Picture picture;
  picture.width = px(100);
  picture.height = 12345;
  Item item;
  item.title = "r";
  item.style = {Ink::main, Ink::text, 50, Dash::dotted};
  item.shape = Rect{{-5, -250, 1230, px(7)}, 5};
  picture.items.push_back(item);
  const std::string svg = write_svg(picture);
  EXPECT_NE(svg.find("viewBox=\"0 0 100 123.45\""), std::string::npos);
  EXPECT_NE(svg.find("<rect x=\"-0.05\" y=\"-2.5\" width=\"12.3\" height=\"7\" rx=\"0.05\""), std::string::npos);
  EXPECT_NE(svg.find("stroke-linecap=\"round\" role=\"graphics-symbol img\"><title>r</title></rect>"),
            std::string::npos);
}

TEST(Svg, PagesAreMeasuredInMillimetres) {
  const Picture page = lay_out(example::typical(), Format::a4_landscape, example::dutch);
  SvgOptions options;
  options.millimetres = true;
  EXPECT_NE(write_svg(page, options).find("width=\"297mm\" height=\"210mm\""), std::string::npos);
}

TEST(Svg, WholePicturesNest) {
  for (const auto make :
       {example::typical, example::short_one, example::long_one, example::returned, example::voices}) {
    EXPECT_EQ(tag_fault(write_svg(lay_out(make(), Format::phone, example::dutch))), "");
  }
}

TEST(Svg, NamesTheFontWhereAPageLoadsIt) {
  Picture picture;
  picture.width = picture.height = px(10);
  SvgOptions options;
  options.font_url = "/fonts/KoersSans-Regular.ttf";
  EXPECT_NE(write_svg(picture, options).find("url(\"/fonts/KoersSans-Regular.ttf\")"), std::string::npos);
  EXPECT_EQ(write_svg(picture).find("@font-face"), std::string::npos);
}

double luminance(std::string_view colour) {
  double sum = 0;
  const double weights[] = {0.2126, 0.7152, 0.0722};
  for (int i = 0; i < 3; ++i) {
    const double part =
        std::stoi(std::string(colour.substr(1 + 2 * static_cast<std::size_t>(i), 2)), nullptr, 16) / 255.0;
    sum += weights[i] * (part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4));
  }
  return sum;
}

double contrast(std::string_view a, std::string_view b) {
  const double x = luminance(a), y = luminance(b);
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

TEST(Palette, WordsAndLinesAreSeen) {
  for (const Palette* palette : {&paper_palette(), &grey_palette()}) {
    for (const Ink ground : {Ink::paper, Ink::sheet, Ink::zone}) {
      for (const Ink ink : {Ink::text, Ink::quiet, Ink::main, Ink::warm, Ink::alert, Ink::voice1, Ink::voice2,
                            Ink::voice3, Ink::voice4, Ink::voice5, Ink::voice6}) {
        EXPECT_GE(contrast(palette->of(ink), palette->of(ground)), 4.5)
            << static_cast<int>(ink) << " on " << static_cast<int>(ground);
      }
    }
    for (const Ink ground : {Ink::main_soft, Ink::main_mid, Ink::main_deep}) {
      EXPECT_GE(contrast(palette->of(Ink::text), palette->of(ground)), 4.5);
      EXPECT_GE(contrast(palette->of(Ink::main), palette->of(ground)), 3.0) << "dots on the agreed pace";
    }
    for (const Ink ground : {Ink::paper, Ink::sheet})
      EXPECT_GE(contrast(palette->of(Ink::rule), palette->of(ground)), 3.0);
    EXPECT_GE(contrast(palette->of(Ink::sheet), palette->of(Ink::text)), 4.5) << "the pill of today";
  }
}

TEST(MeasureText, FollowsTheWidthTable) {
  EXPECT_EQ(text_width("0123456789", px(10), Weight::regular), 4970);
  EXPECT_EQ(text_width("0123456789", px(10), Weight::semibold), 5130);
  EXPECT_GT(text_width("Źródło", px(11), Weight::regular), text_width("rodl", px(11), Weight::regular));
  EXPECT_EQ(text_width("ع", px(10), Weight::regular), 650) << "fallback";
  EXPECT_EQ(text_width("語", px(10), Weight::regular), px(10));
  EXPECT_EQ(text_width("e\u0301", px(10), Weight::regular), text_width("e", px(10), Weight::regular));
  EXPECT_EQ(text_width("", px(10), Weight::regular), 0);
  EXPECT_GT(text_width("\xff\xfe", px(10), Weight::regular), 0) << "invalid text still takes room";
}

TEST(MeasureText, ShortensAndWraps) {
  EXPECT_EQ(shorten("Doelen", px(100), px(11), Weight::regular), "Doelen");
  const std::string cut = shorten("Veiligheidsplan besproken", px(80), px(11), Weight::regular);
  EXPECT_TRUE(cut.ends_with("…"));
  EXPECT_LE(text_width(cut, px(11), Weight::regular), px(80));
  EXPECT_EQ(shorten("Doelen", px(3), px(11), Weight::regular), "");
  const auto lines = wrap("Ouders spreken elke zondag de week door", px(190), px(12), Weight::regular, 2);
  EXPECT_EQ(lines, (std::vector<std::string>{"Ouders spreken elke", "zondag de week door"}));
  EXPECT_TRUE(wrap("", px(100), px(12), Weight::regular, 2).empty());
  for (const auto& line : wrap(std::string(500, 'm') + " a b c", px(60), px(12), Weight::regular, 3))
    EXPECT_LE(text_width(line, px(12), Weight::regular), px(60));
}

}  // namespace
}  // namespace koers::draw
