#include "base/json.h"

#include <gtest/gtest.h>

#include "base/cursor.h"
#include "base/json_write.h"

namespace koers::json {
namespace {

std::string code_of(std::string_view text, std::uint32_t* line = nullptr) {
  Document document;
  const auto value = parse(text, document, {.file = "case.json", .line = 0, .column = 0, .pointer = {}});
  if (value) return "";
  if (line != nullptr) *line = value.error().place.line;
  return value.error().code;
}

TEST(Json, KnowsTheLineOfEveryNode) {
  Document document;
  const auto root = parse("{\n \"a\": 1,\n\n \"b\": [true,\n  \"x\"\n ]\n}", document);
  ASSERT_TRUE(root);
  EXPECT_EQ(root->find("a")->line(), 2u);
  const Value b = *root->find("b");
  EXPECT_EQ(b.line(), 4u);
  EXPECT_EQ((*++b.begin()).line(), 5u);
  EXPECT_EQ(b.size(), 2u);
}

TEST(Json, RefusesWhatWouldBeLostOrHang) {
  std::uint32_t line = 0;
  EXPECT_EQ(code_of("{\"a\":1,\n\"a\":2}", &line), "json.duplicate_key");
  EXPECT_EQ(line, 2u);
  EXPECT_EQ(code_of("{\"a\":1e999}"), "json.syntax");
  EXPECT_EQ(code_of("{\"a\":1e3}"), "json.number");
  EXPECT_EQ(code_of("{\"a\":NaN}"), "json.syntax");
  EXPECT_EQ(code_of("{\"a\":"), "json.syntax");
  EXPECT_EQ(code_of(""), "json.syntax");
  EXPECT_EQ(code_of("{} {}"), "json.syntax");
  EXPECT_EQ(code_of("\"\xFF\""), "json.syntax");
  EXPECT_EQ(code_of(std::string(10'000, '[') + std::string(10'000, ']')), "json.too_deep");
}

TEST(Cursor, ReportsUnreadKeysWithTheNearestName) {
  Document document;
  const auto root = parse("{\"weeks\": 3,\n\"lable\": \"x\"}", document);
  ASSERT_TRUE(root);
  Cursor cursor(*root, "m.yaml");
  EXPECT_EQ(cursor.integer("weeks", 1, 10), 3);
  EXPECT_EQ(cursor.text("label").error().code, "json.missing_key");
  const Errors faults = cursor.unread();
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_EQ(faults[0].code, "json.unknown_key");
  EXPECT_EQ(faults[0].args[1].second, "label");
  EXPECT_EQ(faults[0].place.line, 2u);
  EXPECT_EQ(faults[0].place.pointer, "/lable");
}

TEST(Cursor, ChecksTypesAndRanges) {
  Document document;
  Cursor cursor(*parse(R"({"n": 11, "d": "2026-02-30", "h": 1.5, "t": " ", "o": "yess"})", document), "x");
  EXPECT_EQ(cursor.integer("n", 1, 10).error().code, "json.out_of_range");
  EXPECT_EQ(cursor.date("d").error().code, "json.not_a_date");
  EXPECT_EQ(cursor.integer("h", 0, 9).error().code, "json.not_whole");
  EXPECT_EQ(cursor.text("t").error().code, "json.empty_text");
  static constexpr std::string_view allowed[] = {"yes", "no"};
  const auto one = cursor.one_of("o", allowed);
  ASSERT_FALSE(one);
  EXPECT_EQ(one.error().args[2].second, "yes");
  EXPECT_TRUE(cursor.unread().empty());
}

TEST(Writer, WritesWhatParseReads) {
  Writer writer(2);
  writer.begin_object().key("a\n\"b").begin_array().integer(-3).decimal({450, 2}).boolean(true).null().end();
  writer.key("e").begin_object().end().end();
  Document document;
  const auto root = parse(writer.str(), document);
  ASSERT_TRUE(root) << writer.str();
  EXPECT_EQ((*root->begin()).key(), "a\n\"b");
  EXPECT_EQ((*++root->find("a\n\"b")->begin()).number(), (Decimal{450, 2}));
}

}  // namespace
}  // namespace koers::json
