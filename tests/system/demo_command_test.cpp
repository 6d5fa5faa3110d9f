// koers demo from outside: builds its provider, says DEMO everywhere, comes back, and never opens what is real.
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/system/program.h"

namespace koers::system_test {
namespace {

using testing::HasSubstr;
using testing::Not;

class DemoCommand : public testing::Test {
 protected:
  DemoCommand() : dir(scratch("demo")), data((dir / "data").string()) {
    std::filesystem::remove_all(dir);
    std::filesystem::create_directories(dir);
  }
  ~DemoCommand() override { std::filesystem::remove_all(dir); }
  /// Started in the background; once it runs `then` is done (with its address in $at), and it is told to stop.
  std::string runs(const std::string& more = "", const std::string& then = "curl -si $at/") const {
    const std::string out = (dir / "said.txt").string();
    const std::string line = "rm -f " + out + "; " + KOERS_PROGRAM + " demo --lang en --port 0 --data " + data + more +
                             " >" + out + " 2>&1 & pid=$!; for i in $(seq 600); do grep -q runs " + out +
                             " && break; kill -0 $pid 2>/dev/null || break; " +
                             "sleep 0.1; done; at=$(grep -o \"http://[0-9.:]*\" " + out + " | head -1); " + then +
                             " >>" + out + " 2>&1; kill -INT $pid 2>/dev/null; wait $pid; echo exit $? >>" + out;
    EXPECT_EQ(std::system(("bash -c '" + line + "'").c_str()), 0);
    std::ifstream in(out, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  std::filesystem::path dir;
  std::string data;
};

TEST_F(DemoCommand, BuildsOnceAndSaysDemo) {
  const std::string first = runs(" --families 30 --today 2026-11-27");
  EXPECT_THAT(first, HasSubstr("DEMO: 30 made-up families"));
  EXPECT_THAT(first, HasSubstr("the password of all is: koers demo demo"));
  EXPECT_THAT(first, HasSubstr("Koers-Demo: synthetic"));
  EXPECT_THAT(first, HasSubstr("<strong>DEMO</strong>"));
  EXPECT_THAT(first, HasSubstr("http://127.0.0.1:"));
  EXPECT_THAT(first, HasSubstr("exit 0"));
  const std::string again = runs();
  EXPECT_THAT(again, Not(HasSubstr("made-up families,"))) << "nothing is built a second time";
  EXPECT_THAT(again, HasSubstr("30 families"));
  EXPECT_EQ(koers("demo --address 0.0.0.0 --data " + data).exit, 2) << "this machine only";

  // Somebody puts a real file into it: it is no demo any more.
  std::ofstream(dir / "real.case") << "case title=\"x\"\npeople @w:worker\n"
                                      "2026-01-02 referral referrer=gp\n";
  const koers::system_test::Answer put =
      koers("import " + (dir / "real.case").string() + " --data " + data + " --key " + data + "/key.txt");
  ASSERT_EQ(put.exit, 0) << put.err;
  const std::string refused = runs();
  EXPECT_THAT(refused, HasSubstr("not made up"));
  EXPECT_THAT(refused, HasSubstr("exit 1"));
}

/// The way of docs/api.md: one family from referral to follow-up, by three people, with curl.
TEST_F(DemoCommand, AFamilyFromReferralToFollowUp) {
  const std::string said = runs(" --families 60", "bash examples/api/family.sh $at");
  EXPECT_THAT(said, Not(HasSubstr("refused")));
  EXPECT_THAT(said, HasSubstr("\"relation\":\"own\""));
  EXPECT_THAT(said, HasSubstr("\"synthetic\":true,\"standing\":\"closed\",\"method\":\"iag-2019\""));
  EXPECT_THAT(said, HasSubstr("events in the log of this file"));
  EXPECT_THAT(said, HasSubstr("the check says: ")) << "what the method asks and was not done is said";
  EXPECT_THAT(said, HasSubstr("exit 0"));
}

TEST_F(DemoCommand, TakesNobodysPlace) {
  std::filesystem::create_directories(data);
  std::ofstream(data + "/mine.txt") << "mine";
  const Answer refused = koers("demo --lang en --families 5 --port 0 --data " + data);
  EXPECT_EQ(refused.exit, 1);
  EXPECT_THAT(refused.err, HasSubstr("Something else stands"));
  EXPECT_TRUE(std::filesystem::exists(data + "/mine.txt"));
  EXPECT_EQ(koers("demo --families 0 --data " + data).exit, 2);
  EXPECT_EQ(koers("demo --today tomorrow --data " + data).exit, 2);
}

}  // namespace
}  // namespace koers::system_test
