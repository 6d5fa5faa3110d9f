// `koers score` as a person calls it: what it prints, and what it says of bad input.
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/system/program.h"

namespace koers::system_test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string synthetic = "score tests/measure/scoring/synthetic.yaml ";

/// A CSV file of this test alone.
class ScoreFile : public ::testing::Test {
 protected:
  Answer of(const std::string& text, const std::string& flags = "") {
    std::ofstream(path_, std::ios::binary) << text;
    return koers(synthetic + path_.string() + " --lang en " + flags);
  }
  void TearDown() override { std::filesystem::remove(path_); }
  std::filesystem::path path_ =
      std::filesystem::temp_directory_path() / ("koers-score-" + std::to_string(getpid()) + ".csv");
};

/// A form that was made for others is not scored as if it were theirs; a watched question without an answer is named.
TEST(ScoreCommand, HoldsTheFormAgainstWhoFilledItIn) {
  const std::string sdq = "score sdq --lang en --scores total=14 --form parent_11_17 ";
  EXPECT_THAT(koers(sdq + "--informant youth").err, testing::HasSubstr("not for this informant"));
  EXPECT_THAT(koers(sdq + "--informant mother --age 10.9").err, testing::HasSubstr("for another age"));
  EXPECT_THAT(koers(sdq + "--informant mother --age 18").err, testing::HasSubstr("for another age"));
  EXPECT_EQ(koers(sdq + "--informant mother --age 17.9").exit, 0);
  EXPECT_THAT(koers("score cbcl --lang en --t total=64 --informant teacher").err,
              testing::HasSubstr("not filled in by this informant"));
  const std::string phq = "score phq9 --lang en --answers 1=0,2=0,3=0,4=0,5=0,6=0,7=0,8=0,9=";
  EXPECT_THAT(koers(phq + "-").out, testing::HasSubstr("item 9 was not answered"));
  EXPECT_THAT(koers(phq + "refused").out, testing::HasSubstr("item 9 was not answered"));
  EXPECT_THAT(koers(phq + "- --json").out, testing::HasSubstr("\"critical_open\""));
  EXPECT_THAT(koers(phq + "0").out, testing::Not(testing::HasSubstr("item 9 was")));
}

TEST(ScoreCommand, SaysScoreNormAndBand) {
  const Answer one =
      koers(synthetic + "--answers 1=3,2=3,3=2,4=2,5=2,6=2 --informant mother --girl --age 9.2 --lang en");
  EXPECT_EQ(one.exit, 0) << one.err;
  EXPECT_THAT(one.out, HasSubstr("14.0"));
  EXPECT_THAT(one.out, HasSubstr("T 65; deviation score 1.5 (serious); clinical (by T)"));
  EXPECT_THAT(one.out, HasSubstr("the clinical side of the cut-off 9"));
}

TEST(ScoreCommand, TracesInBothLanguages) {
  const Answer nl = koers("score core10 --answers 1=2,2=1,3=2,4=2,5=2,6=-,7=2,8=2,9=2,10=2 --trace --lang nl");
  EXPECT_THAT(nl.out, HasSubstr("item 2: 1, omgekeerd 3"));
  EXPECT_THAT(nl.out, HasSubstr("item 6: opengelaten, krijgt het gemiddelde van de beantwoorde items: 2,1111"));
  const Answer json = koers("score core10 --answers 1=2 --trace --json");
  EXPECT_EQ(json.exit, 0);
  EXPECT_THAT(json.out, HasSubstr("\"no_score\": \"too_many_missing\""));
}

TEST(ScoreCommand, SaysWhichAnswerAsksForAnAct) {
  EXPECT_THAT(koers("score phq9 --answers 9=1 --lang en").out, HasSubstr("item 9 asks for an act today"));
  EXPECT_THAT(koers("score phq9 --answers 9=0 --lang en").out, Not(HasSubstr("asks for an act")));
}

TEST(ScoreCommand, TakesWhatAPublishersProgramGave) {
  EXPECT_THAT(koers("score cbcl --t total=63 --lang en").out, HasSubstr("T 63"));
  EXPECT_THAT(koers(synthetic + "--scores given=25 --lang en").out, HasSubstr("25"));
  const Answer outside = koers(synthetic + "--scores given=41 --lang en");
  EXPECT_EQ(outside.exit, 1);
  EXPECT_THAT(outside.err, HasSubstr("does not lie between 10 and 40"));
  EXPECT_EQ(koers("score cbcl --t total=163").exit, 1);
}

TEST(ScoreCommand, ReadsWhatALicenseeFilled) {
  namespace fs = std::filesystem;
  const fs::path data = fs::temp_directory_path() / ("koers-score-data-" + std::to_string(getpid()));
  fs::create_directories(data / "instruments");
  std::ofstream(data / "instruments" / "ors.yaml")
      << "# Synthetic: made up for the tests.\nfills: ors\nlicence: {licensee: Provider A (synthetic), contract: "
         "2026/1, "
         "approved_by: privacy officer, from: 2026-01-01, until: 2026-12-31}\n"
         "cutoffs:\n  - {of: {scale: total}, at: 21, source: made up for the tests}\n";
  const Answer without = koers("score ors --scores total=20 --lang en");
  const Answer with = koers("score ors --scores total=20 --lang en --data " + data.string());
  fs::remove_all(data);
  EXPECT_THAT(without.out, Not(HasSubstr("cut-off")));
  EXPECT_EQ(with.exit, 0) << with.err;
  EXPECT_THAT(with.out, HasSubstr("the clinical side of the cut-off 21"));
  EXPECT_EQ(koers("score ors --scores total=20 --data no-such-directory").exit, 1);
}

TEST(ScoreCommand, RefusesBadInputWithPlaceAndRemedy) {
  for (const char* arguments :
       {"phq9 --answers 1=4", "phq9 --answers 10=1", "phq9 --answers 1", "phq9 --answers 1=1,1=2", "obvl --answers 1=1",
        "obvl --t total=x", "obvl --t none=50", "phq9 --answers 1=1 --informant aunt", "phq9 --answers 1=1 --age old",
        "sdq --answers 1=1 --form none", "sdq --answers 1=1 --norm none", "phq9 --answers 1=1 --answered-version 0",
        "nothing --answers 1=1", "none.yaml --answers 1=1", "phq9 none.csv"}) {
    const Answer answer = koers(std::string("score ") + arguments + " --lang en");
    EXPECT_EQ(answer.exit, 1) << arguments;
    EXPECT_EQ(answer.out, "") << arguments;
    EXPECT_THAT(answer.err, HasSubstr("\n    ")) << arguments;  // a remedy
    EXPECT_THAT(answer.err, Not(HasSubstr("score."))) << arguments;
  }
  for (const char* arguments :
       {"phq9", "phq9 --answers 1=1 --girl --boy", "phq9 x.csv --answers 1=1", "phq9 --delimiter ,"})
    EXPECT_EQ(koers(std::string("score ") + arguments).exit, 2) << arguments;
}

TEST_F(ScoreFile, ScoresEveryLine) {
  const Answer done =
      of("id;informant;sex;age;norm;version;q1;2;3;4;5;6;note\n"
         "a;mother;girl;9.2;;;3;3;2;2;2;2;x\n"
         "b;father;girl;9.2;;;3;3;2;2;2;2;\n"
         "c;mother;girl;9;table;;1;0;0;0;0;0;\n"
         "d;;;;;;3;refused;-;lost;;1;\n",
         "--delimiter ';' --ignore note");
  EXPECT_EQ(done.exit, 0) << done.err;
  EXPECT_THAT(done.out, HasSubstr("\n2,a,total,14.0,6,0,0,0,complete,,linear,65.0,,1.5,serious,clinical,,\n"));
  EXPECT_THAT(done.out, HasSubstr("\n3,b,total,14.0,6,0,0,0,complete,,linear,,,,,,no_row,\n"));
  EXPECT_THAT(done.out, HasSubstr("\n4,c,total,1.0,6,0,0,0,complete,,table,,,,,,below_table,\n"));
  EXPECT_THAT(done.out, HasSubstr("\n5,d,total,,2,4,0,0,,too_many_missing,,,,,,,no_score,\n"));
}

TEST_F(ScoreFile, ReadsLinesOfTwoVersions) {
  const Answer done =
      of("version,1,2,3,a,b,c\n"
         "2,3,3,2,,,\n"
         "1,,,,4,4,3\n");
  EXPECT_EQ(done.exit, 0) << done.err;
  EXPECT_THAT(done.out, HasSubstr("\n2,,heavy,2.50,"));
  EXPECT_THAT(done.out, HasSubstr("\n3,,heavy,2.50,"));
  EXPECT_THAT(done.out, HasSubstr("\n3,,total,,3,3,0,0,,does_not_compare,"));
}

TEST_F(ScoreFile, TellsEveryFaultWithItsLineAndColumnAndWritesNothing) {
  const Answer done = of("id,1,2,informant,age\nx,4,1,mother,9\ny,1,z,aunt,old\nz,1,1,,\n");
  EXPECT_EQ(done.exit, 1);
  EXPECT_EQ(done.out, "");
  EXPECT_THAT(done.err, HasSubstr(".csv:2"));
  EXPECT_THAT(done.err, HasSubstr(".csv:3"));
  EXPECT_THAT(done.err, Not(HasSubstr("aunt")));
  EXPECT_THAT(done.err, Not(HasSubstr(".csv:4")));
}

TEST_F(ScoreFile, RefusesColumnsNobodyReads) {
  EXPECT_THAT(of("id,1,2,q33\n").err, HasSubstr("q33"));
  EXPECT_THAT(of("1,q1\n1,1\n").err, HasSubstr("Two columns"));
  EXPECT_THAT(of("1;2;3\n1;1;1\n").err, HasSubstr("--delimiter"));
  EXPECT_EQ(of("").exit, 1);
}

TEST_F(ScoreFile, TakesScoresOfAPublishersProgram) {
  const Answer done = of("informant,age,norm,score_given,t_total\nmother,9,table,25,64\nmother,9,table,41,\n");
  EXPECT_EQ(done.exit, 0) << done.err;
  EXPECT_THAT(done.out, HasSubstr("\n2,,given,25,"));
  EXPECT_THAT(done.out, HasSubstr(",table,64,,,,clinical,,\n"));
  EXPECT_THAT(done.out, HasSubstr("\n3,,given,,0,0,0,0,,outside_range,"));
}

}  // namespace
}  // namespace koers::system_test
