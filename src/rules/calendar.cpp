#include "rules/calendar.h"

#include <algorithm>

namespace koers::rules {

Calendar::Calendar(std::vector<Days> excluded) {
  std::erase_if(excluded, [](const Days& d) { return d.last < d.first; });
  std::ranges::sort(excluded, {}, &Days::first);
  for (const Days& days : excluded) {
    if (!excluded_.empty() && days.first <= excluded_.back().last + 1) {
      excluded_.back().last = std::max(excluded_.back().last, days.last);
    } else {
      excluded_.push_back(days);
    }
  }
  for (const Days& days : excluded_) {
    before_.push_back(total_);
    total_ += days.last - days.first + 1;
  }
}

std::int32_t Calendar::excluded_before(LocalDate date) const {
  const auto next = std::ranges::lower_bound(excluded_, date, {}, &Days::first);  // first interval not before `date`
  if (next == excluded_.begin()) return 0;
  const auto at = static_cast<std::size_t>(next - excluded_.begin()) - 1;
  return before_[at] + std::min(date, excluded_[at].last + 1).days() - excluded_[at].first.days();
}

std::int32_t Calendar::net(LocalDate from, LocalDate to) const {
  if (to <= from) return 0;
  return (to - from) - (excluded_before(to) - excluded_before(from));
}

LocalDate Calendar::back(LocalDate today, std::int32_t n) const {
  LocalDate enough = today - n - total_;
  LocalDate late = today - n + 1;  // too few open days from here on
  while (late - enough > 1) {
    const LocalDate middle = enough + (late - enough) / 2;
    (net(middle, today) >= n ? enough : late) = middle;
  }
  return enough;
}

LocalDate Calendar::forward(LocalDate from, std::int32_t n) const {
  LocalDate early = from + n - 1;  // too few open days up to here
  LocalDate enough = from + n + total_;
  while (enough - early > 1) {
    const LocalDate middle = early + (enough - early) / 2;
    (net(from, middle) >= n ? enough : early) = middle;
  }
  return enough;
}

}  // namespace koers::rules
