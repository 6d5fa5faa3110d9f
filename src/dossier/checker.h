// What the parts of check() share: where they stand, what they may look up, how they report. Inside the room.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "dossier/problems.h"

namespace koers::dossier {

/// The codes of one method version, for questions asked of every entry.
struct KnownCodes {
  std::unordered_set<std::string_view> techniques, domains, instruments, characteristics, criteria, reasons, referrers,
      phases;
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
  // checker_journal.cpp: what holds for every entry
  void journal();
  void corrections();
  void times();
  void audience();
  // checker_body.cpp: by kind
  void body();
  // checker_method.cpp: against the pinned version
  void method();
  void transition(const PhaseTransition& b, const method::Method& pinned, const Trajectory& trajectory);
  void closing(const method::Method* pinned, const Trajectory& trajectory);
  void starting(std::string_view id, const std::optional<std::string>& hash);

  void person(const PersonId& id, std::string_view member);
  void person(const std::optional<PersonId>& id, std::string_view member) {
    if (id) person(*id, member);
  }
  void persons(const std::vector<PersonId>& ids, std::string_view member) {
    for (const PersonId& id : ids) person(id, member);
  }
  void unknown_code(P problem, const Code& code, const std::unordered_set<std::string_view>& known);
  const KnownCodes& codes(const method::Method& method);
  /// The trajectory the entry falls in or after; null when there is none or it is before the first.
  const Trajectory* trajectory() const;
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
  std::unordered_set<const Entry*> in_ring_, refused_;
  std::unordered_map<std::string, const Entry*> measured_;
  bool noted_ = false, measurements_read_ = false;
};

}  // namespace koers::dossier
