#include <algorithm>

#include "base/exact.h"
#include "measure/instrument.h"

namespace koers::measure {
namespace {

constexpr std::int64_t farthest = 1'000'000'000;

/// An exact number of up to 2^127 / 10^decimals; false in `fits` once it does not.
struct Sum {
  Wide scaled = 0;
  int decimals = 0;
  bool fits = true;

  void align(int to) {
    for (; decimals < to && fits; ++decimals) fits = !__builtin_mul_overflow(scaled, Wide{10}, &scaled);
  }
  void add(Sum other) {
    const int to = std::max(decimals, other.decimals);
    align(to);
    other.align(to);
    fits = fits && other.fits && !__builtin_add_overflow(scaled, other.scaled, &scaled);
  }
  void times(const Decimal& by) {
    fits = fits && !__builtin_mul_overflow(scaled, Wide{by.scaled}, &scaled);
    decimals += by.decimals;
  }
};

Sum exact(const Decimal& value) { return {value.scaled, value.decimals, true}; }

/// The range of one answer after recoding.
Range range_of(const AnswerSet& set, const Recode* recode) {
  if (recode == nullptr) return set.range;
  std::optional<Range> out;
  const auto hold = [&](const Decimal& value) {
    if (!out) out = Range{value, value};
    if (compare(value, out->least) < 0) out->least = value;
    if (compare(value, out->most) > 0) out->most = value;
  };
  const bool whole = set.decimals == 0 && set.range.least.decimals == 0 && set.range.most.decimals == 0;
  if (whole && set.range.most.scaled - set.range.least.scaled <= 1000) {
    for (std::int64_t v = set.range.least.scaled; v <= set.range.most.scaled; ++v) hold(recode->of({v, 0}));
  } else {
    hold(set.range.least);
    hold(set.range.most);
    for (const auto& [from, to] : recode->to) hold(to);
  }
  return *out;
}

/// The range of one part; empty where it has none, or where it may be left out of a sum.
std::optional<Range> part(const Instrument& in, const Scoring& scoring, const Scoring::Part& p) {
  if (scoring.how == Scoring::How::of_scales) return in.scales[p.index].range;
  const InstrumentItem& item = in.items[p.index];
  if (item.answers == InstrumentItem::no_answers) return {};
  const AnswerSet& set = in.answer_sets[item.answers];
  const bool sum = scoring.how != Scoring::How::mean;
  if (sum && set.not_applicable) return {};
  const Range out = range_of(set, p.recode == Scoring::no_recode ? nullptr : &in.recodes[p.recode]);
  const bool zero_outside = compare(out.least, {0, 0}) > 0 || compare(out.most, {0, 0}) < 0;
  if (scoring.fill == Scoring::Fill::zero && zero_outside) return {};
  return out;
}

/// sum / count, rounded to `decimals` half away from zero or half up.
std::optional<Decimal> rounded(Sum sum, std::int64_t count, int decimals, Scoring::Rounding rounding) {
  Wide scale = count;
  for (int d = 0; d < sum.decimals; ++d) {
    if (__builtin_mul_overflow(scale, Wide{10}, &scale)) return {};
  }
  for (int d = 0; d < decimals; ++d) {
    if (__builtin_mul_overflow(sum.scaled, Wide{10}, &sum.scaled)) return {};
  }
  if (!sum.fits) return {};
  Wide whole = sum.scaled / scale;
  const Wide rest = sum.scaled % scale;
  const Wide size = rest < 0 ? -rest : rest;
  const bool half = size == scale - size, above = size > scale - size;
  if (above || (half && (rest > 0 || rounding == Scoring::Rounding::none))) whole += rest < 0 ? -1 : 1;
  if (whole > Wide{farthest} * 100 || whole < Wide{-farthest} * 100) return {};
  return Decimal{static_cast<std::int64_t>(whole), decimals};
}

}  // namespace

std::optional<Range> all_answers(const Instrument& instrument) {
  std::optional<Range> out;
  for (const AnswerSet& set : instrument.answer_sets) {
    if (!out) out = set.range;
    if (compare(set.range.least, out->least) < 0) out->least = set.range.least;
    if (compare(set.range.most, out->most) > 0) out->most = set.range.most;
  }
  return out;
}

std::optional<Range> computed_range(const Instrument& instrument, const InstrumentScale& scale) {
  const Scoring& s = scale.scoring;
  if (s.how == Scoring::How::entered || s.parts.empty()) return {};
  Sum least, most;
  std::optional<Range> first;
  for (const Scoring::Part& p : s.parts) {
    const auto found = part(instrument, s, p);
    if (!found) return {};
    if (!first) first = found;
    // The mean of some items, put in the place of another of a wider range, may leave the range of the whole.
    const bool alike = compare(first->least, found->least) == 0 && compare(first->most, found->most) == 0;
    if (!alike && (s.fill == Scoring::Fill::mean || s.how == Scoring::How::mean)) return {};
    Sum low = exact(found->least), high = exact(found->most);
    if (s.how == Scoring::How::weighted) {
      low.times(p.weight);
      high.times(p.weight);
      if (p.weight.scaled < 0) std::swap(low, high);
    }
    least.add(low);
    most.add(high);
  }
  const auto count = s.how == Scoring::How::mean ? static_cast<std::int64_t>(s.parts.size()) : 1;
  for (Sum* one : {&least, &most}) {
    one->times(s.factor);
    Sum offset = exact(s.offset);
    offset.times({count, 0});
    one->add(offset);
  }
  if (s.factor.scaled < 0) std::swap(least, most);
  const auto low = rounded(least, count, s.decimals, s.rounding);
  const auto high = rounded(most, count, s.decimals, s.rounding);
  if (!low || !high) return {};
  return Range{*low, *high};
}

}  // namespace koers::measure
