// A report for the terminal, as JSON and as CSV: three writings of one document.
#pragma once

#include <string>

#include "exchange/messages.h"
#include "report/document.h"

namespace koers::exchange {

/// Aligned columns in plain UTF-8, without colours; notes wrap at `width`. What was left out of a figure stands beside it as
/// letters, explained below the table.
std::string report_text(const report::Report& report, const Messages& messages, std::size_t width = 110);

/// Every figure with value, unit, n, denominator, exclusions, rule, and the tables by code. Texts in the messages' language.
std::string report_json(const report::Report& report, const Messages& messages);

/// One figure per line: code,value,unrounded,unit,n,denominator,denominator_definition,left_out,missing,rule.
std::string report_csv(const report::Report& report, const Messages& messages);

}  // namespace koers::exchange
