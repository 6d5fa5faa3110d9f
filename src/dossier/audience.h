// Who may see which entries. Everything a viewer gets (course line, graphs, tables, totals, numbering) is computed from
// replay(visible_to(...)): what a viewer may not see is not there.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "dossier/dossier.h"

namespace koers::dossier {

/// `role` decides: those who treat see all entries of the journal (whether they may open it is the policy's affair, a
/// floor up); one of the family sees what its audience allows.
struct Viewer {
  Role role = Role::worker;
  PersonId person;  ///< of the family: who
  std::optional<int> age;  ///< of a child, in years; unknown counts as 0
};

/// The viewer a person of this case is on `today`. Empty when the (whole) dossier does not know the person.
std::optional<Viewer> viewer_of(const Dossier& whole, const PersonId& person, LocalDate today);
/// The first person of the case with that role ("as mother"); those who treat need no person.
std::optional<Viewer> viewer_of(const Dossier& whole, Role role, LocalDate today);

/// Where entries of a kind start (the table in docs/kinds.md).
Audience default_audience(Kind kind);
/// The audience an entry has when it says none: that of its kind, and those who speak for themselves in it (informant, rater). A
/// discussion of safety is closed, one outside the family for adults only; a statement in confidence is for who made it.
Audience default_audience(const Entry& entry);
Audience audience_of(const Entry& entry);  ///< what it says, else the default

/// Those who treat see every entry of the journal, but a professional from outside, who sees what is his own.
bool sees_all(const Viewer& viewer);
bool may_see(const Viewer& viewer, const Entry& entry);  ///< by this entry alone; authors see their own

/// The entries the viewer may see, in the order given. An entry corrected by one the viewer may not see is left out too
/// (that is how something written too openly is closed), and so are a withdrawal or resolution of entries the viewer may
/// not see and, unless it names its own audience, a discussion, rating or update of one. Who does not see all gets no
/// trace of an entry that is not among them, hidden or not there at all: a correction of one stands as an entry of its
/// own, of several corrections of one only that which counts is given, a withdrawal of one is left out. So nothing is
/// pending in what they replay.
std::vector<Entry> visible_to(std::span<const Entry> entries, const Viewer& viewer);

}  // namespace koers::dossier
