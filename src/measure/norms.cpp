#include "measure/norms.h"

#include <algorithm>
#include <array>
#include <utility>

namespace koers::measure {
namespace {

constexpr std::array<std::string_view, 15> no_norm_names{
    "none",        "not_validated", "not_loaded", "no_such_set", "no_row",      "informant_unknown",  "form_unknown",
    "sex_unknown", "age_unknown",   "two_rows",   "below_table", "above_table", "end_of_percentiles", "no_quantile",
    "no_score"};
constexpr std::array<std::string_view, 3> band_names{"normal", "borderline", "clinical"};
constexpr int t_decimals = 1, deviation_decimals = 1;

/// In 1/10,000; numbers of an instrument file and scores of at most two decimals fit.
std::int64_t units(const Decimal& value) {
  std::int64_t out = value.scaled;
  for (int d = value.decimals; d < 4; ++d) out *= 10;
  for (int d = value.decimals; d > 4; --d) out /= 10;
  return out;
}

/// none: somebody belongs to this population; no_row: not; *_unknown: this is not known and would decide.
NoNorm fits(const Population& of, const Respondent& who) {
  NoNorm unknown = NoNorm::none;
  if (!of.informants.empty()) {
    if (!who.informant)
      unknown = NoNorm::informant_unknown;
    else if (std::ranges::none_of(of.informants, [&](Informant kept) { return serves(kept, *who.informant); }))
      return NoNorm::no_row;
  }
  if (!of.form.empty()) {
    if (who.form.empty())
      unknown = unknown == NoNorm::none ? NoNorm::form_unknown : unknown;
    else if (of.form != who.form)
      return NoNorm::no_row;
  }
  if (of.girls) {
    if (!who.girl)
      unknown = unknown == NoNorm::none ? NoNorm::sex_unknown : unknown;
    else if (*of.girls != *who.girl)
      return NoNorm::no_row;
  }
  if (of.age_from || of.age_below) {
    if (!who.age)
      unknown = unknown == NoNorm::none ? NoNorm::age_unknown : unknown;
    else if ((of.age_from && compare(*who.age, *of.age_from) < 0) ||
             (of.age_below && compare(*who.age, *of.age_below) >= 0))
      return NoNorm::no_row;
  }
  return unknown;
}

bool scored(const NormRow& row) { return row.mean || row.sd || !row.table.empty(); }

std::optional<ScoreBand> band_of(const std::vector<NormRow::Band>& bands, const Decimal& value) {
  std::optional<ScoreBand> out;
  for (const NormRow::Band& band : bands) {
    if (compare(value, band.from) >= 0) out = band.band;
  }
  return out;
}

std::optional<Decimal> t_at(const NormRow::Step& step, TMethod method, NormalQuantile quantile) {
  if (method == TMethod::table) return step.t;
  const bool inside = step.percentile && step.percentile->scaled > 0 && compare(*step.percentile, {100, 0}) < 0;
  if (method != TMethod::normalised || !inside || quantile == nullptr) return {};
  return round_double(50 + 10 * quantile(step.percentile->value() / 100), t_decimals);
}

template <class Entry>
const Entry* first(const std::vector<Entry>& entries, std::string_view scale, const Respondent& who) {
  const auto found = std::ranges::find_if(entries, [&](const Entry& entry) {
    return (entry.of.scale.empty() || entry.of.scale == scale) && fits(entry.of, who) == NoNorm::none;
  });
  return found == entries.end() ? nullptr : &*found;
}

}  // namespace

std::string_view name(NoNorm why) { return no_norm_names[static_cast<std::size_t>(why)]; }
std::string_view name(ScoreBand band) { return band_names[static_cast<std::size_t>(band)]; }

ScaleNorms ScaleNorms::make(const Instrument& instrument, const InstrumentScale& scale, NormalQuantile quantile) {
  ScaleNorms out;
  out.validated_ = instrument.validated();
  out.quantile_ = quantile != nullptr;
  out.better_ = scale.better.value_or(instrument.better);
  for (const NormSet& set : instrument.norms) {
    Set& to = out.sets_.emplace_back();
    to.set = &set;
    for (const NormRow& row : set.rows) {
      if (!row.of.scale.empty() && row.of.scale != scale.code) continue;
      Row& kept = to.rows.emplace_back();
      kept.row = &row;
      for (const NormRow::Step& step : row.table) kept.t.push_back(t_at(step, set.t, quantile));
    }
  }
  return out;
}

/// The one row that says this kind of thing about somebody.
struct ScaleNorms::Found {
  const Row* row = nullptr;
  NoNorm why = NoNorm::no_row;

  void look(const Row& candidate, NoNorm fit) {
    if (fit == NoNorm::none && row != nullptr) {
      why = NoNorm::two_rows;
    } else if (fit == NoNorm::none) {
      row = &candidate;
      why = NoNorm::none;
    } else if (row == nullptr && fit != NoNorm::no_row && why == NoNorm::no_row) {
      why = fit;
    }
  }
  bool exists() const { return why == NoNorm::none; }
};

const ScaleNorms::Set* ScaleNorms::start(std::string_view set, Meaning& out) const {
  out.why = !validated_ ? NoNorm::not_validated : NoNorm::not_loaded;
  if (sets_.empty()) return nullptr;
  out.why = NoNorm::no_such_set;
  const auto found =
      set.empty() ? sets_.end() - 1 : std::ranges::find_if(sets_, [&](const Set& s) { return s.set->code == set; });
  if (found == sets_.end()) return nullptr;
  out.set = found->set;
  out.why = NoNorm::no_row;
  return &*found;
}

void ScaleNorms::figures(const Set& set, const Row& row, const Decimal& raw, Meaning& out) const {
  const NormRow& norm = *row.row;
  if (norm.mean && norm.sd) {
    const std::int64_t above = units(raw) - units(*norm.mean);
    const std::int64_t sd = units(*norm.sd);
    const std::int64_t worse = better_ == Direction::lower_is_better ? 1 : -1;
    out.deviation = round_ratio(worse * above, sd, deviation_decimals);
    if (set.set->t == TMethod::linear) out.t = round_ratio(50 * sd + 10 * above, sd, t_decimals);
  }
  if (norm.table.empty()) return;
  if (compare(raw, norm.table.front().from) < 0) {
    out.why = NoNorm::below_table;
  } else if (norm.table_below && compare(raw, *norm.table_below) >= 0) {
    out.why = NoNorm::above_table;
  } else {
    const auto next =
        std::ranges::find_if(norm.table, [&](const NormRow::Step& step) { return compare(raw, step.from) < 0; });
    const auto at = static_cast<std::size_t>(next - norm.table.begin()) - 1;
    out.percentile = norm.table[at].percentile;
    if (set.set->t != TMethod::linear) out.t = row.t[at];
    if (set.set->t == TMethod::normalised && !out.t)
      out.why = quantile_ ? NoNorm::end_of_percentiles : NoNorm::no_quantile;
  }
}

Meaning ScaleNorms::of(const Decimal& raw, const Respondent& who, std::string_view wanted) const {
  Meaning out;
  const Set* set = start(wanted, out);
  if (set == nullptr) return out;
  Found score, raw_band, t_band;
  for (const Row& row : set->rows) {
    const NoNorm fit = fits(row.row->of, who);
    if (scored(*row.row)) score.look(row, fit);
    if (!row.row->raw_bands.empty()) raw_band.look(row, fit);
    if (!row.row->t_bands.empty()) t_band.look(row, fit);
  }
  for (const Found* found : {&score, &raw_band, &t_band}) {
    if (!found->exists() && found->why != NoNorm::no_row && out.why == NoNorm::no_row) out.why = found->why;
  }
  if (score.exists()) {
    out.why = NoNorm::none;
    figures(*set, *score.row, raw, out);
  }
  if (out.t && t_band.exists()) {
    out.band = band_of(t_band.row->row->t_bands, *out.t);
    out.band_by_t = out.band.has_value();
  }
  if (!out.band && raw_band.exists()) {
    out.band = band_of(raw_band.row->row->raw_bands, raw);
    if (!score.exists()) out.why = out.band ? NoNorm::none : NoNorm::below_table;
  }
  return out;
}

Meaning ScaleNorms::of_t(const Decimal& t, const Respondent& who, std::string_view wanted) const {
  Meaning out;
  const Set* set = start(wanted, out);
  out.t = t;
  if (set == nullptr) return out;
  Found found;
  for (const Row& row : set->rows) {
    if (!row.row->t_bands.empty()) found.look(row, fits(row.row->of, who));
  }
  out.why = found.why;
  if (!found.exists()) return out;
  out.band = band_of(found.row->row->t_bands, t);
  out.band_by_t = out.band.has_value();
  if (!out.band) out.why = NoNorm::below_table;
  return out;
}

bool possible_t(const Decimal& t) { return t.scaled >= 0 && compare(t, {150, 0}) <= 0; }

const Reliability* reliability_of(const Instrument& instrument, std::string_view scale, const Respondent& who) {
  return first(instrument.reliability, scale, who);
}

const Cutoff* cutoff_of(const Instrument& instrument, std::string_view scale, const Respondent& who) {
  return first(instrument.cutoffs, scale, who);
}

bool beyond(const Cutoff& cutoff, const Decimal& raw, Direction better) {
  const int side = compare(raw, cutoff.at);
  if (side == 0) return cutoff.clinical_on_it;
  return (side > 0) == (better == Direction::lower_is_better);
}

namespace {

/// The first entry that fits, or why none does.
template <class Entry>
std::pair<const Entry*, NoNorm> first_or_why(const std::vector<Entry>& entries, std::string_view scale,
                                             const Respondent& who) {
  if (const Entry* found = first(entries, scale, who)) return {found, NoNorm::none};
  NoNorm why = NoNorm::not_loaded;
  for (const Entry& entry : entries) {
    if (!entry.of.scale.empty() && entry.of.scale != scale) continue;
    const NoNorm fit = fits(entry.of, who);
    if (why == NoNorm::not_loaded || (why == NoNorm::no_row && fit != NoNorm::no_row)) why = fit;
  }
  return {nullptr, why};
}

/// The one row with a mean or SD that somebody belongs to.
std::pair<const NormRow*, NoNorm> norm_row(const NormSet& set, std::string_view scale, const Respondent& who) {
  const NormRow* row = nullptr;
  NoNorm why = NoNorm::not_loaded;
  for (const NormRow& one : set.rows) {
    if ((!one.sd && !one.mean) || (!one.of.scale.empty() && one.of.scale != scale)) continue;
    const NoNorm fit = fits(one.of, who);
    if (fit == NoNorm::none && row != nullptr) return {nullptr, NoNorm::two_rows};
    if (fit == NoNorm::none) row = &one;
    if (why == NoNorm::not_loaded || (why == NoNorm::no_row && fit != NoNorm::no_row)) why = fit;
  }
  return {row, row != nullptr ? NoNorm::none : why};
}

}  // namespace

ChangeFacts change_facts(const Instrument& instrument, std::string_view scale, const Respondent& who,
                         std::string_view set) {
  ChangeFacts out;
  if (!instrument.validated()) {
    for (SlotNumber* slot : {&out.sd, &out.reliability, &out.cutoff, &out.norm_mean, &out.norm_sd})
      slot->why = NoNorm::not_validated;
    return out;
  }
  if (const NormSet* norms = instrument.norm_set(set)) {
    const auto [row, why] = norm_row(*norms, scale, who);
    const auto take = [&](SlotNumber& to, const std::optional<Decimal>& value) {
      if (value)
        to = {value, norms->source, NoNorm::none};
      else
        to.why = why;
    };
    take(out.norm_mean, row != nullptr ? row->mean : std::nullopt);
    take(out.norm_sd, row != nullptr ? row->sd : std::nullopt);
  } else if (!set.empty()) {
    out.norm_mean.why = out.norm_sd.why = NoNorm::no_such_set;
  }
  out.sd = out.norm_sd;
  const auto [r, why_no_r] = first_or_why(instrument.reliability, scale, who);
  out.reliability.why = why_no_r;
  if (r != nullptr) {
    out.reliability = {r->r, r->source, NoNorm::none};
    out.reliability_kind = r->kind;
    if (r->sd) out.sd = {r->sd, r->source, NoNorm::none};
  }
  std::vector<Cutoff> clinical;
  std::ranges::copy_if(instrument.cutoffs, std::back_inserter(clinical), &Cutoff::clinical);
  const auto [cutoff, why_no_cutoff] = first_or_why(clinical, scale, who);
  out.cutoff.why = why_no_cutoff;
  if (cutoff != nullptr) {
    out.cutoff = {cutoff->at, cutoff->source, NoNorm::none};
    out.cutoff_is_clinical = cutoff->clinical_on_it;
  }
  return out;
}

Expected<ChangeNorm> change_norm(const Instrument& instrument, std::string_view scale, const Respondent& who,
                                 std::string_view set) {
  const Message::Args args{{"scale", std::string(scale)}};
  if (!instrument.validated()) return fail("score.not_validated", args);
  const ChangeFacts facts = change_facts(instrument, scale, who, set);
  if (!facts.reliability.value) return fail("score.no_reliability", args);
  if (!facts.sd.value) return fail("score.no_sd", args);
  ChangeNorm out;
  out.sd = *facts.sd.value;
  out.reliability = *facts.reliability.value;
  out.source = facts.reliability.source;
  if (facts.sd.source != facts.reliability.source) out.source += "; " + facts.sd.source;
  if (facts.cutoff.value) {
    out.cutoff = facts.cutoff.value;
    out.cutoff_is_clinical = facts.cutoff_is_clinical;
    out.source += "; " + facts.cutoff.source;
  }
  return out;
}

}  // namespace koers::measure
