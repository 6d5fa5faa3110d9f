#include "measure/scoring.h"

#include <algorithm>
#include <array>

namespace koers::measure {
namespace {

constexpr std::array<std::string_view, missing_count> missing_names{
    "none", "left_open", "not_asked", "refused", "not_applicable", "lost", "does_not_compare"};
constexpr std::array<std::string_view, 11> no_score_names{"none",
                                                          "entered",
                                                          "answers_not_loaded",
                                                          "nothing_answered",
                                                          "too_many_missing",
                                                          "answer_out_of_range",
                                                          "does_not_compare",
                                                          "part_without_score",
                                                          "outside_range",
                                                          "too_large",
                                                          "form_too_empty"};
constexpr std::array<std::string_view, 3> rule_names{"complete", "mean", "zero"};

constexpr std::int64_t unit = 10'000;
constexpr std::int64_t farthest = 1'000'000 * unit;
constexpr Wide farthest_score = Wide{1'000'000'000} * 100;

constexpr std::int64_t power(int decimals) {
  std::int64_t out = 1;
  for (int i = 0; i < decimals; ++i) out *= 10;
  return out;
}

/// A number of an instrument file: at most four decimals.
std::int64_t in_units(const Decimal& value) { return value.scaled * power(Answer::decimals - value.decimals); }

/// A ratio whose sides are kept within 128 bits; `fits` turns false instead.
struct Ratio {
  Wide above = 0, below = 1;
  bool fits = true;
  void up(Wide by) { fits = fits && !__builtin_mul_overflow(above, by, &above); }
  void down(Wide by) { fits = fits && !__builtin_mul_overflow(below, by, &below); }
  void plus(const Decimal& value) {
    Wide more = 0;
    up(power(value.decimals));
    fits = fits && !__builtin_mul_overflow(below, Wide{value.scaled}, &more) &&
           !__builtin_add_overflow(above, more, &above);
    down(power(value.decimals));
  }
  Exact exact() const {
    constexpr Wide most = Wide{1} << 110;
    const bool small = above < most && above > -most && below < most;
    return fits && small ? Exact::ratio(above, below) : Exact();
  }
};

/// Items with a value of their own: answered, or rightly not asked.
std::int64_t counted(const Score& score) { return std::int64_t{score.used} + score.not_asked; }

}  // namespace

std::string_view name(Missing missing) { return missing_names[static_cast<std::size_t>(missing)]; }
std::string_view name(NoScore why) { return no_score_names[static_cast<std::size_t>(why)]; }
std::string_view name(MissingRule rule) { return rule_names[static_cast<std::size_t>(rule)]; }

std::optional<Missing> missing_named(std::string_view name) {
  const auto found = std::ranges::find(missing_names, name);
  if (found == missing_names.end() || found == missing_names.begin()) return {};
  return static_cast<Missing>(found - missing_names.begin());
}

std::optional<Answer> Answer::of(const Decimal& value) {
  std::int64_t scaled = value.scaled;
  int from = value.decimals;
  for (; from > decimals && scaled % 10 == 0; --from) scaled /= 10;
  if (from > decimals) return {};
  const std::int64_t up = power(decimals - from);
  if (scaled > farthest / up || scaled < -farthest / up) return {};
  return Answer{scaled * up, Missing::none};
}

struct Scorer::Value {
  enum class Kind : std::uint8_t { counts, not_asked, missing, skipped, out_of_range, does_not_compare };
  Kind kind = Kind::counts;
  std::int64_t given = 0, recoded = 0, counted = 0;
  Missing missing = Missing::none;
};

struct Scorer::Totals {
  std::int64_t sum = 0;  // in units
  Wide weighted = 0;  // in units of units
  std::int64_t open_weight = 0;  // of the missing items, in units
  std::int64_t count = 1;  // a mean is divided by it
  Ratio combined, placed;
};

Expected<Scorer> Scorer::make(const Instrument& instrument, std::string_view scale) {
  int left = most_scales;
  auto out = make(instrument, scale, left);
  if (!out || !instrument.most_missing) return out;
  for (std::size_t i = 0; i < instrument.items.size(); ++i) {
    if (auto part = part_of(instrument, static_cast<std::uint16_t>(i))) out->form_.push_back(*part);
  }
  return out;
}

std::optional<Scorer::Part> Scorer::part_of(const Instrument& instrument, std::uint16_t item) {
  const InstrumentItem& asked = instrument.items[item];
  if (asked.answers == InstrumentItem::no_answers) return {};
  const AnswerSet& set = instrument.answer_sets[asked.answers];
  Part p;
  p.index = item;
  p.optional = asked.optional;
  if (asked.asked_if) p.asked_if = &*asked.asked_if;
  p.least = in_units(set.range.least);
  p.most = in_units(set.range.most);
  p.turn = p.least + p.most;
  p.step = power(Answer::decimals - set.decimals);
  p.has_not_applicable = set.not_applicable.has_value();
  if (set.not_applicable) p.not_applicable = in_units(*set.not_applicable);
  return p;
}

bool Scorer::form_too_empty(std::span<const Answer> answers) const {
  std::int64_t missing = 0;
  for (const Part& part : form_) missing += value_of(part, answers).kind == Value::Kind::missing ? 1 : 0;
  return !form_.empty() && missing > *instrument_->most_missing;
}

Expected<Scorer> Scorer::make(const Instrument& instrument, std::string_view scale, int& left) {
  if (--left < 0) return fail("score.too_many_scales", {{"most", std::to_string(most_scales)}});
  Scorer out;
  out.instrument_ = &instrument;
  out.scale_ = instrument.scale(scale);
  if (out.scale_ == nullptr) return fail("score.no_such_scale", {{"scale", std::string(scale.substr(0, 64))}});
  const Scoring& how = out.scale_->scoring;
  if (how.how == Scoring::How::entered) out.never_ = NoScore::entered;
  for (const Scoring::Part& part : how.parts) {
    if (how.how == Scoring::How::of_scales) {
      auto below = make(instrument, instrument.scales[part.index].code, left);
      if (!below) return below;
      out.scales_.push_back(std::move(*below));
      continue;
    }
    auto p = part_of(instrument, part.index);
    if (!p) {
      out.never_ = NoScore::answers_not_loaded;
      out.about_ = part.index;
      break;
    }
    p->reverse = part.reverse;
    p->weight = in_units(part.weight);
    if (part.recode != Scoring::no_recode) p->recode = &instrument.recodes[part.recode];
    out.parts_.push_back(*p);
  }
  return out;
}

Scorer::Value Scorer::value_of(const Part& part, std::span<const Answer> answers) {
  using Kind = Value::Kind;
  Value out;
  const Answer given = part.index < answers.size() ? answers[part.index] : Answer();
  out.missing = given.missing;
  if (given.missing != Missing::none && part.asked_if != nullptr && part.asked_if->item < answers.size()) {
    const Answer other = answers[part.asked_if->item];
    if (other.missing == Missing::none && !part.asked_if->holds(other.value())) {
      out.missing = Missing::not_asked;
      out.kind = part.asked_if->otherwise ? Kind::not_asked : Kind::skipped;
      if (part.asked_if->otherwise) out.given = out.recoded = out.counted = in_units(*part.asked_if->otherwise);
      return out;
    }
  }
  if (given.missing != Missing::none) {
    const bool skipped = part.optional || (part.has_not_applicable && given.missing == Missing::not_applicable);
    out.kind = given.missing == Missing::does_not_compare ? Kind::does_not_compare
               : skipped                                  ? Kind::skipped
                                                          : Kind::missing;
    return out;
  }
  out.given = out.recoded = given.scaled;
  if (part.has_not_applicable && given.scaled == part.not_applicable) {
    out.kind = Kind::skipped;
    out.missing = Missing::not_applicable;
    return out;
  }
  if (given.scaled < part.least || given.scaled > part.most || given.scaled % part.step != 0) {
    out.kind = Kind::out_of_range;
    return out;
  }
  if (part.recode != nullptr) out.recoded = in_units(part.recode->of(given.value()));
  out.counted = part.reverse ? part.turn - out.recoded : out.recoded;
  return out;
}

Score Scorer::totals(std::span<const Answer> answers, Totals& to) const {
  Score out;
  const bool weighted = scale_->scoring.how == Scoring::How::weighted;
  for (const Part& part : parts_) {
    const Value value = value_of(part, answers);
    switch (value.kind) {
      case Value::Kind::counts:
      case Value::Kind::not_asked:
        ++(value.kind == Value::Kind::counts ? out.used : out.not_asked);
        to.sum += value.counted;
        if (weighted) to.weighted += Wide{value.counted} * part.weight;
        break;
      case Value::Kind::missing:
        ++out.missing;
        to.open_weight += part.weight;
        break;
      case Value::Kind::skipped: ++out.skipped; break;
      case Value::Kind::out_of_range:
      case Value::Kind::does_not_compare:
        ++out.missing;
        if (!out.exists()) break;
        out.why = value.kind == Value::Kind::out_of_range ? NoScore::answer_out_of_range : NoScore::does_not_compare;
        out.about = part.index;
        break;
    }
  }
  return out;
}

/// Missing rule, combine, factor, offset, round.
void Scorer::combine(Score& score, Totals& to) const {
  const Scoring& how = scale_->scoring;
  const bool of_scales = how.how == Scoring::How::of_scales;
  if (!of_scales) {
    if (counted(score) == 0) score.why = NoScore::nothing_answered;
    if (score.missing > (how.fill == Scoring::Fill::none ? 0 : how.most_missing)) score.why = NoScore::too_many_missing;
    if (!score.exists()) return;
    if (score.missing > 0) score.rule = how.fill == Scoring::Fill::zero ? MissingRule::zero : MissingRule::mean;
  }
  const bool filled = !of_scales && score.prorated();
  Ratio& all = to.combined;
  all.above = how.how == Scoring::How::weighted ? to.weighted : Wide{to.sum};
  all.below = how.how == Scoring::How::weighted ? Wide{unit} * unit : Wide{unit};
  if (how.how == Scoring::How::mean) {
    to.count = counted(score) + (score.rule == MissingRule::zero ? score.missing : 0);
    all.down(to.count);
  } else if (filled) {
    Wide put = 0;  // the person's mean in the place of each missing item, times the number of answered items
    const Wide weight = how.how == Scoring::How::weighted ? Wide{to.open_weight} : Wide{score.missing};
    all.up(counted(score));
    all.down(counted(score));
    all.fits = all.fits && !__builtin_mul_overflow(Wide{to.sum}, weight, &put) &&
               !__builtin_add_overflow(all.above, put, &all.above);
  }
  to.placed = all;
  if (how.factor.scaled != 1 || how.factor.decimals != 0) {
    to.placed.up(how.factor.scaled);
    to.placed.down(power(how.factor.decimals));
  }
  if (how.offset.scaled != 0) to.placed.plus(how.offset);
  Ratio last = to.placed;
  last.up(power(how.decimals));
  if (!last.fits) {
    score.why = NoScore::too_large;
    return;
  }
  Wide whole = last.above / last.below;
  const Wide rest = last.above % last.below;
  const Wide size = rest < 0 ? -rest : rest;
  const bool half = size == last.below - size, over = size > last.below - size;
  if (over || (half && (rest > 0 || how.rounding == Scoring::Rounding::none))) whole += rest < 0 ? -1 : 1;
  if (whole > farthest_score || whole < -farthest_score) {
    score.why = NoScore::too_large;
    return;
  }
  score.raw = {static_cast<std::int64_t>(whole), how.decimals};
}

Score Scorer::of_scales(std::span<const Answer> answers, Totals& to, Trace* trace) const {
  Score out;
  for (std::size_t i = 0; i < scales_.size(); ++i) {
    Score one;
    if (trace != nullptr) {
      Trace::Line line;
      trace->scales.emplace_back();
      one = scales_[i].score(answers, trace->scales.back());
      line.index = scale_->scoring.parts[i].index;
      line.skipped = !one.exists();
      line.answer = line.recoded = line.counted = one.raw;
      if (one.exists()) line.contribution = Exact::ratio(one.raw.scaled, power(one.raw.decimals));
      trace->lines.push_back(line);
    } else {
      one = scales_[i].score(answers);
    }
    out.used = static_cast<std::uint16_t>(out.used + one.used);
    out.missing = static_cast<std::uint16_t>(out.missing + one.missing);
    out.skipped = static_cast<std::uint16_t>(out.skipped + one.skipped);
    out.not_asked = static_cast<std::uint16_t>(out.not_asked + one.not_asked);
    if (out.rule == MissingRule::complete) out.rule = one.rule;
    if (one.exists()) to.sum += in_units(one.raw);
    if (!one.exists() && out.exists()) {
      out.why = NoScore::part_without_score;
      out.about = scale_->scoring.parts[i].index;
    }
  }
  return out;
}

Score Scorer::score(std::span<const Answer> answers) const {
  if (never_ != NoScore::none) return {{}, never_, MissingRule::complete, 0, 0, 0, 0, about_};
  Totals all;
  Score out = scales_.empty() ? totals(answers, all) : of_scales(answers, all, nullptr);
  if (out.exists() && form_too_empty(answers)) out.why = NoScore::form_too_empty;
  if (out.exists()) combine(out, all);
  return out;
}

Score Scorer::score(std::span<const Answer> answers, Trace& trace) const {
  trace = {};
  if (never_ != NoScore::none || scales_.empty()) {
    const Score out = score(answers);
    Totals all;
    Score again = totals(answers, all);
    if (out.exists()) combine(again, all);
    for (const Part& part : parts_) {
      const Value value = value_of(part, answers);
      Trace::Line line;
      line.index = part.index;
      line.missing = value.missing;
      line.skipped = value.kind == Value::Kind::skipped;
      line.reversed = part.reverse;
      line.answer = {value.given, Answer::decimals};
      line.recoded = {value.recoded, Answer::decimals};
      line.counted = {value.counted, Answer::decimals};
      const bool weighs = scale_->scoring.how == Scoring::How::weighted;
      if (weighs) line.weight = {part.weight, Answer::decimals};
      const Wide weight = weighs ? part.weight : unit;
      line.not_asked = value.kind == Value::Kind::not_asked;
      if (value.kind == Value::Kind::counts || line.not_asked)
        line.contribution = Exact::ratio(weight * value.counted, Wide{unit} * unit);
      if (value.kind == Value::Kind::missing && out.exists()) {
        if (out.rule == MissingRule::zero) line.contribution = Exact::ratio(0, 1);
        if (out.prorated()) line.contribution = Exact::ratio(weight * all.sum, Wide{unit} * unit * counted(out));
      }
      trace.lines.push_back(line);
    }
    if (!out.exists()) return out;
    trace.divided_by = all.count;
    trace.combined = all.combined.exact();
    trace.placed = all.placed.exact();
    return out;
  }
  Totals all;
  Score out = of_scales(answers, all, &trace);
  if (out.exists() && form_too_empty(answers)) out.why = NoScore::form_too_empty;
  if (!out.exists()) return out;
  combine(out, all);
  trace.combined = all.combined.exact();
  trace.placed = all.placed.exact();
  return out;
}

Score entered_score(const InstrumentScale& scale, const Decimal& raw) {
  Score out;
  out.raw = raw;
  const bool outside = scale.range && (compare(raw, scale.range->least) < 0 || compare(raw, scale.range->most) > 0);
  if (outside) out.why = NoScore::outside_range;
  return out;
}

}  // namespace koers::measure
