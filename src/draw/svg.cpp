#include "draw/svg.h"

#include <cstdlib>
#include <set>
#include <utility>

#include "base/text.h"
#include "draw/measure_text.h"

namespace koers::draw {
namespace {

std::string number(Unit value) {
  const std::int64_t wide = value;
  const std::int64_t whole = std::abs(wide) / 100;
  const std::int64_t part = std::abs(wide) % 100;
  std::string text = value < 0 ? "-" : "";
  text += std::to_string(whole);
  if (part == 0) return text;
  text += '.';
  text += static_cast<char>('0' + part / 10);
  if (part % 10 != 0) text += static_cast<char>('0' + part % 10);
  return text;
}

std::string escaped(std::string_view words) {
  std::string out;
  for (std::size_t at = 0; at < words.size();) {
    const char32_t c = next_code_point(words, at);
    const bool known = c >= 0x20 ? c != 0xFFFE && c != 0xFFFF : c == '\t' || c == '\n' || c == '\r';
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: append_utf8(out, known ? c : U'\uFFFD');
    }
  }
  return out;
}

std::string_view dashes(Dash dash) {
  switch (dash) {
    case Dash::solid: return {};
    case Dash::dashed: return "5 3";
    case Dash::dotted: return "0.1 3.4";
    case Dash::dash_dot: return "6 3 0.1 3";
    case Dash::long_dash: return "9 3";
    case Dash::fine: return "2 2";
  }
  return {};
}

class Writer {
 public:
  Writer(const Picture& picture, const SvgOptions& options) : picture_(picture), options_(options) {}

  std::string run() {
    head();
    patterns();
    for (const Item& item : picture_.items) put(item, 0);
    out_ += "</svg>\n";
    return std::move(out_);
  }

 private:
  std::string id(std::string_view own) const {
    return escaped(picture_.id + (picture_.id.empty() ? "" : "-") + std::string(own));
  }

  void head() {
    out_ += R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 )" + number(picture_.width) + ' ' +
            number(picture_.height) + '"';
    if (!options_.fluid) {
      out_ += " width=\"" + length(picture_.width) + "\" height=\"" + length(picture_.height) + '"';
    }
    if (!options_.language.empty()) out_ += " lang=\"" + escaped(options_.language) + '"';
    out_ += " role=\"graphics-document document\" aria-labelledby=\"" + id("title") + "\" aria-describedby=\"" +
            id("desc") + '"';
    out_ += " font-family=\"" + std::string(kFontFamily) + "\">\n";
    out_ += "<title id=\"" + id("title") + "\">" + escaped(picture_.title) + "</title>\n";
    out_ += "<desc id=\"" + id("desc") + "\">" + escaped(picture_.description) + "</desc>\n";
    face(options_.font_url, 400);
    face(options_.bold_font_url, 600);
  }

  void face(const std::string& url, int weight) {
    if (url.empty()) return;
    out_ += "<style>@font-face{font-family:'Koers Sans';font-weight:" + std::to_string(weight) + ";src:url(\"" +
            escaped(url) + "\")}</style>\n";
  }

  std::string length(Unit value) const {
    if (!options_.millimetres) return number(value);
    std::int64_t printed = value;
    if (picture_.paper_width > 0 && picture_.width > 0) printed = printed * picture_.paper_width / picture_.width;
    return number(static_cast<Unit>((printed * 254 + 480) / 960)) + "mm";
  }

  std::string pattern_id(Style style) const {
    return id((style.pattern == Pattern::hatch ? "hatch-" : "dots-") + std::to_string(static_cast<int>(style.fill)));
  }

  void patterns() {
    std::set<std::pair<Pattern, Ink>> used;
    for_each_shape(picture_.items, [&](const Item& item, bool) {
      if (item.style.pattern != Pattern::none) used.emplace(item.style.pattern, item.style.fill);
    });
    if (used.empty()) return;
    out_ += "<defs>\n";
    for (const auto& [pattern, ink] : used) {
      const std::string colour(options_.palette->of(ink));
      out_ += "<pattern id=\"" + pattern_id(Style{ink, Ink::none, 0, Dash::solid, pattern}) +
              "\" patternUnits=\"userSpaceOnUse\" ";
      if (pattern == Pattern::hatch) {
        out_ += "width=\"4\" height=\"4\" patternTransform=\"rotate(45)\"><rect width=\"1.1\" height=\"4\" fill=\"" +
                colour + "\"/>";
      } else {
        out_ += "width=\"5\" height=\"5\"><circle cx=\"1.2\" cy=\"1.2\" r=\"0.7\" fill=\"" + colour + "\"/>";
      }
      out_ += "</pattern>\n";
    }
    out_ += "</defs>\n";
  }

  void common(const Item& item) {
    if (!item.id.empty()) out_ += " id=\"" + id(item.id) + '"';
    if (!item.kind.empty()) out_ += " class=\"" + escaped(item.kind) + '"';
  }

  void paint(const Style& style) {
    out_ += " fill=\"";
    if (style.pattern != Pattern::none) {
      out_ += "url(#" + pattern_id(style) + ")\"";
    } else {
      out_ += std::string(options_.palette->of(style.fill)) + '"';
    }
    if (style.stroke == Ink::none || style.stroke_width <= 0) return;
    out_ += " stroke=\"" + std::string(options_.palette->of(style.stroke)) + "\" stroke-width=\"" +
            number(style.stroke_width) + '"';
    if (style.dash == Dash::solid) return;
    out_ += " stroke-dasharray=\"" + std::string(dashes(style.dash)) + '"';
    if (style.dash == Dash::dotted || style.dash == Dash::dash_dot) out_ += " stroke-linecap=\"round\"";
  }

  void close(const Item& item, const char* tag) {
    if (item.title.empty()) {
      out_ += "/>\n";
      return;
    }
    out_ += " role=\"graphics-symbol img\"><title>" + escaped(item.title) + "</title></" + tag + ">\n";
  }

  void put(const Item& item, int depth) {
    if (const auto* rect = std::get_if<Rect>(&item.shape)) {
      out_ += "<rect x=\"" + number(rect->box.x) + "\" y=\"" + number(rect->box.y) + "\" width=\"" +
              number(rect->box.width) + "\" height=\"" + number(rect->box.height) + '"';
      if (rect->radius > 0) out_ += " rx=\"" + number(rect->radius) + '"';
      common(item);
      paint(item.style);
      close(item, "rect");
    } else if (const auto* circle = std::get_if<Circle>(&item.shape)) {
      out_ += "<circle cx=\"" + number(circle->centre.x) + "\" cy=\"" + number(circle->centre.y) + "\" r=\"" +
              number(circle->radius) + '"';
      common(item);
      paint(item.style);
      close(item, "circle");
    } else if (const auto* path = std::get_if<Path>(&item.shape)) {
      put_path(*path, item);
    } else if (const auto* text = std::get_if<Text>(&item.shape)) {
      put_text(*text, item);
    } else {
      put_group(std::get<Group>(item.shape), item, depth);
    }
  }

  void put_path(const Path& path, const Item& item) {
    if (path.steps.empty()) return;
    out_ += "<path d=\"";
    for (const PathStep& step : path.steps) {
      out_ += step.op;
      if (step.op == 'Q') out_ += number(step.control.x) + ' ' + number(step.control.y) + ' ';
      if (step.op != 'Z') out_ += number(step.to.x) + ' ' + number(step.to.y);
    }
    out_ += '"';
    common(item);
    paint(item.style);
    if (item.style.stroke != Ink::none) out_ += " stroke-linejoin=\"round\"";
    close(item, "path");
  }

  void put_text(const Text& text, const Item& item) {
    out_ += "<text x=\"" + number(text.baseline.x) + "\" y=\"" + number(text.baseline.y) + "\" font-size=\"" +
            number(text.size) + '"';
    if (text.weight == Weight::semibold) out_ += " font-weight=\"600\"";
    if (text.anchor == Anchor::middle) out_ += " text-anchor=\"middle\"";
    if (text.anchor == Anchor::end) out_ += " text-anchor=\"end\"";
    common(item);
    paint(item.style);
    out_ += '>';
    if (!item.title.empty() && item.title != text.words) out_ += "<title>" + escaped(item.title) + "</title>";
    out_ += escaped(text.words) + "</text>\n";
  }

  void put_group(const Group& group, const Item& item, int depth) {
    out_ += "<g";
    common(item);
    if (item.title.empty()) {
      if (depth == 0) out_ += " aria-hidden=\"true\"";
      out_ += ">\n";
    } else {
      out_ += " role=\"graphics-object group\">\n<title>" + escaped(item.title) + "</title>\n";
    }
    for (const Item& inner : group.items) put(inner, depth + 1);
    out_ += "</g>\n";
  }

  const Picture& picture_;
  const SvgOptions& options_;
  std::string out_;
};

}  // namespace

std::string write_svg(const Picture& picture, const SvgOptions& options) { return Writer(picture, options).run(); }

}  // namespace koers::draw
