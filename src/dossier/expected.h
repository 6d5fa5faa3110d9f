// What the method expects of a case, held against what the record says: forms at their moments, talks at phase
// transitions, deadlines, the visit after closure, alliance checks, safety reviews. Made from the method and the
// entries alone: closure, a new worker or a worker who left change nothing about what is still expected.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/dossier.h"
#include "method/method.h"
#include "method/settings.h"
#include "rules/evaluate.h"
#include "rules/table.h"

namespace koers::dossier {

/// The codes of the field `what` of the rule kind `expected`, in this order.
enum class ExpectedWhat : std::uint8_t {
  measurement,
  transition_talk,
  follow_up_visit,
  deadline,
  alliance_check,
  safety_review
};
/// The codes of its field `state`.
enum class ExpectedState : std::uint8_t {
  waiting,   ///< its time has not come, or what it counts from has not happened
  due,       ///< its window is open
  late,      ///< the window has passed; it still makes sense
  missed,    ///< it can no longer be made up for
  done,      ///< also when it came late (`on_time` says)
  declined   ///< asked, and the informant did not want to
};
std::string_view name(ExpectedWhat what);
std::string_view name(ExpectedState state);

struct Expectation {
  ExpectedWhat what = ExpectedWhat::measurement;
  std::string code;                     ///< of the method's item; of the phase that ends (transition talk)
  const method::Item* item = nullptr;   ///< the method's, for its names and sources; null where it has none
  std::string instrument;               ///< of a measurement
  std::optional<Role> informant;        ///< who fills in or rates
  std::optional<PersonId> person;       ///< that informant, when the record knows one
  std::optional<PersonId> child;        ///< whom a measurement is about
  std::optional<Moment> moment;
  bool required = true;
  std::vector<std::string> discuss;     ///< with whom the result is discussed, as the method says

  /// The window, first and last day. Empty: what it counts from has not happened and cannot be foreseen.
  std::optional<LocalDate> opens, closes;
  std::optional<LocalDate> missed_from;  ///< from this day it is missed rather than late; empty: it stays late
  bool foreseen = false;                 ///< the window rests on the planned length of phases that have not ended
  ExpectedState state = ExpectedState::waiting;
  const Entry* by = nullptr;  ///< what settled it: the form, talk, visit, check; may be null for a deadline
  std::optional<LocalDate> settled;  ///< on which day
  bool on_time = false;  ///< done, and not after the window
  int attempts = 0;      ///< times a form was asked for in vain, up to today
  std::vector<const Entry*> tried;  ///< those, and forms that were lost; by date

  /// The next day after `today` on which the state is another without a new entry.
  std::optional<LocalDate> next_edge(LocalDate today) const;
};

/// Everything expected of trajectory number `trajectory`, by window, then in the order of the method file. `table` holds
/// the facts of the case on `table.today` (facts.h); the rules of deadlines are answered on it.
///
/// Days of a window are counted from its anchor without paused days. A phase that was entered twice counts from its first
/// start and its last end. A form is expected from each person of the family the record knows in the informant's role, or
/// once when it knows nobody; about each child the trajectory is for. A form of the end whose phase never came, because the
/// treatment stopped before it, counts from the day it ended: who stops early is asked too. What the method only allows (not required) is there
/// while its window is open and when it was done. The talk at the end of a phase is due from the phase's shortest length
/// until it ends. Terms of the provider: `due_soon_days` (how long before its last day a deadline is due),
/// `expected_due_days` (how long something with one day is due before it is late), `expected_makeup_days` (how long after
/// its window it is late before it is missed); without the setting the state does not move on.
std::vector<Expectation> expected(const Dossier& dossier, std::size_t trajectory, const method::Method& method,
                                  const method::Settings& settings, const rules::Table& table,
                                  rules::Evaluator& evaluator);

/// Rows of kind `expected`, merged into the table's order. Row::origin is `first_origin` + the index in `items`. A row is
/// dated on the day its state began: the window's first day, the day after its last one (late, missed), the day it was
/// settled; what waits lies on the day its window opens, and is left out when that is not known. What the method only
/// allows has a row when it was done or declined.
void add_rows(rules::Table& table, std::span<const Expectation> items, std::size_t first_origin);

/// The date `days` days after `from`, not counting paused days (`pauses` sorted, not overlapping). Negative days are
/// plain days before. Empty: a pause without end lies between.
std::optional<LocalDate> after_days(LocalDate from, int days, std::span<const rules::Days> pauses);

}  // namespace koers::dossier
