#include "measure/goal_combine.h"

#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace koers::measure {
namespace {

std::optional<int> level(const std::string& word) {
  if (word == "-") return {};
  return std::stoi(word) - 3;
}

std::string text(const CombinedLevel& c) {
  switch (c.state) {
    case Combined::combined: return std::to_string(on_five(c.level));
    case Combined::not_rated: return "not_rated";
    case Combined::first_missing: return "first_missing";
    case Combined::second_missing: return "second_missing";
    case Combined::not_joint: return "not_joint";
  }
  return {};
}

TEST(GoalCombine, AHalfGoesToTheLevelOfTheFirst) {
  std::ifstream in("tests/data/goals/average_towards.txt");
  int rows = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    std::string first, second, wanted;
    words >> first >> second >> wanted;
    EXPECT_EQ(text(average_towards(level(first), level(second))), wanted) << line;
    ++rows;
  }
  EXPECT_EQ(rows, 20);
}

}  // namespace
}  // namespace koers::measure
