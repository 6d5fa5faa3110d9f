// Accounts: found by person and login, unreadable on the disk, never changed under somebody; sessions; one-time codes.
#include "store/accounts.h"

#include "store/one_time_code.h"
#include "store_dir.h"

namespace koers::store::testing_ {
namespace {

class AccountsTest : public StoreDir {
 protected:
  void SetUp() override { store = make(); }
  std::unique_ptr<Accounts> open() const {
    auto out = Accounts::open((dir / "accounts").string(), store->root(), false);
    EXPECT_TRUE(out) << out.error().code;
    return out ? std::move(*out) : nullptr;
  }
  static Account anna() {
    Account out;
    out.person = id<PersonId>(1);
    out.login = "anna";
    out.name = "Agatha Canary";
    out.roles = {"worker"};
    out.teams = {"north"};
    out.password = *password_hash("rain on the old roof", Effort::least);
    return out;
  }
  std::unique_ptr<Store> store;
};

TEST_F(AccountsTest, AreKeptAndSayNothingOnTheDisk) {
  {
    const auto accounts = open();
    ASSERT_TRUE(accounts->put(anna()));
    ASSERT_TRUE(accounts->begin_session(id<PersonId>(1), 1000));
  }
  const auto accounts = open();
  const auto found = accounts->find_login("anna");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->person, id<PersonId>(1));
  EXPECT_EQ(found->name, "Agatha Canary");
  EXPECT_EQ(found->teams, std::vector<std::string>{"north"});
  EXPECT_TRUE(password_holds(found->password, "rain on the old roof"));
  EXPECT_FALSE(password_holds(found->password, "rain on the old roofs"));
  for (const char* word : {"Agatha", "anna", "worker", "north", "argon2"})
    EXPECT_TRUE(files_with(dir / "accounts", word).empty()) << word;
}

TEST_F(AccountsTest, AChangeNamesTheVersionItChanges) {
  const auto accounts = open();
  const auto kept = accounts->put(anna());
  ASSERT_TRUE(kept);
  Account older = *kept, newer = *kept;
  newer.login = "anna.b";
  ASSERT_TRUE(accounts->put(newer));
  EXPECT_EQ(code_of(accounts->put(older)), "account.moved");
  EXPECT_FALSE(accounts->find_login("anna"));
  Account other = anna();
  other.person = id<PersonId>(2);
  other.login = "anna.b";
  EXPECT_EQ(code_of(accounts->put(other)), "account.login_taken");
  other.version = 3;
  EXPECT_EQ(code_of(accounts->put(other)), "account.unknown");
}

TEST_F(AccountsTest, AnAccountOfAnotherPersonOrKeyDoesNotOpen) {
  ASSERT_TRUE(open()->put(anna()));
  const auto db = raw((dir / "accounts/accounts.db").string());
  ASSERT_TRUE(db->run("UPDATE account SET version = version + 1"));
  EXPECT_EQ(code_of(Accounts::open((dir / "accounts").string(), store->root(), false)), "account.damaged");
}

TEST_F(AccountsTest, ASessionEndsByItsClocksAndByHand) {
  auto accounts = open();
  ASSERT_TRUE(accounts->put(anna()));
  const std::string token = *accounts->begin_session(id<PersonId>(1), 1000);
  EXPECT_EQ(token.size(), 64u);
  EXPECT_TRUE(accounts->session(token, 1050, 60, 1000));
  EXPECT_TRUE(accounts->session(token, 1110, 60, 1000)) << "used at 1050";
  EXPECT_FALSE(accounts->session(token, 1171, 60, 1000));
  const std::string second = *accounts->begin_session(id<PersonId>(1), 1000);
  EXPECT_FALSE(accounts->session(second, 2001, 5000, 1000)) << "too long ago, however much used";
  const std::string third = *accounts->begin_session(id<PersonId>(1), 1000);
  EXPECT_FALSE(accounts->end_sessions(id<PersonId>(1)));
  EXPECT_FALSE(accounts->session(third, 1001, 60, 1000));
  accounts.reset();
  accounts = open();
  EXPECT_FALSE(accounts->session(third, 1001, 60, 1000));
  EXPECT_FALSE(accounts->session("", 1001, 60, 1000));
}

TEST_F(AccountsTest, OneProgramAtATimeHoldsThem) {
  auto accounts = open();
  EXPECT_EQ(code_of(Accounts::open((dir / "accounts").string(), store->root(), false)), "store.in_use");
  accounts.reset();
  EXPECT_TRUE(open());
}

TEST_F(AccountsTest, WhatWaitsForAnotherIsKeptAndSaysNothingOnTheDisk) {
  Proposal wanted;
  wanted.what = Proposal::What::erasure;
  wanted.by = id<PersonId>(1);
  wanted.at = 1000;
  wanted.journal = journal(5);
  wanted.entries = {entry(6), entry(7)};
  wanted.reason = "on_request";
  ASSERT_TRUE(open()->propose(wanted));
  auto accounts = open();
  ASSERT_EQ(accounts->proposals().size(), 1u);
  const Proposal kept = accounts->proposals().front();
  EXPECT_EQ(kept.what, wanted.what);
  EXPECT_EQ(kept.journal, wanted.journal);
  EXPECT_EQ(kept.entries, wanted.entries);
  EXPECT_EQ(kept.reason, "on_request");
  for (const char* word : {"on_request", "erasure"}) EXPECT_TRUE(files_with(dir / "accounts", word).empty()) << word;
  accounts.reset();
  const auto db = raw((dir / "accounts/accounts.db").string());
  ASSERT_TRUE(db->run("UPDATE proposal SET at = at - 86400"));
  EXPECT_EQ(code_of(Accounts::open((dir / "accounts").string(), store->root(), false)), "account.damaged")
      << "a proposal made older on the disk would take effect sooner";
}

// RFC 6238, appendix B (SHA-1, eight digits), and RFC 4648 for base 32.
TEST(OneTimeCode, AsPublished) {
  const std::string secret = "12345678901234567890";
  const std::vector<std::pair<std::int64_t, std::string>> published{
      {59, "94287082"},         {1111111109, "07081804"}, {1111111111, "14050471"},
      {1234567890, "89005924"}, {2000000000, "69279037"}, {20000000000, "65353130"}};
  for (const auto& [seconds, code] : published) EXPECT_EQ(one_time_code(secret, seconds / 30, 8), code) << seconds;
  EXPECT_EQ(base32("foobar"), "MZXW6YTBOI");
  EXPECT_EQ(base32("f"), "MY");
}

TEST(OneTimeCode, CountsOnceAndNearItsMoment) {
  const std::string secret = "12345678901234567890";
  const std::string code = one_time_code(secret, 100);
  for (const std::int64_t step : {99, 100, 101}) EXPECT_EQ(code_holds(secret, code, step * 30, 0), 100) << step;
  for (const std::int64_t step : {98, 102}) EXPECT_FALSE(code_holds(secret, code, step * 30, 0)) << step;
  EXPECT_FALSE(code_holds(secret, code, 3000, 100)) << "used before";
  EXPECT_FALSE(code_holds(secret, "", 3000, 0));
}

}  // namespace
}  // namespace koers::store::testing_
