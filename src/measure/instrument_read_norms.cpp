#include <algorithm>
#include <array>

#include "measure/instrument_reader.h"

namespace koers::measure {
namespace {

constexpr std::array<std::string_view, 4> methods{"none", "linear", "normalised", "table"};
constexpr std::array<std::string_view, 3> band_names{"normal", "borderline", "clinical"};
constexpr std::array<std::string_view, 3> kinds{"test_retest", "internal", "interrater"};
constexpr std::array<std::string_view, 2> sexes{"girl", "boy"};

bool scored(const NormRow& row) { return row.mean || row.sd || !row.table.empty(); }

/// Both say the same kind of thing about somebody.
bool overlap(const NormRow& a, const NormRow& b) {
  const bool alike = (scored(a) && scored(b)) || (!a.raw_bands.empty() && !b.raw_bands.empty()) ||
                     (!a.t_bands.empty() && !b.t_bands.empty());
  return alike && a.of.meets(b.of);
}

}  // namespace

void InstrumentReader::norms(Cursor& c) {
  if (!may_fill(c, "norms", {"norm", "sd"})) return;
  if (own()) return fault("instrument.own_not_validated", {{"key", "norms"}}, c.place("norms"));
  Codes seen;
  for (const NormSet& set : out_.norms) seen.insert(set.code);
  each(c, "norms", [&](Cursor& n) {
    norm_set(n);
    once(seen, out_.norms.back().code, "norms", n.place("code"));
  });
}

void InstrumentReader::norm_set(Cursor& n) {
  NormSet set;
  code(n, "code", set.code);
  take(n.text("population", 1000), set.population);
  if (has(n, "year")) take(n.integer("year", 1900, 2200), set.year);
  set.source = source(n);
  std::size_t method = 0;
  if (has(n, "t") && take(n.one_of("t", methods), method)) set.t = static_cast<TMethod>(method);
  std::vector<Place> places;
  each(n, "rows", [&](Cursor& r) { norm_row(r, set, places); });
  for (std::size_t i = 0; i < set.rows.size(); ++i) {
    const auto same = std::find_if(set.rows.begin(), set.rows.begin() + static_cast<std::ptrdiff_t>(i),
                                   [&](const NormRow& other) { return overlap(other, set.rows[i]); });
    if (same != set.rows.begin() + static_cast<std::ptrdiff_t>(i)) {
      const Place& other = places[static_cast<std::size_t>(same - set.rows.begin())];
      fault("instrument.norms_overlap", {{"line", std::to_string(other.line)}}, places[i]);
    }
  }
  out_.norms.push_back(std::move(set));
}

void InstrumentReader::norm_row(Cursor& r, NormSet& set, std::vector<Place>& places) {
  NormRow row;
  population(r, row.of);
  number(r, "mean", row.mean);
  number(r, "sd", row.sd);
  if (row.mean && !has(r, "sd") && set.t == TMethod::linear) take(r.decimal("sd"), row.sd);
  if (row.sd && row.sd->scaled <= 0) fault("instrument.sd_not_positive", {}, r.place("sd"));
  within_range(row.of, row.mean, r.place("mean"));
  table(r, row);
  bands(r, "raw_bands", row.raw_bands);
  bands(r, "t_bands", row.t_bands);
  if (!scored(row) && row.raw_bands.empty() && row.t_bands.empty()) fault("instrument.norm_empty", {}, r.place());
  const bool no_t = std::ranges::any_of(row.table, [](const NormRow::Step& s) { return !s.t; });
  const bool no_percentile = std::ranges::any_of(row.table, [](const NormRow::Step& s) { return !s.percentile; });
  const bool lacks = scored(row) && ((set.t == TMethod::linear && !row.mean) ||
                                     (set.t == TMethod::table && (row.table.empty() || no_t)) ||
                                     (set.t == TMethod::normalised && (row.table.empty() || no_percentile)));
  if (lacks)
    fault("instrument.norm_without_t", {{"t", std::string(methods[static_cast<std::size_t>(set.t)])}}, r.place());
  places.push_back(r.place());
  set.rows.push_back(std::move(row));
}

void InstrumentReader::table(Cursor& r, NormRow& row) {
  if (has(r, "table")) {
    each(r, "table", [&](Cursor& t) {
      NormRow::Step step;
      if (!number(t, "from", step.from)) return;
      number(t, "t", step.t);
      number(t, "percentile", step.percentile);
      if (!step.t && !step.percentile) fault("instrument.step_empty", {}, t.place());
      if (step.percentile && (compare(*step.percentile, {0, 0}) < 0 || compare(*step.percentile, {100, 0}) > 0))
        fault("instrument.outside_range", {{"number", step.percentile->text()}}, t.place("percentile"));
      if (!row.table.empty() && compare(row.table.back().from, step.from) >= 0)
        fault("instrument.not_ascending", {{"key", "table"}}, t.place("from"));
      row.table.push_back(step);
    });
  }
  number(r, "table_below", row.table_below);
  if (row.table_below && (row.table.empty() || compare(row.table.back().from, *row.table_below) >= 0))
    fault("instrument.not_ascending", {{"key", "table_below"}}, r.place("table_below"));
}

void InstrumentReader::bands(Cursor& r, const char* key, std::vector<NormRow::Band>& to) {
  if (!has(r, key)) return;
  each(r, key, [&](Cursor& b) {
    NormRow::Band band;
    std::size_t found = 0;
    if (!both({number(b, "from", band.from), take(b.one_of("band", band_names), found)})) return;
    band.band = static_cast<ScoreBand>(found);
    if (!to.empty() && compare(to.back().from, band.from) >= 0)
      fault("instrument.not_ascending", {{"key", key}}, b.place("from"));
    to.push_back(band);
  });
}

void InstrumentReader::reliability(Cursor& c) {
  if (!may_fill(c, "reliability", {"reliability", "sd"})) return;
  if (own()) return fault("instrument.own_not_validated", {{"key", "reliability"}}, c.place("reliability"));
  each(c, "reliability", [&](Cursor& r) {
    Reliability one;
    population(r, one.of);
    if (number(r, "r", one.r) && (one.r.scaled < 0 || compare(one.r, {1, 0}) >= 0))
      fault("instrument.r_range", {}, r.place("r"));
    std::size_t kind = 0;
    if (take(r.one_of("kind", kinds), kind)) one.kind = static_cast<Reliability::Kind>(kind);
    number(r, "sd", one.sd);
    if (one.sd && one.sd->scaled <= 0) fault("instrument.sd_not_positive", {}, r.place("sd"));
    one.source = source(r);
    out_.reliability.push_back(std::move(one));
  });
}

void InstrumentReader::cutoffs(Cursor& c) {
  if (!may_fill(c, "cutoffs", {"cutoff"})) return;
  if (own()) return fault("instrument.own_not_validated", {{"key", "cutoffs"}}, c.place("cutoffs"));
  each(c, "cutoffs", [&](Cursor& k) {
    Cutoff one;
    population(k, one.of);
    if (number(k, "at", one.at)) within_range(one.of, one.at, k.place("at"));
    yes_no(k, "clinical_on_it", one.clinical_on_it);
    static constexpr std::array<std::string_view, 2> meanings{"clinical", "talk"};
    std::size_t means = 0;
    if (has(k, "means") && take(k.one_of("means", meanings), means)) one.clinical = means == 0;
    one.source = source(k);
    out_.cutoffs.push_back(std::move(one));
  });
}

void InstrumentReader::population(Cursor& c, Population& to) {
  if (!has(c, "of")) return;
  object(c, "of", [&](Cursor& of) {
    if (has(of, "scale") && code(of, "scale", to.scale) && out_.scale(to.scale) == nullptr)
      fault("instrument.unknown_scale", {{"code", to.scale}}, of.place("scale"));
    if (has(of, "form") && code(of, "form", to.form) &&
        std::ranges::find(out_.forms, to.form, &InstrumentForm::code) == out_.forms.end())
      fault("instrument.unknown_form", {{"code", to.form}}, of.place("form"));
    if (has(of, "informants")) informants(of, "informants", to.informants);
    std::size_t sex = 0;
    if (has(of, "sex") && take(of.one_of("sex", sexes), sex)) to.girls = sex == 0;
    if (has(of, "age")) age(of, to);
  });
}

void InstrumentReader::age(Cursor& of, Population& to) {
  object(of, "age", [&](Cursor& a) {
    number(a, "from", to.age_from);
    number(a, "below", to.age_below);
    if (!to.age_from && !to.age_below) return fault("instrument.age_empty", {}, a.place());
    for (const auto& [key, years] : {std::pair{"from", to.age_from}, {"below", to.age_below}}) {
      if (years && (years->scaled < 0 || compare(*years, {150, 0}) > 0))
        fault("instrument.outside_range", {{"number", years->text()}}, a.place(key));
    }
    if (to.age_from && to.age_below && compare(*to.age_from, *to.age_below) >= 0)
      fault("instrument.range_backwards", {}, a.place("below"));
  });
}

void InstrumentReader::within_range(const Population& of, const std::optional<Decimal>& value, const Place& place) {
  const InstrumentScale* scale = out_.scale(of.scale);
  if (!value || scale == nullptr || !scale->range) return;
  if (compare(*value, scale->range->least) < 0 || compare(*value, scale->range->most) > 0)
    fault("instrument.outside_range", {{"number", value->text()}}, place);
}

}  // namespace koers::measure
