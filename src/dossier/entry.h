// One entry of a family's journal: who wrote what, when, about whom, for whose eyes. Entries are never changed; a
// correction is another entry that supersedes this one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "dossier/kinds.h"

namespace koers::dossier {

/// Who inside the family may see an entry. Those who treat (worker, supervisor …) are ruled by the treatment relation,
/// not here.
enum class Reach : std::uint8_t {
  family,  ///< mother, father, other carers, guardian, and children from `child_from` years
  adults,  ///< the same without children
  closed   ///< nobody in the family
};
struct Audience {
  Reach reach = Reach::closed;
  std::optional<Whole<0, 18>> child_from;  ///< years; only with `family`; absent: every child
  std::vector<PersonId> persons;  ///< these as well, whatever the reach (a network person is only ever here)
  std::vector<PersonId> except;  ///< never these

  friend bool operator==(const Audience&, const Audience&) = default;
};

/// A problem the gate warned of, and why the entry was made all the same.
struct Overruled {
  std::string problem;  ///< its code: "problem.phase_order"
  std::string reason;

  friend bool operator==(const Overruled&, const Overruled&) = default;
};

/// Members stand in the order in which replay and check ask for them: most entries answer from their first bytes.
struct Entry {
  EntryId id;  ///< made by the writer
  CivilTime occurred;  ///< local, with its offset
  CivilTime written;  ///< by the device's clock: orders, never proves
  PersonId author;
  Role role = Role::worker;  ///< the author's, at the time
  std::vector<EntryId> supersedes;  ///< the entries it corrects or withdraws
  std::string held;  ///< the server's: code of the Problem that keeps it from counting; empty: it counts
  std::vector<std::string> signals;  ///< codes of the signals this entry acts upon
  Body body;
  std::vector<Overruled> overruled;  ///< warnings the author knew of
  std::optional<Audience> audience;  ///< absent: the kind's default (audience.h)
  std::vector<PersonId> about;
  JournalId journal;
  std::optional<CivilTime> received;  ///< the server's
  std::uint64_t seq = 0;  ///< the server's; 0: not received yet

  Kind kind() const { return static_cast<Kind>(body.index()); }
  LocalDate date() const { return occurred.date; }
};

/// Replay order: occurred (as an instant), written, id. Total: no two entries with different ids are equal in it.
bool before(const Entry& a, const Entry& b);

/// The entry on one line without what the server adds (received, seq, held).
std::string content_text(const Entry& entry);
/// Everything but what the server adds (received, seq, held) is the same.
bool same_content(const Entry& a, const Entry& b);

}  // namespace koers::dossier
