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

const std::string kMade = R"({
 "koers_bands": 1, "synthetic": true, "instrument": "session_feedback", "scale": "visit", "better": "higher",
 "informants": [
  {"role": "mother", "n": 120, "cases": 118, "forms": 700, "drop_outs": 12, "from": "2024-01-08", "to": "2026-03-02",
   "left_out": {"open": 3, "one_form": 2, "other_version": 0},
   "model": {"between_courses": "level", "singular": false, "fixed": [1, 0.8, 0.3], "between": [0.1], "within": 0.05},
   "starts": [2, 4], "sessions": 2, "bands": [[[2.5, 3, 3.5]], [[4, 4.25, 4.5]]]}
 ]
})";

const std::string kTwoForms =
    "case title=t synthetic=yes\npeople @anna:worker\n2026-01-05 person person=@mother role=mother\n"
    "2026-01-05 trajectory_start method=iag-2019 phase=start\n"
    "2026-01-12 measurement instrument=session_feedback informant=@mother person=@mother moment=session state=done "
    "scores=visit:3\n"
    "2026-01-19 measurement instrument=session_feedback informant=@mother person=@mother moment=session state=done "
    "scores=visit:2.4\n";

TEST_F(BandsCommand, TheCourseSaysAndDrawsThem) {
  const std::string one = file("bands_one.case", kTwoForms);
  const std::string bands = file("bands_made.json", kMade);
  const std::string svg = file("bands_made.svg", "");
  const Answer text = koers("course " + one + " --lang en --bands " + bands + " --svg " + svg);
  ASSERT_EQ(text.exit, 0) << text.err;
  EXPECT_THAT(text.out, HasSubstr("Less far than three quarters of the earlier courses that began like this"));
  EXPECT_THAT(text.out, testing::ContainsRegex("between 3\\.3 and[ \n]+4\\.0"));
  EXPECT_THAT(text.out, HasSubstr("n = 120"));
  EXPECT_THAT(text.out, HasSubstr("not validated"));
  std::ifstream drawn(svg, std::ios::binary);
  EXPECT_THAT(std::string(std::istreambuf_iterator<char>(drawn), {}), HasSubstr("half of 120 made-up courses"));
  const Answer table = koers("course " + one + " --lang en --table --bands " + bands);
  EXPECT_THAT(table.out, HasSubstr("middle 3.6"));
  const Answer json = koers("course " + one + " --lang en --json --bands " + bands);
  EXPECT_THAT(json.out, HasSubstr("\"p25\": 3.25"));
  EXPECT_THAT(json.out, HasSubstr("\"code\": \"feedback.band.off_track\""));
  const Answer without = koers("course " + one + " --lang en");
  EXPECT_THAT(without.out, Not(HasSubstr("earlier courses")));
}

TEST_F(BandsCommand, TheCourseRefusesAFileThatIsNotRight) {
  const std::string one = file("bands_one.case", kTwoForms);
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = kMade;
    text.replace(text.find(from), from.size(), to);
    return koers("course " + one + " --lang en --bands " + file("bands_wrong.json", text));
  };
  struct Wrong {
    const char *from, *to, *says;
  };
  for (const Wrong& wrong : {Wrong{"\"koers_bands\": 1", "\"koers_bands\": 2", "knows version 1"},
                             {"\"visit\"", "\"visits\"", "does not have"},
                             {"\"session_feedback\"", "\"session\"", "does not know"},
                             {"\"higher\"", "\"lower\"", "the other side"},
                             {"\"n\": 120", "\"n\": 63", "100 are needed"},
                             {"[2.5, 3, 3.5]", "[2.5, 3, 2.9]", "do not ascend"},
                             {"[2.5, 3, 3.5]", "[2.5, 3]", "does not have 3 parts"},
                             {"[2.5, 3, 3.5]", "[2.5, 3, \"x\"]", "no score"},
                             {"2.5", "NaN", "JSON"},
                             {"\"cases\"", "\"casses\"", "casses"}}) {
    const Answer answer = with(wrong.from, wrong.to);
    EXPECT_EQ(answer.exit, 1) << wrong.to;
    EXPECT_EQ(answer.out, "") << wrong.to;
    EXPECT_THAT(answer.err, HasSubstr("bands_wrong.json")) << wrong.to;
    EXPECT_THAT(answer.err, HasSubstr(wrong.says)) << wrong.to;
  }
  const std::string bands = file("bands_made.json", kMade);
  EXPECT_EQ(koers("course " + one + " --bands " + bands + " --bands " + bands).exit, 1);
  EXPECT_EQ(koers("course " + one + " --bands no_such_file.json").exit, 1);
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
