#include "report/outcome_counts.h"

#include <algorithm>

namespace koers::report {
namespace {

constexpr std::uint16_t all_groups = 0xFFFF;

class Counts {
 public:
  Counts(Report& report, const CountsInput& input) : report_(report), input_(input) {}

  Expected<void> write() {
    const auto groups = static_cast<std::uint16_t>(input_.groups.size());
    Table t{Message{"outcome.counts", {}}, {}, {}, {}};
    Row base{Message{"outcome.counts_base", {}}, 0, {}};
    std::vector<Figure> parts;
    for (std::uint16_t g = 0; groups > 1 && g < groups; ++g) {
      t.columns.push_back(Label::words(input_.groups[g]));
      parts.push_back(base_of(g));
    }
    t.columns.emplace_back(Message{"outcome.column.all", {}});
    Figure whole = base_of(all_groups);
    if (groups > 1) {
      if (auto fault = check_parts(whole, parts)) return fail(*fault);
    }
    for (Figure& part : parts) base.cells.push_back(Cell::of(report_.add(std::move(part))));
    base.cells.push_back(Cell::of(report_.add(std::move(whole))));
    base.cells.emplace_back();
    t.columns.emplace_back(Message{"outcome.column.unknown", {}});
    t.rows.push_back(std::move(base));
    for (std::size_t c = 0; c < input_.names.size(); ++c) {
      if (auto done = line(t, c); !done) return done;
    }
    t.notes.push_back({"outcome.note.counts", {}});
    report_.table(std::move(t));
    return {};
  }

 private:
  std::string group_code(std::uint16_t g) const { return g == all_groups ? "all" : code_part(input_.groups[g]); }

  bool in(std::size_t row, std::uint16_t g) const { return g == all_groups || (*input_.group_of)[row] == g; }

  Figure base_of(std::uint16_t g) const {
    std::int64_t n = 0;
    for (std::size_t row = 0; row < input_.group_of->size(); ++row) n += in(row, g) ? 1 : 0;
    Figure f = counted("base." + group_code(g) + ".n", n);
    f.rule = "outcome.rule.count";
    f.rows = {input_.source, input_.group_of->size(),
              [of = input_.group_of, g](std::size_t row) { return g == all_groups || (*of)[row] == g; }};
    return f;
  }

  struct Pair {
    Figure count, percent;
  };

  Pair figures(std::size_t column, std::uint16_t g) const {
    const auto& answers = (*input_.columns)[column];
    std::int64_t yes = 0, known = 0, unknown = 0;
    for (std::size_t row = 0; row < answers.size(); ++row) {
      if (!in(row, g)) continue;
      yes += answers[row] == Answer::yes ? 1 : 0;
      (answers[row] == Answer::unknown ? unknown : known) += 1;
    }
    const std::string code = code_part(input_.names[column]) + '.' + group_code(g);
    Figure n = counted(code + ".n", yes);
    n.rule = "outcome.rule.count";
    n.rows = {input_.source, answers.size(),
              [columns = input_.columns, of = input_.group_of, column, g](std::size_t row) {
                return (g == all_groups || (*of)[row] == g) && (*columns)[column][row] == Answer::yes;
              }};
    if (unknown > 0) n.excluded = {{"outcome.unknown", unknown}};
    Figure pct = percentage(code + ".pct", yes, known, "outcome.denominator.known", input_.decimals.percentages);
    pct.rule = n.rule;
    pct.rows = n.rows;
    pct.excluded = n.excluded;
    return {std::move(n), std::move(pct)};
  }

  Expected<void> line(Table& t, std::size_t column) {
    Row row{Label::words(input_.names[column]), 1, {}};
    const auto groups = static_cast<std::uint16_t>(input_.groups.size());
    Pair whole = figures(column, all_groups);
    std::vector<Pair> parts;
    std::vector<Figure> counts;
    for (std::uint16_t g = 0; groups > 1 && g < groups; ++g) {
      parts.push_back(figures(column, g));
      counts.push_back(parts.back().count);
    }
    if (groups > 1) {
      if (auto fault = check_parts(whole.count, counts)) return fail(*fault);
    }
    parts.push_back(std::move(whole));
    FigureIndex n = 0;
    for (Pair& p : parts) {
      n = report_.add(std::move(p.count));
      row.cells.push_back(Cell::of({n, report_.add(std::move(p.percent))}, "{0} ({1})"));
    }
    row.cells.push_back(Cell::exclusions(n));
    t.rows.push_back(std::move(row));
    return {};
  }

  Report& report_;
  const CountsInput& input_;
};

}  // namespace

Expected<void> add_counts(Report& report, const CountsInput& input) { return Counts(report, input).write(); }

Expected<void> add_ladder(Report& report, const LadderInput& input) {
  if (input.gaps > 0) return fail("outcome.ladder_gaps", {{"n", std::to_string(input.gaps)}});
  Table t{Message{"outcome.ladder", {}},
          {Message{"outcome.column.reached", {}}, Message{"outcome.column.of_first", {}},
           Message{"outcome.column.last", {}}},
          {},
          {}};
  std::int64_t persons = 0;
  for (const std::int64_t n : input.last) persons += n;
  std::int64_t reached = persons;
  std::vector<Figure> lasts, steps;
  for (std::size_t k = 1; k <= input.last.size(); ++k) {
    const std::string step = std::to_string(k);
    Figure n = counted("step." + step + ".n", reached);
    n.rule = "outcome.rule.ladder";
    n.rows = {input.source, input.step->size(), [data = input.step, k](std::size_t row) { return (*data)[row] == k; }};
    Figure share = percentage("step." + step + ".pct", reached, persons, "outcome.denominator.first_step",
                              input.decimals.percentages);
    share.rows = n.rows;
    share.rule = n.rule;
    Figure last = counted("last." + step + ".n", input.last[k - 1]);
    last.rule = n.rule;
    steps.push_back(n);
    lasts.push_back(last);
    reached -= input.last[k - 1];
    const FigureIndex a = report.add(std::move(n));
    const FigureIndex b = report.add(std::move(share));
    t.rows.push_back(
        {Message{"outcome.step", {{"n", step}}}, 1, {Cell::of(a), Cell::of(b), Cell::of(report.add(std::move(last)))}});
  }
  Figure all = counted("persons.n", persons);
  all.rule = "outcome.rule.ladder";
  if (auto fault = check_parts(all, lasts)) return fail(*fault);
  Figure rows = counted("rows.n", static_cast<std::int64_t>(input.step->size()));
  if (auto fault = check_parts(rows, steps)) return fail(*fault);
  t.rows.push_back({Message{"outcome.ladder_all", {}},
                    0,
                    {Cell::of(report.add(std::move(rows))), Cell{}, Cell::of(report.add(std::move(all)))}});
  report.table(std::move(t));
  return {};
}

}  // namespace koers::report
