// koers score INSTRUMENT: answers, or a publisher's scores, become scores with their norm.
#include <algorithm>
#include <cstdio>
#include <memory>

#include "base/text.h"
#include "cli/case_catalogue.h"
#include "cli/registry.h"
#include "cli/score_file.h"
#include "cli/score_text.h"
#include "cli/shipped.h"
#include "cli/speak.h"
#include "stats/distributions.h"

namespace koers::cli {
namespace {

struct Options {
  std::string instrument, data, file, answers, scores, t, informant, age, form, norm, version, settings,
      delimiter = ",";
  std::vector<std::string> ignore;
  bool girl = false, boy = false, trace = false, json = false;
  Language language = Language::nl;
};

/// An instrument by its code, or the file of one.
Checked<measure::Instrument> instrument_named(const Options& o) {
  const std::string& name = o.instrument;
  if (name.ends_with(".yaml")) {
    const auto text = read_text(name);
    if (!text) return fail(Errors{text.error()});
    return exchange::read_instrument_file(*text, name, shipped_frames());
  }
  auto all = known_instruments(o.data);
  if (!all) return fail(std::move(all.error()));
  const auto found = std::ranges::find(*all, name, &measure::Instrument::code);
  if (found != all->end()) return std::move(*found);
  std::vector<std::string_view> codes;
  for (const measure::Instrument& one : *all) codes.push_back(one.code);
  return fail(Errors{error("instrument.no_such_instrument",
                           {{"code", name.substr(0, 64)}, {"nearest", nearest(name, codes).value_or("")}})});
}

/// A form that was made for others, or a questionnaire nobody of this kind fills in: the number would be read as if it were theirs.
std::optional<Error> misfit(const measure::Respondent& who, const measure::Instrument& instrument) {
  const auto taken_by = [&](const std::vector<measure::Informant>& informants) {
    return !who.informant || informants.empty() || std::ranges::any_of(informants, [&](measure::Informant one) {
      return measure::serves(one, *who.informant);
    });
  };
  if (!taken_by(instrument.informants))
    return error("score.no_such_informant", {{"instrument", instrument.code}}, {"--informant", 0, 0, {}});
  const auto form = std::ranges::find(instrument.forms, who.form, &measure::InstrumentForm::code);
  if (who.form.empty() || form == instrument.forms.end()) return {};
  if (!taken_by(form->informants))
    return error("score.form_informant", {{"form", form->code}}, {"--informant", 0, 0, {}});
  // The last year of life a form is for is in it as a whole.
  const bool young = who.age && form->least_age && compare(*who.age, Decimal{*form->least_age, 0}) < 0;
  const bool old = who.age && form->most_age && compare(*who.age, Decimal{*form->most_age + 1, 0}) >= 0;
  if (young || old) return error("score.form_age", {{"form", form->code}}, {"--age", 0, 0, {}});
  return {};
}

measure::Respondent respondent(const Options& o, const measure::Instrument& instrument) {
  measure::Respondent who;
  Errors faults;
  for (auto& [read, flag] : {std::pair{read_informant(o.informant, who), "--informant"},
                             {read_age(o.age, who), "--age"},
                             {read_form(o.form, instrument, who), "--form"}}) {
    if (read) continue;
    faults.push_back(read.error());
    faults.back().place.file = flag;
  }
  if (!faults.empty()) refuse(faults, o.language);
  if (const auto fault = misfit(who, instrument)) refuse(*fault, o.language);
  if (o.girl || o.boy) who.girl = o.girl;
  return who;
}

std::string scale_codes(const measure::Instrument& instrument) {
  std::vector<std::string> out;
  for (const measure::InstrumentScale& scale : instrument.scales) out.push_back(scale.code);
  return out.empty() ? "-" : join(out, ", ");
}

/// "total=65,problems=61": scales with their numbers.
Checked<std::vector<std::pair<std::size_t, Decimal>>> entered(const std::string& text,
                                                              const measure::Instrument& instrument, bool t) {
  const std::string from = t ? "--t" : "--scores";
  std::vector<std::pair<std::size_t, Decimal>> out;
  Errors faults;
  std::uint32_t column = 1;
  for (const std::string_view part : split(text, ',')) {
    const Place place{from, 0, column, {}};
    column += static_cast<std::uint32_t>(part.size() + 1);
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) {
      faults.push_back(error("score.no_equals", {}, place));
      continue;
    }
    const std::string code(trim(part.substr(0, equals)));
    const auto found = std::ranges::find(instrument.scales, code, &measure::InstrumentScale::code);
    const auto value = Decimal::parse(trim(part.substr(equals + 1)));
    const auto scale = static_cast<std::size_t>(found - instrument.scales.begin());
    if (found == instrument.scales.end())
      faults.push_back(
          error("score.no_such_scale", {{"scale", code.substr(0, 64)}, {"scales", scale_codes(instrument)}}, place));
    else if (!value || !measure::Answer::of(*value))
      faults.push_back(error("score.score_not_a_number", {{"scale", code}}, place));
    else if (t && !measure::possible_t(*value))
      faults.push_back(error("score.t_range", {{"scale", code}}, place));
    else if (std::ranges::find(out, scale, &std::pair<std::size_t, Decimal>::first) != out.end())
      faults.push_back(error("score.item_twice", {{"item", code}}, place));
    else
      out.emplace_back(scale, *value);
  }
  if (!faults.empty()) return fail(std::move(faults));
  return out;
}

void add_answers(const Options& o, const measure::Respondent& who, Scored& to) {
  const measure::Instrument& in = *to.instrument;
  auto typed = measure::read_answers(in, o.answers, o.version, "--answers");
  if (!typed) refuse(typed.error(), o.language);
  to.critical = critical_items(in, typed->answers);
  to.critical_open = critical_open(in, typed->answers);
  to.without_counterpart = std::move(typed->without_counterpart);
  for (const measure::InstrumentScale& scale : in.scales) {
    auto scorer = measure::Scorer::make(in, scale.code);
    if (!scorer) refuse(scorer.error(), o.language);
    Scored::Scale one;
    one.scale = &scale;
    measure::Trace trace;
    one.score = scorer->score(typed->answers, trace);
    if (o.trace) one.trace = std::move(trace);
    one.meaning.why = measure::NoNorm::no_score;
    if (one.score->exists()) {
      one.meaning = measure::ScaleNorms::make(in, scale, stats::normal_quantile).of(one.score->raw, who, o.norm);
      one.cutoff = measure::cutoff_of(in, scale.code, who);
    }
    to.scales.push_back(std::move(one));
  }
}

void add_entered(const Options& o, const measure::Respondent& who, bool t, Scored& to) {
  const measure::Instrument& in = *to.instrument;
  const auto numbers = entered(t ? o.t : o.scores, in, t);
  if (!numbers) refuse(numbers.error(), o.language);
  for (const auto& [index, value] : *numbers) {
    const measure::InstrumentScale& scale = in.scales[index];
    const auto norms = measure::ScaleNorms::make(in, scale, stats::normal_quantile);
    Scored::Scale one;
    one.scale = &scale;
    if (t) {
      one.meaning = norms.of_t(value, who, o.norm);
    } else {
      one.score = measure::entered_score(scale, value);
      if (!one.score->exists()) {
        refuse(error("score.scale_range",
                     {{"scale", scale.code}, {"least", scale.range->least.text()}, {"most", scale.range->most.text()}},
                     {"--scores", 0, 0, {}}),
               o.language);
      }
      one.meaning = norms.of(value, who, o.norm);
      one.cutoff = measure::cutoff_of(in, scale.code, who);
    }
    to.scales.push_back(std::move(one));
  }
}

/// What the one who gave such an answer is told, in the provider's own words.
std::string notice(const Options& o) {
  const auto catalogue = catalogue_for({}, o.settings);
  if (!catalogue) refuse(catalogue.error(), o.language);
  const std::string& text = catalogue->settings().critical_text.in(o.language);
  const exchange::Messages& say = messages(o.language);
  return text.empty() ? say.text("answer.critical_no_text") : say.text("answer.critical", {{"text", text}});
}

void run(const Options& o) {
  const auto instrument = instrument_named(o);
  if (!instrument) refuse(instrument.error(), o.language);
  const measure::Respondent who = respondent(o, *instrument);
  const measure::NormSet* set = instrument->norm_set(o.norm);
  if (!o.norm.empty() && set == nullptr)
    refuse(error("score.no_such_norm", {{"instrument", instrument->code}}, {"--norm", 0, 0, {}}), o.language);
  std::string out;
  if (!o.file.empty()) {
    const char delimiter = o.delimiter == "tab" ? '\t' : o.delimiter.front();
    auto made = score_file(*instrument, {o.file, delimiter, o.ignore, o.version, o.norm, who});
    if (!made) refuse(made.error(), o.language);
    out = std::move(*made);
  } else {
    Scored scored;
    scored.instrument = &*instrument;
    if (!o.answers.empty()) add_answers(o, who, scored);
    if (!o.scores.empty()) add_entered(o, who, false, scored);
    if (!o.t.empty()) add_entered(o, who, true, scored);
    if (!scored.critical.empty()) scored.notice = notice(o);
    out = o.json ? score_json(scored) : score_text(scored, messages(o.language));
  }
  std::fwrite(out.data(), 1, out.size(), stdout);
}

}  // namespace

void add_score(CLI::App& app) {
  auto o = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("score", "scores from answers, with norm, band and the way they were made");
  command->add_option("INSTRUMENT", o->instrument, "its code (sdq), or an instrument file (.yaml)")->required();
  auto* file = command->add_option("FILE", o->file, "a spreadsheet of answers (CSV), one measurement a line");
  auto* answers = command->add_option("--answers", o->answers, "item=answer, ...: 1=2,2=0,3=- (- is left open)");
  auto* scores = command->add_option("--scores", o->scores, "scale=score, ...: what the publisher's program gave");
  auto* t = command->add_option("--t", o->t, "scale=T, ...: T-scores of the publisher's program");
  auto* trace = command->add_flag("--trace", o->trace, "how each score was made, item by item");
  auto* as_json = command->add_flag("--json", o->json, "as JSON");
  for (CLI::Option* one : {answers, scores, t, trace, as_json}) file->excludes(one);
  command->add_option("--informant", o->informant, "who answered: mother, father, youth, teacher ...");
  command->add_option("--age", o->age, "of the child, in years: 9.2");
  auto* girl = command->add_flag("--girl", o->girl, "the child is a girl");
  command->add_flag("--boy", o->boy, "the child is a boy")->excludes(girl);
  command->add_option("--form", o->form, "form of the instrument");
  command->add_option("--norm", o->norm, "norm version; else the current one");
  command->add_option("--answered-version", o->version, "version of the instrument that was answered, else its own");
  command->add_option("--delimiter", o->delimiter, "of FILE: , ; | or tab")
      ->check(CLI::IsMember({",", ";", "|", "tab"}))
      ->needs(file);
  command->add_option("--ignore", o->ignore, "a column of FILE that is not read; may be given more than once")
      ->needs(file)
      ->expected(1);
  command->add_option("--data", o->data, "a provider's directory, with what it has a licence for in instruments/");
  command->add_option("--settings", o->settings,
                      "the provider's own settings file, with what a critical answer is told");
  add_language(*command, o->language);
  command->callback([o] {
    if (o->file.empty() && o->answers.empty() && o->scores.empty() && o->t.empty())
      throw CLI::RequiredError("FILE, --answers, --scores or --t");
    run(*o);
  });
}

}  // namespace koers::cli
