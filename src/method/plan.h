// The calendar a method implies. Before a treatment every date but the start is a range, since phases last from so many to so many
// weeks; with what has happened filled in, ranges close. The same struct serves `koers method plan`, the expected measurements of a
// case and the planned half of the course line.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "method/method.h"
#include "method/settings.h"
#include "rules/table.h"

namespace koers::method {

/// The day something happens: on or after `first`, and not after `last`; no `last`: the method sets no end.
struct DayRange {
  LocalDate first;
  std::optional<LocalDate> last;

  bool certain() const { return last && *last == first; }
  friend bool operator==(const DayRange&, const DayRange&) = default;
};

/// What is known when the plan is made. For `koers method plan` only the start.
struct PlanGiven {
  LocalDate start;  ///< of the trajectory
  std::optional<LocalDate> referral;
  std::vector<rules::Phase>
      phases;  ///< that have begun, in order; `end` is the last day, the transition is on the next
  std::optional<LocalDate> closure;
  std::vector<rules::Days> pauses;  ///< sorted, not overlapping; phases last so much longer
};

struct PlannedPhase {
  std::string code;
  /// `end`: the day of the transition, on which the next phase starts; of the last phase the day of closure. None: not known, or
  /// the treatment ended before.
  std::optional<DayRange> start, end;
  bool begun = false, ended = false;
  /// Visits when the phase takes its fewest and most weeks at the fewest and most contacts a week; days that are closed for
  /// visits are left out, as rules about intensity do. Rounded to whole visits. None where the method gives no number.
  std::optional<int> fewest_visits, most_visits;
};

struct PlannedTransition {
  std::string from, to;
  std::optional<DayRange> day;
  bool talk = false;
  std::vector<std::string> topics;
};

/// Until when something must be done: `last` of the range is the last day if it begins as late as planned.
struct PlannedDeadline {
  std::string code, phase;  ///< phase: of a phase's task; empty: a deadline of the method
  std::optional<DayRange> due;
};

struct PlannedWindow {
  const PlannedMeasurement* measurement = nullptr;  ///< of the method, which must outlive the plan
  std::optional<DayRange> window;  ///< from the earliest first day to the latest last day
  bool anchored = false;  ///< the day it counts from has happened: the window is final
  int number = 1;  ///< what comes back every three months: the how many-th
};

/// What comes back: questionnaires at each session, alliance checks, reviews of safety. Absent numbers are not given.
struct Recurring {
  enum class Kind : std::uint8_t { regular, alliance, safety_review };
  Kind kind = Kind::regular;
  std::string code;
  std::string per;  ///< session | week | month
  std::optional<Decimal> after_contacts, every_days;
};

struct PlannedFollowUp {
  std::optional<DayRange> day;
  bool visit = false;
};

struct Plan {
  std::vector<PlannedPhase> phases;
  std::vector<PlannedTransition> transitions;
  std::vector<PlannedDeadline> deadlines;
  /// Each of the method; what comes back every three months as often as the treatment can last (latest closure), once where no end
  /// is known.
  std::vector<PlannedWindow> measurements;
  std::vector<Recurring> recurring;
  std::optional<DayRange> closure;  ///< the end of the last phase
  std::optional<Decimal> knipkaart_calls;  ///< from closure on
  std::optional<PlannedFollowUp> follow_up;
  LocalDate last_day;  ///< the latest day the plan names
};

Plan plan(const Method& method, const Settings& settings, const PlanGiven& given);

/// `days` net days after `from`: days inside a pause do not count.
LocalDate advance(LocalDate from, int days, std::span<const rules::Days> pauses);

/// How many of the days in [first, last) are closed; `closed` sorted, not overlapping.
int closed_between(LocalDate first, LocalDate last, std::span<const rules::Days> closed);

}  // namespace koers::method
