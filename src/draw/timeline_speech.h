// The words of a timeline's picture, table and terminal form: all that is asked of the label function, in one place.
// Internal to draw/; the keys and their arguments are listed in docs/pictures.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "draw/timeline.h"

namespace koers::draw {

/// Nothing is owned.
struct Speech {
  const Timeline& timeline;
  const LabelFn& label;

  std::string say(const Words& words) const { return said(words, label); }
  std::string say(std::string_view key, Message::Args args = {}) const;
  std::string named(const Words& words) const;  ///< never empty

  std::string day(LocalDate date) const;                     ///< "12 March 2026"
  std::string day_month(LocalDate date) const;               ///< "12 Mar"
  std::string day_year(LocalDate date) const;                ///< "12 Mar 2026"
  std::string month(LocalDate date, bool with_year) const;   ///< "Mar", "Mar 2026"
  static Message::Args ends(Span span);                       ///< "from" and "until", both days inside
  std::string between(Span span) const;                      ///< "2 March 2026 to 12 April 2026", both days inside
  std::string voice(std::size_t place) const;                ///< of whoever rated
  std::string value(std::int64_t value, int decimals) const;  ///< "12.5" as the language writes it
  /// The same with `shown` decimals, where the others are zero.
  std::string value(std::int64_t value, int shown, int decimals) const;
  /// "34" for 34.0, "34.5" for 34.5: the numbers beside a scale.
  std::string scale_value(std::int64_t value, int decimals) const;
  std::string state(TickState state) const;
  std::string state(DueState state) const;
  /// "16 wk + 2 wk pause, plan 14", then shorter forms; empty when nothing is known.
  std::vector<std::string> lengths(const Band& band) const;
  std::string pace(const Pace& pace) const;  ///< "agreed: 2 to 3 a week"
  std::string zone(const Panel& panel, const Zone& zone) const;
  std::string people(const Guide& guide) const;  ///< for whom; empty: for all
  std::string guide(const Panel& panel, const Guide& guide) const;  ///< "mother: cut-off 25"
};

/// 0 if every reading of the panel is whole, else its decimals: values of one panel are written alike.
int shown_decimals(const Panel& panel);

/// Days that count of the plan and of what was; 0 without such a span.
std::int64_t planned_days(const Band& band);
std::int64_t actual_days(const Band& band);
/// The day the planned length is used up, if what was went on for half a week more: less is not seen in whole weeks.
std::optional<LocalDate> over_from(const Band& band);
/// "2" for 12 days; at least "1".
std::string weeks_text(std::int64_t days);

/// "+1", "0", "−2".
std::string level_text(std::int64_t level);
int whole_weeks(std::int64_t days);

}  // namespace koers::draw
