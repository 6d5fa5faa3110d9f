// The measurements of one case that ask for somebody: late, due, coming, missed, declined. For a list over many cases, outside
// the case: ids, roles, codes and days, no name and no word of a person. Closing the case or the worker's leaving takes nothing away.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/expected.h"
#include "dossier/workers.h"
#include "method/catalogue.h"

namespace koers::dossier {

/// The most urgent first.
enum class DueState : std::uint8_t { late, due, coming, missed, declined };
std::string_view name(DueState state);

/// A reason as a list outside the case may show it: a word of reasons_known(), "other" for any other word and for own words, ""
/// when none was given. What a worker typed can hold a name.
using DueReason = std::string_view;
std::span<const std::string_view> reasons_known();
DueReason reason_shown(const std::optional<Code>& reason);

struct DueTry {
  LocalDate day;
  bool lost = false;  ///< filled in and lost, rather than asked in vain
  DueReason reason;
};

struct DueMeasurement {
  JournalId journal;
  std::size_t trajectory = 1;  ///< of the case, from 1
  std::string method;
  std::string code;  ///< of the method's measurement
  std::string instrument;
  Moment moment = Moment::start;
  Role informant = Role::mother;
  std::optional<PersonId> person, child;  ///< who fills in, when known; about whom
  bool required = true;
  bool foreseen = false;  ///< the window rests on the planned length of phases
  std::optional<LocalDate> opens, closes, missed_from;
  DueState state = DueState::due;
  std::vector<DueTry> tried;  ///< by date
  std::optional<LocalDate> declined_on;
  DueReason declined;
  std::optional<LocalDate> closed;  ///< last day of a treatment that is over
  std::vector<Colleague> workers;  ///< who treat and are there; empty: nobody is
  std::optional<LocalDate> worker_left;  ///< set when nobody is there: the last day of who left last, where told
  bool had_worker = false;  ///< the record names one, there or not
  std::vector<Colleague> could_take;  ///< when nobody is there: whom the record knows, the first to ask first

  /// The day it turns on: until when it can be made up for (late), lies in time (due), opens (coming), was missed or declined from.
  std::optional<LocalDate> turns() const;
};

struct CaseDue {
  std::vector<DueMeasurement> items;  ///< by urgency
  std::vector<std::string> unknown_methods;  ///< of trajectories nothing can be said of
};

/// Of all trajectories of the case, also those long closed. Coming: opens within `days_ahead` days.
CaseDue due(const Dossier& dossier, const JournalId& journal, const method::Catalogue& catalogue, LocalDate today,
            int days_ahead);

/// Orders the items of many cases: by state; then late and due by the day they turn on, coming by the day it opens, missed and declined the
/// latest first; what the method asks before what it allows; then by case.
bool more_urgent(const DueMeasurement& a, const DueMeasurement& b);

}  // namespace koers::dossier
