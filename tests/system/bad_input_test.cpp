// Bad input of every sort, given to every command that reads a file: file, line and remedy on stderr, exit 1, nothing on stdout.
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/system/program.h"

namespace koers::system_test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class BadInput : public testing::Test {
 protected:
  void SetUp() override {
    dir_ = fs::temp_directory_path() / ("koers-bad-" + std::to_string(getpid()));
    fs::create_directories(dir_);
  }
  void TearDown() override { fs::remove_all(dir_); }

  std::string file(const std::string& name, const std::string& text) const {
    std::ofstream(dir_ / name, std::ios::binary) << text;
    return (dir_ / name).string();
  }
  /// Exit 1, nothing on stdout; `place` ("x.case:3") and a remedy on the line below it.
  static void refused(const std::string& command, const std::string& place) {
    const Answer answer = koers(command + " --lang en");
    EXPECT_EQ(answer.exit, 1) << command << '\n' << answer.err;
    EXPECT_THAT(answer.out, IsEmpty()) << command;
    EXPECT_THAT(answer.err, HasSubstr(place + ": ")) << command;
    EXPECT_THAT(answer.err, HasSubstr("\n    ")) << command << ": no remedy";
    EXPECT_LT(answer.err.size(), 20'000u) << command;
    EXPECT_THAT(answer.err, Not(HasSubstr("\x1b"))) << command;
  }

  fs::path dir_;
};

const std::string kHead = "case title=x synthetic=yes\npeople @a:worker\n";
const std::string kJsonHead = "{\"koers_case\":1,\"synthetic\":true}\n";

std::string entry(int number, const std::string& more, const std::string& held) {
  return "{\"kind\":\"contact\",\"id\":\"01890000-0000-7000-8000-00000000000" + std::to_string(number) +
         "\",\"journal\":\"01890000-0000-7000-8000-0000000000aa\",\"occurred\":\"2026-01-05T10:00+01:00\"," +
         "\"written\":\"2026-01-05T11:00+01:00\",\"author\":\"01890000-0000-7000-8000-0000000000bb\"," +
         "\"role\":\"worker\"," + more + "\"body\":{\"held\":" + held + "}}\n";
}

struct BadFile {
  const char* name;
  std::string text;
  const char* place;  ///< after the name of the file
  const char* says;
};

std::vector<BadFile> bad_cases() {
  const auto corrects = [](int number) {
    return "\"supersedes\":[\"01890000-0000-7000-8000-00000000000" + std::to_string(number) + "\"],";
  };
  return {
      {"empty", "", "", "holds no case"},
      {"blank", "\n \n\n", ":3", "holds no case"},
      {"truncated", kJsonHead + "{\"kind\":\"contact\",\"id\":\"0189", ":2", "cut off"},
      {"truncated_line", kHead + "2026-01-05 contact held=yes given=\"in the mid", ":3", "quote is not closed"},
      {"latin", kHead + "2026-01-05 contact held=yes given=caf\xe9\n", ":3", "Save the file as UTF-8."},
      {"mixed", kHead + "2026-01-05 contact held=yes given=caf\xc3\xa9\n2026-01-05 contact held=yes given=caf\xe9\n",
       ":4", "mixes encodings"},
      {"utf16_cut",
       std::string("\xff\xfe"
                   "c\0a\0s",
                   7),
       ":1", "Save the file as UTF-8."},
      {"million", kHead + "2026-01-05 contact held=yes given=" + std::string(1'000'000, 'x') + "\n", ":3",
       "longer than"},
      {"million_json", kJsonHead + '"' + std::string(1'000'000, 'x') + "\"\n", ":2", "longer than"},
      {"deep", kJsonHead + std::string(10'000, '[') + "\n", ":2", "nested"},
      {"deep_line", kHead + "2026-01-05 contact held=yes techniques=" + std::string(10'000, ':') + "\n", ":3", "parts"},
      {"array", "[{\"koers_case\":1}]\n", ":1", "no header"},
      {"printed", "{\n  \"koers_case\": 1,\n  \"synthetic\": true\n}\n", ":1", "Each entry stands on one line"},
      {"day", kHead + "2026-02-30 contact held=yes\n", ":3", "a day that exists"},
      {"far_day", kHead + "9999-01-01 contact held=yes\n", ":3", "between 1900 and 2199"},
      {"kind", kHead + "2026-02-03 contcat held=yes\n", ":3", "did you mean “contact”"},
      {"version", "{\"koers_case\":2,\"synthetic\":true}\n", ":1", "Version 2"},
      {"ring", kJsonHead + entry(1, corrects(2), "true") + entry(2, corrects(1), "true"), ":3", "lines 2, 3"},
      {"ring_line",
       kHead + "2026-01-05 contact id=p held=yes corrects=q\n2026-01-06 contact id=q held=yes corrects=p\n", ":4",
       "Take corrects out"},
      {"ring_of_one", kHead + "2026-01-05 contact id=p held=yes corrects=p\n", ":3", "corrects itself"},
      {"id_twice", kJsonHead + entry(1, "", "true") + entry(1, "", "false"), ":3", "already stands on line 2"},
      {"nan", kJsonHead + entry(1, "", "NaN"), ":2", "NaN"},
      {"nan_line", kHead + "2026-01-05 contact held=yes hours=NaN\n", ":3", "plain decimal"},
      {"thousands", kHead + "2026-01-05 contact held=yes hours=1,5\n", ":3", "plain decimal"},
      {"binary", kHead + std::string("\0\1\2\3", 4) + "\n", ":3", "choose the file of the case"},
      {"workbook", std::string("PK\x03\x04\x14\0\0\0", 8), "", "not a text file"},
      {"carriage", "case title=x synthetic=yes\rpeople @a:worker\r2026-01-05 contact held=yes\r", ":1",
       "control character"},
      {"escape", kHead + "2026-01-05 contact held=yes hel\x1b[31md=yes\n", ":3", "control character"},
      {"escape_json", kJsonHead + "{\"k\\u001b[31m\":1}\n", ":2", "is missing"},
      {"nobody", "case title=x synthetic=yes\n2026-01-05 contact held=yes\n", ":2", "people @anna:worker"},
      {"title", "case title=" + std::string(300, 'x') + "\n", ":1", "longer than 200"},
      {"pause", kHead + "2026-01-05 pause by=family from=2026-02-02 until=2026-02-01\n", ":3",
       "before the first day 2026-02-02"},
      {"tie", kHead + "2026-01-05 professional help=x since=2026-02-01 until=2026-01-01\n", ":3",
       "before the first day"},
      {"born", kHead + "2026-01-05 person person=@a role=child birth=2026-01-02 left=2026-01-01\n", ":3",
       "before the first day"},
      {"table", "id,day,score\n1,2026-01-05,5\n", ":1", "A date or time belongs here"},
  };
}

TEST_F(BadInput, OfACaseIsRefusedWithItsPlaceAndARemedy) {
  for (const BadFile& bad : bad_cases()) {
    const std::string path = file(bad.name, bad.text);
    refused("case convert " + path, path + bad.place);
    refused("course --json --as mother " + path, path + bad.place);
    const std::string said = koers("course --lang en " + path).err;
    EXPECT_THAT(said, HasSubstr(bad.says)) << bad.name;
    for (const char* other : {"CSV", "[file]", "spreadsheet", "sheet "}) {
      EXPECT_THAT(said, Not(HasSubstr(other))) << bad.name;
    }
  }
}

TEST_F(BadInput, WhatIsOnlyUnusualIsRead) {
  const std::string bom = "\xEF\xBB\xBF";
  for (const std::string& text :
       {kHead + "2026-01-05 contact held=yes hours=1\n",
        bom + "case title=x synthetic=yes\r\npeople @a:worker\r\n2026-01-05 contact held=yes hours=1\r\n",
        bom + kJsonHead + entry(1, "", "true"), kHead + "2026-01-05 contact held=yes hours=1"}) {
    const std::string path = file("good", text);
    EXPECT_EQ(koers("course " + path).exit, 0) << text;
    EXPECT_EQ(koers("case convert " + path).exit, 0) << text;
  }
}

TEST_F(BadInput, WhatIsConvertedCanBeReadBack) {
  for (const auto& example : fs::directory_iterator("examples/cases")) {
    if (example.path().extension() != ".case") continue;
    const Answer once = koers("case convert " + example.path().string());
    ASSERT_EQ(once.exit, 0) << example.path();
    const Answer again = koers("case convert " + file("converted", once.out));
    EXPECT_EQ(again.out, once.out) << example.path();
  }
}

TEST_F(BadInput, OfAMethodFileIsRefusedWithItsPlaceAndARemedy) {
  const std::vector<BadFile> bad{
      {"empty.yaml", "", "", "empty"},
      {"bomb.yaml", "a: &a [x, x]\nb: &b [*a, *a, *a, *a]\nc: [*b, *b, *b, *b]\n", ":1", "anchor"},
      {"deep.yaml", "method: " + std::string(10'000, '[') + "\n", ":1", "bracket"},
      {"million.yaml", "method: x\nname: " + std::string(1'000'000, 'x') + "\n", ":2", "longer than"},
      {"latin.yaml", "method: x\nname: caf\xe9\n", ":2", "not UTF-8"},
      {"workbook.yaml", std::string("PK\x03\x04\x14\0\0\0", 8), ":1", "control character"},
      {"cut.yaml", "method: x\nnames: {nl: \"in the mid", ":2", "quote"},
      {"nan.yaml", "method: x\nphases: .nan\n", ":2", "number"},
      {"no_method.yaml", "- 1\n- 2\n", ":1", "method:"},
  };
  for (const BadFile& one : bad) {
    const std::string path = file(one.name, one.text);
    for (const std::string& command : {"method plan --start 2026-01-05 " + path, "method diff iag-2019 " + path})
      refused(command, path + one.place);
    EXPECT_THAT(koers("method check --lang en " + path).err, HasSubstr(one.says)) << one.name;
  }
  const std::string path = file("last.yaml", bad.back().text);
  for (const char* command : {"method check ", "method show ", "course examples/cases/smooth.case --settings "})
    refused(command + path, path + bad.back().place);
}

TEST_F(BadInput, OfAMapOrASpreadsheetIsRefusedWithItsPlaceAndARemedy) {
  const std::string good_map = "examples/published/ipt-survey.toml", good_table = "examples/published/ipt-survey.csv";
  for (const BadFile& one : std::vector<BadFile>{
           {"empty.toml", "", ":1", "kind"},
           {"deep.toml", "a = " + std::string(10'000, '[') + "\n", ":1", "nested"},
           {"cut.toml", "kind = \"sco", ":1", "TOML"},
           {"latin.toml", "kind = \"caf\xe9\"\n", ":1", "UTF-8"},
           {"type.toml", "kind = [1]\n", ":1", "kind"},
       }) {
    const std::string path = file(one.name, one.text);
    refused("outcome " + good_table + " --map " + path, path + one.place);
    EXPECT_THAT(koers("outcome --lang en " + good_table + " --map " + path).err, HasSubstr(one.says)) << one.name;
  }
  std::string header;
  std::ifstream table(good_table);
  std::getline(table, header);
  header += '\n';
  for (const BadFile& one : std::vector<BadFile>{
           {"empty.csv", "", ":1", "empty"},
           {"merged.csv", "location,,score\n1,2,3\n", ":1", "Unmerge"},
           {"workbook.csv", std::string("PK\x03\x04\x14\0\0\0", 8), "", "Excel"},
           {"binary.csv", std::string("a\0b\n", 4), ":1", "CSV UTF-8"},
           {"million.csv", header + "\"" + std::string(2'000'000, 'x'), ":2", "never closed"},
           {"thousands.csv", header + "1,234,567\n", ":2", "cells"},
       }) {
    const std::string path = file(one.name, one.text);
    refused("outcome " + path + " --map " + good_map, path + one.place);
    EXPECT_THAT(koers("outcome --lang en " + path + " --map " + good_map).err, HasSubstr(one.says)) << one.name;
  }
}

TEST_F(BadInput, FoldersMissingFilesAndClosedFilesAreRefused) {
  const std::string closed = file("closed.case", kHead), folder = dir_.string(),
                    missing = (dir_ / "none.case").string();
  const std::string map = " --map examples/published/ipt-survey.toml",
                    scores = "outcome examples/published/ipt-survey.csv --map ";
  for (const std::string& path : {folder, missing}) {
    for (const std::string& command : {"course " + path, "case convert " + path, "method check " + path,
                                       "method show " + path + "/", "outcome " + path + map, scores + path}) {
      const Answer answer = koers(command + " --lang en");
      EXPECT_EQ(answer.exit, 1) << command;
      EXPECT_THAT(answer.out, IsEmpty()) << command;
      EXPECT_THAT(answer.err, HasSubstr(path)) << command;
      EXPECT_THAT(answer.err, HasSubstr("\n    Check ")) << command;
    }
  }
  chmod(closed.c_str(), 0);
  if (access(closed.c_str(), R_OK) == 0) return;  // root reads everything
  refused("course " + closed, closed);
  refused("case convert " + closed, closed);
}

TEST_F(BadInput, WhereItCannotWriteItWritesNothing) {
  const std::string course = "course examples/cases/smooth.case --svg ",
                    outcome =
                        "outcome examples/published/ipt-survey.csv --map examples/published/ipt-survey.toml --csv ";
  for (const std::string& command : {course, outcome}) {
    for (const std::string& path : {dir_.string(), (dir_ / "no" / "place").string()}) refused(command + path, path);
  }
  // Refused before anything is written.
  const std::string picture = (dir_ / "picture.svg").string();
  for (const char* flags : {" --as nobody", " --today 2026-02-30", " --trajectory 7", " --json --table"}) {
    const Answer answer = koers(course + picture + flags);
    EXPECT_EQ(answer.exit, 2) << flags;
    EXPECT_THAT(answer.out, IsEmpty()) << flags;
    EXPECT_FALSE(fs::exists(picture)) << flags;
  }
}

TEST_F(BadInput, AValueThatIsEmptyIsWrongUse) {
  for (const char* command : {"course examples/cases/smooth.case --svg ''", "course ''",
                              "course examples/cases/smooth.case --as ''", "method check ''", "instrument show ''"}) {
    const Answer answer = koers(command);
    EXPECT_EQ(answer.exit, 2) << command;
    EXPECT_THAT(answer.err, HasSubstr("no value given")) << command;
  }
}

TEST_F(BadInput, WhatIsReadIsNotWrittenOver) {
  const auto text_in = [](const std::string& path) {
    std::ifstream in(path);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  const std::string scores = file("scores.csv", text_in("examples/scores/scores.csv"));
  const std::string map = file("scores.toml", text_in("examples/scores/scores.toml"));
  const std::string family = file("family.case", text_in("examples/cases/smooth.case"));
  fs::create_symlink(family, dir_ / "other-name.svg");
  const std::string outcome = "outcome " + scores + " --map " + map + " --csv ";
  refused(outcome + scores, scores);
  refused(outcome + map, map);
  refused("course " + family + " --svg " + (dir_ / "other-name.svg").string(), "other-name.svg");
  EXPECT_EQ(text_in(scores), text_in("examples/scores/scores.csv"));
  EXPECT_EQ(text_in(map), text_in("examples/scores/scores.toml"));
  EXPECT_EQ(text_in(family), text_in("examples/cases/smooth.case"));
}

TEST_F(BadInput, ADiskThatFillsLeavesTheOldPicture) {
  const fs::path picture = dir_ / "picture.svg";
  std::ofstream(picture) << "old";
  // A file size that ends in the middle of the picture stands for a full disk.
  EXPECT_EQ(std::system(("trap '' XFSZ; ulimit -f 16; " + std::string(KOERS_PROGRAM) +
                         " course examples/cases/smooth.case --svg " + picture.string() + " >/dev/null 2>&1")
                            .c_str()),
            1 << 8);
  std::ifstream in(picture);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), "old");
  EXPECT_EQ(std::distance(fs::directory_iterator(dir_), {}), 1) << "and no draft beside it";
}

TEST_F(BadInput, AnAnswerThatCannotBeWrittenIsAFault) {
  if (!fs::exists("/dev/full")) return;
  for (const char* command : {"case convert examples/cases/smooth.case", "method show iag-2019",
                              "outcome examples/published/ipt-survey.csv --map examples/published/ipt-survey.toml"}) {
    EXPECT_EQ(koers(std::string(command) + " >/dev/full 2>/dev/null; exit $? #").exit, 1) << command;
  }
}

TEST_F(BadInput, WhatSomebodyTypedDoesNotSteerTheScreen) {
  const std::string path = file("typed", kJsonHead + entry(1, "", "true"));
  const std::string titled =
      file("titled", "{\"koers_case\":1,\"synthetic\":true,\"title\":\"a\\u001b[2J\\u009b2Jb\\n  wrong\"}\n" +
                         entry(1, "", "true"));
  const std::string said = koers("course " + titled).out;
  EXPECT_THAT(said, Not(HasSubstr("\x1b")));
  EXPECT_THAT(said, Not(HasSubstr("\xc2\x9b")));
  EXPECT_THAT(said, Not(HasSubstr("\n  wrong")));
  EXPECT_THAT(koers("course " + path + " --as \"$(printf '\\033[2J')\"").err, Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace koers::system_test
