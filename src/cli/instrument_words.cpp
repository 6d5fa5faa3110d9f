#include "cli/instrument_words.h"

#include <algorithm>

#include "base/text.h"

namespace koers::cli {

using measure::Instrument;
using measure::NormRow;

Loaded loaded(const Instrument& instrument, std::string_view slot) {
  if (instrument.filled(slot)) return Loaded::whole;
  bool some = false;
  if (slot == "texts") {
    some = std::ranges::any_of(instrument.items, [](const measure::InstrumentItem& i) { return !i.text.empty(); });
  } else if (slot == "norm") {
    some = std::ranges::any_of(instrument.norms, [](const measure::NormSet& set) {
      return std::ranges::any_of(set.rows, [](const NormRow& r) { return r.mean || !r.table.empty(); });
    });
  } else if (slot == "reliability") {
    some = !instrument.reliability.empty();
  } else if (slot == "cutoff") {
    some = !instrument.cutoffs.empty();
  }
  return some ? Loaded::partly : Loaded::none;
}

const std::string& InstrumentWords::name(const measure::Texts& texts) const {
  const bool dutch = say_.language() == Language::nl;
  const std::string& wanted = dutch ? texts.nl : texts.en;
  return wanted.empty() ? (dutch ? texts.en : texts.nl) : wanted;
}

std::string InstrumentWords::informants(std::span<const measure::Informant> who) const {
  std::vector<std::string> out;
  for (const measure::Informant one : who) out.push_back(word("informant." + std::string(measure::name(one))));
  return out.empty() ? word("not_public") : join(out, ", ");
}

std::string InstrumentWords::kind(const Instrument& instrument) const {
  return word(instrument.validated() ? "class.frame" : "class.own");
}

std::string InstrumentWords::items(const Instrument& instrument) const {
  if (!instrument.item_count) return word("not_public");
  const bool texts = cli::loaded(instrument, "texts") != Loaded::none;
  return word(texts ? "items.with_text" : "items.number", {{"n", std::to_string(*instrument.item_count)}});
}

std::string InstrumentWords::loaded(const Instrument& instrument, std::string_view slot) const {
  const bool number = slot == "norm" || slot == "reliability" || slot == "cutoff";
  if (number && !instrument.validated()) return word("loaded.own");
  switch (cli::loaded(instrument, slot)) {
    case Loaded::whole: return word("loaded.whole");
    case Loaded::partly: return word("loaded.partly");
    case Loaded::none: break;
  }
  return word("loaded.no_" + std::string(slot));
}

std::string InstrumentWords::population(const measure::Population& of) const {
  std::vector<std::string> out;
  if (!of.scale.empty()) out.push_back(of.scale);
  if (!of.form.empty()) out.push_back(of.form);
  if (!of.informants.empty()) out.push_back(informants(of.informants));
  if (of.girls) out.push_back(word(*of.girls ? "girls" : "boys"));
  if (of.age_from || of.age_below) {
    out.push_back(word("age", {{"from", of.age_from ? of.age_from->text() : "0"},
                               {"limit", of.age_below ? "yes" : "no"},
                               {"below", of.age_below ? of.age_below->text() : ""}}));
  }
  return out.empty() ? word("everybody") : join(out, ", ");
}

std::string InstrumentWords::range(const std::optional<measure::Range>& range) const {
  return range ? range->least.text() + " – " + range->most.text() : word("not_public");
}

}  // namespace koers::cli
