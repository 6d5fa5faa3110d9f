#include "cli/text_page.h"

#include <algorithm>

#include "base/text.h"

namespace koers::cli {

namespace {

std::vector<std::string> wrapped(std::string_view text, std::size_t width, std::size_t first_width) {
  std::vector<std::string> lines;
  std::string line;
  std::size_t used = 0;
  for (const std::string_view word : split(text, ' ')) {
    if (word.empty()) continue;
    const std::size_t wide = width_of(word);
    const std::size_t room = lines.empty() ? first_width : width;
    if (used > 0 && used + 1 + wide > room) {
      lines.push_back(std::move(line));
      line.clear();
      used = 0;
    }
    if (used > 0) {
      line += ' ';
      ++used;
    }
    line += word;
    used += wide;
  }
  if (used > 0 || lines.empty()) lines.push_back(std::move(line));
  return lines;
}

std::string padded(std::string_view text, std::size_t width, bool right) {
  const std::size_t wide = width_of(text);
  const std::string space(width > wide ? width - wide : 0, ' ');
  return right ? space + std::string(text) : std::string(text) + space;
}

}  // namespace

std::size_t width_of(std::string_view text) {
  std::size_t n = 0;
  bool escape = false;
  for (const char c : text) {
    if (c == '\x1b') escape = true;
    const bool continues = (static_cast<unsigned char>(c) & 0xC0) == 0x80;
    if (!escape && !continues) ++n;
    if (escape && c == 'm') escape = false;
  }
  return n;
}

std::string shown(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool high = c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (c == '\n' || c == '\t') {
      out += ' ';
    } else if (c < 0x20 || c == 0x7F || high) {
      out += "\uFFFD";
      i += high;
    } else {
      out += text[i];
    }
  }
  return out;
}

void TextPage::put(std::string_view text, std::size_t indent, std::size_t strong) {
  std::string_view kept = text;
  while (kept.ends_with(' ')) kept.remove_suffix(1);
  if (!kept.empty()) out_.append(indent, ' ');
  if (strong > 0) out_ += "\x1b[1m" + shown(kept.substr(0, strong)) + "\x1b[0m";
  out_ += shown(kept.substr(std::min(strong, kept.size())));
  out_ += '\n';
}

void TextPage::gap() {
  if (!out_.empty() && !out_.ends_with("\n\n")) out_ += '\n';
}

void TextPage::line(std::string_view left, std::string_view right, std::size_t indent, bool strong) {
  const std::size_t room = width_ - std::min(width_, indent);
  const std::size_t used = width_of(left), tail = width_of(right);
  const bool fits = right.empty() || used + 2 + tail <= room;
  if (right.empty() && used > room) {
    paragraph(left, indent, 2);
    return;
  }
  std::string text(left);
  if (!right.empty() && fits) {
    text.append(room - used - tail, ' ');
    text += right;
  }
  put(text, indent, bold_ && strong ? left.size() : 0);
  if (!fits) put(right, indent + 2);
}

void TextPage::heading(std::string_view text, std::string_view note) {
  gap();
  line(text, note, 0, true);
  std::string rule;
  for (std::size_t i = 0; i < width_; ++i) rule += "─";
  put(rule, 0);
}

void TextPage::paragraph(std::string_view text, std::size_t indent, std::size_t hanging) {
  const std::size_t first = width_ - std::min(width_ - 20, indent);
  const std::size_t rest = width_ - std::min(width_ - 20, indent + hanging);
  bool begun = false;
  for (const std::string& each : wrapped(text, rest, first)) {
    put(each, begun ? indent + hanging : indent);
    begun = true;
  }
}

void TextPage::labelled(std::string_view label, std::string_view text, std::size_t indent, std::size_t label_width) {
  const std::size_t column = indent + label_width;
  const std::size_t room = width_ - std::min(width_ - 20, column);
  bool begun = false;
  for (const std::string& each : wrapped(text, room, room)) {
    if (begun) {
      put(each, column);
    } else {
      put(padded(label, label_width, false) + each, indent);
    }
    begun = true;
  }
}

void TextPage::table(std::span<const Column> columns, std::span<const Row> rows, std::size_t indent) {
  constexpr std::size_t between = 2;
  std::vector<std::size_t> widths(columns.size());
  std::size_t fixed = between * (columns.size() - 1);
  std::size_t wraps = columns.size();
  for (std::size_t c = 0; c < columns.size(); ++c) {
    widths[c] = width_of(columns[c].head);
    for (const Row& row : rows) widths[c] = std::max(widths[c], width_of(row[c]));
    if (columns[c].wraps) {
      wraps = c;
    } else {
      fixed += widths[c];
    }
  }
  if (wraps < columns.size()) {
    const std::size_t room = width_ > indent + fixed + 16 ? width_ - indent - fixed : 16;
    widths[wraps] = std::min(widths[wraps], room);
  }
  const auto print = [&](const Row& row) {
    std::vector<std::vector<std::string>> cells;
    std::size_t height = 1;
    for (std::size_t c = 0; c < columns.size(); ++c) {
      cells.push_back(columns[c].wraps ? wrapped(row[c], widths[c], widths[c]) : std::vector<std::string>{row[c]});
      height = std::max(height, cells.back().size());
    }
    for (std::size_t l = 0; l < height; ++l) {
      std::string text;
      for (std::size_t c = 0; c < columns.size(); ++c) {
        if (c > 0) text.append(between, ' ');
        text += padded(l < cells[c].size() ? cells[c][l] : std::string(), widths[c], columns[c].right);
      }
      put(text, indent);
    }
  };
  if (std::ranges::any_of(columns, [](const Column& c) { return !c.head.empty(); })) {
    Row head;
    for (const Column& column : columns) head.push_back(column.head);
    print(head);
  }
  for (const Row& row : rows) print(row);
}

}  // namespace koers::cli
