#include "dossier/fidelity.h"

#include <algorithm>
#include <array>
#include <utility>

#include "dossier/phase_length.h"
#include "rules/calendar.h"
#include "rules/fact.h"

namespace koers::dossier {

namespace {

using rules::Aggregate;
using rules::Truth;

Unit unit_of(method::FidelityUnit unit) {
  switch (unit) {
    case method::FidelityUnit::days: return Unit::days;
    case method::FidelityUnit::weeks: return Unit::weeks;
    case method::FidelityUnit::contacts_per_week:
    case method::FidelityUnit::hours_per_week: return Unit::per_week;
    case method::FidelityUnit::hours: return Unit::hours;
    case method::FidelityUnit::percent: return Unit::percent;
    case method::FidelityUnit::count: return Unit::count;
    case method::FidelityUnit::yes_no: return Unit::none;
  }
  return Unit::none;
}

/// Days of the window on which contacts could be offered: its phase or trajectory without pauses and closed days, today
/// not included. Empty for windows that are no such stretch.
std::optional<std::int64_t> net_days(const CaseDay& day, const rules::Window& window) {
  using Type = rules::Window::Type;
  const Trajectory& t = day.trajectory();
  const rules::Calendar calendar(day.quiet_days());
  const auto until = [&](std::optional<LocalDate> last) {
    return last && *last < day.today() ? *last + 1 : day.today();
  };
  if (window.type == Type::standard || window.type == Type::trajectory) {
    return calendar.net(t.first_day(), until(t.last_day()));
  }
  if (window.type != Type::phase && window.type != Type::named_phase) return {};
  const PhaseState* running = day.phase();
  const std::string code = window.type == Type::named_phase ? window.phase : running == nullptr ? "" : running->code;
  std::int64_t days = 0;
  for (const PhaseState& phase : t.phases) {
    if (phase.code == code) days += calendar.net(phase.start, until(phase.end));
  }
  return days;
}

const char* missing_key(rules::Missing missing) {
  switch (missing) {
    case rules::Missing::not_asked: return "fidelity.missing.not_asked";
    case rules::Missing::no_value: return "fidelity.missing.no_value";
    case rules::Missing::no_row: return "fidelity.missing.no_row";
    case rules::Missing::window_short: return "fidelity.missing.window_short";
    case rules::Missing::no_norm: return "fidelity.missing.no_norm";
    case rules::Missing::no_setting: return "fidelity.missing.no_setting";
    case rules::Missing::not_in_language: return "fidelity.missing.not_in_language";
  }
  return "fidelity.missing.no_row";
}

Decimal in_weeks(const Decimal& days) {
  std::int64_t scale = 7;
  for (int i = 0; i < days.decimals; ++i) scale *= 10;
  return round_ratio(days.scaled, scale, 1);
}

void set_value(Figure& figure, const rules::LeafAnswer& read, bool weeks) {
  const rules::Reading& reading = read.reading;
  if (reading.result == rules::Result::truth) {
    if (reading.truth != Truth::unknown) figure.value = Decimal{reading.truth == Truth::yes ? 1 : 0, 0};
  } else if (reading.exact && reading.low) {
    figure.value = weeks ? in_weeks(*reading.low) : *reading.low;
  }
  if (figure.value) return;
  const bool range = reading.low && reading.high;
  const auto shown = [&](const Decimal& value) { return (weeks ? in_weeks(value) : value).text(); };
  if (range) {
    figure.missing = {"fidelity.missing.range", {{"low", shown(*reading.low)}, {"high", shown(*reading.high)}}};
  } else {
    figure.missing = {read.missing.empty() ? "fidelity.missing.no_row" : missing_key(read.missing.front()), {}};
  }
}

std::int64_t rows_of(CaseDay& day, const rules::Selector& selector, const rules::Window& window) {
  rules::Fact count;
  count.aggregate = Aggregate::count;
  count.of = selector;
  count.of.field.clear();
  count.window = window;
  const auto read = day.evaluator().read(count);
  return read.reading.low ? read.reading.low->scaled : 0;
}

/// The figure of one fact, with the rows it rests on.
Figure figure_of(CaseDay& day, std::string code, const rules::Fact& fact, Unit unit) {
  Figure figure;
  figure.code = std::move(code);
  figure.unit = unit;
  const rules::LeafAnswer read = day.evaluator().read(fact);
  set_value(figure, read, unit == Unit::weeks);
  figure.n = static_cast<std::int64_t>(read.evidence.size());
  if (fact.aggregate == Aggregate::share && fact.other) {
    figure.denominator = rows_of(day, *fact.other, fact.window);
    figure.denominator_definition = "fidelity.denominator.rows";
    rules::Selector both = *fact.other;
    both.filters.insert(both.filters.end(), fact.of.filters.begin(), fact.of.filters.end());
    figure.n = rows_of(day, both, fact.window);
  } else if (fact.aggregate == Aggregate::per_week) {
    figure.denominator = net_days(day, fact.window);
    if (figure.denominator) figure.denominator_definition = "fidelity.denominator.net_days";
  }
  if (!read.open.empty()) {
    figure.excluded.push_back({"fidelity.excluded.no_value", static_cast<std::int64_t>(read.open.size())});
  }
  std::vector<std::size_t> entries;
  for (const std::size_t origin : read.evidence) {
    if (origin < day.dossier().entries.size()) entries.push_back(origin);
  }
  std::ranges::sort(entries);
  figure.rows = RowSet("entries", day.dossier().entries.size(), [entries = std::move(entries)](std::size_t row) {
    return std::ranges::binary_search(entries, row);
  });
  figure.rule = rules::print(fact);
  figure.versions = {day.method().hash};
  return figure;
}

rules::Fact per_week(const std::string& field, bool held, const std::string& phase) {
  rules::Fact fact;
  fact.aggregate = Aggregate::per_week;
  fact.of = {"contact", field, {}};
  fact.of.filters.push_back({"channel", {"visit"}});  // the methods' norms of a phase speak of visits
  if (held) fact.of.filters.push_back({"held", {"yes"}});
  fact.window.type = rules::Window::Type::named_phase;
  fact.window.phase = phase;
  return fact;
}

/// Weeks of a phase, as phase_length.h counts them.
Figure length_of(const CaseDay& day, const std::string& phase) {
  const std::int64_t days = phase_days(day.trajectory(), phase, day.today()).counted;
  Figure figure;
  figure.code = phase + ".weeks";
  figure.unit = Unit::weeks;
  figure.value = round_ratio(days, 7, 1);
  figure.n = days;
  figure.rule = "phase_length";
  figure.versions = {day.method().hash};
  return figure;
}

bool discussed_with_family(const CaseDay& day, const Entry& form) {
  for (const auto& talk : day.trajectory().of<Discussion>()) {
    if (talk.body->with != With::family || talk.date() < form.date() || talk.date() > day.today()) continue;
    if (std::ranges::any_of(talk.body->targets,
                            [&](const EntryId& id) { return day.dossier().current(id) == &form; })) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::vector<FidelityAnswer> fidelity(CaseDay& day) {
  std::vector<FidelityAnswer> out;
  for (const method::FidelityRule& rule : day.method().fidelity) {
    FidelityAnswer answer;
    answer.rule = &rule;
    const rules::Numbers numbers = rule.of == method::FidelityRule::Of::phase ? day.numbers(rule.phase) : day.numbers();
    if (rule.met) answer.met = day.evaluator().explain(*rule.met, numbers);
    if (rule.judged) answer.judged = day.evaluator().explain(*rule.judged, numbers);
    if (rule.figure) {
      answer.figure = figure_of(day, rule.code, *rule.figure, unit_of(rule.unit));
    } else {
      answer.figure.code = rule.code;
      answer.figure.missing = {"fidelity.missing.no_figure", {}};
      if (answer.met && answer.met->answer != Truth::unknown) {
        answer.figure.value = Decimal{answer.met->answer == Truth::yes ? 1 : 0, 0};
        answer.figure.missing = {};
      }
    }
    answer.figure.rule = day.method().id() + ":fidelity." + rule.code;
    answer.figure.versions = {day.method().hash};

    if (!rule.met) {
      answer.verdict = Verdict::no_norm;
    } else if (answer.judged && answer.judged->answer != Truth::yes) {
      answer.verdict = Verdict::not_yet;
    } else {
      answer.verdict = answer.met->answer == Truth::yes  ? Verdict::met
                       : answer.met->answer == Truth::no ? Verdict::not_met
                                                         : Verdict::not_yet;
    }
    out.push_back(std::move(answer));
  }
  return out;
}

std::vector<PhaseIntensity> intensity(CaseDay& day) {
  std::vector<PhaseIntensity> out;
  for (const method::Phase& planned : day.method().phases) {
    PhaseIntensity row;
    row.planned = &planned;
    bool begun = false;
    for (const PhaseState& state : day.trajectory().phases) {
      if (state.code != planned.code || state.start > day.today()) continue;
      if (!begun) row.start = state.start;
      row.end = state.end && *state.end < day.today() ? state.end : std::nullopt;
      begun = true;
    }
    if (!begun) continue;
    row.weeks = length_of(day, planned.code);
    row.offered = figure_of(day, planned.code + ".offered", per_week("", false, planned.code), Unit::per_week);
    row.held = figure_of(day, planned.code + ".held", per_week("", true, planned.code), Unit::per_week);
    row.hours = figure_of(day, planned.code + ".hours", per_week("hours", true, planned.code), Unit::per_week);
    for (const Expectation& item : day.expected()) {
      if (item.what == ExpectedWhat::transition_talk && item.code == planned.code) row.talk = item.state;
      if (item.what != ExpectedWhat::measurement || !item.required || item.foreseen || !item.opens) continue;
      if (*item.opens > day.today() || *item.opens < row.start || (row.end && *item.opens > *row.end)) continue;
      ++row.forms;
      if (item.state != ExpectedState::done) continue;
      ++row.forms_done;
      if (discussed_with_family(day, *item.by)) ++row.discussed;
    }
    out.push_back(std::move(row));
  }
  return out;
}

}  // namespace koers::dossier
