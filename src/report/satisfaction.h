// Client satisfaction by two routes: anonymous forms, and forms linked to a case. Beside each other, never added.
#pragma once

#include <compare>
#include <map>
#include <string>

#include "base/expected.h"
#include "dossier/dossier.h"
#include "method/catalogue.h"
#include "report/document.h"
#include "report/satisfaction_file.h"
#include "report/satisfaction_ledger.h"

namespace koers::report {

/// The linked route: forms of the cases, counted by method and phase (a case does not say which team).
class LinkedForms {
 public:
  explicit LinkedForms(const measure::Instrument& instrument) : instrument_(instrument) {}

  /// Forms up to `today`. Asked: each person at each moment with an entry of the form, whatever became of it.
  void add(const dossier::Dossier& dossier, LocalDate today);

  struct Group {
    std::string method, phase;  ///< phase: "" when none ran
    friend auto operator<=>(const Group&, const Group&) = default;
  };
  struct Asked {
    std::int64_t asked = 0, filled_in = 0, declined = 0;
  };
  const std::map<Group, AnswerCounts>& groups() const { return groups_; }
  const std::map<std::string, Asked>& asked() const { return asked_; }  ///< by method

 private:
  const measure::Instrument& instrument_;
  std::map<Group, AnswerCounts> groups_;
  std::map<std::string, Asked> asked_;
};

/// Tables of forms, of each question and of the response. `linked` null: that route was not asked for. With a `ledger` (after take_batch)
/// the forms of its batches are told of, each batch released by itself; without, all of `anonymous` as one. Every figure of answers is
/// released from five (release.h), each question by itself; sorted by code, so nothing tells the order of arrival. Codes: forms.SCOPE,
/// ITEM.SCOPE.n, .mean, .v1 … ; SCOPE `anonymous.all`, `anonymous.METHOD`, `anonymous.METHOD.TEAM`, `anonymous.METHOD.TEAM.PHASE`,
/// `linked.all`, `linked.METHOD`, `linked.METHOD.PHASE`; response.SCOPE.out, .back, .pct. report.parts_do_not_add_up as everywhere.
Expected<void> add_satisfaction(Report& report, const measure::Instrument& instrument, const AnonymousForms& anonymous,
                                const LinkedForms* linked, const SatisfactionLedger* ledger = nullptr);

/// The table of response alone: handed out and back per team and period, of the linked route asked and filled in per method.
Expected<void> add_satisfaction_response(Report& report, const AnonymousForms& anonymous, const LinkedForms* linked);

}  // namespace koers::report
