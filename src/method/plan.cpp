#include "method/plan.h"

#include <algorithm>

#include "method/catalogue.h"

namespace koers::method {
namespace {

constexpr int kDaysPerWeek = 7;

std::int64_t power(int decimals) {
  std::int64_t out = 1;
  for (int i = 0; i < decimals; ++i) out *= 10;
  return out;
}

int days_of(const Decimal& weeks) {
  return static_cast<int>(round_ratio(weeks.scaled, power(weeks.decimals), 0, kDaysPerWeek).scaled);
}

class Planner {
 public:
  Planner(const Method& method, const Settings& settings, const PlanGiven& given)
      : method_(method), settings_(settings), given_(given) {
    out_.last_day = given.start;
  }

  Plan make() {
    phases();
    for (const Deadline& d : method_.deadlines) deadline(d.code, {}, anchor(d.from), d.within);
    for (const Phase& phase : method_.phases) {
      for (const Task& task : phase.tasks) {
        if (task.deadline) deadline(task.code, phase.code, anchor({Anchor::Kind::phase, phase.code}), *task.deadline);
      }
    }
    for (const PlannedMeasurement& m : method_.measurements) measurements(m);
    recurring();
    after();
    return std::move(out_);
  }

 private:
  std::optional<DayRange> seen(std::optional<DayRange> range) {
    if (range) out_.last_day = std::max({out_.last_day, range->first, range->last.value_or(range->first)});
    return range;
  }

  const rules::Phase* actual(std::string_view code) const {
    const auto found = std::ranges::find(given_.phases, code, &rules::Phase::code);
    return found == given_.phases.end() ? nullptr : &*found;
  }

  // The order in which transitions lead, from the first phase of the file.
  std::vector<const Phase*> order() const {
    std::vector<const Phase*> out;
    for (const Phase* at = method_.phases.empty() ? nullptr : &method_.phases.front(); at != nullptr;) {
      if (std::ranges::find(out, at) != out.end()) break;
      out.push_back(at);
      at = at->transition ? method_.phase(at->transition->to) : nullptr;
    }
    return out;
  }

  void phases() {
    std::optional<DayRange> start = DayRange{given_.start, given_.start};
    for (const Phase* phase : order()) {
      PlannedPhase planned;
      planned.code = phase->code;
      const rules::Phase* happened = actual(phase->code);
      if (happened != nullptr) {
        start = DayRange{happened->start, happened->start};
        planned.begun = true;
      } else if (given_.closure) {
        start = std::nullopt;
      }
      planned.start = seen(start);
      std::optional<DayRange> end = after_weeks(start, phase->weeks);
      const bool left = happened != nullptr && happened->end && (!given_.closure || *happened->end < *given_.closure);
      if (left) {
        end = DayRange{*happened->end + 1, *happened->end + 1};
      } else if (happened != nullptr && given_.closure) {
        end = DayRange{*given_.closure, given_.closure};
      }
      planned.ended = left || (happened != nullptr && given_.closure);
      planned.end = seen(end);
      visits(planned, *phase);
      if (phase->transition) {
        out_.transitions.push_back(
            {phase->code, phase->transition->to, planned.end, phase->transition->talk, phase->transition->topics});
      }
      out_.phases.push_back(std::move(planned));
      start = end;
    }
    out_.closure = given_.closure        ? DayRange{*given_.closure, given_.closure}
                   : out_.phases.empty() ? std::optional<DayRange>()
                                         : out_.phases.back().end;
  }

  std::optional<DayRange> after_weeks(const std::optional<DayRange>& start, const Range& weeks) const {
    if (!start || !weeks.given()) return {};
    DayRange out{advance(start->first, weeks.min ? days_of(*weeks.min) : 0, given_.pauses), {}};
    if (weeks.max && start->last) out.last = advance(*start->last, days_of(*weeks.max), given_.pauses);
    return out;
  }

  void visits(PlannedPhase& planned, const Phase& phase) const {
    if (!planned.start || !phase.weeks.min || !phase.weeks.max || !phase.contacts_per_week.given()) return;
    const auto count = [&](const Decimal& weeks, const Decimal& per_week) {
      const LocalDate first = planned.start->first;
      const LocalDate last = advance(first, days_of(weeks), given_.pauses);
      const int open = days_of(weeks) - closed_between(first, last, settings_.closed_days(first, last));
      return static_cast<int>(
          round_ratio(per_week.scaled, kDaysPerWeek * power(per_week.decimals), 0, std::max(open, 0)).scaled);
    };
    if (phase.contacts_per_week.min) planned.fewest_visits = count(*phase.weeks.min, *phase.contacts_per_week.min);
    if (phase.contacts_per_week.max) planned.most_visits = count(*phase.weeks.max, *phase.contacts_per_week.max);
  }

  std::optional<DayRange> anchor(const Anchor& from) const {
    const auto of_phase = [&](auto member) -> std::optional<DayRange> {
      const auto found = std::ranges::find(out_.phases, from.phase, &PlannedPhase::code);
      return found == out_.phases.end() ? std::nullopt : (*found).*member;
    };
    switch (from.kind) {
      case Anchor::Kind::referral:
        if (given_.referral) return DayRange{*given_.referral, given_.referral};
        return {};
      case Anchor::Kind::trajectory_start: return DayRange{given_.start, given_.start};
      case Anchor::Kind::phase: return of_phase(&PlannedPhase::start);
      case Anchor::Kind::phase_end: return of_phase(&PlannedPhase::end);
      case Anchor::Kind::closure: return out_.closure;
    }
    return {};
  }

  bool happened(const Anchor& from) const {
    switch (from.kind) {
      case Anchor::Kind::referral: return given_.referral.has_value();
      case Anchor::Kind::trajectory_start: return true;
      case Anchor::Kind::closure: return given_.closure.has_value();
      case Anchor::Kind::phase:
      case Anchor::Kind::phase_end: {
        const auto found = std::ranges::find(out_.phases, from.phase, &PlannedPhase::code);
        if (found == out_.phases.end()) return false;
        const bool first = found == out_.phases.begin();  // begins with the trajectory
        return from.kind == Anchor::Kind::phase ? found->begun || first : found->ended;
      }
    }
    return false;
  }

  void deadline(const std::string& code, const std::string& phase, const std::optional<DayRange>& from,
                const Span& within) {
    PlannedDeadline out{code, phase, {}};
    if (from) {
      const auto due = [&](LocalDate day) {
        return advance(add_months(day, within.months), within.days, given_.pauses);
      };
      out.due = DayRange{due(from->first), {}};
      if (from->last) out.due->last = due(*from->last);
    }
    seen(out.due);
    out_.deadlines.push_back(std::move(out));
  }

  void measurements(const PlannedMeasurement& m) {
    constexpr int step = 3, most = 80;
    measurement(m, 0);
    if (m.moment != Moment::three_monthly) return;
    const auto end = anchor({Anchor::Kind::closure, {}});
    if (!end || !end->last) return;
    for (int n = 1; n < most; ++n) {
      const std::optional<DayRange> before = out_.measurements.back().window;
      if (!before || add_months(before->first, step) > *end->last) return;
      measurement(m, n);
      const std::optional<DayRange>& made = out_.measurements.back().window;
      if (made && made->first <= *end->last) continue;
      out_.measurements.pop_back();
      return;
    }
  }

  /// The n-th return, from 0.
  void measurement(const PlannedMeasurement& m, int n) {
    constexpr int step = 3;
    PlannedWindow out{&m, {}, happened(m.window.from), n + 1};
    const auto from = anchor(m.window.from);
    const auto first = resolve(m.window.first_day, method_, settings_, m.window.from.phase);
    const auto last = resolve(m.window.last_day, method_, settings_, m.window.from.phase);
    if (from && first && last) {
      // After closure nothing pauses; before it a pause moves what still has to come.
      const bool closed = m.window.from.kind == Anchor::Kind::closure;
      const auto shift = [&](LocalDate day, const Decimal& offset) {
        const LocalDate base = add_months(day, m.window.months + n * step);
        const int days = static_cast<int>(round_ratio(offset.scaled, power(offset.decimals), 0).scaled);
        return closed || days < 0 ? base + days : advance(base, days, given_.pauses);
      };
      out.window = DayRange{shift(from->first, *first), {}};
      if (from->last) out.window->last = shift(*from->last, *last);
    }
    seen(out.window);
    out_.measurements.push_back(out);
  }

  void recurring() {
    const auto number = [&](const std::optional<Amount>& amount) {
      return amount ? resolve(*amount, method_, settings_, {}) : std::optional<Decimal>();
    };
    for (const RegularMeasurement& r : method_.regular)
      out_.recurring.push_back({Recurring::Kind::regular, r.code, r.per, {}, {}});
    for (const AllianceCheck& a : method_.alliance) {
      out_.recurring.push_back({Recurring::Kind::alliance, a.code, {}, number(a.after_contacts), number(a.every_days)});
    }
    if (method_.safety && method_.safety->review_days) {
      out_.recurring.push_back({Recurring::Kind::safety_review, "safety", {}, {}, number(method_.safety->review_days)});
    }
  }

  void after() {
    out_.knipkaart_calls = method_.aftercare.knipkaart_calls;
    if (!method_.aftercare.follow_up) return;
    PlannedFollowUp out{{}, method_.aftercare.follow_up->visit};
    if (out_.closure) {
      const int months = method_.aftercare.follow_up->months;
      out.day = DayRange{add_months(out_.closure->first, months), {}};
      if (out_.closure->last) out.day->last = add_months(*out_.closure->last, months);
    }
    seen(out.day);
    out_.follow_up = out;
  }

  const Method& method_;
  const Settings& settings_;
  const PlanGiven& given_;
  Plan out_;
};

}  // namespace

LocalDate advance(LocalDate from, int days, std::span<const rules::Days> pauses) {
  LocalDate out = from + days;
  for (const rules::Days& pause : pauses) {
    if (pause.last < from || pause.first >= out) continue;
    out = out + (pause.last - std::max(pause.first, from) + 1);
  }
  return out;
}

int closed_between(LocalDate first, LocalDate last, std::span<const rules::Days> closed) {
  int out = 0;
  for (const rules::Days& one : closed) {
    const LocalDate from = std::max(one.first, first);
    const LocalDate to = std::min(one.last + 1, last);
    if (from < to) out += to - from;
  }
  return out;
}

Plan plan(const Method& method, const Settings& settings, const PlanGiven& given) {
  return Planner(method, settings, given).make();
}

}  // namespace koers::method
