// Facts for research and quality out of the store: events.csv and treatments.csv, under names that hold for one purpose only.
#pragma once

#include <string>

#include "cli/store_place.h"

namespace koers::cli {

struct FactsWanted {
  std::string directory, purpose, settings, today;
};

/// Writes both files whole or not at all, each family's export in the access log, and says how many were left out and why. Families that object to
/// research are left out of the purpose "research". Ends the command with the fault.
void export_facts(store::Store& store, const FactsWanted& wanted, Language language);

}  // namespace koers::cli
