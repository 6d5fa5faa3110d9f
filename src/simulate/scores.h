// The scores of a simulated family as rows of a CSV file that `koers outcome` reads with examples/simulated/scores.toml.
#pragma once

#include <string>

#include "dossier/case_file.h"

namespace koers::simulate {

/// The first line: person;instrument;informant;moment;date;score
std::string scores_head();
/// A row for each total T-score of the start, the end or the follow-up; `person` is the journal of the family.
std::string scores_of(const dossier::CaseFile& family);

}  // namespace koers::simulate
