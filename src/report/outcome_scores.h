// The outcome report on before/after scores: sample flow, change, effect sizes, reliable change, years, and what became of
// every row. docs/outcome.md defines each figure.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/expected.h"
#include "report/document.h"
#include "report/score_strata.h"

namespace koers::report {

struct ScoreInstrument {
  std::string code;  ///< in figure codes
  std::string name;
  measure::Direction direction = measure::Direction::lower_is_better;
};

struct ScoresInput {
  std::shared_ptr<const measure::Pairing> pairing;  ///< never null
  std::string source;  ///< names the table its rows belong to
  int score_decimals = 0;  ///< scale of the scores
  std::vector<ScoreInstrument> instruments;  ///< names by code of Measurement
  std::vector<std::string> roles, variants, forms;
  bool roles_known = true;  ///< the file tells who filled in; otherwise one nameless role
  bool informants_known = true;  ///< ... and tells one mother from another
  bool forms_known = true, norms_known = true;
  std::vector<NormFor> norms;
  std::vector<Message> norm_notes;  ///< below the table of reliable change, after the norms
  Populations populations;
  StrataOptions options;
  double confidence = 0.95;
  Decimals decimals;
};

/// Adds figures and tables to `report`. Error report.parts_do_not_add_up would be a fault of this program.
Expected<void> add_scores(Report& report, const ScoresInput& input);

}  // namespace koers::report
