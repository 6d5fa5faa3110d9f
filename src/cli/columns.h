// Text in columns for a terminal. Widths are in characters, not bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace koers::cli {

std::size_t width(std::string_view text);
/// Filled up with blanks; a longer text stays as it is.
std::string padded(std::string_view text, std::size_t to);
/// Broken at blanks into lines of at most `to` characters; a longer word stays whole. Never empty.
std::vector<std::string> wrapped(std::string_view text, std::size_t to);

/// Rows with their columns aligned, two blanks between; the last column is wrapped at `total` and continues under itself.
/// Every line begins with `margin` blanks and ends without blanks.
class Columns {
 public:
  explicit Columns(std::size_t margin = 2, std::size_t total = 100) : margin_(margin), total_(total) {}
  void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  bool empty() const { return rows_.empty(); }
  std::string text() const;

 private:
  std::size_t margin_, total_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace koers::cli
