// Whatever stands in an instrument file, or in one that fills a frame: an instrument whose indexes and ranges hold, or faults that each
// have a code and a file.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "exchange/yaml.h"
#include "measure/fill.h"

namespace {

using koers::measure::Instrument;
using koers::measure::InstrumentItem;
using koers::measure::Scoring;

void require(bool holds) {
  if (!holds) std::abort();
}

void sound(const Instrument& in) {
  for (const InstrumentItem& item : in.items)
    require(item.answers == InstrumentItem::no_answers || item.answers < in.answer_sets.size());
  for (std::size_t i = 0; i < in.scales.size(); ++i) {
    const auto& scale = in.scales[i];
    const bool of_scales = scale.scoring.how == Scoring::How::of_scales;
    for (const Scoring::Part& part : scale.scoring.parts) {
      require(part.index < (of_scales ? i : in.items.size()));
      require(part.recode == Scoring::no_recode || part.recode < in.recodes.size());
    }
    require(scale.scoring.parts.empty() || scale.scoring.most_missing < scale.scoring.parts.size());
    if (scale.range) require(compare(scale.range->least, scale.range->most) <= 0);
  }
  for (const std::string_view slot : koers::measure::slots()) require(!(in.slot(slot) && in.filled(slot)));
  const bool numbers = !in.norms.empty() || !in.reliability.empty() || !in.cutoffs.empty();
  require(in.validated() || !numbers);
}

/// A frame with as many slots as there can be.
const Instrument& frame() {
  static const Instrument made = [] {
    koers::json::Document document;
    const auto root = koers::exchange::read_yaml(
        "instrument: trial\nname: {nl: a, en: b}\nclass: frame\nholder: x\nlicence: {text: a, source: b}\n"
        "better: {value: lower, source: b}\nitems_source: b\nitems:\n  - {run: '', from: 1, to: 4}\nscales_source: b\n"
        "scales:\n  - {code: total, name: {nl: a, en: b}, score: sum, items: all}\n  - {code: half, name: {nl: a, en: "
        "b}}\n"
        "slots: [answers, key, norm, sd, reliability, cutoff]\n",
        document, "frame.yaml");
    require(root.has_value());
    auto found = koers::measure::read_instrument(*root, "frame.yaml");
    require(found.has_value());
    return std::move(*found);
  }();
  return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  koers::json::Document document;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto root = koers::exchange::read_yaml(text, document, "fuzz.yaml");
  if (!root) return 0;
  const auto found = root->find("fills") ? koers::measure::fill(frame(), *root, "fuzz.yaml")
                                         : koers::measure::read_instrument(*root, "fuzz.yaml");
  if (found) {
    sound(*found);
    return 0;
  }
  require(!found.error().empty());
  for (const koers::Error& fault : found.error()) require(!fault.code.empty() && !fault.place.file.empty());
  return 0;
}
