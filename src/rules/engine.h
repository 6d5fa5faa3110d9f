// The working parts of an Evaluator, shared with next_change. Inside the room.
#pragma once

#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "rules/evaluate.h"
#include "rules/facts.h"
#include "rules/index.h"

namespace koers::rules {

/// A leaf of a rule or of a named rule inside it. Equal leaves (same fact, same comparators) are one.
struct PlacedLeaf {
  const Leaf* leaf;
  std::string rule;  ///< code of the named rule; empty: the rule itself
};

/// A rule with its named rules written out: the leaves once each, and where each leaf of the text stands among them.
struct Expanded {
  std::vector<PlacedLeaf> leaves;
  std::unordered_map<const Leaf*, std::size_t> index;
  bool repeats = false;  ///< some leaf or named rule stands there more than once
};

struct Evaluator::Engine {
  Engine(const Table& t, const Vocabulary& v, const Rulebook& b)
      : table(t), vocabulary(v), book(b), index(t), facts(index, v) {}

  const Table& table;
  const Vocabulary& vocabulary;
  const Rulebook& book;
  Index index;
  Facts facts;
  std::unordered_map<std::string, FactValue> known;  ///< at table.today, by canonical print

  const FactValue& value_today(const Fact& fact);
  Truth answer(const Leaf& leaf, const Numbers& numbers, LocalDate today);
  Truth answer(const Rule& rule, const Numbers& numbers, LocalDate today);
  Expanded expand(const Rule& rule) const;
};

/// The setting a reference takes its factor from.
inline Reference share_of(const Reference& reference) {
  return {.from = Reference::From::setting, .key = reference.times_setting, .times = 1, .times_setting = {}};
}

/// A comparison with its numbers looked up.
struct Bound {
  Comparator comparator = Comparator::is;
  std::vector<Number> numbers;     ///< of a number; empty: no such norm
  std::vector<std::string> texts;  ///< of codes, dates and truths
  bool misfit = false;             ///< a literal that is no number where the fact gives one
};
std::vector<Bound> bind(const Leaf& leaf, Result result, const Numbers& numbers);
Truth judge(const FactValue& value, std::span<const Bound> bounds);

}  // namespace koers::rules
