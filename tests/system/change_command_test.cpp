// koers change from outside: what it says of one person and of a file, and what it refuses.
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/system/program.h"

namespace koers::system_test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const std::string norm = " --sd 10 --r 0.84 --cutoff 64 ";

TEST(ChangeCommand, JudgesOnePerson) {
  const Answer nl = koers("change --instrument obvl --scale total --start 75 --end 60 --lang nl" + norm);
  EXPECT_EQ(nl.exit, 0) << nl.err;
  EXPECT_THAT(nl.out,
              AllOf(HasSubstr("hersteld"), HasSubstr("−2,65"), HasSubstr("SD 10, van de norm"), HasSubstr("boven 64")));
  const Answer en = koers("change --better higher --start 75 --end 60,5 --lang en" + norm);
  EXPECT_THAT(en.out, AllOf(HasSubstr("relapsed"), HasSubstr("−2.56"), Not(HasSubstr("change."))));
  EXPECT_THAT(koers("change --better lower --start 70 --end 68 --lang en --norm-mean 50 --norm-sd 10 --on-cutoff "
                    "not-clinical --normal-at-start --cutoff 80 --sd 10 --r 0.84 --method en --mean 60")
                  .out,
              AllOf(HasSubstr("stayed normal"), HasSubstr("2.0 serious"), HasSubstr("1.8 serious")));
}

TEST(ChangeCommand, ComputesTheCutOffWithTheFunctionalSD) {
  const std::string groups =
      " --norm-mean 50.2 --norm-sd 9.9 --clinical-mean 69.4 --clinical-sd 8.7 --better lower --lang en";
  const std::string one = "change --start 75 --end 60 --sd 10 --r 0.84 --cutoff ";
  EXPECT_THAT(koers(one + "a" + groups).out, HasSubstr("above 52,"));
  EXPECT_THAT(koers(one + "b" + groups).out, HasSubstr("above 70,"));
  EXPECT_THAT(koers(one + "c" + groups).out, HasSubstr("above 60.4194,"));
}

TEST(ChangeCommand, JudgesAFile) {
  const auto path = scratch("change.csv").string();
  std::ofstream(path) << "who;a;b\n1;75;60\n2;70;66,5\n3;52;64\n4;;60\n";
  const std::string call =
      "change " + path + " --start-column a --end-column b --delimiter ';' --decimal-sign , --better lower --lang en" +
      norm;
  const Answer text = koers(call);
  EXPECT_EQ(text.exit, 0) << text.err;
  EXPECT_THAT(text.out,
              AllOf(HasSubstr("recovered"), HasSubstr("relapsed"), HasSubstr("cannot be judged"), HasSubstr("d_rm"),
                    HasSubstr("1 (33.3)"), Not(HasSubstr("nan")), Not(HasSubstr("change.row"))));
  EXPECT_THAT(koers(call + " --json").out,
              AllOf(HasSubstr("\"category\": \"relapsed\""), HasSubstr("\"code\": \"rc.recovered.n\"")));
  for (const char* method : {"gln", "hln", "en", "ha"}) {
    const Answer other = koers(call + " --method " + method);
    EXPECT_EQ(other.exit, 0) << method << other.err;
    EXPECT_THAT(other.out, HasSubstr("of these scores themselves")) << method;
  }
  EXPECT_THAT(koers(call + " --method nk").err, HasSubstr("end_reliability"));

  std::ofstream(path) << "a,b\n75,60\n";
  const Answer single = koers("change " + path + " --start-column a --end-column b --better lower --lang en" + norm);
  EXPECT_EQ(single.exit, 0) << single.err;
  std::ofstream(path) << "a,b\n75,60\n70,\n";
  const Answer few = koers("change " + path + " --start-column a --end-column b --better lower --lang en" + norm);
  EXPECT_THAT(few.out, AllOf(HasSubstr("cannot be computed: too few rows"), Not(HasSubstr("nan"))));
  const Answer sample =
      koers("change " + path + " --start-column a --end-column b --better lower --lang en --sd sample --r sample");
  EXPECT_EQ(sample.exit, 1);
  EXPECT_EQ(sample.out, "");
  std::ofstream(path) << "a,b\n75,60\n70,sixty\n";
  const Answer bad = koers("change " + path + " --start-column a --end-column b --better lower --lang en" + norm);
  EXPECT_EQ(bad.exit, 1);
  EXPECT_EQ(bad.out, "");
  EXPECT_THAT(bad.err, AllOf(HasSubstr("change.csv:3:"), Not(HasSubstr("sixty"))));
  std::filesystem::remove(path);
}

TEST(ChangeCommand, WrongUseIsTwoAndNothingIsWritten) {
  for (const char* flags :
       {"", "--start 75", "--start 75 --end 60", "--start 75 --end 60 --better lower",
        "--start 75 --end 60 --better lower --sd 10", "--start 75 --end 60 --better lower --sd sample --r 0.8",
        "--start x --end 60 --better lower --sd 10 --r 0.8", "--start 75 --end nan --better lower --sd 10 --r 0.8",
        "--start 75 --end 60 --sd 10 --r 0.8 --instrument no_such",
        "--start 75 --end 60 --sd 10 --r 0.8 --instrument obvl --scale no_such",
        "--start 75 --end 60 --better lower --sd 10 --r 0.8 --cutoff c",
        "--start 75 --end 60 --better lower --sd 10 --r 0.8 --method xx", "no.csv --better lower --sd 10 --r 0.8",
        "no.csv --start 1 --end 2 --start-column a --end-column b --better lower --sd 10 --r 0.8"}) {
    const Answer answer = koers(std::string("change --lang en ") + flags);
    EXPECT_EQ(answer.exit, 2) << flags << answer.err;
    EXPECT_EQ(answer.out, "") << flags;
    EXPECT_NE(answer.err, "") << flags;
  }
  // What no instrument has is bad input.
  EXPECT_EQ(koers("change --start 75 --end 60 --better lower --sd 0 --r 0.8").exit, 1);
  EXPECT_EQ(koers("change --start 75 --end 60 --better lower --sd 10 --r 1").exit, 1);
  EXPECT_EQ(koers("change --start 75 --end 60 --better lower --sd 10 --r 0.8 --method gln").exit, 1);
}

}  // namespace
}  // namespace koers::system_test
