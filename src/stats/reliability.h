// How consistent the items of a scale are with each other.
#pragma once

#include <cstdint>
#include <span>

#include "base/expected.h"

namespace koers::stats {

struct Alpha {
  /// k / (k - 1) * (1 - sum of the items' variances / variance of the total) (Cronbach 1951, Psychometrika 16, 297-334).
  double raw = 0;
  /// The same of standardised items: k * r / (1 + (k - 1) * r), r the mean correlation between items. NaN when an item
  /// does not vary.
  double standardised = 0;
  std::int64_t n = 0;  ///< persons
};

/// `answers` holds the persons one after another, `items` answers each (whole or scaled to whole numbers, |x| < 2^31), reversed
/// already where an item is reversed. Faults: reliability.too_few_items (fewer than 2), reliability.incomplete (not a
/// whole number of persons), reliability.too_few_persons (fewer than 2), reliability.no_variation (of the totals).
Expected<Alpha> cronbach_alpha(std::span<const std::int64_t> answers, std::size_t items);

}  // namespace koers::stats
