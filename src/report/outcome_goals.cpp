#include "report/outcome_goals.h"

#include <algorithm>
#include <optional>
#include <set>

namespace koers::report {
namespace {

using measure::GoalDistribution;
using measure::Level;

/// Which rows a line of the table is about.
struct Selection {
  std::optional<std::uint16_t> goal, group, year;
  bool holds(const GoalRow& row) const {
    return goal.value_or(row.goal) == row.goal && group.value_or(row.group) == row.group &&
           year.value_or(row.year) == row.year;
  }
};

class Goals {
 public:
  Goals(Report& report, const GoalsInput& input) : report_(report), input_(input) {}

  Expected<void> write() {
    Table t{Message{"outcome.goals", {}}, {Message{"outcome.column.rated", {}}}, {}, {}};
    for (const Level level : measure::levels)
      t.columns.emplace_back(Message{"outcome.level." + std::string(name(level)), {}});
    t.columns.emplace_back(Message{"outcome.column.improved", {}});
    t.columns.emplace_back(Message{"outcome.column.mean_sd", {}});
    t.columns.emplace_back(Message{"outcome.column.not_rated", {}});
    for (std::uint16_t goal = 0; goal < input_.goals.size(); ++goal) {
      const std::string code = code_part(input_.goals[goal]);
      if (auto done = line(t, code, Label::words(input_.goals[goal]), 1, {goal, {}, {}}); !done) return done;
      for (std::uint16_t group = 0; input_.groups.size() > 1 && group < input_.groups.size(); ++group) {
        const Selection s{goal, group, {}};
        if (!any(s)) continue;
        if (auto done = line(t, code + '.' + code_part(input_.groups[group]), Label::words(input_.groups[group]), 2, s);
            !done)
          return done;
      }
    }
    if (input_.total && input_.goals.size() > 1) {
      if (auto done = line(t, "all", Message{"outcome.goals_all", {}}, 0, {}); !done) return done;
    }
    t.notes.push_back({"outcome.note.goals", {}});
    report_.table(std::move(t));
    return input_.years_known ? years() : Expected<void>();
  }

 private:
  bool any(const Selection& s) const {
    return std::any_of(input_.rows->begin(), input_.rows->end(), [&](const GoalRow& row) { return s.holds(row); });
  }

  Expected<void> line(Table& t, const std::string& code, Label label, int level, const Selection& s) {
    GoalDistribution d;
    std::int64_t missing = 0;
    for (const GoalRow& row : *input_.rows) {
      if (!s.holds(row)) continue;
      if (row.level == 0) {
        ++missing;
      } else {
        d.add(static_cast<Level>(row.level));
      }
    }
    Figure all = counted(code + ".n", d.n());
    if (missing > 0) all.excluded = {{"outcome.not_rated", missing}};
    all.rule = "outcome.rule.goal";
    all.rows = rows(s, 1, 5);
    std::vector<Figure> parts;
    for (const Level l : measure::levels) {
      parts.push_back(counted(code + '.' + std::string(name(l)) + ".n", d.count(l)));
      parts.back().rows = rows(s, static_cast<int>(l), static_cast<int>(l));
    }
    if (auto fault = check_parts(all, parts)) return fail(*fault);
    const std::vector<Exclusion> excluded = all.excluded;
    const FigureIndex n = report_.add(std::move(all));
    Row row{std::move(label), level, {Cell::of(n)}};
    for (Figure& part : parts) row.cells.push_back(share(std::move(part), d.n(), excluded));
    Figure improved = counted(code + ".improved.n", d.improved());
    improved.rows = rows(s, 4, 5);
    row.cells.push_back(share(std::move(improved), d.n(), excluded));
    const stats::Sums scores = d.scores();
    Figure mean = rounded(code + ".mean", stats::mean(scores, 0), Unit::points, d.n(), input_.decimals.means);
    Figure sd = rounded(code + ".sd", stats::standard_deviation(scores, 0), Unit::points, d.n(), input_.decimals.means);
    mean.rows = sd.rows = rows(s, 1, 5);
    mean.excluded = sd.excluded = excluded;
    mean.rule = "outcome.rule.mean";
    sd.rule = "outcome.rule.sd";
    const bool spread = sd.value.has_value();
    const FigureIndex m = report_.add(std::move(mean));
    row.cells.push_back(Cell::of({m, report_.add(std::move(sd))}, spread ? "{0} ({1})" : "{0}"));
    row.cells.push_back(Cell::exclusions(n));
    t.rows.push_back(std::move(row));
    return {};
  }

  Cell share(Figure count, std::int64_t n, const std::vector<Exclusion>& excluded) {
    count.rule = "outcome.rule.goal";
    Figure percent = percentage(count.code.substr(0, count.code.size() - 1) + "pct", count.n, n,
                                "outcome.denominator.rated", input_.decimals.percentages);
    percent.rows = count.rows;
    percent.rule = count.rule;
    percent.excluded = count.excluded = excluded;
    const FigureIndex index = report_.add(std::move(count));
    return Cell::of({index, report_.add(std::move(percent))}, "{0} ({1})");
  }

  RowSet rows(const Selection& s, int least, int most) const {
    return {input_.source, input_.rows->size(), [data = input_.rows, s, least, most](std::size_t i) {
              const GoalRow& row = (*data)[i];
              return s.holds(row) && row.level >= least && row.level <= most;
            }};
  }

  Expected<void> years() {
    std::set<std::uint16_t> found;
    for (const GoalRow& row : *input_.rows) found.insert(row.year);
    Table t{Message{"outcome.goals_per_year", {}}, {Message{"outcome.column.rated", {}}}, {}, {}};
    for (const Level level : measure::levels)
      t.columns.emplace_back(Message{"outcome.level." + std::string(name(level)), {}});
    t.columns.emplace_back(Message{"outcome.column.improved", {}});
    t.columns.emplace_back(Message{"outcome.column.mean_sd", {}});
    t.columns.emplace_back(Message{"outcome.column.not_rated", {}});
    for (const std::uint16_t year : found) {
      const std::string text = year == 0 ? "unknown" : std::to_string(year);
      Label label = year == 0 ? Label(Message{"outcome.year_unknown", {}}) : Label::words(text);
      if (auto done = line(t, "all." + text, std::move(label), 1, {{}, {}, year}); !done) return done;
    }
    report_.table(std::move(t));
    return {};
  }

  Report& report_;
  const GoalsInput& input_;
};

}  // namespace

Expected<void> add_goals(Report& report, const GoalsInput& input) { return Goals(report, input).write(); }

}  // namespace koers::report
