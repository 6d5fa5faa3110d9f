// An account for a person of the family, given by who treats it, in the presence of that person and after the question whether it is safe: somebody at
// home may look over a shoulder, or make one sign in.
#pragma once

#include "service/families.h"
#include "service/sign_in.h"

namespace koers::service {

struct AccountForPerson {
  PersonId person;  ///< as the file names it
  std::string login, name;
  bool safe = false;  ///< what was answered; false: no account is made, the answer is kept
  EntryId answer;  ///< under which the answer stands in the file: a decision on "family_account", closed to the family
};
struct AccountGiven {
  Recorded answer;
  std::optional<SignIn::Invited> account;  ///< with the word of the invitation, said or shown to the person, not sent
};

/// Faults of Families::may_give_account, Families::record and SignIn::add_for_family.
Expected<AccountGiven> give_account(Families& families, SignIn& sign_in, const Caller& caller, JournalId journal,
                                    const AccountForPerson& wanted);

}  // namespace koers::service
