#include "report/outcome_scores.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "stats/paired.h"

namespace koers::report {
namespace {

using measure::Pairing;
using measure::RowUse;
using measure::Series;

/// A line of the tables: a stratum, or several taken together.
struct Line {
  Stratum sums;
  std::string code;
  Label label;
  int level = 0;
  bool heading = false;   ///< a name above other lines, without figures
  bool whole = false;     ///< all variants: the line years are told for
  std::optional<std::uint16_t> variant;  ///< absent: all
  std::optional<std::uint16_t> year;     ///< absent: all
};

constexpr std::array<measure::ChangeCategory, measure::change_categories> categories{
    measure::ChangeCategory::recovered, measure::ChangeCategory::improved, measure::ChangeCategory::unchanged,
    measure::ChangeCategory::deteriorated, measure::ChangeCategory::relapsed};

class Scores {
 public:
  Scores(Report& report, const ScoresInput& input) : report_(report), input_(input) {}

  Expected<void> write() {
    lines_ = lines(strata(*input_.pairing, input_.norms, input_.populations, input_.options));
    if (auto checked = flow(); !checked) return checked;
    change();
    effect();
    if (auto checked = reliable_change(); !checked) return checked;
    years();
    return rows();
  }

 private:
  // ---- lines -------------------------------------------------------------------------------------------------------
  std::vector<Line> lines(const std::vector<Stratum>& all) const {
    std::vector<Line> out;
    for (std::uint16_t i = 0; i < input_.instruments.size(); ++i) {
      std::set<std::pair<std::uint16_t, std::uint16_t>> groups;  // form, role
      std::set<std::uint16_t> forms;
      for (const Stratum& s : all) {
        if (s.key.instrument != i) continue;
        groups.insert({s.key.form, s.key.role});
        forms.insert(s.key.form);
      }
      const bool several = input_.roles_known || forms.size() > 1;
      if (several || groups.empty()) {
        Line heading;
        heading.label = Label::words(input_.instruments[i].name);
        heading.heading = true;
        out.push_back(std::move(heading));
      }
      auto sorted = std::vector<std::pair<std::uint16_t, std::uint16_t>>(groups.begin(), groups.end());
      std::sort(sorted.begin(), sorted.end(), [&](const auto& a, const auto& b) { return names(a) < names(b); });
      for (const auto& [form, role] : sorted) add_group(out, all, i, form, role, several, forms.size() > 1);
    }
    return out;
  }

  std::pair<std::string, std::string> names(const std::pair<std::uint16_t, std::uint16_t>& group) const {
    return {input_.forms.empty() ? "" : input_.forms[group.first], input_.roles[group.second]};
  }

  void add_group(std::vector<Line>& out, const std::vector<Stratum>& all, std::uint16_t instrument, std::uint16_t form,
                 std::uint16_t role, bool below, bool by_form) const {
    std::string code = code_part(input_.instruments[instrument].code);
    std::string words;
    if (by_form) {
      code += '.' + code_part(input_.forms[form]);
      words = input_.forms[form];
    }
    code += '.' + (input_.roles_known ? code_part(input_.roles[role]) : std::string("all"));
    if (input_.roles_known) words += (words.empty() ? "" : ", ") + input_.roles[role];

    Line whole;
    whole.sums.key = {instrument, form, role, 0};
    whole.code = code + ".all";
    whole.label = Label::words(below ? words : input_.instruments[instrument].name);
    whole.level = below ? 1 : 0;
    whole.whole = true;
    std::vector<Line> variants;
    for (const Stratum& s : all) {
      if (s.key.instrument != instrument || s.key.form != form || s.key.role != role) continue;
      whole.sums.merge(s);
      Line line;
      line.sums = s;
      line.code = code + '.' + code_part(input_.variants[s.key.variant]);
      line.label = Label::words(input_.variants[s.key.variant]);
      line.level = whole.level + 1;
      line.variant = s.key.variant;
      variants.push_back(std::move(line));
    }
    std::sort(variants.begin(), variants.end(),
              [](const Line& a, const Line& b) { return a.label.literal < b.label.literal; });
    out.push_back(std::move(whole));
    if (variants.size() > 1) std::move(variants.begin(), variants.end(), std::back_inserter(out));
  }

  // ---- figures -----------------------------------------------------------------------------------------------------
  RowSet row_set(const Line& line, std::vector<RowUse> uses) const {
    const auto pairing = input_.pairing;
    const StratumKey key = line.sums.key;
    const StrataOptions options = input_.options;
    return {
        input_.source, pairing->rows(),
        [pairing, key, options, variant = line.variant, year = line.year, uses = std::move(uses)](std::size_t index) {
          const auto row = static_cast<std::uint32_t>(index);
          if (!pairing->has_series(row)) return false;
          const Series& s = pairing->series_of(row);
          return s.instrument == key.instrument && s.role == key.role && (!options.by_form || s.form == key.form) &&
                 variant.value_or(s.variant()) == s.variant() && (!year || year_of(s, options.year) == *year) &&
                 std::find(uses.begin(), uses.end(), pairing->use(row)) != uses.end();
        }};
  }

  static std::vector<Exclusion> exclusions(const std::array<std::int64_t, measure::no_pair_reasons>& counts) {
    std::vector<Exclusion> out;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (counts[i] == 0) continue;
      out.push_back({"outcome.no_pair." + std::string(name(static_cast<measure::NoPair>(i))), counts[i]});
    }
    return out;
  }

  FigureIndex pair_figure(const Line& line, const std::string& part, const Exact& exact, Unit unit, int decimals,
                          const char* rule) {
    Figure f = rounded(line.code + '.' + part, exact, unit, line.sums.both, decimals);
    if (!f.value) f.missing = {line.sums.both < 2 ? "figure.too_few" : "figure.no_variation", {}};
    f.excluded = exclusions(line.sums.no_pair);
    f.rule = rule;
    f.rows = row_set(line, {RowUse::start_of_pair, RowUse::end_of_pair});
    return report_.add(std::move(f));
  }

  /// n and n / denominator, as "27 (12.1)".
  Cell share(Figure count, std::int64_t denominator, const char* definition) {
    Figure percent = percentage(count.code, count.n, denominator, definition, input_.decimals.percentages);
    percent.code = count.code.substr(0, count.code.size() - 1) + "pct";  // ....n -> ....pct
    percent.rows = count.rows;
    percent.excluded = count.excluded;
    percent.rule = count.rule;
    const FigureIndex n = report_.add(std::move(count));
    return Cell::of({n, report_.add(std::move(percent))}, "{0} ({1})");
  }

  // ---- tables ------------------------------------------------------------------------------------------------------
  template <class Fill>
  void rows_of(Table& table, Fill fill) {
    for (const Line& line : lines_) {
      Row row{line.label, line.level, {}};
      if (!line.heading) fill(line, row);
      table.rows.push_back(std::move(row));
    }
  }

  Expected<void> flow() {
    Table t{Message{"outcome.flow", {}},
            {Message{"outcome.column.start", {}}, Message{"outcome.column.end", {}}, Message{"outcome.column.both", {}},
             Message{"outcome.column.of_start", {}}, Message{"outcome.column.of_either", {}},
             Message{"outcome.column.no_pair", {}}},
            {},
            {}};
    Expected<void> checked;
    rows_of(t, [&](const Line& line, Row& row) {
      const Stratum& s = line.sums;
      const auto count = [&](const char* part, std::int64_t n, std::vector<RowUse> uses) {
        Figure f = counted(line.code + '.' + part, n);
        f.rule = "outcome.rule.series";
        f.rows = row_set(line, std::move(uses));
        return f;
      };
      Figure either = count("either.n", s.either(),
                            {RowUse::start_of_pair, RowUse::end_of_pair, RowUse::start_only, RowUse::end_only});
      Figure both = count("both.n", s.both, {RowUse::start_of_pair, RowUse::end_of_pair});
      both.rule = "outcome.rule.pair";
      both.excluded = exclusions(s.no_pair);
      Figure none = count("no_pair.n", s.either() - s.both, {RowUse::start_only, RowUse::end_only});
      none.excluded = {};
      if (auto fault = check_parts(either, {both, none}); fault && checked) checked = fail(*fault);
      std::vector<Figure> parts;
      for (std::size_t i = 0; i < s.no_pair.size(); ++i) {
        parts.push_back(
            counted(line.code + ".no_pair." + std::string(name(static_cast<measure::NoPair>(i))) + ".n", s.no_pair[i]));
        parts.back().rule = "outcome.rule.pair";
      }
      if (auto fault = check_parts(none, parts); fault && checked) checked = fail(*fault);

      Figure of_start = percentage(line.code + ".both.pct_of_start", s.both, s.start, "outcome.denominator.start",
                                   input_.decimals.percentages);
      of_start.excluded = exclusions(s.start_without_end);
      Figure of_either = percentage(line.code + ".both.pct_of_either", s.both, s.either(), "outcome.denominator.either",
                                    input_.decimals.percentages);
      of_either.excluded = exclusions(s.no_pair);
      of_start.rows = of_either.rows = both.rows;
      of_start.rule = of_either.rule = "outcome.rule.pair";

      row.cells = {
          Cell::of(report_.add(count("start.n", s.start, {RowUse::start_of_pair, RowUse::start_only}))),
          Cell::of(report_.add(count("end.n", s.end, {RowUse::end_of_pair, RowUse::end_only, RowUse::end_not_later})))};
      report_.add(std::move(either));
      const FigureIndex pairs = report_.add(std::move(both));
      row.cells.push_back(Cell::of(pairs));
      row.cells.push_back(Cell::of(report_.add(std::move(of_start))));
      row.cells.push_back(Cell::of(report_.add(std::move(of_either))));
      row.cells.push_back(Cell::exclusions(pairs));
      report_.add(std::move(none));
      for (Figure& part : parts) report_.add(std::move(part));
    });
    t.notes.push_back({"outcome.note.pair", {}});
    if (!input_.roles_known) {
      t.notes.push_back({"outcome.note.no_role_column", {}});
    } else if (!input_.informants_known) {
      t.notes.push_back({"outcome.note.no_informant_column", {}});
    }
    if (!input_.forms_known) t.notes.push_back({"outcome.note.no_form_column", {}});
    if (!input_.norms_known) t.notes.push_back({"outcome.note.no_norm_column", {}});
    report_.table(std::move(t));
    return checked;
  }

  void change() {
    Table t{Message{"outcome.change", {}},
            {Message{"outcome.column.pairs", {}}, Message{"outcome.column.start_mean", {}},
             Message{"outcome.column.end_mean", {}}, Message{"outcome.column.change", {{"confidence", confidence()}}},
             Message{"outcome.column.t", {}}, Message{"outcome.column.p", {}}},
            {},
            {}};
    const int d = input_.decimals.means;
    rows_of(t, [&](const Line& line, Row& row) {
      const auto& sums = line.sums.pairs.scores;
      const int scale = input_.score_decimals;
      const auto mean_sd = [&](const char* which, const stats::Sums& s) {
        const std::string part = which;
        const FigureIndex m =
            pair_figure(line, part + ".mean", stats::mean(s, scale), Unit::points, d, "outcome.rule.mean");
        const FigureIndex sd =
            pair_figure(line, part + ".sd", stats::standard_deviation(s, scale), Unit::points, d, "outcome.rule.sd");
        return std::vector<FigureIndex>{m, sd};
      };
      const auto t_test = stats::paired_t(sums, scale, input_.confidence);
      const auto real = [&](const char* part, std::optional<double> value, int decimals, Unit unit = Unit::none) {
        return pair_figure(line, part, value ? Exact::real(*value) : Exact(), unit, decimals, "outcome.rule.paired_t");
      };
      const char* spread = sums.n() > 1 ? "{0} ({1})" : "{0}";
      row.cells = {pairs_cell(line), Cell::of(mean_sd("start", sums.x), spread),
                   Cell::of(mean_sd("end", sums.y), spread)};
      auto changes = mean_sd("change", sums.differences());
      const auto opt = [&](auto member) { return t_test ? std::optional<double>(member(*t_test)) : std::nullopt; };
      changes.push_back(real("change.low", opt([](const auto& x) { return x.change.low; }), d, Unit::points));
      changes.push_back(real("change.high", opt([](const auto& x) { return x.change.high; }), d, Unit::points));
      row.cells.push_back(Cell::of(changes, t_test ? "{0} ({1}) [{2}; {3}]" : "{0}"));
      const double r = stats::correlation(sums);
      pair_figure(line, "r", std::isfinite(r) ? Exact::real(r) : Exact(), Unit::none, d, "outcome.rule.r");
      const FigureIndex statistic = real("t", opt([](const auto& x) { return x.t; }), d);
      const FigureIndex df = real("df", opt([](const auto& x) { return x.df; }), 0);
      row.cells.push_back(t_test ? Cell::of({statistic, df}, "{0} ({1})") : Cell{});
      row.cells.push_back(p_cell(real("p", opt([](const auto& x) { return x.p; }), 3)));
    });
    report_.table(std::move(t));
  }

  Cell pairs_cell(const Line& line) {
    Figure both = counted(line.code + ".both.n", line.sums.both);  // already there: add() gives it back
    return Cell::of(report_.add(std::move(both)));
  }

  Cell p_cell(FigureIndex p) const {
    const Figure& f = report_.figure(p);
    if (f.value && f.value->scaled == 0) return Cell::words(Message{"outcome.p_below", {{"limit", "0.001"}}});
    return f.value ? Cell::of(p) : Cell{};
  }

  std::string confidence() const { return Exact::real(input_.confidence * 100).round(0)->text(); }

  std::vector<FigureIndex> standardised(const Line& line, const char* part, stats::Standardiser by, bool corrected) {
    const bool up = input_.instruments[line.sums.key.instrument].direction == measure::Direction::higher_is_better;
    const auto s = stats::standardised_change(line.sums.pairs.scores, by, input_.confidence);
    const double sign = up ? 1 : -1;  // positive: better
    const std::string code = part;
    const std::string rule = "outcome.rule." + code;
    const auto figure = [&](const std::string& p, double value) {
      const bool exists = s && std::isfinite(value);
      return pair_figure(line, p, exists ? Exact::real(value) : Exact(), Unit::sd, input_.decimals.means, rule.c_str());
    };
    const double estimate = s ? sign * (corrected ? s->g : s->d) : 0;
    const double low = s ? (up ? s->interval.low : -s->interval.high) : 0;
    const double high = s ? (up ? s->interval.high : -s->interval.low) : 0;
    return {figure(code, estimate), figure(code + ".low", low), figure(code + ".high", high)};
  }

  /// Without an interval: that of the same standardiser stands in the table before.
  Cell estimate_cell(const Line& line, const char* part, stats::Standardiser by, bool corrected) {
    const bool up = input_.instruments[line.sums.key.instrument].direction == measure::Direction::higher_is_better;
    const auto s = stats::standardised_change(line.sums.pairs.scores, by, input_.confidence);
    const double value = s ? (up ? 1 : -1) * (corrected ? s->g : s->d) : 0;
    const std::string rule = "outcome.rule." + std::string(part);
    return Cell::of(pair_figure(line, part, s && std::isfinite(value) ? Exact::real(value) : Exact(), Unit::sd,
                                input_.decimals.means, rule.c_str()));
  }

  Cell interval_cell(std::vector<FigureIndex> figures) const {
    const bool whole = report_.figure(figures[1]).value && report_.figure(figures[2]).value;
    return Cell::of(std::move(figures), whole ? "{0} [{1}; {2}]" : "{0}");
  }

  void effect() {
    const Message::Args args{{"confidence", confidence()}};
    Table t{
        Message{"outcome.effect", {}},
        {Message{"outcome.column.pairs", {}}, Message{"outcome.column.g", args}, Message{"outcome.column.d_z", args},
         Message{"outcome.column.d_av", args}, Message{"outcome.column.d_rm", args}, Message{"outcome.column.r", {}}},
        {},
        {}};
    rows_of(t, [&](const Line& line, Row& row) {
      row.cells = {pairs_cell(line),
                   interval_cell(standardised(line, "g", stats::Standardiser::start_sd, true)),
                   interval_cell(standardised(line, "d_z", stats::Standardiser::change_sd, false)),
                   interval_cell(standardised(line, "d_av", stats::Standardiser::average_sd, false)),
                   interval_cell(standardised(line, "d_rm", stats::Standardiser::change_sd_by_r, false)),
                   Cell::of(pair_figure(line, "r", Exact(), Unit::none, 2, "outcome.rule.r"))};
    });
    t.notes.push_back({"outcome.note.effect", {}});
    t.notes.push_back({"outcome.note.no_cause", {}});
    report_.table(std::move(t));
    effect_corrected();
  }

  /// What the table of effects leaves out: d_pre without, the others with Hedges' exact correction.
  void effect_corrected() {
    Table t{Message{"outcome.effect_corrected", {}},
            {Message{"outcome.column.pairs", {}}, Message{"outcome.column.d_pre", {}},
             Message{"outcome.column.g_z", {}}, Message{"outcome.column.g_av", {}}, Message{"outcome.column.g_rm", {}}},
            {},
            {}};
    rows_of(t, [&](const Line& line, Row& row) {
      row.cells = {pairs_cell(line), estimate_cell(line, "d_pre", stats::Standardiser::start_sd, false),
                   estimate_cell(line, "g_z", stats::Standardiser::change_sd, true),
                   estimate_cell(line, "g_av", stats::Standardiser::average_sd, true),
                   estimate_cell(line, "g_rm", stats::Standardiser::change_sd_by_r, true)};
    });
    t.notes.push_back({"outcome.note.effect_corrected", {}});
    report_.table(std::move(t));
  }

  Expected<void> reliable_change() {
    Table t{Message{"outcome.reliable", {}}, {Message{"outcome.column.judged", {}}}, {}, {}};
    for (const auto category : categories)
      t.columns.emplace_back(Message{"outcome.category." + std::string(name(category)), {}});
    t.columns.emplace_back(Message{"outcome.column.no_norm", {}});
    Expected<void> checked;
    bool any = false;
    rows_of(t, [&](const Line& line, Row& row) {
      const PairTally& p = line.sums.pairs;
      Figure judged = counted(line.code + ".rc.n", p.judged);
      if (p.judged < line.sums.both) judged.excluded = {{"outcome.no_norm", line.sums.both - p.judged}};
      judged.rule = "outcome.rule.reliable_change";
      if (p.judged == 0) {
        row.cells = {Cell::words(Message{"outcome.no_norm_loaded", {}})};
        judged.value.reset();
        judged.missing = {"outcome.no_norm_loaded", {}};
        report_.add(std::move(judged));
        return;
      }
      any = true;
      std::vector<Figure> parts;
      for (const auto category : categories) {
        parts.push_back(counted(line.code + ".rc." + std::string(name(category)) + ".n",
                                p.categories[static_cast<std::size_t>(category)]));
        parts.back().rule = "outcome.rule.reliable_change";
        parts.back().rows = category_rows(line, category);
      }
      if (auto fault = check_parts(judged, parts); fault && checked) checked = fail(*fault);
      const FigureIndex all = report_.add(std::move(judged));
      row.cells.push_back(Cell::of(all));
      for (Figure& part : parts) row.cells.push_back(share(std::move(part), p.judged, "outcome.denominator.judged"));
      row.cells.push_back(Cell::exclusions(all));
    });
    for (const NormFor& norm : input_.norms) t.notes.push_back(norm_note(norm));
    t.notes.insert(t.notes.end(), input_.norm_notes.begin(), input_.norm_notes.end());
    if (any) t.notes.push_back({"outcome.note.reliable", {}});
    report_.table(std::move(t));
    return checked;
  }

  RowSet category_rows(const Line& line, measure::ChangeCategory category) const {
    const RowSet pairs = row_set(line, {RowUse::start_of_pair, RowUse::end_of_pair});
    const auto pairing = input_.pairing;
    return {input_.source, pairing->rows(),
            [pairs, pairing, category, norms = input_.norms, populations = input_.populations](std::size_t row) {
              if (!pairs.contains(row)) return false;
              const Series& s = pairing->series_of(static_cast<std::uint32_t>(row));
              const NormFor* norm = norm_of(s, norms, populations);
              return norm != nullptr && norm->rule.category(s.start.score, s.end.score) == category;
            }};
  }

  Message norm_note(const NormFor& norm) const {
    const auto limit = norm.rule.limit().round(2);
    std::string who = input_.instruments[norm.instrument].name;
    if (norm.role) who += ", " + input_.roles[*norm.role];
    if (norm.form) who += ", " + input_.forms[*norm.form];
    return {norm.norm.cutoff ? "outcome.note.norm" : "outcome.note.norm_without_cutoff",
            {{"who", who},
             {"sex", norm.sex},
             {"from", norm.age_from},
             {"to", norm.age_to},
             {"limit", limit ? limit->text() : ""},
             {"s", norm.norm.sd.text()},
             {"r", norm.norm.reliability.text()},
             {"cutoff", norm.norm.cutoff ? norm.norm.cutoff->text() : ""},
             {"side",
              input_.instruments[norm.instrument].direction == measure::Direction::lower_is_better ? "above" : "below"},
             {"itself", norm.norm.cutoff_is_clinical ? "yes" : "no"},
             {"source", norm.norm.source}}};
  }

  void years() {
    bool known = false;
    for (const Line& line : lines_) {
      for (const auto& [year, tally] : line.sums.years) known = known || year != 0;
    }
    if (!known) return;
    const Message::Args args{{"confidence", confidence()}};
    Table t{Message{input_.options.year == YearOf::end ? "outcome.years_of_end" : "outcome.years_of_start", {}},
            {Message{"outcome.column.pairs", {}}, Message{"outcome.column.start_mean", {}},
             Message{"outcome.column.end_mean", {}}, Message{"outcome.column.g", args},
             Message{"outcome.column.better", {}}, Message{"outcome.column.worse", {}}},
            {},
            {}};
    for (const Line& line : lines_) {
      if (!line.heading && !line.whole) continue;
      t.rows.push_back({line.label, line.level, {}});
      for (const auto& [year, tally] : line.sums.years) t.rows.push_back(year_row(line, year, tally));
    }
    report_.table(std::move(t));
  }

  Row year_row(const Line& whole, std::uint16_t year, const PairTally& tally) {
    Line line = whole;
    line.code = whole.code + '.' + (year == 0 ? "unknown" : std::to_string(year));
    line.sums.pairs = tally;
    line.sums.both = tally.scores.n();
    line.sums.no_pair = {};
    line.year = year;
    Row row{year == 0 ? Label(Message{"outcome.year_unknown", {}}) : Label::words(std::to_string(year)),
            whole.level + 1,
            {}};
    Figure n = counted(line.code + ".both.n", tally.scores.n());
    n.rows = row_set(line, {RowUse::start_of_pair, RowUse::end_of_pair});
    n.rule = "outcome.rule.pair";
    row.cells.push_back(Cell::of(report_.add(std::move(n))));
    const int d = input_.decimals.means;
    for (const auto& [part, sums] :
         {std::pair<std::string, const stats::Sums&>{"start", tally.scores.x}, {"end", tally.scores.y}}) {
      const FigureIndex m = pair_figure(line, part + ".mean", stats::mean(sums, input_.score_decimals), Unit::points, d,
                                        "outcome.rule.mean");
      const FigureIndex sd = pair_figure(line, part + ".sd", stats::standard_deviation(sums, input_.score_decimals),
                                         Unit::points, d, "outcome.rule.sd");
      row.cells.push_back(Cell::of({m, sd}, report_.figure(sd).value ? "{0} ({1})" : "{0}"));
    }
    row.cells.push_back(interval_cell(standardised(line, "g", stats::Standardiser::start_sd, true)));
    if (tally.judged == 0) return row;
    using enum measure::ChangeCategory;
    const auto sum = [&](measure::ChangeCategory a, measure::ChangeCategory b) {
      return tally.categories[static_cast<std::size_t>(a)] + tally.categories[static_cast<std::size_t>(b)];
    };
    Figure better = counted(line.code + ".rc.better.n", sum(recovered, improved));
    Figure worse = counted(line.code + ".rc.worse.n", sum(deteriorated, relapsed));
    better.rule = worse.rule = "outcome.rule.reliable_change";
    row.cells.push_back(share(std::move(better), tally.judged, "outcome.denominator.judged"));
    row.cells.push_back(share(std::move(worse), tally.judged, "outcome.denominator.judged"));
    return row;
  }

  Expected<void> rows() {
    const auto pairing = input_.pairing;
    std::array<std::int64_t, measure::row_uses> counts{};
    for (std::uint32_t row = 0; row < pairing->rows(); ++row) ++counts[static_cast<std::size_t>(pairing->use(row))];
    Table t{Message{"outcome.rows", {}}, {Message{"outcome.column.rows", {}}}, {}, {}};
    Figure all = counted("rows.n", pairing->rows());
    std::vector<Figure> parts;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      const auto use = static_cast<RowUse>(i);
      parts.push_back(counted("rows." + std::string(name(use)) + ".n", counts[i]));
      parts.back().rule = "outcome.rule.row";
      parts.back().rows = {input_.source, pairing->rows(), [pairing, use](std::size_t row) {
                             return pairing->use(static_cast<std::uint32_t>(row)) == use;
                           }};
    }
    if (auto fault = check_parts(all, parts)) return fail(*fault);
    for (std::size_t i = 0; i < counts.size(); ++i) {
      const FigureIndex index = report_.add(std::move(parts[i]));
      if (counts[i] == 0) continue;
      t.rows.push_back({Message{"outcome.row." + std::string(name(static_cast<RowUse>(i))), {}}, 1, {Cell::of(index)}});
    }
    t.rows.push_back({Message{"outcome.row.all", {}}, 0, {Cell::of(report_.add(std::move(all)))}});
    report_.table(std::move(t));
    return {};
  }

  Report& report_;
  const ScoresInput& input_;
  std::vector<Line> lines_;
};

}  // namespace

Expected<void> add_scores(Report& report, const ScoresInput& input) { return Scores(report, input).write(); }

}  // namespace koers::report
