// One trajectory read on one day: the facts with what the method expects beside them, and the numbers rules refer to.
// Signals, eligibility, fidelity and state all read this, so that one case on one day has one set of facts.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "dossier/dossier.h"
#include "dossier/expected.h"
#include "dossier/facts.h"
#include "method/catalogue.h"
#include "rules/evaluate.h"
#include "rules/table.h"

namespace koers::dossier {

/// Points into dossier and catalogue, which must outlive it. Stays where it is made.
class CaseDay {
 public:
  /// `trajectory` must exist; `method` is the version it runs on.
  CaseDay(const Dossier& dossier, std::size_t trajectory, const method::Method& method,
          const method::Catalogue& catalogue, LocalDate today);
  CaseDay(const CaseDay&) = delete;
  CaseDay& operator=(const CaseDay&) = delete;

  const Dossier& dossier() const { return dossier_; }
  const Trajectory& trajectory() const { return dossier_.trajectories[number_]; }
  std::size_t number() const { return number_; }  ///< of the trajectory, from 0
  const method::Method& method() const { return method_; }
  const method::Catalogue& catalogue() const { return catalogue_; }
  LocalDate today() const { return table_.today; }

  const rules::Table& table() const { return table_; }
  /// Answers rules that may name other rules of the method file, or of the file `book` belongs to.
  rules::Evaluator& evaluator() { return evaluator(method_.rules); }
  rules::Evaluator& evaluator(const rules::Rulebook& book);
  std::span<const Expectation> expected() const { return expected_; }

  /// The phase that runs today; after the end, the last one. Null: none is known.
  const PhaseState* phase() const;
  bool running() const { return trajectory().running_on(today()); }
  bool ended() const { return trajectory().last_day() && *trajectory().last_day() < today(); }
  bool paused() const;

  rules::Numbers numbers() const;  ///< for a rule read in today's phase
  rules::Numbers numbers(std::string phase) const;

  /// What a Row::origin of the table stands for: an entry, or an expectation without one (null here, then the other).
  const Entry* entry(std::size_t origin) const;
  const Expectation* expectation(std::size_t origin) const;

  /// Days on which nothing is to be expected: pauses, public holidays, closed weeks.
  std::vector<rules::Days> quiet_days() const;

  /// Every day, past and to come, on which facts change without a new entry because somebody's age, a term, a review or
  /// an appointment passes, and the days of entries dated after today; sorted, each once.
  std::vector<LocalDate> edges() const;

 private:
  const Dossier& dossier_;
  std::size_t number_;
  const method::Method& method_;
  const method::Catalogue& catalogue_;
  rules::Table table_;
  std::vector<Expectation> expected_;
  std::vector<std::pair<const rules::Rulebook*, std::unique_ptr<rules::Evaluator>>> evaluators_;
};

/// The method version trajectory number `trajectory` runs on: by the hash it pinned, else by name. Null: the catalogue
/// does not hold it.
const method::Method* method_of(const Dossier& dossier, std::size_t trajectory, const method::Catalogue& catalogue);

}  // namespace koers::dossier
