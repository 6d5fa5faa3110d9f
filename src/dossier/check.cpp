#include "dossier/check.h"

#include <algorithm>

#include "dossier/checker.h"

namespace koers::dossier {

void Checker::look_at(const Entry& entry) {
  entry_ = &entry;
  const std::size_t before = problems_.size();
  journal();
  body();
  method();
  overruled(before);
}

void Checker::overruled(std::size_t first) {
  for (const Overruled& said : entry_->overruled) {
    bool there = false;
    for (std::size_t i = first; i < problems_.size(); ++i) {
      Problem& problem = problems_[i];
      if (problem.code != said.problem || problem.severity != Severity::warns) continue;
      problem.overruled = there = true;
    }
    if (!there) add(P::overruled_nothing);
  }
}

std::vector<Problem> check(const Dossier& dossier, std::span<const Entry> batch, const method::Catalogue& catalogue,
                           LocalDate today) {
  Checker checker(dossier, catalogue, today);
  for (const Entry& entry : batch) checker.look_at(entry);
  return checker.take();
}

bool blocks(std::span<const Problem> problems) {
  return std::ranges::any_of(problems, [](const Problem& p) { return p.severity == Severity::blocks; });
}

bool warns(std::span<const Problem> problems) {
  return std::ranges::any_of(problems, [](const Problem& p) { return p.severity == Severity::warns && !p.overruled; });
}

}  // namespace koers::dossier
