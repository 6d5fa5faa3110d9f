#include "service/family_file.h"

#include <algorithm>
#include <iterator>

#include "dossier/codec.h"

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

}  // namespace

Expected<HeldFile> held_file(JournalId journal, const store::StoredJournal& stored) {
  HeldFile out;
  out.head = stored.head;
  out.mark = stored.mark;
  out.file.journal = journal;
  std::string text;
  for (const store::StoredEntry& row : stored.entries) text += row.text + (row.text.ends_with('\n') ? "" : "\n");
  if (text.empty()) return out;
  // Whoever destroyed the header keeps a file without title.
  if (!text.starts_with("{\"koers_case\"")) text = header_text(out.file) + text;
  auto read = dossier::read_case(text, "journal");
  if (!read) return fail("journal.not_readable", {{"code", read.error().front().code}});
  std::size_t at = read->entries.size() < stored.entries.size() ? 1 : 0;
  for (Entry& entry : read->entries) {
    const store::StoredEntry& row = stored.entries[at++];
    entry.received = CivilTime::parse(row.received);
    entry.seq = static_cast<std::uint64_t>(row.seq);
  }
  out.file = std::move(*read);
  return out;
}

Expected<HeldFile> read_file(store::Store& store, JournalId journal, const store::AccessEvent& event) {
  const auto stored = store.read(journal, event);
  if (!stored) return fail(stored.error());
  return held_file(journal, *stored);
}

namespace {

/// Marks the entries of the batch that the gate blocks, until what is left passes; what it said of them is kept.
std::vector<dossier::Problem> hold_back(const std::vector<Entry>& before, std::vector<Entry>& batch,
                                        const CatalogueOf& catalogue, LocalDate today) {
  std::vector<dossier::Problem> said;
  for (;;) {
    std::vector<Entry> all = before;
    all.insert(all.end(), batch.begin(), batch.end());
    std::vector<Entry> open;
    std::ranges::copy_if(batch, std::back_inserter(open), [](const Entry& entry) { return entry.held.empty(); });
    auto problems = dossier::check(dossier::replay(all), open, catalogue(all), today);
    bool more = false;
    for (const dossier::Problem& problem : problems) {
      if (problem.severity != dossier::Severity::blocks) continue;
      const auto of = std::ranges::find(batch, problem.entries.front(), &Entry::id);
      if (of == batch.end() || !of->held.empty()) continue;
      of->held = problem.code;
      said.push_back(problem);
      more = true;
    }
    if (more) continue;
    problems.insert(problems.begin(), said.begin(), said.end());
    return problems;
  }
}

/// An entry as it is kept: its content, and what keeps it from counting.
std::string kept_text(const Entry& entry) {
  Entry bare = entry;
  bare.received.reset();
  bare.seq = 0;
  return dossier::entry_text(bare);
}

}  // namespace

Expected<Prepared> prepare_file(const HeldFile& held, const CaseFile& offered, const CatalogueOf& catalogue,
                                LocalDate today, const store::AccessEvent& event, bool hold, const Contents& contents) {
  std::map<EntryId, const Entry*> known;
  for (const Entry& entry : held.file.entries) known.emplace(entry.id, &entry);
  Prepared out;
  std::vector<Entry> batch, again;
  for (const Entry& entry : offered.entries) {
    const auto before = known.find(entry.id);
    if (before == known.end()) {
      batch.push_back(entry);
      continue;
    }
    if (!dossier::same_content(*before->second, entry)) return fail("entry.other_text", {{"id", entry.id.text()}});
    again.push_back(*before->second);
  }
  out.known = again.size();
  out.added = batch.size();
  if (hold) out.problems = hold_back(held.file.entries, batch, catalogue, today);
  std::vector<Entry>& all = out.entries;
  all = held.file.entries;
  all.insert(all.end(), batch.begin(), batch.end());
  const dossier::Dossier dossier = dossier::replay(all);
  if (!hold) out.problems = dossier::check(dossier, batch, catalogue(all), today);

  out.act.event = event;
  out.act.puts.push_back({offered.journal, held.head, {}, {}});
  auto& puts = out.act.puts.front().entries;
  const bool first = held.head == 0;
  if (first) puts.push_back({header_id(offered.journal), header_text(offered)});
  for (const std::vector<Entry>* part : {&again, &batch}) {
    for (const Entry& entry : *part) {
      const auto content = contents.find(entry.id);
      puts.push_back({entry.id, kept_text(entry), content == contents.end() ? std::string() : content->second});
    }
  }
  out.after = family_of(dossier, today);
  out.after.journal = offered.journal;
  out.after.title = first ? offered.title : held.file.title;
  out.after.synthetic = first ? offered.synthetic : held.file.synthetic;
  out.after.head = held.head + static_cast<std::int64_t>(batch.size()) + (first ? 1 : 0);
  out.act.puts.front().summary = summary_of(out.after);
  return out;
}

Expected<Imported> import_file(store::Store& store, const CaseFile& file, const CatalogueOf& catalogue, LocalDate today,
                               const store::AccessEvent& event, bool keep) {
  if (file.journal.empty()) return fail("import.no_journal");
  store::AccessEvent reads = event;
  reads.action = store::Action::read;
  const auto there = read_file(store, file.journal, reads);
  if (!there) return fail(there.error());
  auto prepared = prepare_file(*there, file, catalogue, today, event);
  if (!prepared) return fail(prepared.error());
  Imported out{std::move(prepared->problems), 0, prepared->known};
  if (dossier::blocks(out.problems) || prepared->added == 0) return out;
  out.added = prepared->added;
  if (!keep) return out;
  if (const auto kept = store.append(prepared->act); !kept) return fail(kept.error());
  return out;
}

Expected<CaseFile> export_file(store::Store& store, JournalId journal, const store::AccessEvent& event) {
  auto out = read_file(store, journal, event);
  if (!out) return fail(out.error());
  if (out->head == 0) return fail("journal.unknown");
  return std::move(out->file);
}

}  // namespace koers::service
