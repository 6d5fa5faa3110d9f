// Days to places on a line. Stretches are drawn at one scale; the time between and far outside them is drawn small.
#pragma once

#include <span>
#include <vector>

#include "base/date.h"
#include "draw/list.h"
#include "draw/timeline.h"

namespace koers::draw {

struct AxisPart {
  LocalDate from;
  LocalDate to;
  Unit left = 0;
  Unit right = 0;
  bool is_small = false;      ///< a break: not to scale
  LocalDate week_one;         ///< weeks are counted from here (parts at scale)
  const Words* name = nullptr;  ///< of the stretch; not owned
};

/// Whole weeks together, one bin of a histogram. Small parts are one column each.
struct AxisColumn {
  LocalDate from;
  LocalDate to;
  Unit left = 0;
  Unit right = 0;
  int first_week = 0;  ///< 1 = the first week of the stretch; 0 or less before it
  int weeks = 1;
  bool is_small = false;
};

class TimeAxis {
 public:
    /// `days`: everything that must have a place. Keeps pointers into `timeline`.
  TimeAxis(const Timeline& timeline, std::span<const LocalDate> days, Unit left, Unit right);

    /// The left edge of the day. Days outside the axis are at its ends. Monotone.
  Unit x(LocalDate day) const;
    /// The middle of the day.
  Unit mid(LocalDate day) const { return x(day) + (x(day + 1) - x(day)) / 2; }
  Unit left() const { return parts_.front().left; }
  Unit right() const { return parts_.back().right; }
  LocalDate first() const { return parts_.front().from; }
  LocalDate last() const { return parts_.back().to; }
  const std::vector<AxisPart>& parts() const { return parts_; }
    /// Is there a break between the two days?
  bool broken_between(LocalDate a, LocalDate b) const;
    /// Width of seven days at scale.
  Unit week_width() const { return week_width_; }
    /// Columns of 1, 2, 4, 8, 13, 26 or 52 weeks, the shortest at least `min_width` wide.
  std::vector<AxisColumn> columns(Unit min_width) const;
    /// The column that holds the day; `columns` as made above, not empty.
  static std::size_t column_of(const std::vector<AxisColumn>& columns, LocalDate day);

 private:
  std::vector<AxisPart> parts_;  // never empty, without holes
  Unit week_width_ = 0;
};

/// Every day the model names, held inside 0001..9999.
std::vector<LocalDate> all_days(const Timeline& timeline);

/// A day held inside 0001-01-01 .. 9999-12-31.
LocalDate held(LocalDate day);

}  // namespace koers::draw
