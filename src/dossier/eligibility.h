// Whether the method is meant for this family, by what is known on a day: criteria, contra-indications, what may be
// tailored, how the family is classified. Every answer carries what decided it and what is still to be asked.
#pragma once

#include <vector>

#include "dossier/case_day.h"
#include "method/method.h"
#include "rules/evaluate.h"

namespace koers::dossier {

struct CriterionAnswer {
  const method::Item* item = nullptr;            ///< of the method file
  const method::Criterion* criterion = nullptr;  ///< the same, where it is one (not for tailoring)
  const method::Tailoring* tailoring = nullptr;  ///< the same, where it is one
  rules::Explanation why;
  rules::Truth answer() const { return why.answer; }
};

struct Suitability {
  std::vector<CriterionAnswer> criteria;           ///< all must hold
  std::vector<CriterionAnswer> contra_indications; ///< yes: do not start now
  std::vector<CriterionAnswer> tailoring;          ///< yes: what the method lets change
  std::vector<CriterionAnswer> classifications;

  rules::Truth meets_criteria = rules::Truth::unknown;  ///< all of them
  rules::Truth contra_indicated = rules::Truth::unknown;  ///< one of them
};

/// In the order of the method file. A method without criteria (norms only) gives empty lists; then all of none hold, and none speaks against it.
Suitability suitability(CaseDay& day);
/// The same on any facts, as before a trajectory starts.
Suitability suitability(const method::Method& method, rules::Evaluator& evaluator, const rules::Numbers& numbers);

}  // namespace koers::dossier
