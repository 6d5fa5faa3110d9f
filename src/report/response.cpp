#include "report/response.h"

#include <algorithm>
#include <utility>

#include "dossier/case_day.h"
#include "dossier/codes.h"

namespace koers::report {

namespace {

LocalDate monday(LocalDate day) { return day - static_cast<int>(day.weekday()); }

/// "2026-W07": the year is that of its Thursday.
std::string week_code(LocalDate monday) {
  const std::string week = std::to_string(monday.iso_week());
  return std::to_string((monday + 3).year()) + "-W" + (week.size() < 2 ? "0" : "") + week;
}

Message message(std::string key, Message::Args args = {}) { return {std::move(key), std::move(args)}; }

}  // namespace

std::string_view Response::name(Came came) {
  constexpr std::array<std::string_view, came_count> names{"in_time", "late", "declined", "missed", "open"};
  return names[static_cast<std::size_t>(came)];
}

std::int64_t Response::Counts::expected() const {
  std::int64_t sum = 0;
  for (const std::int64_t n : came) sum += n;
  return sum;
}

void Response::Counts::add(const Counts& other) {
  for (std::size_t i = 0; i < came_count; ++i) came[i] += other.came[i];
  for (const auto& [reason, n] : other.reasons) reasons[reason] += n;
  not_over += other.not_over;
  optional += other.optional;
}

void Response::add(const dossier::Expectation& item) {
  using dossier::ExpectedState;
  if (!item.closes || item.foreseen) {
    if (item.required && item.settled) ++no_window_;
    return;
  }
  if (*item.closes < from_ || *item.closes > to_) return;
  Counts& counts = weeks_[{monday(*item.closes), {item.instrument, *item.moment, *item.informant}}];
  if (*item.closes >= today_) {
    ++counts.not_over;
    return;
  }
  if (!item.required) {
    ++counts.optional;
    return;
  }
  const auto count = [&](Came came) { ++counts.came[static_cast<std::size_t>(came)]; };
  switch (item.state) {
    case ExpectedState::done: return count(item.on_time ? Came::in_time : Came::late);
    case ExpectedState::missed: return count(Came::missed);
    case ExpectedState::declined: {
      count(Came::declined);
      const auto* form = item.by == nullptr ? nullptr : std::get_if<dossier::Measurement>(&item.by->body);
      const std::string_view reason = form == nullptr ? "" : dossier::reason_shown(form->reason);
      ++counts.reasons[std::string(reason.empty() ? "none" : reason)];
      return;
    }
    case ExpectedState::waiting:
    case ExpectedState::due:
    case ExpectedState::late: return count(Came::open);
  }
}

void Response::add(const dossier::Dossier& dossier, const method::Catalogue& catalogue) {
  for (std::size_t number = 0; number < dossier.trajectories.size(); ++number) {
    if (dossier.trajectories[number].first_day() > today_) continue;
    const method::Method* method = dossier::method_of(dossier, number, catalogue);
    if (method == nullptr) {
      ++without_method_;
      continue;
    }
    const dossier::CaseDay day(dossier, number, *method, catalogue, today_);
    for (const dossier::Expectation& item : day.expected()) {
      if (item.what == dossier::ExpectedWhat::measurement && item.moment && item.informant) add(item);
    }
  }
}

Expected<std::vector<FigureIndex>> Response::figures(Report& report, const std::string& scope, const Counts& counts) {
  const std::int64_t expected = counts.expected();
  const Figure whole = counted(scope + ".expected", expected);
  std::vector<Figure> parts, reasons;
  for (std::size_t i = 0; i < came_count; ++i)
    parts.push_back(counted(scope + "." + std::string(name(static_cast<Came>(i))), counts.came[i]));
  for (const auto& [reason, n] : counts.reasons) reasons.push_back(counted(scope + ".declined." + reason, n));
  const Figure& declined = parts[static_cast<std::size_t>(Came::declined)];
  if (auto wrong = check_parts(whole, parts)) return fail(std::move(*wrong));
  if (auto wrong = check_parts(declined, reasons)) return fail(std::move(*wrong));
  Figure rate = percentage(scope + ".pct", parts[0].n + parts[1].n, expected, "response.denominator", 0);
  rate.rule = "response.rule";
  if (counts.not_over > 0) rate.excluded.push_back({"response.excluded.not_over", counts.not_over});
  if (counts.optional > 0) rate.excluded.push_back({"response.excluded.optional", counts.optional});
  std::vector<FigureIndex> out{report.add(whole)};
  for (Figure& part : parts) out.push_back(report.add(std::move(part)));
  out.push_back(report.add(std::move(rate)));
  for (Figure& reason : reasons) report.add(std::move(reason));
  return out;
}

Expected<Row> Response::row(Report& report, const std::string& scope, const Counts& counts, Label label, int level) {
  const auto made = figures(report, scope, counts);
  if (!made) return fail(made.error());
  Row out{std::move(label), level, {}};
  for (const FigureIndex index : *made) out.cells.push_back(Cell::of(index));
  out.cells.push_back(Cell::exclusions(made->back()));
  return out;
}

Expected<void> Response::add_to(Report& report) const {
  const auto code_of = [](const What& what) {
    return code_part(what.instrument) + "." + std::string(dossier::code(what.moment)) + "." +
           std::string(dossier::code(what.informant));
  };
  const auto label_of = [](const What& what) {
    std::string name = what.instrument;
    for (char& c : name) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return Label(message("response.what", {{"instrument", name},
                                           {"moment", std::string(dossier::code(what.moment))},
                                           {"role", std::string(dossier::code(what.informant))}}));
  };
  Counts all;
  std::map<What, Counts> whats;
  std::map<Week, Counts> weeks;
  for (const auto& [key, counts] : weeks_) {
    all.add(counts);
    whats[key.second].add(counts);
    weeks[key.first].add(counts);
  }
  report.title = message("response.title");
  report.subtitle.emplace_back(
      message("response.period", {{"from", from_.text()}, {"to", to_.text()}, {"today", today_.text()}}));
  report.subtitle.emplace_back(message("response.when"));
  if (without_method_ > 0)
    report.subtitle.emplace_back(message("response.without_method", {{"n", std::to_string(without_method_)}}));
  if (no_window_ > 0) report.subtitle.emplace_back(message("response.no_window", {{"n", std::to_string(no_window_)}}));

  const auto table_of = [](std::string key) {
    Table table;
    table.title = message(std::move(key));
    for (const char* column : {"expected", "in_time", "late", "declined", "missed", "open", "pct", "left_out"})
      table.columns.emplace_back(message("response.column." + std::string(column)));
    return table;
  };
  const auto put = [&](Table& table, Expected<Row> row) -> Expected<void> {
    if (!row) return fail(row.error());
    table.rows.push_back(std::move(*row));
    return {};
  };
  // Every part is held to its whole: weeks and kinds of form to all, the forms of a week to the week.
  const auto sums = [](const std::string& scope, const Counts& whole, const auto& parts) -> std::optional<Error> {
    std::vector<Figure> figures;
    for (const auto& [key, counts] : parts) figures.push_back(counted("", counts.expected()));
    return check_parts(counted(scope, whole.expected()), figures);
  };
  if (auto wrong = sums("all", all, whats)) return fail(std::move(*wrong));
  if (auto wrong = sums("all", all, weeks)) return fail(std::move(*wrong));

  Table total = table_of("response.table.total");
  if (auto done = put(total, row(report, "all", all, message("response.all"), 0)); !done) return done;
  for (const auto& [what, counts] : whats) {
    if (auto done = put(total, row(report, "all." + code_of(what), counts, label_of(what), 1)); !done) return done;
  }
  report.table(std::move(total));
  if (!all.reasons.empty()) {
    Table reasons;
    reasons.title = message("response.table.reasons");
    reasons.columns.emplace_back(message("response.column.declined"));
    for (const auto& [reason, n] : all.reasons) {
      const FigureIndex index = report.add(counted("all.declined." + reason, n));
      reasons.rows.push_back({message("response.reason." + reason), 1, {Cell::of(index)}});
    }
    report.table(std::move(reasons));
  }
  Table by_week = table_of("response.table.weeks");
  for (const auto& [week, counts] : weeks) {
    const std::string code = week_code(week);
    const Label label(message("response.week", {{"week", code}, {"monday", week.text()}}));
    if (auto done = put(by_week, row(report, code + ".all", counts, label, 0)); !done) return done;
    std::map<What, Counts> parts;
    for (const auto& [key, part] : weeks_) {
      if (key.first == week) parts[key.second].add(part);
    }
    if (auto wrong = sums(code, counts, parts)) return fail(std::move(*wrong));
    for (const auto& [what, part] : parts) {
      if (auto done = put(by_week, row(report, code + "." + code_of(what), part, label_of(what), 1)); !done)
        return done;
    }
  }
  report.table(std::move(by_week));
  return {};
}

}  // namespace koers::report
