// A family's file as it goes in and out: the entries of one journal, through the gate, whole or not at all.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "dossier/case_file.h"
#include "dossier/check.h"
#include "store/store.h"

namespace koers::service {

/// The catalogue that holds the methods these entries name.
using CatalogueOf = std::function<const method::Catalogue&(std::span<const dossier::Entry>)>;

struct Imported {
  std::vector<dossier::Problem> problems;  ///< what the gate says; when one blocks, nothing was kept
  std::size_t added = 0, known = 0;  ///< entries
};

/// Offers the entries of a file that its journal does not hold yet, all in one act, as of `today`. With `keep` false nothing is written:
/// whether it would be. The title and the mark "synthetic" of a new journal are kept with it. Faults: those of the store,
/// entry.other_text, entry.destroyed, journal.destroyed, and import.no_journal when the file names none.
Expected<Imported> import_file(store::Store& store, const dossier::CaseFile& file, const CatalogueOf& catalogue,
                               LocalDate today, const store::AccessEvent& event, bool keep = true);

/// The journal as a file, with what the server added. journal.unknown when it holds nothing; journal.not_readable when a row is no entry.
Expected<dossier::CaseFile> export_file(store::Store& store, JournalId journal, const store::AccessEvent& event);

}  // namespace koers::service
