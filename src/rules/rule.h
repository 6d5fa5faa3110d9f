// A rule: a tree of all / any / not / at least n over facts with comparators. Reading and checking; evaluate.h answers
// it.
//
//   Errors faults;
//   const auto rule = rules::read_rule(cursor, "when", faults);   // the value of key "when" of the object cursor
//   stands on const auto book = rules::read_rulebook(cursor, "rules", faults);  // {code: rule, …}: what `rule: code`
//   may name rules::check(*rule, vocabulary, book, faults);
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/cursor.h"
#include "base/decimal.h"
#include "base/expected.h"
#include "base/language.h"
#include "rules/fact.h"
#include "rules/vocabulary.h"

namespace koers::rules {

inline constexpr std::size_t max_depth = 12;     ///< nodes inside each other, in one rule
inline constexpr std::size_t max_chain = 32;     ///< named rules that lead to named rules
inline constexpr std::size_t max_leaves = 1000;  ///< of a rule with its named rules written out

enum class Comparator : std::uint8_t { is, is_not, one_of, at_least, more_than, at_most, less_than };
std::string_view name(Comparator comparator);  ///< the key in the file

/// Where a number that is not written in the rule stands.
struct Reference {
  enum class From : std::uint8_t { setting, phase, method };
  From from = From::setting;
  std::string key;
  std::int32_t times = 1;     ///< 1..1000
  std::string
      times_setting;  ///< instead of `times`: a number of the provider's settings (a share of a norm); empty: none
  friend bool operator==(const Reference&, const Reference&) = default;
};
std::string_view name(Reference::From from);
std::string print(const Reference& reference);  ///< as in a file: "{phase: weeks_max, times: 7}"

/// What a comparator compares with: literals (more than one for one_of only) or one reference.
struct Comparison {
  Comparator comparator = Comparator::is;
  std::vector<std::string> literals;  ///< codes, dates, or numbers as written
  std::optional<Reference> reference;
  std::uint32_t line = 0;
  friend bool operator==(const Comparison&, const Comparison&) = default;
};

struct Text {
  std::string nl, en;
  const std::string& in(Language language) const { return language == Language::nl ? nl : en; }
  bool empty() const { return nl.empty() && en.empty(); }
  friend bool operator==(const Text&, const Text&) = default;
};

struct Leaf {
  Fact fact;
  std::vector<Comparison> comparisons;  ///< all must hold; never empty (exists(…) alone is read as `is: yes`)
  std::string source;                   ///< its own, else the nearest enclosing node's; empty: none
  Text name;                            ///< what people call this fact; empty: the catalogue makes a phrase
  Place place;
};

struct Node {
  enum class Type : std::uint8_t { all, any, negation, at_least, leaf, named };
  Type type = Type::leaf;
  std::vector<Node> parts;  ///< in file order; of negation exactly one
  std::size_t n = 0;        ///< of at_least: 1..parts
  std::size_t leaf = 0;     ///< of leaf: index in Rule::leaves
  std::string rule;         ///< of named: the code
  std::string source;       ///< its own, else the nearest enclosing node's
  Place place;
};

struct Rule {
  Node root;
  std::vector<Leaf> leaves;  ///< in file order
};

/// The named rules of one file. Codes are unique (a JSON object has no key twice).
struct Rulebook {
  struct Named {
    std::string code;
    Rule rule;
  };
  std::vector<Named> rules;
  const Rule* find(std::string_view code) const;
};

/// Reads the value of `key` as a rule; faults are added, empty when there was one. `source`: what the enclosing part of
/// the file names as source of its thresholds. Codes beside json.* and rule.fact.*: rule.not_a_node, rule.two_nodes,
/// rule.no_parts, rule.at_least_range, rule.no_comparator, rule.comparator_value, rule.too_deep, rule.too_large.
std::optional<Rule> read_rule(json::Cursor& in, std::string_view key, Errors& faults, std::string_view source = {});
/// The same for a rule that is itself an object of the file.
std::optional<Rule> read_rule(json::Cursor in, Errors& faults, std::string_view source = {});

/// Reads {code: rule, …} under `key`; an absent key is an empty book. Then every named rule inside must exist, and none
/// may lead back to itself: rule.unknown_rule ("nearest"), rule.cycle.
Rulebook read_rulebook(json::Cursor& in, std::string_view key, Errors& faults);

/// Facts against the vocabulary; comparators and literals against what the fact gives (rule.comparator_type,
/// rule.fact.unknown_code, rule.not_a_number, rule.not_a_date); named rules against the book; size with named rules
/// written out.
void check(const Rule& rule, const Vocabulary& vocabulary, const Rulebook& book, Errors& faults);

/// Everything a rule names, with named rules followed; each once, sorted. Facts in canonical print.
struct Names {
  std::vector<std::string> facts, fields /* "kind" and "kind.field" */, settings, phase_numbers, method_numbers, rules;
};
Names names(const Rule& rule, const Rulebook& book);

/// A number written in the rule that no source stands behind. Comparators of a fact that only say "none" or "some"
/// (count at_least 1, is 0 …) need none.
struct Unsourced {
  enum class What : std::uint8_t { comparison, at_least, window };
  What what;
  std::string number;
  Place place;
};
std::vector<Unsourced> unsourced(const Rule& rule);

}  // namespace koers::rules
