#include "dossier/check.h"

#include <algorithm>

#include "dossier/checker.h"

namespace koers::dossier {

void Checker::look_at(const Entry& entry) {
  entry_ = &entry;
  journal();
  body();
  method();
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

}  // namespace koers::dossier
