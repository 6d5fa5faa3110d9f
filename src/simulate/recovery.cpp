#include "simulate/recovery.h"

#include <algorithm>
#include <cmath>

#include "measure/deviation.h"

namespace koers::simulate {

using dossier::Entry;
using dossier::Moment;

namespace {

constexpr Decimal norm_mean{50, 0};

double number(std::uint64_t n) { return static_cast<double>(n); }

/// The scores of one informant with one instrument at one end; absent: not filled in.
struct Ends {
  std::optional<std::int64_t> start, end;
};

Ends ends(std::span<const Entry> family, std::string_view instrument, const PersonId& informant) {
  Ends out;
  for (const Entry& entry : family) {
    const auto* m = std::get_if<dossier::Measurement>(&entry.body);
    if (m == nullptr || m->instrument != instrument || m->informant != informant) continue;
    for (const dossier::Score& score : m->scores) {
      if (score.scale.text != "total" || !score.t) continue;
      if (m->moment == Moment::start && !out.start) out.start = score.t->value.scaled;
      if (m->moment == Moment::end) out.end = score.t->value.scaled;
    }
  }
  return out;
}

}  // namespace

double Recovery::Sum::variance() const {
  if (n < 2) return 0;
  const double m = mean();
  return (static_cast<double>(squares) - m * static_cast<double>(sum)) / number(n - 1);
}

Recovery::Recovery(const Scheme& scheme) : scheme_(scheme) {
  for (std::size_t i = 0; i < courses.size(); ++i) {
    measure::ChangeNorm norm;
    norm.sd = courses[i].sd;
    norm.reliability = courses[i].reliability;
    norm.cutoff = courses[i].cutoff;
    norm.source = "synthetic";
    if (auto rule = measure::ReliableChange::make(norm, measure::Direction::lower_is_better, 0))
      instruments_[i].rule = *rule;
  }
}

void Recovery::add(std::span<const Entry> family) {
  ++families_;
  entries_ += family.size();
  size_.add(static_cast<std::int64_t>(family.size()));
  scores(family);
  work(family);
  visits(family);
}

void Recovery::scores(std::span<const Entry> family) {
  for (const Entry& entry : family) {
    const auto* person = std::get_if<dossier::Person>(&entry.body);
    if (person == nullptr || person->role != dossier::Role::mother) continue;
    for (std::size_t i = 0; i < courses.size(); ++i) {
      Instrument& of = instruments_[i];
      const Ends found = ends(family, courses[i].instrument, person->person);
      of.any += found.start || found.end;
      if (!found.start || !found.end || !of.rule) continue;
      const auto deviation = [&](std::int64_t t) {
        const auto d = measure::deviation_score({t, 0}, norm_mean, courses[i].sd, measure::Direction::lower_is_better);
        return d ? d->scaled : 0;
      };
      of.start.add(deviation(*found.start));
      of.end.add(deviation(*found.end));
      of.change.add(deviation(*found.start) - deviation(*found.end));
      ++of.categories[static_cast<std::size_t>(of.rule->category(*found.start, *found.end))];
    }
    return;
  }
}

void Recovery::work(std::span<const Entry> family) {
  std::uint64_t held = 0;
  bool dropped = false;
  for (const Entry& entry : family) {
    if (const auto* contact = std::get_if<dossier::Contact>(&entry.body)) {
      held += contact->held;
    } else if (const auto* need = std::get_if<dossier::Need>(&entry.body)) {
      needs_ += !need->updates;
    } else if (const auto* goal = std::get_if<dossier::Goal>(&entry.body)) {
      goals_ += !goal->updates;
    } else if (const auto* activity = std::get_if<dossier::Activity>(&entry.body)) {
      without_goal_.add(!activity->goal);
    } else if (const auto* closure = std::get_if<dossier::Closure>(&entry.body)) {
      dropped = !closure->planned && closure->reason == scheme_.by_family;
    } else if (const auto* input = std::get_if<dossier::GuidanceInput>(&entry.body)) {
      if (input->what != dossier::GuidanceWhat::caseload) continue;
      above_five_.add(compare(input->value.value, {5, 0}) > 0);
      caseload_.add(round_ratio(input->value.value.scaled, 1, 0).scaled);
    }
  }
  dropped_.add(dropped);
  if (dropped) first_three_.add(held <= 3);
}

/// Of the phase after the first, where it was walked to its end.
void Recovery::visits(std::span<const Entry> family) {
  const auto change = std::ranges::find(scheme_.phases, true, &PhasePlan::change);
  if (change == scheme_.phases.end()) return;
  std::optional<LocalDate> from, until;
  for (const Entry& entry : family) {
    const auto* step = std::get_if<dossier::PhaseTransition>(&entry.body);
    if (step != nullptr && step->to == change->code) from = entry.date();
    if (step != nullptr && step->from == change->code) until = entry.date();
  }
  if (!from || !until || *until <= *from) return;
  std::int64_t held = 0, days = *until - *from;
  for (const Entry& entry : family) {
    if (const auto* contact = std::get_if<dossier::Contact>(&entry.body)) {
      held += contact->held && entry.date() >= *from && entry.date() < *until;
    } else if (const auto* pause = std::get_if<dossier::Pause>(&entry.body)) {
      const LocalDate first = std::max(*from, pause->from);
      const LocalDate last = std::min(*until - 1, pause->until.value_or(*until));
      if (first <= last) days -= last - first + 1;
    }
  }
  if (days <= 0) return;
  visits_a_week_.add(round_ratio(held * 7, days, 0, 1000).scaled);
  below_norm_.add(held * 7 < change->visits * days);
}

std::optional<Found> Recovery::share(std::uint64_t of, std::uint64_t n) {
  if (n == 0) return Found{};
  const double p = number(of) / number(n);
  return Found{p, std::sqrt(p * (1 - p) / number(n)), n};
}

std::optional<Found> Recovery::mean(const Sum& sum, double unit) {
  if (sum.n == 0) return Found{};
  return Found{sum.mean() / unit, std::sqrt(sum.variance() / number(sum.n)) / unit, sum.n};
}

std::optional<Found> Recovery::figure(const Instrument& of, std::string_view code) const {
  const std::uint64_t pairs = of.change.n;
  if (code == "start") return mean(of.start, 10);
  if (code == "end") return mean(of.end, 10);
  if (code == "complete") return share(pairs, of.any);
  if (code == "effect") {
    const double sd = std::sqrt((of.start.variance() + of.end.variance()) / 2);
    if (pairs < 2 || sd <= 0) return Found{};
    return Found{of.change.mean() / sd, std::sqrt(of.change.variance() / number(pairs)) / sd, pairs};
  }
  for (std::size_t i = 0; i < of.categories.size(); ++i) {
    if (measure::name(static_cast<measure::ChangeCategory>(i)) == code) return share(of.categories[i], pairs);
  }
  return {};
}

std::optional<Found> Recovery::figure(std::string_view code) const {
  for (std::size_t i = 0; i < courses.size(); ++i) {
    const std::string_view instrument = courses[i].instrument;
    if (code.starts_with(instrument) && code.substr(instrument.size()).starts_with('.'))
      return figure(instruments_[i], code.substr(instrument.size() + 1));
  }
  if (code == "drop_out") return share(dropped_.of, dropped_.n);
  if (code == "drop_out.first_three") return share(first_three_.of, first_three_.n);
  if (code == "change.visits") return mean(visits_a_week_, 1000);
  if (code == "change.below_norm") return share(below_norm_.of, below_norm_.n);
  if (code == "caseload.above_five") return share(above_five_.of, above_five_.n);
  if (code == "caseload.mean") return mean(caseload_, 1);
  if (code == "goals.per_need") return share(goals_, needs_);
  if (code == "activities.without_goal") return share(without_goal_.of, without_goal_.n);
  if (code == "entries.per_family") return mean(size_, 1);
  return {};
}

}  // namespace koers::simulate
