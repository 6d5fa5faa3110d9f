// Looking for words in the files of one's own families. Nothing is indexed: an index would be readable, or have to be erased with each entry;
// every file is opened and read, which is what it costs.
#include "base/text.h"
#include "dossier/codec.h"
#include "service/families.h"
#include "service/granted.h"

namespace koers::service {
namespace {

/// True when a text of the entry's body holds what is looked for, capitals aside.
bool holds(json::Value value, std::string_view wanted) {
  if (value.is(json::Type::string)) return lower_ascii(value.text()).find(wanted) != std::string::npos;
  if (!value.is(json::Type::object) && !value.is(json::Type::array)) return false;
  for (const json::Value member : value) {
    if (holds(member, wanted)) return true;
  }
  return false;
}

}  // namespace

Expected<std::vector<Families::Found>> Families::search(const Caller& caller, const std::string& text) {
  constexpr std::size_t most_families = 100, most_entries = 20, least = 3;
  const Grant* grant = policy_.grant(caller.roles, Relation::own, "search");
  if (grant == nullptr) return fail(refused(caller, {}, "search", store::Action::read, "access.refused"));
  const std::string wanted = lower_ascii(trim(text));
  if (wanted.size() < least) return fail("search.too_short", {{"least", std::to_string(least)}});
  if (auto fault = bring_to(caller)) return fail(*fault);
  const store::AccessEvent event = granted(caller, "search", store::Action::read, *grant);
  std::vector<Found> out;
  for (const Family& family : register_.of_workers({caller.person}, {}, most_families)) {
    // Of workers and, where nobody treats, of who referred: only one's own families are looked into.
    if (relation(caller, family) != Relation::own) continue;
    const auto held = read_file(store_, family.journal, event);
    if (!held) return fail(held.error());
    Found found{family, {}};
    for (const dossier::Entry& entry : held->file.entries) {
      json::Document document;
      const std::string line = dossier::entry_text(entry);
      const auto root = json::parse(line, document);
      const auto body = root ? root->find("body") : std::nullopt;
      if (!body || !holds(*body, wanted)) continue;
      if (found.entries.size() == most_entries) break;
      found.entries.push_back({entry.id, entry.kind(), entry.date()});
    }
    if (!found.entries.empty() || lower_ascii(family.title).find(wanted) != std::string::npos)
      out.push_back(std::move(found));
  }
  return out;
}

}  // namespace koers::service
