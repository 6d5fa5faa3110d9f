// Where the clinical range begins, from two populations (Jacobson & Truax 1991, J. Consult. Clin. Psychol. 59, 12-19). M and s with _c are
// those of the clinical population, with _f of the functional one; the sign is that for an instrument on which lower is better.
//   a  M_c - 2 s_c                               two SDs from the clinical mean, towards the functional
//   b  M_f + 2 s_f                               two SDs from the functional mean, towards the clinical
//   c  (s_c M_f + s_f M_c) / (s_c + s_f)         where the two populations are equally likely
// b takes the *functional* SD. Some software takes the clinical SD there; its b differs from the paper's.
#pragma once

#include <cstdint>
#include <optional>

#include "measure/change.h"

namespace koers::measure {

enum class CutoffCriterion : std::uint8_t { a, b, c };

struct ScoreGroup {
  Decimal mean;
  Decimal sd;  ///< above 0
};

/// Exact; round it to the decimals the instrument's cut-off shall have (at most four, for ChangeNorm). Criterion a needs `clinical`, b
/// `functional`, c both (precondition); one that is not needed serves to see that the groups are not swapped. Faults:
/// change.too_many_decimals, change.sd_not_positive, change.populations_reversed (the clinical mean is not on the worse side of the functional).
Expected<Exact> cutoff(CutoffCriterion criterion, const std::optional<ScoreGroup>& clinical,
                       const std::optional<ScoreGroup>& functional, Direction direction);

}  // namespace koers::measure
