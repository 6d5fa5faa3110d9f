// What a licensee fills in: whole and kept as it is, or refused with nothing written.
#include "exchange/installed.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <unistd.h>

#include "exchange/messages.h"

namespace koers::exchange::installed_test {
namespace {

namespace fs = std::filesystem;
using measure::Instrument;

constexpr const char* kFills = "tests/data/instrument/fills";
constexpr const char* kWhole = "tests/data/instrument/fills/whole.yaml";

std::string text_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

const std::vector<Instrument>& frames() {
  static const std::vector<Instrument> all = [] {
    const std::string path = std::string(kFills) + "/frame.yaml";
    auto found = read_instrument_file(text_of(path), path, {});
    EXPECT_TRUE(found);
    return found ? std::vector<Instrument>{*found} : std::vector<Instrument>{};
  }();
  return all;
}

LocalDate day(const char* text) { return *LocalDate::parse(text); }

/// A directory of its own, gone afterwards.
class Installed : public testing::Test {
 protected:
  void SetUp() override {
    directory_ = fs::temp_directory_path() / ("koers-installed-" + std::to_string(getpid()));
    fs::remove_all(directory_);
    fs::create_directories(directory_);
  }
  void TearDown() override {
    std::error_code none;
    fs::permissions(directory_, fs::perms::owner_all, none);
    fs::remove_all(directory_, none);
  }

  std::string install(const std::string& path, bool replace = false, const char* today = "2026-05-01") {
    const auto done = install_instrument(path, {directory_.string(), day(today), replace}, frames());
    return done ? "done" : done.error().front().code;
  }
  std::set<std::string> kept() const {
    std::set<std::string> out;
    for (const auto& entry : fs::recursive_directory_iterator(directory_))
      out.insert(fs::relative(entry.path(), directory_).string());
    return out;
  }
  std::string written(const std::string& name, const std::string& text) {
    std::ofstream(directory_ / name, std::ios::binary) << text;
    return (directory_ / name).string();
  }

  fs::path directory_;
};

TEST_F(Installed, IsKeptAsItIsAndReadOnTopOfItsFrame) {
  EXPECT_EQ(install(kWhole), "done");
  EXPECT_EQ(kept(), (std::set<std::string>{"instruments", "instruments/trial.yaml"}));
  EXPECT_EQ(text_of(directory_ / "instruments/trial.yaml"), text_of(kWhole));

  const auto all = instruments_of(directory_.string(), frames());
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), 1U);
  const Instrument& trial = all->front();
  EXPECT_EQ(trial.holder, "nobody");
  EXPECT_EQ(trial.licence.text, "made up");
  EXPECT_EQ(trial.licence.licensee, "Provider A (synthetic)");
  EXPECT_EQ(trial.items.at(2).text.nl, "Verzonnen zin 3.");
  EXPECT_EQ(trial.items.at(2).answers, 0);
  ASSERT_NE(trial.scale("half"), nullptr);
  EXPECT_EQ(trial.scale("half")->name.nl, "helft");
  EXPECT_EQ(trial.scale("half")->range->most.text(), "6");
  EXPECT_EQ(trial.scale("total")->range->most.text(), "12");
  ASSERT_NE(trial.norm_set(""), nullptr);
  EXPECT_EQ(trial.norm_set("")->rows.at(0).sd->text(), "2");
  // The reliability of one of the two scales is still open.
  EXPECT_EQ(trial.slots, (std::vector<std::string>{"reliability"}));
}

TEST_F(Installed, OnlyFramesStandWhereNothingIsInstalled) {
  const auto all = instruments_of(directory_.string(), frames());
  ASSERT_TRUE(all);
  EXPECT_TRUE(all->front().licence.licensee.empty());
  EXPECT_EQ(all->front().norm_set(""), nullptr);
}

TEST_F(Installed, AnotherFileStaysUnlessItIsReplaced) {
  const std::string other = written("other.yaml", "# Another edition.\n" + text_of(kWhole));
  EXPECT_EQ(install(kWhole), "done");
  EXPECT_EQ(install(kWhole), "done") << "the same file again is harmless";
  EXPECT_EQ(install(other), "instrument.installed_other");
  EXPECT_EQ(text_of(directory_ / "instruments/trial.yaml"), text_of(kWhole));
  EXPECT_EQ(install(other, true), "done");
  EXPECT_EQ(text_of(directory_ / "instruments/trial.yaml"), text_of(other));
  EXPECT_EQ(kept(), (std::set<std::string>{"instruments", "instruments/trial.yaml", "other.yaml"}));
}

TEST_F(Installed, NothingIsWrittenOnAFault) {
  for (const auto& entry : fs::directory_iterator(std::string(kFills) + "/faults")) {
    if (entry.path().extension() != ".yaml") continue;
    EXPECT_NE(install(entry.path().string()), "done") << entry.path();
  }
  EXPECT_EQ(install(kWhole, false, "2025-12-31"), "instrument.licence_over");
  EXPECT_EQ(install(kWhole, false, "2027-01-01"), "instrument.licence_over");
  EXPECT_EQ(install(std::string(kFills) + "/frame.yaml"), "instrument.shipped_already");
  EXPECT_EQ(install("tests/data/instrument"), "file.cannot_read");
  EXPECT_EQ(install("tests/data/none.yaml"), "file.cannot_open");
  EXPECT_EQ(kept(), (std::set<std::string>{}));
  EXPECT_EQ(install(kWhole, false, "2026-01-01"), "done") << "the first day counts";
  EXPECT_EQ(install(kWhole, false, "2026-12-31"), "done") << "and the last";
}

constexpr const char* kOwn = R"(instrument: our_form
name: {nl: eigen lijst, en: our form}
class: own
holder: Provider A (synthetic)
licence: {text: ours}
better: {value: higher}
answer_sets:
  - {code: a, least: 1, most: 5, points: {1: {nl: nee, en: no}, 5: {nl: ja, en: yes}}}
items:
  - {code: q1, answers: a, text: {nl: "Verzonnen zin.", en: "A made-up sentence."}}
scales:
  - {code: total, name: {nl: som, en: sum}, score: sum, items: all}
)";

TEST_F(Installed, AnInstrumentOfTheProviderStandsBesideTheShippedOnes) {
  const std::string file = written("mine.yaml", kOwn);
  EXPECT_EQ(install(file), "done");
  const auto all = instruments_of(directory_.string(), frames());
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), 2U);
  EXPECT_EQ(all->front().code, "our_form") << "by code";
  EXPECT_FALSE(all->front().validated());
  EXPECT_TRUE(remove_instrument(directory_.string(), "our_form"));
  EXPECT_EQ(instruments_of(directory_.string(), frames())->size(), 1U);
  EXPECT_EQ(remove_instrument(directory_.string(), "our_form").error().code, "instrument.not_installed");
  EXPECT_EQ(remove_instrument(directory_.string(), "trial").error().code, "instrument.not_installed")
      << "it is shipped";
  EXPECT_EQ(remove_instrument(directory_.string(), "../mine").error().code, "instrument.not_installed");
  EXPECT_EQ(remove_instrument((directory_ / "none").string(), "our_form").error().code, "file.no_directory");
  EXPECT_TRUE(fs::exists(directory_ / "mine.yaml"));
}

TEST_F(Installed, AFileUnderAnotherNameIsAFault) {
  EXPECT_EQ(install(written("mine.yaml", kOwn)), "done");
  fs::rename(directory_ / "instruments/our_form.yaml", directory_ / "instruments/other.yaml");
  const auto all = instruments_of(directory_.string(), frames());
  ASSERT_FALSE(all);
  EXPECT_EQ(all.error().front().code, "instrument.other_name");
}

TEST_F(Installed, DirectoriesThatCannotServe) {
  const std::string file = written("file", "x");
  const auto into = [&](const std::string& directory) {
    const auto done = install_instrument(kWhole, {directory, day("2026-05-01"), false}, frames());
    return done ? "done" : done.error().front().code;
  };
  EXPECT_EQ(into(file), "file.no_directory");
  EXPECT_EQ(into((directory_ / "none").string()), "file.no_directory");
  EXPECT_FALSE(instruments_of(file, frames()));
  EXPECT_FALSE(instruments_of((directory_ / "none").string(), frames()));

  written("instruments", "a file where the folder should be");
  EXPECT_EQ(install(kWhole), "file.cannot_write");
  EXPECT_EQ(instruments_of(directory_.string(), frames()).error().front().code, "file.cannot_read");
}

TEST_F(Installed, AFileThatDoesNotFitAnyMoreIsAFault) {
  EXPECT_EQ(install(kWhole), "done");
  std::vector<Instrument> later = frames();
  std::erase(later.front().slots, "norm");
  std::erase(later.front().slots, "sd");
  const auto all = instruments_of(directory_.string(), later);
  ASSERT_FALSE(all);
  EXPECT_EQ(all.error().front().code, "instrument.not_a_slot");
  EXPECT_EQ(all.error().front().place.line, 16U);

  fs::rename(directory_ / "instruments/trial.yaml", directory_ / "instruments/other.yaml");
  EXPECT_EQ(instruments_of(directory_.string(), frames()).error().front().code, "instrument.other_name");
}

// As tests/data/instrument/faults: KOERS_UPDATE=1 writes what koers says now.
TEST(FillFaults, AreSaidAsTheFilesBesideThemShow) {
  const auto nl = Messages::read(text_of("i18n/nl.json"), Language::nl, "i18n/nl.json");
  const auto en = Messages::read(text_of("i18n/en.json"), Language::en, "i18n/en.json");
  ASSERT_TRUE(nl && en);
  std::set<std::string> shown;
  for (const auto& entry : fs::directory_iterator(std::string(kFills) + "/faults")) {
    const fs::path& path = entry.path();
    if (path.extension() != ".yaml") continue;
    const auto found = read_instrument_file(text_of(path), path.filename().string(), frames());
    ASSERT_FALSE(found) << path;
    for (const Error& fault : found.error()) {
      shown.insert(fault.code);
      EXPECT_GT(fault.place.line, 0U) << path << ' ' << fault.code;
    }
    const std::string said = en->text(found.error()) + '\n' + nl->text(found.error());
    const fs::path expected = fs::path(path).replace_extension(".txt");
    if (std::getenv("KOERS_UPDATE") != nullptr) std::ofstream(expected, std::ios::binary) << said;
    EXPECT_EQ(said, text_of(expected)) << path;
  }
  for (const char* code : {"instrument.contradicts", "instrument.not_a_slot", "instrument.licence_backwards",
                           "instrument.item_count", "instrument.no_such_frame", "instrument.range_differs"})
    EXPECT_TRUE(shown.contains(code)) << code;
  std::vector<Instrument> own = frames();
  own.front().kind = measure::InstrumentClass::own;
  EXPECT_EQ(read_instrument_file(text_of(kWhole), kWhole, own).error().front().code, "instrument.fills_own");
}

}  // namespace
}  // namespace koers::exchange::installed_test
