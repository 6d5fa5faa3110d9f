// Nothing that can be made of what is shown is about fewer than five. Every made-up tree is attacked.
#include "report/release.h"

#include <gtest/gtest.h>
#include <map>
#include <random>
#include <string>

namespace koers::report_test {
namespace {

using report::Group;

std::int64_t fill(std::vector<Group>& groups, std::size_t at) {
  if (groups[at].parts.empty()) return groups[at].n;
  groups[at].n = 0;
  for (const std::size_t part : groups[at].parts) groups[at].n += fill(groups, part);
  return groups[at].n;
}

/// Groups are sets of leaves within each other, so all that adding and subtracting shown groups can single out are unions of leaves
/// that lie in the same shown groups. The smallest such union that is not empty.
std::int64_t smallest_told(const std::vector<Group>& groups) {
  std::vector<std::size_t> above(groups.size(), groups.size());
  for (std::size_t i = 0; i < groups.size(); ++i) {
    for (const std::size_t part : groups[i].parts) above[part] = i;
  }
  std::map<std::string, std::int64_t> told;
  for (std::size_t leaf = 0; leaf < groups.size(); ++leaf) {
    if (!groups[leaf].parts.empty()) continue;
    std::string in;
    for (std::size_t at = leaf; at < groups.size(); at = above[at]) {
      if (groups[at].released) in += std::to_string(at) + " ";
    }
    if (!in.empty()) told[in] += groups[leaf].n;
  }
  std::int64_t least = 1'000'000;
  for (const auto& [in, n] : told) {
    if (n > 0) least = std::min(least, n);
  }
  return least;
}

TEST(Release, NoDifferenceIsAboutFewerThanFive) {
  std::mt19937 random(20261126);
  int released = 0, withheld = 0;
  for (int made = 0; made < 1000; ++made) {
    std::vector<Group> groups(1);
    for (int depth = 0, first = 0; depth < 3; ++depth) {
      const auto end = static_cast<int>(groups.size());
      for (int at = first; at < end; ++at) {
        for (unsigned parts = random() % 5; parts > 0; --parts) {
          groups[static_cast<std::size_t>(at)].parts.push_back(groups.size());
          groups.push_back({static_cast<std::int64_t>(random() % (random() % 3 == 0 ? 40 : 9)), {}, random() % 8 > 0});
        }
      }
      first = end;
    }
    fill(groups, 0);
    report::release(groups);
    for (const Group& group : groups) {
      (group.released ? released : withheld) += 1;
      EXPECT_FALSE(group.released && group.n < 5);
    }
    ASSERT_GE(smallest_told(groups), 5) << "tree " << made;
  }
  EXPECT_GT(released, 1000);
  EXPECT_GT(withheld, 1000);
}

TEST(Release, TheSmallestGoesWithTheOneThatIsTooSmall) {
  std::vector<Group> groups{{24, {1, 2, 3}}, {3, {}}, {14, {}}, {7, {}}};
  report::release(groups);
  EXPECT_TRUE(groups[0].released);
  EXPECT_FALSE(groups[1].released);
  EXPECT_TRUE(groups[2].released);
  EXPECT_FALSE(groups[3].released) << "24 - 14 - 7 would be 3";
}

TEST(Release, WhatIsWithheldTogetherIsEnough) {
  std::vector<Group> groups{{20, {1, 2, 3}}, {3, {}}, {2, {}}, {15, {}}};
  report::release(groups);
  EXPECT_TRUE(groups[3].released) << "3 and 2 cannot be told apart";
  std::vector<Group> attacked{{8, {1, 2}}, {4, {}}, {4, {}}};
  EXPECT_EQ(smallest_told(attacked), 4) << "shown as they are, the attack finds four";
}

}  // namespace
}  // namespace koers::report_test
