// What a plan says, one row per thing to do, in order of date: shared by its text and its calendar file.
#pragma once

#include <string>
#include <vector>

#include "cli/plan_text.h"

namespace koers::cli {

struct PlanRow {
  std::string code;              ///< stable within the plan: "measurement.cbcl_start"
  method::DayRange day;
  bool window = false;           ///< may be done on any of these days; else it falls on one of them
  std::string what, detail;
};

std::vector<PlanRow> plan_rows(const PlanView& view, const exchange::Messages& say);

/// "4 tot 6", "ten minste 4", "ten hoogste 6"; empty when no number is given.
std::string range_text(const method::Range& range, const exchange::Messages& say);

}  // namespace koers::cli
