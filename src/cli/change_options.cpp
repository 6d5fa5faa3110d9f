#include "cli/change_options.h"

#include <algorithm>
#include <array>

#include "cli/shipped.h"
#include "measure/cutoff.h"
#include "measure/instrument.h"

namespace koers::cli {
namespace {

constexpr int most_decimals = 4;
constexpr std::int64_t most_score = 100'000;  // in units of the score

Expected<Decimal> number(const char* flag, const std::string& text) {
  if (text.empty()) return fail("change.flag_missing", {{"flag", flag}});
  auto found = Decimal::parse(text);
  if (!found) found = Decimal::parse(text, ',');
  if (!found || found->decimals > most_decimals || compare(*found, {most_score, 0}) > 0 ||
      compare(*found, {-most_score, 0}) < 0) {
    return fail("change.flag_not_a_number", {{"flag", flag}});
  }
  return *found;
}

/// Sets `to` when the flag was given.
Expected<void> optional_number(const char* flag, const std::string& text, std::optional<measure::Parameter>& to) {
  if (text.empty()) return {};
  const auto found = number(flag, text);
  if (!found) return fail(found.error());
  to = measure::Parameter{found->value(), measure::Origin::norm};
  return {};
}

Expected<void> number_or_sample(const char* flag, const std::string& text, bool file,
                                std::optional<measure::Parameter>& to, bool& sample) {
  sample = text == "sample";
  if (!sample) {
    if (text.empty()) return fail("change.flag_missing", {{"flag", flag}});
    return optional_number(flag, text, to);
  }
  if (!file) return fail("change.sample_without_file", {{"flag", flag}});
  return {};
}

Expected<measure::ScoreGroup> population(const char* mean_flag, const std::string& mean, const char* sd_flag,
                                         const std::string& sd) {
  const auto m = number(mean_flag, mean);
  if (!m) return fail(m.error());
  const auto s = number(sd_flag, sd);
  if (!s) return fail(s.error());
  return measure::ScoreGroup{*m, *s};
}

Expected<std::optional<Decimal>> cutoff_of(const ChangeOptions& o, measure::Direction direction) {
  if (o.cutoff.empty()) return std::optional<Decimal>();
  if (o.cutoff != "a" && o.cutoff != "b" && o.cutoff != "c") {
    const auto given = number("--cutoff", o.cutoff);
    if (!given) return fail(given.error());
    return std::optional<Decimal>(*given);
  }
  const auto clinical = population("--clinical-mean", o.clinical_mean, "--clinical-sd", o.clinical_sd);
  if (!clinical) return fail(clinical.error());
  const auto functional = population("--norm-mean", o.norm_mean, "--norm-sd", o.norm_sd);
  if (!functional) return fail(functional.error());
  const auto criterion = o.cutoff == "a"   ? measure::CutoffCriterion::a
                         : o.cutoff == "b" ? measure::CutoffCriterion::b
                                           : measure::CutoffCriterion::c;
  const auto found = measure::cutoff(criterion, *clinical, *functional, direction);
  if (!found) return fail(found.error());
  return found->round(most_decimals);
}

}  // namespace

void add_change_options(CLI::App& command, ChangeOptions& o) {
  command.add_option("SCORES", o.file,
                     "a file of rows with a start and an end score (CSV); without it --start and --end");
  command.add_option("--start", o.start, "the score at the start");
  command.add_option("--end", o.end, "the score at the end");
  command.add_option("--start-column", o.start_column, "the column of SCORES with the start scores");
  command.add_option("--end-column", o.end_column, "the column of SCORES with the end scores");
  command.add_option("--delimiter", o.delimiter, "what separates cells (,)")
      ->check(CLI::IsMember({",", ";", "tab", "|"}));
  command.add_option("--encoding", o.encoding, "how SCORES was saved (utf-8)")
      ->check(CLI::IsMember({"utf-8", "windows-1252", "latin-1", "utf-16"}));
  command.add_option("--decimal-sign", o.decimal_sign, "decimal sign in SCORES (.)")->check(CLI::IsMember({".", ","}));
  command.add_option("--decimals", o.decimals, "the decimals scores in SCORES may have (2)")
      ->check(CLI::Range(0, most_decimals));
  command.add_option("--missing", o.missing, "a code that means: no score")->allow_extra_args(false);
  command.add_option("--instrument", o.instrument, "an instrument file, for its name and direction");
  command.add_option("--scale", o.scale, "the scale of the instrument; total is the sum of all");
  command.add_option("--better", o.better, "which score is better, where no instrument says so")
      ->check(CLI::IsMember({"lower", "higher"}));
  command.add_option("--source", o.source, "where the norm comes from; printed with the result");
  command.add_option("--method", o.method, "the index of reliable change (jt)")
      ->check(CLI::IsMember({"jt", "gln", "hln", "en", "nk", "ha"}));
  command.add_option("--sd", o.sd, "SD of the norm, or sample");
  command.add_option("--r", o.r, "reliability of the norm, or sample");
  command.add_option("--mean", o.mean, "mean the start regresses to (gln, hln, en, nk, ha)");
  command.add_option("--end-mean", o.end_mean, "mean at the end (hln, ha)");
  command.add_option("--end-sd", o.end_sd, "SD at the end (ha)");
  command.add_option("--end-r", o.end_r, "reliability at the end (nk)");
  command.add_option("--correlation", o.correlation, "correlation of start and end (ha)");
  command.add_option("--cutoff", o.cutoff, "where the clinical range begins: a score, or a, b, c");
  command.add_option("--on-cutoff", o.on_cutoff, "what a score on the cut-off itself is")
      ->check(CLI::IsMember({"clinical", "not-clinical"}));
  command.add_option("--norm-mean", o.norm_mean, "mean of the norm group, for a, b, c and deviation scores");
  command.add_option("--norm-sd", o.norm_sd, "SD of the norm group");
  command.add_option("--clinical-mean", o.clinical_mean, "mean of the clinical group, for a, b, c");
  command.add_option("--clinical-sd", o.clinical_sd, "SD of the clinical group");
  command.add_flag("--normal-at-start", o.normal_at_start, "show apart who was and stayed out of the clinical range");
  command.add_flag("--json", o.json, "every row and figure as JSON");
}

Expected<InstrumentFacts> instrument_facts(const ChangeOptions& o) {
  if (o.instrument.empty()) return InstrumentFacts{};
  const auto& all = shipped_frames();
  const auto found = std::ranges::find(all, o.instrument, &measure::Instrument::code);
  if (found == all.end()) return fail("map.no_such_frame", {{"frame", o.instrument}});
  if (!found->validated()) return fail("change.not_validated", {{"instrument", o.instrument}});
  const auto text = [&](const measure::Texts& texts) { return o.language == Language::nl ? texts.nl : texts.en; };
  InstrumentFacts out{text(found->name), found->better};
  if (o.scale.empty() || o.scale == "total") return out;
  const measure::InstrumentScale* scale = found->scale(o.scale);
  if (scale == nullptr) return fail("change.no_such_scale", {{"instrument", o.instrument}, {"scale", o.scale}});
  out.name += ", " + text(scale->name);
  if (scale->better) out.better = scale->better;
  return out;
}

Expected<report::ChangeInput> change_input(const ChangeOptions& o) {
  const auto facts = instrument_facts(o);
  if (!facts) return fail(facts.error());
  report::ChangeInput in;
  if (!o.better.empty()) {
    in.direction = o.better == "lower" ? measure::Direction::lower_is_better : measure::Direction::higher_is_better;
  } else if (facts->better) {
    in.direction = *facts->better;
  } else {
    return fail("change.flag_missing", {{"flag", "--better"}});
  }
  in.title = !facts->name.empty() ? facts->name : o.file;
  in.source = o.source;
  in.method = *measure::change_method(o.method);
  in.decimals = o.decimals;
  in.show_stayed_normal = o.normal_at_start;
  in.cutoff_is_clinical = o.on_cutoff == "clinical";

  const bool file = !o.file.empty();
  if (auto sd = number_or_sample("--sd", o.sd, file, in.norm.sd, in.sd_of_sample); !sd) return fail(sd.error());
  if (auto r = number_or_sample("--r", o.r, file, in.norm.reliability, in.reliability_of_sample); !r)
    return fail(r.error());
  struct Flag {
    const char* name;
    const std::string& text;
    std::optional<measure::Parameter>& to;
  };
  for (const Flag& flag :
       {Flag{"--mean", o.mean, in.norm.mean}, Flag{"--end-mean", o.end_mean, in.norm.end_mean},
        Flag{"--end-sd", o.end_sd, in.norm.end_sd}, Flag{"--end-r", o.end_r, in.norm.end_reliability},
        Flag{"--correlation", o.correlation, in.norm.correlation}}) {
    if (auto found = optional_number(flag.name, flag.text, flag.to); !found) return fail(found.error());
  }
  const auto cutoff = cutoff_of(o, in.direction);
  if (!cutoff) return fail(cutoff.error());
  in.cutoff = *cutoff;
  if (!o.norm_mean.empty() || !o.norm_sd.empty()) {
    const auto norm = population("--norm-mean", o.norm_mean, "--norm-sd", o.norm_sd);
    if (!norm) return fail(norm.error());
    if (norm->sd.scaled <= 0) return fail("change.sd_not_positive");
    in.deviation = report::ChangeInput::DeviationNorm{norm->mean, norm->sd};
  }
  return in;
}

exchange::ChangeFile change_file(const ChangeOptions& o) {
  constexpr std::array<std::string_view, 4> encodings{"utf-8", "windows-1252", "latin-1", "utf-16"};
  exchange::ChangeFile out;
  out.path = o.file;
  out.start_column = o.start_column;
  out.end_column = o.end_column;
  out.delimiter = o.delimiter == "tab" ? '\t' : o.delimiter.front();
  out.encoding =
      static_cast<exchange::Encoding>(std::find(encodings.begin(), encodings.end(), o.encoding) - encodings.begin());
  out.numbers.decimal = o.decimal_sign.front();
  out.numbers.decimals = o.decimals;
  out.missing = o.missing;
  return out;
}

Expected<report::ChangeRow> change_row(const ChangeOptions& o, int& decimals) {
  const auto start = number("--start", o.start);
  if (!start) return fail(start.error());
  const auto end = number("--end", o.end);
  if (!end) return fail(end.error());
  decimals = std::max(start->decimals, end->decimals);
  const auto scaled = [&](Decimal d) {
    for (; d.decimals < decimals; ++d.decimals) d.scaled *= 10;
    return d.scaled;
  };
  return report::ChangeRow{0, scaled(*start), scaled(*end)};
}

}  // namespace koers::cli
