// Scoring as text: tests/measure/scoring/*.score.
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

#include "base/text.h"
#include "cli/score_file.h"
#include "cli/score_text.h"
#include "cli/shipped.h"
#include "cli/speak.h"
#include "exchange/yaml.h"
#include "stats/distributions.h"

namespace koers::cli::score_fixture_test {
namespace {

struct Case {
  std::string title, instrument, file, version, who, answers;
  int line = 0;
  std::vector<std::pair<std::string, std::string>> scores;  // scale, as expected
  std::vector<std::pair<std::string, std::string>> traces;
};

std::vector<Case> cases_of(const std::filesystem::path& path) {
  std::vector<Case> out;
  std::ifstream in(path);
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.empty() || line.starts_with("#")) continue;
    if (line.starts_with("  ")) {
      out.back().traces.back().second += line.substr(2) + "\n";
      continue;
    }
    const auto space = line.find(' ');
    const std::string key = line.substr(0, space), rest = line.substr(space + 1);
    if (key == "case") {
      out.emplace_back();
      out.back().title = rest;
      out.back().line = number;
      continue;
    }
    Case& one = out.back();
    if (key == "instrument")
      one.instrument = rest;
    else if (key == "file")
      one.file = rest;
    else if (key == "version")
      one.version = rest;
    else if (key == "who")
      one.who = rest;
    else if (key == "answers")
      one.answers = rest;
    else if (key == "trace")
      one.traces.emplace_back(rest, "");
    else
      one.scores.emplace_back(key, rest.substr(rest.find("= ") + 2));
  }
  return out;
}

std::optional<measure::Instrument> instrument_of(const Case& one) {
  for (const measure::Instrument& shipped : shipped_frames()) {
    if (shipped.code == one.instrument) return shipped;
  }
  const auto text = read_text(one.file);
  json::Document document;
  const auto root = text ? exchange::read_yaml(*text, document, one.file) : Expected<json::Value>();
  if (!text || !root) return {};
  auto found = measure::read_instrument(*root, one.file);
  for (const Error& fault : found ? Errors() : found.error())
    ADD_FAILURE() << one.file << ':' << fault.place.line << ' ' << fault.code;
  return found ? std::optional(std::move(*found)) : std::nullopt;
}

std::string said(const measure::ScaleScore& one) {
  const measure::Score& score = one.score;
  const measure::Meaning& meaning = one.meaning;
  std::string out = score.exists() ? score.raw.text() : "- " + std::string(name(score.why));
  out += "; " + std::to_string(score.used) + " of " + std::to_string(score.used + score.missing);
  if (score.exists() && score.rule != measure::MissingRule::complete) out += "; " + std::string(name(score.rule));
  if (meaning.t) out += "; T " + meaning.t->text();
  if (meaning.percentile) out += "; percentile " + meaning.percentile->text();
  if (meaning.deviation) out += "; deviation " + meaning.deviation->text();
  if (meaning.band) out += "; " + std::string(name(*meaning.band)) + (meaning.band_by_t ? " by T" : " by raw");
  if (meaning.why != measure::NoNorm::none) out += "; " + std::string(name(meaning.why));
  return out;
}

void hold(const Case& one, const std::string& file) {
  SCOPED_TRACE(file + ":" + std::to_string(one.line) + " " + one.title);
  const auto instrument = instrument_of(one);
  ASSERT_TRUE(instrument);
  measure::Respondent who;
  std::string norm;
  for (const std::string_view part : split(one.who, ' ')) {
    const std::string_view value = part.substr(part.find('=') + 1);
    if (part.starts_with("norm=")) norm = value;
    if (part.starts_with("informant=")) ASSERT_TRUE(read_informant(value, who));
    if (part.starts_with("age=")) ASSERT_TRUE(read_age(value, who));
    if (part.starts_with("sex=")) ASSERT_TRUE(read_sex(value, who));
    if (part.starts_with("form=")) ASSERT_TRUE(read_form(value, *instrument, who));
  }
  const auto typed = measure::read_answers(*instrument, one.answers, one.version, "answers");
  ASSERT_TRUE(typed) << typed.error().front().code << ' ' << typed.error().front().place.column;
  const auto scored = score_measurement(*instrument, typed->answers, who, norm, stats::normal_quantile);
  for (const auto& [scale, expected] : one.scores) {
    const auto found = std::ranges::find(
        scored, scale, [](const measure::ScaleScore& s) -> const std::string& { return s.scale->code; });
    ASSERT_NE(found, scored.end()) << scale;
    EXPECT_EQ(said(*found), expected) << scale;
  }
  for (const auto& [scale, expected] : one.traces) {
    const auto scorer = measure::Scorer::make(*instrument, scale);
    ASSERT_TRUE(scorer) << scale;
    measure::Trace trace;
    const measure::Score score = scorer->score(typed->answers, trace);
    std::string lines;
    for (const std::string& line : trace_lines(*instrument, scorer->scale(), score, trace, messages(Language::en)))
      lines += line + "\n";
    EXPECT_EQ(lines, expected) << scale;
    for (const std::string& line : trace_lines(*instrument, scorer->scale(), score, trace, messages(Language::nl)))
      EXPECT_EQ(line.find("score."), std::string::npos) << line;
  }
}

TEST(ScoreFixtures, ScoresAndTracesAreAsAPersonFindsThem) {
  int cases = 0;
  for (const auto& entry : std::filesystem::directory_iterator("tests/measure/scoring")) {
    if (entry.path().extension() != ".score") continue;
    for (const Case& one : cases_of(entry.path())) {
      hold(one, entry.path().filename().string());
      ++cases;
    }
  }
  EXPECT_GE(cases, 30);
}

TEST(ScoreFixtures, AFixtureCanFail) {
  Case one;
  one.instrument = "who5";
  const auto instrument = instrument_of(one);
  ASSERT_TRUE(instrument);
  const auto typed = measure::read_answers(*instrument, "1=3,2=3,3=2,4=4,5=2", "", "answers");
  ASSERT_TRUE(typed);
  EXPECT_NE(said(score_measurement(*instrument, typed->answers, {}).front()), "13; 5 of 5; not_loaded");
}

}  // namespace
}  // namespace koers::cli::score_fixture_test
