// Instrument files as a person writes them: the shipped ones, and what is refused and how it is said.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <sstream>

#include "exchange/messages.h"
#include "exchange/yaml.h"
#include "measure/instrument.h"

namespace koers::exchange::instruments_test {
namespace {

namespace fs = std::filesystem;
using measure::Instrument;
using measure::Scoring;

std::string text_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

Checked<Instrument> instrument(const std::string& text, const std::string& file) {
  json::Document document;
  auto root = read_yaml(text, document, file);
  if (!root) return fail(Errors{root.error()});
  return measure::read_instrument(*root, file);
}

Instrument shipped(const std::string& name) {
  auto found = instrument(text_of("instruments/" + name + ".yaml"), name + ".yaml");
  EXPECT_TRUE(found) << name;
  return found ? std::move(*found) : Instrument();
}

std::vector<fs::path> files(const fs::path& directory) {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(directory)) {
    if (entry.path().extension() == ".yaml") out.push_back(entry.path());
  }
  return out;
}

std::string range(const Instrument& instrument, std::string_view scale) {
  const measure::InstrumentScale* found = instrument.scale(scale);
  if (found == nullptr || !found->range) return "none";
  return found->range->least.text() + ".." + found->range->most.text();
}

TEST(Instruments, ShippedFilesAreClean) {
  std::size_t frames = 0;
  for (const fs::path& path : files("instruments")) {
    const auto found = instrument(text_of(path), path.string());
    ASSERT_TRUE(found) << path << ' ' << found.error().front().code << ' ' << found.error().front().place.line;
    EXPECT_EQ(found->code, path.stem().string());
    frames += found->kind == measure::InstrumentClass::frame ? 1 : 0;
  }
  EXPECT_GE(frames, 8U);
}

// Walks the file itself, so that it does not rest on the reader.
std::size_t texts_of_items(json::Value root) {
  std::size_t out = 0;
  const auto items = root.find("items");
  if (!items || !items->is(json::Type::array)) return 0;
  for (const json::Value item : *items) out += item.find("text").has_value() ? 1 : 0;
  return out;
}

TEST(Instruments, ShippedFramesHoldNoItemText) {
  const auto texts = [](const fs::path& path) {
    json::Document document;
    const auto root = read_yaml(text_of(path), document, path.string());
    EXPECT_TRUE(root) << path;
    const auto kind = root->find("class");
    const bool frame = !kind || kind->text() != "own";
    return frame ? texts_of_items(*root) : 0;
  };
  for (const fs::path& path : files("instruments")) EXPECT_EQ(texts(path), 0U) << path;
  EXPECT_EQ(texts("tests/data/instrument/faults/text_in_frame.yaml"), 2U) << "the test can fail";
}

TEST(Instruments, HoldTheirFacts) {
  const Instrument obvl = shipped("obvl");
  EXPECT_EQ(obvl.item_count, 34);
  EXPECT_GE(obvl.scales.size(), 5U);
  EXPECT_EQ(obvl.informants,
            (std::vector{measure::Informant::mother, measure::Informant::father, measure::Informant::other_carer}));
  const Instrument vgfo = shipped("vgfo");
  EXPECT_EQ(vgfo.item_count, 63);
  EXPECT_EQ(vgfo.better, measure::Direction::higher_is_better);
  const Instrument ors = shipped("ors");
  EXPECT_EQ(ors.item_count, 4);
  EXPECT_EQ(range(ors, "total"), "0.0..40.0");
}

// A fault is a line of a file, and beside the file stands what koers says about it, in both languages. KOERS_UPDATE=1 writes what it
// says now.
TEST(InstrumentFaults, AreSaidAsTheFilesBesideThemShow) {
  const auto nl = Messages::read(text_of("i18n/nl.json"), Language::nl, "i18n/nl.json");
  const auto en = Messages::read(text_of("i18n/en.json"), Language::en, "i18n/en.json");
  ASSERT_TRUE(nl && en);
  std::set<std::string> shown;
  for (const fs::path& path : files("tests/data/instrument/faults")) {
    const auto found = instrument(text_of(path), path.filename().string());
    ASSERT_FALSE(found) << path;
    for (const Error& fault : found.error()) {
      shown.insert(fault.code);
      EXPECT_GT(fault.place.line, 0U) << path << ' ' << fault.code;
      EXPECT_TRUE(en->has(fault.code) && en->has(fault.code + ".remedy")) << fault.code;
    }
    const std::string said = en->text(found.error()) + '\n' + nl->text(found.error());
    const fs::path expected = fs::path(path).replace_extension(".txt");
    if (std::getenv("KOERS_UPDATE") != nullptr) std::ofstream(expected, std::ios::binary) << said;
    EXPECT_EQ(said, text_of(expected)) << path;
  }
  std::set<std::string> raised;
  for (const auto& entry : fs::directory_iterator("src/measure")) {
    if (!entry.path().filename().string().starts_with("instrument_read")) continue;
    const std::string text = text_of(entry.path());
    constexpr std::string_view begin = "fault(\"instrument.";
    for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at + 1)) {
      raised.insert(text.substr(at + 7, text.find('"', at + 7) - at - 7));
    }
  }
  ASSERT_GT(raised.size(), 30U);
  // Those of a file that fills slots are shown by its own test.
  for (const char* code :
       {"instrument.contradicts", "instrument.not_a_slot", "instrument.licence_backwards", "instrument.item_count"})
    raised.erase(code);
  for (const std::string& code : raised)
    EXPECT_TRUE(shown.contains(code)) << code << " has no file in tests/data/instrument/faults";
}

// A frame with these scales on top of q1..q4, each 0..3, and d1, d2, each 1..5 with a word for "does not apply".
Instrument with(const std::string& scales) {
  const std::string text = R"(instrument: trial
name: {nl: proef, en: trial}
class: frame
holder: nobody
licence: {text: free, source: "book:p1", url: "https://example.org", checked: 2026-01-05, may_score: yes, languages: [nl]}
better: {value: lower, source: "book:p1"}
informants: {codes: [mother, father], source: "book:p1"}
answer_sets:
  - {code: often4, least: 0, most: 3, points: {0: {nl: nooit}, 3: {nl: altijd}}, source: "book:p2"}
  - {code: agree5, least: 1, most: 5, not_applicable: 9, points: {1: {nl: nee}, 9: {nl: n.v.t.}}, source: "book:p2"}
items_source: "book:p2"
items:
  - {run: q, from: 1, to: 4, answers: often4}
  - {code: d1, answers: agree5, critical: {at_least: 4}}
  - {code: d2, answers: agree5, optional: yes}
recodes:
  - {code: fold, to: {3: 2}, source: "book:p3"}
scales_source: "book:p3"
scales:
)" + scales;
  auto found = instrument(text, "trial.yaml");
  if (!found) ADD_FAILURE() << found.error().front().code << ' ' << found.error().front().place.line;
  return found ? std::move(*found) : Instrument();
}

std::string scale(const std::string& rest) { return "  - {code: s, name: {nl: som, en: sum}, " + rest + "}\n"; }

TEST(Instruments, ComputeTheRangeTheItemsDecide) {
  const auto of = [](const std::string& rest) { return range(with(scale(rest)), "s"); };
  EXPECT_EQ(of("score: sum, items: [q1, -q2, q3]"), "0..9");
  EXPECT_EQ(of("score: sum, items: [{run: q, from: 1, to: 4}]"), "0..12");
  EXPECT_EQ(of("score: mean, items: [q1, q2, q3]"), "0.00..3.00");
  EXPECT_EQ(of("score: mean, items: [d1, d2], factor: 10, decimals: 0"), "10..50");
  EXPECT_EQ(of("score: mean, items: [d1, d2], factor: -1, offset: 6, decimals: 1"), "1.0..5.0");
  EXPECT_EQ(of("score: weighted, items: [{code: q1, weight: 2}, {code: q2, weight: -0.5}], decimals: 1"), "-1.5..6.0");
  EXPECT_EQ(of("score: weighted, items: [{code: q1, weight: 0.5}], round: half_up"), "0..2");
  EXPECT_EQ(of("score: weighted, items: [{code: q1, weight: -0.5}], round: half_up"), "-1..0");
  EXPECT_EQ(of("score: weighted, items: [{code: q1, weight: -0.5}]"), "-2..0");
  EXPECT_EQ(of("score: sum, items: [{code: q1, recode: fold}, {code: q2, recode: fold}]"), "0..4");
  EXPECT_EQ(of("score: sum, items: [q1, d1]"), "none") << "d1 may be left out";
  EXPECT_EQ(of("score: sum, items: [q1, d1], least: 0, most: 8"), "0..8");
  EXPECT_EQ(of("score: mean, items: [q1, d1]"), "none") << "of the answered ones alone the mean may lie outside";
  EXPECT_EQ(of("least: 1, most: 100"), "1..100");
}

TEST(Instruments, AddScalesToScales) {
  const Instrument found = with(
      "  - {code: a, name: {nl: a, en: a}, score: sum, items: [q1, q2]}\n"
      "  - {code: b, name: {nl: b, en: b}, score: sum, items: [q3, q4]}\n"
      "  - {code: s, name: {nl: som, en: sum}, score: of_scales, scales: [a, b]}\n");
  EXPECT_EQ(range(found, "s"), "0..12");
}

TEST(Instruments, KeepWhatTheFileSays) {
  const Instrument found = with(scale("score: sum, items: [q1, -q2], missing: {most: 1, fill: mean}, decimals: 1") +
                                R"(norms:
  - code: n2020
    population: "school children"
    year: 2020
    t: table
    source: "book:p4"
    rows:
      - {of: {informants: [mother], sex: girl, age: {from: 4, below: 12}}, table: [{from: 0, t: 40}, {from: 3, t: 60}], table_below: 7}
      - {of: {informants: [mother]}, t_bands: [{from: 0, band: normal}, {from: 60, band: borderline}, {from: 64, band: clinical}]}
reliability:
  - {of: {scale: s}, r: 0.81, kind: test_retest, sd: 2.5, source: "book:p4"}
cutoffs:
  - {of: {scale: s}, at: 4, clinical_on_it: no, source: "book:p4"}
slots: [texts, norm]
)");
  ASSERT_EQ(found.scales.size(), 1U);
  const Scoring& s = found.scales[0].scoring;
  EXPECT_EQ(s.how, Scoring::How::sum);
  EXPECT_EQ(s.most_missing, 1);
  EXPECT_EQ(s.fill, Scoring::Fill::mean);
  EXPECT_FALSE(s.parts.at(0).reverse);
  EXPECT_TRUE(s.parts.at(1).reverse);
  EXPECT_TRUE(found.about_safety);
  EXPECT_TRUE(found.items.at(4).critical->holds({4, 0}));
  EXPECT_FALSE(found.items.at(4).critical->holds({3, 0}));
  EXPECT_TRUE(found.items.at(5).optional);
  ASSERT_NE(found.norm_set(""), nullptr);
  EXPECT_EQ(found.norm_set("n2020")->year, 2020);
  EXPECT_EQ(found.norm_set("n2021"), nullptr);
  const measure::NormRow& row = found.norms[0].rows.at(0);
  EXPECT_EQ(row.table.at(1).t->text(), "60");
  EXPECT_EQ(row.of.girls, true);
  EXPECT_EQ(found.norms[0].rows.at(1).t_bands.at(2).band, measure::ScoreBand::clinical);
  EXPECT_EQ(found.reliability.at(0).kind, measure::Reliability::Kind::test_retest);
  EXPECT_FALSE(found.cutoffs.at(0).clinical_on_it);
  EXPECT_EQ(found.licence.checked, LocalDate::from_ymd(2026, 1, 5));
  EXPECT_EQ(found.licence.may_score, "yes");
  EXPECT_EQ(found.licence.may_modify, "ask");
  // Norms for the girls of mothers alone: what fathers' norms are is still open.
  EXPECT_FALSE(found.filled("norm"));
  EXPECT_TRUE(found.filled("reliability"));
}

TEST(Instruments, KnowWhoServesWhom) {
  using measure::Informant;
  EXPECT_TRUE(measure::serves(Informant::parent, Informant::father));
  EXPECT_TRUE(measure::serves(Informant::parent, Informant::other_carer));
  EXPECT_FALSE(measure::serves(Informant::mother, Informant::father));
  EXPECT_FALSE(measure::serves(Informant::father, Informant::parent));
  EXPECT_FALSE(measure::serves(Informant::parent, Informant::teacher));
  for (std::size_t i = 0; i < measure::informants_count; ++i) {
    const auto who = static_cast<Informant>(i);
    EXPECT_EQ(measure::informant_named(measure::name(who)), who);
  }
  EXPECT_FALSE(measure::informant_named("grandmother"));
}

}  // namespace
}  // namespace koers::exchange::instruments_test
