// The shipped instrument files, and what a file may not be.
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

#include "exchange/yaml.h"
#include "measure/instrument.h"

namespace koers::exchange {
namespace {

Checked<measure::Instrument> instrument(const std::string& text, const std::string& file) {
  json::Document document;
  auto root = read_yaml(text, document, file);
  if (!root) return fail(Errors{root.error()});
  return measure::read_instrument(*root, file);
}

std::string shipped(const std::string& name) {
  std::ostringstream out;
  out << std::ifstream("instruments/" + name + ".yaml").rdbuf();
  return out.str();
}

TEST(Instruments, ShippedFilesAreFramesWithoutNorms) {
  int n = 0;
  for (const auto& entry : std::filesystem::directory_iterator("instruments")) {
    const std::string name = entry.path().stem().string();
    const auto found = instrument(shipped(name), entry.path().string());
    ASSERT_TRUE(found) << name << ' ' << found.error().front().code << ' ' << found.error().front().place.line;
    EXPECT_EQ(found->code, name);
    if (found->kind != measure::InstrumentClass::frame) continue;
    ++n;
    for (const char* slot : {"norm", "sd", "reliability", "cutoff"})
      EXPECT_TRUE(found->slot(slot)) << name << ' ' << slot;
  }
  EXPECT_GE(n, 7);
}

TEST(Instruments, HoldTheirFacts) {
  const auto obvl = *instrument(shipped("obvl"), "obvl.yaml");
  EXPECT_EQ(obvl.items, 34);
  EXPECT_EQ(obvl.scales.size(), 5U);
  EXPECT_EQ(obvl.informants, (std::vector<std::string>{"mother"}));
  const auto vgfo = *instrument(shipped("vgfo"), "vgfo.yaml");
  EXPECT_EQ(vgfo.items, 63);
  EXPECT_EQ(vgfo.better, measure::Direction::higher_is_better);
  const auto ors = *instrument(shipped("ors"), "ors.yaml");
  EXPECT_EQ(ors.total->most.text(), "40");
  EXPECT_EQ(ors.answers->most.text(), "10");
}

TEST(Instruments, NameTheFault) {
  const auto code = [](const std::string& from, const std::string& to) {
    std::string text = shipped("ors");
    text.replace(text.find(from), from.size(), to);
    const auto found = instrument(text, "ors.yaml");
    return found ? std::string("none") : found.error().front().code;
  };
  EXPECT_EQ(code("least: 0, most: 40", "least: 40, most: 0"), "instrument.range_backwards");
  EXPECT_EQ(code("[norm, sd", "[norm, nrom, sd"), "instrument.unknown_slot");
  EXPECT_EQ(code("[norm, sd", "[norm, items, sd"), "instrument.known_and_slot");
  EXPECT_EQ(code("holder:", "hodler:"), "json.missing_key");
  EXPECT_EQ(code("{n: 4, source: \"corc.uk.net, description of the ORS and SRS\"}", "{n: 4}"), "json.missing_key");
}

}  // namespace
}  // namespace koers::exchange
