// koers bands CASES...: how earlier courses of the own provider went, as bands for the course line.
#include <algorithm>
#include <cstdio>
#include <memory>

#include "base/text.h"
#include "cli/bands_text.h"
#include "cli/case_stream.h"
#include "cli/output.h"
#include "cli/registry.h"
#include "cli/shipped.h"
#include "cli/speak.h"
#include "report/fit_bands.h"

namespace koers::cli {
namespace {

struct Options {
  std::vector<std::string> cases;
  std::string instrument, scale, data, out;
  bool json = false;
  Language language = Language::nl;
};

std::string nearest_of(const std::string& word, const std::vector<std::string_view>& known) {
  return nearest(word, known).value_or("");
}

void run(const Options& o) {
  const auto all = o.data.empty() ? Checked<std::vector<measure::Instrument>>(shipped_frames())
                                  : exchange::instruments_of(o.data, shipped_frames());
  if (!all) refuse(all.error(), o.language);
  std::vector<std::string_view> codes;
  for (const measure::Instrument& one : *all) codes.push_back(one.code);
  const auto instrument = std::ranges::find(*all, o.instrument, &measure::Instrument::code);
  if (instrument == all->end()) {
    refuse(error("instrument.no_such_instrument",
                 {{"code", o.instrument.substr(0, 64)}, {"nearest", nearest_of(o.instrument, codes)}}),
           o.language);
  }
  const measure::InstrumentScale* scale = instrument->scale(o.scale);
  if (scale == nullptr) {
    std::vector<std::string> scales;
    for (const measure::InstrumentScale& one : instrument->scales) scales.push_back(one.code);
    refuse(error("bands.no_such_scale",
                 {{"scale", o.scale.substr(0, 64)}, {"instrument", o.instrument}, {"scales", join(scales, ", ")}}),
           o.language);
  }
  report::BandFitter fitter({instrument->code, scale->code, scale->better.value_or(instrument->better), scale->range});
  std::size_t cases = 0;
  for (const std::string& path : o.cases) {
    refuse_input_as_output(o.out, {path}, o.language);
    each_case(path, o.language, [&](const dossier::CaseFile& file, std::uint32_t) {
      fitter.add(dossier::replay(file.entries), file.synthetic);
      ++cases;
    });
  }
  const dossier::SessionBands bands = fitter.fit();
  const std::string written = dossier::write_bands(bands);
  if (!o.out.empty()) write_output(o.out, written, {}, o.language);
  const std::string text = o.json ? written : bands_text(bands, &*instrument, cases, messages(o.language));
  std::fwrite(text.data(), 1, text.size(), stdout);
}

}  // namespace

void add_bands(CLI::App& app) {
  auto o = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("bands", "How earlier closed courses went on one form, per informant and start");
  command->add_option("CASES", o->cases, "cases: JSON Lines (one or many in a file) or the compact line format")
      ->required();
  command->add_option("--instrument", o->instrument, "the form of every session, session_feedback")->required();
  command->add_option("--scale", o->scale, "one of its scales, visit")->required();
  command->add_option("--data", o->data, "the provider's directory with the instruments it has a licence for");
  command->add_option("-o,--out", o->out, "also write the bands to this file, for koers course --bands");
  command->add_flag("--json", o->json, "that file on standard output instead of the text");
  add_language(*command, o->language);
  command->callback([o] { run(*o); });
}

}  // namespace koers::cli
