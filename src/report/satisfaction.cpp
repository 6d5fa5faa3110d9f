#include "report/satisfaction.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "report/release.h"
#include "report/satisfaction_tree.h"

namespace koers::report {

namespace {

Message message(std::string key, Message::Args args = {}) {
  return {"satisfaction." + std::move(key), std::move(args)};
}

/// Nothing of a withheld figure is told, not even how few there are.
Figure withheld(std::string code, Unit unit) {
  Figure out;
  out.code = std::move(code);
  out.unit = unit;
  out.missing = message("withheld");
  return out;
}

struct ItemFigures {
  FigureIndex n = 0, mean = 0;
  std::vector<FigureIndex> values;
};

Expected<ItemFigures> item_figures(Report& report, const std::string& code, std::int64_t least, std::size_t values,
                                   const std::optional<AnswerCounts::Item>& told) {
  ItemFigures out;
  if (!told) {
    out.n = report.add(withheld(code + ".n", Unit::count));
    out.mean = report.add(withheld(code + ".mean", Unit::points));
    for (std::size_t v = 0; v < values; ++v) {
      out.values.push_back(
          report.add(withheld(code + ".v" + std::to_string(least + static_cast<std::int64_t>(v)), Unit::count)));
    }
    return out;
  }
  const AnswerCounts::Item& item = *told;
  Figure whole = counted(code + ".n", item.answered());
  std::vector<Figure> parts;
  std::int64_t sum = 0;
  for (std::size_t v = 0; v < item.by_value.size(); ++v) {
    const std::int64_t value = least + static_cast<std::int64_t>(v);
    parts.push_back(counted(code + ".v" + std::to_string(value), item.by_value[v]));
    sum += value * item.by_value[v];
  }
  if (auto wrong = check_parts(whole, parts)) return fail(std::move(*wrong));
  constexpr int decimals = 2;
  Figure mean = rounded(code + ".mean", Exact::ratio(sum, whole.n), Unit::points, whole.n, decimals);
  for (Figure* figure : {&whole, &mean}) {
    figure->rule = "satisfaction.rule";
    if (item.not_applicable > 0)
      figure->excluded.push_back({"satisfaction.excluded.not_applicable", item.not_applicable});
    if (item.left_open > 0) figure->excluded.push_back({"satisfaction.excluded.left_open", item.left_open});
  }
  out.n = report.add(std::move(whole));
  out.mean = report.add(std::move(mean));
  for (Figure& part : parts) out.values.push_back(report.add(std::move(part)));
  return out;
}

std::int64_t whole_of(const Decimal& value) {
  std::int64_t out = value.scaled;
  for (int i = 0; i < value.decimals; ++i) out /= 10;
  return out;
}

/// Rows of the page: the anonymous tree and the linked one, joined where they mean the same group.
struct Line {
  Label label;
  int level = 0;
  std::optional<std::size_t> anonymous, linked;
};
std::vector<Line> lines_of(const SatisfactionTree& anonymous, const SatisfactionTree* linked) {
  std::vector<Line> out;
  std::set<std::size_t> used;
  const auto join = [&](const std::string& scope) -> std::optional<std::size_t> {
    if (linked == nullptr) return {};
    for (std::size_t i = 0; i < linked->nodes().size(); ++i) {
      if (linked->nodes()[i].scope == scope && used.insert(i).second) return i;
    }
    return {};
  };
  const auto phases = [&](std::size_t method) {
    for (const std::size_t part : linked->nodes()[method].parts) {
      used.insert(part);
      out.push_back({linked->nodes()[part].label, 2, {}, part});
    }
  };
  std::optional<std::size_t> open;
  for (const std::size_t at : anonymous.order()) {
    const SatisfactionTree::Node& node = anonymous.nodes()[at];
    if (node.level <= 1 && open) phases(*open);
    if (node.level <= 1) open.reset();
    Line line{node.label, node.level, at, {}};
    if (node.level <= 1) line.linked = join("linked" + node.scope.substr(node.scope.find('.')));
    if (node.level == 1) open = line.linked;
    out.push_back(std::move(line));
  }
  if (open) phases(*open);
  if (linked == nullptr) return out;
  for (const std::size_t at : linked->order()) {
    const SatisfactionTree::Node& node = linked->nodes()[at];
    if (!used.contains(at)) out.push_back({node.label, node.level, {}, at});
  }
  return out;
}

Label named(const char* key, const std::string& name) { return message(key, {{"name", name}}); }

}  // namespace

Expected<void> add_satisfaction_response(Report& report, const AnonymousForms& anonymous, const LinkedForms* linked) {
  Table table;
  table.title = message("table.response");
  for (const char* column : {"out", "back", "pct"})
    table.columns.emplace_back(message("column." + std::string(column)));
  if (linked != nullptr) {
    for (const char* column : {"asked", "filled_in", "declined", "linked_pct"})
      table.columns.emplace_back(message("column." + std::string(column)));
  }
  std::vector<Group> groups{{}};
  std::vector<std::tuple<std::string, Label, int, std::int64_t>> rows{{"anonymous.all", message("all"), 0, 0}};
  std::int64_t unsaid = 0;
  for (const auto& [when, back] : anonymous.returned) unsaid += anonymous.handed_out.contains(when) ? 0 : back;
  std::string team;
  std::size_t of_team = 0;
  for (const auto& [when, n] : anonymous.handed_out) {
    const auto found = anonymous.returned.find(when);
    const std::int64_t back = found == anonymous.returned.end() ? 0 : found->second;
    if (of_team == 0 || when.team != team) {
      team = when.team;
      of_team = groups.size();
      groups.push_back({});
      groups[0].parts.push_back(of_team);
      rows.emplace_back("anonymous." + code_part(team), named("team", team), 1, 0);
    }
    groups[of_team].parts.push_back(groups.size());
    groups.push_back({n, {}, true});
    rows.emplace_back("anonymous." + code_part(team) + "." + when.period,
                      Label(message("period", {{"period", when.period}})), 2, back);
    for (const std::size_t up : {std::size_t{0}, of_team}) {
      groups[up].n += n;
      std::get<3>(rows[up]) += back;
    }
  }
  release(groups);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const auto& [scope, label, level, back] = rows[i];
    const std::string code = "response." + scope;
    Row row{label, level, {}};
    if (groups[i].released) {
      const std::int64_t out = groups[i].n;
      Figure rate = percentage(code + ".pct", back, out, "satisfaction.denominator", 0);
      if (back > out) {
        rate.value.reset();
        rate.missing = message("more_back");
      }
      if (i == 0 && unsaid > 0) rate.excluded.push_back({"satisfaction.excluded.not_said", unsaid});
      row.cells = {Cell::of(report.add(counted(code + ".out", out))),
                   Cell::of(report.add(counted(code + ".back", back))), Cell::of(report.add(std::move(rate)))};
    } else {
      row.cells = {Cell::of(report.add(withheld(code + ".out", Unit::count))),
                   Cell::of(report.add(withheld(code + ".back", Unit::count))),
                   Cell::of(report.add(withheld(code + ".pct", Unit::percent)))};
    }
    table.rows.push_back(std::move(row));
  }
  if (linked != nullptr) {
    const auto cells = [&](const std::string& scope, const LinkedForms::Asked& asked, Row& row) {
      const std::string code = "response.linked." + scope;
      row.cells.resize(3);
      row.cells.push_back(Cell::of(report.add(counted(code + ".asked", asked.asked))));
      row.cells.push_back(Cell::of(report.add(counted(code + ".filled_in", asked.filled_in))));
      row.cells.push_back(Cell::of(report.add(counted(code + ".declined", asked.declined))));
      row.cells.push_back(Cell::of(
          report.add(percentage(code + ".pct", asked.filled_in, asked.asked, "satisfaction.linked_denominator", 0))));
    };
    LinkedForms::Asked all;
    std::vector<Row> of_methods;
    for (const auto& [method, asked] : linked->asked()) {
      all.asked += asked.asked;
      all.filled_in += asked.filled_in;
      all.declined += asked.declined;
      Row row{named("method", method), 1, {}};
      cells(code_part(method), asked, row);
      of_methods.push_back(std::move(row));
    }
    cells("all", all, table.rows.front());
    for (Row& row : of_methods) table.rows.push_back(std::move(row));
  }
  table.notes.push_back(message("note.response"));
  if (unsaid > 0) table.notes.push_back(message("note.not_said", {{"n", std::to_string(unsaid)}}));
  report.table(std::move(table));
  return {};
}

void LinkedForms::add(const dossier::Dossier& dossier, LocalDate today) {
  for (const dossier::Trajectory& trajectory : dossier.trajectories) {
    using Key = std::tuple<PersonId, dossier::Moment>;
    std::map<Key, std::pair<bool, bool>> seen;  // filled in, declined
    for (const auto& item : trajectory.of<dossier::Measurement>()) {
      const dossier::Measurement& form = *item.body;
      if (form.instrument != instrument_.code || item.date() > today) continue;
      auto& [done, declined] = seen[{form.informant.value_or(PersonId()), form.moment}];
      done |= form.state == dossier::MeasurementState::done;
      declined |= form.state == dossier::MeasurementState::declined;
      if (form.state != dossier::MeasurementState::done) continue;
      const dossier::PhaseState* phase = trajectory.phase_on(item.date());
      if (phase == nullptr && !trajectory.phases.empty() && item.date() > trajectory.first_day())
        phase = &trajectory.phases.back();
      AnswerCounts counts = no_answers(instrument_);
      counts.forms = 1;
      for (std::size_t i = 0; i < instrument_.items.size(); ++i) {
        const auto given = std::ranges::find_if(form.answers, [&](const dossier::Answer& answer) {
          return !answer.item.free && answer.item.text == instrument_.items[i].code;
        });
        const measure::AnswerSet& set = instrument_.answer_sets[instrument_.items[i].answers];
        AnswerCounts::Item& to = counts.items[i];
        const bool there = given != form.answers.end();
        const auto value = there && given->value ? std::optional(given->value->value) : std::nullopt;
        const bool none = (there && given->missing == dossier::NoAnswer::not_applicable) ||
                          (value && set.not_applicable && compare(*value, *set.not_applicable) == 0);
        if (none) {
          to.not_applicable = 1;
        } else if (value && compare(*value, set.range.least) >= 0 && compare(*value, set.range.most) <= 0) {
          ++to.by_value[static_cast<std::size_t>(whole_of(*value) - whole_of(set.range.least))];
        } else {
          to.left_open = 1;
        }
      }
      auto [found, fresh] = groups_.try_emplace({trajectory.method, phase == nullptr ? "" : phase->code}, counts);
      if (!fresh) found->second.add(counts);
    }
    for (const auto& [key, came] : seen) {
      Asked& asked = asked_[trajectory.method];
      ++asked.asked;
      asked.filled_in += came.first ? 1 : 0;
      asked.declined += !came.first && came.second ? 1 : 0;
    }
  }
}

Expected<void> add_satisfaction(Report& report, const measure::Instrument& instrument, const AnonymousForms& anonymous,
                                const LinkedForms* linked, const SatisfactionLedger* ledger) {
  const std::span<const AnonymousGroups> batches =
      ledger == nullptr ? std::span(&anonymous.groups, 1) : std::span(ledger->batches);
  SatisfactionTree open(false, instrument, batches.size());
  for (std::size_t batch = 0; batch < batches.size(); ++batch) {
    for (const auto& [group, counts] : batches[batch]) {
      open.add({{group.method, named("method", group.method)},
                {group.team, named("team", group.team)},
                {group.phase, named("phase", group.phase)}},
               counts, batch);
    }
  }
  std::optional<SatisfactionTree> known;
  if (linked != nullptr) {
    known.emplace(true, instrument);
    for (const auto& [group, counts] : linked->groups()) {
      known->add({{group.method, named("method", group.method)}, {group.phase, named("linked_phase", group.phase)}},
                 counts);
    }
  }
  const SatisfactionTree* const beside = known ? &*known : nullptr;
  const auto shown = open.forms();
  const auto shown_linked = beside == nullptr ? decltype(shown)() : beside->forms();
  const std::vector<Line> lines = lines_of(open, beside);

  report.title = message("title");
  report.subtitle.emplace_back(message("about", {{"least", std::to_string(least_released)}}));
  if (beside != nullptr) report.subtitle.emplace_back(message("about_linked"));

  Table forms;
  forms.title = message("table.forms");
  forms.columns.emplace_back(message("column.anonymous"));
  if (beside != nullptr) forms.columns.emplace_back(message("column.linked"));
  for (const Line& line : lines) {
    Row row{line.label, line.level, {}};
    const auto cell = [&](const SatisfactionTree& tree, std::size_t at, const std::optional<std::int64_t>& n) {
      const std::string code = "forms." + tree.nodes()[at].scope;
      row.cells.push_back(Cell::of(report.add(n ? counted(code, *n) : withheld(code, Unit::count))));
    };
    if (line.anonymous) {
      cell(open, *line.anonymous, shown[*line.anonymous]);
    } else {
      row.cells.emplace_back();
    }
    if (line.linked) cell(*beside, *line.linked, shown_linked[*line.linked]);
    forms.rows.push_back(std::move(row));
  }
  forms.notes.push_back(message("note.withheld", {{"least", std::to_string(least_released)}}));
  forms.notes.push_back(
      message(ledger == nullptr ? "note.once" : "note.waiting", {{"least", std::to_string(least_released)}}));
  report.table(std::move(forms));

  for (std::size_t i = 0; i < instrument.items.size(); ++i) {
    const measure::InstrumentItem& item = instrument.items[i];
    const measure::AnswerSet& set = instrument.answer_sets[item.answers];
    const auto of_open = open.item(i);
    const auto of_linked = beside == nullptr ? decltype(of_open)() : beside->item(i);
    const auto values = static_cast<std::size_t>(whole_of(set.range.most) - whole_of(set.range.least) + 1);
    Table table;
    table.title = message("table.item", {{"nl", item.text.nl}, {"en", item.text.en}});
    for (const char* column : {"n", "mean", "distribution"})
      table.columns.emplace_back(message("column." + std::string(column)));
    if (beside != nullptr) {
      for (const char* column : {"linked_n", "linked_mean", "linked_distribution"})
        table.columns.emplace_back(message("column." + std::string(column)));
    }
    for (const Line& line : lines) {
      Row row{line.label, line.level, {}};
      const auto cells = [&](const SatisfactionTree& tree, std::size_t at,
                             const std::optional<AnswerCounts::Item>& told) -> Expected<void> {
        const SatisfactionTree::Node& node = tree.nodes()[at];
        const auto made = item_figures(report, item.code + "." + node.scope, whole_of(set.range.least), values, told);
        if (!made) return fail(made.error());
        std::string pattern;
        for (std::size_t v = 0; v < made->values.size(); ++v)
          pattern += (v == 0 ? "{" : " {") + std::to_string(v) + "}";
        row.cells.push_back(Cell::of(made->n));
        row.cells.push_back(Cell::of(made->mean));
        row.cells.push_back(Cell::of(made->values, pattern));
        return {};
      };
      if (line.anonymous) {
        if (auto done = cells(open, *line.anonymous, of_open[*line.anonymous]); !done) return done;
      } else {
        row.cells.resize(3);
      }
      if (line.linked) {
        if (auto done = cells(*beside, *line.linked, of_linked[*line.linked]); !done) return done;
      }
      table.rows.push_back(std::move(row));
    }
    std::string nl, en;
    for (const measure::AnswerSet::Point& point : set.points) {
      if (compare(point.value, set.range.most) > 0) continue;
      nl += (nl.empty() ? "" : " · ") + point.text.nl;
      en += (en.empty() ? "" : " · ") + point.text.en;
    }
    table.notes.push_back(message("note.distribution", {{"nl", nl}, {"en", en}}));
    report.table(std::move(table));
  }
  return add_satisfaction_response(report, anonymous, linked);
}

}  // namespace koers::report
