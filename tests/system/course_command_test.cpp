// koers course from outside: what it refuses, and for whom it says what.
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

#include "tests/system/program.h"

namespace koers::system_test {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(CourseCommand, RefusesWhatItCannotReadWithOne) {
  const Answer absent = koers("course no-such-file.case --lang en");
  EXPECT_EQ(absent.exit, 1);
  EXPECT_EQ(absent.out, "");
  EXPECT_THAT(absent.err, HasSubstr("no-such-file.case"));

  const std::filesystem::path path = std::filesystem::temp_directory_path() / "koers-course-broken.case";
  for (const char* text : {"case title=\"x\"\n2026-02-30 contact held=yes\n", "{\"koers_case\": 1, \"title\": \"cut",
                           "", "case title=\"x\"\n2026-01-05 visit held=yes\n"}) {
    std::ofstream(path) << text;
    const Answer answer = koers("course --lang en " + path.string());
    EXPECT_EQ(answer.exit, 1) << text;
    EXPECT_EQ(answer.out, "") << text;
    EXPECT_NE(answer.err, "") << text;
  }
  std::filesystem::remove(path);
}

TEST(CourseCommand, WrongUseIsTwoAndNothingIsWritten) {
  const std::string file = "course tests/course/contact.case --lang en ";
  for (const char* flags : {"--today 2026-13-01", "--today yesterday", "--as nobody", "--as mother", "--trajectory 9",
                            "--trajectory 0", "--method no-such-1"}) {
    const Answer answer = koers(file + flags);
    EXPECT_EQ(answer.exit, 2) << flags;
    EXPECT_EQ(answer.out, "") << flags;
    EXPECT_NE(answer.err, "") << flags;
  }
  EXPECT_EQ(koers("course").exit, 2);
}

TEST(CourseCommand, DrawsThePictureInEveryFormatWithItsFont) {
  const std::filesystem::path path = std::filesystem::temp_directory_path() / "koers-course.svg";
  for (const char* format : {"a4", "a4-portrait", "phone", "phone-wide", "screen --grey"}) {
    const Answer answer =
        koers("course examples/cases/smooth.case --lang en --svg " + path.string() + " --format " + format);
    EXPECT_EQ(answer.exit, 0) << answer.err;
    std::stringstream text;
    text << std::ifstream(path).rdbuf();
    const std::string svg = text.str();
    EXPECT_THAT(svg, HasSubstr("Our course"));
    EXPECT_THAT(svg, HasSubstr("data:font/ttf;base64,AAEAAAA"));
    EXPECT_THAT(svg, HasSubstr("</svg>"));
    for (const char* raw : {"course_line.", ">draw."}) EXPECT_THAT(svg, Not(HasSubstr(raw))) << format;
    std::filesystem::remove(path);
  }
  EXPECT_EQ(koers("course examples/cases/smooth.case --svg " + path.string() + " --format a5").exit, 2);
  EXPECT_FALSE(std::filesystem::exists(path));
  EXPECT_EQ(koers("course examples/cases/smooth.case --svg /no/such/place.svg").exit, 1);
}

TEST(CourseCommand, SaysTheDayItChose) {
  const Answer chosen = koers("course tests/course/contact.case --lang en");
  EXPECT_EQ(chosen.exit, 0);
  EXPECT_THAT(chosen.out, HasSubstr("The day is the one after the last entry"));
  EXPECT_THAT(koers("course tests/course/contact.case --lang en --today 2026-02-01").out,
              Not(HasSubstr("after the last entry")));
}

TEST(CourseCommand, SpeaksOfSignalsAndNormsToThoseWhoTreatOnly) {
  const std::string file = "course tests/course/as_meant.case --today 2026-05-20 --lang en ";
  const std::string worker = koers(file).out, mother = koers(file + "--as mother").out,
                    handle = koers(file + "--as @mother").out;
  for (const char* heading : {"\nSignals ", "\nAs the method means it?", "\nDoes this method fit?"}) {
    EXPECT_THAT(worker, HasSubstr(heading));
    EXPECT_THAT(mother, Not(HasSubstr(heading)));
  }
  EXPECT_THAT(mother, HasSubstr("Evenings without shouting"));
  EXPECT_EQ(mother, handle);
}

TEST(CourseCommand, GivesTheSameAsJson) {
  const Answer json = koers("course tests/course/contact.case --today 2026-02-01 --json --lang en");
  EXPECT_EQ(json.exit, 0);
  EXPECT_THAT(json.out, HasSubstr("\"koers_course\": 1"));
  EXPECT_THAT(json.out, HasSubstr("\"next_change\""));
  EXPECT_THAT(json.out, HasSubstr("\"own_choice\": true"));
}

}  // namespace
}  // namespace koers::system_test
