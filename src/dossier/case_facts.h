// A case as figures for research and quality, in two grains: what happened on which day of the treatment, and one row per treatment. Without
// names, dates, ids or a word in somebody's own: a free entry of a list is told as "other".
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "dossier/dossier.h"
#include "method/catalogue.h"

namespace koers::dossier {

/// One row of the vocabulary of docs/rules.md, as it stands on the day that is asked for.
struct FactEvent {
  std::size_t treatment = 0;  ///< number within the case, from 1
  std::int32_t day = 0;  ///< since its start; before it: negative
  std::string kind;
  std::vector<std::pair<std::string, std::string>> fields;  ///< name and value; what is not known is left out
};

/// One treatment. An empty text: not known, or not there yet.
struct TreatmentFacts {
  std::size_t treatment = 0;
  std::string method, variant;
  int start_year = 0;
  std::string standing;  ///< running, paused, closed
  std::string weeks;  ///< from start to end, rounded down; empty while it runs
  std::string reason, planned, request_answered, without_help;  ///< of the closure
  std::int64_t offered = 0, held = 0;  ///< contacts
  Decimal hours;  ///< of those held
  std::int64_t needs = 0, goals = 0, goals_reached = 0, activities = 0, children = 0, measurements = 0;
};

struct CaseFacts {
  std::vector<FactEvent> events;  ///< by treatment, then day
  std::vector<TreatmentFacts> treatments;
  bool objects_to_research = false;  ///< the last consent to "research" says no
};

/// As of `today`. Pure. A treatment by a method the catalogue does not hold has its row, and no events.
CaseFacts case_facts(const Dossier& dossier, const method::Catalogue& catalogue, LocalDate today);

/// The members of TreatmentFacts as text, in the order of treatment_columns.
std::vector<std::string> cells(const TreatmentFacts& row);
const std::vector<std::string>& treatment_columns();

}  // namespace koers::dossier
