// koers bands, called as a user calls it.
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/system/program.h"

namespace koers::system_test {
namespace {

using testing::HasSubstr;
using testing::Not;

/// Files of one test, gone after it.
class BandsCommand : public testing::Test {
 protected:
  std::string file(const std::string& name, const std::string& text) {
    const auto path = scratch(name);
    std::ofstream(path, std::ios::binary) << text;
    made_.push_back(path);
    return path.string();
  }
  void TearDown() override {
    for (const auto& path : made_) std::filesystem::remove(path);
  }

 private:
  std::vector<std::filesystem::path> made_;
};

const std::string kOrs = " --instrument ors --scale total --lang en";

TEST_F(BandsCommand, ReadsManyCasesInOneFileAndWritesWhatItSays) {
  const std::string many = file("bands_many.jsonl", koers("simulate --families 160 --seed 3").out);
  const std::string out = file("bands.json", "");
  const Answer text = koers("bands " + many + kOrs + " -o " + out);
  ASSERT_EQ(text.exit, 0) << text.err;
  EXPECT_THAT(text.out, HasSubstr("160 cases read."));
  EXPECT_THAT(text.out, HasSubstr("Made-up cases are among these"));
  EXPECT_THAT(text.out, HasSubstr("closed courses of"));
  EXPECT_THAT(text.out, testing::ContainsRegex("courses? not closed[ \n]+as planned"));
  EXPECT_THAT(text.out, HasSubstr("Band for an own start from"));
  EXPECT_THAT(text.out, testing::ContainsRegex("father\n[^\n]*\n.*No band: n = [0-9]+, 100 needed\\."));
  const Answer json = koers("bands " + many + kOrs + " --json");
  std::ifstream in(out, std::ios::binary);
  EXPECT_EQ(json.out, std::string(std::istreambuf_iterator<char>(in), {}));
}

TEST_F(BandsCommand, OneFileOfManyIsManyFilesOfOne) {
  const std::string all = file("bands_all.jsonl", koers("simulate --families 3 --seed 3").out);
  std::string each;
  for (int i = 1; i <= 3; ++i) {
    each += " " + file("bands_" + std::to_string(i) + ".jsonl",
                       koers("simulate --families 1 --first " + std::to_string(i) + " --seed 3").out);
  }
  EXPECT_EQ(koers("bands " + all + kOrs + " --json").out, koers("bands" + each + kOrs + " --json").out);
}

TEST_F(BandsCommand, SaysWhenThereIsNothing) {
  const Answer none = koers("bands examples/cases/smooth.case --instrument session_feedback --scale visit --lang en");
  ASSERT_EQ(none.exit, 0) << none.err;
  EXPECT_THAT(none.out, HasSubstr("1 case read."));
  EXPECT_THAT(none.out, HasSubstr("no band"));
  EXPECT_THAT(none.out, Not(HasSubstr("Band for an own start")));
}

TEST_F(BandsCommand, NamesThePlaceOfAFaultInTheFileItReads) {
  const std::string good = koers("simulate --families 1 --seed 3").out;
  const std::string bad =
      file("bands_bad.jsonl", good + "{\"koers_case\":1,\"synthetic\":true}\n{\"kind\":\"weather\"}\n");
  const Answer answer = koers("bands " + bad + kOrs);
  EXPECT_EQ(answer.exit, 1);
  EXPECT_EQ(answer.out, "");
  const auto line = std::count(good.begin(), good.end(), '\n') + 2;
  EXPECT_THAT(answer.err, HasSubstr(bad + ":" + std::to_string(line) + ":"));
}

TEST_F(BandsCommand, RefusesWhatItCannotCount) {
  const Answer instrument = koers("bands examples/cases/smooth.case --instrument oors --scale total --lang en");
  EXPECT_EQ(instrument.exit, 1);
  EXPECT_THAT(instrument.err, HasSubstr("ors"));
  const Answer scale = koers("bands examples/cases/smooth.case --instrument ors --scale totaal --lang en");
  EXPECT_EQ(scale.exit, 1);
  EXPECT_THAT(scale.err, HasSubstr("Use one of: total."));
  EXPECT_EQ(koers("bands no_such_file" + kOrs).exit, 1);
  EXPECT_EQ(koers("bands" + kOrs).exit, 2);
  EXPECT_EQ(koers("bands examples/cases/smooth.case" + kOrs + " -o /no/such/place").exit, 1);
  const std::string empty = file("bands_empty.jsonl", "");
  EXPECT_EQ(koers("bands " + empty + kOrs).exit, 1);
}

}  // namespace
}  // namespace koers::system_test
