// Answers rules over a Table, in three values, and says why.
//
//   rules::Evaluator evaluator(table, vocabulary, book);       // once per table; keeps an index and the facts already
//   computed const Truth answer = evaluator.answer(rule, numbers);      // cheap: for "which signals are open" const
//   Explanation why = evaluator.explain(rule, numbers);  // the same answer with its leaves, evidence and missing facts
//   const auto when = rules::next_change(evaluator, rule, numbers);   // next_change.h
//
// Pure: no clock (table.today is the moment), no I/O. Total: any table and any rule that was read gives an answer; a
// fact the vocabulary does not know is unknown. Not to be shared between threads (the index is filled as it is used).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/decimal.h"
#include "rules/rule.h"
#include "rules/table.h"
#include "rules/vocabulary.h"

namespace koers::rules {

enum class Truth : std::uint8_t { no, unknown, yes };
constexpr Truth operator!(Truth t) { return t == Truth::unknown ? t : t == Truth::yes ? Truth::no : Truth::yes; }

/// A number a rule refers to, and what stands behind it.
struct Norm {
  Decimal value;
  std::string source;  ///< empty: none
  bool own_choice = false;  ///< "own choice, no source": shown so
};
/// Looks up a reference (without `times`, which the evaluator applies); empty: there is no such number, the leaf is
/// unknown. {phase: key} is a number of the phase the rule is read in: the caller knows which. An empty function knows
/// nothing.
using Numbers = std::function<std::optional<Norm>(const Reference&)>;

/// What a fact gives: every value it can still have.
struct Reading {
  Result result = Result::number;
  Truth truth = Truth::unknown;  ///< of exists
  std::optional<Decimal> low, high;  ///< of a number: the closed range, ratios rounded to two decimals; empty: no bound
  bool exact = false;  ///< one value only
  std::vector<std::string> values;  ///< of codes and dates: the values it can have; empty: not known
};

enum class Missing : std::uint8_t {
  not_asked,  ///< a question without an answer
  no_value,  ///< a row that counts lacks the field
  no_row,  ///< first, last, mean, share, days_between: nothing to take it from
  window_short,  ///< per_week over less than one net week
  no_norm,  ///< the method has no such number
  no_setting,  ///< the provider's settings have no such number
  not_in_language  ///< the vocabulary does not know the fact, or the comparator does not fit it
};

/// One comparator with the value it stood for.
struct Threshold {
  Comparator comparator = Comparator::is;
  std::vector<std::string> values;  ///< as compared (a reference: its number, times applied); empty: no norm
  std::optional<Reference> reference;  ///< where it came from; empty: written in the rule
  std::string source;  ///< of the norm, or of the leaf for a literal; may be empty
  bool own_choice = false;
};

struct LeafAnswer {
  std::string rule;  ///< code of the named rule it stands in; empty: the rule itself
  const Leaf* leaf = nullptr;  ///< lives as long as the rule and the book
  Truth answer = Truth::unknown;
  Reading reading;
  std::vector<Threshold> thresholds;
  std::vector<Missing> missing;  ///< why it is a range or not known; sorted
  std::vector<std::size_t> evidence;  ///< Row::origin of the rows it rests on, in row order, each once
  std::vector<std::size_t> open;  ///< Row::origin of the rows that may count, but lack a value
};

struct Explanation {
  Truth answer = Truth::unknown;
  std::vector<LeafAnswer> leaves;  ///< in file order, named rules written out where they first stand
  std::vector<std::size_t>
      deciding;  ///< indices in leaves: with these alone known the answer is the same, and none is spare
  std::vector<std::size_t> missing;  ///< indices in leaves: not known, and knowing them can still change the answer
};

class Evaluator {
 public:
  struct Engine;  ///< of the room's own files (engine.h)

  /// All three must outlive the evaluator and stay as they are.
  Evaluator(const Table& table, const Vocabulary& vocabulary, const Rulebook& book);
  Evaluator(Table&&, const Vocabulary&, const Rulebook&) = delete;
  Evaluator(const Table&, const Vocabulary&, Rulebook&&) = delete;
  ~Evaluator();
  Evaluator(Evaluator&&) noexcept;
  Evaluator& operator=(Evaluator&&) noexcept;

  Truth answer(const Rule& rule, const Numbers& numbers);
  Explanation explain(const Rule& rule, const Numbers& numbers);
  /// As if the same table were read on another day.
  Truth answer(const Rule& rule, const Numbers& numbers, LocalDate today);
  /// A figure without a verdict: the value of one fact, its evidence and what is missing; no comparators.
  LeafAnswer read(const Fact& fact);

 private:
  friend std::optional<LocalDate> next_change(Evaluator&, const Rule&, const Numbers&);
  std::unique_ptr<Engine> engine_;
};

}  // namespace koers::rules
