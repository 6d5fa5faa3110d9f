// The calendar a method implies, as text for a terminal, as JSON and as a calendar file.
#pragma once

#include <string>

#include "exchange/messages.h"
#include "method/plan.h"

namespace koers::cli {

struct PlanView {
  const method::Method& method;
  const method::Settings& settings;
  const method::Plan& plan;
  LocalDate start;
};

std::string plan_text(const PlanView& view, const exchange::Messages& say);
/// Dates as ranges {"first": …, "last": …}; `last` is absent where the method sets no end.
std::string plan_json(const PlanView& view);
/// iCalendar (RFC 5545): one all-day event per window, transition, deadline and follow-up; identifiers do not change when the same
/// plan is made again, so a calendar replaces them.
std::string plan_ics(const PlanView& view, const exchange::Messages& say);

}  // namespace koers::cli
