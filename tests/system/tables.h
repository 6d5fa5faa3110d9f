// Tables of the documents, as rows of cells.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace koers::system_test {

/// Cells of a row; the first and the last are empty.
inline std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> out;
  for (const std::string_view cell : split(line, '|')) out.emplace_back(trim(cell));
  return out;
}

/// What stands between commas, without code marks.
inline std::vector<std::string> listed(std::string text) {
  std::erase(text, '`');
  std::vector<std::string> out;
  for (const std::string_view one : split(text, ',')) out.emplace_back(trim(one));
  return out;
}

/// The rows of all tables with these headings.
inline std::vector<std::vector<std::string>> table_rows(const std::string& page, std::string_view headings) {
  std::vector<std::vector<std::string>> out;
  bool inside = false;
  for (const std::string_view line : split(page, '\n')) {
    if (line.starts_with(headings)) {
      inside = true;
    } else if (!line.starts_with("|")) {
      inside = false;
    } else if (inside && !line.starts_with("|---")) {
      out.push_back(cells_of(std::string(line)));
    }
  }
  return out;
}

}  // namespace koers::system_test
