// Is the method carried out as meant? Every computed rule of the method file as a figure that can account for itself,
// judged where the source has a norm and only when the record can say it; and the intensity of each phase beside it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/figure.h"
#include "dossier/case_day.h"
#include "method/method.h"
#include "rules/evaluate.h"

namespace koers::dossier {

enum class Verdict : std::uint8_t {
  met,
  not_met,
  not_yet,  ///< cannot be judged yet: `judged` or `met` says what is missing
  no_norm   ///< the source has no norm: shown without verdict
};

struct FidelityAnswer {
  const method::FidelityRule* rule = nullptr;
  /// In the rule's unit (weeks, with one decimal). n: rows it rests on. Denominator where there is one: the rows a share is
  /// of ("fidelity.denominator.rows"), net days of the window of a figure per week ("fidelity.denominator.net_days").
  /// Excluded: rows that may count but lack a value. Rows are numbered as the entries of the dossier ("entries").
  Figure figure;
  Verdict verdict = Verdict::no_norm;
  std::optional<rules::Explanation> met;  ///< where there is a norm
  std::optional<rules::Explanation> judged;  ///< where the file says from when it can be judged
};

/// In the order of the method file; empty when it has no computed rules.
std::vector<FidelityAnswer> fidelity(CaseDay& day);

/// One phase as it was planned and as it went.
struct PhaseIntensity {
  const method::Phase* planned = nullptr;
  LocalDate start;
  std::optional<LocalDate> end;  ///< last day; empty while it runs
  Figure weeks;  ///< length so far, without pauses
  Figure offered, held;  ///< contacts per net week
  Figure hours;  ///< hours per net week of held contacts
  /// Expectations of this phase: forms whose window began in it and the talk at its end.
  std::int64_t forms = 0, forms_done = 0;  ///< required ones whose window has begun
  std::int64_t discussed = 0;  ///< of forms_done: discussed with the family
  std::optional<ExpectedState> talk;  ///< empty: the method asks for none
};

/// Phases of the method that have begun, in the order of the method.
std::vector<PhaseIntensity> intensity(CaseDay& day);

}  // namespace koers::dossier
