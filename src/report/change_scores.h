// What became of people measured twice on one instrument, by one rule: a judgement per row and figures over all of them.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "measure/change_method.h"
#include "measure/deviation.h"
#include "measure/instrument.h"
#include "report/document.h"

namespace koers::report {

struct ChangeRow {
  std::uint32_t line = 0;  ///< of the file; 0 for scores given by hand
  std::optional<std::int64_t> start, end;  ///< scaled by the input's decimals, |x| < 2^31
};

struct ChangeInput {
  std::string title;  ///< the instrument, or the file
  std::string source;  ///< where the norm comes from; may be empty
  /// Where one number stands, before `source`: by its name in ChangeParameters, or "cutoff", "deviation".
  std::map<std::string, std::string> sources;
  /// A number given in place of another one the instrument file has.
  struct Override {
    std::string name;  ///< as in `sources`; also "on_cutoff" (values "yes", "no"), "norm_mean", "norm_sd", "better"
    std::string given, file, source;  ///< `source`: of the file's
  };
  std::vector<Override> overrides;
  std::vector<ChangeRow> rows;
  int decimals = 2;  ///< of the scores, 0..4
  std::optional<measure::Range> range;  ///< outside it a score is refused
  measure::ChangeMethod method = measure::ChangeMethod::jacobson_truax;
  /// What the norm gives. mean, end_mean, end_sd and correlation are taken of the rows where the method asks for them and they are
  /// absent; sd and reliability only when these ask for it.
  measure::ChangeParameters norm;
  bool sd_of_sample = false, reliability_of_sample = false;
  measure::Direction direction = measure::Direction::lower_is_better;
  std::optional<Decimal> cutoff;
  bool cutoff_is_clinical = true;
  bool show_stayed_normal = false;
  struct DeviationNorm {
    Decimal mean, sd;
  };
  std::optional<DeviationNorm> deviation;  ///< with it, each row also has deviation scores
  double confidence = 0.95;
};

struct JudgedRow {
  ChangeRow row;
  std::optional<measure::Judged> judged;  ///< absent: a score is missing
  std::optional<Decimal> start_deviation, end_deviation;
};

struct ChangeScores {
  std::vector<JudgedRow> rows;
  Report report;  ///< figures flow.*, change.*, d_*, rc.*
};

/// "recovered" ... "relapsed", or "stayed_normal" where the input shows it apart.
std::string_view shown_category(const measure::Judged& judged, bool show_stayed_normal);

/// Faults: change.score_outside (with line, "none" for one person), those of ChangeIndex::make, deviation_score, change.sample_too_small (a number shall come from fewer than two pairs).
/// A figure that cannot be computed says why; there is never a NaN.
Expected<ChangeScores> change_scores(const ChangeInput& input);

}  // namespace koers::report
