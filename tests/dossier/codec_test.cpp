#include "dossier/codec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

#include "dossier/kinds_page.h"
#include "dossier/shape.h"
#include "tests/dossier/fixture.h"

namespace koers::dossier {
namespace {

constexpr const char* kHead =
    R"({"kind":"contact","id":"01890000-0000-7000-8000-000000000001","journal":"01890000-0000-7000-8000-0000000000aa",)"
    R"("occurred":"2026-01-05T10:00+01:00","written":"2026-01-05T11:00+01:00","author":"01890000-0000-7000-8000-0000000000bb","role":"worker",)";

/// "code pointer" of every fault of a contact with this rest of the line.
std::vector<std::string> contact_faults(const std::string& rest) {
  json::Document document;
  const auto value = json::parse(kHead + rest, document, {"c.jsonl", 6, 0, {}});
  if (!value) return {value.error().code};
  const auto entry = decode_entry(*value, "c.jsonl");
  std::vector<std::string> out;
  if (entry) return out;
  for (const Error& e : entry.error()) {
    EXPECT_EQ(e.place.file, "c.jsonl");
    EXPECT_EQ(e.place.line, 7u);
    out.push_back(e.code + " " + e.place.pointer);
  }
  return out;
}

using test::Faults;

TEST(Codec, FaultsPointToThePlace) {
  EXPECT_EQ(contact_faults(R"("body":{"held":true}})"), Faults{});
  EXPECT_EQ(contact_faults(R"("body":{"held":"yes"}})"), Faults{"json.wrong_type /body/held"});
  EXPECT_EQ(contact_faults(R"("body":{}})"), Faults{"json.missing_key /body"});
  EXPECT_EQ(contact_faults(R"("body":{"held":true,"hous":1}})"), Faults{"json.unknown_key /body/hous"});
  EXPECT_EQ(contact_faults(R"("body":{"held":true,"hours":25}})"), Faults{"json.out_of_range /body/hours"});
  EXPECT_EQ(contact_faults(R"("body":{"held":true,"hours":1.125}})"), Faults{"entry.too_many_decimals /body/hours"});
  EXPECT_EQ(contact_faults(R"("body":{"held":true,"channel":"viist"}})"), Faults{"json.not_one_of /body/channel"});
  EXPECT_EQ(contact_faults(R"("body":{"held":true,"given":" "}})"), Faults{"json.empty_text /body/given"});
  EXPECT_EQ(contact_faults(R"("body":{"held":true,"present":["x"]}})"), Faults{"entry.not_an_id /body/present/0"});
  EXPECT_EQ(contact_faults(R"("body":{"held":true,"techniques":[{"code":"ok"},{"code":"Not OK","outcome":"done"}]}})"),
            Faults{"entry.not_a_code /body/techniques/1/code"});
  EXPECT_EQ(contact_faults(R"("body":{"held":true,"techniques":[{"code":{"free":"horse riding"}}]}})"), Faults{});
  EXPECT_EQ(contact_faults(R"("supersedes":["00000000-0000-0000-0000-000000000000"],"body":{"held":true}})"),
            Faults{"entry.not_an_id /supersedes/0"});
  EXPECT_EQ(contact_faults(R"("occured":1,"body":{"held":true}})"), Faults{"json.unknown_key /occured"});
  EXPECT_EQ(contact_faults(R"("body":{"held":true},"body":{"held":false}})"), Faults{"json.duplicate_key"});
  EXPECT_EQ(contact_faults(R"("body":{"hours":true,"goals":{}}})"),
            (Faults{"json.wrong_type /body/hours", "json.wrong_type /body/goals", "json.missing_key /body"}));
}

TEST(Codec, UnknownKindsAndOtherShapesAreNamed) {
  json::Document document;
  const auto decode = [&](const std::string& text) -> Faults {
    const auto value = json::parse(text, document);
    if (!value) return {value.error().code};
    const auto entry = decode_entry(*value, "");
    Faults out;
    if (!entry) {
      for (const Error& e : entry.error()) out.push_back(e.code);
    }
    return out;
  };
  EXPECT_EQ(decode("[]"), Faults{"json.wrong_type"});
  EXPECT_THAT(decode(R"({"kind":"visit"})"), testing::Contains("entry.unknown_kind"));
  EXPECT_THAT(decode(R"({"kind":7})"), testing::Contains("entry.unknown_kind"));
  EXPECT_THAT(decode("{}"), testing::Contains("json.missing_key"));
  EXPECT_EQ(decode(std::string(10'000, '[')), Faults{"json.too_deep"});
}

TEST(Codec, EveryKindSurvivesWritingAndReading) {
  const auto read = read_lines(test::slurp("tests/data/every_kind.case"), "every_kind.case");
  ASSERT_TRUE(read) << read.error()[0].code << ' ' << read.error()[0].place.line << ' ' << read.error()[0].place.column;
  std::set<Kind> kinds;
  std::set<std::string> used;
  for (const Entry& entry : read->entries) {
    kinds.insert(entry.kind());
    const std::string text = entry_text(entry);
    json::Document document;
    const auto value = json::parse(text, document);
    ASSERT_TRUE(value);
    const auto again = decode_entry(*value, "");
    ASSERT_TRUE(again) << text;
    EXPECT_EQ(entry_text(*again), text);
    EXPECT_TRUE(same_content(*again, entry));
    const json::Value body = *value->find("body");
    for (const json::Value member : body)
      used.insert(std::string(kind_name(entry.kind())) + "." + std::string(member.key()));
  }
  EXPECT_EQ(kinds.size(), kind_count) << "a kind has no example in tests/data/every_kind.case";
  for (std::size_t i = 0; i < kind_count; ++i) {
    const Kind kind = static_cast<Kind>(i);
    for (const Field& field : shape_of(kind).fields) {
      const std::string name = std::string(kind_name(kind)) + "." + std::string(field.name);
      EXPECT_TRUE(used.contains(name)) << name << " has no example in tests/data/every_kind.case";
    }
  }
}

TEST(Kinds, EveryMemberIsExplained) {
  for (std::size_t i = 0; i < kind_count; ++i) {
    const Kind kind = static_cast<Kind>(i);
    EXPECT_NE(note(kind), "") << kind_name(kind);
    EXPECT_EQ(kind_named(kind_name(kind)), kind);
    for (const Field& field : shape_of(kind).fields)
      EXPECT_NE(note(kind, field.name), "") << kind_name(kind) << '.' << field.name;
  }
}

TEST(Kinds, ThePageIsTheOneTheProgramPrints) {
  EXPECT_EQ(test::slurp("docs/kinds.md"), kinds_page()) << "run: koers case kinds > docs/kinds.md";
}

TEST(Kinds, TheSchemaNamesEveryKindAndIsJson) {
  json::Writer out;
  write_schema(out);
  json::Document document;
  const auto schema = json::parse(out.str(), document);
  ASSERT_TRUE(schema);
  EXPECT_EQ(schema->find("oneOf")->size(), kind_count);
  const json::Value first = *schema->find("oneOf")->begin();
  EXPECT_EQ(first.find("properties")->find("kind")->find("const")->text(), "referral");
}

}  // namespace
}  // namespace koers::dossier
