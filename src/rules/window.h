// Windows as days, and the rows of a selector inside them. Inside the room.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "rules/fact.h"
#include "rules/index.h"

namespace koers::rules {

/// A window at a moment. Not begun: no spans, length 0, start and limit are today.
struct Stretch {
  std::vector<Days> spans;             // in order, apart
  LocalDate start, limit;              // first day; last day, never after today
  std::int32_t length = 0;             // net days; today is a moment, not yet a day
  std::optional<std::uint32_t> after;  // only rows behind this one (index in Table::rows)
};

/// A row of a kind that matches a selector, or may match it.
struct Hit {
  std::uint32_t at;  // index in KindRows
  bool sure;
};

/// Which of the questions a selector over an asked kind names have no answer. `open_ended`: it names no questions, so
/// that there can always be another one.
struct Unasked {
  std::size_t questions = 0;
  bool open_ended = false;
  bool any() const { return open_ended || questions > 0; }
};

/// The stretches a window can be: one, unless the row it counts from is uncertain. Empty: not known.
std::vector<Stretch> stretches(Index& index, const Vocabulary& vocabulary, const Window& window, bool asked,
                               LocalDate today);
std::vector<Hit> hits(Index& index, const Selector& selector, const Stretch& stretch);
Unasked unasked(Index& index, const KindName& kind, const Selector& selector, const Stretch& stretch);

}  // namespace koers::rules
