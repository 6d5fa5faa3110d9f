// Text for a terminal: headings, wrapped paragraphs, lists with a label, tables. Widths count characters (code points).
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace koers::cli {

/// Characters of a text, its escape codes not counted.
std::size_t width_of(std::string_view text);

/// For a screen: line ends and tabs are blanks, other control characters are shown as unknown. What somebody typed must not steer a
/// terminal, nor look like a line of ours.
std::string shown(std::string_view text);

class TextPage {
 public:
  struct Column {
    std::string head;
    bool right = false;  ///< aligned to the right (numbers)
    bool wraps = false;  ///< takes what the others leave; at most one
  };
  using Row = std::vector<std::string>;

  /// `width` characters at most, 40 or more. `bold`: headings with escape codes.
  TextPage(std::size_t width, bool bold) : width_(width < 40 ? 40 : width), bold_(bold) {}

  /// A line of its own with something at its right end, where there is room for it; else on the next line.
  void line(std::string_view left, std::string_view right = {}, std::size_t indent = 0, bool strong = false);
  void heading(std::string_view text, std::string_view note = {});
  /// Wrapped at spaces; later lines are indented by `hanging` more. Words longer than the line are not broken.
  void paragraph(std::string_view text, std::size_t indent = 2, std::size_t hanging = 0);
  /// A label, and text beside it that wraps in its own column.
  void labelled(std::string_view label, std::string_view text, std::size_t indent, std::size_t label_width);
  /// Columns as wide as their cells; the one that wraps takes the rest. No head line when every head is empty.
  void table(std::span<const Column> columns, std::span<const Row> rows, std::size_t indent = 2);
  void gap();  ///< one empty line, never two

  const std::string& str() const { return out_; }

 private:
  void put(std::string_view text, std::size_t indent, std::size_t strong = 0);

  std::size_t width_;
  bool bold_;
  std::string out_;
};

}  // namespace koers::cli
