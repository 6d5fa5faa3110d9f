#include "cli/change_options.h"

#include <algorithm>
#include <array>

#include "cli/score_file.h"
#include "measure/cutoff.h"

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

/// What was typed is of a norm only with a source.
measure::Origin typed(const ChangeOptions& o) {
  return o.source.empty() ? measure::Origin::given : measure::Origin::norm;
}

/// Sets `to` when the flag was given.
Expected<void> optional_number(const ChangeOptions& o, const char* flag, const std::string& text,
                               std::optional<measure::Parameter>& to) {
  if (text.empty()) return {};
  const auto found = number(flag, text);
  if (!found) return fail(found.error());
  to = measure::Parameter{found->value(), typed(o)};
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

/// Without noughts at its end, for people.
std::string shortest(Decimal d) {
  for (; d.decimals > 0 && d.scaled % 10 == 0; --d.decimals) d.scaled /= 10;
  return d.text();
}

/// Takes each number from its flag or the instrument, and remembers where it stands and what was overridden.
class Numbers {
 public:
  Numbers(const ChangeOptions& o, const InstrumentFacts& facts, report::ChangeInput& in)
      : o_(o), facts_(facts), in_(in) {}

  /// The flag, else the file, else nothing.
  Expected<std::optional<Decimal>> take(const char* flag, const char* name, const std::string& text,
                                        const measure::SlotNumber& slot) {
    if (text.empty()) {
      if (slot.value) in_.sources[name] = slot.source;
      return slot.value;
    }
    const auto given = number(flag, text);
    if (!given) return fail(given.error());
    if (slot.value && compare(*slot.value, *given) != 0)
      override(name, shortest(*given), shortest(*slot.value), slot.source);
    return std::optional<Decimal>(*given);
  }

  /// As take(), or `sample`; a fault when there is none.
  Expected<void> need(const char* flag, const char* name, const std::string& text, const measure::SlotNumber& slot,
                      std::optional<measure::Parameter>& to, bool& sample) {
    sample = text == "sample";
    if (sample) return o_.file.empty() ? fail("change.sample_without_file", {{"flag", flag}}) : Expected<void>();
    const auto found = take(flag, name, text, slot);
    if (!found) return fail(found.error());
    if (!*found) return missing(flag, slot);
    to = measure::Parameter{(*found)->value(), text.empty() ? measure::Origin::norm : typed(o_)};
    return {};
  }

  tl::unexpected<Error> missing(const char* flag, const measure::SlotNumber& slot) const {
    if (o_.instrument.empty()) return fail("change.flag_missing", {{"flag", flag}});
    return fail("change.slot_empty",
                {{"flag", flag}, {"instrument", o_.instrument}, {"why", std::string(measure::name(slot.why))}});
  }

  Expected<std::optional<measure::ScoreGroup>> norm_group() {
    const auto mean = take("--norm-mean", "norm_mean", o_.norm_mean, facts_.numbers.norm_mean);
    if (!mean) return fail(mean.error());
    const auto sd = take("--norm-sd", "norm_sd", o_.norm_sd, facts_.numbers.norm_sd);
    if (!sd) return fail(sd.error());
    const bool by_flag = !o_.norm_mean.empty() || !o_.norm_sd.empty();
    if (!by_flag && (!*mean || !*sd)) return std::optional<measure::ScoreGroup>();
    if (!*mean) return missing("--norm-mean", facts_.numbers.norm_mean);
    if (!*sd) return missing("--norm-sd", facts_.numbers.norm_sd);
    if ((*sd)->scaled <= 0) return fail("change.sd_not_positive");
    const std::string& of_mean = o_.norm_mean.empty() ? facts_.numbers.norm_mean.source : o_.source;
    const std::string& of_sd = o_.norm_sd.empty() ? facts_.numbers.norm_sd.source : o_.source;
    in_.sources["deviation"] = of_mean == of_sd || of_sd.empty() ? of_mean
                               : of_mean.empty()                 ? of_sd
                                                                 : of_mean + "; " + of_sd;
    return std::optional(measure::ScoreGroup{**mean, **sd});
  }

  Expected<void> cutoff(const std::optional<measure::ScoreGroup>& functional) {
    const measure::ChangeFacts& file = facts_.numbers;
    in_.cutoff_is_clinical = o_.on_cutoff.empty() ? file.cutoff_is_clinical : o_.on_cutoff == "clinical";
    const bool computed = o_.cutoff == "a" || o_.cutoff == "b" || o_.cutoff == "c";
    if (!computed) {
      const auto found = take("--cutoff", "cutoff", o_.cutoff, file.cutoff);
      if (!found) return fail(found.error());
      in_.cutoff = *found;
    } else {
      const auto criterion = o_.cutoff == "a"   ? measure::CutoffCriterion::a
                             : o_.cutoff == "b" ? measure::CutoffCriterion::b
                                                : measure::CutoffCriterion::c;
      std::optional<measure::ScoreGroup> clinical;
      if (o_.cutoff != "b" || !o_.clinical_mean.empty() || !o_.clinical_sd.empty()) {
        const auto group = population("--clinical-mean", o_.clinical_mean, "--clinical-sd", o_.clinical_sd);
        if (!group) return fail(group.error());
        clinical = *group;
      }
      if (!functional && o_.cutoff != "a") return missing("--norm-mean", file.norm_mean);
      const auto found = measure::cutoff(criterion, clinical, functional, in_.direction);
      if (!found) return fail(found.error());
      in_.cutoff = found->round(most_decimals);
      if (o_.cutoff != "a") in_.sources["cutoff"] = in_.sources["deviation"];
      if (file.cutoff.value && compare(*file.cutoff.value, *in_.cutoff) != 0)
        override("cutoff", shortest(*in_.cutoff), shortest(*file.cutoff.value), file.cutoff.source);
    }
    if (file.cutoff.value && in_.cutoff && in_.cutoff_is_clinical != file.cutoff_is_clinical) {
      const auto word = [](bool clinical) { return clinical ? "yes" : "no"; };
      override("on_cutoff", word(in_.cutoff_is_clinical), word(file.cutoff_is_clinical), file.cutoff.source);
    }
    return {};
  }

  void override(const char* name, std::string given, std::string file, std::string source) {
    in_.overrides.push_back({name, std::move(given), std::move(file), std::move(source)});
  }

 private:
  const ChangeOptions& o_;
  const InstrumentFacts& facts_;
  report::ChangeInput& in_;
};

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
  command.add_option("--instrument", o.instrument,
                     "an instrument: its name, direction, and the numbers its file holds");
  command.add_option("--data", o.data, "a provider's directory, with what it has a licence for in instruments/");
  command.add_option("--informant", o.informant, "who answered: mother, father, youth, teacher ...");
  command.add_option("--form", o.form, "form of the instrument");
  command.add_option("--sex", o.sex, "of the child: girl or boy")->check(CLI::IsMember({"girl", "boy"}));
  command.add_option("--age", o.age, "of the child, in years: 9.2");
  command.add_option("--norm", o.norm, "norm version of the instrument; else the current one");
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
  command.add_option("--norm-mean", o.norm_mean, "mean of the norm group, for b, c and deviation scores");
  command.add_option("--norm-sd", o.norm_sd, "SD of the norm group");
  command.add_option("--clinical-mean", o.clinical_mean, "mean of the clinical group, for a and c");
  command.add_option("--clinical-sd", o.clinical_sd, "SD of the clinical group");
  command.add_flag("--normal-at-start", o.normal_at_start, "show apart who was and stayed out of the clinical range");
  command.add_flag("--json", o.json, "every row and figure as JSON");
}

Expected<InstrumentFacts> instrument_facts(const ChangeOptions& o, std::span<const measure::Instrument> known) {
  if (o.instrument.empty()) return InstrumentFacts{};
  const auto found = std::ranges::find(known, o.instrument, &measure::Instrument::code);
  if (found == known.end()) return fail("map.no_such_frame", {{"frame", o.instrument}});
  if (!found->validated()) return fail("change.not_validated", {{"instrument", o.instrument}});
  measure::Respondent who;
  for (auto& read :
       {read_informant(o.informant, who), read_sex(o.sex, who), read_age(o.age, who), read_form(o.form, *found, who)}) {
    if (!read) return fail(read.error());
  }
  if (!o.norm.empty() && found->norm_set(o.norm) == nullptr)
    return fail("score.no_such_norm", {{"instrument", o.instrument}});
  const auto text = [&](const measure::Texts& texts) { return o.language == Language::nl ? texts.nl : texts.en; };
  const std::string scale_code = o.scale.empty() ? "total" : o.scale;
  InstrumentFacts out{text(found->name), found->better, measure::change_facts(*found, scale_code, who, o.norm)};
  const measure::InstrumentScale* scale = found->scale(scale_code);
  if (scale == nullptr && scale_code != "total")
    return fail("change.no_such_scale", {{"instrument", o.instrument}, {"scale", o.scale}});
  if (scale == nullptr) return out;
  out.range = scale->range;
  if (scale_code != "total") out.name += ", " + text(scale->name);
  if (scale->better) out.better = scale->better;
  return out;
}

Expected<report::ChangeInput> change_input(const ChangeOptions& o, std::span<const measure::Instrument> known) {
  const auto facts = instrument_facts(o, known);
  if (!facts) return fail(facts.error());
  report::ChangeInput in;
  Numbers numbers(o, *facts, in);
  if (!o.better.empty()) {
    in.direction = o.better == "lower" ? measure::Direction::lower_is_better : measure::Direction::higher_is_better;
    if (facts->better && *facts->better != in.direction)
      numbers.override("better", o.better, o.better == "lower" ? "higher" : "lower", "");
  } else if (facts->better) {
    in.direction = *facts->better;
  } else {
    return fail("change.flag_missing", {{"flag", "--better"}});
  }
  in.title = facts->name.empty() ? o.file : facts->name;
  in.range = facts->range;
  in.source = o.source;
  in.method = *measure::change_method(o.method);
  in.decimals = o.decimals;
  in.show_stayed_normal = o.normal_at_start;

  const measure::ChangeFacts& file = facts->numbers;
  if (auto sd = numbers.need("--sd", "sd", o.sd, file.sd, in.norm.sd, in.sd_of_sample); !sd) return fail(sd.error());
  if (auto r = numbers.need("--r", "reliability", o.r, file.reliability, in.norm.reliability, in.reliability_of_sample);
      !r)
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
    if (auto found = optional_number(o, flag.name, flag.text, flag.to); !found) return fail(found.error());
  }
  const auto norm = numbers.norm_group();
  if (!norm) return fail(norm.error());
  if (*norm) in.deviation = report::ChangeInput::DeviationNorm{(*norm)->mean, (*norm)->sd};
  if (auto cutoff = numbers.cutoff(*norm); !cutoff) return fail(cutoff.error());
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
