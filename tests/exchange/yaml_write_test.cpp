#include "exchange/yaml_write.h"

#include <gtest/gtest.h>

#include "exchange/line_json.h"
#include "exchange/yaml.h"
#include "method/diff.h"

namespace koers::exchange {
namespace {

TEST(YamlWrite, PrintsWhatReadsBackTheSame) {
  const std::string text =
      "code: iag\nversion: \"2019\"\nanswers: [yes, \"true\", \"12\", \"\", \"a: b\", \"- x\", \"it's\", "
      "\"é\\n\"]\nempty: {none: [], nothing: {}}\n"
      "phases:\n  - code: start\n    weeks: {min: 4, max: 6.50}\n    about: \"" +
      std::string(130, 'x') + "\"\n  - [[1, 2], [{a: true}]]\n";
  json::Document document, again;
  const auto root = read_yaml(text, document, "a.yaml");
  ASSERT_TRUE(root) << root.error().code;
  const std::string printed = yaml_text(*root);
  const auto second = read_yaml(printed, again, "b.yaml");
  ASSERT_TRUE(second) << second.error().code << '\n' << printed;
  EXPECT_EQ(compact_json(*second), compact_json(*root)) << printed;
  EXPECT_NE(printed.find("\nphases:\n  - code: start\n    weeks: {min: 4, max: 6.50}\n"), std::string::npos) << printed;
}

std::string differences(const std::string& before, const std::string& after) {
  json::Document a, b;
  const auto first = read_yaml(before, a, "a.yaml");
  const auto second = read_yaml(after, b, "b.yaml");
  if (!first || !second) return "not read";
  std::string out;
  for (const method::Difference& one : method::diff(*first, *second)) {
    out += one.path + ' ' + (one.before ? compact_json(*one.before) : "") + '>' +
           (one.after ? compact_json(*one.after) : "") + '\n';
  }
  return out;
}

TEST(Diff, NamesWhatChangedByKeyAndCode) {
  const std::string before = "a: 1\nb: {c: [1, 2], d: x}\nlist:\n  - {code: one, n: 1}\n  - {code: two, n: 2}\n";
  EXPECT_EQ(differences(before, before), "");
  EXPECT_EQ(differences(before, "b: {d: x, c: [1, 2]}\na: 1\nlist:\n  - {code: two, n: 2}\n  - {n: 1, code: one}\n"),
            "");
  EXPECT_EQ(differences(before, "a: 1\nb: {c: [2, 1], e: x}\nlist:\n  - {code: two, n: 3}\n  - {code: new}\n"),
            "b.c [1,2]>[2,1]\nb.d \"x\">\nb.e >\"x\"\nlist.one {\"code\":\"one\",\"n\":1}>\nlist.two.n 2>3\nlist.new "
            ">{\"code\":\"new\"}\n");
  EXPECT_EQ(differences("a: 1\n", "a: \"1\"\n"), "a 1>\"1\"\n");
}

}  // namespace
}  // namespace koers::exchange
