#include <algorithm>

#include "simulate/story.h"

namespace koers::simulate {

using dossier::Activity;
using dossier::AllianceCheck;
using dossier::Analysis;
using dossier::Appointment;
using dossier::Attention;
using dossier::Channel;
using dossier::Click;
using dossier::Code;
using dossier::Contact;
using dossier::Decision;
using dossier::Goal;
using dossier::GoalRating;
using dossier::Hours;
using dossier::Judgement;
using dossier::Mark;
using dossier::Moment;
using dossier::Need;
using dossier::Outcome;
using dossier::PhaseTransition;
using dossier::Plan;
using dossier::PlanType;
using dossier::Purpose;
using dossier::Reconsider;
using dossier::ReviewOutcome;
using dossier::Safety;
using dossier::SafetyType;
using dossier::Scaling;
using dossier::TechniqueUse;

namespace {

constexpr int levels_of_gain = 600;  ///< hundredths of T that one level of a goal stands for; own

Hours quarters(int n) { return {Decimal{n * 25, 2}}; }

}  // namespace

void Story::needs_and_goals() {
  if (ending_ == Ending::early_drop_out) return;
  const LocalDate day = days_.work_day_from(start_ + work_.between(10, 16));
  const LocalDate chosen = days_.work_day_from(day + work_.between(3, 7));
  Analysis analysis;
  analysis.with_family = true;
  analysis.strengths = {"Synthetic strength"};
  analysis.problems = {"Synthetic problem"};
  add(day, 900, std::move(analysis));

  const int count = work_.between(4, 9);
  const int kinds = static_cast<int>(scheme_.domains.size());
  const int first = work_.below(kinds);
  std::vector<EntryId> needs;
  std::vector<Code> domains;
  for (int i = 0; i < count; ++i) {
    Need need;
    need.domain = scheme_.domains[static_cast<std::size_t>((first + i) % kinds)];
    need.text = "Synthetic need " + std::to_string(i + 1);
    domains.push_back(need.domain);
    needs.push_back(add(day, 905 + i, std::move(need)));
  }
  const int certain = work_.below(count);
  const auto set_goal = [&](std::size_t of) {
    Goal goal;
    goal.domain = domains[of];
    goal.text = "Synthetic goal " + std::to_string(goals_.size() + 1);
    goal.needs = {needs[of]};
    goal.with_family = true;
    const std::string text = goal.text;
    goals_.push_back({add(chosen, 900 + static_cast<int>(of), std::move(goal)), domains[of], text, chosen});
  };
  std::vector<std::size_t> without;
  for (std::size_t i = 0; i < needs.size(); ++i) {
    if (work_.chance(goal_of_need))
      set_goal(i);
    else
      without.push_back(i);
  }
  if (goals_.empty()) {
    set_goal(static_cast<std::size_t>(certain));
    std::erase(without, static_cast<std::size_t>(certain));
  }
  // What is worked on: each goal, and many a need that never became one.
  const LocalDate from = stretches_[1].from;
  const auto work = [&](const Code& domain, std::optional<EntryId> goal) {
    const LocalDate when = days_.work_day_from(from + work_.between(1, 60));
    if (!told(when)) return;
    Activity activity;
    activity.domain = domain;
    activity.goal = goal;
    add(when, 930 + work_.below(60), std::move(activity));
  };
  for (const Aim& goal : goals_) work(goal.domain, goal.id);
  for (const std::size_t i : without) {
    if (work_.chance(work_without_goal)) work(domains[i], {});
  }
}

void Story::contacts() {
  for (const Stretch& in : stretches_) {
    const bool last_phase = &in == &stretches_.back();
    const bool first_phase = &in == &stretches_.front();
    const int planned = in.phase->change ? change_phase_planned : start_phase_planned;
    for (LocalDate monday = in.from - static_cast<int>(in.from.weekday()); monday < in.until; monday = monday + 7) {
      for (int i = 0; i < in.phase->visits; ++i) {
        const LocalDate day =
            days_.work_day_from(monday + (i < 2 ? weekdays_[static_cast<std::size_t>(i)] : (weekdays_[0] + i) % 5));
        if (day < in.from || day >= in.until) continue;
        if (!told(day)) return;
        if (pause_ && pause_->first <= day && day <= pause_->second) continue;
        if (held_ >= held_at_most_) {  // drops out: not there, then no more
          missed(day);
          if (calendar_.chance(5000)) missed(days_.work_day_from(day + 3));
          last_ = days_.work_day_from(day + calendar_.between(7, 14));
          return;
        }
        const bool very_first = held_ == 0;
        if (!very_first && !calendar_.chance(planned)) continue;
        if (!very_first && !calendar_.chance(visit_held)) {
          missed(day);
        } else {
          visit(day, in, (last_phase || !first_phase) && day + 7 >= in.until);
        }
      }
    }
  }
}

void Story::missed(LocalDate day) {
  static constexpr std::array<const char*, 4> reasons{"ill", "forgotten", "not_at_home", "cancelled_by_family"};
  Contact b;
  b.held = false;
  b.reason = Code{reasons[static_cast<std::size_t>(calendar_.below(4))], false};
  b.channel = Channel::visit;
  add(day, 960, std::move(b));
}

void Story::visit(LocalDate day, const Stretch& in, bool near_end) {
  ++held_;
  const int minutes = 540 + 15 * calendar_.below(36);
  Contact b;
  b.channel = Channel::visit;
  const bool tapering = in.phase->next.empty();
  b.hours = tapering ? quarters(calendar_.between(4, 6)) : quarters(calendar_.between(6, 8));
  if (held_ == 1)
    b.purpose = Purpose::first_talk;
  else if (held_ == 3)
    b.purpose = Purpose::start_meeting;
  else if (tapering && near_end)
    b.purpose = Purpose::farewell;
  b.present = carers();
  if (calendar_.chance(5000)) b.present.push_back(children_.front());
  if (!scheme_.techniques.empty()) {
    const int count = calendar_.between(1, 2);
    const int all = static_cast<int>(scheme_.techniques.size());
    const int first = calendar_.below(all);
    for (int i = 0; i < count && i < all; ++i) {
      TechniqueUse use;
      use.code = scheme_.techniques[static_cast<std::size_t>((first + 7 * i) % all)];
      if (calendar_.chance(6000)) use.outcome = static_cast<Outcome>(std::max(0, calendar_.below(5) - 2));
      b.techniques.push_back(std::move(use));
    }
  }
  if (!goals_.empty() && goals_.front().set < day && calendar_.chance(7000))
    b.goals.push_back(goals_[static_cast<std::size_t>(calendar_.below(static_cast<int>(goals_.size())))].id);
  if (calendar_.chance(5000)) b.went = "Synthetic: how it went";
  if (calendar_.chance(3000)) b.next = "Synthetic: what comes next";
  if (calendar_.chance(7000))
    b.attention = calendar_.chance(attention_to_strengths) ? Attention::strengths : Attention::problems;
  add(day, minutes, std::move(b));

  if (held_ % 16 == 2) {
    Appointment next;
    next.day = days_.work_day_from(day + 7);
    next.channel = Channel::visit;
    add(day, minutes + 95, std::move(next));
  }
  if (held_ % 5 == 0) session(day);
  if (held_ % 8 == 5) {
    Scaling b2;
    b2.topic = {"confidence", false};
    b2.rater = carer();
    // From a severity of 30 (ten) to 100 (nought and a half), in halves.
    const std::int64_t value = floor_div(10'000 - severity(courses.size() - 1, day), 370) + answers_.between(-1, 1);
    b2.value = {Decimal{std::clamp<std::int64_t>(value, 0, 20) * 5, 1}};
    add(day, minutes + 97, std::move(b2));
  }
  if (held_ % 14 == 6) {
    AllianceCheck check;
    check.rater = carer();
    check.outcome = answers_.chance(8500) ? Click::go_on : answers_.chance(8000) ? Click::talk : Click::other_worker;
    check.value = Mark{Decimal{answers_.between(5, 9), 0}};
    add(day, minutes + 98, std::move(check));
  }
}

void Story::rate_goals(LocalDate day, Moment moment) {
  for (Aim& goal : goals_) {
    const Latent& course = latent_.front();
    const std::int64_t gain = moment == Moment::end ? course.start - course.end : (course.start - course.end) / 2;
    const std::int64_t level = floor_div(gain + spread(500, answers_.normal()) + levels_of_gain / 2, levels_of_gain);
    GoalRating b;
    b.goal = goal.id;
    b.rater = carer();
    b.level = {std::clamp<std::int64_t>(level, -2, 2)};
    b.moment = moment;
    if (b.level.value < std::max(goal.level, 0)) b.text = "Synthetic: what got worse";
    goal.level = static_cast<int>(b.level.value);
    add(day, 1020, std::move(b));
  }
}

void Story::transitions() {
  for (const Stretch& in : stretches_) {
    if (in.phase->next.empty() || !told(in.until) || in.until >= last_) return;
    PhaseTransition b;
    b.from = in.phase->code;
    b.to = in.phase->next;
    b.talk = work_.chance(8500);
    if (b.talk) {
      b.topics = in.phase->topics;
      b.present = carers();
    }
    add(in.until, 1080, std::move(b));
    if (in.phase->change) {
      rate_goals(in.until, Moment::halfway);
    } else {
      Plan plan;
      plan.type = PlanType::treatment;
      plan.with_family = true;
      add(in.until, 1090, std::move(plan));
    }
  }
}

void Story::decisions() {
  const LocalDate day = days_.work_day_from(stretches_[1].from + work_.between(2, 10));
  if (!told(day) || scheme_.techniques.empty()) return;
  Decision b;
  b.element = scheme_.techniques[static_cast<std::size_t>(work_.below(static_cast<int>(scheme_.techniques.size())))];
  b.considerations = {{"motivation", false}};
  b.family_wish = "Synthetic wish";
  b.agreed_with = carers();
  b.reconsider_when = "Synthetic: no change in four weeks";
  const LocalDate review = days_.work_day_from(day + 28);
  b.review = review;
  const Code element = b.element;
  const EntryId made = add(day, 1000, std::move(b));
  if (!told(review) || !work_.chance(7000)) return;
  Decision again;
  again.element = element;
  again.updates = made;
  const Latent& course = latent_.front();
  again.outcome = course.start - course.end > 0 ? ReviewOutcome::keep : ReviewOutcome::adjust;
  if (again.outcome == ReviewOutcome::adjust) again.reconsider = Reconsider::no_result;
  add(review, 1000, std::move(again));
}

void Story::safety() {
  for (const Stretch& in : stretches_) {
    const LocalDate day = days_.work_day_from(in.from + 5);
    if (!told(day)) return;
    Safety b;
    b.type = SafetyType::review;
    b.judgement = work_.chance(8500) ? Judgement::safe : Judgement::watch;
    b.review = days_.work_day_from(day + 84);
    add(day, 1050, std::move(b));
  }
  if (!work_.chance(700)) return;
  const LocalDate day = days_.work_day_from(stretches_[1].from + work_.between(7, 40));
  const LocalDate over = days_.work_day_from(day + work_.between(3, 14));
  if (!told(over)) return;
  Safety threat;
  threat.type = SafetyType::threat;
  threat.text = "Synthetic threat";
  const EntryId id = add(day, 1060, std::move(threat));
  Safety plan;
  plan.type = SafetyType::plan;
  plan.agreements = {"Synthetic agreement"};
  add(day, 1070, std::move(plan));
  Safety closing;
  closing.type = SafetyType::review;
  closing.judgement = Judgement::safe;
  closing.closes = {id};
  add(over, 1065, std::move(closing));
}

}  // namespace koers::simulate
