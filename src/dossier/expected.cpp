#include "dossier/expected.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <tuple>
#include <utility>

#include "dossier/codes.h"
#include "dossier/expected_parts.h"
#include "dossier/phase_length.h"
#include "method/catalogue.h"
#include "rules/calendar.h"

namespace koers::dossier {

std::string_view name(ExpectedWhat what) {
  constexpr std::array<std::string_view, 6> names{"measurement", "transition_talk", "follow_up_visit",
                                                  "deadline",    "alliance_check",  "safety_review"};
  return names[static_cast<std::size_t>(what)];
}
std::string_view name(ExpectedState state) {
  constexpr std::array<std::string_view, 6> names{"waiting", "due", "late", "missed", "done", "declined"};
  return names[static_cast<std::size_t>(state)];
}

std::optional<LocalDate> Expectation::next_edge(LocalDate today) const {
  if (settled || foreseen) return {};  // what is foreseen waits for an entry, and moves with the day
  std::optional<LocalDate> next;
  const auto offer = [&](std::optional<LocalDate> day) {
    if (day && *day > today && (!next || *day < *next)) next = day;
  };
  offer(opens);
  if (closes) offer(*closes + 1);
  offer(missed_from);
  return next;
}

std::optional<LocalDate> after_days(LocalDate from, int days, std::span<const rules::Days> pauses) {
  if (days <= 0 || pauses.empty()) return from + days;
  const LocalDate day = rules::Calendar({pauses.begin(), pauses.end()}).forward(from, days);
  if (day > open_end) return {};
  return day;
}

namespace detail {

std::optional<LocalDate> ExpectedContext::first_start(std::string_view phase) const {
  for (const PhaseState& state : trajectory.phases) {
    if (state.code == phase) return state.start;
  }
  return {};
}

std::optional<LocalDate> ExpectedContext::last_end(std::string_view phase) const {
  for (auto state = trajectory.phases.rbegin(); state != trajectory.phases.rend(); ++state) {
    if (state->code == phase) return state->end;
  }
  return {};
}

/// The last day of a phase by the longest length the method gives it; never before today while it runs.
std::optional<LocalDate> ExpectedContext::foreseen_end(std::string_view phase) const {
  if (ended()) return {};
  const method::Phase* planned = method.phase(phase);
  if (planned == nullptr || !planned->weeks.max) return {};
  std::optional<LocalDate> start = first_start(phase);
  if (!start) start = foreseen_start(phase);
  if (!start) return {};
  const auto next = after(*start, days_of(*planned->weeks.max));
  if (!next) return {};
  return std::max(*next - 1, today);
}

std::optional<LocalDate> ExpectedContext::foreseen_start(std::string_view phase) const {
  for (const method::Phase& before : method.phases) {
    if (!before.transition || before.transition->to != phase || before.code == phase) continue;
    const std::optional<LocalDate> end = last_end(before.code);
    const std::optional<LocalDate> day = end ? end : foreseen_end(before.code);
    if (day) return *day + 1;
  }
  return {};
}

std::optional<Start> ExpectedContext::start_of(const method::Anchor& anchor) const {
  using Kind = method::Anchor::Kind;
  const auto known = [](std::optional<LocalDate> day) {
    return day ? std::optional(Start{*day, false}) : std::nullopt;
  };
  const auto planned = [](std::optional<LocalDate> day) {
    return day ? std::optional(Start{*day, true}) : std::nullopt;
  };
  switch (anchor.kind) {
    case Kind::referral: {
      std::optional<LocalDate> last;
      for (const auto& referral : dossier.of<Referral>()) {
        if (!last || referral.date() <= trajectory.first_day()) last = referral.date();
      }
      return known(last);
    }
    case Kind::trajectory_start: return known(trajectory.first_day());
    case Kind::phase: {
      const auto day = first_start(anchor.phase);
      return day ? known(day) : ended() ? std::nullopt : planned(foreseen_start(anchor.phase));
    }
    case Kind::phase_end: {
      const auto day = last_end(anchor.phase);
      return day ? known(day) : planned(foreseen_end(anchor.phase));
    }
    case Kind::closure: {
      if (trajectory.last_day()) return known(trajectory.last_day());
      return method.phases.empty() ? std::nullopt : planned(foreseen_end(method.phases.back().code));
    }
  }
  return {};
}

namespace {
std::optional<int> whole_days(std::optional<Decimal> value) {
  if (!value) return {};
  std::int64_t scale = 1;
  for (int i = 0; i < value->decimals; ++i) scale *= 10;
  return static_cast<int>(round_ratio(value->scaled, scale, 0).scaled);
}
}  // namespace

std::optional<int> ExpectedContext::days(const method::Amount& amount, std::string_view phase) const {
  return whole_days(method::resolve(amount, method, settings, phase));
}
std::optional<int> ExpectedContext::setting_days(std::string_view key) const {
  return whole_days(settings.number(key));
}
std::optional<LocalDate> ExpectedContext::after(LocalDate from, int days) const {
  return after_days(from, days, trajectory.pauses);
}

Expectation expect(ExpectedWhat what, std::string code, const method::Item* item) {
  Expectation out;
  out.what = what;
  out.code = std::move(code);
  out.item = item;
  return out;
}

void set_state(Expectation& item, LocalDate today) {
  if (item.settled) {
    if (item.state != ExpectedState::declined) item.state = ExpectedState::done;
    item.on_time = item.state == ExpectedState::done && (!item.closes || *item.settled <= *item.closes);
    return;
  }
  item.state = ExpectedState::waiting;
  if (item.foreseen || !item.opens || *item.opens > today) return;
  item.state = ExpectedState::due;
  if (!item.closes || *item.closes >= today) return;
  item.state = item.missed_from && *item.missed_from <= today ? ExpectedState::missed : ExpectedState::late;
}

void set_missed(Expectation& item, const ExpectedContext& context) {
  const auto days = context.setting_days("expected_makeup_days");
  if (days && item.closes) item.missed_from = *item.closes + 1 + *days;
}

void set_due_day(Expectation& item, LocalDate day, const ExpectedContext& context) {
  item.opens = day;
  if (const auto days = context.setting_days("expected_due_days")) item.closes = day + *days;
}

}  // namespace detail

std::vector<Expectation> expected(const Dossier& dossier, std::size_t trajectory, const method::Method& method,
                                  const method::Settings& settings, const rules::Table& table,
                                  rules::Evaluator& evaluator) {
  std::vector<Expectation> out;
  const detail::ExpectedContext context{dossier, dossier.trajectories[trajectory], method, settings, table.today};
  detail::add_measurements(context, out);
  detail::add_transition_talks(context, out);
  detail::add_deadlines(context, table, evaluator, out);
  detail::add_alliance_checks(context, out);
  detail::add_safety_review(context, out);
  detail::add_follow_up(context, out);
  for (Expectation& item : out) detail::set_state(item, table.today);
  std::erase_if(out, [](const Expectation& item) {
    return !item.required && (item.state == ExpectedState::late || item.state == ExpectedState::missed);
  });
  std::vector<std::pair<LocalDate, std::size_t>> order;
  for (std::size_t i = 0; i < out.size(); ++i) order.emplace_back(out[i].opens.value_or(open_end), i);
  std::sort(order.begin(), order.end());
  std::vector<Expectation> sorted;
  sorted.reserve(out.size());
  for (const auto& [day, i] : order) sorted.push_back(std::move(out[i]));
  return sorted;
}

namespace {

std::optional<LocalDate> row_date(const Expectation& item) {
  switch (item.state) {
    case ExpectedState::waiting:
    case ExpectedState::due: return item.opens;
    case ExpectedState::late:
    case ExpectedState::missed: return *item.closes + 1;
    case ExpectedState::done:
    case ExpectedState::declined: return item.settled;
  }
  return {};
}

rules::Row row_of(const Expectation& item, LocalDate date, std::size_t origin) {
  const auto text = [](std::string_view value) { return rules::Value(std::string(value)); };
  rules::Row row;
  row.kind = "expected";
  row.date = date;
  row.origin = origin;
  row.fields = {{"what", text(name(item.what))},
                {"code", text(item.code)},
                {"informant", text(item.informant ? code(*item.informant) : "")},
                {"moment", text(item.moment ? code(*item.moment) : "")},
                {"state", text(name(item.state))},
                {"attempts", Decimal{item.attempts, 0}}};
  return row;
}

}  // namespace

void add_rows(rules::Table& table, std::span<const Expectation> items, std::size_t first_origin) {
  std::vector<rules::Row> rows;
  rows.reserve(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    std::optional<LocalDate> date = row_date(items[i]);
    if (!date || (!items[i].required && !items[i].settled)) continue;
    // What waits although its window was foreseen for now is not there yet.
    if (items[i].state == ExpectedState::waiting && *date <= table.today) date = table.today + 1;
    rows.push_back(row_of(items[i], *date, first_origin + i));
  }
  const auto by_date = [](const rules::Row& a, const rules::Row& b) { return a.date < b.date; };
  std::sort(rows.begin(), rows.end(), [](const rules::Row& a, const rules::Row& b) {
    return std::tie(a.date, a.origin) < std::tie(b.date, b.origin);
  });
  std::vector<rules::Row> merged;
  merged.reserve(table.rows.size() + rows.size());
  std::merge(std::make_move_iterator(table.rows.begin()), std::make_move_iterator(table.rows.end()),
             std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()), std::back_inserter(merged),
             by_date);
  table.rows = std::move(merged);
}

}  // namespace koers::dossier
