#include "measure/goal_attainment.h"

#include <cmath>
#include <vector>

namespace koers::measure {

Expected<Attainment> attainment(std::span<const JudgedGoal> goals) {
  Attainment out;
  std::vector<RatedGoal> rated;
  if (!goals.empty()) out.middle = goals.front().middle;
  for (const JudgedGoal& goal : goals) {
    if (goal.middle != out.middle) return fail("goals.mixed_models");
    ++out.goals;
    switch (goal.level.state) {
      case Combined::not_rated: ++out.not_rated; continue;
      case Combined::first_missing:
      case Combined::second_missing: ++out.rater_missing; continue;
      case Combined::not_joint: ++out.not_joint; continue;
      case Combined::combined: break;
    }
    const int level = goal.level.level;
    if (level < -2 || level > 2) return fail("goals.score_out_of_range", {{"goal", std::to_string(out.goals)}});
    ++out.rated;
    rated.push_back({level});
    if (out.middle == MiddleLevel::expected_result) {
      out.at_or_above += level >= 0;
      continue;
    }
    out.attained += level == 2;
    out.improved += level >= 1;
    out.unchanged += level == 0;
    out.worse += level < 0;
  }
  if (out.middle == MiddleLevel::expected_result && !rated.empty()) {
    const auto t = goal_t_score(rated, out.middle);
    if (!t) return fail(t.error());
    out.t = Decimal{static_cast<std::int64_t>(std::llround(*t * 10)), 1};
  }
  return out;
}

}  // namespace koers::measure
