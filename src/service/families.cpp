#include "service/families.h"

#include <algorithm>
#include <functional>

#include "base/dutch_time.h"
#include "dossier/codes.h"
#include "exchange/plain_name.h"
#include "service/granted.h"

namespace koers::service {
namespace {

constexpr std::size_t most_entries = 500;  ///< of one batch
constexpr std::int64_t emergency_seconds = 3600;

/// The roles in which somebody with an account role writes; a person of the family writes as who it is in the file.
bool writes_as(std::string_view account_role, dossier::Role role) {
  using dossier::Role;
  if (account_role == "worker") return role == Role::worker || role == Role::replacement;
  if (account_role == "intake" || account_role == "team_lead") return role == Role::team_lead;
  return account_role == dossier::code(role) && !dossier::in_family(role);
}

std::string act_of(dossier::Kind kind) { return "record." + std::string(dossier::kind_name(kind)); }

/// Of what others recorded a person of the family is told what it may see of it: the kinds of those entries, and nothing of an act of which it
/// may see none. Whether one was refused tells of an entry that is not there.
void keep_what_is_seen(std::vector<store::LoggedEvent>& events, const std::vector<dossier::Entry>& seen,
                       PersonId reader) {
  std::multimap<std::pair<PersonId, std::int64_t>, dossier::Kind> recorded;
  for (const dossier::Entry& entry : seen) {
    if (entry.received) recorded.emplace(std::pair(entry.author, entry.received->instant()), entry.kind());
  }
  std::erase_if(events, [&](store::LoggedEvent& one) {
    store::AccessEvent& event = one.event;
    one.seq = 0;
    if (!event.act.starts_with("record.") || event.who == reader) return false;
    // Reading for the gate is part of recording: it tells no more.
    if (event.action != store::Action::create || event.outcome != store::Outcome::done) return true;
    std::set<std::string> kinds;
    const auto [first, last] = recorded.equal_range({event.who, event.at.instant()});
    for (auto at = first; at != last; ++at) kinds.emplace(dossier::kind_name(at->second));
    recorded.erase(first, last);  // another act of that second is one it may see nothing of
    if (kinds.empty()) return true;
    event.parts.clear();
    for (const std::string& kind : kinds) event.parts += (event.parts.empty() ? "" : " ") + kind;
    event.act = "record." + *kinds.begin();
    return false;
  });
}

/// Does it again when somebody else wrote in between: what is recorded is then checked under the new head.
Expected<Recorded> again_when_moved(const std::function<Expected<Recorded>()>& once) {
  constexpr int attempts = 5;
  for (int attempt = 1;; ++attempt) {
    auto done = once();
    if (done || done.error().code != "journal.moved" || attempt == attempts) return done;
  }
}

Message::Args which(const dossier::Entry& entry) { return {{"id", entry.id.text()}}; }

}  // namespace

std::optional<dossier::Role> writing_role(const std::vector<std::string>& roles) {
  for (const std::string& role : roles) {
    if (role == "intake") return dossier::Role::team_lead;
    const auto named = dossier::role_named(role);
    if (named && writes_as(role, *named)) return named;
  }
  return {};
}

Relation Families::relation(const Caller& caller, const Family& family) const {
  if (family.workers.contains(caller.person)) return Relation::own;
  if (family.people.contains(caller.person)) return Relation::member;
  {
    const std::lock_guard lock(emergencies_mutex_);
    const auto found = emergencies_.find({caller.person, family.journal});
    if (found != emergencies_.end() && found->second > caller.now.instant()) return Relation::emergency;
  }
  for (const PersonId person : family.workers.empty() ? family.referrers : family.workers) {
    const auto account = accounts_.find(person);
    if (!account) continue;
    for (const std::string& team : account->teams) {
      if (std::ranges::find(caller.teams, team) == caller.teams.end()) continue;
      return on_duty(caller) ? Relation::duty : Relation::team;
    }
  }
  return Relation::organisation;
}

bool Families::on_duty(const Caller& caller) const {
  const auto account = accounts_.find(caller.person);
  const std::int64_t now = caller.now.instant();
  return account && account->duty_from <= now && now < account->duty_until;
}

std::optional<Error> Families::bring_to(const Caller& caller) {
  store::AccessEvent event;
  event.at = caller.now;
  event.act = "register.build";
  event.role = "server";
  event.purpose = "administration";
  event.from = "server";
  return register_.bring_to(store_, event);
}

Error Families::refused(const Caller& caller, std::optional<JournalId> journal, const std::string& act,
                        store::Action action, const char* code) {
  store::AccessEvent event = event_of(caller, act, action);
  event.outcome = store::Outcome::refused;
  if (const auto logged = store_.append({{}, journal, event}); !logged) return logged.error();
  return error(code);
}

Expected<Families::Allowed> Families::allowed(const Caller& caller, JournalId journal, const std::string& act,
                                              store::Action action) {
  if (auto fault = bring_to(caller)) return fail(*fault);
  auto family = register_.find(journal);
  if (!family) return fail(refused(caller, journal, act, action, "family.unknown"));
  const Relation relation = this->relation(caller, *family);
  if (const Grant* grant = policy_.grant(caller.roles, relation, act))
    return Allowed{std::move(*family), relation, *grant};
  // Who may not even know of the family is not told that there is one.
  const bool knows = policy_.grant(caller.roles, relation, "family.read") != nullptr;
  return fail(refused(caller, journal, act, action, knows ? "access.refused" : "family.unknown"));
}

Expected<Listed> Families::list(const Caller& caller, JournalId after, std::size_t most) {
  const Grant* grant = policy_.grant(caller.roles, Relation::none, "families.list");
  if (grant == nullptr) return fail(refused(caller, {}, "families.list", store::Action::read, "access.refused"));
  const store::AccessEvent event = granted(caller, "families.list", store::Action::read, *grant);
  if (const auto logged = store_.append({{}, {}, event}); !logged) return fail(logged.error());
  if (auto fault = bring_to(caller)) return fail(*fault);
  std::vector<Family> found;
  Listed out;
  if (grant->role == "family") {
    found = register_.of_person(caller.person);
  } else {
    std::set<PersonId> team = accounts_.of_teams(caller.teams);
    team.insert(caller.person);
    found = register_.of_workers(team, after, most + 1);
  }
  if (found.size() > most) {
    found.resize(most);
    out.next = found.back().journal;
  }
  std::erase_if(found, [&](const Family& family) {
    return policy_.grant(caller.roles, relation(caller, family), "family.read") == nullptr;
  });
  out.families = std::move(found);
  return out;
}

Expected<Family> Families::look(const Caller& caller, JournalId journal) {
  auto may = allowed(caller, journal, "family.read", store::Action::read);
  if (!may) return fail(may.error());
  const store::AccessEvent event = granted(caller, "family.read", store::Action::read, may->grant);
  if (const auto logged = store_.append({{}, journal, event}); !logged) return fail(logged.error());
  return std::move(may->family);
}

Expected<Opened> Families::open(const Caller& caller, JournalId journal, const std::string& act) {
  auto may = allowed(caller, journal, act, store::Action::read);
  if (!may) return fail(may.error());
  const store::AccessEvent event = granted(caller, act, store::Action::read, may->grant);
  const auto held = files_.read(store_, journal, event);
  if (!held) return fail(held.error());
  Opened out{(*held)->file, {}, may->relation, (*held)->head, event};
  if (may->relation == Relation::member) {
    const auto viewer = dossier::viewer_of(dossier::replay(out.file.entries), caller.person, caller.now.date);
    if (!viewer) return fail("family.unknown");
    out.viewer = *viewer;
    out.file.title.clear();
  } else {
    out.viewer.role = dossier::role_named(may->grant.role).value_or(dossier::Role::worker);
  }
  if (!dossier::sees_all(out.viewer)) {
    out.file.entries = dossier::visible_to(out.file.entries, out.viewer);
    out.file.lines.clear();
    // A number of their own, or the gaps would tell how much there is that they may not see.
    std::uint64_t number = 0;
    for (dossier::Entry& entry : out.file.entries) entry.seq = ++number;
    out.head = static_cast<std::int64_t>(number);
  }
  return out;
}

Expected<Opened> Families::card(const Caller& caller, JournalId journal) {
  using dossier::Kind;
  constexpr std::size_t most_contacts = 3;
  auto out = open(caller, journal, "card.read");
  if (!out) return out;
  const dossier::Dossier whole = dossier::replay(out->file.entries);
  std::vector<const dossier::Entry*> contacts;
  std::vector<dossier::Entry> shown;
  for (const dossier::Entry* entry : whole.entries) {
    const Kind kind = entry->kind();
    if (kind == Kind::person || kind == Kind::address || kind == Kind::relation || kind == Kind::safety)
      shown.push_back(*entry);
    if (kind == Kind::contact && std::get<dossier::Contact>(entry->body).held && entry->date() <= caller.now.date)
      contacts.push_back(entry);
  }
  const std::size_t skipped = contacts.size() > most_contacts ? contacts.size() - most_contacts : 0;
  for (std::size_t i = skipped; i < contacts.size(); ++i) shown.push_back(*contacts[i]);
  out->file.entries = std::move(shown);
  out->file.lines.clear();
  return out;
}

Expected<std::vector<Families::Reviewed>> Families::review(const Caller& caller, LocalDate from, LocalDate until) {
  const Grant* grant = policy_.grant(caller.roles, Relation::none, "log.review");
  if (grant == nullptr) return fail(refused(caller, {}, "log.review", store::Action::read, "access.refused"));
  const auto events = store_.events({}, granted(caller, "log.review", store::Action::read, *grant));
  if (!events) return fail(events.error());
  constexpr std::int32_t morning = 6 * 3600, evening = 22 * 3600;
  std::map<PersonId, std::pair<Reviewed, std::set<std::string>>> by;
  for (const store::LoggedEvent& one : *events) {
    const store::AccessEvent& event = one.event;
    if (event.at.date < from || event.at.date > until) continue;
    auto& [sum, families] = by[event.who];
    sum.who = event.who;
    ++sum.events;
    if (event.outcome == store::Outcome::refused) ++sum.refused;
    if (event.emergency) ++sum.emergencies;
    const std::int32_t second = in_dutch_time(event.at).second;
    if (second < morning || second >= evening) ++sum.at_night;
    if (!one.journal.empty()) families.insert(one.journal);
  }
  std::vector<Reviewed> out;
  for (auto& [who, found] : by) {
    found.first.families = found.second.size();
    out.push_back(found.first);
  }
  std::ranges::stable_sort(out, std::greater(),
                           [](const Reviewed& one) { return std::pair(one.refused + one.emergencies, one.families); });
  return out;
}

Expected<std::vector<store::LoggedEvent>> Families::access_log(const Caller& caller, JournalId journal, LocalDate from,
                                                               LocalDate until) {
  const auto may = allowed(caller, journal, "log.read", store::Action::read);
  if (!may) return fail(may.error());
  const store::AccessEvent reads = granted(caller, "log.read", store::Action::read, may->grant);
  auto events = store_.events(journal, reads);
  if (!events) return events;
  std::erase_if(*events,
                [&](const store::LoggedEvent& one) { return one.event.at.date < from || one.event.at.date > until; });
  if (may->relation != Relation::member) return events;
  const auto held = files_.read(store_, journal, reads);
  if (!held) return fail(held.error());
  const auto viewer = dossier::viewer_of(dossier::replay((*held)->file.entries), caller.person, caller.now.date);
  if (!viewer) return fail("family.unknown");
  keep_what_is_seen(*events, dossier::visible_to((*held)->file.entries, *viewer), caller.person);
  return events;
}

Expected<std::vector<Families::KnownAt>> Families::known_child(const Caller& caller, const std::string& name,
                                                               LocalDate birth) {
  const Grant* grant = policy_.grant(caller.roles, Relation::none, "child.search");
  if (grant == nullptr) return fail(refused(caller, {}, "child.search", store::Action::read, "access.refused"));
  const KnownChild child{exchange::plain_words(name), birth};
  if (child.words.empty()) return fail("child.no_name");
  if (auto fault = bring_to(caller)) return fail(*fault);
  const std::vector<Family> found = register_.of_child(child);
  const store::AccessEvent event = granted(caller, "child.search", store::Action::read, *grant);
  if (const auto logged = store_.append({{}, {}, event}); !logged) return fail(logged.error());
  std::vector<KnownAt> out;
  for (const Family& family : found) {
    // The family reads that somebody asked.
    if (const auto logged = store_.append({{}, family.journal, event}); !logged) return fail(logged.error());
    std::set<std::string> teams;
    for (const PersonId worker : family.workers) {
      const auto account = accounts_.find(worker);
      if (account) teams.insert(account->teams.begin(), account->teams.end());
    }
    out.push_back({family.standing, {teams.begin(), teams.end()}});
  }
  return out;
}

std::optional<Error> Families::check_batch(const Caller& caller, JournalId journal,
                                           const std::vector<dossier::Entry>& batch, Relation relation,
                                           const dossier::Dossier* dossier) {
  if (batch.empty()) return error("record.nothing");
  if (batch.size() > most_entries) return error("record.too_many", {{"most", std::to_string(most_entries)}});
  for (const dossier::Entry& entry : batch) {
    if (entry.journal != journal) return error("record.another_journal", which(entry));
    if (entry.author != caller.person) return error("record.another_author", which(entry));
    const Grant* grant = policy_.grant(caller.roles, relation, act_of(entry.kind()));
    if (grant == nullptr)
      return refused(caller, journal, act_of(entry.kind()), store::Action::create, "access.refused");
    const bool good = grant->role == "family" ? dossier != nullptr && dossier->role_of(caller.person) == entry.role
                                              : writes_as(grant->role, entry.role);
    if (!good) return error("record.another_role", which(entry));
  }
  return {};
}

Expected<Recorded> Families::keep(const Caller& caller, const store::AccessEvent& event, const std::string& title,
                                  const HeldFile& held, const std::vector<dossier::Entry>& batch, const Terms& terms,
                                  const Contents& contents) {
  dossier::CaseFile offered;
  offered.journal = held.file.journal;
  offered.title = title;
  offered.synthetic = held.file.synthetic;
  offered.entries = batch;
  Recorded out;
  out.head = held.head;
  auto prepared = prepare_file(held, offered, catalogue_, caller.now.date, event, terms.offline, contents);
  if (!prepared) return fail(prepared.error());
  out.problems = std::move(prepared->problems);
  if (!terms.offline && dossier::blocks(out.problems)) return out;
  out.stopped = terms.unless_warned && prepared->added > 0 && dossier::warns(out.problems);
  if (out.stopped) return out;
  auto kept = store_.append(prepared->act);
  if (!kept) return fail(kept.error());
  out.kept = std::move(*kept);
  auto file = std::make_shared<HeldFile>();
  file->file.journal = held.file.journal;
  file->file.synthetic = held.file.synthetic;
  file->file.title = held.head == 0 ? title : held.file.title;
  file->file.entries = std::move(prepared->entries);
  file->mark = held.mark;
  const auto added = std::ranges::subrange(
      file->file.entries.begin() + static_cast<std::ptrdiff_t>(held.file.entries.size()), file->file.entries.end());
  for (const store::Kept& one : out.kept) {
    out.head = std::max(out.head, one.seq);
    const auto entry = std::ranges::find(added, one.id, &dossier::Entry::id);
    if (entry == added.end()) continue;
    entry->received = event.at;
    entry->seq = static_cast<std::uint64_t>(one.seq);
    if (!entry->held.empty()) out.held.push_back(one.id);
  }
  file->head = file->mark.head = out.head;
  files_.put(std::move(file));
  prepared->after.head = out.head;
  register_.put(std::move(prepared->after));
  if (prepared->added > 0) changes_.tell(held.file.journal);
  return out;
}

Expected<Recorded> Families::record(const Caller& caller, JournalId journal, const std::vector<dossier::Entry>& batch,
                                    const Terms& terms) {
  return record_all(caller, journal, batch, terms, {});
}

Expected<Recorded> Families::record_all(const Caller& caller, JournalId journal,
                                        const std::vector<dossier::Entry>& batch, const Terms& terms,
                                        const Contents& contents) {
  if (terms.head) return record_once(caller, journal, batch, terms, contents);  // the caller insists on it
  return again_when_moved([&] { return record_once(caller, journal, batch, terms, contents); });
}

Expected<Recorded> Families::record_once(const Caller& caller, JournalId journal,
                                         const std::vector<dossier::Entry>& batch, const Terms& terms,
                                         const Contents& contents) {
  if (batch.empty()) return fail("record.nothing");
  const std::string first = act_of(batch.front().kind());
  const auto may = allowed(caller, journal, first, store::Action::create);
  if (!may) return fail(may.error());
  const Relation how = may->relation;
  // The gate needs the whole file, also of who may not see all of it; nothing of it is in the answer.
  store::AccessEvent event = granted(caller, first, store::Action::read, may->grant);
  const auto read = files_.read(store_, journal, event);
  if (!read) return fail(read.error());
  const HeldFile& held = **read;
  const dossier::Dossier whole = dossier::replay(held.file.entries);
  std::int64_t stands = held.head;
  if (how == Relation::member) {
    const auto viewer = dossier::viewer_of(whole, caller.person, caller.now.date);
    if (!viewer) return fail("family.unknown");
    stands = static_cast<std::int64_t>(dossier::visible_to(held.file.entries, *viewer).size());
  }
  if (terms.head && *terms.head != stands)
    return fail("journal.moved", {{"head", std::to_string(stands)}, {"read_at", std::to_string(*terms.head)}});
  if (auto fault = check_batch(caller, journal, batch, how, &whole)) return fail(*fault);
  // What a document holds comes with it, or never.
  const auto without_content = [&](const dossier::Entry& e) {
    return e.kind() == dossier::Kind::document && e.supersedes.empty() && !contents.contains(e.id);
  };
  if (std::ranges::any_of(batch, without_content)) return fail("record.document_apart");
  event.action = store::Action::create;
  for (const dossier::Entry& entry : batch) {
    const std::string part(dossier::kind_name(entry.kind()));
    if ((" " + event.parts + " ").find(" " + part + " ") == std::string::npos)
      event.parts += (event.parts.empty() ? "" : " ") + part;
  }
  auto out = keep(caller, event, {}, held, batch, terms, contents);
  if (!out || how != Relation::member) return out;
  // What rests on entries somebody may not see is not told, not even that it does.
  if (out->stopped || (out->kept.empty() && dossier::blocks(out->problems))) return fail("record.ask_the_provider");
  out->problems.clear();
  out->held.clear();
  out->head = 0;
  for (store::Kept& kept : out->kept) kept.seq = 0;
  return out;
}

Expected<Recorded> Families::record_form(const Caller& from, dossier::Entry entry) {
  if (auto fault = bring_to(from)) return fail(*fault);
  Caller who = from;
  who.person = entry.author;
  store::AccessEvent event = event_of(who, "form.answer", store::Action::read);
  event.role = "form";
  event.purpose = "own_file";
  return again_when_moved([&]() -> Expected<Recorded> {
    event.action = store::Action::read;
    event.parts.clear();
    const auto held = files_.read(store_, entry.journal, event);
    if (!held) return fail(held.error());
    const auto role = dossier::replay((*held)->file.entries).role_of(entry.author);
    if (!role) return fail("form.no_person");
    entry.role = *role;
    event.action = store::Action::create;
    event.parts = "measurement";
    return keep(from, event, {}, **held, {entry});
  });
}

Expected<Recorded> Families::refer(const Caller& caller, JournalId journal, const std::string& title,
                                   const std::vector<dossier::Entry>& batch) {
  const Grant* grant = policy_.grant(caller.roles, Relation::none, "family.refer");
  if (grant == nullptr) return fail(refused(caller, {}, "family.refer", store::Action::create, "access.refused"));
  if (std::ranges::none_of(batch, [](const dossier::Entry& e) { return e.kind() == dossier::Kind::referral; }))
    return fail("family.no_referral");
  if (auto fault = check_batch(caller, journal, batch, Relation::team, nullptr)) return fail(*fault);
  const store::AccessEvent event = granted(caller, "family.refer", store::Action::create, *grant);
  HeldFile held;
  held.file.journal = journal;
  held.file.synthetic = demo_;
  const auto family = register_.find(journal);
  if (family) {
    // The same request sent again is answered as before; anything else under a known journal is refused.
    if (relation(caller, *family) != Relation::team) return fail("family.known");
    store::AccessEvent reads = event;
    reads.action = store::Action::read;
    auto there = read_file(store_, journal, reads);
    if (!there) return fail(there.error());
    for (const dossier::Entry& entry : batch) {
      const bool known = std::ranges::any_of(
          there->file.entries, [&](const dossier::Entry& e) { return e.id == entry.id && same_content(e, entry); });
      if (!known) return fail("family.known");
    }
    held = std::move(*there);
  }
  return keep(caller, event, title, held, batch);
}

Expected<Family> Families::open_in_emergency(const Caller& caller, JournalId journal, const std::string& reason) {
  if (reason != "acute_danger" && reason != "crisis_call" && reason != "on_duty") return fail("emergency.no_reason");
  const bool ever = policy_.grant(caller.roles, Relation::organisation, "emergency.open") != nullptr;
  // Who may never open one does not learn by the answer whether there is such a family.
  if (!ever) return fail(refused(caller, journal, "emergency.open", store::Action::execute, "access.refused"));
  auto family = register_.find(journal);
  if (!family) return fail(refused(caller, journal, "emergency.open", store::Action::execute, "family.unknown"));
  const Relation how = relation(caller, *family);
  const Grant* grant = policy_.grant(caller.roles, how, "emergency.open");
  if (grant == nullptr)
    return fail(refused(caller, journal, "emergency.open", store::Action::execute, "access.refused"));
  store::AccessEvent event = granted(caller, "emergency.open", store::Action::execute, *grant);
  event.parts = reason;
  event.emergency = true;
  if (const auto logged = store_.append({{}, journal, event}); !logged) return fail(logged.error());
  const std::lock_guard lock(emergencies_mutex_);
  const std::int64_t now = caller.now.instant();
  std::erase_if(emergencies_, [&](const auto& item) { return item.second <= now; });
  emergencies_[{caller.person, journal}] = now + emergency_seconds;
  return *family;
}

}  // namespace koers::service
