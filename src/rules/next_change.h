// When an answer can change without a new entry: rows leave a "last n days" window, days pass a threshold, a row dated
// in the future arrives, a phase or the trajectory begins or ends.
#pragma once

#include <optional>

#include "rules/evaluate.h"

namespace koers::rules {

/// The first later date on which the answer can be another one: never later than the true one, and exact unless the
/// rule's facts change more than 64 times before that. Empty: never within 100 years. Fields that whoever makes the
/// rows derives from the date (an age, "due", "late") stay as they are in the table: their dates are the caller's.
std::optional<LocalDate> next_change(Evaluator& evaluator, const Rule& rule, const Numbers& numbers);

}  // namespace koers::rules
