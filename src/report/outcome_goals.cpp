#include "report/outcome_goals.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <set>

namespace koers::report {
namespace {

using measure::GoalDistribution;
using measure::Level;
using measure::MiddleLevel;

/// Which rows a line of the table is about.
struct Selection {
  std::optional<std::uint16_t> goal, group, year;
  bool holds(const GoalRow& row) const {
    return !row.absent && goal.value_or(row.goal) == row.goal && group.value_or(row.group) == row.group &&
           year.value_or(row.year) == row.year;
  }
};

class Goals {
 public:
  Goals(Report& report, const GoalsInput& input) : report_(report), input_(input) {}

  Expected<void> write() {
    Table t{title("outcome.goals"), {Message{"outcome.column.rated", {}}}, {}, {}};
    for (const Level level : measure::levels) t.columns.push_back(heading(level));
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
    if (mixed()) {
      t.rows.push_back({Message{"outcome.goals_all", {}}, 0, {Cell::words(Message{"outcome.goals_mixed", {}})}});
    } else if (input_.total && input_.goals.size() > 1) {
      if (auto done = line(t, "all", Message{"outcome.goals_all", {}}, 0, {}); !done) return done;
    }
    t.notes.push_back({"outcome.note.goals", {}});
    if (input_.whose == GoalsOf::combined) t.notes.push_back({"outcome.note.goals_combined", {}});
    report_.table(std::move(t));
    for (const MiddleLevel middle : {MiddleLevel::expected_result, MiddleLevel::situation_at_start}) {
      if (auto done = attainment(middle); !done) return done;
    }
    return input_.years_known && !mixed() ? years() : Expected<void>();
  }

 private:
  /// In words where the file's own words are all there is; else as numbers of both forms, which are right for every meaning of 0.
  Label heading(Level level) const {
    if (input_.zero.empty()) return Message{"outcome.level." + std::string(name(level)), {}};
    const int five = static_cast<int>(level);
    const std::string around = (five > 3 ? "+" : five < 3 ? "−" : "") + std::to_string(five > 3 ? five - 3 : 3 - five);
    return Message{"outcome.level_number", {{"level", around}, {"five", std::to_string(five)}}};
  }

  Message title(const char* key) const {
    constexpr std::array<const char*, 3> whose{"everyone", "rater", "combined"};
    return {key, {{"whose", whose[static_cast<std::size_t>(input_.whose)]}, {"rater", input_.rater}}};
  }
  /// Before every code of a table that is of one rater, or combined.
  std::string coded(const std::string& code) const {
    if (input_.whose == GoalsOf::everyone) return code;
    return (input_.whose == GoalsOf::rater ? code_part(input_.rater) : "combined") + '.' + code;
  }
  /// The row of `rows` that a row of the file stands for.
  std::function<std::size_t(std::size_t)> stands_for() const {
    return [went = input_.went_into](std::size_t i) { return went == nullptr ? i : std::size_t{(*went)[i]}; };
  }

  bool any(const Selection& s) const {
    return std::any_of(input_.rows->begin(), input_.rows->end(), [&](const GoalRow& row) { return s.holds(row); });
  }

  std::optional<MiddleLevel> zero(std::uint16_t goal) const {
    return input_.zero.empty() ? std::nullopt : input_.zero[goal];
  }
  bool has(MiddleLevel middle) const {
    return std::ranges::find(input_.zero, std::optional(middle)) != input_.zero.end();
  }
  /// Goals of which it is not said what 0 means mix with none.
  bool mixed() const {
    const std::set<std::optional<MiddleLevel>> kinds(input_.zero.begin(), input_.zero.end());
    return kinds.size() > 1;
  }

  struct Part {
    const char* code;
    int least, most;  ///< levels on 1..5
  };
  /// What became of the goals in which 0 means this.
  Expected<void> attainment(MiddleLevel middle) {
    if (!has(middle)) return {};
    const bool expected = middle == MiddleLevel::expected_result;
    const std::vector<Part> parts =
        expected ? std::vector<Part>{{"at_or_above", 3, 5}}
                 : std::vector<Part>{{"attained", 5, 5}, {"improved", 4, 5}, {"same", 3, 3}, {"deteriorated", 1, 2}};
    Table t{title(expected ? "outcome.goals_expected" : "outcome.goals_start"),
            {Message{"outcome.column.rated", {}}},
            {},
            {}};
    for (const Part& part : parts)
      t.columns.emplace_back(Message{std::string("outcome.column.goals_") + part.code, {}});
    std::vector<std::uint16_t> goals;
    for (std::uint16_t goal = 0; goal < input_.goals.size(); ++goal) {
      if (zero(goal) != middle) continue;
      goals.push_back(goal);
      t.rows.push_back(shares(code_part(input_.goals[goal]), Label::words(input_.goals[goal]), 1, {goal}, parts));
    }
    const std::string all = expected ? "all.expected" : "all.start";
    t.rows.push_back(shares(all, Message{"outcome.goals_all", {}}, 0, goals, parts));
    if (expected && input_.persons_known) {
      t.columns.emplace_back(Message{"outcome.column.goals_t", {}});
      for (std::size_t i = 0; i + 1 < t.rows.size(); ++i) t.rows[i].cells.emplace_back();
      auto cell = t_scores(coded(all), goals);
      if (!cell) return fail(std::move(cell.error()));
      t.rows.back().cells.push_back(std::move(*cell));
    }
    t.notes.push_back({expected ? "outcome.note.goals_expected" : "outcome.note.goals_start", {}});
    report_.table(std::move(t));
    return {};
  }

  Row shares(const std::string& part_code, Label label, int level, const std::vector<std::uint16_t>& goals,
             const std::vector<Part>& parts) {
    const std::string code = coded(part_code);
    const auto of = [data = input_.rows, goals](int least, int most) {
      return [data, goals, least, most](std::size_t i) {
        const GoalRow& row = (*data)[i];
        return !row.absent && std::ranges::find(goals, row.goal) != goals.end() && row.level >= least &&
               row.level <= most;
      };
    };
    const auto counted_rows = [&](const std::string& part, int least, int most) {
      const auto holds = of(least, most);
      std::int64_t n = 0;
      for (std::size_t i = 0; i < input_.rows->size(); ++i) n += holds(i) ? 1 : 0;
      Figure f = counted(part, n);
      f.rule = "outcome.rule.goal";
      f.rows = {input_.source, input_.rows->size(),
                [holds, stands = stands_for()](std::size_t i) { return holds(stands(i)); }};
      return f;
    };
    Figure all = counted_rows(code + ".n", 1, 5);
    const std::int64_t n = all.n;
    Row row{std::move(label), level, {Cell::of(report_.add(std::move(all)))}};
    for (const Part& part : parts)
      row.cells.push_back(share(counted_rows(code + '.' + part.code + ".n", part.least, part.most), n, {}));
    return row;
  }

  /// Mean and SD over persons of each one's T.
  Expected<Cell> t_scores(const std::string& code, const std::vector<std::uint16_t>& goals) {
    std::map<std::pair<std::uint64_t, std::uint64_t>, std::vector<measure::RatedGoal>> of;
    for (const GoalRow& row : *input_.rows) {
      if (row.absent || row.level == 0 || std::ranges::find(goals, row.goal) == goals.end()) continue;
      of[{row.person.low, row.person.high}].push_back({static_cast<int>(row.level) - 3, {1, 0}});
    }
    std::vector<double> scores;
    for (const auto& [person, rated] : of) {
      const auto score = measure::goal_t_score(rated, MiddleLevel::expected_result);
      if (!score) return fail(score.error());
      scores.push_back(*score);
    }
    const auto n = static_cast<std::int64_t>(scores.size());
    double sum = 0, squares = 0;
    for (const double score : scores) sum += score;
    const double mean = n > 0 ? sum / static_cast<double>(n) : 0;
    for (const double score : scores) squares += (score - mean) * (score - mean);
    const auto figure = [&](const char* part, bool exists, double value) {
      Figure f = rounded(code + part, exists ? Exact::real(value) : Exact(), Unit::points, n, 1);
      if (!f.value) f.missing = {"figure.too_few", {}};
      f.rule = "outcome.rule.goals_t";
      return report_.add(std::move(f));
    };
    const FigureIndex m = figure(".t.mean", n > 0, mean);
    const FigureIndex sd = figure(".t.sd", n > 1, n > 1 ? std::sqrt(squares / static_cast<double>(n - 1)) : 0);
    return Cell::of({m, sd}, report_.figure(sd).value ? "{0} ({1})" : "{0}");
  }

  Expected<void> line(Table& t, const std::string& part_code, Label label, int level, const Selection& s) {
    const std::string code = coded(part_code);
    GoalDistribution d;
    // Why a goal has no level; of combined ones by whose rating is not there.
    constexpr std::array<const char*, 5> reasons{"outcome.not_rated", "outcome.not_rated", "outcome.first_missing",
                                                 "outcome.second_missing", "outcome.not_joint"};
    std::map<std::string, std::int64_t> missing;
    for (const GoalRow& row : *input_.rows) {
      if (!s.holds(row)) continue;
      if (row.level == 0) {
        ++missing[reasons[row.why]];
      } else {
        d.add(static_cast<Level>(row.level));
      }
    }
    Figure all = counted(code + ".n", d.n());
    for (const auto& [reason, n] : missing) all.excluded.push_back({reason, n});
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
    // Where 0 is the expected result, above it is more than expected, and not an improvement.
    const bool expected = s.goal ? zero(*s.goal) == MiddleLevel::expected_result : has(MiddleLevel::expected_result);
    row.cells.push_back(expected ? Cell{} : share(std::move(improved), d.n(), excluded));
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
    return {input_.source, input_.rows->size(),
            [data = input_.rows, s, least, most, stands = stands_for()](std::size_t i) {
              const GoalRow& row = (*data)[stands(i)];
              return s.holds(row) && row.level >= least && row.level <= most;
            }};
  }

  Expected<void> years() {
    std::set<std::uint16_t> found;
    for (const GoalRow& row : *input_.rows) {
      if (!row.absent) found.insert(row.year);
    }
    Table t{title("outcome.goals_per_year"), {Message{"outcome.column.rated", {}}}, {}, {}};
    for (const Level level : measure::levels) t.columns.push_back(heading(level));
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
