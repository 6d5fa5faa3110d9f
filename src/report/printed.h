// Printed figures beside those the rows give, and which of the printed ones cannot be. A percentage of n people and a mean of
// n whole scores can only take certain values; a print that takes none of them is impossible whatever the rows are.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/expected.h"
#include "report/document.h"

namespace koers::report {

struct PrintedFigure {
  std::string code;  ///< of the report's figure
  Decimal value;  ///< with the decimals it is printed with
  std::string source;  ///< where it stands: "ipt:L392"
  std::string note;  ///< what the source says beside it; may be empty
};

enum class Verdict : std::uint8_t {
  agrees,
  impossible,  ///< no whole number of n gives it (Comparison::other: a share that would)
  swapped,  ///< it is the figure of another line, and that line prints this one's
  complement,  ///< 100 minus the figure
  rounded_twice,  ///< .447 to .45 to .5
  cut,  ///< its last digits were cut off, not rounded
  last_digit,  ///< one unit off in the last printed digit, neither way
  contradicts,  ///< possible by itself, but not with these rows
  no_figure,  ///< the report has no such figure: the map's fault
};
std::string_view name(Verdict verdict);

struct Comparison {
  PrintedFigure printed;
  Verdict verdict = Verdict::agrees;
  Decimal found;  ///< the rows' figure at the print's decimals
  bool impossible = false;  ///< also where another verdict explains more
  std::string other;  ///< the figure it was swapped with; "6/7" of another base
  Message explanation;  ///< outcome.printed.VERDICT with arguments
};

/// In the order given.
std::vector<Comparison> compare(const Report& report, const std::vector<PrintedFigure>& printed);

/// Adds the tally and the table of what does not agree, with figures printed.n, printed.agree.n, printed.differ.n.
/// Error outcome.printed_unknown when a code names no figure.
Expected<void> add_printed(Report& report, const std::vector<PrintedFigure>& printed);

/// Can some whole number k of 0..n make round(factor * k / n) the value? `factor` 100 for percentages.
bool possible_share(const Decimal& value, std::int64_t n, std::int64_t factor);

}  // namespace koers::report
