// Answers become a score, exactly as the instrument file says: recode, reverse, missing rule, combine, factor, offset, round
// (docs/scoring.md). Integers only: no double comes between an answer and a raw score. An unanswered item is never silently zero, and
// what cannot be computed says why.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/exact.h"
#include "measure/instrument.h"

namespace koers::measure {

/// Why there is no answer.
enum class Missing : std::uint8_t {
  none,  ///< there is one
  left_open,
  not_asked,
  refused,
  not_applicable,
  lost,
  does_not_compare,  ///< answered in another version, from which nothing leads here
};
inline constexpr std::size_t missing_count = 7;
std::string_view name(Missing missing);
std::optional<Missing> missing_named(std::string_view name);

struct Answer {
  static constexpr int decimals = 4;
  std::int64_t scaled = 0;  ///< in 1/10,000
  Missing missing = Missing::left_open;

  /// Empty for more than four decimals that count, or beyond 1,000,000.
  static std::optional<Answer> of(const Decimal& value);
  static Answer none(Missing why) { return {0, why}; }
  Decimal value() const { return {scaled, decimals}; }
};

/// Why there is no score.
enum class NoScore : std::uint8_t {
  none,  ///< there is one
  entered,  ///< the publisher's program gives it
  answers_not_loaded,  ///< which answers an item takes is not public, and nobody has filled it
  nothing_answered,
  too_many_missing,
  answer_out_of_range,
  does_not_compare,
  part_without_score,  ///< a scale this one rests on
  outside_range,  ///< of an entered score: the scale does not reach there
  too_large,
  form_too_empty,  ///< more items of the whole form are missing than it bears
};
std::string_view name(NoScore why);

/// What was done about missing items.
enum class MissingRule : std::uint8_t { complete, mean, zero };
std::string_view name(MissingRule rule);

struct Score {
  static constexpr std::uint16_t nobody = 0xFFFF;
  Decimal raw;  ///< only where `why` is none
  NoScore why = NoScore::none;
  MissingRule rule = MissingRule::complete;
  std::uint16_t used = 0;  ///< items answered
  std::uint16_t missing = 0;
  std::uint16_t skipped = 0;  ///< does not apply, or left open where that is allowed: neither answered nor missing
  std::uint16_t not_asked =
      0;  ///< rightly, after another answer, and counted as the file says: neither answered nor missing
  std::uint16_t about = nobody;  ///< the item (of_scales: the scale) on which it failed

  bool exists() const { return why == NoScore::none; }
  /// Missing items were given the person's own mean.
  bool prorated() const { return rule == MissingRule::mean; }
};

/// How a score came about, for somebody who wants to do it again on paper.
struct Trace {
  struct Line {
    std::uint16_t index = 0;  ///< of the item; of_scales: of the scale
    Missing missing = Missing::none;
    bool skipped = false;
    bool not_asked = false;  ///< rightly; `contribution` is what counts instead
    bool reversed = false;
    Decimal answer, recoded, counted;  ///< as given, after recoding, after reversing
    Decimal weight{1, 0};
    Exact
        contribution;  ///< weight times what counted, or what the missing rule put there; no value where nothing counts
  };
  std::vector<Line> lines;
  std::int64_t divided_by = 1;  ///< of a mean
  Exact combined, placed;  ///< the sum or mean; after factor and offset
  std::vector<Trace> scales;  ///< of_scales: of each scale, in the order of `lines`
};

/// One scale, compiled: scoring looks nothing up. The instrument must outlive it.
class Scorer {
 public:
  static constexpr int most_scales = 1000;
  /// score.no_such_scale; score.too_many_scales (those it rests on, counted each time they are used, are more than most_scales).
  static Expected<Scorer> make(const Instrument& instrument, std::string_view scale);

  /// Answers by index of the item; what lies beyond the end counts as left open.
  Score score(std::span<const Answer> answers) const;
  Score score(std::span<const Answer> answers, Trace& trace) const;
  const InstrumentScale& scale() const { return *scale_; }

 private:
  struct Part {
    std::int64_t least = 0, most = 0, step = 1;  // of the answer, in 1/10,000
    std::int64_t not_applicable = 0;
    std::int64_t turn = 0;  // least + most
    std::int64_t weight = 1;  // in 1/10,000 for weighted
    const Recode* recode = nullptr;
    const AskedIf* asked_if = nullptr;
    std::uint16_t index = 0;
    bool reverse = false, has_not_applicable = false, optional = false;
  };
  struct Totals;
  struct Value;
  static Expected<Scorer> make(const Instrument& instrument, std::string_view scale, int& left);
  Score totals(std::span<const Answer> answers, Totals& to) const;
  Score of_scales(std::span<const Answer> answers, Totals& to, Trace* trace) const;
  void combine(Score& score, Totals& totals) const;
  static Value value_of(const Part& part, std::span<const Answer> answers);
  static std::optional<Part> part_of(const Instrument& instrument, std::uint16_t item);
  bool form_too_empty(std::span<const Answer> answers) const;

  const Instrument* instrument_ = nullptr;
  const InstrumentScale* scale_ = nullptr;
  NoScore never_ = NoScore::none;
  std::uint16_t about_ = Score::nobody;
  std::vector<Part> parts_, form_;  ///< form_: all items, where the whole form has a missing rule
  std::vector<Scorer> scales_;
};

/// A score that a publisher's program gave: checked against the scale's range.
Score entered_score(const InstrumentScale& scale, const Decimal& raw);

}  // namespace koers::measure
