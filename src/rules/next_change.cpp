#include "rules/next_change.h"

#include <algorithm>

#include "rules/engine.h"

namespace koers::rules {
namespace {

constexpr std::int32_t horizon = 36'525;  // days: a hundred years
constexpr int most_steps = 64;
constexpr int most_events = 200;

/// What a comparison can see of a value: on which side of each threshold its ends lie. While the rows in the window
/// stay the same each of these moves one way only, so a signature that was left does not come back.
using Signature = std::vector<std::int8_t>;

Signature signature(const FactValue& value, const std::vector<Bound>& bounds) {
  if (value.result != Result::number) return {static_cast<std::int8_t>(judge(value, bounds))};
  Signature out;
  for (const Bound& bound : bounds) {
    for (const Number& threshold : bound.numbers) {
      constexpr std::int8_t unbounded = 2;
      out.push_back(value.low ? static_cast<std::int8_t>(compare(*value.low, threshold)) : unbounded);
      out.push_back(value.high ? static_cast<std::int8_t>(compare(*value.high, threshold)) : unbounded);
    }
  }
  out.push_back(value.low && value.high && compare(*value.low, *value.high) == 0 ? 1 : 0);
  return out;
}

bool grows(const Fact& fact) {
  return fact.aggregate == Aggregate::days_since || fact.aggregate == Aggregate::days_between ||
         fact.aggregate == Aggregate::per_week;
}

/// The dates on which one leaf can get another answer, one after the other.
class LeafDates {
 public:
  LeafDates(Evaluator::Engine& engine, const Leaf& leaf, const Numbers& numbers)
      : engine_(&engine), leaf_(&leaf), last_(engine.table.today + horizon) {
    bounds_ = bind(leaf, result_of(leaf.fact, engine.vocabulary), numbers);
  }

  std::optional<LocalDate> after(LocalDate date) {
    const Signature now = at(date);
    for (int i = 0; i < most_events; ++i) {
      const auto event = engine_->facts.next_event(leaf_->fact, date);
      const LocalDate until = event && *event <= last_ ? *event - 1 : last_;
      if (grows(leaf_->fact) && until > date && at(until) != now) return first_other(now, date, until);
      if (!event || *event > last_) return {};
      if (at(*event) != now) return event;
      date = *event;
    }
    return date;
  }

 private:
  Signature at(LocalDate date) {
    if (date == engine_->table.today) return signature(engine_->value_today(leaf_->fact), bounds_);
    return signature(engine_->facts.value(leaf_->fact, date, false), bounds_);
  }

  /// Most changes are near: doubling steps first.
  LocalDate first_other(const Signature& now, LocalDate same, LocalDate other) {
    for (std::int32_t step = 1; other - same > step; step *= 2) {
      const LocalDate ahead = same + step;
      if (at(ahead) != now) {
        other = ahead;
        break;
      }
      same = ahead;
    }
    while (other - same > 1) {
      const LocalDate middle = same + (other - same) / 2;
      (at(middle) == now ? same : other) = middle;
    }
    return other;
  }

  Evaluator::Engine* engine_;
  const Leaf* leaf_;
  LocalDate last_;
  std::vector<Bound> bounds_;
};

}  // namespace

std::optional<LocalDate> next_change(Evaluator& evaluator, const Rule& rule, const Numbers& numbers) {
  Evaluator::Engine& engine = *evaluator.engine_;
  LocalDate date = engine.table.today;
  const Truth now = engine.answer(rule, numbers, date);
  struct Watched {
    LeafDates dates;
    std::optional<LocalDate> next;
  };
  std::vector<Watched> watched;
  for (const PlacedLeaf& placed : engine.expand(rule).leaves) {
    LeafDates dates(engine, *placed.leaf, numbers);
    const auto next = dates.after(date);
    if (next) watched.push_back({std::move(dates), next});
  }
  for (int step = 0; !watched.empty(); ++step) {
    date = *std::ranges::min_element(watched, {}, &Watched::next)->next;
    if (step == most_steps || engine.answer(rule, numbers, date) != now) return date;
    for (Watched& leaf : watched) {
      if (leaf.next == date) leaf.next = leaf.dates.after(date);
    }
    std::erase_if(watched, [](const Watched& leaf) { return !leaf.next; });
  }
  return {};
}

}  // namespace koers::rules
