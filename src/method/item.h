// The parts every list of a method file is made of: texts in two languages, sources, numbers that know where they come from.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/decimal.h"
#include "base/language.h"

namespace koers::rules {
struct Rule;
struct Fact;
}  // namespace koers::rules

namespace koers::method {

struct Text {
  std::string nl, en;

  const std::string& in(Language language) const { return language == Language::nl ? nl : en; }
  bool empty() const { return nl.empty() && en.empty(); }
  friend bool operator==(const Text&, const Text&) = default;
};

/// One place in a source: lines of a stored text ("iag:L120-124") or a page of a document ("besluit:p12").
struct Citation {
  std::string source;  ///< key in the file's `sources`
  bool page = false;   ///< else lines
  std::uint32_t first = 0, last = 0;

  std::string text() const;
  friend bool operator==(const Citation&, const Citation&) = default;
};
using Citations = std::vector<Citation>;

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
  Decimal value;              ///< literal
  std::string key;            ///< of the setting, the phase's number or the method's number
  Decimal times{1, 0};        ///< for references
  Citations sources;
};

}  // namespace koers::method
