// How fast typed answers become a score with its norm, on one core: a sum of thirty items, none, some or more missing than allowed, with
// a T from a table, T linear and deviation, or bands alone, for persons of every age and sex of the norm. Medians of seven rounds, processor
// time. Exit code 1 below the requirement's 1,000,000 a second, or when a score is not what plain addition says.
#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

#include "exchange/yaml.h"
#include "measure/norms.h"
#include "measure/scoring.h"
#include "stats/distributions.h"

namespace {

using namespace koers;
using namespace koers::measure;

constexpr std::size_t items = 30, sheets = 4096, scorings = 1'000'000;

std::string instrument_text() {
  std::string out = R"(instrument: made_up
name: {nl: "x", en: "x"}
class: frame
holder: nobody
licence: {text: "made up", source: "made up"}
better: {value: lower, source: "made up"}
slots: [texts]
answer_sets: [{code: s, least: 0, most: 3, source: "made up"}]
items_source: "made up"
items: [{run: "", from: 1, to: 30, answers: s}]
scales_source: "made up"
scales: [{code: total, name: {nl: "x", en: "x"}, score: sum, items: [)";
  for (std::size_t i = 1; i <= items; ++i)
    out += (i % 7 == 0 ? "-" : "") + std::to_string(i) + (i < items ? ", " : "]");
  out += R"(, missing: {most: 3, fill: mean}, round: half_up}]
norms:
)";
  for (const char* kind : {"table", "linear"}) {
    out += std::string("  - {code: ") + kind + ", population: \"made up\", source: \"made up\", t: " + kind +
           ", rows: [\n   ";
    for (int age = 4; age < 18; age += 2) {
      for (const char* sex : {"girl", "boy"}) {
        out += "{of: {scale: total, sex: " + std::string(sex) + ", age: {from: " + std::to_string(age) +
               ", below: " + std::to_string(age + 2) + "}}, ";
        if (kind == std::string_view("linear")) {
          out += "\n     mean: " + std::to_string(30 + age) + ".5, sd: 9.75, ";
        } else {
          out += "table: [";
          for (int from = 0; from <= 90; ++from)
            out += "{from: " + std::to_string(from) + ", t: " + std::to_string(20 + from) +
                   (from < 90 ? "},\n   " : "}],\n   ");
        }
        out += "t_bands: [{from: 0, band: normal}, {from: 60, band: borderline}, {from: 64, band: clinical}]},\n   ";
      }
    }
    out += "]}\n";
  }
  return out;
}

double seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

}  // namespace

int main() {
  json::Document document;
  std::string text = instrument_text();
  for (auto at = text.find(",\n   ]"); at != std::string::npos; at = text.find(",\n   ]")) text.erase(at, 1);
  const auto root = exchange::read_yaml(text, document, "bench.yaml");
  if (!root) return std::fprintf(stderr, "%s\n", root.error().code.c_str()), 1;
  const auto instrument = read_instrument(*root, "bench.yaml");
  if (!instrument) return std::fprintf(stderr, "%s\n", instrument.error().front().code.c_str()), 1;
  const Scorer scorer = *Scorer::make(*instrument, "total");
  const ScaleNorms norms = ScaleNorms::make(*instrument, instrument->scales[0], stats::normal_quantile);

  std::vector<std::array<Answer, items>> answers(sheets);
  std::vector<Respondent> persons(sheets);
  std::uint64_t chance = 7;
  const auto next = [&](std::uint64_t below) {
    chance ^= chance << 13;
    chance ^= chance >> 7;
    chance ^= chance << 17;
    return chance % below;
  };
  for (std::size_t n = 0; n < sheets; ++n) {
    std::int64_t plain = 0;
    for (std::size_t i = 0; i < items; ++i) {
      const auto value = static_cast<std::int64_t>(next(4));
      answers[n][i] = *Answer::of({value, 0});
      plain += (i + 1) % 7 == 0 ? 3 - value : value;
    }
    if (scorer.score(answers[n]).raw.scaled != plain) return std::fprintf(stderr, "another sum\n"), 1;
    for (std::uint64_t gone = n % 4 == 0 ? next(5) : 0; gone > 0; --gone)
      answers[n][next(items)] = Answer::none(Missing::refused);
    persons[n] = {Informant::mother, "", next(2) == 0, Decimal{static_cast<std::int64_t>(40 + next(140)), 1}};
  }

  bool slow = false;
  for (const std::string_view set : {"none", "table", "linear"}) {
    std::array<double, 7> rounds{};
    std::int64_t check = 0;
    for (double& round : rounds) {
      const double start = seconds();
      for (std::size_t n = 0; n < scorings; ++n) {
        const std::size_t at = n % sheets;
        const Score score = scorer.score(answers[at]);
        if (!score.exists()) continue;
        check += score.raw.scaled;
        if (set == "none") continue;
        const Meaning meaning = norms.of(score.raw, persons[at], set);
        if (meaning.t) check += meaning.t->scaled;
      }
      round = seconds() - start;
    }
    std::ranges::sort(rounds);
    const double rate = static_cast<double>(scorings) / rounds[3];
    std::printf("norm %-7s %10.0f scores a second on one core (check %lld)\n", std::string(set).c_str(), rate,
                static_cast<long long>(check));
    slow = slow || rate < 1e6;
  }
  return slow ? 1 : 0;
}
