// A timeline (timeline.h) without drawing: the rows behind the picture, and the picture in characters for a terminal.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "draw/timeline.h"

namespace koers::draw {

/// One thing the picture shows. Rows stand in order of time; what has no day (parts of a scale) comes last.
struct TableRow {
  std::optional<LocalDate> day;  ///< the first day of a span
  std::string id;                ///< of the item, as in the picture; may be empty
  std::string date;              ///< the day or span in words
  std::string what;
  std::string who;
  std::string value;
};

/// Every item of the timeline, also those a picture leaves out (its table twin).
std::vector<TableRow> table_rows(const Timeline& timeline, const LabelFn& label);

/// The heads of the four columns: date, what, who, value.
std::vector<std::string> table_heads(const LabelFn& label);

/// The picture in a few sentences, for who cannot see it: its facts, the part that runs, and of every voice what rose and fell from its
/// first reading to its last.
std::string description_text(const Timeline& timeline, const LabelFn& label);

struct TextOptions {
  int width = 80;  ///< characters; at least 60
  bool ascii = false;  ///< only ASCII signs in the picture (words stay as they are)
};

/// Lines of at most `width` characters (of one cell each), the last ending in a line feed: axis, bands, ticks per cell,
/// one row per voice and goal, marks and the list of marks.
std::string terminal_text(const Timeline& timeline, const LabelFn& label, const TextOptions& options = {});

}  // namespace koers::draw
