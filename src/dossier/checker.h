// What the parts of check() share: where they stand, what they may look up, how they report. Inside the room.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "dossier/problems.h"

namespace koers::dossier {

/// Codes to look up, in one block of memory. The texts live elsewhere.
class CodeSet {
 public:
  template <class Range, class Projection = std::identity>
  void add(const Range& items, Projection code = {}) {
    for (const auto& item : items) add(std::string_view(std::invoke(code, item)));
  }
  bool contains(std::string_view code) const { return !slots_.empty() && slots_[at(code)].data() != nullptr; }
  bool empty() const { return used_ == 0; }

 private:
  void add(std::string_view code);
  std::size_t at(std::string_view code) const;
  std::vector<std::string_view> slots_;  ///< open addressing, at most half full; a null view is an empty slot
  std::size_t used_ = 0;
};

/// The codes of one method version, for questions asked of every entry.
struct KnownCodes {
  CodeSet techniques, domains, instruments, characteristics, criteria, reasons, referrers, phases;
  explicit KnownCodes(const method::Method& method);
};

class Checker {
 public:
  Checker(const Dossier& dossier, const method::Catalogue& catalogue, LocalDate today)
      : dossier(dossier), catalogue(catalogue), today(today) {}

  void look_at(const Entry& entry);
  std::vector<Problem> take() { return std::move(problems_); }
  void report(P problem, const Entry& entry, Message::Args args = {}, std::vector<EntryId> rests_on = {});

 private:
  /// Marks of the problems from `first` those the entry says it was made in spite of.
  void overruled(std::size_t first);
  // checker_journal.cpp: what holds for every entry
  void journal();
  void corrections();
  void times();
  void audience();
  // checker_body.cpp: by kind
  void body();
  void scores(const Measurement& b);
  void answers(const Measurement& b);
  // checker_goals.cpp
  void goal_levels(const Goal& b);
  void goal_rating(const GoalRating& b, const method::Method* pinned);
  void goals_at_closing(const Trajectory& trajectory);
  // checker_method.cpp: against the pinned version
  void method();
  void transition(const PhaseTransition& b, const method::Method& pinned, const Trajectory& trajectory);
  void closing(const method::Method* pinned, const Trajectory& trajectory);
  void consents(const TrajectoryStart& b);
  void starting(std::string_view id, const std::optional<std::string>& hash);

  void person(const PersonId& id, std::string_view member);
  void person(const std::optional<PersonId>& id, std::string_view member) {
    if (id) person(*id, member);
  }
  void persons(const std::vector<PersonId>& ids, std::string_view member) {
    for (const PersonId& id : ids) person(id, member);
  }
  void unknown_code(P problem, const Code& code, const CodeSet& known) {
    if (!code.free) unknown_code(problem, code.text, known);
  }
  void unknown_code(P problem, std::string_view code, const CodeSet& known);
  const KnownCodes& codes(const method::Method& method);
  /// The trajectory the entry falls in or after; null when there is none or it is before the first.
  const Trajectory* trajectory() const;
  /// The method version `trajectory` runs by now; null when the catalogue does not hold it. Looked up once.
  const method::Method* pinned(const Trajectory& trajectory);
  bool signal_known(const method::Method& method, std::string_view code);
  std::int64_t open_goals(const Trajectory* since);
  bool measured_before(const Measurement& b);

  template <class... More>
  void add(P problem, Message::Args args = {}, More... rests_on) {
    report(problem, *entry_, std::move(args), {rests_on...});
  }

  const Dossier& dossier;
  const method::Catalogue& catalogue;
  LocalDate today;
  const Entry* entry_ = nullptr;
  std::vector<Problem> problems_;
  std::unordered_map<const method::Method*, KnownCodes> codes_;
  const method::Method* codes_of_ = nullptr;  ///< the one asked for last
  const KnownCodes* last_codes_ = nullptr;
  std::vector<std::optional<const method::Method*>> pinned_;  ///< by trajectory
  std::unordered_map<const method::Method*, CodeSet> signals_;
  std::unordered_map<const Trajectory*, std::int64_t> open_goals_;
  IdMap in_ring_;
  std::vector<std::pair<EntryId, const Conflict*>> in_conflict_;  ///< sorted by id, then as the dossier gives them
  std::unordered_map<std::string, const Entry*> measured_;
  bool noted_ = false, measurements_read_ = false;
};

}  // namespace koers::dossier
