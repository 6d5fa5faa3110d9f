// A report as a document: figures with a code each, and blocks that lay them out. Text, JSON and CSV are written from the same
// document, so they cannot disagree. Words are message keys, except names that come from the user's own files.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/figure.h"

namespace koers::report {

/// A message, or words taken over as they are.
struct Label {
  Message message;  ///< used when its key is not empty
  std::string literal;
  Label() = default;
  Label(Message m) : message(std::move(m)) {}  // NOLINT: a message is a label
  static Label words(std::string text) {
    Label out;
    out.literal = std::move(text);
    return out;
  }
};

using FigureIndex = std::uint32_t;

/// What stands in a table: figures in a pattern ("{0} ({1})"), words, or the exclusions of a figure.
struct Cell {
  enum class Kind : std::uint8_t { empty, figures, label, exclusions };
  Kind kind = Kind::empty;
  std::vector<FigureIndex> figures;
  std::string pattern;
  Label label;

  static Cell of(FigureIndex figure, std::string pattern = "{0}") {
    return {Kind::figures, {figure}, std::move(pattern), {}};
  }
  static Cell of(std::vector<FigureIndex> figures, std::string pattern) {
    return {Kind::figures, std::move(figures), std::move(pattern), {}};
  }
  static Cell words(Label label) { return {Kind::label, {}, {}, std::move(label)}; }
  static Cell exclusions(FigureIndex figure) { return {Kind::exclusions, {figure}, {}, {}}; }
};

struct Row {
  Label label;
  int level = 0;  ///< 0 as a heading of what follows, 1 below it, 2 below that
  std::vector<Cell> cells;
};

struct Table {
  Label title;
  std::vector<Label> columns;  ///< of the cells; the column of the row labels has no heading
  std::vector<Row> rows;
  std::vector<Message> notes;  ///< below the table
};

struct Block {
  enum class Kind : std::uint8_t { table, paragraph };
  Kind kind = Kind::paragraph;
  Table table;
  Label paragraph;
};

class Report {
 public:
  Label title;
  std::vector<Label> subtitle;  ///< what the figures rest on: file, rows, source
  std::vector<Block> blocks;

  /// The figure's code must be new in the report; a second one of the same code is not added, the first is returned.
  FigureIndex add(Figure figure);
  const Figure& figure(FigureIndex index) const { return figures_[index]; }
  const std::vector<Figure>& figures() const { return figures_; }
  const Figure* find(std::string_view code) const;

  void paragraph(Label text) { blocks.push_back({Block::Kind::paragraph, {}, std::move(text)}); }
  void table(Table t) { blocks.push_back({Block::Kind::table, std::move(t), {}}); }

 private:
  std::vector<Figure> figures_;
  std::unordered_map<std::string, FigureIndex> by_code_;
};

/// A part of a figure's code made of a name: dots, spaces and slashes become underscores, nothing becomes "none".
std::string code_part(std::string_view name);

/// How many decimals a report prints.
struct Decimals {
  int means = 2;
  int percentages = 1;
};

}  // namespace koers::report
