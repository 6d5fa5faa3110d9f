// Who treats in a trajectory, and whether they are still there. Facts, signals and the due list ask this one function.
#pragma once

#include <optional>
#include <vector>

#include "dossier/dossier.h"

namespace koers::dossier {

struct Worker {
  PersonId person;
  Role role = Role::worker;
  bool there = true;  ///< treats, and has not left before `today`
  std::optional<LocalDate> left;  ///< last day; may lie ahead
  const Entry* by = nullptr;  ///< what named them first
};

/// Whom the start of the trajectory names, every worker or replacement told of from then to the next start, and who was assigned by
/// `today`; in that order. An assignment ends on its last day.
std::vector<Worker> workers_of(const Dossier& dossier, std::size_t trajectory, LocalDate today);

struct Colleague {
  PersonId person;
  Role role = Role::supervisor;
};

/// Whom the record knows of the provider's people who are there on `today`, the first to ask first: replacements, workers,
/// supervisors, team leads, behavioural scientists. Persons it was told of, and authors in such a role who never were.
std::vector<Colleague> colleagues(const Dossier& dossier, LocalDate today);

}  // namespace koers::dossier
