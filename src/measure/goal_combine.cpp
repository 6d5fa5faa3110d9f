#include "measure/goal_combine.h"

namespace koers::measure {

CombinedLevel average_towards(std::optional<int> first, std::optional<int> second) {
  if (!first && !second) return {};
  if (!first) return {Combined::first_missing};
  if (!second) return {Combined::second_missing};
  const int sum = *first + *second;
  if (sum % 2 == 0) return {Combined::combined, sum / 2};
  return {Combined::combined, *first < *second ? (sum - 1) / 2 : (sum + 1) / 2};
}

}  // namespace koers::measure
