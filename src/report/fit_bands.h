// A provider's own bands from its own closed courses: score at the k-th form (k from 2) = b0 + b1 * first score + b2 * ln k, with a
// level and a slope over ln k of each course's own (stats/mixed.h). The band of a new course is the middle half of the distribution
// of one new score, given its first one: mean -+ 0.6745 SD, cut off at the ends of the scale.
//
// The form of the model is that of expected-treatment-response work (Lambert, Hansen & Finch 2001, J. Consult. Clin. Psychol. 69,
// 159-172; Lutz, Martinovich & Howard 1999, J. Consult. Clin. Psychol. 67, 571-577). Own choices, without source: at least 100 courses,
// no band where fewer than 20 courses came so far, at most 60 forms.
#pragma once

#include <compare>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "dossier/session_bands.h"
#include "dossier/session_series.h"
#include "measure/instrument.h"

namespace koers::report {

inline constexpr std::int64_t courses_at_session = 20;

struct BandQuestion {
  std::string instrument, scale;
  measure::Direction better = measure::Direction::higher_is_better;
  std::optional<measure::Range> range;  ///< of the raw score
};

/// Takes case after case and keeps no more of it than its scores.
class BandFitter {
 public:
  explicit BandFitter(BandQuestion question) : question_(std::move(question)) {}

  /// Every closed treatment in it counts; one that runs, or was never closed, is left out with its number.
  void add(const dossier::Dossier& dossier, bool synthetic);

  /// Never fails: what cannot be computed says so (RoleBands::none). Roles in the order of dossier::Role. Without any form: no roles.
  dossier::SessionBands fit() const;

  std::int64_t cases() const { return cases_; }

 private:
  struct CourseScores {
    std::vector<std::int32_t> scores;  // hundredths
    LocalDate from, to;
    std::int64_t number = 0;  // of the case
    bool dropped = false, mixed = false;
  };
  struct OfRole {
    std::map<std::optional<std::string>, std::vector<CourseScores>> by_version;
    std::int64_t open = 0, one_form = 0, mixed = 0;
  };
  BandQuestion question_;
  std::map<dossier::Role, OfRole> roles_;
  std::int64_t cases_ = 0;
  bool synthetic_ = false;

  static void fit_role(const std::vector<CourseScores>& courses, const BandQuestion& question, dossier::RoleBands& out);
};

}  // namespace koers::report
