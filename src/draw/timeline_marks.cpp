// What happened once: a shape for each, labelled in the picture where there is room, otherwise numbered with a list below.
#include <algorithm>
#include <utility>

#include "draw/measure_text.h"
#include "draw/timeline_layout.h"

namespace koers::draw {
namespace {

constexpr Unit kPitch = px(17);  // of neighbouring shapes
constexpr std::size_t kRepeated = 3;  // moments under one name, from which a full page tells the name once

std::vector<LocalDate> days_of(const std::vector<Mark>& marks) {
  std::vector<LocalDate> days;
  for (const Mark& mark : marks) days.push_back(mark.day);
  return days;
}

constexpr int kWrapped = 5;  // lines of one entry of the list, where it has one column

class Marks {
 public:
  explicit Marks(const Layout& layout)
      : layout_(layout),
        marks_(layout.timeline.marks),
        clusters_(clusters_of(days_of(marks_), layout.m.marks_in_list)) {}

  Unit draw(Unit y) {
    layout_.sheet.begin(layout_.named(layout_.timeline.marks_name), "marks", "lane");
    place();
    if (layout_.m.glance)
      y = draw_plain(y);
    else
      y = layout_.m.direct_marks && fits_direct() ? draw_direct(y) : draw_numbered(y);
    layout_.sheet.end();
    return y;
  }

 private:
  MarkKind kind(const Mark& mark) const {
    return mark.kind < layout_.timeline.mark_kinds.size() ? layout_.timeline.mark_kinds[mark.kind] : MarkKind{};
  }

  std::string title(const Mark& mark) const {
    const std::string who = layout_.say(mark.who);
    Message::Args args{{"day", mark.day.text()},
                       {"kind", layout_.say(kind(mark).name)},
                       {"label", layout_.say(mark.label) + (who.empty() ? "" : " (" + who + ")")}};
    if (!mark.expected) return layout_.say("draw.mark", std::move(args));
    args.emplace_back("state", layout_.state(mark.due));
    return layout_.say("draw.mark.expected", std::move(args));
  }

  std::string title(const Cluster& cluster) const {
    if (cluster.count == 1) return title(marks_[cluster.first]);
    std::string text = layout_.say("draw.marks.together", {{"n", std::to_string(cluster.count)}});
    for (std::size_t i = 0; i < cluster.count; ++i) text += "; " + title(marks_[cluster.first + i]);
    return text;
  }

  std::string words(const Cluster& cluster) const {
    const Mark& first = marks_[cluster.first];
    if (cluster.count == 1) return layout_.say(first.label);
    std::string text = layout_.say("draw.marks.together", {{"n", std::to_string(cluster.count)}}) + ": ";
    for (std::size_t i = 0; i < cluster.count && i < 6; ++i)
      text += (i == 0 ? "" : ", ") + layout_.say(marks_[cluster.first + i].label);
    return text;
  }

  void place() {
    const Unit width = layout_.m.plot_right() - layout_.m.plot_left();
    const auto count = static_cast<Unit>(clusters_.size());
    rows_ = std::max<Unit>(1, (count * kPitch + width * 4 / 5 - 1) / (width * 4 / 5));
    xs_.assign(clusters_.size(), 0);
    for (Unit row = 0; row < rows_; ++row) {
      std::vector<Unit> wishes;
      for (std::size_t i = static_cast<std::size_t>(row); i < clusters_.size(); i += static_cast<std::size_t>(rows_))
        wishes.push_back(true_x(i));
      const auto places = spread(wishes, kPitch, layout_.m.plot_left() + px(8), layout_.m.plot_right() - px(8));
      std::size_t at = 0;
      for (std::size_t i = static_cast<std::size_t>(row); i < clusters_.size(); i += static_cast<std::size_t>(rows_))
        xs_[i] = places[at++];
    }
  }

  Unit true_x(std::size_t i) const { return layout_.axis.mid(marks_[clusters_[i].first].day); }

  /// Rows for labels, right to left: a label runs to the right of its line and no line may cross a label.
  bool fits_direct() {
    if (rows_ > 1) return false;
    label_rows_.assign(clusters_.size(), 0);
    const Unit edge = layout_.m.width - layout_.m.margin;
    std::vector<Unit> free_until;
    for (std::size_t i = clusters_.size(); i-- > 0;) {
      const Unit x = xs_[i] + px(7);
      const Unit width = std::min(px(170), text_width(words(clusters_[i]), layout_.m.label, Weight::regular));
      std::size_t row = 0;
      while (row < free_until.size() && x + width + px(6) > free_until[row]) ++row;
      if (row == free_until.size()) free_until.push_back(edge);
      if (row >= 4 || x + width > edge) return false;
      for (std::size_t above = 0; above <= row; ++above) free_until[above] = xs_[i] - px(8);
      label_rows_[i] = row;
    }
    label_row_count_ = static_cast<Unit>(free_until.size());
    return true;
  }

  void draw_shape(const Cluster& cluster, Point c, std::string title, std::string id) {
    Sheet& sheet = layout_.sheet;
    const Mark& mark = marks_[cluster.first];
    const MarkKind what = kind(mark);
    // What is only agreed, a look at safety too, is no alarm.
    const Ink ink = what.alert && !mark.expected ? Ink::alert : Ink::main;
    Style style{ink};
    if (mark.expected) style = expected_style(mark.due, ink);
    if (cluster.count > 1) {
      bool alert = false;
      bool expected = true;
      DueState state = DueState::coming;
      for (std::size_t i = 0; i < cluster.count; ++i) {
        alert = alert || (kind(marks_[cluster.first + i]).alert && !marks_[cluster.first + i].expected);
        expected = expected && marks_[cluster.first + i].expected;
        state = more_pressing(state, marks_[cluster.first + i].due);
      }
      sheet.begin(std::move(title), std::move(id), "mark");
      draw_cluster_shape(sheet, c, alert, expected ? std::optional(state) : std::nullopt);
      sheet.end();
      return;
    }
    if (what.shape == MarkShape::ring && !mark.expected) style = {Ink::paper, ink, px(2) + 50};
    if (!mark.expected) {
      draw_mark_shape(sheet, what.shape, c, style, std::move(title), std::move(id));
      return;
    }
    sheet.begin(std::move(title), std::move(id), "due");
    draw_mark_shape(sheet, what.shape, c, style, {}, {});
    draw_due_state(sheet, c, mark.due, ink);
    sheet.end();
  }

  /// A short stroke at the true day above the shape's own row, joined to it where it had to step aside.
  void draw_pin(std::size_t i, Unit top, Unit shape_top) {
    const Unit x = true_x(i);
    layout_.sheet.line({x, top}, {x, top + px(3)}, Ink::quiet, px(1));
    if (shape_top > top + px(3)) layout_.sheet.line({x, top + px(3)}, {xs_[i], shape_top}, Ink::quiet, 70);
  }

  Unit draw_direct(Unit y) {
    const Metrics& m = layout_.m;
    const Unit shapes = y + px(15);
    const Unit bottom = shapes + px(10) + label_row_count_ * m.list_line;
    draw_lane_name(layout_, y + px(4), layout_.timeline.marks_name, {}, px(28));
    draw_ground(layout_, y, bottom);
    const Type type{m.label, Weight::regular, Ink::text, Anchor::start};
    for (std::size_t i = 0; i < clusters_.size(); ++i) {
      const Unit baseline = shapes + px(20) + static_cast<Unit>(label_rows_[i]) * m.list_line;
      layout_.sheet.begin(title(clusters_[i]), marks_[clusters_[i].first].id, "mark");
      draw_pin(i, y + px(2), shapes - px(7));
      layout_.sheet.line({xs_[i], shapes + px(7)}, {xs_[i], baseline}, Ink::rule, 80);
      draw_shape(clusters_[i], {xs_[i], shapes}, {}, {});
      const Unit room = std::min(px(170), m.width - m.margin - xs_[i] - px(5));
      const Box ground = text_box(shorten(words(clusters_[i]), room, type.size, type.weight),
                                  {xs_[i] + px(5), baseline}, type.size, type.weight, type.anchor);
      layout_.sheet.rect(ground, {layout_.past(marks_[clusters_[i].first].day) ? Ink::sheet : Ink::paper});
      layout_.sheet.words_in(words(clusters_[i]), {xs_[i] + px(5), baseline}, room, type);
      layout_.sheet.end();
    }
    return bottom + px(4);
  }

  Unit draw_plain(Unit y) {
    const Unit row_height = px(17);
    const Unit bottom = y + rows_ * row_height + px(3);
    draw_lane_name(layout_, y - px(1), layout_.timeline.marks_name, {}, row_height);
    draw_ground(layout_, y, bottom);
    for (std::size_t i = 0; i < clusters_.size(); ++i) {
      const Unit centre = y + px(9) + static_cast<Unit>(i % static_cast<std::size_t>(rows_)) * row_height;
      draw_shape(clusters_[i], {xs_[i], centre}, title(clusters_[i]), marks_[clusters_[i].first].id);
    }
    return bottom;
  }

  Unit draw_numbered(Unit y) {
    const Metrics& m = layout_.m;
    const Unit row_height = px(30);
    const Unit top = draw_lane_name(layout_, y, layout_.timeline.marks_name, {}, rows_ * row_height);
    const Unit bottom = top + px(4) + rows_ * row_height;
    draw_ground(layout_, m.above() ? top : y, bottom);
    const Type number_type{px(11), Weight::semibold, Ink::text, Anchor::middle};
    for (std::size_t i = 0; i < clusters_.size(); ++i) {
      const Unit centre = top + px(11) + static_cast<Unit>(i % static_cast<std::size_t>(rows_)) * row_height;
      layout_.sheet.begin(title(clusters_[i]), marks_[clusters_[i].first].id, "mark");
      draw_pin(i, centre - px(11), centre - px(7));
      draw_shape(clusters_[i], {xs_[i], centre}, {}, {});
      draw_number(i + 1, {xs_[i], centre + px(18)}, number_type);
      layout_.sheet.end();
    }
    std::vector<std::size_t> listed;
    const Unit below = m.dense ? draw_repeated(bottom + px(2), listed) : bottom + px(4);
    if (!m.dense) {
      for (std::size_t i = 0; i < clusters_.size(); ++i) listed.push_back(i);
    }
    return draw_list(below, listed);
  }

  /// Today's line, where it runs here, leaves the number its ground.
  void draw_number(std::size_t number, Point at, const Type& type) {
    const std::string text = std::to_string(number);
    const Box box = text_box(text, at, type.size, type.weight, type.anchor);
    if (const auto today = layout_.timeline.today) {
      const Unit line = layout_.axis.mid(*today);
      if (line > box.x - px(2) && line < box.right() + px(2))
        layout_.sheet.rect({box.x - px(2), box.y, box.width + px(4), box.height}, {Ink::paper});
    }
    layout_.sheet.words(text, at, type);
  }

  /// What happened often under one name: the name once with all its numbers (their days are on the axis and in the table).
  /// `listed` gets the places of the others.
  Unit draw_repeated(Unit y, std::vector<std::size_t>& listed) {
    const Metrics& m = layout_.m;
    const Type number_type{px(11), Weight::semibold, Ink::text, Anchor::start};
    const Type name_type{m.label, Weight::regular, Ink::text, Anchor::start};
    std::vector<bool> told(clusters_.size());
    Unit x = m.margin;
    Unit baseline = y + px(12);
    bool any = false;
    const auto step = [&](Unit width) {
      if (x > m.margin && x + width > m.width - m.margin) {
        x = m.margin;
        baseline += m.list_line;
      }
    };
    for (std::size_t i = 0; i < clusters_.size(); ++i) {
      if (told[i]) continue;
      std::vector<std::size_t> same;
      for (std::size_t k = i; k < clusters_.size(); ++k) {
        if (!told[k] && alike(clusters_[i], clusters_[k])) same.push_back(k);
      }
      if (same.size() < kRepeated) {
        listed.push_back(i);
        continue;
      }
      any = true;
      std::vector<std::string> numbers;
      Unit width = 0;
      for (const std::size_t k : same) {
        told[k] = true;
        numbers.push_back(std::to_string(k + 1));
        width += text_width(numbers.back(), number_type.size, number_type.weight) + px(6);
      }
      const std::string name = shorten(words(clusters_[i]), m.width / 3, name_type.size, name_type.weight);
      const Unit name_width = text_width(name, name_type.size, name_type.weight);
      step(px(16) + name_width + px(10) + width);
      draw_shape(clusters_[i], {x + px(6), baseline - px(4)}, words(clusters_[i]), {});
      layout_.sheet.words(name, {x + px(16), baseline}, name_type);
      x += px(16) + name_width + px(10);
      for (const std::string& number : numbers) {
        const Unit own = text_width(number, number_type.size, number_type.weight) + px(6);
        step(own);
        layout_.sheet.words(number, {x, baseline}, number_type);
        x += own;
      }
      x += px(20);
    }
    return any ? baseline + px(2) : y;
  }

  bool alike(const Cluster& a, const Cluster& b) const {
    if (a.count > 1 || b.count > 1) return false;
    const Mark& one = marks_[a.first];
    const Mark& other = marks_[b.first];
    return one.kind == other.kind && one.expected == other.expected && (!one.expected || one.due == other.due) &&
           words(a) == words(b);
  }

  Unit draw_list(Unit y, const std::vector<std::size_t>& listed) {
    if (listed.empty()) return y + px(4);
    const Metrics& m = layout_.m;
    const Unit gap = px(20);
    const Unit left = m.margin;
    const Unit room = m.width - m.margin - left + gap;
    Unit date_width = px(34);
    Unit words_width = px(60);
    for (const std::size_t i : listed) {
      const Cluster& cluster = clusters_[i];
      date_width =
          std::max(date_width, text_width(layout_.short_day(marks_[cluster.first].day), px(11), Weight::regular));
      words_width = std::max(words_width, text_width(words(cluster), m.label, Weight::regular));
    }
    date_width = std::min(date_width, px(70));
    // As many columns as leave the words whole, but no more lines than the format likes while it has columns.
    const Unit whole = px(43) + date_width + words_width + gap;
    const Unit columns = std::clamp(
        room / whole,
        std::clamp(static_cast<Unit>(listed.size() + static_cast<std::size_t>(m.list_lines) - 1) / m.list_lines, 1,
                   m.list_columns),
        m.list_columns);
    const Unit column = room / columns - gap;
    const auto lines =
        static_cast<Unit>((listed.size() + static_cast<std::size_t>(columns) - 1) / static_cast<std::size_t>(columns));
    Unit wrapped = 0;  // lines more than one, of what stands in the only column so far
    for (std::size_t place = 0; place < listed.size(); ++place) {
      const std::size_t i = listed[place];
      const Mark& mark = marks_[clusters_[i].first];
      const Unit x = left + static_cast<Unit>(place) / lines * (column + gap);
      const Unit baseline = y + px(14) + (static_cast<Unit>(place) % lines + wrapped) * m.list_line;
      const Type quiet{px(11), Weight::regular, Ink::quiet, Anchor::start};
      layout_.sheet.words(std::to_string(i + 1), {x + px(14), baseline},
                          {px(11), Weight::semibold, Ink::text, Anchor::end});
      draw_shape(clusters_[i], {x + px(25), baseline - px(4)}, title(clusters_[i]), {});
      layout_.sheet.words_in(layout_.short_day(mark.day), {x + px(36), baseline}, date_width, quiet);
      const Unit words_x = x + px(36) + date_width + px(7);
      const Type type{m.label, Weight::regular, Ink::text, Anchor::start};
      const std::string text = words(clusters_[i]);
      const auto parts = wrap(text, x + column - words_x, type.size, type.weight, columns == 1 ? kWrapped : 1);
      for (std::size_t part = 0; part < parts.size(); ++part)
        layout_.sheet.words(parts[part], {words_x, baseline + static_cast<Unit>(part) * m.list_line}, type, text);
      if (parts.size() > 1) wrapped += static_cast<Unit>(parts.size()) - 1;
    }
    return y + px(6) + (lines + wrapped) * m.list_line;
  }

  const Layout& layout_;
  const std::vector<Mark>& marks_;
  std::vector<Cluster> clusters_;
  std::vector<Unit> xs_;
  std::vector<std::size_t> label_rows_;
  Unit rows_ = 1;
  Unit label_row_count_ = 0;
};

}  // namespace

void draw_cluster_shape(Sheet& sheet, Point c, bool alert, std::optional<DueState> expected) {
  const Ink ink = alert ? Ink::alert : Ink::main;
  Style style{alert ? Ink::paper : Ink::main_soft, ink, px(1) + 10};
  if (expected) style = expected_style(*expected, ink);
  sheet.rect({c.x - px(3), c.y - px(6), px(9), px(9)}, style, {}, px(2));
  sheet.rect({c.x - px(6), c.y - px(3), px(9), px(9)}, style, {}, px(2));
  if (expected) draw_due_state(sheet, {c.x - px(1) - 50, c.y + px(1) + 50}, *expected, ink);
}

void draw_mark_shape(Sheet& sheet, MarkShape shape, Point c, Style style, std::string title, std::string id) {
  switch (shape) {
    case MarkShape::diamond: sheet.marker(Marker::diamond, c, px(5), style, std::move(title), std::move(id)); return;
    case MarkShape::square: sheet.marker(Marker::square, c, px(5) + 50, style, std::move(title), std::move(id)); return;
    case MarkShape::ring: sheet.circle(c, px(4) + 50, style, std::move(title), std::move(id)); return;
    case MarkShape::shield: {
      const Unit w = px(5) + 40;
      Path path;
      path.steps = {{'M', {c.x, c.y - px(6)}, {}},
                    {'L', {c.x + w, c.y - px(4)}, {}},
                    {'L', {c.x + w, c.y}, {}},
                    {'Q', {c.x, c.y + px(7)}, {c.x + w, c.y + px(5)}},
                    {'Q', {c.x - w, c.y}, {c.x - w, c.y + px(5)}},
                    {'L', {c.x - w, c.y - px(4)}, {}},
                    {'Z', {}, {}}};
      sheet.path(std::move(path), style, std::move(title), std::move(id));
      return;
    }
    case MarkShape::bubble: {
      const Unit w = px(6);
      Path path;
      path.steps = {{'M', {c.x - w + px(2), c.y - px(5)}, {}},
                    {'L', {c.x + w - px(2), c.y - px(5)}, {}},
                    {'Q', {c.x + w, c.y - px(3)}, {c.x + w, c.y - px(5)}},
                    {'L', {c.x + w, c.y + px(1)}, {}},
                    {'Q', {c.x + w - px(2), c.y + px(3)}, {c.x + w, c.y + px(3)}},
                    {'L', {c.x, c.y + px(3)}, {}},
                    {'L', {c.x - px(3), c.y + px(6)}, {}},
                    {'L', {c.x - px(3), c.y + px(3)}, {}},
                    {'L', {c.x - w + px(2), c.y + px(3)}, {}},
                    {'Q', {c.x - w, c.y + px(1)}, {c.x - w, c.y + px(3)}},
                    {'L', {c.x - w, c.y - px(3)}, {}},
                    {'Q', {c.x - w + px(2), c.y - px(5)}, {c.x - w, c.y - px(5)}},
                    {'Z', {}, {}}};
      sheet.path(std::move(path), style, std::move(title), std::move(id));
      return;
    }
    case MarkShape::house: {
      Path path;
      path.steps = {{'M', {c.x, c.y - px(6)}, {}},         {'L', {c.x + px(6), c.y - px(1)}, {}},
                    {'L', {c.x + px(6), c.y + px(5)}, {}}, {'L', {c.x - px(6), c.y + px(5)}, {}},
                    {'L', {c.x - px(6), c.y - px(1)}, {}}, {'Z', {}, {}}};
      sheet.path(std::move(path), style, std::move(title), std::move(id));
      return;
    }
    case MarkShape::form: {
      // A sheet of paper with a corner turned down.
      Path path;
      path.steps = {{'M', {c.x - px(4), c.y - px(6)}, {}},      {'L', {c.x + px(1), c.y - px(6)}, {}},
                    {'L', {c.x + px(4) + 50, c.y - px(2)}, {}}, {'L', {c.x + px(4) + 50, c.y + px(6)}, {}},
                    {'L', {c.x - px(4), c.y + px(6)}, {}},      {'Z', {}, {}}};
      sheet.path(std::move(path), style, std::move(title), std::move(id));
      return;
    }
    case MarkShape::flag: {
      Path path;
      path.steps = {{'M', {c.x - px(4), c.y - px(6)}, {}}, {'L', {c.x + px(5), c.y - px(3)}, {}},
                    {'L', {c.x - px(3), c.y + px(1)}, {}}, {'L', {c.x - px(3), c.y + px(6)}, {}},
                    {'L', {c.x - px(4), c.y + px(6)}, {}}, {'Z', {}, {}}};
      sheet.path(std::move(path), style, std::move(title), std::move(id));
      return;
    }
  }
}

Unit draw_marks(const Layout& layout, Unit y) {
  if (layout.timeline.marks.empty()) return y;
  return Marks(layout).draw(y);
}

}  // namespace koers::draw
