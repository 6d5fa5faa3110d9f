// What rules look at: rows of kinds with typed fields, and the calendar windows are measured on. No word of any field
// of work.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"

namespace koers::rules {

/// A field's value. monostate (or a field that is not listed): not known, so a filter on it may match or not.
/// An empty text: known to have none (a contact that was held has no reason): no filter matches it, no aggregate over
/// that field counts it. Who makes the rows sets it wherever a field does not apply.
using Value = std::variant<std::monostate, std::string, Decimal, LocalDate>;

struct Field {
  std::string name;
  Value value;
};

struct Row {
  std::string kind;
  LocalDate date;
  std::vector<Field> fields;  ///< a field that is not listed is not known
  std::size_t origin = 0;     ///< the caller's number for what this row comes from (entry index); shown as evidence

  const Value* find(std::string_view field) const {
    for (const Field& f : fields) {
      if (f.name == field) return &f.value;
    }
    return nullptr;
  }
};

/// Closed interval of days.
struct Days {
  LocalDate first, last;
  bool contains(LocalDate d) const { return first <= d && d <= last; }
};

struct Phase {
  std::string code;
  LocalDate start;
  std::optional<LocalDate> end;  ///< last day of the phase; empty while it runs
};

/// Everything a rule may ask, at one moment. Rows in order of date; equal dates in journal order. Rows dated after
/// `today` are not yet there (only next_change looks at them).
struct Table {
  std::vector<Row> rows;
  std::optional<LocalDate>
      begins;  ///< the first day of rows that were left out, since no rule asked will name their kinds
  LocalDate today;
  std::optional<LocalDate> start;  ///< of the trajectory
  std::optional<LocalDate> end;    ///< of the trajectory
  std::vector<Phase> phases;       ///< of the trajectory, in order; the last one without end is the running one
  std::vector<Days> pauses;        ///< sorted, not overlapping
  std::vector<Days> closed;  ///< public holidays and weeks in which no visits are offered; sorted, not overlapping
};

}  // namespace koers::rules
