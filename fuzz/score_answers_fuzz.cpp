// Whatever is typed as answers: answers that can be scored with their trace, or faults that each have a code. A first line that begins with
// "v" names a version.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "exchange/yaml.h"
#include "measure/scoring_answers.h"

namespace {

using namespace koers;

constexpr const char* made_up = R"(
instrument: made_up
name: {nl: "x", en: "x"}
class: own
holder: nobody
licence: {text: "made up"}
better: {value: lower}
answer_sets:
  - {code: often, least: 0, most: 3}
  - {code: line, least: -5, most: 10, decimals: 1, not_applicable: 99}
items:
  - {code: a, answers: often, text: {nl: "x", en: "x"}}
  - {code: b, answers: often, text: {nl: "x", en: "x"}, optional: yes}
  - {code: c, answers: line, text: {nl: "x", en: "x"}}
  - {code: d, answers: line, text: {nl: "x", en: "x"}}
recodes: [{code: late, to: {1: 0, 2: 1}}]
scales:
  - {code: s, name: {nl: "x", en: "x"}, score: sum, items: all, missing: {most: 3, fill: mean}, round: half_up}
  - {code: m, name: {nl: "x", en: "x"}, score: mean, items: [a, -c], missing: {most: 1, fill: zero}, factor: -2.5, offset: 0.5}
  - {code: w, name: {nl: "x", en: "x"}, score: weighted, items: [{code: a, weight: -1.5, recode: late}, {code: d, weight: 3}], missing: {most: 1, fill: mean}}
  - {code: t, name: {nl: "x", en: "x"}, score: of_scales, scales: [s, m, w], decimals: 2}
replaces:
  - {version: 0, items: {p: a, q: c}, answers: {7: 1, 8: 2}}
)";

void require(bool holds) {
  if (!holds) std::abort();
}

const measure::Instrument& instrument() {
  static const measure::Instrument found = [] {
    json::Document document;
    const auto root = exchange::read_yaml(made_up, document, "fuzz.yaml");
    require(root.has_value());
    auto read = measure::read_instrument(*root, "fuzz.yaml");
    require(read.has_value());
    return std::move(*read);
  }();
  return found;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  std::string_view version;
  if (text.starts_with('v')) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    version = text.substr(1, end - 1);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  const auto read = measure::read_answers(instrument(), text, version, "fuzz");
  if (!read) {
    require(!read.error().empty());
    for (const Error& fault : read.error()) require(fault.code.starts_with("score.") && fault.place.file == "fuzz");
    return 0;
  }
  require(read->answers.size() == instrument().items.size());
  for (const measure::InstrumentScale& scale : instrument().scales) {
    const auto scorer = measure::Scorer::make(instrument(), scale.code);
    measure::Trace trace;
    const measure::Score with = scorer->score(read->answers, trace);
    const measure::Score without = scorer->score(read->answers);
    require(with.why == without.why && with.raw == without.raw && with.used == without.used);
    require(with.why != measure::NoScore::answer_out_of_range);  // the reader has refused it
    if (with.exists() && scale.range)
      require(compare(with.raw, scale.range->least) >= 0 && compare(with.raw, scale.range->most) <= 0);
  }
  return 0;
}
