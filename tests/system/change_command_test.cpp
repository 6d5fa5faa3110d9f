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
  EXPECT_THAT(nl.out, AllOf(HasSubstr("hersteld"), HasSubstr("−2,65"), HasSubstr("SD 10, hier opgegeven, zonder bron"),
                            HasSubstr("boven 64")));
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

TEST(ChangeCommand, AsksOnlyForTheGroupACutOffIsMadeOf) {
  const std::string one = "change --start 75 --end 60 --sd 10 --r 0.84 --better lower --lang en --cutoff ";
  EXPECT_THAT(koers(one + "a --clinical-mean 69.4 --clinical-sd 8.7").out, HasSubstr("above 52,"));
  EXPECT_THAT(koers(one + "b --norm-mean 50.2 --norm-sd 9.9").out, HasSubstr("above 70,"));
  EXPECT_THAT(koers(one + "a --norm-mean 50.2 --norm-sd 9.9").err, HasSubstr("--clinical-mean is missing"));
  EXPECT_THAT(koers(one + "b --clinical-mean 69.4 --clinical-sd 8.7").err, HasSubstr("--norm-mean is missing"));
  EXPECT_THAT(koers(one + "b --norm-mean 50.2 --norm-sd 9.9 --clinical-mean 40 --clinical-sd 8").err,
              HasSubstr("does not lie on the worse side"));
}

TEST(ChangeCommand, RefusesAScoreTheInstrumentCannotGive) {
  const Answer over = koers("change --instrument gad7 --start 30 --end 4 --sd 4.5 --r 0.83 --lang en");
  EXPECT_EQ(over.exit, 1);
  EXPECT_EQ(over.out, "");
  EXPECT_THAT(over.err, AllOf(HasSubstr("outside the range of the instrument (0 to 21)"), Not(HasSubstr("30"))));
  const auto path = scratch("change-range.csv").string();
  std::ofstream(path) << "a,b\n12,4\n12,-1\n";
  EXPECT_THAT(
      koers("change " + path + " --start-column a --end-column b --instrument gad7 --sd 4.5 --r 0.83 --lang en").err,
      HasSubstr("on line 3"));
  std::filesystem::remove(path);
}

TEST(ChangeCommand, CallsNobodyRecoveredByALimitThatOnlyAsksForATalk) {
  const Answer srs = koers("change --instrument srs --start 20 --end 39 --sd 5 --r 0.88 --source handbook --lang en");
  EXPECT_EQ(srs.exit, 0) << srs.err;
  EXPECT_THAT(srs.out, AllOf(HasSubstr("improved"), HasSubstr("without a clinical cut-off"),
                             HasSubstr("SD 5, of the norm"), Not(HasSubstr("36"))));
  EXPECT_THAT(koers("instrument show srs --lang en").out, HasSubstr("a limit for a talk, no clinical range"));
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

/// Synthetic slots of the OBVL: a boy's and a girl's norm, and cut-offs by age.
struct ObvlProvider {
  std::filesystem::path dir = scratch("change-data");
  ObvlProvider() {
    std::filesystem::create_directories(dir / "instruments");
    std::ofstream(dir / "instruments/obvl.yaml") << R"yaml(# Synthetic: made up for the tests.
fills: obvl
licence: {licensee: "Provider A (synthetic)", contract: "1", approved_by: "privacy officer", from: 2026-01-01, until: 2026-12-31}
norms:
  - code: synthetic1
    population: "made up"
    year: 2026
    t: linear
    source: "made-up norm"
    rows:
      - {of: {scale: total, sex: girl}, mean: 50, sd: 10}
      - {of: {scale: total, sex: boy}, mean: 52, sd: 12}
reliability:
  - {of: {scale: total}, r: 0.84, kind: test_retest, source: "made-up reliability"}
cutoffs:
  - {of: {scale: total, age: {from: 0, below: 12}}, at: 64, clinical_on_it: no, source: "made-up cut-off"}
  - {of: {scale: total, age: {from: 12}}, at: 70, source: "made-up cut-off"}
)yaml";
  }
  ~ObvlProvider() { std::filesystem::remove_all(dir); }
  std::string flag() const { return " --data " + dir.string() + " "; }
};

TEST(ChangeCommand, TakesItsNumbersFromTheSlotsOfTheInstrument) {
  const ObvlProvider provider;
  const std::string call = "change --instrument obvl --start 75 --end 64 --lang en" + provider.flag();
  // S_diff = 10 sqrt(2 (1 - 0.84)) = 5.657; 1.96 times that is 11.087, and 11 is no more than that.
  const Answer girl = koers(call + "--sex girl --age 9");
  EXPECT_EQ(girl.exit, 0) << girl.err;
  EXPECT_THAT(girl.out, AllOf(HasSubstr("SD 10, of the norm (source: made-up norm)"),
                              HasSubstr("reliability 0.84, of the norm (source: made-up reliability)"),
                              HasSubstr("clinical above 64 (source: made-up cut-off)"), HasSubstr("M 50, SD 10"),
                              HasSubstr("2.5 serious"), HasSubstr("unchanged"), Not(HasSubstr("in place of"))));
  const Answer boy = koers(call + "--sex boy --age 12.5");
  EXPECT_THAT(boy.out, AllOf(HasSubstr("SD 12"), HasSubstr("above 70, or on it"), HasSubstr("1.9 serious")));

  const Answer unknown = koers(call);
  EXPECT_EQ(unknown.exit, 2);
  EXPECT_THAT(unknown.err, AllOf(HasSubstr("--sd is missing"), HasSubstr("by sex"), HasSubstr("--data")));
  EXPECT_THAT(koers("change --instrument obvl --start 75 --end 64 --lang en").err, HasSubstr("does not have it"));
  EXPECT_EQ(koers(call + "--sex girl --age 200").exit, 2);
  EXPECT_EQ(koers(call + "--sex girl --norm no_such").exit, 2);
  EXPECT_EQ(koers(call + "--informant nobody").exit, 2);
  EXPECT_EQ(koers("change --instrument obvl --start 75 --end 64 --data /no/such").exit, 1);
}

TEST(ChangeCommand, SaysWhichNumbersWereGivenInPlaceOfThoseOfTheFile) {
  const ObvlProvider provider;
  const Answer other = koers(
      "change --instrument obvl --start 75 --end 64 --lang en --sex girl --age 9 --sd 9 --cutoff 60 --on-cutoff "
      "clinical --better higher --source handbook" +
      provider.flag());
  EXPECT_EQ(other.exit, 0) << other.err;
  EXPECT_THAT(other.out,
              AllOf(HasSubstr("SD 9, of the norm (source: handbook)"), HasSubstr("SD 9 was given here, in place of 10"),
                    HasSubstr("cut-off 60 was given here, in place of 64"),
                    HasSubstr("cut-off clinical was given here, in place of not clinical"),
                    HasSubstr("better higher was given here, in place of lower"),
                    HasSubstr("reliability 0.84, of the norm (source: made-up reliability)")));
  const Answer same =
      koers("change --instrument obvl --start 75 --end 64 --lang en --sex girl --age 9 --sd 10.0" + provider.flag());
  EXPECT_THAT(same.out, Not(HasSubstr("in place of")));
}

TEST(ChangeCommand, OwnWordingHasNoReliableChange) {
  const Answer own = koers("change --instrument scaling_question --start 3 --end 8 --sd 2 --r 0.8 --lang en");
  EXPECT_EQ(own.exit, 2);
  EXPECT_EQ(own.out, "");
  EXPECT_THAT(own.err, HasSubstr("not validated: there is no reliable change"));
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
