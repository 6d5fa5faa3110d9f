// What a score means for somebody: the row of a norm table that fits this child and this informant, T, percentile, deviation score and
// band; and which reliability and cut-off hold. Ranges of age and score are half open. What does not fit has no norm, and says why.
// Nothing here computes a normal quantile: a caller hands one over (stats/distributions.h), or goes without.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "measure/instrument.h"

namespace koers::measure {

/// Who answered, about whom. What is not known fits no row that asks for it.
struct Respondent {
  std::optional<Informant> informant;
  std::string form;
  std::optional<bool> girl;  ///< true: girl, false: boy
  std::optional<Decimal> age;  ///< years, of the child
};

/// Why a score has no norm.
enum class NoNorm : std::uint8_t {
  none,  ///< it has one
  not_validated,  ///< our own wording
  not_loaded,  ///< the file has no norms: an empty slot
  no_such_set,
  no_row,  ///< nobody of this age, sex, informant and form is in it
  informant_unknown,  ///< a row might fit, and this would decide
  form_unknown,
  sex_unknown,
  age_unknown,
  two_rows,  ///< the file lets somebody belong to two rows
  below_table,
  above_table,
  end_of_percentiles,  ///< at 0 and 100 there is no T
  no_quantile,  ///< T follows from a percentile, which is not computed here
  no_score,
};
std::string_view name(NoNorm why);
std::string_view name(ScoreBand band);

struct Meaning {
  const NormSet* set = nullptr;  ///< the norm version used
  NoNorm why = NoNorm::none;  ///< why the figures a norm would give are not there; a band may stand beside it
  std::optional<Decimal> t;  ///< one decimal
  std::optional<Decimal> percentile;
  std::optional<Decimal> deviation;  ///< SDs from the norm's mean towards the problem side, rounded to one decimal
  std::optional<ScoreBand> band;
  bool band_by_t = false;
};

/// z with P(Z <= z) = p.
using NormalQuantile = double (*)(double p);

/// The norms of one scale. The instrument must outlive it.
class ScaleNorms {
 public:
  static ScaleNorms make(const Instrument& instrument, const InstrumentScale& scale, NormalQuantile quantile = nullptr);

  /// `set` as in Instrument::norm_set: "" is the current one.
  Meaning of(const Decimal& raw, const Respondent& who, std::string_view set = {}) const;
  /// Of a T the publisher's program gave: its band.
  Meaning of_t(const Decimal& t, const Respondent& who, std::string_view set = {}) const;

 private:
  struct Row {
    const NormRow* row = nullptr;
    std::vector<std::optional<Decimal>> t;  // per step of the table
  };
  struct Set {
    const NormSet* set = nullptr;
    std::vector<Row> rows;
  };
  struct Found;
  const Set* start(std::string_view set, Meaning& out) const;
  void figures(const Set& set, const Row& row, const Decimal& raw, Meaning& out) const;

  bool validated_ = true;
  bool quantile_ = false;
  Direction better_ = Direction::lower_is_better;
  std::vector<Set> sets_;
};

/// A T outside this is mistyped.
bool possible_t(const Decimal& t);  ///< 0 to 150, both included

/// The first that fits; null: none, or not known enough of this person.
const Reliability* reliability_of(const Instrument& instrument, std::string_view scale, const Respondent& who);
const Cutoff* cutoff_of(const Instrument& instrument, std::string_view scale, const Respondent& who);
/// The score lies on the clinical side.
bool beyond(const Cutoff& cutoff, const Decimal& raw, Direction better);

/// A number of the file with where it stands, or why there is none.
struct SlotNumber {
  std::optional<Decimal> value;
  std::string source;
  NoNorm why = NoNorm::not_loaded;  ///< none with a value
};

/// Everything the file holds for judging a change of this scale for somebody. Where the numbers differ between people, what is not known
/// of this person decides nothing: `why` then says what is needed.
struct ChangeFacts {
  SlotNumber sd;  ///< of the population r was found in, else of the norm row
  SlotNumber reliability;
  SlotNumber cutoff;  ///< of the clinical range: a limit that only asks for a talk is none
  SlotNumber norm_mean, norm_sd;  ///< of the norm row
  bool cutoff_is_clinical = true;  ///< a score on the cut-off itself
  Reliability::Kind reliability_kind = Reliability::Kind::internal;
};
ChangeFacts change_facts(const Instrument& instrument, std::string_view scale, const Respondent& who,
                         std::string_view set = {});

/// What a change of this scale is judged by: r and cut-off as above; s of the population r was found in, else of the norm row.
/// score.not_validated, score.no_reliability, score.no_sd.
Expected<ChangeNorm> change_norm(const Instrument& instrument, std::string_view scale, const Respondent& who,
                                 std::string_view set = {});

}  // namespace koers::measure
