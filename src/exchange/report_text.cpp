#include "exchange/report_text.h"

#include <algorithm>
#include <map>

#include "base/json_write.h"
#include "base/text.h"
#include "exchange/local_text.h"

namespace koers::exchange {
namespace {

using report::Block;
using report::Cell;

using report::Label;
using report::Report;
using report::Table;

std::size_t wide(std::string_view text) {
  std::size_t n = 0;
  for (const char c : text) n += (static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1 : 0;
  return n;
}

std::vector<std::string> wrap(const std::string& text, std::size_t width) {
  std::vector<std::string> out{""};
  for (const std::string_view word : split(text, ' ')) {
    if (!out.back().empty() && wide(out.back()) + 1 + wide(word) > width) out.emplace_back();
    if (!out.back().empty()) out.back() += ' ';
    out.back() += word;
  }
  return out;
}

std::string padded(const std::string& text, std::size_t width, bool right) {
  const std::string space(width > wide(text) ? width - wide(text) : 0, ' ');
  return right ? space + text : text + space;
}

std::string without_trailing_space(std::string line) {
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

class TextWriter {
 public:
  TextWriter(const Report& report, const Messages& messages, std::size_t width)
      : report_(report), messages_(messages), width_(width) {}

  std::string write() {
    const std::string title = words(report_.title);
    line(title);
    std::string rule;
    for (std::size_t i = 0; i < wide(title); ++i) rule += "═";
    line(rule);
    for (const Label& l : report_.subtitle) paragraph(words(l), "");
    for (const Block& b : report_.blocks) {
      line("");
      if (b.kind == Block::Kind::table) {
        table(b.table);
      } else {
        paragraph(words(b.paragraph), "");
      }
    }
    return std::move(out_);
  }

 private:
  void line(const std::string& text) { out_ += without_trailing_space(text) + '\n'; }
  void paragraph(const std::string& text, const std::string& indent) {
    for (const std::string& l : wrap(text, width_ - indent.size())) line(indent + l);
  }

  std::string words(const Label& label) const {
    return label.message.key.empty() ? label.literal : messages_.text(label.message);
  }

  std::string value(const Figure& f) const {
    if (!f.value) return "–";
    std::string text = number_text(*f.value, messages_.language());
    if (!text.empty() && text.front() == '-') text.replace(0, 1, "−");
    return text;
  }

  std::string filled(const Cell& cell) const {
    std::string out;
    for (std::size_t i = 0; i < cell.pattern.size(); ++i) {
      const bool hole = cell.pattern[i] == '{' && i + 2 < cell.pattern.size() && cell.pattern[i + 2] == '}';
      if (!hole) {
        out += cell.pattern[i];
        continue;
      }
      out += value(report_.figure(cell.figures[static_cast<std::size_t>(cell.pattern[i + 1] - '0')]));
      i += 2;
    }
    return out;
  }

  /// "135: a 91, b 14"; a letter per reason, in the order in which the table meets them.
  std::string exclusions(const Figure& f) {
    const std::int64_t all = f.excluded_total();
    if (all == 0) return "0";
    std::string out = number_text({all, 0}, messages_.language()) + ":";
    for (const Exclusion& e : f.excluded) {
      const auto [found, fresh] = letters_.try_emplace(e.reason, static_cast<char>('a' + letters_.size()));
      if (fresh) reasons_.push_back(e.reason);
      out += out.back() == ':' ? " " : ", ";
      out += found->second;
      out += ' ' + number_text({e.n, 0}, messages_.language());
    }
    return out;
  }

  std::string text(const Cell& cell) {
    switch (cell.kind) {
      case Cell::Kind::empty: return "";
      case Cell::Kind::figures: return filled(cell);
      case Cell::Kind::label: return words(cell.label);
      case Cell::Kind::exclusions: return exclusions(report_.figure(cell.figures.front()));
    }
    return {};
  }

  void table(const Table& t) {
    letters_.clear();
    reasons_.clear();
    const std::string title = words(t.title);
    line(title);
    std::string rule;
    for (std::size_t i = 0; i < wide(title); ++i) rule += "─";
    line(rule);

    if (t.rows.empty()) return;
    const std::size_t columns = t.columns.size();
    std::vector<std::vector<std::string>> cells;
    std::vector<std::string> labels;
    std::vector<std::size_t> widths(columns, 0);
    std::vector<bool> left(columns, false);
    std::size_t label_width = 0;
    for (const report::Row& row : t.rows) {
      labels.push_back(std::string(static_cast<std::size_t>(row.level) * 2, ' ') + words(row.label));
      label_width = std::max(label_width, wide(labels.back()));
      cells.emplace_back(columns);
      for (std::size_t c = 0; c < row.cells.size() && c < columns; ++c) {
        cells.back()[c] = text(row.cells[c]);
        const bool is_words = row.cells[c].kind == Cell::Kind::label && wide(cells.back()[c]) > 12;
        const bool spans = is_words && row.cells.size() == 1;  // a remark instead of figures
        left[c] = left[c] || (is_words && !spans) || row.cells[c].kind == Cell::Kind::exclusions;
        if (!spans) widths[c] = std::max(widths[c], wide(cells.back()[c]));
      }
    }
    std::vector<std::vector<std::string>> heads;
    std::size_t head_lines = 0;
    for (std::size_t c = 0; c < columns; ++c) {
      const bool prose = left[c] && widths[c] > 40;
      if (prose) widths[c] = 46;
      heads.push_back(wrap(words(t.columns[c]), std::max<std::size_t>(widths[c], 9)));
      for (const std::string& h : heads.back()) widths[c] = std::max(widths[c], wide(h));
      head_lines = std::max(head_lines, heads.back().size());
    }
    for (std::size_t h = 0; h < head_lines; ++h) {
      std::string out(label_width, ' ');
      for (std::size_t c = 0; c < columns; ++c) {
        const std::size_t skip = head_lines - heads[c].size();
        out += "  " + padded(h < skip ? "" : heads[c][h - skip], widths[c], !left[c]);
      }
      line(out);
    }
    for (std::size_t r = 0; r < cells.size(); ++r) {
      if (r > 0 && t.rows[r].level == 0 && t.rows[r].cells.empty()) line("");
      if (t.rows[r].cells.size() == 1 && t.rows[r].cells.front().kind == Cell::Kind::label) {
        line(padded(labels[r], label_width, false) + "  " + cells[r].front());
        continue;
      }
      std::vector<std::vector<std::string>> wrapped;
      std::size_t height = 1;
      for (std::size_t c = 0; c < columns; ++c) {
        wrapped.push_back(left[c] ? wrap(cells[r][c], widths[c]) : std::vector<std::string>{cells[r][c]});
        height = std::max(height, wrapped.back().size());
      }
      for (std::size_t h = 0; h < height; ++h) {
        std::string out = padded(h == 0 ? labels[r] : "", label_width, false);
        for (std::size_t c = 0; c < columns; ++c)
          out += "  " + padded(h < wrapped[c].size() ? wrapped[c][h] : "", widths[c], !left[c]);
        line(out);
      }
    }
    for (const std::string& reason : reasons_)
      paragraph(std::string(1, letters_[reason]) + "  " + messages_.text(reason), "  ");
    for (const Message& note : t.notes) paragraph(messages_.text(note), "  ");
  }

  const Report& report_;
  const Messages& messages_;
  std::size_t width_;
  std::string out_;
  std::map<std::string, char> letters_;
  std::vector<std::string> reasons_;
};

std::string_view unit_name(Unit unit) {
  switch (unit) {
    case Unit::none: return "";
    case Unit::count: return "count";
    case Unit::percent: return "percent";
    case Unit::weeks: return "weeks";
    case Unit::days: return "days";
    case Unit::hours: return "hours";
    case Unit::per_week: return "per_week";
    case Unit::points: return "points";
    case Unit::sd: return "sd";
  }
  return "";
}

void write_figure(json::Writer& w, const Figure& f, const Messages& messages) {
  w.begin_object().key("code").text(f.code).key("value");
  if (f.value) {
    w.decimal(*f.value);
  } else {
    w.null().key("missing").text(messages.text(f.missing));
  }
  if (const auto more = f.exact.round(9); more && f.unit != Unit::count) w.key("unrounded").decimal(*more);
  w.key("unit").text(unit_name(f.unit)).key("n").integer(f.n);
  if (f.denominator) {
    w.key("denominator").integer(*f.denominator).key("denominator_is").text(messages.text(f.denominator_definition));
  }
  if (!f.excluded.empty()) {
    w.key("left_out").begin_array();
    for (const Exclusion& e : f.excluded)
      w.begin_object().key("reason").text(messages.text(e.reason)).key("n").integer(e.n).end();
    w.end();
  }
  if (!f.rule.empty()) w.key("rule").text(messages.text(f.rule));
  if (!f.versions.empty()) {
    w.key("versions").begin_array();
    for (const std::string& v : f.versions) w.text(v);
    w.end();
  }
  w.end();
}

std::string words_of(const Label& label, const Messages& messages) {
  return label.message.key.empty() ? label.literal : messages.text(label.message);
}

void write_table(json::Writer& w, const Report& report, const Table& t, const Messages& messages) {
  w.begin_object().key("title").text(words_of(t.title, messages)).key("columns").begin_array();
  for (const Label& c : t.columns) w.text(words_of(c, messages));
  w.end().key("rows").begin_array();
  for (const report::Row& row : t.rows) {
    w.begin_object()
        .key("label")
        .text(words_of(row.label, messages))
        .key("level")
        .integer(row.level)
        .key("cells")
        .begin_array();
    for (const Cell& cell : row.cells) {
      w.begin_object();
      if (cell.kind == Cell::Kind::label) w.key("text").text(words_of(cell.label, messages));
      if (cell.kind == Cell::Kind::exclusions) w.key("left_out_of").text(report.figure(cell.figures.front()).code);
      if (cell.kind == Cell::Kind::figures) {
        w.key("figures").begin_array();
        for (const report::FigureIndex f : cell.figures) w.text(report.figure(f).code);
        w.end();
      }
      w.end();
    }
    w.end().end();
  }
  w.end().key("notes").begin_array();
  for (const Message& note : t.notes) w.text(messages.text(note));
  w.end().end();
}

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + '"';
}

}  // namespace

std::string report_text(const Report& report, const Messages& messages, std::size_t width) {
  return TextWriter(report, messages, width).write();
}

std::string report_json(const Report& report, const Messages& messages) {
  json::Writer w(1);
  w.begin_object().key("title").text(words_of(report.title, messages)).key("about").begin_array();
  for (const Label& l : report.subtitle) w.text(words_of(l, messages));
  w.end().key("figures").begin_array();
  for (const Figure& f : report.figures()) write_figure(w, f, messages);
  w.end().key("tables").begin_array();
  for (const Block& b : report.blocks) {
    if (b.kind == Block::Kind::table) write_table(w, report, b.table, messages);
  }
  w.end().end();
  return w.str() + '\n';
}

std::string report_csv(const Report& report, const Messages& messages) {
  std::string out = "code,value,unrounded,unit,n,denominator,denominator_is,left_out,missing,rule\n";
  for (const Figure& f : report.figures()) {
    std::string left_out;
    for (const Exclusion& e : f.excluded) {
      if (!left_out.empty()) left_out += "; ";
      left_out += std::to_string(e.n) + " " + messages.text(e.reason);
    }
    const auto more = f.unit == Unit::count ? std::nullopt : f.exact.round(9);
    out += quoted(f.code) + ',' + (f.value ? f.value->text() : "") + ',' + (more ? more->text() : "") + ',' +
           std::string(unit_name(f.unit)) + ',' + std::to_string(f.n) + ',' +
           (f.denominator ? std::to_string(*f.denominator) : "") + ',' +
           quoted(f.denominator ? messages.text(f.denominator_definition) : "") + ',' + quoted(left_out) + ',' +
           quoted(f.value ? "" : messages.text(f.missing)) + ',' + quoted(f.rule.empty() ? "" : messages.text(f.rule)) +
           '\n';
  }
  return out;
}

}  // namespace koers::exchange
