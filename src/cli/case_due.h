// koers case due and koers case response: what is to be measured over many cases, and what came of it week by week.
#pragma once

#include <string>
#include <vector>

#include "cli/registry.h"
#include "dossier/due.h"
#include "exchange/messages.h"

namespace koers::cli {

/// Add `due` and `response` to the command `case`.
void add_case_due(CLI::App& group);
void add_case_response(CLI::App& group);

struct DueList {
  LocalDate today;
  int days_ahead = 14;
  std::size_t cases = 0;
  bool synthetic = false;
  std::size_t without_method = 0;  ///< treatments by a method that is not shipped
  std::size_t left_out = 0;  ///< in another state than the one asked for
  std::vector<dossier::DueMeasurement> items;  ///< by urgency
};

/// For a person: sections by state, at most `width` characters wide.
std::string due_text(const DueList& list, const exchange::Messages& say, std::size_t width);
std::string due_json(const DueList& list);
std::string due_csv(const DueList& list);

}  // namespace koers::cli
