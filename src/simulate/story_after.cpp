#include <algorithm>

#include "simulate/story.h"

namespace koers::simulate {

using dossier::Channel;
using dossier::Closure;
using dossier::FollowUp;
using dossier::Goal;
using dossier::Knipkaart;
using dossier::Moment;
using dossier::Partly;
using dossier::Plan;
using dossier::PlanType;
using dossier::State;

void Story::close() {
  const bool planned = ending_ == Ending::as_planned;
  const Latent& course = latent_.front();
  const std::int64_t gain = course.start - course.end + spread(600, answers_.normal());
  if (planned) {
    satisfaction(last_, gain);
    rate_goals(last_, Moment::end);
    for (const PlanType type : {PlanType::relapse, PlanType::final_report}) {
      Plan plan;
      plan.type = type;
      plan.with_family = true;
      add(last_, 1085, std::move(plan));
    }
    for (const Aim& goal : goals_) {
      const bool reached = goal.level > 0;
      if (!reached && !answers_.chance(6000)) continue;  // why not, is often not said
      Goal update;
      update.domain = goal.domain;
      update.text = goal.text;
      update.updates = goal.id;
      if (reached)
        update.state = State::reached;
      else
        update.reason = "Synthetic: why it was not reached";
      add(last_, 1088, std::move(update));
    }
  }
  Closure b;
  b.reason = planned ? scheme_.as_planned : ending_ == Ending::outside ? scheme_.from_outside : scheme_.by_family;
  b.planned = planned;
  b.request_answered = planned && gain > 0;
  b.without_help = !planned || gain < 0 ? Partly::no : gain < 800 ? Partly::partly : Partly::yes;
  add(last_, 1100, std::move(b));
}

void Story::after() {
  if (ending_ != Ending::as_planned) return;
  const int calls = std::min(work_.below(3), scheme_.knipkaart_calls);
  for (int i = 0; i < calls; ++i) {
    Knipkaart b;
    b.channel = Channel::phone;
    add(days_.work_day_from(last_ + 14 + 28 * i + work_.below(14)), 660, std::move(b));
  }
  if (scheme_.follow_up_months == 0) return;
  const LocalDate day = days_.work_day_from(add_months(last_, scheme_.follow_up_months) + work_.between(-7, 14));
  const LocalDate closed = last_;
  last_ = day;
  FollowUp b;
  b.held = work_.chance(6000);
  if (b.held) {
    const bool holds = latent_.front().later < latent_.front().end + 300;
    b.results_hold = holds ? Partly::yes : Partly::partly;
    b.results_discussed = work_.chance(8000);
    b.other_help_needed = work_.chance(3000);
    for (const Asked& asked : scheme_.asked) {
      if (asked.moment == Moment::follow_up) measure(asked, day);
    }
  }
  add(day, 900, std::move(b));
  last_ = closed;
}

}  // namespace koers::simulate
