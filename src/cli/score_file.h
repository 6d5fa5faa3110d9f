// A spreadsheet of answers, one measurement a line, becomes a table of scores.
#pragma once

#include <string>
#include <vector>

#include "base/expected.h"
#include "measure/scoring_answers.h"

namespace koers::cli {

struct ScoreFile {
  std::string path;
  char delimiter = ',';
  std::vector<std::string> ignore;  ///< columns that are not read
  std::string version, norm;  ///< where the line has none
  measure::Respondent who;  ///< likewise
};

/// CSV with a line per measurement and scale, or every fault of the file (the first hundred), each with line and column: csv.*, those of
/// measure::AnswerReader, score.unknown_column, score.column_twice, score.one_column, score.unknown_informant, score.unknown_sex,
/// score.unknown_form, score.age, score.t_range.
Checked<std::string> score_file(const measure::Instrument& instrument, const ScoreFile& how);

/// "girl", "boy"; informants by name; 0 to 150 years; a form of the instrument. score.unknown_sex, score.unknown_informant, score.age,
/// score.unknown_form. Empty text changes nothing.
Expected<void> read_sex(std::string_view text, measure::Respondent& to);
Expected<void> read_informant(std::string_view text, measure::Respondent& to);
Expected<void> read_age(std::string_view text, measure::Respondent& to);
Expected<void> read_form(std::string_view text, const measure::Instrument& instrument, measure::Respondent& to);

}  // namespace koers::cli
