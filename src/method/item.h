// The parts every list of a method file is made of: texts in two languages, sources, numbers that know where they come from.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "base/language.h"
#include "rules/rule.h"

namespace koers::method {

struct Text : rules::Text {
  const std::string& in(Language language) const { return language == Language::nl ? nl : en; }
  friend bool operator==(const Text&, const Text&) = default;
};

/// One place in a source: lines of a stored text ("iag:L120-124") or a page of a document ("besluit:p12").
struct Citation {
  std::string source;  ///< key in the file's `sources`
  bool page = false;  ///< else lines
  std::uint32_t first = 0, last = 0;

  std::string text() const;
  friend bool operator==(const Citation&, const Citation&) = default;
};
using Citations = std::vector<Citation>;

std::string text(const Citations& citations);  ///< "iag:L120-124, iag:L130"
/// One or more, separated by commas; empty when one of them has another form.
std::optional<Citations> parse_citations(std::string_view text);

/// What every entry of a list has. `sources` are its own or those of the nearest object around it; empty: none given.
struct Item {
  std::string code;
  Text names;
  Citations sources;
  std::uint32_t line = 0;
};

/// A rule, or none. Rules are immutable and shared; test before use, then read with * or ->.
using RuleSlot = std::shared_ptr<const rules::Rule>;
using FactSlot = std::shared_ptr<const rules::Fact>;

/// All numbers, rules, facts and citations of a file, each with where it stands ("phases.start.weeks.min",
/// "aftercare.knipkaart.calls_max", "eligibility.network.rule"): what checks and tests go through. In file order, numbers by path.
struct Number {
  std::string path;
  Decimal value;
  Citations sources;
  std::uint32_t line = 0;
};
struct RuleAt {
  std::string path;
  RuleSlot rule;
  Place place;
};
struct FactAt {
  std::string path;
  FactSlot fact;
  Place place;
};
struct CitationAt {
  Citation citation;
  Place place;
};
struct Listing {
  std::vector<Number> numbers;
  std::vector<RuleAt> rules;
  std::vector<FactAt> facts;
  std::vector<CitationAt> citations;
  std::vector<Place> unsourced;  ///< items and texts for which no source is given at all
};

/// A norm the sources give: `min`, `max` or both; absent as a whole when they give none.
struct Range {
  std::optional<Decimal> min, max;
  Citations sources;

  bool given() const { return min || max; }
};

/// A number written out, or one that stands elsewhere: `{setting: key}`, `{phase: key}`, `{method: path}`, each with `times`.
struct Amount {
  enum class From : std::uint8_t { literal, setting, phase, method };
  From from = From::literal;
  Decimal value;  ///< literal
  std::string key;  ///< of the setting, the phase's number or the method's number
  Decimal times{1, 0};  ///< for references
  Citations sources;
  std::uint32_t line = 0;
};

}  // namespace koers::method
