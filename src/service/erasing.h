// Destroying for good, which takes two: one asks, another agrees; and what is destroyed when somebody is to be forgotten.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "service/caller.h"
#include "service/family_file.h"
#include "service/policy.h"
#include "service/register.h"
#include "service/retention.h"
#include "store/accounts.h"

namespace koers::service {

/// Of the entries of a file: those that are about a person, and those that only name it and stay.
struct EntriesOfPerson {
  std::vector<EntryId> about, naming;
};
/// About: who the person is, where they live and with whom they are related, what they answered, rated, said or consented to, where they
/// live as a child, and everything they wrote themselves. Naming: the id stands in another entry (who was present, who has the lead).
EntriesOfPerson entries_of(const std::vector<dossier::Entry>& entries, PersonId person);

struct Erased {
  store::Certificate certificate;
  store::Proposal asked;
};

/// Faults: access.refused, family.unknown, erasure.no_reason, proposal.unknown, proposal.same_person, proposal.too_early, erasure.no_refusal, and those of
/// the store.
class Erasing {
 public:
  /// All must outlive this. `after` is called when something was destroyed: the list of erasures goes to where copies of the keys are.
  Erasing(store::Store& store, store::Accounts& accounts, const Policy& policy, Register& families, Retention retention,
          std::function<std::optional<Error>()> after = {})
      : store_(store),
        accounts_(accounts),
        policy_(policy),
        register_(families),
        retention_(std::move(retention)),
        after_(std::move(after)) {}

  /// What has reached its term ("retention.list").
  Expected<std::vector<Expired>> due(const Caller& caller);
  /// Asks ("erasure.ask"): a whole file, or entries of it, for a reason: on_request or retention. It waits for another person.
  Expected<store::Proposal> ask(const Caller& caller, JournalId journal, const std::vector<EntryId>& entries,
                                const std::string& reason);
  /// Agrees to what somebody else asked ("erasure.agree"), and destroys it. Where nobody else can agree: the same person, a day later.
  Expected<Erased> agree(const Caller& caller, const std::string& proposal);
  /// Refuses it, for one of the two reasons of the law: interest_of_another or law. The refusal stands in the family's access log.
  std::optional<Error> refuse(const Caller& caller, const std::string& proposal, const std::string& reason);

 private:
  std::optional<Error> may(const Caller& caller, const std::string& act, store::Action action,
                           std::optional<JournalId> about = {}, const std::string& parts = {});
  bool another_may_agree(PersonId than) const;

  store::Store& store_;
  store::Accounts& accounts_;
  const Policy& policy_;
  Register& register_;
  Retention retention_;
  std::function<std::optional<Error>()> after_;
};

}  // namespace koers::service
