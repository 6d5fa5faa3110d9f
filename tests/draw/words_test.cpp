// Every message that draw/ asks for has a text in both languages and a line in docs/pictures.md, and no text is left over.
#include "tests/draw/words.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <set>
#include <string>

#include "base/json.h"

namespace koers::draw {
namespace {

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

std::set<std::string> keys_asked() {
  std::set<std::string> keys;
  for (const auto& file : std::filesystem::directory_iterator("src/draw")) {
    const std::string text = text_of(file.path());
    for (std::size_t at = text.find("\"draw."); at != std::string::npos; at = text.find("\"draw.", at + 1)) {
      keys.insert(text.substr(at + 1, text.find('"', at + 1) - at - 1));
    }
  }
  return keys;
}

std::set<std::string> keys_of(const std::string& catalogue) {
  std::set<std::string> keys;
  json::Document document;
  const std::string bytes = text_of(catalogue);
  const auto root = json::parse(bytes, document);
  if (!root) return keys;
  if (const auto section = root->find("draw")) {
    for (const json::Value text : *section) keys.insert("draw." + std::string(text.key()));
  }
  return keys;
}

TEST(Words, TheCataloguesHoldWhatPicturesAskAndNothingElse) {
  const auto asked = keys_asked();
  EXPECT_GT(asked.size(), 30u);
  EXPECT_EQ(keys_of("i18n/nl.json"), asked);
  EXPECT_EQ(keys_of("i18n/en.json"), asked);
}

TEST(Words, ThePageListsThem) {
  const std::string page = text_of("docs/pictures.md");
  for (const std::string& key : keys_asked()) EXPECT_NE(page.find("`" + key + "`"), std::string::npos) << key;
}

TEST(Words, TheReaderOfTheTestsKnowsTheForms) {
  using example::filled;
  EXPECT_EQ(filled("{a} {n, plural, one {# week} other {# weken}}", {{"a", "x"}, {"n", "1"}}), "x 1 week");
  EXPECT_EQ(filled("{n, plural, one {# week} other {# weken}}", {{"n", "12"}}), "12 weken");
  EXPECT_EQ(filled("{m, select, 1 {jan} other {dec}} {d, date, long}", {{"m", "1"}, {"d", "2026-03-02"}}),
            "jan 2 maart 2026");
  EXPECT_EQ(filled("{x, number}{y}", {{"x", "4.5"}}), "4,5?y");
}

}  // namespace
}  // namespace koers::draw
