// Accounts, teams and the shape of the files, as who keeps the machine sees to them without a server.
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/accounts.h"
#include "store/store.h"
#include "tests/system/program.h"

namespace koers::system_test {
namespace {

using testing::HasSubstr;
using testing::Not;

class AccountsCommands : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(dir);
    ASSERT_EQ(on("import examples/cases/smooth.case").exit, 0);
  }
  void TearDown() override { std::filesystem::remove_all(dir); }
  Answer on(const std::string& command, const std::string& more = "") const {
    return koers(command + " --lang en --data " + data + " --key " + (dir / "key.txt").string() + " " + more);
  }
  std::unique_ptr<store::Store> open() const {
    std::ifstream in(dir / "key.txt");
    std::string digits;
    in >> digits;
    return std::move(*store::Store::open(store::Paths::in(data), *store::Secret::of(*store::from_hex(digits))));
  }
  /// As the setup link makes it.
  void make_administrator() const {
    const auto store = open();
    const auto accounts = std::move(*store::Accounts::open(data + "/accounts", store->root()));
    store::Account boss;
    boss.person = *PersonId::parse("0197a000-0000-7000-8000-000000000001");
    boss.login = "boss";
    boss.name = "B. Oss";
    boss.roles = {"administrator"};
    boss.password = "$";
    ASSERT_TRUE(accounts->put(boss));
  }

  std::filesystem::path dir = scratch("accounts");
  std::string data = (dir / "data").string();
};

TEST_F(AccountsCommands, AWorkerComesChangesAndGoes) {
  EXPECT_THAT(on("user add anna", "--name Anna --role worker").err, HasSubstr("no account yet"));
  make_administrator();
  const Answer made = on("user add Anna", "--name Anna --role worker --team north --team night");
  ASSERT_EQ(made.exit, 0) << made.err;
  EXPECT_THAT(made.out, HasSubstr("anna can choose a password with this word"));
  EXPECT_THAT(on("user add anna", "--name Anna --role worker").err, HasSubstr("taken"));
  EXPECT_THAT(on("user add bea", "--name Bea --role queen").err, HasSubstr("There is no role queen"));
  EXPECT_THAT(on("user list").out, HasSubstr("anna  worker         north night  invited"));
  EXPECT_EQ(on("team remove night anna").exit, 0);
  EXPECT_EQ(on("team add south anna").exit, 0);
  EXPECT_EQ(on("team list").out, "north  anna\nsouth  anna\n");
  EXPECT_EQ(on("team add south nobody").exit, 1);
  EXPECT_EQ(on("user change anna", "--active no").exit, 0);
  EXPECT_THAT(on("user list", "--json").out, HasSubstr("\"active\": false"));
  EXPECT_EQ(on("team list").out, "");
  EXPECT_THAT(on("user invite anna").out, HasSubstr("with this word"));
  EXPECT_EQ(on("verify").exit, 0) << "all of it stands in the access log";
}

TEST_F(AccountsCommands, WhoLooksIntoFamiliesOfOthersWaitsHereToo) {
  make_administrator();
  EXPECT_THAT(on("user add sue", "--name Sue --role supervisor --team north").out, HasSubstr("waits until another"));
  const Answer list = on("user list");
  EXPECT_THAT(list.out, HasSubstr("waits for another administrator: sue as supervisor"));
  EXPECT_THAT(on("user change boss", "--active no").err, HasSubstr("last administrator"));
}

TEST_F(AccountsCommands, NothingIsDoneBehindTheBackOfAServer) {
  make_administrator();
  const auto store = open();
  const auto serving = std::move(*store::Accounts::open(data + "/accounts", store->root()));
  const Answer refused = on("user list");
  EXPECT_EQ(refused.exit, 1);
  EXPECT_THAT(refused.err, HasSubstr("Stop the server first"));
}

/// Destroying and exporting more than one family take a second person, once there are accounts.
TEST_F(AccountsCommands, WhatTakesTwoTakesTwoHereToo) {
  const std::string keys_to = " --keys-to " + (dir / "copies").string() + " --yes ";
  std::filesystem::create_directories(dir / "copies");
  EXPECT_EQ(on("export").exit, 0) << "there is nobody yet who could agree";
  make_administrator();
  {
    const auto store = open();
    const auto accounts = std::move(*store::Accounts::open(data + "/accounts", store->root()));
    auto boss = *accounts->find_login("boss");
    boss.password = *store::password_hash("rain on the old roof", store::Effort::least);
    ASSERT_TRUE(accounts->put(boss));
    store::Account anna;
    anna.person = *PersonId::parse("0197a000-0000-7000-8000-000000000002");
    anna.login = "anna";
    anna.name = "Anna";
    anna.roles = {"worker"};
    anna.password = boss.password;
    ASSERT_TRUE(accounts->put(anna));
  }
  EXPECT_THAT(on("export").err, HasSubstr("This takes two"));
  const std::string id = on("retention list", "--today 2060-01-01").out.substr(0, 400);
  EXPECT_THAT(id, HasSubstr("1 file has been kept for 20 years"));
  EXPECT_THAT(on("retention list").out, HasSubstr("0 files"));
  const std::string family = id.substr(id.find('\n') + 1, 36);
  const auto with = [&](const std::string& password, const std::string& command) {
    const std::string line = "printf '" + password + "\\n' | " + KOERS_PROGRAM + " " + command + " --lang en --data " +
                             data + " --key " + (dir / "key.txt").string() + " >" + (dir / "said.txt").string() +
                             " 2>&1";
    Answer out;
    const int status = std::system(line.c_str());
    out.exit = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    std::ifstream in(dir / "said.txt");
    out.out = {std::istreambuf_iterator<char>(in), {}};
    return out;
  };
  EXPECT_EQ(on("export " + family).exit, 0) << "one family is an everyday thing";
  EXPECT_EQ(with("rain on the old roof", "export --second boss").exit, 0);
  EXPECT_THAT(with("sun on the old roof", "export --second boss").out, HasSubstr("wrong"));
  EXPECT_THAT(with("rain on the old roof", "export --second anna").out, HasSubstr("You may not do this"));
  EXPECT_EQ(on("erase " + family, "--reason on_request" + keys_to).exit, 1);
  std::ofstream(dir / "approved.txt") << "# by the privacy officer\n" << family << "  # over its term\n";
  const std::string run = "retention run --approved " + (dir / "approved.txt").string() + keys_to + "--second boss ";
  EXPECT_THAT(with("rain on the old roof", run).out, HasSubstr("has not reached its term"));
  const Answer done = with("rain on the old roof", run + "--today 2060-01-01");
  EXPECT_EQ(done.exit, 0) << done.out;
  EXPECT_THAT(done.out, HasSubstr("1 file destroyed"));
  EXPECT_TRUE(std::filesystem::exists(dir / "copies/erasures.txt"));
  EXPECT_EQ(on("export " + family).exit, 1);
  std::ofstream(dir / "approved.txt") << "no id\n";
  EXPECT_THAT(with("rain on the old roof", run).out, HasSubstr("approved.txt:1"));
}

TEST_F(AccountsCommands, AnOlderFileIsBroughtUp) {
  make_administrator();
  const auto as_it_is = koers("migrate --dry-run --lang en --data " + data);
  EXPECT_EQ(as_it_is.exit, 0) << as_it_is.err;
  EXPECT_THAT(as_it_is.out, Not(HasSubstr("step")));
  {
    const auto db = std::move(*store::open_sqlite(data + "/accounts/accounts.db", {}));
    ASSERT_FALSE(
        db->script("DELETE FROM migration WHERE number = 2; DROP TABLE proposal; "
                   "ALTER TABLE session DROP COLUMN locked"));
  }
  EXPECT_THAT(koers("migrate --dry-run --lang en --data " + data).out, HasSubstr("would take the step “proposals”"));
  EXPECT_THAT(koers("migrate --lang en --data " + data).out, HasSubstr("took the step “proposals”"));
  EXPECT_THAT(koers("migrate --lang en --data " + data).out, Not(HasSubstr("step")));
  {
    const auto db = std::move(*store::open_sqlite(data + "/data/journals.db", {}));
    ASSERT_TRUE(db->run("INSERT INTO migration (number, name) VALUES (99, 'later')"));
  }
  const Answer newer = koers("migrate --lang en --data " + data);
  EXPECT_EQ(newer.exit, 1);
  EXPECT_THAT(newer.err, HasSubstr("journals.db"));
  EXPECT_EQ(koers("migrate --lang en --data " + data + "/nowhere").exit, 1);
}

TEST_F(AccountsCommands, TheApiDescribesItself) {
  const Answer api = koers("openapi");
  EXPECT_EQ(api.exit, 0);
  EXPECT_THAT(api.out, HasSubstr("/api/v1/families"));
}

}  // namespace
}  // namespace koers::system_test
