// What the lists of expectations are made with. Inside expected*.cpp.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "dossier/expected.h"

namespace koers::dossier::detail {

/// A day something counts from: as it happened, or as the plan foresees it.
struct Start {
  LocalDate day;
  bool foreseen = false;
};

struct ExpectedContext {
  const Dossier& dossier;
  const Trajectory& trajectory;
  const method::Method& method;
  const method::Settings& settings;
  LocalDate today;

  /// Empty: it has not happened and nothing foresees it, or it can no longer happen.
  std::optional<Start> start_of(const method::Anchor& anchor) const;
  /// `amount` as whole days, in the phase the anchor names.
  std::optional<int> days(const method::Amount& amount, std::string_view phase) const;
  std::optional<int> setting_days(std::string_view key) const;
  std::optional<LocalDate> after(LocalDate from, int days) const;
  bool ended() const { return trajectory.last_day() && *trajectory.last_day() < today; }
  std::optional<LocalDate> first_start(std::string_view phase) const;
  std::optional<LocalDate> last_end(std::string_view phase) const;

 private:
  std::optional<LocalDate> foreseen_start(std::string_view phase) const;
  std::optional<LocalDate> foreseen_end(std::string_view phase) const;
};

Expectation expect(ExpectedWhat what, std::string code, const method::Item* item = nullptr);
/// Sets state from the window and what settled it.
void set_state(Expectation& item, LocalDate today);
/// How long it stays late before it is missed: the provider's term after the window.
void set_missed(Expectation& item, const ExpectedContext& context);
/// The window of something that has one day: from that day, for as long as the provider calls it due.
void set_due_day(Expectation& item, LocalDate day, const ExpectedContext& context);

void add_measurements(const ExpectedContext& context, std::vector<Expectation>& out);
void add_transition_talks(const ExpectedContext& context, std::vector<Expectation>& out);
void add_follow_up(const ExpectedContext& context, std::vector<Expectation>& out);
void add_alliance_checks(const ExpectedContext& context, std::vector<Expectation>& out);
void add_safety_review(const ExpectedContext& context, std::vector<Expectation>& out);
void add_deadlines(const ExpectedContext& context, const rules::Table& table, rules::Evaluator& evaluator,
                   std::vector<Expectation>& out);

}  // namespace koers::dossier::detail
