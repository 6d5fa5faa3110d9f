// koers instrument, called as a user calls it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/system/documents.h"
#include "tests/system/program.h"

namespace koers::system_test {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kFill =
    "# Synthetic: made up for the tests, no words or norms of any publisher.\n"
    "fills: ors\n"
    "licence: {licensee: Provider A (synthetic), contract: 2026/1, approved_by: privacy officer, from: 2026-01-01, "
    "until: 2026-12-31}\n"
    "cutoffs:\n"
    "  - {of: {scale: total}, at: 21, source: made up for the tests}\n";

TEST(InstrumentCommand, ListsWhatIsLoaded) {
  const Answer en = koers("instrument list --lang en");
  EXPECT_EQ(en.exit, 0) << en.err;
  EXPECT_THAT(en.out, HasSubstr("no norm loaded"));
  EXPECT_THAT(en.out, HasSubstr("OBVL (parenting burden)"));
  EXPECT_THAT(koers("instrument list --lang nl").out, HasSubstr("geen norm geladen"));
  const Answer data = koers("instrument list --json");
  EXPECT_THAT(data.out, HasSubstr("\"code\": \"obvl\""));
  EXPECT_THAT(koers("instrument show ors --lang en").out, HasSubstr("0.0 – 40.0"));
  EXPECT_THAT(koers("instrument licence obvl --lang en").out, HasSubstr("Praktikon"));
  const Answer none = koers("instrument show obv --lang en");
  EXPECT_EQ(none.exit, 1);
  EXPECT_THAT(none.err, HasSubstr("Did you mean “obvl”?"));
}

TEST(InstrumentCommand, TheListFitsATerminal) {
  for (const char* language : {"nl", "en"}) {
    std::istringstream lines(koers(std::string("instrument list --lang ") + language).out);
    for (std::string line; std::getline(lines, line);) {
      const auto wide =
          std::ranges::count_if(line, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
      EXPECT_LE(wide, 100) << line;
    }
  }
}

TEST(InstrumentCommand, AProvidersOwnInstrumentIsKnownEverywhere) {
  const auto dir = scratch("own");
  std::filesystem::create_directories(dir);
  std::ofstream(dir / "mine.yaml")
      << "instrument: our_form\n"
         "name: {nl: eigen lijst, en: our form}\n"
         "class: own\n"
         "holder: Provider A (synthetic)\n"
         "licence: {text: ours}\n"
         "better: {value: higher}\n"
         "answer_sets:\n"
         "  - {code: a, least: 1, most: 5, points: {1: {nl: nee, en: no}, 5: {nl: ja, en: yes}}}\n"
         "items:\n"
         "  - {code: q1, answers: a, text: {nl: \"Verzonnen zin.\", en: \"A made-up sentence.\"}}\n"
         "scales:\n"
         "  - {code: total, name: {nl: som, en: sum}, score: sum, items: all}\n";
  const std::string data = " --data " + dir.string() + " --lang en";
  const Answer done = koers("instrument install " + (dir / "mine.yaml").string() + data);
  EXPECT_EQ(done.exit, 0) << done.err;
  EXPECT_THAT(koers("instrument list" + data).out, HasSubstr("our_form"));
  EXPECT_THAT(koers("instrument form our_form" + data).out, HasSubstr("A made-up sentence."));
  EXPECT_THAT(koers("score our_form --answers q1=4" + data).out, HasSubstr("4"));
  EXPECT_THAT(koers("score our_form --answers q1=6" + data).err, HasSubstr("between 1 and 5"));
  EXPECT_EQ(koers("instrument remove our_form" + data).exit, 0);
  EXPECT_THAT(koers("score our_form --answers q1=4" + data).err, HasSubstr("our_form"));
  EXPECT_EQ(koers("instrument remove cbcl" + data).exit, 1);
  std::filesystem::remove_all(dir);
}

TEST(InstrumentCommand, ChecksFiles) {
  const Answer good = koers("instrument check instruments/ors.yaml instruments/obvl.yaml --lang en");
  EXPECT_EQ(good.exit, 0) << good.err;
  EXPECT_THAT(good.out, HasSubstr("instruments/obvl.yaml: in order"));
  const Answer bad = koers("instrument check instruments/ors.yaml tests/data/instrument/faults/scales.yaml --lang en");
  EXPECT_EQ(bad.exit, 1);
  EXPECT_THAT(bad.err, HasSubstr("scales.yaml:26: From the items follows a range from 0 to 12."));
  EXPECT_EQ(koers("instrument check tests none.yaml /dev/null").exit, 1);
}

TEST(InstrumentCommand, InstallsWhatALicenseeFills) {
  const fs::path dir = fs::temp_directory_path() / ("koers-instrument-" + std::to_string(getpid()));
  fs::create_directories(dir / "data");
  std::ofstream(dir / "ors.yaml") << kFill;
  const std::string file = (dir / "ors.yaml").string(), data = " --lang en --data " + (dir / "data").string();

  const Answer late = koers("instrument install " + file + data + " --today 2027-01-01");
  EXPECT_EQ(late.exit, 1);
  EXPECT_THAT(late.err, HasSubstr("not today"));
  EXPECT_FALSE(fs::exists(dir / "data/instruments"));

  const Answer done = koers("instrument install " + file + data + " --today 2026-05-01");
  EXPECT_EQ(done.exit, 0) << done.err;
  EXPECT_EQ(text_of(dir / "data/instruments/ors.yaml"), kFill);
  EXPECT_THAT(koers("instrument show ors" + data).out, HasSubstr("made up for the tests"));
  EXPECT_THAT(koers("instrument licence ors" + data).out, Not(HasSubstr("does not hold")));
  const Answer over = koers("instrument licence ors --today 2027-01-01" + data);
  EXPECT_THAT(over.out, HasSubstr("Provider A (synthetic)"));
  EXPECT_THAT(over.out, HasSubstr("the licence does not hold on 2027-01-01"));

  std::ofstream(dir / "ors.yaml", std::ios::app) << "# Another edition.\n";
  EXPECT_EQ(koers("instrument install " + file + data + " --today 2026-05-01").exit, 1);
  EXPECT_EQ(text_of(dir / "data/instruments/ors.yaml"), kFill);
  EXPECT_EQ(koers("instrument install " + file + data + " --today 2026-05-01 --replace").exit, 0);
  EXPECT_EQ(koers("instrument install " + file + data + " --today soon").exit, 2);
  fs::remove_all(dir);
}

}  // namespace
}  // namespace koers::system_test
