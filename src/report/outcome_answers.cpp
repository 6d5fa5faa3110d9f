#include "report/outcome_answers.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "stats/moments.h"

namespace koers::report {
namespace {

constexpr std::uint16_t all_groups = 0xFFFF;
constexpr std::int64_t largest_multiple = 1'000'000'000;

/// A value as a fraction: a sum of `n` scaled scores.
struct Fraction {
  std::int64_t sum = 0, n = 0;
};

/// Fractions brought to one denominator, so that their sums are exact too.
struct Whole {
  stats::Sums sums;
  std::int64_t multiple = 1;
  bool ok = true;
  std::optional<Fraction> least, most;
};

bool below(const Fraction& a, const Fraction& b) { return Wide{a.sum} * b.n < Wide{b.sum} * a.n; }

Whole gather(const std::vector<Fraction>& values) {
  Whole out;
  for (const Fraction& f : values) {
    out.multiple = std::lcm(out.multiple, f.n);
    if (out.multiple > largest_multiple) {
      out.ok = false;
      return out;
    }
  }
  for (const Fraction& f : values) {
    out.sums.add(f.sum * (out.multiple / f.n));
    if (!out.least || below(f, *out.least)) out.least = f;
    if (!out.most || below(*out.most, f)) out.most = f;
  }
  return out;
}

class Answers {
 public:
  Answers(Report& report, const AnswersInput& input) : report_(report), input_(input), scale_(1) {
    for (int i = 0; i < input.score_decimals; ++i) scale_ *= 10;
  }

  Expected<void> write() {
    const auto groups = static_cast<std::uint16_t>(input_.groups.size());
    Table t{
        Message{"outcome.answers", {}},
        {Message{"outcome.column.n", {}}, Message{"outcome.column.mean_sd", {}}, Message{"outcome.column.range", {}}},
        {},
        {}};
    if (input_.used_from)
      t.columns.emplace_back(
          Message{"outcome.column.used",
                  {{"from", Exact::ratio(*input_.used_from, scale_).round(input_.score_decimals)->text()}}});
    t.columns.emplace_back(Message{"outcome.column.no_answer", {}});
    for (std::size_t c = 0; c < input_.columns.size(); ++c) {
      const std::string code = code_part(input_.columns[c].name);
      if (auto done = line(t, code + ".all", Label::words(input_.columns[c].name), 1, c, all_groups, false); !done)
        return done;
      for (std::uint16_t g = 0; groups > 1 && g < groups; ++g) {
        if (auto done =
                line(t, code + '.' + code_part(input_.groups[g]), Label::words(input_.groups[g]), 2, c, g, false);
            !done)
          return done;
      }
      if (input_.unit_of) {
        if (auto done = line(t, code + ".units", Message{"outcome.units", {}}, 2, c, all_groups, true); !done)
          return done;
      }
    }
    t.notes.push_back({"outcome.note.answers", {}});
    if (input_.unit_of) t.notes.push_back({"outcome.note.units", {}});
    report_.table(std::move(t));
    return {};
  }

 private:
  bool in(std::size_t row, std::uint16_t g) const { return g == all_groups || (*input_.group_of)[row] == g; }

  /// The person's score in a column: absent when nothing was answered.
  static std::optional<Fraction> value(const AnswersInput& input, std::size_t column, std::size_t row) {
    const auto& parts = input.columns[column].mean_of;
    const auto& values = *input.values;
    if (parts.empty()) {
      if (values[column][row] == no_answer) return {};
      return Fraction{values[column][row], 1};
    }
    Fraction out;
    for (const std::size_t part : parts) {
      if (values[part][row] == no_answer) continue;
      out.sum += values[part][row];
      ++out.n;
    }
    return out.n == 0 ? std::nullopt : std::optional(out);
  }

  std::vector<Fraction> per_unit(std::size_t column) const {
    // The mean of persons' values within a unit; persons with partly answered means count by their own mean.
    std::unordered_map<std::uint32_t, std::vector<Fraction>> units;
    std::vector<std::uint32_t> order;
    for (std::size_t row = 0; row < input_.unit_of->size(); ++row) {
      const auto v = value(input_, column, row);
      if (!v) continue;
      auto& members = units[(*input_.unit_of)[row]];
      if (members.empty()) order.push_back((*input_.unit_of)[row]);
      members.push_back(*v);
    }
    std::vector<Fraction> out;
    for (const std::uint32_t unit : order) {
      const Whole w = gather(units[unit]);
      if (w.ok) out.push_back({static_cast<std::int64_t>(w.sums.sum), w.multiple * w.sums.n});
    }
    return out;
  }

  Expected<void> line(Table& t, const std::string& code, Label label, int level, std::size_t column, std::uint16_t g,
                      bool units) {
    std::vector<Fraction> values;
    std::int64_t unanswered = 0;
    const std::size_t rows = input_.group_of->size();
    for (std::size_t row = 0; row < rows; ++row) {
      if (!in(row, g)) continue;
      const auto v = value(input_, column, row);
      if (v) {
        values.push_back(*v);
      } else {
        ++unanswered;
      }
    }
    if (units) {
      values = per_unit(column);
      unanswered = 0;
    }
    const Whole whole = gather(values);
    const auto n = static_cast<std::int64_t>(values.size());
    const Wide unit = Wide{scale_} * whole.multiple;
    std::vector<Exclusion> excluded;
    if (unanswered > 0) excluded = {{"outcome.no_answer", unanswered}};
    const auto add = [&](const char* part, const Exact& exact, int decimals, const char* rule) {
      Figure f = rounded(code + '.' + part, exact, Unit::points, n, decimals);
      if (!f.value) f.missing = {n < 2 ? "figure.too_few" : "figure.not_computable", {}};
      f.rule = rule;
      f.excluded = excluded;
      f.rows = answered(column, g, std::nullopt);
      return report_.add(std::move(f));
    };
    const int d = input_.decimals.means;
    Exact mean, sd;
    if (whole.ok && n > 0) mean = Exact::ratio(whole.sums.sum, Wide{n} * unit);
    if (whole.ok && n > 1) {
      sd = Exact::root(Wide{n} * whole.sums.squares - whole.sums.sum * whole.sums.sum, Wide{n} * (n - 1) * unit * unit);
    }
    Figure count = counted(code + ".n", n);
    count.excluded = excluded;
    count.rule = "outcome.rule.answer";
    count.rows = answered(column, g, std::nullopt);
    Row row{std::move(label), level, {}};
    const FigureIndex counted_n = report_.add(std::move(count));
    row.cells.push_back(Cell::of(counted_n));
    const FigureIndex m = add("mean", mean, d, "outcome.rule.mean");
    const FigureIndex s = add("sd", sd, d, "outcome.rule.sd");
    row.cells.push_back(Cell::of({m, s}, report_.figure(s).value ? "{0} ({1})" : "{0}"));
    const auto edge = [&](const std::optional<Fraction>& f) {
      return f ? Exact::ratio(f->sum, Wide{f->n} * scale_) : Exact();
    };
    const int range_decimals = input_.columns[column].mean_of.empty() && !units ? input_.score_decimals : d;
    const FigureIndex least = add("min", edge(whole.least), range_decimals, "outcome.rule.range");
    row.cells.push_back(
        Cell::of({least, add("max", edge(whole.most), range_decimals, "outcome.rule.range")}, "{0} – {1}"));
    if (input_.used_from) row.cells.push_back(used(code, column, g, values, excluded));
    row.cells.push_back(Cell::exclusions(counted_n));
    t.rows.push_back(std::move(row));
    return {};
  }

  Cell used(const std::string& code, std::size_t column, std::uint16_t g, const std::vector<Fraction>& values,
            const std::vector<Exclusion>& excluded) {
    std::int64_t n = 0;
    for (const Fraction& f : values) n += f.sum >= *input_.used_from * f.n ? 1 : 0;
    Figure count = counted(code + ".used.n", n);
    Figure share = percentage(code + ".used.pct", n, static_cast<std::int64_t>(values.size()),
                              "outcome.denominator.answered", input_.decimals.percentages);
    count.rule = share.rule = "outcome.rule.used";
    count.excluded = share.excluded = excluded;
    count.rows = share.rows = answered(column, g, input_.used_from);
    const FigureIndex index = report_.add(std::move(count));
    return Cell::of({index, report_.add(std::move(share))}, "{0} ({1})");
  }

  RowSet answered(std::size_t column, std::uint16_t g, std::optional<std::int32_t> from) const {
    return {input_.source, input_.group_of->size(), [input = input_, column, g, from](std::size_t row) {
              if (g != all_groups && (*input.group_of)[row] != g) return false;
              const auto v = value(input, column, row);
              return v && (!from || v->sum >= *from * v->n);
            }};
  }

  Report& report_;
  const AnswersInput& input_;
  std::int64_t scale_;
};

}  // namespace

Expected<void> add_answers(Report& report, const AnswersInput& input) { return Answers(report, input).write(); }

}  // namespace koers::report
