// A fact is one line of text: aggregate(selector, window). This is its syntax tree, parser and canonical print.
// The language is docs/rules.md; what a fact gives is evaluate.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/expected.h"
#include "rules/vocabulary.h"

namespace koers::rules {

enum class Aggregate : std::uint8_t {
  exists,
  count,
  distinct,
  sum,
  mean,
  first,
  last,
  share,
  days_since,
  days_between,
  per_week
};
std::string_view name(Aggregate aggregate);  ///< as written in a fact

/// The field has one of these codes (numbers are compared as numbers).
struct Filter {
  std::string field;
  std::vector<std::string> codes;
  friend bool operator==(const Filter&, const Filter&) = default;
};

/// kind.field[filter, …]: rows of a kind that match every filter; `field` is the one the aggregate reads, empty for
/// rows.
struct Selector {
  std::string kind;
  std::string field;
  std::vector<Filter> filters;
  friend bool operator==(const Selector&, const Selector&) = default;
};

struct Window {
  /// `standard`: none was written; the trajectory, for asked kinds the whole case.
  enum class Type : std::uint8_t { standard, whole_case, trajectory, phase, named_phase, last_days, since };
  Type type = Type::standard;
  std::string phase;   ///< of named_phase
  std::int32_t n = 0;  ///< days (1..3660) of last_days; ordinal (1..1000) of since
  Selector since;      ///< of since; has no field
  friend bool operator==(const Window&, const Window&) = default;
};

struct Fact {
  Aggregate aggregate = Aggregate::exists;
  Selector of;                    ///< days_between: the first one; share: the part
  std::optional<Selector> other;  ///< days_between: the second one; share: the whole
  Window window;
  friend bool operator==(const Fact&, const Fact&) = default;
};

/// Reads one fact. `place` is where the text stands; a fault adds the column inside the text (from 1) as place.column
/// and as argument "column". Codes: rule.fact.too_long (over 2,000 bytes, as written or printed), rule.fact.unknown_aggregate (argument
/// "nearest"), rule.fact.unknown_window, rule.fact.takes_no_field, rule.fact.syntax ("expected", "found"),
/// rule.fact.number (0 or too large), rule.fact.too_many (filters or codes).
Expected<Fact> parse_fact(std::string_view text, const Place& place = {});

/// The canonical line: one blank after commas and before nothing else. parse_fact(print(f)) == f for every parsed f.
std::string print(const Fact& fact);
std::string print(const Selector& selector);
std::string print(const Window& window);  ///< empty for `standard`

/// What kind of value a fact gives.
enum class Result : std::uint8_t { truth, number, code, date };
/// Of a fact that passed check(); without a vocabulary's field, first and last count as code.
Result result_of(const Fact& fact, const Vocabulary& vocabulary);

/// Everything the vocabulary does not know or the aggregate cannot use, all at once. Codes: rule.fact.unknown_kind,
/// rule.fact.unknown_field, rule.fact.unknown_code (each with "nearest"), rule.fact.needs_field,
/// rule.fact.takes_no_field, rule.fact.needs_number (sum, mean, per_week of a field that is no number),
/// rule.fact.date_filter, rule.fact.share_kinds (both selectors of share must be of one kind).
Errors check(const Fact& fact, const Vocabulary& vocabulary, const Place& place = {});

}  // namespace koers::rules
