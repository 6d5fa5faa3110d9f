// A family's file as it goes in and out: the entries of one journal, through the gate, whole or not at all.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <vector>

#include "dossier/case_file.h"
#include "dossier/check.h"
#include "service/family.h"
#include "store/store.h"

namespace koers::service {

/// The catalogue that holds the methods these entries name.
using CatalogueOf = std::function<const method::Catalogue&(std::span<const dossier::Entry>)>;

/// A journal as a file, and where it stands.
struct HeldFile {
  dossier::CaseFile file;
  std::int64_t head = 0;  ///< 0: the journal holds nothing
  store::Mark mark;
};

/// Its rows as entries, with what the server added. journal.not_readable when a row is no entry.
Expected<HeldFile> held_file(JournalId journal, const store::StoredJournal& stored);
/// Logged, read, and as held_file.
Expected<HeldFile> read_file(store::Store& store, JournalId journal, const store::AccessEvent& event);

/// A batch that has been through the gate and is ready to be kept.
struct Prepared {
  std::vector<dossier::Problem> problems;  ///< of what is new in the batch
  std::size_t added = 0, known = 0;  ///< entries
  store::Act act;  ///< all of the batch; what is known is answered as such
  Family after;  ///< the family when it is kept
  std::vector<dossier::Entry> entries;  ///< of the file when it is kept; what is new without what the server adds
};

/// What documents hold, by the entries that speak of them.
using Contents = std::map<EntryId, std::string>;

/// What `offered` adds to the file as it stands: entry.other_text for an id that is there with other words. Nothing is written. With `hold`
/// an entry that the gate blocks is kept as held (dossier/corrections.h): it does not count until somebody resolves it.
Expected<Prepared> prepare_file(const HeldFile& held, const dossier::CaseFile& offered, const CatalogueOf& catalogue,
                                LocalDate today, const store::AccessEvent& event, bool hold = false,
                                const Contents& contents = {});

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
