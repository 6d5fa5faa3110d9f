// Signing in: the second factor, waiting after wrong tries, invitations, and what an administrator may not do.
#include "store/one_time_code.h"
#include "tests/service/site.h"

namespace koers::service::testing_ {
namespace {

class SignInTest : public Site {
 protected:
  const std::string password = "rain on the old roof";
  Caller from(std::int64_t seconds = 0, const std::string& address = "10.0.0.1") const {
    return {{}, {}, {}, address, at(seconds)};
  }
  std::string code(const std::string& login, std::int64_t seconds) const {
    return store::one_time_code(accounts->find_login(login)->code_secret, at(seconds).instant() / 30);
  }
  std::string tried(const std::string& login, const std::string& word, const std::string& with, std::int64_t seconds,
                    const std::string& address = "10.0.0.1") {
    return code_of(sign_in->sign_in(login, word, with, from(seconds, address)));
  }
};

TEST_F(SignInTest, NeedsASecondFactorForEverythingElse) {
  const auto first = sign_in->sign_in("Anna", password, "", from());
  ASSERT_TRUE(first);
  EXPECT_TRUE(first->needs_second_factor);
  EXPECT_EQ(code_of(sign_in->caller(first->token, from())), "second_factor.needed");
  const auto half = sign_in->caller(first->token, from(), true);
  ASSERT_TRUE(half);
  EXPECT_EQ(code_of(sign_in->confirm_second_factor(*half, "123456")), "second_factor.none");
  ASSERT_TRUE(sign_in->begin_second_factor(*half));
  EXPECT_EQ(code_of(sign_in->confirm_second_factor(*half, "12345")), "second_factor.wrong");
  const auto words = sign_in->confirm_second_factor(*half, code("anna", 0));
  ASSERT_TRUE(words);
  EXPECT_EQ(words->size(), 10u);
  EXPECT_EQ(code_of(sign_in->begin_second_factor(*half)), "second_factor.there") << "nobody replaces it by a session";
  EXPECT_EQ(sign_in->caller(first->token, from())->person, person("anna"));

  EXPECT_EQ(tried("anna", password, "", 60), "sign_in.code_needed");
  EXPECT_EQ(tried("anna", password, code("anna", 0), 0), "sign_in.code_wrong") << "used before";
  EXPECT_EQ(tried("anna", password, code("anna", 60), 60), "");
  EXPECT_EQ(tried("anna", password, words->front(), 90), "");
  EXPECT_EQ(tried("anna", password, words->front(), 90), "sign_in.code_wrong") << "a recovery code counts once";
}

TEST_F(SignInTest, SaysNotWhatWasWrongAndMakesWait) {
  EXPECT_EQ(tried("nobody", password, "", 0), "sign_in.wrong");
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(tried("anna", "wrong", "", i, "10.0.0." + std::to_string(i + 2)), "sign_in.wrong");
  EXPECT_EQ(tried("anna", password, "", 5, "10.0.0.99"), "sign_in.wait") << "the right password waits too";
  EXPECT_EQ(tried("bea", password, "", 6, "10.0.0.99"), "");
  EXPECT_EQ(tried("anna", password, "", 1000, "10.0.0.99"), "");
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(tried("made" + std::to_string(i), "wrong", "", 2000, "10.9.9.9"), "sign_in.wrong");
  EXPECT_EQ(tried("carl", password, "", 2000, "10.9.9.9"), "sign_in.wait") << "one address, many logins";
}

TEST_F(SignInTest, ASessionEndsWhenTheAccountDoes) {
  const auto token = sign_in->sign_in("anna", password, "", from())->token;
  store::Account changed = *accounts->find_login("anna");
  changed.active = false;
  ASSERT_TRUE(sign_in->change_account(as("boss"), changed));
  EXPECT_EQ(code_of(sign_in->caller(token, from(), true)), "sign_in.no_session");
  EXPECT_EQ(tried("anna", password, "", 0), "sign_in.wrong");
  const auto beas = sign_in->sign_in("bea", password, "", from())->token;
  EXPECT_FALSE(sign_in->sign_out(beas, *sign_in->caller(beas, from(), true), false));
  EXPECT_EQ(code_of(sign_in->caller(beas, from(), true)), "sign_in.no_session");
  EXPECT_EQ(code_of(sign_in->caller("made up", from(), true)), "sign_in.no_session");
}

TEST_F(SignInTest, AccountsAreForAdministratorsAndOneStays) {
  store::Account account;
  account.login = "New@Example.org";
  account.name = "New";
  account.roles = {"worker"};
  for (const char* login : {"anna", "sue", "lea", "mother", "olga"})
    EXPECT_EQ(code_of(sign_in->add_account(as(login), account)), "access.refused") << login;
  const auto made = sign_in->add_account(as("boss"), account);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->account.login, "new@example.org");
  EXPECT_EQ(tried("new@example.org", "", "", 0), "sign_in.wrong") << "no password yet";
  const auto accepted = [&](const std::string& word, const std::string& chosen, std::int64_t seconds) {
    return code_of(sign_in->accept_invitation("new@example.org", word, chosen, from(seconds)));
  };
  EXPECT_EQ(accepted("abcd", "long enough a word", 0), "invitation.wrong");
  EXPECT_EQ(accepted(made->word, "short", 0), "password.too_short");
  EXPECT_EQ(accepted(made->word, "aaaaaaaaaaaaaa", 0), "password.too_plain");
  EXPECT_EQ(accepted(made->word, "long enough a word", 0), "");
  EXPECT_EQ(accepted(made->word, "long enough a word", 0), "invitation.wrong") << "once";
  EXPECT_EQ(tried("new@example.org", "long enough a word", "", 0), "");
  EXPECT_EQ(code_of(sign_in->add_account(as("boss"), account)), "account.login_taken");
  account.login = "x y";
  EXPECT_EQ(code_of(sign_in->add_account(as("boss"), account)), "account.bad_login");
  account.login = "x";
  account.roles = {"king"};
  EXPECT_EQ(code_of(sign_in->add_account(as("boss"), account)), "account.no_such_role");
  store::Account boss = *accounts->find_login("boss");
  boss.roles = {"worker"};
  EXPECT_EQ(code_of(sign_in->change_account(as("boss"), boss)), "account.last_administrator");
}

/// What lets look into families of others takes two, or one alone and a day; what takes it away takes nobody.
TEST_F(SignInTest, ARoleThatLooksIntoFamiliesOfOthersTakesTwo) {
  store::Account account;
  account.login = "new";
  account.name = "New";
  account.roles = {"supervisor"};
  account.teams = {"north"};
  const auto made = sign_in->add_account(as("boss"), account);
  ASSERT_TRUE(made && made->waits);
  EXPECT_TRUE(made->word.empty());
  EXPECT_FALSE(accounts->find_login("new"));
  ASSERT_EQ(sign_in->waiting(as("anna"))->size(), 1u);
  const std::string id = made->waits->id;
  EXPECT_EQ(code_of(sign_in->agree(as("lea"), id)), "access.refused");
  EXPECT_EQ(code_of(sign_in->waiting(as("mother"))), "access.refused");
  EXPECT_FALSE(sign_in->how_many_wait(as("mother")));
  EXPECT_EQ(sign_in->how_many_wait(as("anna")), 1u);
  EXPECT_EQ(code_of(sign_in->agree(as("boss"), "0123")), "proposal.unknown");
  EXPECT_EQ(code_of(sign_in->agree(as("boss", 86'399), id)), "proposal.too_early") << "alone, before a day has passed";

  store::Account second = *accounts->find_login("rob");
  second.roles = {"administrator"};
  ASSERT_TRUE(accounts->put(second));
  EXPECT_EQ(code_of(sign_in->agree(as("boss", 90'000), id)), "proposal.same_person") << "there are two now";
  // Kept and known after a new start.
  accounts.reset();
  accounts = *store::Accounts::open((dir / "accounts").string(), store->root(), false);
  sign_in = std::make_unique<SignIn>(*store, *accounts, policy, SignInSettings{.effort = store::Effort::least});
  ASSERT_EQ(sign_in->waiting(as("anna"))->size(), 1u);
  const auto agreed = sign_in->agree(as("rob"), id);
  ASSERT_TRUE(agreed) << agreed.error().code;
  EXPECT_FALSE(agreed->word.empty());
  EXPECT_EQ(accounts->find_login("new")->roles, std::vector<std::string>{"supervisor"});
  EXPECT_TRUE(sign_in->waiting(as("anna"))->empty());

  // A change of teams of who looks into a team's families waits too; that of a worker does not.
  store::Account sue = *accounts->find_login("sue"), anna = *accounts->find_login("anna");
  sue.teams = {"north", "south"};
  const auto wider = sign_in->change_account(as("boss"), sue);
  ASSERT_TRUE(wider && wider->waits);
  EXPECT_EQ(accounts->find_login("sue")->teams, std::vector<std::string>{"north"});
  anna.teams = {"south"};
  const auto moved = sign_in->change_account(as("boss"), anna);
  ASSERT_TRUE(moved && !moved->waits);
  // Taking away is done at once, and takes with it what was still proposed.
  sue = *accounts->find_login("sue");
  sue.active = false;
  sue.roles = {"administrator"};
  const auto gone = sign_in->change_account(as("boss"), sue);
  ASSERT_TRUE(gone && !gone->waits);
  EXPECT_FALSE(accounts->find_login("sue")->active);
  EXPECT_EQ(accounts->find_login("sue")->roles, std::vector<std::string>{"supervisor"});
  EXPECT_EQ(code_of(sign_in->agree(as("rob"), wider->waits->id)), "proposal.unknown");
  sue = *accounts->find_login("sue");
  sue.active = true;
  const auto back = sign_in->change_account(as("boss"), sue);
  ASSERT_TRUE(back && back->waits) << "giving back waits";
  EXPECT_FALSE(sign_in->withdraw(as("boss"), back->waits->id));
  EXPECT_TRUE(sign_in->waiting(as("anna"))->empty());
}

TEST_F(SignInTest, OneAdministratorAloneWaitsADay) {
  store::Account account;
  account.login = "second";
  account.name = "Second";
  account.roles = {"administrator"};
  const auto made = sign_in->add_account(as("boss"), account);
  ASSERT_TRUE(made && made->waits);
  EXPECT_EQ(code_of(sign_in->agree(as("boss", 86'400), made->waits->id)), "");
  EXPECT_TRUE(accounts->find_login("second"));
}

TEST_F(SignInTest, ADutyIsSetByWhoLeadsTheTeam) {
  const std::int64_t now = at().instant();
  const auto set = [&](const std::string& by, const std::string& who, std::int64_t from, std::int64_t until) {
    return code_of(sign_in->set_duty(as(by), person(who), from, until));
  };
  EXPECT_EQ(set("lea", "bea", now, now + 3600), "");
  EXPECT_EQ(set("lea", "carl", now, now + 3600), "account.unknown") << "of another team";
  EXPECT_EQ(set("bea", "bea", now, now + 3600), "access.refused") << "nobody puts oneself on duty";
  EXPECT_EQ(set("lea", "bea", now, now - 1), "duty.bad_period");
  EXPECT_EQ(set("lea", "bea", now, now + 8 * 86'400), "duty.bad_period");
  EXPECT_EQ(set("boss", "carl", now, now), "");
}

TEST_F(SignInTest, ALockedDeviceOpensNothing) {
  const auto token = sign_in->sign_in("anna", password, "", from())->token;
  const auto locked = sign_in->lock(token, *sign_in->caller(token, from(), true));
  ASSERT_TRUE(locked);
  EXPECT_EQ(code_of(sign_in->caller(token, from(), true)), "sign_in.no_session") << "the old session is gone";
  EXPECT_EQ(code_of(sign_in->caller(*locked, from(), true)), "session.locked");
  EXPECT_EQ(code_of(sign_in->caller(*locked, from())), "session.locked");
  accounts.reset();
  accounts = *store::Accounts::open((dir / "accounts").string(), store->root(), false);
  EXPECT_TRUE(accounts->session(*locked, at().instant(), 3600, 7200)->locked) << "after a new start of the server too";
}

TEST_F(SignInTest, TheFirstAccountNeedsTheWordOfTheLink) {
  EXPECT_EQ(sign_in->setup_word(), "") << "there are accounts";
  EXPECT_EQ(code_of(sign_in->set_up("", {"x", "X", "long enough a word", "", ""}, from())), "setup.done");
  const auto empty = *store::Accounts::open((dir / "fresh").string(), store->root(), false);
  SignInSettings settings;
  settings.effort = store::Effort::least;
  SignIn fresh(*store, *empty, policy, settings);
  const std::string word = fresh.setup_word();
  EXPECT_EQ(code_of(fresh.set_up("wrong", {"chief", "Chief", "long enough a word", "", ""}, from())), "setup.wrong");
  EXPECT_EQ(code_of(fresh.set_up(word, {"chief", "Chief", "long chief word", "", ""}, from())), "password.too_plain");
  EXPECT_EQ(code_of(fresh.set_up(word, {"chief", "Chief", "long enough a word", "chief", "Two"}, from())),
            "account.login_taken");
  const auto made = fresh.set_up(word, {"chief", "Chief", "long enough a word", "deputy", "Two"}, from());
  ASSERT_TRUE(made) << made.error().code;
  EXPECT_EQ(empty->all().size(), 2u);
  EXPECT_EQ(code_of(fresh.accept_invitation("deputy", made->word, "long enough a word", from())), "");
  EXPECT_EQ(code_of(fresh.set_up(word, {"chief2", "Chief", "long enough a word", "", ""}, from())), "setup.done");
}

}  // namespace
}  // namespace koers::service::testing_
