// Comparators: does the comparison hold for every value a fact can still have, for none, or for some?
#include <algorithm>

#include "rules/engine.h"

namespace koers::rules {
namespace {

/// A reference with its factor; norms are cut at 10^9 so that products still compare exactly.
std::optional<Number> number_of(const Reference& reference, const Numbers& numbers) {
  const auto look_up = [&](const Reference& r) -> std::optional<std::int64_t> {
    constexpr std::int64_t most = 1'000'000'000'000'000;
    const auto norm = numbers ? numbers(r) : std::nullopt;
    if (!norm) return {};
    return std::clamp(to_micro(norm->value), -most, most);
  };
  const auto norm = look_up(reference);
  if (!norm) return {};
  if (reference.times_setting.empty()) return Number{Wide{*norm} * reference.times, 1};
  const auto factor = look_up(share_of(reference));
  if (!factor) return {};
  return Number{Wide{*norm} * *factor, 1'000'000};
}

Truth both(Truth a, Truth b) { return std::min(a, b); }
Truth truth_of(bool all, bool none) { return all ? Truth::yes : none ? Truth::no : Truth::unknown; }

Truth is_one_of(const FactValue& v, const std::vector<Number>& numbers) {
  const bool one = v.low && v.high && compare(*v.low, *v.high) == 0;
  const auto outside = [&](const Number& n) { return (v.low && n < *v.low) || (v.high && *v.high < n); };
  const auto equal = [&](const Number& n) { return one && compare(*v.low, n) == 0; };
  return truth_of(std::ranges::any_of(numbers, equal), std::ranges::all_of(numbers, outside));
}

Truth judge_number(const FactValue& v, const Bound& bound) {
  if (bound.numbers.empty()) return Truth::unknown;
  const Number& t = bound.numbers.front();
  switch (bound.comparator) {
    case Comparator::is:
    case Comparator::one_of: return is_one_of(v, bound.numbers);
    case Comparator::is_not: return !is_one_of(v, bound.numbers);
    case Comparator::at_least: return truth_of(v.low && !(*v.low < t), v.high && *v.high < t);
    case Comparator::less_than: return truth_of(v.high && *v.high < t, v.low && !(*v.low < t));
    case Comparator::more_than: return truth_of(v.low && t < *v.low, v.high && !(t < *v.high));
    case Comparator::at_most: return truth_of(v.high && !(t < *v.high), v.low && t < *v.low);
  }
  return Truth::unknown;
}

/// "at least 5" with "less than 5": no value at all can hold.
bool contradictory(std::span<const Bound> bounds) {
  for (const Bound& low : bounds) {
    if (low.numbers.empty() || (low.comparator != Comparator::at_least && low.comparator != Comparator::more_than))
      continue;
    for (const Bound& high : bounds) {
      if (high.numbers.empty() || (high.comparator != Comparator::at_most && high.comparator != Comparator::less_than))
        continue;
      const int order = compare(low.numbers.front(), high.numbers.front());
      const bool closed = low.comparator == Comparator::at_least && high.comparator == Comparator::at_most;
      if (order > 0 || (order == 0 && !closed)) return true;
    }
  }
  return false;
}

bool holds(const std::string& value, const Bound& bound) {
  const bool found = std::ranges::find(bound.texts, value) != bound.texts.end();
  return bound.comparator == Comparator::is_not ? !found : found;
}

Truth judge_texts(const std::vector<std::string>& values, std::span<const Bound> bounds) {
  bool all = true;
  bool none = true;
  for (const std::string& value : values) {
    const bool held = std::ranges::all_of(bounds, [&](const Bound& b) { return holds(value, b); });
    (held ? none : all) = false;
  }
  return truth_of(all, none);
}

}  // namespace

std::vector<Bound> bind(const Leaf& leaf, Result result, const Numbers& numbers) {
  std::vector<Bound> out;
  for (const Comparison& c : leaf.comparisons) {
    Bound bound{c.comparator, {}, {}, false};
    if (c.reference) {
      if (const auto norm = number_of(*c.reference, numbers)) bound.numbers.push_back(*norm);
      bound.misfit = result != Result::number;
    } else if (result == Result::number) {
      for (const std::string& literal : c.literals) {
        const auto number = Decimal::parse(literal);
        if (number)
          bound.numbers.push_back({to_micro(*number), 1});
        else
          bound.misfit = true;
      }
    } else {
      bound.texts = c.literals;
      bound.misfit = c.comparator >= Comparator::at_least;
    }
    out.push_back(std::move(bound));
  }
  return out;
}

Truth judge(const FactValue& value, std::span<const Bound> bounds) {
  if (bounds.empty() || std::ranges::any_of(bounds, &Bound::misfit)) return Truth::unknown;
  if (value.result == Result::truth) {
    const Truth as_yes = judge_texts({"yes"}, bounds);
    const Truth as_no = judge_texts({"no"}, bounds);
    if (value.truth != Truth::unknown) return value.truth == Truth::yes ? as_yes : as_no;
    return as_yes == as_no ? as_yes : Truth::unknown;
  }
  if (value.result != Result::number) {
    return value.any || value.values.empty() ? Truth::unknown : judge_texts(value.values, bounds);
  }
  if (contradictory(bounds)) return Truth::no;
  Truth out = Truth::yes;
  for (const Bound& bound : bounds) out = both(out, judge_number(value, bound));
  return out;
}

}  // namespace koers::rules
