#include "tests/system/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/registry.h"
#include "tests/system/documents.h"

namespace koers::system_test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

/// Commands that have no subcommands of their own, without the leading "koers ".
std::vector<std::string> leaf_commands() {
  CLI::App app;
  cli::add_commands(app);
  std::map<std::string, std::set<std::string>> all;
  collect_commands(app, "koers", all);
  std::vector<std::string> out;
  for (auto it = all.begin(); it != all.end(); ++it) {
    const auto next = std::next(it);
    const bool has_subcommands = next != all.end() && next->first.starts_with(it->first + " ");
    if (it->first != "koers" && !has_subcommands) out.push_back(it->first.substr(6));
  }
  return out;
}

TEST(Program, SaysItsVersion) {
  const Answer answer = koers("--version");
  EXPECT_EQ(answer.exit, 0);
  EXPECT_THAT(answer.out, StartsWith("koers 0."));
}

TEST(Program, WrongUseIsTwo) {
  EXPECT_EQ(koers("").exit, 2);
  EXPECT_EQ(koers("no-such-command").exit, 2);
  EXPECT_EQ(koers("--no-such-flag").exit, 2);
  EXPECT_NE(koers("no-such-command").err, "");
  EXPECT_EQ(koers("no-such-command").out, "");
}

TEST(Program, EveryCommandHelps) {
  for (const std::string& command : leaf_commands()) {
    const Answer help = koers(command + " --help");
    EXPECT_EQ(help.exit, 0) << command;
    EXPECT_THAT(help.out, HasSubstr("Usage:")) << command;
    EXPECT_EQ(koers(command + " --no-such-flag").exit, 2) << command;
  }
}

}  // namespace
}  // namespace koers::system_test
