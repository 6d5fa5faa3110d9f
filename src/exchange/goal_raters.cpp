#include "exchange/goal_raters.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "measure/goal_combine.h"

namespace koers::exchange {

using measure::Combined;
using measure::CombinedLevel;
using report::GoalRow;

std::uint16_t GoalRaters::add(std::string_view label) {
  if (label.empty()) return CodeTable::most;
  std::string who(label);
  for (const auto& [name, labels] : map_.raters) {
    if (std::ranges::find(labels, who) != labels.end()) {
      who = name;
      break;
    }
  }
  const std::size_t index = who_.index(who);
  if (index >= most_raters) return CodeTable::most;
  of_.push_back(static_cast<std::uint16_t>(index));
  return of_.back();
}

Expected<void> GoalRaters::report(report::Report& report, report::GoalsInput input) const {
  const auto all = input.rows;
  const auto names = who_.names();
  for (std::size_t who = 0; who < names.size(); ++who) {
    auto own = std::make_shared<std::vector<GoalRow>>(*all);
    for (std::size_t i = 0; i < own->size(); ++i) (*own)[i].absent = of_[i] != who;
    input.rows = own;
    input.whose = report::GoalsOf::rater;
    input.rater = names[who];
    if (auto added = report::add_goals(report, input); !added) return added;
  }
  input.rows = all;
  return map_.combine.how == method::Combine::none ? Expected<void>() : combined(report, std::move(input));
}

Expected<void> GoalRaters::combined(report::Report& report, report::GoalsInput input) const {
  const auto names = who_.names();
  const auto place = [&](const std::string& name) {
    return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
  };
  const std::size_t first = place(map_.combine.first), second = place(map_.combine.second);
  struct Rated {
    std::uint32_t row = 0;  // the first of this goal in the file; what is combined stands there
    std::optional<int> first, second;
    bool by_another = false;
  };
  using Goal = std::tuple<std::uint64_t, std::uint64_t, std::uint16_t, std::uint16_t, std::uint16_t>;
  const std::vector<GoalRow>& all = *input.rows;
  std::map<Goal, Rated> rated;
  auto went_into = std::make_shared<std::vector<std::uint32_t>>(all.size());
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    const GoalRow& row = all[i];
    auto& goal =
        rated.try_emplace({row.person.low, row.person.high, row.goal, row.group, row.year}, Rated{i, {}, {}, false})
            .first->second;
    (*went_into)[i] = goal.row;
    if (row.level == 0) continue;
    const int level = static_cast<int>(row.level) - 3;
    if (of_[i] == first)
      goal.first = level;
    else if (of_[i] == second)
      goal.second = level;
    else
      goal.by_another = true;
  }
  auto rows = std::make_shared<std::vector<GoalRow>>(all);
  for (GoalRow& row : *rows) row.absent = true;
  for (const auto& [key, goal] : rated) {
    CombinedLevel made;
    if (map_.combine.how == method::Combine::average_towards) {
      made = measure::average_towards(goal.first, goal.second);
    } else if (goal.first) {
      made = {Combined::combined, *goal.first};
    } else if (goal.by_another) {
      made.state = Combined::not_joint;
    }
    GoalRow& row = (*rows)[goal.row];
    row.absent = false;
    row.level = made.state == Combined::combined ? static_cast<std::uint8_t>(measure::on_five(made.level)) : 0;
    row.why = static_cast<std::uint8_t>(made.state);
  }
  input.rows = rows;
  input.whose = report::GoalsOf::combined;
  input.went_into = went_into;
  return report::add_goals(report, input);
}

}  // namespace koers::exchange
