// The made-up provider: all synthetic, nothing of its first day or later, and people who may sign in.
#include "service/demo.h"

#include "service/register.h"
#include "store/verify.h"
#include "tests/service/site.h"

namespace koers::service::testing_ {
namespace {

/// Three phases, two areas of goals: what the simulator asks of a method.
method::Method demo_method() {
  method::Method m;
  m.code = "made_up";
  m.version = "1";
  for (const char* code : {"first", "middle", "last"}) {
    method::Phase& phase = m.phases.emplace_back();
    phase.code = code;
    phase.weeks = {Decimal{4, 0}, Decimal{8, 0}, {}};
    phase.contacts_per_week = {Decimal{2, 0}, Decimal{2, 0}, {}};
    if (phase.code != "last") phase.transition.emplace().to = phase.code == "first" ? "middle" : "last";
  }
  m.goals.emplace();
  for (const char* code : {"talking", "sleeping"}) m.goals->domains.emplace_back().code = code;
  for (const auto& [code, planned] : {std::pair("done", true), std::pair("left", false)}) {
    method::ClosingReason& reason = m.closing_reasons.emplace_back();
    reason.code = code;
    reason.planned = planned;
  }
  return m;
}

class DemoTest : public store::testing_::StoreDir {
 protected:
  void SetUp() override {
    store = make();
    accounts = *store::Accounts::open((dir / "accounts").string(), store->root(), false);
    ASSERT_FALSE(catalogue.add(demo_method()));
    plan.today = *LocalDate::parse("2026-11-27");
    plan.families = 200;
    plan.effort = store::Effort::least;
    const auto done = build_demo(*store, *accounts, demo_method(), catalogue, plan);
    ASSERT_TRUE(done) << done.error().code;
    built = *done;
  }
  static store::AccessEvent on(LocalDate day) {
    store::AccessEvent out = store::testing_::event("register.build");
    out.at = {day, 36'000, 60};
    return out;
  }
  std::unique_ptr<store::Store> store;
  std::unique_ptr<store::Accounts> accounts;
  method::Catalogue catalogue;
  DemoPlan plan;
  DemoBuilt built;
};

TEST_F(DemoTest, IsAProviderOfFourYears) {
  Register families;
  ASSERT_FALSE(families.build(*store, on(plan.today)));
  EXPECT_EQ(families.size(), built.families);
  EXPECT_GT(built.families, 195u);
  EXPECT_GT(built.entries, 40 * built.families);
  EXPECT_TRUE(families.all_synthetic());
  EXPECT_TRUE(verify(paths, key, options)->faults.empty());

  std::size_t open = 0, last_year = 0;
  std::set<PersonId> workers;
  const auto fault = store->each_journal(
      on(plan.today), [&](JournalId journal, const store::StoredJournal& stored) -> std::optional<Error> {
        const auto held = held_file(journal, stored);
        EXPECT_TRUE(held);
        EXPECT_NE(held->file.title.find("Synthetic"), std::string::npos);
        for (const dossier::Entry& entry : held->file.entries) {
          EXPECT_LT(entry.written.date, plan.today);
          EXPECT_GE(entry.written.date, plan.today - 1470);
        }
        const Family family = *families.find(journal);
        EXPECT_EQ(summary_of(family), summary_of(family_of(held->file, held->head, plan.today)));
        open += family.standing != dossier::Standing::closed ? 1 : 0;
        if (family.start && *family.start > plan.today - 365) ++last_year;
        workers.insert(family.workers.begin(), family.workers.end());
        return {};
      });
  EXPECT_FALSE(fault);
  EXPECT_EQ(open, built.open);
  // Fifty referrals a year, treatments of a quarter to half a year: between a tenth and a fifth of four years is open.
  EXPECT_GT(open, 10u);
  EXPECT_LT(open, 45u);
  EXPECT_GT(last_year, 30u);
  EXPECT_GT(workers.size(), demo_workers - 4);
  for (const PersonId worker : workers) EXPECT_TRUE(accounts->find(worker)) << "every worker has an account";
}

TEST_F(DemoTest, ItsPeopleSignIn) {
  EXPECT_EQ(accounts->all().size(), demo_staff().size() + 2);
  std::set<std::string> roles;
  const Policy policy = shipped_policy();
  SignInSettings settings;
  settings.second_factor = false;
  SignIn sign_in(*store, *accounts, policy, settings);
  for (const store::Account& account : accounts->all()) {
    EXPECT_NE(account.name.find("DEMO"), std::string::npos);
    roles.insert(account.roles.front());
  }
  for (const std::string& role : policy.roles()) EXPECT_TRUE(roles.contains(role)) << role;
  Caller from{{}, {}, {}, "test", on(plan.today).at};
  for (const char* login : {"worker1", "worker40", "supervisor-south", "intake", "parent", "youth", "admin2"}) {
    const auto in = sign_in.sign_in(login, plan.password, "", from);
    ASSERT_TRUE(in) << login << in.error().code;
    EXPECT_FALSE(in->needs_second_factor);
  }
  Register families;
  ASSERT_FALSE(families.build(*store, on(plan.today)));
  const auto worker = accounts->find_login("worker1"), parent = accounts->find_login("parent");
  const auto own = families.of_person(parent->person);
  ASSERT_EQ(own.size(), 1u);
  EXPECT_TRUE(own.front().workers.contains(worker->person));
  EXPECT_EQ(families.of_workers({worker->person}, {}, 1000).empty(), false);
}

/// What is referred in a demo is made up too, so that it still opens as a demo.
TEST_F(DemoTest, WhatIsReferredInItIsSynthetic) {
  Register families;
  ASSERT_FALSE(families.build(*store, on(plan.today)));
  const Policy policy = shipped_policy();
  const CatalogueOf one = [&](std::span<const dossier::Entry>) -> const method::Catalogue& { return catalogue; };
  const auto intake = accounts->find_login("intake");
  const Caller caller{intake->person, intake->roles, intake->teams, "test", on(plan.today).at};
  dossier::Entry referral;
  referral.id = store::testing_::entry(77);
  referral.journal = store::testing_::journal(78);
  referral.occurred = referral.written = caller.now;
  referral.author = caller.person;
  referral.role = dossier::Role::team_lead;
  referral.body = dossier::Referral{};
  Families acts(*store, *accounts, policy, families, one, true);
  ASSERT_TRUE(acts.refer(caller, referral.journal, "new", {referral}));
  EXPECT_TRUE(families.all_synthetic());
  referral.journal = store::testing_::journal(79);
  Families real(*store, *accounts, policy, families, one);
  ASSERT_TRUE(real.refer(caller, referral.journal, "new", {referral}));
  EXPECT_FALSE(families.all_synthetic());
}

}  // namespace
}  // namespace koers::service::testing_
