// Measuring over many cases as a team lead calls it, and what the one who fills in reads.
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

#include "tests/system/program.h"

namespace koers::system_test {
namespace {

using testing::HasSubstr;
using testing::Not;

/// The width of the widest line, in characters.
std::size_t widest(const std::string& text) {
  std::size_t most = 0, now = 0;
  for (const char c : text) {
    now = c == '\n' ? 0 : now + ((static_cast<unsigned char>(c) & 0xC0) == 0x80 ? 0 : 1);
    most = std::max(most, now);
  }
  return most;
}

/// A file of this test alone.
class MeasuringFile : public ::testing::Test {
 protected:
  std::string of(const std::string& text) {
    std::ofstream(path_, std::ios::binary) << text;
    return path_.string();
  }
  void TearDown() override { std::filesystem::remove(path_); }
  std::filesystem::path path_ = scratch("measuring");
};

TEST_F(MeasuringFile, TheDueListReadsManyCasesOfOneFile) {
  const std::string file = of(koers("simulate --families 12 --seed 5").out);
  const Answer json = koers("case due " + file + " --today 2023-06-01 --json");
  EXPECT_EQ(json.exit, 0) << json.err;
  EXPECT_THAT(json.out, HasSubstr("\"cases\": 12"));
  const Answer both = koers("case due " + file + " examples/cases/smooth.case --today 2023-06-01 --json");
  EXPECT_THAT(both.out, HasSubstr("\"cases\": 13"));
  const Answer text = koers("case due " + file + " --today 2023-06-01 --lang en");
  EXPECT_EQ(text.exit, 0) << text.err;
  EXPECT_LE(widest(text.out), 100u);
  EXPECT_THAT(text.out, Not(HasSubstr("Synthetic mother")));
  const Answer csv = koers("case due " + file + " --today 2023-06-01 --csv --state missed");
  std::istringstream lines(csv.out);
  std::string line;
  std::getline(lines, line);
  EXPECT_TRUE(line.starts_with("state,turns,case,")) << line;
  while (std::getline(lines, line)) EXPECT_TRUE(line.starts_with("missed,")) << line;
}

TEST_F(MeasuringFile, ACaseThatComesTwiceWouldCountTwice) {
  const std::string one = koers("simulate --families 2 --seed 5").out;
  const std::string file = of(one + one);
  const Answer answer = koers("case due " + file + " --today 2023-06-01 --lang en");
  EXPECT_EQ(answer.exit, 1);
  EXPECT_EQ(answer.out, "");
  EXPECT_THAT(answer.err, HasSubstr("This case was read already"));
  const auto lines = std::count(one.begin(), one.end(), '\n');
  EXPECT_THAT(answer.err, HasSubstr(file + ":" + std::to_string(lines + 1))) << "the line of its header in the file";
}

TEST_F(MeasuringFile, AFaultInALaterCaseNamesItsLineOfTheFile) {
  const std::string one = koers("simulate --families 1 --seed 5").out;
  const auto lines = std::count(one.begin(), one.end(), '\n');
  const std::string file = of(one + "{\"koers_case\":1,\"synthetic\":true}\n{\"kind\":\"no_such\"}\n");
  const Answer answer = koers("case due " + file + " --today 2023-06-01 --lang en");
  EXPECT_EQ(answer.exit, 1);
  EXPECT_THAT(answer.err, HasSubstr(file + ":" + std::to_string(lines + 2)));
  EXPECT_EQ(koers("case due " + of("") + " --today 2023-06-01").exit, 1);
  EXPECT_EQ(koers("case due no-such-file --today 2023-06-01").exit, 1);
  EXPECT_EQ(koers("case due examples/cases/smooth.case --today 2023-06-31").exit, 2);
  EXPECT_EQ(koers("case due examples/cases/smooth.case --days -1").exit, 2);
}

TEST_F(MeasuringFile, TheResponseFitsThePageAndSaysItsRule) {
  const std::string file = of(koers("simulate --families 12 --seed 5").out);
  const std::string call = "case response " + file + " --from 2022-09-01 --to 2022-12-31 --today 2023-06-01 --lang en";
  const Answer text = koers(call);
  EXPECT_EQ(text.exit, 0) << text.err;
  EXPECT_LE(widest(text.out), 100u);
  EXPECT_THAT(text.out, HasSubstr("2022-W"));
  EXPECT_THAT(koers(call + " --json").out, HasSubstr("measurements whose window closed in this period"));
  EXPECT_THAT(koers(call + " --csv").out, HasSubstr("all.pct,"));
  EXPECT_EQ(koers("case response " + file + " --from 2023-01-01 --to 2022-01-01 --today 2023-06-01").exit, 1);
}

TEST_F(MeasuringFile, SatisfactionOfBothRoutesBesideEachOther) {
  std::string lines = "{\"kind\": \"handed_out\", \"team\": \"north\", \"period\": \"2026-06\", \"n\": 9}\n";
  for (int i = 0; i < 6; ++i) {
    lines +=
        "{\"kind\": \"form\", \"instrument\": \"satisfaction\", \"method\": \"iag-2019\", \"team\": \"north\", "
        "\"phase\": \"taper\", \"period\": \"2026-06\", \"answers\": {\"hours\": 3}}\n";
  }
  const std::string call = "satisfaction " + of(lines) + " --linked examples/cases/smooth.case --today 2026-07-01";
  const Answer text = koers(call + " --lang en");
  EXPECT_EQ(text.exit, 0) << text.err;
  EXPECT_LE(widest(text.out), 100u);
  EXPECT_THAT(text.out, HasSubstr("The visits suited our days and times."));
  EXPECT_THAT(koers(call + " --csv").out, HasSubstr("response.anonymous.all.pct,67,"));
  const Answer refused = koers("satisfaction " + of("{\"kind\": \"form\", \"case\": \"x\"}\n") + " --lang en");
  EXPECT_EQ(refused.exit, 1);
  EXPECT_EQ(refused.out, "");
  EXPECT_THAT(refused.err, HasSubstr("then it is not anonymous"));
}

TEST(InstrumentForm, SaysWhenSomebodyReadsItAndWhomToCall) {
  const Answer home = koers("instrument form well_being --at home --today 2026-03-06 --lang en");
  EXPECT_EQ(home.exit, 0) << home.err;
  EXPECT_THAT(home.out, HasSubstr("Tuesday 10 March 2026")) << "Friday and two working days";
  EXPECT_THAT(home.out, HasSubstr("question 9: 2 or higher"));
  EXPECT_THAT(home.out, HasSubstr("call 113"));
  EXPECT_THAT(koers("instrument form well_being --at visit --lang en").out, HasSubstr("You fill this in together"));
  EXPECT_THAT(koers("instrument form sdq --at visit --lang en").out, HasSubstr("the publisher’s and not here"));
  EXPECT_LE(widest(home.out), 100u);
  EXPECT_EQ(koers("instrument form no_such").exit, 1);
  EXPECT_EQ(koers("instrument form sdq --at school").exit, 2);
  EXPECT_THAT(koers("score phq9 --answers 9=1 --lang en").out, HasSubstr("reads at once: Thank you."));
  EXPECT_THAT(koers("score phq9 --answers 9=0 --lang en").out, Not(HasSubstr("reads at once")));
}

}  // namespace
}  // namespace koers::system_test
