// The sheet a layout draws on: adds items, keeps every text box and refuses words that would meet others or leave the page.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "draw/list.h"

namespace koers::draw {

/// How words are set.
struct Type {
  Unit size = px(11);
  Weight weight = Weight::regular;
  Ink ink = Ink::text;
  Anchor anchor = Anchor::start;
};

/// What a marker looks like; the order in which voices and kinds get theirs.
enum class Marker : std::uint8_t { circle, square, triangle, diamond, cross, bar };

/// Line, dash and marker of a voice by its place in the list.
struct VoiceStyle {
  Ink ink;
  Dash dash;
  Marker marker;
};
VoiceStyle voice_style(std::size_t voice);

class Sheet {
 public:
  explicit Sheet(Unit width);

  void begin(std::string title, std::string id = {}, std::string kind = {});
  void end();

  void rect(Box box, Style style, std::string title = {}, Unit radius = 0, std::string id = {}, std::string kind = {});
  void circle(Point centre, Unit radius, Style style, std::string title = {}, std::string id = {},
              std::string kind = {});
  void line(Point from, Point to, Ink ink, Unit width, Dash dash = Dash::solid, std::string title = {});
  void path(Path path, Style style, std::string title = {}, std::string id = {}, std::string kind = {});
  /// A marker of about `radius` around `centre`; hollow ones are filled with `paper`.
  void marker(Marker marker, Point centre, Unit radius, Style style, std::string title = {}, std::string id = {});

  /// Sets the words unless they would meet other words or leave the sheet's width; says whether they stand.
  bool words(std::string_view text, Point baseline, const Type& type, std::string title = {});
  /// The same, shortened to `room` first.
  bool words_in(std::string_view text, Point baseline, Unit room, const Type& type);
  bool free(const Box& box) const;
  /// Keeps words out of the box, as if it held words itself.
  void reserve(const Box& box) { boxes_.push_back(box); }

  int refused() const { return refused_; }  ///< words that found no place
  std::vector<Item> take();

 private:
  Item& add(Style style, std::string title, std::string id, std::string kind);

  Unit width_;
  std::vector<Item> open_;  // groups not yet closed; the first is the page itself
  std::vector<Box> boxes_;
  int refused_ = 0;
};

}  // namespace koers::draw
