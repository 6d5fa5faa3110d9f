// What reports on anonymous forms have told so far, so that two of them can be laid beside each other and still nobody is found.
#pragma once

#include <string_view>
#include <vector>

#include "base/expected.h"
#include "report/satisfaction_file.h"

namespace koers::report {

/// The forms of earlier reports, in batches that were each released by themselves. No form stands in two.
struct SatisfactionLedger {
  std::vector<AnonymousGroups> batches;
};

/// A file written by write_ledger. Faults: json.*, satisfaction.ledger.other_instrument, satisfaction.ledger.other_items.
Checked<SatisfactionLedger> read_ledger(std::string_view text, const measure::Instrument& instrument, std::string file);

std::string write_ledger(const SatisfactionLedger& ledger, const measure::Instrument& instrument);

/// Makes a batch of the forms that are in none, but those of a team (within its method) with fewer than five of them: they wait until
/// there are. False: no team has. satisfaction.ledger.forms_are_gone when `now` lacks a form that was told of.
Expected<bool> take_batch(SatisfactionLedger& ledger, const AnonymousGroups& now);

}  // namespace koers::report
