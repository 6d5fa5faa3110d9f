#include "dossier/line_format.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dossier/codec.h"
#include "dossier/shape.h"
#include "tests/dossier/fixture.h"

namespace koers::dossier {
namespace {

using test::Faults;
using test::lines;

/// "code line:column" of every fault.
std::vector<std::string> line_faults(std::string_view text) {
  const auto read = read_lines(std::string(test::kPeople) + std::string(text), "f.case");
  std::vector<std::string> out;
  if (read) return out;
  for (const Error& e : read.error())
    out.push_back(e.code + " " + std::to_string(e.place.line) + ":" + std::to_string(e.place.column));
  return out;
}

TEST(LineFormat, FaultsNameLineAndColumn) {
  EXPECT_EQ(line_faults("2026-02-30 contact held=yes"), Faults{"line.not_a_date 5:1"});
  EXPECT_EQ(line_faults("2026-02-03"), Faults{"line.no_kind 5:1"});
  EXPECT_EQ(line_faults("2026-02-03 contcat held=yes"), Faults{"entry.unknown_kind 5:12"});
  EXPECT_EQ(line_faults("2026-02-03 contact held"), Faults{"line.no_equals 5:20"});
  EXPECT_EQ(line_faults("2026-02-03 contact held=maybe"), Faults{"line.not_yes_or_no 5:20"});
  EXPECT_EQ(line_faults("2026-02-03 contact held=yes given=\"open"), Faults{"line.unclosed_quote 5:35"});
  EXPECT_EQ(line_faults("2026-02-03 contact held=yes hors=1"), Faults{"json.unknown_key 5:29"});
  EXPECT_EQ(line_faults("2026-02-03 contact held=yes hours=99"), Faults{"json.out_of_range 5:29"});
  EXPECT_EQ(line_faults("2026-02-03 contact held=yes hours=1e3"), Faults{"json.number 5:29"});
  EXPECT_EQ(line_faults("2026-02-03 contact held=yes goals=g9"), Faults{"line.unknown_handle 5:29"});
  EXPECT_EQ(line_faults("2026-02-03 contact held=yes present=@mohter"), Faults{"line.unknown_person 5:29"});
  EXPECT_EQ(line_faults("2026-02-03 contact held=yes techniques=a:done:x"), Faults{"line.too_many_parts 5:29"});
  EXPECT_EQ(line_faults("2026-02-03 contact held=yes audience=everybody"), Faults{"line.bad_audience 5:29"});
  EXPECT_EQ(line_faults("2026-02-03 contact held=yes held=no"), Faults{"json.duplicate_key 5:0"});
  EXPECT_EQ(line_faults("2026-02-03 contact id=a held=yes\n2026-02-03 contact id=a held=yes"),
            Faults{"line.handle_twice 6:20"});
  EXPECT_EQ(line_faults("people anna"), Faults{"line.bad_directive 5:8"});
  EXPECT_EQ(line_faults("2026-02-03 contact held=yes given=\"\xff\""), Faults{"json.utf8 5:0"});
  EXPECT_EQ(line_faults("2026-02-03 contact hours=1"), Faults{"json.missing_key 5:0"});
}

TEST(LineFormat, ALineIsAnEntry) {
  const CaseFile file = lines(
      "2026-07-01T10:30 contact id=c1 held=yes hours=1.25 techniques=compliments:done,~\"horse riding\" goals=g1 "
      "given=\"a, \\\"b\\\": c\"  # a remark\n"
      "2026-01-20 goal id=g1 domain=parenting text=rest who=@aunt:\"cooks: daily\" audience=family,12,@aunt,-@father "
      "author=@carla concerns=@child\n");
  ASSERT_EQ(file.entries.size(), 2u);
  const Entry& first = file.entries[0];
  EXPECT_EQ(first.occurred.text(), "2026-07-01T10:30+02:00");
  EXPECT_EQ(first.role, Role::worker);
  const auto& contact = std::get<Contact>(first.body);
  EXPECT_EQ(contact.hours->value, (Decimal{125, 2}));
  ASSERT_EQ(contact.techniques.size(), 2u);
  EXPECT_EQ(contact.techniques[0].outcome, Outcome::done);
  EXPECT_EQ(contact.techniques[1].code, (Code{"horse riding", true}));
  EXPECT_EQ(contact.given, "a, \"b\": c");
  const Entry& second = file.entries[1];
  EXPECT_EQ(contact.goals.at(0), second.id);
  EXPECT_EQ(second.occurred.text(), "2026-01-20T12:00+01:00");
  EXPECT_EQ(second.role, Role::supervisor);
  EXPECT_EQ(second.about, std::vector{test::who("@child")});
  EXPECT_EQ(std::get<Goal>(second.body).who.at(0).does, "cooks: daily");
  ASSERT_TRUE(second.audience);
  EXPECT_EQ(second.audience->reach, Reach::family);
  EXPECT_EQ(second.audience->child_from->value, 12);
  EXPECT_EQ(second.audience->persons, std::vector{test::who("@aunt")});
  EXPECT_EQ(second.audience->except, std::vector{test::who("@father")});
}

TEST(LineFormat, EntriesOfOneMomentKeepTheOrderOfTheFile) {
  std::string text;
  for (int i = 0; i < 300; ++i) text += "2026-01-05 contact held=yes given=\"" + std::to_string(i) + "\"\n";
  const test::Case made(text);
  for (int i = 0; i < 300; ++i) {
    EXPECT_EQ(std::get<Contact>(made.state.entries.at(static_cast<std::size_t>(i))->body).given, std::to_string(i));
  }
}

TEST(LineFormat, TheSameLineTwiceIsTwoEntries) {
  const CaseFile file =
      lines("2026-01-05 contact held=yes\n2026-01-05 contact held=yes\n2026-01-05 contact held=yes\n");
  EXPECT_LT(file.entries.at(0).id, file.entries.at(1).id);
  EXPECT_LT(file.entries.at(1).id, file.entries.at(2).id);
}

TEST(LineFormat, IdsDoNotCountWhatStandsInBetween) {
  // With an entry of the same moment left out, the others must not stand in a row that lacks one: no two ids may differ by less than any
  // number of entries could explain, and an entry of another moment must keep its id.
  const std::string first = "2026-01-05 contact held=yes given=a\n", hidden = "2026-01-05 safety type=threat\n",
                    last = "2026-01-05 contact held=yes given=b\n", later = "2026-02-05 contact held=yes given=c\n";
  const CaseFile with = lines(first + hidden + last + later), without = lines(first + last + later);
  EXPECT_EQ(with.entries.at(3).id, without.entries.at(2).id);
  EXPECT_LT(with.entries.at(0).id, with.entries.at(1).id);
  EXPECT_LT(with.entries.at(1).id, with.entries.at(2).id);
  const auto place = [](const EntryId& id) {
    std::uint64_t out = 0;
    for (std::size_t i = 6; i < 10; ++i) out = out << 8 | id.bytes()[i];
    return out;
  };
  for (const CaseFile* file : {&with, &without}) {
    for (std::size_t i = 1; i < file->entries.size() - 1; ++i) {
      EXPECT_GT(place(file->entries[i].id) - place(file->entries[i - 1].id), 1000u);
    }
  }
}

TEST(LineFormat, AHandleKeepsItsIdWhenTheLineIsEdited) {
  const CaseFile one = lines("2026-01-05 goal id=g domain=parenting text=one\n"),
                 two = lines("2026-01-03 plan type=treatment\n2026-01-05 goal id=g domain=parenting text=two\n");
  EXPECT_EQ(one.entries.at(0).id, two.entries.at(1).id);
}

TEST(LineFormat, TheSameTextGivesTheSameBytesAndReadsBack) {
  const std::string text = test::slurp("tests/data/every_kind.case");
  const auto once = read_lines(text, "a"), twice = read_lines(text, "b");
  ASSERT_TRUE(once && twice);
  const std::string out = write_case(*once);
  EXPECT_EQ(out, write_case(*twice));
  const auto back = read_case(out, "c");
  ASSERT_TRUE(back);
  EXPECT_EQ(write_case(*back), out);
}

TEST(LineFormat, NoMemberOfABodyHidesAKeyOfTheEntry) {
  for (std::size_t i = 0; i < kind_count; ++i) {
    for (const char* key :
         {"id", "author", "concerns", "audience", "corrects", "signals", "written", "overruled", "on_hold"}) {
      EXPECT_EQ(shape_of(static_cast<Kind>(i)).field(key), nullptr) << key;
    }
  }
}

Faults read_faults(std::string_view text, CaseLimits limits = {}) {
  const auto read = read_case(text, "c.jsonl", limits);
  Faults out;
  if (read) return out;
  for (const Error& e : read.error()) out.push_back(e.code + " " + std::to_string(e.place.line));
  return out;
}

TEST(CaseFileReader, RefusesWhatIsNoCase) {
  EXPECT_EQ(read_faults(""), Faults{"case.empty 0"});
  EXPECT_EQ(read_faults("\n\n"), Faults{"case.empty 2"});
  EXPECT_EQ(read_faults("{\"a\":1}\n"), Faults{"case.no_header 1"});
  EXPECT_EQ(read_faults("{\"koers_case\":2,\"synthetic\":true}"), Faults{"case.wrong_version 1"});
  EXPECT_EQ(read_faults("{\"koers_case\":1}"), Faults{"json.missing_key 1"});
  EXPECT_EQ(read_faults("{\"koers_case\":1,\"synthetic\":true,\"titel\":\"x\"}"), Faults{"json.unknown_key 1"});
  const std::string head = "{\"koers_case\":1,\"synthetic\":true}\n";
  EXPECT_EQ(read_faults(head), Faults{});
  EXPECT_EQ(read_faults(head + "\"" + std::string(1'000'000, 'x') + "\"\n"), Faults{"case.line_too_long 2"});
  EXPECT_EQ(read_faults(head + std::string(10'000, '[') + "\n"), Faults{"json.too_deep 2"});
  EXPECT_EQ(read_faults(head + "{\"kind\":\"contact\"\n"), Faults{"json.syntax 2"});
  EXPECT_EQ(read_faults(head + "{\"kind\":\"\xC3\x28\"}\n"), Faults{"json.syntax 2"});
  std::string many = head;
  for (int i = 0; i < 100; ++i) many += "nonsense\n";
  const Faults found = read_faults(many);
  EXPECT_EQ(found.size(), 51u);
  EXPECT_EQ(found.back(), "case.too_many_faults 51");
}

TEST(CaseFileReader, AnIdTwiceAndARingAreFaultsOfTheFile) {
  CaseFile file = lines("2026-01-05 contact id=a held=yes\n2026-01-06 contact id=b held=yes corrects=a\n");
  file.entries.push_back(file.entries[0]);
  EXPECT_EQ(read_faults(write_case(file)), Faults{});
  EXPECT_EQ(read_case(write_case(file), "")->entries.size(), 2u);
  std::get<Contact>(file.entries[2].body).held = false;
  EXPECT_EQ(read_faults(write_case(file)), Faults{"case.id_twice 4"});
  file.entries.pop_back();
  file.entries[0].supersedes = {file.entries[1].id};
  EXPECT_EQ(read_faults(write_case(file)), Faults{"case.ring 3"});
}

TEST(CaseFileReader, TooManyEntriesAreNotRead) {
  std::string text;
  for (int i = 0; i < 4; ++i) text += "2026-01-05 contact held=yes\n";
  CaseLimits limits;
  limits.entries = 3;
  EXPECT_EQ(read_faults(write_case(lines(text)), limits), Faults{"case.too_many_entries 5"});
}

}  // namespace
}  // namespace koers::dossier
