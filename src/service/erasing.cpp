#include "service/erasing.h"

#include <algorithm>

#include "dossier/codec.h"
#include "service/second_person.h"

namespace koers::service {
namespace {

constexpr std::int64_t alone_seconds = 24 * 60 * 60;

/// Whose the entry is, where its kind says so.
struct Subject {
  PersonId person;
  bool operator()(const dossier::Person& b) const { return b.person == person; }
  bool operator()(const dossier::Address& b) const { return b.person == person; }
  bool operator()(const dossier::Relation& b) const { return b.from == person || b.to == person; }
  bool operator()(const dossier::LivingSituation& b) const { return b.child == person; }
  bool operator()(const dossier::Consent& b) const { return b.by == person || b.children == std::vector{person}; }
  bool operator()(const dossier::Document& b) const { return b.from == person; }
  bool operator()(const dossier::Characteristic& b) const { return b.person == person; }
  bool operator()(const dossier::Measurement& b) const { return b.informant == person || b.person == person; }
  bool operator()(const dossier::GoalRating& b) const { return b.rater == person; }
  bool operator()(const dossier::Scaling& b) const { return b.rater == person; }
  bool operator()(const dossier::AllianceCheck& b) const { return b.rater == person; }
  bool operator()(const dossier::ClientStatement& b) const { return b.by == person; }
  template <class Other>
  bool operator()(const Other&) const {
    return false;
  }
};

}  // namespace

EntriesOfPerson entries_of(const std::vector<dossier::Entry>& entries, PersonId person) {
  EntriesOfPerson out;
  const std::string id = person.text();
  for (const dossier::Entry& entry : entries) {
    const bool about = entry.author == person || std::ranges::find(entry.about, person) != entry.about.end() ||
                       std::visit(Subject{person}, entry.body);
    if (about) {
      out.about.push_back(entry.id);
    } else if (dossier::entry_text(entry).find(id) != std::string::npos) {
      out.naming.push_back(entry.id);
    }
  }
  return out;
}

std::optional<Error> Erasing::may(const Caller& caller, const std::string& act, store::Action action,
                                  std::optional<JournalId> about, const std::string& parts) {
  const Grant* grant = policy_.grant(caller.roles, Relation::none, act);
  store::AccessEvent event = event_of(caller, act, action);
  event.purpose = grant == nullptr ? "oversight" : grant->purpose;
  if (grant != nullptr) event.role = grant->role;
  event.parts = parts;
  event.outcome = grant == nullptr ? store::Outcome::refused : store::Outcome::done;
  if (const auto logged = store_.append({{}, about, event}); !logged) return logged.error();
  return grant == nullptr ? std::optional(error("access.refused")) : std::nullopt;
}

bool Erasing::another_may_agree(PersonId than) const {
  const auto all = accounts_.all();
  return std::ranges::any_of(all, [&](const store::Account& one) {
    return one.person != than && one.active && !one.password.empty() &&
           policy_.grant(one.roles, Relation::none, "erasure.agree") != nullptr;
  });
}

Expected<std::vector<Expired>> Erasing::due(const Caller& caller) {
  if (auto fault = may(caller, "retention.list", store::Action::read)) return fail(*fault);
  const RetentionRule* rule = retention_.of(false);
  return rule == nullptr ? std::vector<Expired>() : expired(register_.all(), *rule, caller.now.date);
}

Expected<store::Proposal> Erasing::ask(const Caller& caller, JournalId journal, const std::vector<EntryId>& entries,
                                       const std::string& reason) {
  if (auto fault = may(caller, "erasure.ask", store::Action::create, journal, reason)) return fail(*fault);
  if (reason != "on_request" && reason != "retention") return fail("erasure.no_reason");
  if (!register_.find(journal)) return fail("family.unknown");
  store::Proposal proposal;
  proposal.what = store::Proposal::What::erasure;
  proposal.by = caller.person;
  proposal.at = caller.now.instant();
  proposal.journal = journal;
  proposal.entries = entries;
  proposal.reason = reason;
  return accounts_.propose(std::move(proposal));
}

Expected<Erased> Erasing::agree(const Caller& caller, const std::string& proposal) {
  const auto found = accounts_.proposal(proposal);
  const bool ours = found && found->what == store::Proposal::What::erasure;
  if (auto fault =
          may(caller, "erasure.agree", store::Action::execute, ours ? std::optional(found->journal) : std::nullopt))
    return fail(*fault);
  if (!ours) return fail("proposal.unknown");
  if (auto fault = may_not_agree(*found, caller, another_may_agree(caller.person), alone_seconds)) return fail(*fault);
  store::AccessEvent event = event_of(caller, "file.erase", store::Action::destroy);
  event.purpose = "oversight";
  event.parts = found->reason;
  auto done = store_.erase({found->journal, found->entries, found->reason}, event);
  if (!done) return fail(done.error());
  if (auto fault = accounts_.drop_proposal(proposal)) return fail(*fault);
  if (done->whole) {
    register_.forget(found->journal);
  } else {
    event.act = "register.build";
    event.action = store::Action::read;
    const auto held = read_file(store_, found->journal, event);
    if (!held) return fail(held.error());
    register_.put(family_of(held->file, held->head, caller.now.date));
  }
  if (after_) {
    if (auto fault = after_()) return fail(*fault);
  }
  return Erased{std::move(*done), *found};
}

std::optional<Error> Erasing::refuse(const Caller& caller, const std::string& proposal, const std::string& reason) {
  const auto found = accounts_.proposal(proposal);
  const bool ours = found && found->what == store::Proposal::What::erasure;
  const bool good = reason == "interest_of_another" || reason == "law" || reason == "taken_back";
  if (auto fault = may(caller, "erasure.refuse", store::Action::update,
                       ours ? std::optional(found->journal) : std::nullopt, good ? reason : ""))
    return fault;
  if (!ours) return error("proposal.unknown");
  if (!good) return error("erasure.no_refusal");
  return accounts_.drop_proposal(proposal);
}

}  // namespace koers::service
