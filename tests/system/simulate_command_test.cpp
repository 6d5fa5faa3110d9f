// koers simulate, called as a user calls it.
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/system/program.h"

namespace koers::system_test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

/// A file that is gone after the test.
class Kept {
 public:
  explicit Kept(const std::string& name) : path_(scratch(name)) {}
  ~Kept() { std::filesystem::remove(path_); }
  Kept(const Kept&) = delete;
  Kept& operator=(const Kept&) = delete;
  std::string path() const { return path_.string(); }
  void write(const std::string& text) const { std::ofstream(path_, std::ios::binary) << text; }

 private:
  std::filesystem::path path_;
};

TEST(Simulate, GivesTheSameFamilyAloneAndInARow) {
  const Answer row = koers("simulate --families 3 --seed 7");
  const Answer alone = koers("simulate --families 1 --first 3 --seed 7");
  ASSERT_EQ(row.exit, 0);
  ASSERT_EQ(alone.exit, 0);
  EXPECT_THAT(row.out, StartsWith("{\"koers_case\":1,\"synthetic\":true,"));
  EXPECT_TRUE(row.out.ends_with(alone.out));
  EXPECT_NE(koers("simulate --families 1 --seed 8").out, row.out.substr(0, row.out.find("{\"koers_case\"", 1)));
}

TEST(Simulate, GivesACaseThatTheCourseReads) {
  const Kept file("family.jsonl");
  file.write(koers("simulate --families 1 --seed 7").out);
  const Answer course = koers("course " + file.path() + " --lang en");
  EXPECT_EQ(course.exit, 0) << course.err;
  EXPECT_THAT(course.out, HasSubstr("This family is made up."));
}

TEST(Simulate, GivesScoresThatTheOutcomeReportReads) {
  const Kept scores("scores.csv");
  const Answer summary = koers("simulate --families 60 --seed 7 --summary --lang en --scores " + scores.path());
  ASSERT_EQ(summary.exit, 0) << summary.err;
  EXPECT_THAT(summary.out, HasSubstr("SYNTHETIC"));
  EXPECT_THAT(summary.out, HasSubstr("60 families"));
  const Answer report = koers("outcome " + scores.path() + " --map examples/simulated/scores.toml --lang en");
  EXPECT_EQ(report.exit, 0) << report.err;
  EXPECT_THAT(report.out, HasSubstr("SYNTHETIC DATA"));
}

TEST(Simulate, SaysWhatIsWrong) {
  EXPECT_EQ(koers("simulate --families 0 --seed 7").exit, 2);
  EXPECT_EQ(koers("simulate --families 1 --seed -3").exit, 2);
  for (const auto& [flags, says] :
       {std::pair("--method none-1", "No method “none-1”"), std::pair("--method iag-2013", "leaves open its phases"),
        std::pair("--from yesterday", "is not a day"), std::pair("--from 2013-01-01", "lies outside 2014 to 2150")}) {
    const Answer answer = koers(std::string("simulate --families 1 --seed 7 --lang en ") + flags);
    EXPECT_EQ(answer.exit, 2) << flags;
    EXPECT_EQ(answer.out, "") << flags;
    EXPECT_THAT(answer.err, HasSubstr(says)) << flags;
  }
}

}  // namespace
}  // namespace koers::system_test
