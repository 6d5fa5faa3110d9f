// The course of one trajectory on one day, for one viewer: everything `koers course` shows, from one reading of the case.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dossier/audience.h"
#include "dossier/case_day.h"
#include "dossier/check.h"
#include "dossier/eligibility.h"
#include "dossier/fidelity.h"
#include "dossier/session_feedback.h"
#include "dossier/signals.h"
#include "dossier/state.h"

namespace koers::dossier {

/// Points into `entries` and the catalogue, which must outlive it. Movable.
struct Course {
  Viewer viewer;
  LocalDate today;
  std::vector<Entry> entries;  ///< the viewer may see, dated today or before
  std::unique_ptr<Dossier> dossier;  ///< their replay
  const method::Method* method = nullptr;  ///< null: the catalogue does not hold the version the trajectory runs on
  std::string method_id;  ///< as the trajectory names it; empty without one
  const method::Settings* settings = nullptr;  ///< the catalogue's

  /// Null without a trajectory or a method; then state, signals and fidelity are empty too.
  std::unique_ptr<CaseDay> day;
  std::optional<CaseState> state;
  std::vector<Feedback> feedback;  ///< of the forms of every session; points into the bands asked with

  // For those who treat only: signals, criteria and norms speak to the worker, and rest on entries the family may not see.
  std::vector<Problem> problems;
  std::optional<Signals> signals;
  std::optional<Suitability> suitability;  ///< also before a trajectory starts
  std::vector<FidelityAnswer> fidelity;
  std::vector<PhaseIntensity> intensity;
};

struct CourseQuestion {
  Viewer viewer;
  LocalDate today;
  std::optional<std::size_t> trajectory;  ///< from 0; absent: the one that runs today, or the last one before it
  std::string method;  ///< of a case without trajectory: whose criteria are asked
  std::span<const SessionBands> bands = {};  ///< the provider's own; must outlive the Course
};

/// Deadlines, alliance checks and safety reviews are the worker's; what the family sees of them would rest on entries it does not see.
bool shown_to(const Viewer& viewer, const Expectation& item);

/// Never fails: what cannot be said is empty. A trajectory that does not exist gives none.
Course course(std::span<const Entry> journal, const method::Catalogue& catalogue, const CourseQuestion& question);

}  // namespace koers::dossier
