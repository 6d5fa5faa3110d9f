// Acts on a family beside reading and recording: documents, consent, accounts of its persons, listening.
#include <algorithm>

#include "dossier/codec.h"
#include "exchange/document.h"
#include "service/families.h"
#include "service/granted.h"
#include "store/secret.h"

namespace koers::service {
namespace {

/// What the reader of a file says of an entry that was not read but made: what it does not take may not be kept.
std::optional<Error> fault_of(const dossier::Entry& made) {
  json::Document document;
  const std::string text = dossier::entry_text(made);
  const auto root = json::parse(text, document);
  if (!root) return root.error();
  const auto read = dossier::decode_entry(*root, {}, made.journal);
  return read ? std::nullopt : std::optional(read.error().front());
}

}  // namespace

Expected<Recorded> Families::add_document(const Caller& caller, JournalId journal, dossier::Entry entry,
                                          std::string_view content) {
  auto* said = std::get_if<dossier::Document>(&entry.body);
  if (said == nullptr) return fail("record.no_document");
  auto clean = exchange::clean_document(content);
  if (!clean) return fail(clean.error());
  said->media = clean->media;
  said->bytes.value = static_cast<std::int64_t>(clean->bytes.size());
  said->digest = store::hex(store::sha256(clean->bytes));
  if (auto fault = fault_of(entry)) return fail(*fault);
  Contents contents;
  contents.emplace(entry.id, std::move(clean->bytes));
  return record_all(caller, journal, {entry}, {}, contents);
}

Expected<Families::Content> Families::document(const Caller& caller, JournalId journal, EntryId id) {
  // Who may not see the entry is answered as if there were none.
  auto file = open(caller, journal, "document.read");
  if (!file) return fail(file.error());
  const auto entry = std::ranges::find(file->file.entries, id, &dossier::Entry::id);
  const auto* said = entry == file->file.entries.end() ? nullptr : std::get_if<dossier::Document>(&entry->body);
  if (said == nullptr) return fail("document.none", {{"id", id.text()}});
  store::AccessEvent event = file->logged;
  event.parts = "document";
  // A correction of what was said about a document holds none of its own: that of the entry it corrects is shown.
  std::vector<EntryId> places{id};
  places.insert(places.end(), entry->supersedes.begin(), entry->supersedes.end());
  for (const EntryId& place : places) {
    auto bytes = store_.document(journal, place, event);
    if (bytes && store::hex(store::sha256(*bytes)) == said->digest) return Content{said->media, std::move(*bytes)};
    if (!bytes && bytes.error().code != "document.none" && bytes.error().code != "entry.unknown")
      return fail(bytes.error());
  }
  return fail("document.none", {{"id", id.text()}});
}

Expected<std::vector<dossier::ChildConsent>> Families::consents(const Caller& caller, JournalId journal,
                                                                const std::string& what) {
  const auto file = open(caller, journal, "course.read");
  if (!file) return fail(file.error());
  return dossier::consents(dossier::replay(file->file.entries), what, caller.now.date);
}

std::optional<Error> Families::may_give_account(const Caller& caller, JournalId journal, PersonId person) {
  const auto may = allowed(caller, journal, "family.account", store::Action::create);
  if (!may) return may.error();
  if (!may->family.people.contains(person)) return error("family.no_account_person");
  const store::AccessEvent event = granted(caller, "family.account", store::Action::create, may->grant);
  const auto logged = store_.append({{}, journal, event});
  return logged ? std::nullopt : std::optional(logged.error());
}

Expected<std::unique_ptr<Changes::Listener>> Families::follow(const Caller& caller) {
  const Grant* grant = policy_.grant(caller.roles, Relation::none, "changes.follow");
  if (grant == nullptr) return fail(refused(caller, {}, "changes.follow", store::Action::read, "access.refused"));
  const store::AccessEvent event = granted(caller, "changes.follow", store::Action::read, *grant);
  if (const auto logged = store_.append({{}, {}, event}); !logged) return fail(logged.error());
  return changes_.listen();
}

std::vector<Family> Families::told(const Caller& caller, const std::vector<JournalId>& journals) const {
  std::vector<Family> out;
  for (const JournalId journal : journals) {
    auto family = register_.find(journal);
    if (!family) continue;
    const Relation how = relation(caller, *family);
    const bool part = how == Relation::own || how == Relation::team || how == Relation::duty;
    if (part && policy_.grant(caller.roles, how, "family.read") != nullptr) out.push_back(std::move(*family));
  }
  return out;
}

}  // namespace koers::service
