#include "exchange/toml.h"

#include <gtest/gtest.h>

namespace koers::exchange {
namespace {

TEST(Toml, KeepsOrderLinesAndDigits) {
  json::Document d;
  const auto root =
      read_toml("z = 1\na = 0.840 # é\n[t]\n\"x.y\" = 'k'\nlist = [1_000, -2.50]\nday = 2024-01-05\n", d, "m.toml");
  ASSERT_TRUE(root) << root.error().code;
  std::vector<std::string> keys;
  for (const json::Value v : *root) keys.emplace_back(v.key());
  EXPECT_EQ(keys, (std::vector<std::string>{"z", "a", "t"}));
  EXPECT_EQ(root->find("a")->number().text(), "0.840");
  EXPECT_EQ(root->find("a")->line(), 2U);
  const auto t = *root->find("t");
  EXPECT_EQ(t.find("x.y")->text(), "k");
  EXPECT_EQ(t.find("x.y")->key_line(), 4U);
  EXPECT_EQ((*t.find("list")->begin()).number().text(), "1000");
  EXPECT_EQ(t.find("day")->text(), "2024-01-05");
  json::Document e;
  EXPECT_TRUE(read_toml("a = \"\"\"two\n[ \\\" é lines\"\"\"\"\nb = ''' it's ''' # é \"\n", e, "m.toml"));
}

TEST(Toml, GathersTablesWrittenInPieces) {
  json::Document d;
  const auto root = read_toml(
      "[[i]]\ncode = 'a'\n[i.change]\nsd = 1.5\n[[i]]\ncode = \"b\\u00e9\\n\"\n[x.y]\nk = [\n  {p = 1, q = true}, # "
      "c\n  {},\n]\n[x]\nz = \"\"\"\none \\\n  two\"\"\"\n",
      d, "m.toml");
  ASSERT_TRUE(root) << root.error().code << root.error().place.line;
  const auto items = *root->find("i");
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ((*items.begin()).find("change")->find("sd")->number().text(), "1.5");
  EXPECT_EQ((*++items.begin()).find("code")->text(), "b\xC3\xA9\n");
  const auto x = *root->find("x");
  EXPECT_TRUE((*x.find("y")->find("k")->begin()).find("q")->boolean());
  EXPECT_EQ(x.find("z")->text(), "one two");
}

TEST(Toml, NamesTheFaultAndItsLine) {
  struct Case {
    std::string text, code;
    std::uint32_t line;
  };
  const std::vector<Case> cases{
      {"a = 1\nb = \n", "toml.syntax", 2},
      {"a = 1\na = 2\n", "json.duplicate_key", 2},
      {"[a]\nb = 1\n[a]\n", "json.duplicate_key", 3},
      {"a.b = 1\na = 2\n", "json.duplicate_key", 2},
      {"a = {b = 1}\na.c = 2\n", "json.duplicate_key", 2},
      {"a = 1 b = 2\n", "toml.syntax", 1},
      {"[a\n", "toml.syntax", 1},
      {"a = [1, 2\n", "toml.syntax", 2},
      {"a = \"\\q\"\n", "toml.syntax", 1},
      {"a = \"open\n", "toml.syntax", 1},
      {"a = nan\n", "json.number", 1},
      {"a = 1\nb = 1e5\n", "json.number", 2},
      {"a = 0x10\n", "json.number", 1},
      {"a = 'caf\xE9'\n", "yaml.not_utf8", 1},
      {"a = 1\nb = \x1b\n", "yaml.control_character", 2},
      {"a = " + std::string(10'000, '['), "json.too_deep", 1},
      {"a\xCF\xBB = 1\n", "toml.syntax", 1},
      {std::string(2'000'000, 'x'), "toml.too_large", 0},
  };
  for (const Case& c : cases) {
    json::Document d;
    const auto found = read_toml(c.text, d, "m.toml");
    ASSERT_FALSE(found) << c.text.substr(0, 30);
    EXPECT_EQ(found.error().code, c.code) << c.text.substr(0, 30);
    EXPECT_EQ(found.error().place.line, c.line) << c.text.substr(0, 30);
    EXPECT_TRUE(d.empty());
  }
}

}  // namespace
}  // namespace koers::exchange
