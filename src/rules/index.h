// A Table made fast to ask: rows by kind, and a field's values as small numbers, made when first asked for. Inside the
// room.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "rules/calendar.h"
#include "rules/table.h"

namespace koers::rules {

struct Cell {
  enum class State : std::uint8_t { unknown, none, code, number, date };
  State state = State::unknown;
  std::int32_t code = -1;   ///< index in Column::codes
  std::int64_t number = 0;  ///< millionths, or days since 1970
  bool known() const { return state >= State::code; }
};

/// One field of one kind: a cell for each row of that kind.
struct Column {
  std::vector<Cell> cells;
  std::vector<std::string_view> codes;  ///< views into the table
  std::int32_t find(std::string_view code) const;
};

struct KindRows {
  std::vector<std::uint32_t> rows;  ///< indices in Table::rows, by date, then as in the table
  std::vector<LocalDate> dates;     ///< of these rows
  std::map<std::string, Column, std::less<>> columns;
};

class Index {
 public:
  /// `table` outlives the index.
  explicit Index(const Table& table);

  const Table& table() const { return table_; }
  /// Never null; a kind without rows has none.
  KindRows& kind(std::string_view name);
  const Column& column(KindRows& kind, std::string_view field);
  /// Of the whole table, with the rows that were left out of it; empty when there is no row.
  std::optional<LocalDate> first_row() const { return first_row_; }
  const Calendar& net() const { return net_; }        ///< pauses, holidays and closed weeks left out
  const Calendar& pauses() const { return pauses_; }  ///< pauses only

 private:
  const Table& table_;
  std::unordered_map<std::string_view, KindRows> kinds_;
  KindRows none_;
  std::optional<LocalDate> first_row_;
  Calendar net_, pauses_;
};

}  // namespace koers::rules
