// A small organisation in a directory of its own: two teams, their workers and a family in each, for tests of acts and of the API.
#pragma once

#include "dossier/line_format.h"
#include "embedded/files.h"
#include "service/erasing.h"
#include "service/families.h"
#include "service/form_codes.h"
#include "service/sign_in.h"
#include "tests/store/store_dir.h"

namespace koers::service::testing_ {

using store::testing_::code_of;

/// The policy inside the program; ends the test when it cannot be read.
inline Policy shipped_policy() {
  for (const embedded::File& file : embedded::files()) {
    if (file.path != "policy/access.json") continue;
    json::Document document;
    auto read = Policy::read(*json::parse(file.text, document), "policy/access.yaml");
    EXPECT_TRUE(read) << read.error().front().code;
    return std::move(*read);
  }
  ADD_FAILURE() << "no policy";
  return {};
}

/// The terms inside the program; ends the test when they cannot be read.
inline Retention shipped_terms() {
  for (const embedded::File& file : embedded::files()) {
    if (file.path != "policy/retention.json") continue;
    json::Document document;
    auto read = Retention::read(*json::parse(file.text, document), "policy/retention.yaml");
    EXPECT_TRUE(read) << read.error().front().code;
    return std::move(*read);
  }
  ADD_FAILURE() << "no terms";
  return {};
}

inline PersonId person(const std::string& handle) { return dossier::person_of_handle("made", "@" + handle); }

class Site : public store::testing_::StoreDir {
 protected:
  Site() : policy(shipped_policy()) {}
  void SetUp() override {
    store = make();
    accounts = *store::Accounts::open((dir / "accounts").string(), store->root(), false);
    const std::vector<std::array<std::string, 3>> people{
        {"anna", "worker", "north"},    {"bea", "worker", "north"},      {"carl", "worker", "south"},
        {"sue", "supervisor", "north"}, {"tom", "supervisor", "south"},  {"lea", "team_lead", "north"},
        {"ida", "intake", "north"},     {"boss", "administrator", ""},   {"mother", "family", ""},
        {"father", "family", ""},       {"olga", "privacy_officer", ""}, {"rob", "researcher", ""},
        {"dee", "worker", "north"},     {"ed", "worker", "south"}};
    for (const auto& [login, role, team] : people) {
      store::Account account;
      account.person = person(login);
      account.login = login;
      account.name = login;
      account.roles = {role};
      if (!team.empty()) account.teams = {team};
      account.password = hash();
      if (login == "dee") {
        account.duty_from = at().instant() - 3600;
        account.duty_until = at().instant() + 7200;
      }
      ASSERT_TRUE(accounts->put(account));
    }
    north = bring("anna", 1);
    south = bring("carl", 2);
    ASSERT_FALSE(families_.build(*store, store::testing_::event("register.build")));
    acts = std::make_unique<Families>(
        *store, *accounts, policy, families_,
        [this](std::span<const dossier::Entry>) -> const method::Catalogue& { return none; });
    SignInSettings settings;
    settings.effort = store::Effort::least;
    forms = std::make_unique<FormCodes>(
        *acts, *store, [this](std::span<const dossier::Entry>) -> const method::Catalogue& { return none; });
    erasing = std::make_unique<Erasing>(*store, *accounts, policy, families_, shipped_terms());
    sign_in = std::make_unique<SignIn>(*store, *accounts, policy, settings);
  }

  static const std::string& hash() {
    static const std::string made = *store::password_hash("rain on the old roof", store::Effort::least);
    return made;
  }
  static CivilTime at(std::int64_t seconds = 0) {
    CivilTime out = *CivilTime::parse("2026-11-26T09:00:00Z");
    out.second += static_cast<std::int32_t>(seconds);
    return out;
  }
  Caller as(const std::string& login, std::int64_t seconds = 0) const {
    const auto account = accounts->find_login(login);
    return {account->person, account->roles, account->teams, "test", at(seconds)};
  }
  /// A family that `worker` treats; the mother of the first has an account. What she may not see says "Canary".
  JournalId bring(const std::string& worker, std::uint32_t number) const {
    const std::string mother = number == 1 ? "@mother" : "@other";
    auto file = dossier::read_lines("case title=\"made\" synthetic=yes\npeople @" + worker + ":worker\n" +
                                        "2026-01-02 referral referrer=gp\n2026-01-02 person person=@" + worker +
                                        " role=worker\n2026-01-02 person person=" + mother +
                                        " role=mother\n2026-01-03 person person=@kid role=child\n2026-01-04 safety "
                                        "type=threat text=\"Canary\"\n2026-01-05 need domain=parenting text=Sleep\n",
                                    "made.case");
    EXPECT_TRUE(file) << file.error().front().code << file.error().front().place.line;
    file->journal = store::testing_::journal(number);
    for (dossier::Entry& entry : file->entries) entry.journal = file->journal;
    const method::Catalogue empty;
    const auto done = import_file(
        *store, *file, [&](std::span<const dossier::Entry>) -> const method::Catalogue& { return empty; }, at().date,
        store::testing_::event("file.import", store::Action::create));
    EXPECT_TRUE(done) << done.error().code;
    if (done && dossier::blocks(done->problems)) ADD_FAILURE() << done->problems.front().code;
    return file->journal;
  }
  /// A statement of somebody in their own words.
  static dossier::Entry statement(const std::string& who, dossier::Role role, std::uint32_t number, JournalId journal) {
    dossier::Entry out;
    out.id = store::testing_::entry(number);
    out.occurred = out.written = at();
    out.author = person(who);
    out.role = role;
    dossier::ClientStatement body;
    body.by = person(who);
    body.text = "in own words";
    out.body = body;
    out.journal = journal;
    return out;
  }
  /// What somebody was refused about this family, as the log has it.
  std::vector<std::string> refused_acts(JournalId journal, PersonId who) const {
    std::vector<std::string> out;
    const auto events = store->events(journal, store::testing_::event("log.review"));
    for (const auto& one : *events) {
      if (one.event.who == who && one.event.outcome == store::Outcome::refused) out.push_back(one.event.act);
    }
    return out;
  }

  Policy policy;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<store::Accounts> accounts;
  Register families_;
  method::Catalogue none;
  std::unique_ptr<Families> acts;
  std::unique_ptr<Erasing> erasing;
  std::unique_ptr<FormCodes> forms;
  std::unique_ptr<SignIn> sign_in;
  JournalId north, south;
};

}  // namespace koers::service::testing_
