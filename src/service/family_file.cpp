#include "service/family_file.h"

#include <map>

namespace koers::service {
namespace {

using dossier::CaseFile;
using dossier::Entry;

/// The first row of a journal is the header of its file, under the journal's own id.
EntryId header_id(JournalId journal) { return EntryId(journal.bytes()); }

std::string header_text(const CaseFile& file) {
  CaseFile header;
  header.synthetic = file.synthetic;
  header.title = file.title;
  header.journal = file.journal;
  return dossier::write_case(header);
}

struct Held {
  CaseFile file;
  std::int64_t head = 0;
};

/// Text by text as it was kept: header and entries are the lines of a file again.
Expected<Held> held(store::Store& store, JournalId journal, const store::AccessEvent& event) {
  auto stored = store.read(journal, event);
  if (!stored) return fail(stored.error());
  Held out;
  out.head = stored->head;
  out.file.journal = journal;
  std::string text;
  std::map<EntryId, const store::StoredEntry*> rows;
  for (const store::StoredEntry& row : stored->entries) text += row.text + (row.text.ends_with('\n') ? "" : "\n");
  if (text.empty()) return out;
  // Whoever destroyed the header keeps a file without title.
  if (!text.starts_with("{\"koers_case\"")) text = header_text(out.file) + text;
  auto read = dossier::read_case(text, "journal");
  if (!read) return fail("journal.not_readable", {{"code", read.error().front().code}});
  std::size_t at = read->entries.size() < stored->entries.size() ? 1 : 0;
  for (Entry& entry : read->entries) {
    const store::StoredEntry& row = stored->entries[at++];
    entry.received = CivilTime::parse(row.received);
    entry.seq = static_cast<std::uint64_t>(row.seq);
  }
  out.file = std::move(*read);
  return out;
}

}  // namespace

Expected<Imported> import_file(store::Store& store, const CaseFile& file, const CatalogueOf& catalogue, LocalDate today,
                               const store::AccessEvent& event, bool keep) {
  if (file.journal.empty()) return fail("import.no_journal");
  store::AccessEvent reads = event;
  reads.action = store::Action::read;
  auto there = held(store, file.journal, reads);
  if (!there) return fail(there.error());

  std::map<EntryId, const Entry*> known;
  for (const Entry& entry : there->file.entries) known.emplace(entry.id, &entry);
  std::vector<Entry> all = there->file.entries, batch;
  Imported out;
  for (const Entry& entry : file.entries) {
    const auto before = known.find(entry.id);
    if (before != known.end() && !dossier::same_content(*before->second, entry))
      return fail("entry.other_text", {{"id", entry.id.text()}});
    if (before != known.end()) {
      ++out.known;
      continue;
    }
    batch.push_back(entry);
    all.push_back(entry);
  }
  out.problems = dossier::check(dossier::replay(all), batch, catalogue(all), today);
  if (dossier::blocks(out.problems) || batch.empty()) return out;
  out.added = batch.size();
  if (!keep) return out;

  store::Act act;
  act.event = event;
  act.puts.push_back({file.journal, there->head, {}});
  auto& offered = act.puts.front().entries;
  if (there->head == 0) offered.push_back({header_id(file.journal), header_text(file)});
  for (const Entry& entry : batch) offered.push_back({entry.id, dossier::content_text(entry)});
  if (const auto kept = store.append(act); !kept) return fail(kept.error());
  return out;
}

Expected<CaseFile> export_file(store::Store& store, JournalId journal, const store::AccessEvent& event) {
  auto out = held(store, journal, event);
  if (!out) return fail(out.error());
  if (out->head == 0) return fail("journal.unknown");
  return std::move(out->file);
}

}  // namespace koers::service
