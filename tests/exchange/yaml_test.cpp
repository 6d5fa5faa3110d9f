#include "exchange/yaml.h"

#include <chrono>
#include <gtest/gtest.h>

namespace koers::exchange {
namespace {

struct Case {
  const char* name;
  std::string text;
  const char* code;
  std::uint32_t line;
};

Error fault_of(const std::string& text) {
  json::Document document;
  const auto read = read_yaml(text, document, "method.yaml");
  EXPECT_FALSE(read) << text.substr(0, 200);
  EXPECT_TRUE(document.empty());
  return read ? Error{} : read.error();
}

std::string repeat(std::string_view what, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += what;
  return out;
}

TEST(Yaml, ReadsTheCoreSchemaWithLines) {
  json::Document document;
  const auto root = read_yaml(
      "# a comment\n"
      "code: iag\n"
      "version: \"2019\"\n"
      "answers: [yes, no, on, 12:30, 2026-01-05, 1_000, -, 1.2.3]\n"
      "numbers: [6, -2, +3, 1.50, 0, 0.5]\n"
      "flags: [true, false]\n"
      "text: >\n"
      "  two\n"
      "  lines\n"
      "last: {nl: 'é', en: x}\n",
      document, "method.yaml");
  ASSERT_TRUE(root) << root.error().code;
  EXPECT_EQ(root->find("code")->text(), "iag");
  EXPECT_EQ(root->find("code")->line(), 2U);
  EXPECT_EQ(root->find("version")->text(), "2019");
  const auto member = [&](const char* key) { return root->find(key).value_or(json::Value()); };
  for (const json::Value answer : member("answers")) EXPECT_TRUE(answer.is(json::Type::string)) << answer.line();
  std::vector<std::string> numbers;
  for (const json::Value number : member("numbers")) numbers.push_back(number.number().text());
  EXPECT_EQ(numbers, (std::vector<std::string>{"6", "-2", "3", "1.50", "0", "0.5"}));
  for (const json::Value flag : member("flags")) EXPECT_TRUE(flag.is(json::Type::boolean));
  EXPECT_EQ(root->find("text")->text(), "two lines\n");
  EXPECT_EQ(root->find("last")->find("nl")->text(), "é");
  EXPECT_EQ(root->find("last")->line(), 10U);
}

TEST(Yaml, NamesTheLineAndTheFault) {
  const std::vector<Case> cases{
      {"anchor", "a: &x 1\nb: 2\n", "yaml.anchor", 1},
      {"anchor on a list", "a: 1\nb: &x [1]\n", "yaml.anchor", 2},
      {"alias", "a: 1\nb: *x\n", "yaml.syntax", 2},
      {"tag", "a: !!str 1\n", "yaml.tag", 1},
      {"short tag", "a: 1\nb: ! x\n", "yaml.tag", 2},
      {"tag on a map", "a: !thing {b: 1}\n", "yaml.tag", 1},
      {"duplicate key", "a: 1\nb: 2\na: 3\n", "json.duplicate_key", 3},
      {"second document", "a: 1\n---\nb: 2\n", "yaml.second_document", 2},
      {"tab", "a:\n\tb: 1\n", "yaml.tab", 2},
      {"no value", "a: 1\nb:\nc: 2\n", "yaml.no_value", 3},
      {"null", "a: null\n", "yaml.no_value", 1},
      {"tilde", "a: ~\n", "yaml.no_value", 1},
      {"empty key", "\"\": 1\n", "yaml.empty_key", 1},
      {"list as key", "? [a]\n: 1\n", "yaml.key_not_a_text", 1},
      {"hexadecimal", "a: 0xFF\n", "yaml.number_form", 1},
      {"octal", "a: 0o17\n", "yaml.number_form", 1},
      {"leading zero", "a: 007\n", "yaml.number_form", 1},
      {"exponent", "a: 1e3\n", "yaml.number_form", 1},
      {"infinity", "a: -.inf\n", "yaml.number_form", 1},
      {"not a number", "a: .NaN\n", "yaml.number_form", 1},
      {"no whole part", "a: .5\n", "yaml.number_form", 1},
      {"too many digits", "a: 12345678901234567890\n", "json.number", 1},
      {"Latin-1", "a: 1\nb: caf\xE9\n", "yaml.not_utf8", 2},
      {"control character", std::string("a: 1\nb: x\x04y\n"), "yaml.control_character", 2},
      {"NUL", std::string("a: \0\n", 5), "yaml.control_character", 1},
      {"empty", "", "yaml.empty", 0},
      {"only a comment", "# nothing\n", "yaml.empty", 0},
      {"unclosed bracket", "a: [1, 2\nb: 3\n", "yaml.syntax", 2},
      {"unclosed quote", "a: 1\nb: \"x\n", "yaml.unclosed_quote", 2},
      {"cut off in a text", "a: 1\nb: 'it''s", "yaml.syntax", 2},
      {"cut off after an escape", "a: \"x\\\"", "yaml.syntax", 1},
      {"brackets", "a: [[[", "yaml.key_not_a_text", 1},
      {"two colons", "a: b: c\n", "yaml.syntax", 1},
      {"truncated", "a: {b: 1, c: {d: 2}\n", "yaml.syntax", 2},
      {"comma inside braces", "a: {nl: Ja, en nee, en: x}\n", "yaml.no_value", 1},
  };
  for (const Case& c : cases) {
    const Error fault = fault_of(c.text);
    EXPECT_EQ(fault.code, c.code) << c.name;
    EXPECT_EQ(fault.place.line, c.line) << c.name;
    EXPECT_EQ(fault.place.file, "method.yaml") << c.name;
  }
}

TEST(Yaml, HostileFilesEndSoonWithAFault) {
  std::string bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n";
  for (char c = 'b'; c <= 'z'; ++c) {
    bomb +=
        std::string(1, c) + ": &" + c + " [" + repeat(std::string("*") + static_cast<char>(c - 1) + ", ", 8) + "x]\n";
  }
  std::string staircase;
  for (std::size_t i = 0; i < 2'000; ++i) staircase += std::string(i, ' ') + "a:\n";
  const std::vector<Case> cases{
      {"alias bomb", bomb, "yaml.anchor", 1},
      {"10,000 brackets", "a: " + repeat("[", 10'000), "yaml.key_not_a_text", 0},
      {"10,000 closed brackets", "a: " + repeat("[", 9'000) + repeat("]", 9'000), "json.too_deep", 0},
      {"10,000 brackets on lines", "a:\n" + repeat(" [\n", 10'000), "yaml.key_not_a_text", 0},
      {"10,000 braces", "a: " + repeat("{a: ", 4'000), "json.too_deep", 0},
      {"10,000 dashes", repeat("- ", 9'000) + "x\n", "json.too_deep", 0},
      {"10,000 question marks", repeat("? ", 9'000) + "x\n", "yaml.key_not_a_text", 0},
      {"a staircase", staircase, "json.too_deep", 0},
      {"a million characters in a line", "a: " + repeat("x", 1'000'000), "yaml.line_too_long", 1},
      {"a million lines of dashes", repeat("-\n", 1'000'000), "yaml.no_value", 0},
      {"too large", repeat("# comment\n", 500'000), "json.too_large", 0},
      {"quotes", repeat("'", 18'999), "yaml.syntax", 1},
  };
  for (const Case& c : cases) {
    const auto begin = std::chrono::steady_clock::now();
    const Error fault = fault_of(c.text);
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin;
    EXPECT_EQ(fault.code, c.code) << c.name;
    if (c.line != 0) EXPECT_EQ(fault.place.line, c.line) << c.name;
    EXPECT_LT(spent.count(), 5.0) << c.name;
  }
}

}  // namespace
}  // namespace koers::exchange
