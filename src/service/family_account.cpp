#include "service/family_account.h"

namespace koers::service {

Expected<AccountGiven> give_account(Families& families, SignIn& sign_in, const Caller& caller, JournalId journal,
                                    const AccountForPerson& wanted) {
  if (auto fault = families.may_give_account(caller, journal, wanted.person)) return fail(*fault);
  store::Account account;
  account.person = wanted.person;
  account.login = wanted.login;
  account.name = wanted.name;
  // Nothing is written in the file for an account that cannot be.
  if (wanted.safe) {
    if (auto fault = sign_in.may_add_for_family(account)) return fail(*fault);
  }
  dossier::Decision answer;
  answer.element = {"family_account", false};
  answer.considerations = {{wanted.safe ? "safe" : "not_safe", false}};
  dossier::Entry entry;
  entry.id = wanted.answer;
  entry.journal = journal;
  entry.occurred = entry.written = caller.now;
  entry.author = caller.person;
  entry.role = writing_role(caller.roles).value_or(dossier::Role::worker);
  entry.about = {wanted.person};
  entry.audience = dossier::Audience{dossier::Reach::closed, {}, {}, {}};
  entry.body = std::move(answer);
  auto recorded = families.record(caller, journal, {entry}, {});
  if (!recorded) return fail(recorded.error());
  AccountGiven out{std::move(*recorded), {}};
  if (!wanted.safe || dossier::blocks(out.answer.problems)) return out;
  auto made = sign_in.add_for_family(caller, std::move(account));
  if (!made) return fail(made.error());
  out.account = std::move(*made);
  return out;
}

}  // namespace koers::service
