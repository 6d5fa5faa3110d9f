// Files with one measurement per person, rated goals, and counts.
#include <algorithm>
#include <bit>

#include "base/text.h"
#include "exchange/goal_raters.h"
#include "exchange/id_table.h"
#include "exchange/outcome_file.h"
#include "report/outcome_answers.h"
#include "report/outcome_counts.h"
#include "report/outcome_goals.h"

namespace koers::exchange {
namespace {

constexpr std::size_t batch = 512;

/// Calls use(row number, rows, index in rows) for each row of the file that passes the map's filter.
template <class Use>
Expected<void> each_row(CsvReader& reader, const OutcomeMap& map, const std::optional<ColumnOf>& only, LineIndex& lines,
                        Use use) {
  CsvRows rows;
  std::uint32_t row = 0;
  for (;;) {
    auto more = reader.next(rows, batch);
    if (!more) return fail(std::move(more.error()));
    if (!*more) return {};
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (only) {
        const auto& wanted = map.only->second;
        if (std::find(wanted.begin(), wanted.end(), trim(rows.cell(i, only->slot))) == wanted.end()) continue;
      }
      lines.add(row++, rows.lines[i]);
      if (auto used = use(rows, i); !used) return used;
    }
  }
}

struct Groups {
  std::optional<ColumnOf> column;
  CodeTable codes;
  std::shared_ptr<std::vector<std::uint16_t>> of = std::make_shared<std::vector<std::uint16_t>>();

  Expected<void> add(const CsvReader& reader, const CsvRows& rows, std::size_t i) {
    const std::size_t index = codes.index(column ? trim(rows.cell(i, column->slot)) : std::string_view());
    if (index == CodeTable::most)
      return row_fault(reader, rows.lines[i], column->name, "outcome.too_many_codes",
                       {{"most", std::to_string(CodeTable::most)}});
    of->push_back(static_cast<std::uint16_t>(index));
    return {};
  }
};

/// Each id once, where the map names a column of ids.
struct Unique {
  std::optional<ColumnOf> column;
  IdTable ids;

  Expected<void> add(const CsvReader& reader, const CsvRows& rows, std::size_t i) {
    if (!column) return {};
    const std::string_view id = trim(rows.cell(i, column->slot));
    if (id.empty()) return row_fault(reader, rows.lines[i], column->name, "outcome.no_person");
    std::uint32_t& line = ids.find(id);
    if (line != 0)
      return row_fault(reader, rows.lines[i], column->name, "outcome.id_twice", {{"line", std::to_string(line)}});
    line = rows.lines[i];
    return {};
  }
};

std::string name_of(const MapValue& v) { return v.name.empty() ? v.column : v.name; }

/// The columns a derived one is made of, as indexes of the map's values.
Expected<std::vector<std::size_t>> parts_of(const OutcomeMap& map, const std::string& name,
                                            const std::vector<std::string>& parts) {
  std::vector<std::size_t> out;
  for (const std::string& part : parts) {
    const auto found =
        std::find_if(map.values.begin(), map.values.end(), [&](const MapValue& v) { return name_of(v) == part; });
    if (found == map.values.end())
      return fail("map.no_such_value", {{"name", name}, {"part", part}}, {map.file, 0, 0, {}});
    out.push_back(static_cast<std::size_t>(found - map.values.begin()));
  }
  return out;
}

}  // namespace

Expected<OutcomeReport> read_answers(const OutcomeMap& map, CsvReader& reader) {
  ColumnChooser choose(reader, map);
  Groups groups;
  groups.column = choose.role("group");
  Unique persons;
  persons.column = choose.role("person");
  const auto unit = choose.role("unit");
  const auto only = map.only ? std::optional(choose.named(map.only->first)) : std::nullopt;
  std::vector<ColumnOf> columns;
  report::AnswersInput input;
  for (const MapValue& v : map.values) {
    columns.push_back(choose.named(v.column));
    input.columns.push_back({name_of(v), {}});
  }
  for (const std::string& name : map.derived_order) {
    auto parts = parts_of(map, name, map.mean_of.at(name));
    if (!parts) return fail(std::move(parts.error()));
    input.columns.push_back({name, std::move(*parts)});
  }
  if (auto selected = choose.select(); !selected) return fail(std::move(selected.error()));

  std::int64_t scale = 1;
  for (int i = 0; i < map.numbers.decimals; ++i) scale *= 10;
  const auto scaled = [&](const Decimal& d) {
    return static_cast<std::int64_t>(d.value() * static_cast<double>(scale) + 0.5);
  };
  auto values = std::make_shared<std::vector<std::vector<std::int32_t>>>(columns.size());
  auto units = std::make_shared<std::vector<std::uint32_t>>();
  IdTable unit_ids;
  const MissingCodes missing(map.missing);
  OutcomeReport out;
  auto read = each_row(reader, map, only, out.lines, [&](const CsvRows& rows, std::size_t i) -> Expected<void> {
    if (auto unique = persons.add(reader, rows, i); !unique) return unique;
    if (auto added = groups.add(reader, rows, i); !added) return added;
    if (unit) {
      std::uint32_t& number = unit_ids.find(trim(rows.cell(i, unit->slot)));
      if (number == 0) number = static_cast<std::uint32_t>(unit_ids.size());
      units->push_back(number);
    }
    std::int64_t total = 0;
    bool whole = true;
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const std::string_view text = trim(rows.cell(i, columns[c].slot));
      std::int32_t value = report::no_answer;
      if (!missing.holds(text)) {
        const CellFault fault = read_number(text, map.numbers, value);
        if (fault != CellFault::none) return cell_fault(reader, rows.lines[i], columns[c], fault, map);
        total += value;
      } else {
        whole = false;
      }
      (*values)[c].push_back(value);
    }
    if (map.row_total && whole && total != scaled(*map.row_total)) {
      return row_fault(reader, rows.lines[i], columns.front().name, "outcome.row_total",
                       {{"total", map.row_total->text()}});
    }
    return {};
  });
  if (!read) return fail(std::move(read.error()));
  input.values = values;
  input.group_of = groups.of;
  if (unit) input.unit_of = units;
  input.source = reader.name();
  input.groups = groups.codes.names();
  input.score_decimals = map.numbers.decimals;
  if (map.used_from) input.used_from = static_cast<std::int32_t>(scaled(*map.used_from));
  input.decimals = map.decimals;
  if (auto added = report::add_answers(out.report, input); !added) return fail(std::move(added.error()));
  return out;
}

Expected<OutcomeReport> read_goals(const OutcomeMap& map, CsvReader& reader) {
  ColumnChooser choose(reader, map);
  const ColumnOf goal = *choose.role("goal");
  const ColumnOf level = *choose.role("level");
  const auto person = choose.role("person");
  const auto year = choose.role("year");
  const auto rater = choose.role("rater");
  Groups groups;
  groups.column = choose.role("group");
  const auto only = map.only ? std::optional(choose.named(map.only->first)) : std::nullopt;
  if (auto selected = choose.select(); !selected) return fail(std::move(selected.error()));

  GoalRaters raters(map);
  CodeTable goals;
  for (const std::string& g : map.goal_order) goals.index(g);
  IdTable rated;
  IdKeys persons;
  auto rows_out = std::make_shared<std::vector<report::GoalRow>>();
  const MissingCodes missing(map.missing);
  OutcomeReport out;
  auto read = each_row(reader, map, only, out.lines, [&](const CsvRows& rows, std::size_t i) -> Expected<void> {
    report::GoalRow row;
    const std::size_t index = goals.index(trim(rows.cell(i, goal.slot)));
    if (index == CodeTable::most || (!map.goal_order.empty() && index >= map.goal_order.size())) {
      return row_fault(reader, rows.lines[i], goal.name, "outcome.unknown_goal");
    }
    row.goal = static_cast<std::uint16_t>(index);
    if (auto added = groups.add(reader, rows, i); !added) return added;
    row.group = groups.of->back();
    const std::uint16_t by = rater ? raters.add(trim(rows.cell(i, rater->slot))) : 0;
    if (by == CodeTable::most) return row_fault(reader, rows.lines[i], rater->name, "outcome.unknown_rater");
    if (person) {
      row.person = persons.key(trim(rows.cell(i, person->slot)));
      const std::string key = std::string(trim(rows.cell(i, person->slot))) + '\n' + std::to_string(row.goal) + '\n' +
                              std::to_string(row.group) + '\n' + std::to_string(by);
      std::uint32_t& line = rated.find(key);
      if (line != 0)
        return row_fault(reader, rows.lines[i], person->name, "outcome.rated_twice", {{"line", std::to_string(line)}});
      line = rows.lines[i];
    }
    if (year) {
      std::int32_t value = 0;
      const std::string_view text = trim(rows.cell(i, year->slot));
      if (!missing.holds(text)) {
        const CellFault fault = read_number(text, {'.', 0, 0, false}, value);
        if (fault != CellFault::none || value < 1900 || value > 2199)
          return row_fault(reader, rows.lines[i], year->name, "outcome.not_a_year");
      }
      row.year = static_cast<std::uint16_t>(value);
    }
    const std::string_view text = trim(rows.cell(i, level.slot));
    if (!missing.holds(text)) {
      for (const measure::Level l : measure::levels) {
        for (const std::string& code : map.level_codes.at(std::string(name(l)))) {
          if (code == text) row.level = static_cast<std::uint8_t>(l);
        }
      }
      if (row.level == 0) return row_fault(reader, rows.lines[i], level.name, "outcome.unknown_level");
    }
    rows_out->push_back(row);
    return {};
  });
  if (!read) return fail(std::move(read.error()));
  report::GoalsInput input;
  input.rows = rows_out;
  input.source = reader.name();
  input.goals = goals.names();
  if (groups.column) input.groups = groups.codes.names();
  input.years_known = year.has_value();
  input.persons_known = person.has_value();
  if (map.zero || !map.zero_of.empty()) {
    for (const std::string& name : goals.names()) {
      const auto of = map.zero_of.find(name);
      input.zero.push_back(of == map.zero_of.end() ? map.zero : std::optional(of->second));
    }
  }
  input.decimals = map.decimals;
  if (rater) {
    if (auto added = raters.report(out.report, input); !added) return fail(std::move(added.error()));
    return out;
  }
  if (auto added = report::add_goals(out.report, input); !added) return fail(std::move(added.error()));
  return out;
}

namespace {

Expected<OutcomeReport> read_ladder(const OutcomeMap& map, CsvReader& reader) {
  ColumnChooser choose(reader, map);
  const ColumnOf person = *choose.role("person");
  const ColumnOf step = *choose.role("step");
  const auto only = map.only ? std::optional(choose.named(map.only->first)) : std::nullopt;
  if (auto selected = choose.select(); !selected) return fail(std::move(selected.error()));
  constexpr std::int32_t most_steps = 64;
  IdTable ids;
  std::vector<std::uint64_t> reached;  // per person a bit per step
  std::vector<std::uint32_t> line;  // per person of the last row
  auto steps = std::make_shared<std::vector<std::uint16_t>>();
  OutcomeReport out;
  auto read = each_row(reader, map, only, out.lines, [&](const CsvRows& rows, std::size_t i) -> Expected<void> {
    const std::string_view id = trim(rows.cell(i, person.slot));
    if (id.empty()) return row_fault(reader, rows.lines[i], person.name, "outcome.no_person");
    std::int32_t k = 0;
    const std::string_view text = trim(rows.cell(i, step.slot));
    const CellFault fault = text.empty() ? CellFault::not_a_number : read_number(text, {'.', 0, 0, false}, k);
    if (fault != CellFault::none) return cell_fault(reader, rows.lines[i], step, fault, map);
    if (k < 1 || k > most_steps)
      return row_fault(reader, rows.lines[i], step.name, "outcome.not_a_step", {{"most", std::to_string(most_steps)}});
    std::uint32_t& number = ids.find(id);
    if (number == 0) {
      reached.push_back(0);
      line.push_back(0);
      number = static_cast<std::uint32_t>(reached.size());
    }
    const std::uint64_t bit = std::uint64_t{1} << (k - 1);
    if ((reached[number - 1] & bit) != 0) return row_fault(reader, rows.lines[i], person.name, "outcome.step_twice");
    reached[number - 1] |= bit;
    line[number - 1] = rows.lines[i];
    steps->push_back(static_cast<std::uint16_t>(k));
    return {};
  });
  if (!read) return fail(std::move(read.error()));
  report::LadderInput input;
  std::uint32_t gap_line = 0;
  for (std::size_t i = 0; i < reached.size(); ++i) {
    const std::uint64_t bits = reached[i];
    const auto last = static_cast<std::size_t>(std::bit_width(bits));
    if (input.last.size() < last) input.last.resize(last);
    ++input.last[last - 1];
    if (std::popcount(bits) == static_cast<int>(last)) continue;
    if (input.gaps++ == 0) gap_line = line[i];
  }
  input.step = steps;
  input.source = reader.name();
  input.decimals = map.decimals;
  if (auto added = report::add_ladder(out.report, input); !added) {
    added.error().place = {reader.name(), input.gaps > 0 ? gap_line : 0, 0, {}};
    return fail(std::move(added.error()));
  }
  return out;
}

}  // namespace

Expected<OutcomeReport> read_counts(const OutcomeMap& map, CsvReader& reader) {
  if (map.values.empty()) return read_ladder(map, reader);
  ColumnChooser choose(reader, map);
  Groups groups;
  groups.column = choose.role("group");
  Unique persons;
  persons.column = choose.role("person");
  const auto only = map.only ? std::optional(choose.named(map.only->first)) : std::nullopt;
  std::vector<ColumnOf> columns;
  report::CountsInput input;
  for (const MapValue& v : map.values) {
    columns.push_back(choose.named(v.column));
    input.names.push_back(name_of(v));
  }
  std::vector<std::vector<std::size_t>> derived;
  for (const std::string& name : map.derived_order) {
    auto parts = parts_of(map, name, map.any_of.at(name));
    if (!parts) return fail(std::move(parts.error()));
    derived.push_back(std::move(*parts));
    input.names.push_back(name);
  }
  if (auto selected = choose.select(); !selected) return fail(std::move(selected.error()));
  auto answers = std::make_shared<std::vector<std::vector<report::Answer>>>(input.names.size());
  const MissingCodes missing(map.missing), yes(map.yes), no(map.no);
  OutcomeReport out;
  auto read = each_row(reader, map, only, out.lines, [&](const CsvRows& rows, std::size_t i) -> Expected<void> {
    if (auto unique = persons.add(reader, rows, i); !unique) return unique;
    if (auto added = groups.add(reader, rows, i); !added) return added;
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const std::string_view text = trim(rows.cell(i, columns[c].slot));
      report::Answer answer = report::Answer::unknown;
      if (!missing.holds(text)) {
        if (yes.holds(text)) {
          answer = report::Answer::yes;
        } else if (no.holds(text)) {
          answer = report::Answer::no;
        } else {
          return row_fault(reader, rows.lines[i], columns[c].name, "outcome.not_yes_or_no");
        }
      }
      (*answers)[c].push_back(answer);
    }
    // One yes is a yes; without one, an unknown leaves it unknown.
    for (std::size_t d = 0; d < derived.size(); ++d) {
      report::Answer any = report::Answer::no;
      for (const std::size_t part : derived[d]) {
        const report::Answer a = (*answers)[part].back();
        if (a == report::Answer::yes || (a == report::Answer::unknown && any == report::Answer::no)) any = a;
      }
      (*answers)[columns.size() + d].push_back(any);
    }
    return {};
  });
  if (!read) return fail(std::move(read.error()));
  input.columns = answers;
  input.group_of = groups.of;
  input.source = reader.name();
  input.groups = groups.codes.names();
  input.decimals = map.decimals;
  if (auto added = report::add_counts(out.report, input); !added) return fail(std::move(added.error()));
  return out;
}

}  // namespace koers::exchange
