// koers course from outside: what it refuses, and for whom it says what.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>
#include <string>
#include <unistd.h>
#include <vector>

#include "dossier/audience.h"
#include "dossier/line_format.h"
#include "tests/system/documents.h"
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

  const std::filesystem::path path = scratch("course-broken.case");
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

/// The numbers that follow each `name="`.
std::vector<double> numbers_of(const std::string& svg, const std::string& name) {
  std::vector<double> numbers;
  for (std::size_t at = svg.find(name + "=\""); at != std::string::npos; at = svg.find(name + "=\"", at + 1))
    numbers.push_back(std::strtod(svg.c_str() + at + name.size() + 2, nullptr));
  return numbers;
}

TEST(CourseCommand, PrintsTheExampleCasesOnOnePageOfA4InEightPointsOrMore) {
  const std::filesystem::path path = scratch("course-a4.svg");
  for (const char* name : {"smooth", "lvb", "threat", "return"}) {
    for (const std::string format : {"a4", "a4-portrait"}) {
      for (const char* who : {"worker --lang nl", "worker --lang en", "child --lang nl"}) {
        const Answer answer = koers(std::string("course examples/cases/") + name + ".case --as " + who + " --svg " +
                                    path.string() + " --format " + format);
        ASSERT_EQ(answer.exit, 0) << name << " " << who << answer.err;
        std::stringstream text;
        text << std::ifstream(path).rdbuf();
        const std::string svg = text.str();
        const std::vector<double> sizes = numbers_of(svg, "font-size");
        ASSERT_FALSE(sizes.empty());
        const double width = numbers_of(svg, " width").front();  // of the page, in mm
        const double height = numbers_of(svg, " height").front();
        EXPECT_NEAR(width, format == "a4" ? 297 : 210, 0.1) << name;
        EXPECT_LE(height, (format == "a4" ? 210 : 297) + 0.1) << name;
        const double drawn = std::strtod(svg.c_str() + svg.find("viewBox=\"0 0 ") + 13, nullptr);
        EXPECT_GE(*std::min_element(sizes.begin(), sizes.end()) / drawn * width / 25.4 * 72, 8.0)
            << name << " " << format << " " << who;
      }
    }
  }
  std::filesystem::remove(path);
}

TEST(CourseCommand, DrawsThePictureInEveryFormatWithItsFont) {
  const std::filesystem::path path = scratch("course.svg");
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

TEST(CourseCommand, HoldsACaseToWhatTheProviderFilled) {
  const auto data = scratch("course-data"), file = scratch("course.case");
  std::filesystem::create_directories(data / "instruments");
  std::ofstream(data / "instruments/obvl.yaml")
      << "# Synthetic: made up for the tests.\nfills: obvl\n"
         "licence: {licensee: \"Provider A (synthetic)\", contract: \"1\", approved_by: officer, from: 2026-01-01, "
         "until: "
         "2026-12-31}\nscales_source: made up\nscales:\n  - {code: total, score: entered, least: 34, most: 60}\n";
  std::string text = text_of("examples/cases/smooth.case");
  const std::string t_score = "scores=total::69:clinical";
  ASSERT_NE(text.find(t_score), std::string::npos);
  std::ofstream(file) << text.replace(text.find(t_score), t_score.size(), "scores=total:69:69:clinical");
  const std::string call = "course " + file.string() + " --lang en";
  EXPECT_THAT(koers(call).out, Not(HasSubstr("34 to 60")));
  const Answer filled = koers(call + " --data " + data.string());
  EXPECT_EQ(filled.exit, 0) << filled.err;
  EXPECT_THAT(filled.out, HasSubstr("34 to 60"));
  EXPECT_EQ(koers(call + " --data /no/such").exit, 1);
  std::filesystem::remove_all(data);
  std::filesystem::remove(file);
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

TEST(CourseCommand, SaysWhyAGoalWasNotReachedAndKeepsItsNeeds) {
  const std::string page = koers("course examples/cases/lvb.case --lang en").out;
  EXPECT_THAT(page, HasSubstr("not reached\n"));
  EXPECT_THAT(page, HasSubstr("Why not: Bij oma lukt de rustplek nog niet elke keer."));
  EXPECT_THAT(page, Not(HasSubstr("Need without goal")));
  EXPECT_THAT(koers("course examples/cases/lvb.case --lang en --today 2025-10-09").out,
              Not(HasSubstr("not reached\n")));
}

TEST(CourseCommand, GivesTheSameAsJson) {
  const Answer json = koers("course tests/course/contact.case --today 2026-02-01 --json --lang en");
  EXPECT_EQ(json.exit, 0);
  EXPECT_THAT(json.out, HasSubstr("\"koers_course\": 1"));
  EXPECT_THAT(json.out, HasSubstr("\"next_change\""));
  EXPECT_THAT(json.out, HasSubstr("\"own_choice\": true"));
}

/// What a viewer gets of the whole file is what the viewer would get of a file without the entries that viewer may not see: no count,
/// number, day, missing form or picture tells of them.
TEST(CourseCommand, GivesAViewerThePageOfACaseWithoutTheHiddenEntries) {
  const std::filesystem::path dir = std::filesystem::temp_directory_path() / ("koers-seen-" + std::to_string(getpid()));
  std::filesystem::create_directories(dir);
  const auto text_of_file = [](const std::filesystem::path& path) {
    std::stringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
  };
  const std::string name = "examples/cases/threat.case";
  const auto file = dossier::read_lines(text_of_file(name), name);
  ASSERT_TRUE(file);
  const dossier::Dossier whole = dossier::replay(file->entries);
  for (const auto& [word, role] :
       {std::pair("father", dossier::Role::father), std::pair("mother", dossier::Role::mother),
        std::pair("child", dossier::Role::child)}) {
    const auto viewer = dossier::viewer_of(whole, role, *LocalDate::parse("2025-12-05"));
    ASSERT_TRUE(viewer) << word;
    dossier::CaseFile seen = *file;
    seen.entries = dossier::visible_to(file->entries, *viewer);
    ASSERT_LT(seen.entries.size(), file->entries.size()) << word << ": hides nothing, tests nothing";
    const std::filesystem::path part = dir / "part.jsonl", one = dir / "one.svg", two = dir / "two.svg";
    std::ofstream(part, std::ios::binary) << dossier::write_case(seen);
    for (const std::string flags : {" --lang en", " --json", " --table --svg "}) {
      const bool draws = flags.ends_with("--svg ");
      const std::string as = std::string(" --as ") + word + flags;
      const Answer of_all = koers("course " + name + as + (draws ? one.string() : std::string()));
      const Answer of_part = koers("course " + part.string() + as + (draws ? two.string() : std::string()));
      EXPECT_EQ(of_all.exit, 0) << of_all.err;
      EXPECT_EQ(of_all.out, of_part.out) << as;
      for (const char* theirs : {"\"problems\"", "\"signals\"", "\"lines\"", "threat.case"})
        EXPECT_THAT(of_all.out, Not(HasSubstr(theirs))) << as;
      if (!draws) continue;
      EXPECT_FALSE(text_of_file(one).empty());
      EXPECT_EQ(text_of_file(one), text_of_file(two)) << as;
    }
  }
  std::filesystem::remove_all(dir);
}

TEST(CourseCommand, SpeaksTheLanguageOfTheReaderInPictureAndTable) {
  const std::filesystem::path path = scratch("course-words.svg");
  const auto both = [&](const std::string& name, const std::string& language) {
    const std::string table = koers("course examples/cases/" + name + ".case --today 2025-12-05 --table --lang " +
                                    language + " --svg " + path.string())
                                  .out;
    std::stringstream svg;
    svg << std::ifstream(path).rdbuf();
    std::filesystem::remove(path);
    return std::pair(table, svg.str());
  };
  const auto [table, svg] = both("threat", "nl");
  EXPECT_THAT(table, HasSubstr("ging niet door, niet thuis\n"));
  EXPECT_THAT(table, HasSubstr("ging niet door, afgezegd\n"));
  EXPECT_THAT(table, HasSubstr("ging door, 1,75 uur\n"));
  EXPECT_THAT(svg, HasSubstr("19 juni 2025: bezoek thuis, ging niet door, niet thuis<"));
  EXPECT_THAT(both("threat", "en").first, HasSubstr("held, 1.5 hours\n"));
  EXPECT_THAT(both("lvb", "nl").first, HasSubstr("besloten: maatwerk\n"));
  EXPECT_THAT(both("lvb", "en").first, HasSubstr("decided: tailoring\n"));
  // What is due is no decision.
  EXPECT_THAT(svg, HasSubstr("24 december 2025: veiligheid, Samen naar veiligheid kijken (komt nog)"));
  EXPECT_THAT(svg, HasSubstr(": klik, Vraag naar de klik: Naima (te laat, kan nog)"));
  for (const char* filed : {"besluit, Samen", "besluit, Vraag"}) EXPECT_THAT(svg, Not(HasSubstr(filed)));
}

/// The picture of the threat case as `who` sees it.
std::string picture_for(const std::string& who, const std::string& flags = {}) {
  const std::filesystem::path path = scratch("course-for.svg");
  const Answer answer = koers("course examples/cases/threat.case --today 2025-12-05 --lang nl --format screen --as " +
                              who + " --svg " + path.string() + " " + flags);
  EXPECT_EQ(answer.exit, 0) << answer.err;
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  std::filesystem::remove(path);
  return text.str();
}

TEST(CourseCommand, DescribesThePictureAsFarAsTheViewerMaySee) {
  const auto described = [](const std::string& svg) {
    const std::size_t from = svg.find("<desc id=\"course-desc\">");
    return from == std::string::npos ? std::string() : svg.substr(from + 23, svg.find("</desc>") - from - 23);
  };
  const std::string his = described(picture_for("father")), hers = described(picture_for("mother"));
  for (const std::string& one : {his, hers, described(picture_for("worker")), described(picture_for("child"))}) {
    EXPECT_THAT(one, HasSubstr("Onze koers: week 27 van de behandeling, "));
    EXPECT_THAT(one, HasSubstr("Afbouw en afscheid loopt: week 3 van 8."));
  }
  EXPECT_THAT(his, HasSubstr("Rachid ging omlaag van 27,0 naar 25,0"));
  EXPECT_THAT(hers, HasSubstr("me veilig voelen: Naima ging omhoog van 5 naar 8"));
  for (const char* hidden : {"me veilig voelen", "Naima ging", "Yara ging"}) EXPECT_THAT(his, Not(HasSubstr(hidden)));
}

TEST(CourseCommand, NamesWhoRatedAGoalAlsoWhereOnlyOneDid) {
  const std::string his = picture_for("father");
  for (const char* words : {">Rachid +1<", ">Naima +2<", ">Rachid<", ">Naima<"}) EXPECT_THAT(his, HasSubstr(words));
  for (const char* nameless : {">+1<", ">+2<"}) EXPECT_THAT(his, Not(HasSubstr(nameless)));
}

TEST(CourseCommand, CutsNoWordsOnAPhoneOnItsSide) {
  const std::filesystem::path path = scratch("course-wide.svg");
  for (const char* name : {"smooth", "lvb", "threat", "return"}) {
    koers(std::string("course examples/cases/") + name + ".case --lang nl --format phone-wide --svg " + path.string());
    std::stringstream text;
    text << std::ifstream(path).rdbuf();
    EXPECT_THAT(text.str(), HasSubstr("</svg>"));
    EXPECT_THAT(text.str(), Not(HasSubstr("…<"))) << name;
  }
  std::filesystem::remove(path);
}

TEST(CourseCommand, TakesAPersonByNameAndListsHandlesAndNoNames) {
  const std::string file = "course examples/cases/threat.case --lang nl ";
  EXPECT_EQ(koers(file + "--as Rachid").out, koers(file + "--as father").out);
  const Answer unknown = koers(file + "--as Bob");
  EXPECT_EQ(unknown.exit, 2);
  EXPECT_THAT(unknown.err, HasSubstr("@father, @mother"));
  EXPECT_THAT(unknown.err, Not(HasSubstr("Naima")));
  const Answer format = koers(file + "--format foo --svg x.svg");
  EXPECT_EQ(format.exit, 2);
  EXPECT_THAT(format.err, HasSubstr("{a4,a4-portrait,phone,phone-wide,screen}"));
  EXPECT_THAT(koers("method list --lang nl").out,
              HasSubstr("iag-2019    Intensieve Ambulante Gezinsbehandeling (IAG)\n"));
}

TEST(CourseCommand, SpeaksAsAWorkerWould) {
  const std::string page = koers("course examples/cases/threat.case --today 2025-12-05 --lang nl").out;
  for (const char* said :
       {"Zoals de gezinsbehandelaar het ziet.", "Gezien in ", "verandert er vóór 10 dec 2025", "moest uiterlijk 2 dec",
        "een kind onder de 18 woont thuis: ja", "wat de vader over de klik zei: eerst praten\n"})
    EXPECT_THAT(page, HasSubstr(said));
  EXPECT_THAT(page, Not(HasSubstr("(grens: eerst")));
  const std::string early =
      koers("course examples/cases/threat.case --today 2025-05-20 --method iag-2019 --lang nl").out;
  EXPECT_THAT(early, HasSubstr("nog niet te zeggen\n"));
  EXPECT_THAT(early, Not(HasSubstr("aan een voorwaarde is niet voldaan")));
}

TEST(CourseCommand, TellsWhoSeesNothingNothing) {
  const Answer unasked = koers("course examples/cases/threat.case --as network --lang en");
  EXPECT_EQ(unasked.exit, 2);
  EXPECT_EQ(unasked.out, "");
  const Answer asked = koers("course examples/cases/threat.case --as network --today 2025-12-05 --json --lang en");
  EXPECT_EQ(asked.exit, 0);
  EXPECT_THAT(asked.out, HasSubstr("\"method\": null"));
  for (const char* word : {"\"state\"", "Naima", "Yara", "2025-06", "2025-09"})
    EXPECT_THAT(asked.out, Not(HasSubstr(word)));
}

TEST(CourseCommand, NamesTheLineOfAProblemToWhoSeesAll) {
  const std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("koers-line-" + std::to_string(getpid()) + ".case");
  std::ofstream(path) << "case title=x synthetic=yes\npeople @a:worker\n2026-01-04 person person=@m role=mother\n"
                         "2026-01-05 safety type=threat\n2026-01-06 contact held=yes\n2026-01-06 contact held=yes\n"
                         "2026-01-07 measurement instrument=ors moment=start state=done scores=total:99\n";
  const std::string course = "course --lang en --method iag-2019 " + path.string();
  const std::string text = koers(course).out, json = koers(course + " --json").out;
  EXPECT_THAT(text, HasSubstr(", line 7."));
  EXPECT_THAT(text, HasSubstr(", lines 5 and 6."));
  EXPECT_THAT(text, HasSubstr("See also line 5."));
  EXPECT_THAT(json, HasSubstr("\"file\": \"" + path.string() + "\""));
  EXPECT_THAT(json, HasSubstr("\"lines\": [\n        7\n      ]"));
  for (const char* viewer : {"mother", "professional"}) {
    for (const char* flags : {"", " --json"}) {
      const Answer answer = koers(course + " --as " + viewer + " --today 2026-02-01" + flags);
      EXPECT_EQ(answer.exit, 0) << answer.err;
      EXPECT_THAT(answer.out, Not(HasSubstr(path.filename().string()))) << viewer;
      EXPECT_THAT(answer.out, Not(HasSubstr("\"lines\""))) << viewer;
    }
  }
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace koers::system_test
