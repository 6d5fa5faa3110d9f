// What a fact gives at a moment: every value it can still have, given what is not known. Inside the room.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "rules/evaluate.h"
#include "rules/fact.h"
#include "rules/index.h"
#include "rules/number.h"

namespace koers::rules {

/// Every value a fact can have: for a number the hull [low, high], an empty end has no bound; for codes and dates the
/// list, unless `any`.
struct FactValue {
  Result result = Result::number;
  Truth truth = Truth::unknown;
  std::optional<Number> low, high;
  std::vector<std::string> values;  // sorted, each once
  bool any = false;
  std::vector<Missing> missing;         // sorted, each once
  std::vector<std::uint32_t> evidence;  // indices in Table::rows, sorted, each once
  std::vector<std::uint32_t> open;      // rows that lack a value that matters; likewise

  void lacks(Missing reason);
  /// Nothing is known: no bounds, any value, truth unknown.
  void forget(Missing reason);
  /// Either this value or that one.
  void widen(const FactValue& other);
};

class Facts {
 public:
  Facts(Index& index, const Vocabulary& vocabulary) : index_(index), vocabulary_(vocabulary) {}

  /// `rows` false: without evidence and open rows, which costs less.
  FactValue value(const Fact& fact, LocalDate today, bool rows = true);

  /// The first day after `today` on which the rows a fact looks at can be others: one arrives, leaves the window, or
  /// the window itself begins or ends. Between two such days the value is constant or moves one way.
  std::optional<LocalDate> next_event(const Fact& fact, LocalDate today);

 private:
  Index& index_;
  const Vocabulary& vocabulary_;
};

}  // namespace koers::rules
