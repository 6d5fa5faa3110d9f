#include "cli/columns.h"

#include <algorithm>

#include "base/text.h"

namespace koers::cli {

std::size_t width(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) next_code_point(text, at);
  return count;
}

std::string padded(std::string_view text, std::size_t to) {
  std::string out(text);
  out.append(to - std::min(to, width(text)), ' ');
  return out;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t to) {
  std::vector<std::string> lines;
  std::string line;
  for (const std::string_view word : split(text, ' ')) {
    if (word.empty()) continue;
    if (!line.empty() && width(line) + 1 + width(word) > to) {
      lines.push_back(std::move(line));
      line.clear();
    }
    if (!line.empty()) line += ' ';
    line += word;
  }
  if (!line.empty() || lines.empty()) lines.push_back(std::move(line));
  return lines;
}

std::string Columns::text() const {
  std::vector<std::size_t> widths;
  for (const auto& cells : rows_) {
    widths.resize(std::max(widths.size(), cells.size()));
    for (std::size_t i = 0; i + 1 < cells.size(); ++i) widths[i] = std::max(widths[i], width(cells[i]));
  }
  std::string out;
  for (const auto& cells : rows_) {
    std::string line(margin_, ' ');
    for (std::size_t i = 0; i + 1 < cells.size(); ++i) line += padded(cells[i], widths[i]) + "  ";
    const std::size_t hang = width(line);
    const std::size_t room = total_ > hang + 20 ? total_ - hang : 20;
    bool first = true;
    for (const std::string& part : wrapped(cells.empty() ? std::string_view() : std::string_view(cells.back()), room)) {
      std::string whole = first ? line + part : std::string(hang, ' ') + part;
      whole.erase(whole.find_last_not_of(' ') + 1);
      out += whole + '\n';
      first = false;
    }
  }
  return out;
}

}  // namespace koers::cli
