// An instrument: what is asked, of whom, how answers become scores, what a score means. Two classes. `own`: our wording, shipped,
// not validated, so without norm, reliability or cut-off. `frame`: what is public and sourced about somebody else's questionnaire;
// no item texts; what is not public is a slot that a licensee fills (fill.h). An empty slot means "no norm loaded", never a number.
// Every number of a frame names its source; read_instrument() refuses one that does not.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/expected.h"
#include "base/json.h"
#include "measure/change.h"

namespace koers::measure {

enum class InstrumentClass : std::uint8_t { own, frame };

/// Who answers. `parent`: mother, father or another carer, where the publisher makes no difference. `vip`: the important person from
/// the youth's own network. Informants are never merged into one series.
enum class Informant : std::uint8_t {
  mother,
  father,
  other_carer,
  parent,
  youth,
  child,
  teacher,
  worker,
  supervisor,
  vip
};
inline constexpr std::size_t informants_count = 10;
std::string_view name(Informant informant);
std::optional<Informant> informant_named(std::string_view name);
/// True when a form, norm or cut-off for `kept` serves an answer of `who` (parent serves mother, father and other_carer).
bool serves(Informant kept, Informant who);

struct Texts {
  std::string nl, en;
  bool empty() const { return nl.empty() && en.empty(); }
};

struct Range {
  Decimal least, most;  ///< both included
};

/// The answers an item takes: a range, and words for its points where there are words.
struct AnswerSet {
  struct Point {
    Decimal value;
    Texts text;
  };
  std::string code;
  Range range;
  int decimals = 0;  ///< of an answer; 0..2
  std::vector<Point> points;  ///< ascending; empty: a line or a number
  std::optional<Decimal> not_applicable;  ///< "does not apply": not answered, and not missing
};

/// A mark at which somebody must act: the respondent sees the provider's text at once, the worker gets a signal that only an act
/// closes. Exactly one of the two is set.
struct Critical {
  std::optional<Decimal> at_least, at_most;
  bool holds(const Decimal& answer) const;
};

/// A question that is put only after certain answers to another.
struct AskedIf {
  std::uint16_t item = 0;  ///< index of that other, which stands before
  std::vector<Decimal> answers;  ///< after which it is put
  std::optional<Decimal>
      otherwise;  ///< what counts in a score where it is not put; absent: it is left out, as if it did not apply

  bool holds(const Decimal& answer) const;
};

struct InstrumentItem {
  static constexpr std::uint16_t no_answers = 0xFFFF;
  std::string code;  ///< "q1", or the item number of a frame: "1"
  std::uint16_t answers = no_answers;  ///< index into Instrument::answer_sets; no_answers: not public
  Texts text;  ///< own instruments, and licensees' wording; empty in a shipped frame
  std::optional<Critical> critical;
  bool optional = false;  ///< may be left open without being missing (a free remark has no item)
  std::optional<AskedIf> asked_if;
};

/// A question answered in one's own words; never scored.
struct Prompt {
  std::string code;
  Texts text;
};

/// How a scale is made of items. Steps in this order: recode, reverse, missing rule, combine, factor, offset, round.
struct Scoring {
  /// weighted: sum of weight * answer; entered: the publisher's program gives it.
  enum class How : std::uint8_t { sum, mean, weighted, of_scales, entered };
  enum class Fill : std::uint8_t {
    none,  ///< a missing item: no score
    mean,  ///< the person's mean of the scale's answered items
    zero  ///< only where the manual says so
  };
  enum class Rounding : std::uint8_t { none, half_up };
  struct Part {
    std::uint16_t index = 0;  ///< of the item, or of the scale for of_scales
    bool reverse = false;  ///< least + most - answer
    Decimal weight{1, 0};  ///< weighted only
    std::uint16_t recode = no_recode;  ///< index into Instrument::recodes
  };
  static constexpr std::uint16_t no_recode = 0xFFFF;
  How how = How::entered;
  std::vector<Part> parts;
  std::uint16_t most_missing = 0;  ///< unanswered items a score may still be made with
  Fill fill = Fill::none;
  Decimal factor{1, 0}, offset{0, 0};
  Rounding rounding = Rounding::none;  ///< half_up: to `decimals`
  int decimals = 0;  ///< of the score; 0..2
};

/// Answers turned into others before they count (0, 1, 2, 3 -> 0, 0, 1, 2). What it does not name stays as it is.
struct Recode {
  std::string code;
  std::vector<std::pair<Decimal, Decimal>> to;
  Decimal of(const Decimal& answer) const;
};

struct InstrumentScale {
  std::string code;
  Texts name;
  Scoring scoring;
  std::optional<Range> range;  ///< of the raw score; computed from the items where they decide it
  std::optional<Direction> better;  ///< where it differs from the instrument's
};

struct InstrumentForm {
  std::string code;
  std::optional<std::int64_t> items, least_age, most_age;  ///< ages in years, both included
  std::vector<Informant> informants;
};

enum class ScoreBand : std::uint8_t { normal, borderline, clinical };

/// For whom a norm, reliability or cut-off holds. Everything absent: for all.
struct Population {
  std::string scale, form;
  std::vector<Informant> informants;
  std::optional<bool> girls;  ///< true: girls, false: boys
  std::optional<Decimal> age_from, age_below;  ///< years, half open
  /// True when somebody can belong to both.
  bool meets(const Population& other) const;
};

/// A norm of one scale in one population: mean and SD, a table, or bands alone.
struct NormRow {
  struct Step {  ///< half open: from this score up to the next step's
    Decimal from;
    std::optional<Decimal> t, percentile;
  };
  struct Band {
    Decimal from;  ///< half open, of the raw score or of T
    ScoreBand band = ScoreBand::normal;
  };
  Population of;
  std::optional<Decimal> mean, sd;  ///< sd > 0
  std::vector<Step> table;  ///< ascending; below the first step: no norm
  std::optional<Decimal> table_below;  ///< at and above this score: no norm
  std::vector<Band> raw_bands, t_bands;  ///< ascending
};

/// How T follows from a norm row: linear (50 + 10 (x - mean) / sd), normalised (percentile through the normal quantile; De Beurs
/// 2010) or as the publisher's table prints it.
enum class TMethod : std::uint8_t { none, linear, normalised, table };

struct NormSet {
  std::string code, population, source;  ///< code: what a measurement names as its norm version
  std::int64_t year = 0;
  TMethod t = TMethod::none;
  std::vector<NormRow> rows;
};

struct Reliability {
  enum class Kind : std::uint8_t { test_retest, internal, interrater };
  Population of;
  Decimal r;  ///< 0 <= r < 1
  Kind kind = Kind::internal;
  std::optional<Decimal> sd;  ///< of the population r was found in
  std::string source;
};

struct Cutoff {
  Population of;
  Decimal at;
  bool clinical = true;  ///< where the clinical range begins; else only where there is something to talk about
  bool clinical_on_it = true;  ///< a score on the cut-off itself
  std::string source;
};

/// What may be done with the instrument, by whom it was looked up and when.
struct Licence {
  std::string text, source, url;
  std::optional<LocalDate> checked;
  std::string may_modify = "ask", may_score = "ask";  ///< yes, no, ask
  std::vector<std::string> languages;
  // Of a licensee's file only:
  std::string licensee, contract, approved_by;
  std::optional<LocalDate> from, until;
};

/// The item and answer codes of an earlier version in the words of this one. What is not mapped does not compare.
struct VersionMap {
  std::string version;
  std::vector<std::pair<std::string, std::string>> items;
  std::vector<std::pair<Decimal, Decimal>> answers;
};

struct Instrument {
  std::string code, version = "1";
  Texts name;
  std::string holder;
  Licence licence;
  InstrumentClass kind = InstrumentClass::frame;
  Direction better = Direction::lower_is_better;
  std::optional<std::int64_t> item_count;  ///< absent: not public
  std::optional<std::int64_t> most_missing;  ///< of the whole form: with more, no scale has a score
  std::vector<Informant> informants;  ///< for whom there is a form or norm; empty: not public
  std::vector<AnswerSet> answer_sets;
  std::vector<InstrumentItem> items;  ///< empty: not public, or known by number only and not needed
  std::vector<Prompt> prompts;
  std::vector<Recode> recodes;
  std::vector<InstrumentScale> scales;
  std::vector<InstrumentForm> forms;
  std::vector<NormSet> norms;  ///< the last one is the current one
  std::vector<Reliability> reliability;
  std::vector<Cutoff> cutoffs;
  std::vector<VersionMap> replaces;
  std::vector<std::string> slots;  ///< what a licensee may fill: see slot_names
  bool about_safety = false;  ///< has critical items

  bool validated() const { return kind == InstrumentClass::frame; }
  bool slot(std::string_view name) const;
  std::optional<std::uint16_t> item(std::string_view code) const;
  const InstrumentScale* scale(std::string_view code) const;
  /// What a slot stands for is there, for every scale and every informant.
  bool filled(std::string_view slot) const;
  const NormSet* norm_set(std::string_view code) const;  ///< "" : the current one; null: none loaded
};

/// items, texts, answers, scales, key, norm, sd, reliability, cutoff.
std::span<const std::string_view> slots();

/// Every fault of the file at once: those of json::Cursor, and instrument.* (docs/instruments.md).
Checked<Instrument> read_instrument(json::Value root, const std::string& file);

/// From the least answer of any set to the most of any; empty when no answers are public.
std::optional<Range> all_answers(const Instrument& instrument);

/// The raw score's range as the items decide it; empty where they do not (an item without answers, or one that may be left out of a
/// sum). Scales it rests on must stand before it. Also empty when it does not fit a Decimal of nine digits before the point.
std::optional<Range> computed_range(const Instrument& instrument, const InstrumentScale& scale);

}  // namespace koers::measure
