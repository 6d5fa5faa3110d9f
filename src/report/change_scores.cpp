#include "report/change_scores.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "stats/paired.h"

namespace koers::report {
namespace {

using measure::ChangeCategory;
using measure::ChangeMethod;
using measure::Origin;
using measure::Parameter;

double scaled_back(double value, int decimals) { return value / std::pow(10.0, decimals); }

/// Without the noughts at its end.
std::string shortest(Decimal d) {
  for (; d.decimals > 0 && d.scaled % 10 == 0; --d.decimals) d.scaled /= 10;
  return d.text();
}

class ChangeWriter {
 public:
  explicit ChangeWriter(const ChangeInput& input) : input_(input) {}

  Expected<ChangeScores> write() {
    for (const ChangeRow& row : input_.rows) {
      if (auto possible = within_range(row); !possible) return fail(possible.error());
      if (row.start && row.end) sums_.add(*row.start, *row.end);
      ++counts_[row.start ? (row.end ? both : no_end) : (row.end ? no_start : neither)];
    }
    auto index = make_index();
    if (!index) return fail(std::move(index.error()));
    rule_ = measure::ChangeRule{std::move(*index), input_.direction, input_.cutoff, input_.cutoff_is_clinical};
    if (auto judged = judge(); !judged) return fail(judged.error());
    out_.report.title = Message{"change.title", {{"what", input_.title}}};
    rule();
    if (auto checked = flow(); !checked) return fail(checked.error());
    if (input_.rows.size() > 1) change();
    if (auto checked = categories(); !checked) return fail(checked.error());
    return std::move(out_);
  }

 private:
  enum Kind : std::uint8_t { both, no_start, no_end, neither };

  Expected<void> within_range(const ChangeRow& row) const {
    if (!input_.range) return {};
    for (const auto& score : {row.start, row.end}) {
      if (!score) continue;
      const Decimal value{*score, input_.decimals};
      if (compare(value, input_.range->least) >= 0 && compare(value, input_.range->most) <= 0) continue;
      return fail("change.score_outside", {{"line", row.line == 0 ? "none" : std::to_string(row.line)},
                                           {"least", shortest(input_.range->least)},
                                           {"most", shortest(input_.range->most)}});
    }
    return {};
  }

  Expected<measure::ChangeIndex> make_index() const {
    measure::ChangeParameters p = input_.norm;
    const bool ha = input_.method == ChangeMethod::hageman_arrindell;
    const bool asks_mean = input_.method != ChangeMethod::jacobson_truax;
    const bool asks_end_mean = ha || input_.method == ChangeMethod::hsu_linn_nord;
    const bool asked = input_.sd_of_sample || input_.reliability_of_sample;
    const bool fills =
        (asks_mean && !p.mean) || (asks_end_mean && !p.end_mean) || (ha && (!p.end_sd || !p.correlation));
    if (sums_.n() < 2) {
      if (asked || (fills && input_.rows.size() > 1)) return fail("change.sample_too_small");
      return measure::ChangeIndex::make(input_.method, p);
    }
    const auto n = static_cast<double>(sums_.n());
    const auto of_sample = [](double value) { return Parameter{value, Origin::sample}; };
    const auto sd = [&](const stats::Sums& s) { return scaled_back(stats::scaled_deviation(s), input_.decimals); };
    const auto mean = [&](const stats::Sums& s) {
      return scaled_back(static_cast<double>(s.sum) / n, input_.decimals);
    };
    if (input_.sd_of_sample) p.sd = of_sample(sd(sums_.x));
    if (input_.reliability_of_sample) p.reliability = of_sample(stats::correlation(sums_));
    if (!p.mean) p.mean = of_sample(mean(sums_.x));
    if (!p.end_mean) p.end_mean = of_sample(mean(sums_.y));
    if (!p.end_sd) p.end_sd = of_sample(sd(sums_.y));
    if (!p.correlation) p.correlation = of_sample(stats::correlation(sums_));
    return measure::ChangeIndex::make(input_.method, p);
  }

  Expected<void> judge() {
    const auto deviation = [&](const std::optional<std::int64_t>& score) -> Expected<std::optional<Decimal>> {
      if (!score || !input_.deviation) return std::optional<Decimal>();
      const auto found = measure::deviation_score({*score, input_.decimals}, input_.deviation->mean,
                                                  input_.deviation->sd, input_.direction);
      if (!found) return fail(found.error());
      return std::optional<Decimal>(*found);
    };
    for (const ChangeRow& row : input_.rows) {
      JudgedRow judged{row, {}, {}, {}};
      if (row.start && row.end)
        judged.judged = rule_->judge({*row.start, input_.decimals}, {*row.end, input_.decimals});
      const auto start = deviation(row.start);
      const auto end = deviation(row.end);
      if (!start) return fail(start.error());
      if (!end) return fail(end.error());
      judged.start_deviation = *start;
      judged.end_deviation = *end;
      if (judged.judged) ++tally_[std::string(shown_category(*judged.judged, input_.show_stayed_normal))];
      out_.rows.push_back(judged);
    }
    return {};
  }

  std::string source(std::string_view name) const {
    const auto found = input_.sources.find(std::string(name));
    return found == input_.sources.end() ? input_.source : found->second;
  }

  void deviation_and_overrides() {
    Report& report = out_.report;
    if (input_.deviation) {
      report.paragraph(Message{"change.deviation_norm",
                               {{"mean", shortest(input_.deviation->mean)},
                                {"sd", shortest(input_.deviation->sd)},
                                {"source", source("deviation")}}});
    }
    for (const ChangeInput::Override& o : input_.overrides) {
      report.paragraph(
          Message{"change.override", {{"name", o.name}, {"given", o.given}, {"file", o.file}, {"source", o.source}}});
    }
  }

  /// The rule in words: index, limit, each number with where it comes from, the cut-off.
  void rule() {
    Report& report = out_.report;
    const std::string method(measure::code(input_.method));
    report.paragraph(Message{"change.method." + method, {}});
    for (const measure::UsedParameter& u : rule_->index.used()) {
      const auto value = Exact::real(u.parameter.value).round(4);
      const bool from_norm = u.parameter.origin == Origin::norm;
      report.paragraph(Message{"change.parameter",
                               {{"name", std::string(u.name)},
                                {"value", value ? shortest(*value) : ""},
                                {"origin", std::string(measure::name(u.parameter.origin))},
                                {"source", from_norm ? source(u.name) : ""}}});
      if (u.name == "reliability" && !from_norm) report.paragraph(Message{"change.note.r_of_sample", {}});
    }
    if (!input_.cutoff) {
      report.paragraph(Message{"change.no_cutoff", {}});
    } else {
      report.paragraph(Message{"change.cutoff",
                               {{"cutoff", shortest(*input_.cutoff)},
                                {"side", input_.direction == measure::Direction::lower_is_better ? "above" : "below"},
                                {"itself", input_.cutoff_is_clinical ? "yes" : "no"},
                                {"source", source("cutoff")}}});
    }
    deviation_and_overrides();
  }

  FigureIndex figure(Figure f, const char* rule) {
    f.rule = rule;
    return out_.report.add(std::move(f));
  }

  Expected<void> flow() {
    Figure all = counted("flow.rows.n", static_cast<std::int64_t>(input_.rows.size()));
    std::vector<Figure> parts{counted("flow.both.n", counts_[both]), counted("flow.no_start.n", counts_[no_start]),
                              counted("flow.no_end.n", counts_[no_end]), counted("flow.neither.n", counts_[neither])};
    if (auto fault = check_parts(all, parts)) return fail(*fault);
    if (input_.rows.size() < 2) return {};
    Table t{
        Message{"change.flow", {}},
        {Message{"change.column.rows", {}}, Message{"change.column.both", {}}, Message{"change.column.no_start", {}},
         Message{"change.column.no_end", {}}, Message{"change.column.neither", {}}},
        {},
        {}};
    Row row;
    row.label = Label::words(input_.title);
    row.cells.push_back(Cell::of(figure(std::move(all), "change.rule.row")));
    for (Figure& part : parts) row.cells.push_back(Cell::of(figure(std::move(part), "change.rule.row")));
    t.rows.push_back(std::move(row));
    out_.report.table(std::move(t));
    return {};
  }

  FigureIndex number(const std::string& code, const Exact& exact, Unit unit, int decimals, const char* rule) {
    Figure f = rounded(code, exact, unit, sums_.n(), decimals);
    if (!f.value) f.missing = {sums_.n() < 3 ? "figure.too_few" : "figure.no_variation", {}};
    return figure(std::move(f), rule);
  }
  FigureIndex real(const std::string& code, double value, Unit unit, int decimals, const char* rule) {
    return number(code, std::isfinite(value) ? Exact::real(value) : Exact(), unit, decimals, rule);
  }
  /// A figure, or why there is none, in words.
  Row line(const char* label, std::vector<FigureIndex> figures, const std::string& pattern) const {
    Row row;
    row.label = Message{label, {{"confidence", confidence()}}};
    const Figure& first = out_.report.figure(figures.front());
    if (!first.value) {
      row.cells.push_back(Cell::words(
          Message{"change.cannot", {{"why", first.missing.key == "figure.too_few" ? "too_few" : "no_variation"}}}));
      return row;
    }
    const bool whole = std::all_of(figures.begin(), figures.end(),
                                   [&](FigureIndex f) { return out_.report.figure(f).value.has_value(); });
    row.cells.push_back(whole ? Cell::of(std::move(figures), pattern) : Cell::of(figures.front()));
    return row;
  }

  std::string confidence() const { return Exact::real(input_.confidence * 100).round(0)->text(); }

  void change() {
    Table t{Message{"change.change", {}}, {Label::words("")}, {}, {}};
    const auto mean_sd = [&](const std::string& code, const char* label, const stats::Sums& s) {
      const FigureIndex m =
          number(code + ".mean", stats::mean(s, input_.decimals), Unit::points, 2, "outcome.rule.mean");
      const FigureIndex sd =
          number(code + ".sd", stats::standard_deviation(s, input_.decimals), Unit::points, 2, "outcome.rule.sd");
      t.rows.push_back(line(label, {m, sd}, "{0} ({1})"));
    };
    mean_sd("change.start", "change.row.start", sums_.x);
    mean_sd("change.end", "change.row.end", sums_.y);
    mean_sd("change.change", "change.row.change", sums_.differences());
    const auto test = stats::paired_t(sums_, input_.decimals, input_.confidence);
    const double none = std::nan("");
    const char* paired = "outcome.rule.paired_t";
    const FigureIndex low = real("change.low", test ? test->change.low : none, Unit::points, 2, paired);
    const FigureIndex high = real("change.high", test ? test->change.high : none, Unit::points, 2, paired);
    t.rows.push_back(line("change.row.interval", {low, high}, "[{0}; {1}]"));
    const FigureIndex statistic = real("change.t", test ? test->t : none, Unit::none, 2, paired);
    const FigureIndex df = real("change.df", test ? test->df : none, Unit::none, 0, paired);
    const FigureIndex p = real("change.p", test ? test->p : none, Unit::none, 3, paired);
    t.rows.push_back(line("change.row.t", {statistic, df}, "{0} ({1})"));
    t.rows.push_back(line("change.row.p", {p}, "{0}"));
    const double r = stats::correlation(sums_);
    t.rows.push_back(line("change.row.r", {real("change.r", r, Unit::none, 2, "outcome.rule.r")}, "{0}"));
    for (const auto by : {stats::Standardiser::start_sd, stats::Standardiser::change_sd,
                          stats::Standardiser::average_sd, stats::Standardiser::change_sd_by_r}) {
      effect(t, by);
    }
    t.notes = {{"change.note.effect", {}}, {"outcome.note.no_cause", {}}};
    out_.report.table(std::move(t));
  }

  void effect(Table& t, stats::Standardiser by) {
    const auto found = stats::standardised_change(sums_, by, input_.confidence);
    const bool up = input_.direction == measure::Direction::higher_is_better;
    const std::string code(stats::name(by));
    const std::string rule = "change.rule." + code;
    const double none = std::nan("");
    const auto better = [&](double value) { return found ? (up ? value : -value) : none; };
    const bool of_g = by == stats::Standardiser::start_sd;  // whose interval is that of g
    const FigureIndex d = real(code, found ? better(found->d) : none, Unit::sd, 2, rule.c_str());
    const FigureIndex g = real(code + ".g", found ? better(found->g) : none, Unit::sd, 2, rule.c_str());
    const double low = found ? better(up ? found->interval.low : found->interval.high) : none;
    const double high = found ? better(up ? found->interval.high : found->interval.low) : none;
    const FigureIndex from = real(code + ".low", low, Unit::sd, 2, rule.c_str());
    const FigureIndex to = real(code + ".high", high, Unit::sd, 2, rule.c_str());
    const std::string label = "change.row." + code;
    t.rows.push_back(line(label.c_str(), {d, g, from, to}, of_g ? "{0}; g {1} [{2}; {3}]" : "{0} [{2}; {3}]; g {1}"));
  }

  Expected<void> categories() {
    std::vector<std::string> shown{"recovered", "improved", "unchanged"};
    if (input_.show_stayed_normal) shown.emplace_back("stayed_normal");
    shown.insert(shown.end(), {"deteriorated", "relapsed"});
    Table t{Message{"change.categories", {}}, {Label::words("n (%)")}, {}, {}};
    Figure judged = counted("rc.n", sums_.n());
    std::vector<Figure> parts;
    for (const std::string& category : shown) parts.push_back(counted("rc." + category + ".n", tally_[category]));
    if (auto fault = check_parts(judged, parts)) return fail(*fault);
    figure(std::move(judged), "change.rule.category");
    for (std::size_t i = 0; i < shown.size(); ++i) {
      Figure share = percentage("rc." + shown[i] + ".pct", parts[i].n, sums_.n(), "change.denominator.judged", 1);
      const FigureIndex n = figure(std::move(parts[i]), "change.rule.category");
      const FigureIndex percent = figure(std::move(share), "change.rule.category");
      t.rows.push_back(line(("change.category." + shown[i]).c_str(), {n, percent}, "{0} ({1})"));
    }
    if (input_.rows.size() < 2) return {};
    out_.report.table(std::move(t));
    return {};
  }

  const ChangeInput& input_;
  stats::PairSums sums_;
  std::array<std::int64_t, 4> counts_{};
  std::optional<measure::ChangeRule> rule_;
  std::map<std::string, std::int64_t> tally_;
  ChangeScores out_;
};

}  // namespace

std::string_view shown_category(const measure::Judged& judged, bool show_stayed_normal) {
  return show_stayed_normal && judged.stayed_normal ? "stayed_normal" : name(judged.category);
}

Expected<ChangeScores> change_scores(const ChangeInput& input) { return ChangeWriter(input).write(); }

}  // namespace koers::report
