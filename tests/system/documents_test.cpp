#include "tests/system/documents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/registry.h"

namespace koers::system_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::map<std::string, std::set<std::string>> program() {
  CLI::App app;
  app.set_version_flag("--version", "");
  cli::add_commands(app);
  std::map<std::string, std::set<std::string>> out;
  collect_commands(app, "koers", out);
  return out;
}

std::string all_text(const fs::path& dir, std::string_view extension) {
  std::string out;
  if (!fs::is_directory(dir)) return out;
  for (const auto& file : fs::recursive_directory_iterator(dir)) {
    if (file.path().extension() == extension) out += text_of(file.path());
  }
  return out;
}

TEST(Documents, EveryCommandAndFlagIsDescribed) {
  EXPECT_THAT(undocumented(program(), text_of("docs/commands.md")), IsEmpty()) << "see docs/commands.md";
}

TEST(Documents, EveryCommandShownExists) {
  const auto commands = program();
  const auto targets = make_targets("Makefile");
  EXPECT_TRUE(targets.contains("test"));
  std::size_t shown = 0;
  for (const char* document : {"README.md", "CONTRIBUTING.md", "docs/commands.md"}) {
    for (const std::string& call : calls(text_of(document))) {
      ++shown;
      EXPECT_EQ(wrong_call(call, commands, targets, "."), "") << document << ": " << call;
    }
  }
  EXPECT_GT(shown, 3u);
}

TEST(Documents, EveryLinkLeadsSomewhere) { EXPECT_THAT(dead_links("."), IsEmpty()); }

TEST(Documents, EverySourceLineExists) {
  const auto texts = stored_texts(text_of("docs/sources.md"));
  EXPECT_EQ(texts.size(), 5u);
  for (const char* dir : {"methods", "instruments", "signals", "settings"}) {
    EXPECT_THAT(wrong_lines(all_text(dir, ".yaml"), texts), IsEmpty()) << dir;
  }
  for (const fs::path& document : documents(".")) {
    // `key:L120` explains the notation there.
    if (document == "docs/sources.md") continue;
    EXPECT_THAT(wrong_lines(text_of(document), texts), IsEmpty()) << document;
  }
}

TEST(Documents, EveryFileKeyTheCodeReadsIsDescribed) {
  const std::set<std::string> described = words_of(all_text("docs", ".md"));
  for (const char* room : {"measure", "method", "dossier", "report", "exchange", "cli"}) {
    for (const std::string& key : keys_read(all_text(fs::path("src") / room, ".cpp"))) {
      EXPECT_TRUE(described.contains(key))
          << "src/" << room << " reads the key \"" << key << "\": describe it in docs/";
    }
  }
}

TEST(Documents, EverySettingIsDescribedAndUsed) {
  const std::set<std::string> described = words_of(all_text("docs", ".md"));
  const std::set<std::string> used =
      words_of(all_text("signals", ".yaml") + all_text("methods", ".yaml") + all_text("src", ".cpp"));
  for (const std::string& key : settings_keys(all_text("settings", ".yaml"))) {
    EXPECT_TRUE(described.contains(key)) << "the setting " << key << " is not described in docs/";
    EXPECT_TRUE(used.contains(key)) << "nothing reads the setting " << key;
  }
}

TEST(Documents, EachCheckCanFail) {
  const std::map<std::string, std::set<std::string>> commands{
      {"koers", {"--version"}}, {"koers plan", {"--start", "--starting"}}, {"koers show", {}}};
  EXPECT_THAT(undocumented(commands, "## `koers`\n--version\n## `koers plan FILE`\n--starting\n## `koers sing`\n"),
              ElementsAre("`koers plan`: --start is not described", "no section \"## `koers show`\"",
                          "`koers sing` does not exist"));

  EXPECT_THAT(calls("Type `koers plan x` or:\n```\n$ make test\nls\nkoers show\n```\n"),
              ElementsAre("koers plan x", "make test", "koers show"));
  const std::set<std::string> targets{"test"};
  EXPECT_EQ(wrong_call("koers plan x --start 2026-01-05", commands, targets, "."), "");
  EXPECT_EQ(wrong_call("koers plan x --end 2026-01-05", commands, targets, "."), "`koers plan` has no --end");
  EXPECT_EQ(wrong_call("koers sing", commands, targets, "."), "no command sing");
  EXPECT_EQ(wrong_call("koers plan examples/none.yaml", commands, targets, "."), "no file examples/none.yaml");
  EXPECT_EQ(wrong_call("make tea", commands, targets, "."), "no target tea");

  EXPECT_THAT(dead_links("tests/system/fixtures/documents"),
              ElementsAre("README.md: docs/gone.md", "README.md: docs/there.md#no-such-heading"));

  const std::map<std::string, int> texts{{"iag", 100}};
  EXPECT_THAT(wrong_lines("iag:L100, iag:L99-101, wf:L3, iag:L12-10", texts),
              ElementsAre("iag:L99-101: the text has lines 1-100", "wf:L3: no such source in docs/sources.md",
                          "iag:L12-10: the text has lines 1-100"));

  EXPECT_THAT(keys_read(R"(c.text("names"); c.optional<int>("weeks", f); out.key("no"); x->integer( "n", 1, 2);)"),
              ElementsAre("n", "names", "weeks"));
  EXPECT_THAT(settings_keys("region: x\nsettings:\n  # why\n  silence_days: {value: 14}\nother:\n  no: 1\n"),
              ElementsAre("silence_days"));
}

}  // namespace
}  // namespace koers::system_test
