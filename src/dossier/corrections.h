// Which entries count, given who corrects whom. A graph question: nothing here looks into a body but for withdrawals and resolutions.
#pragma once

#include <span>
#include <vector>

#include "dossier/dossier.h"

namespace koers::dossier {

/// What replay asks of every entry, side by side: entries are large and lie far apart, so each is visited once for this and again only
/// for its body.
struct Brief {
  std::int64_t occurred = 0, written = 0;  ///< instants
  const Entry* entry = nullptr;
  LocalDate day;
  std::uint32_t author = 0;  ///< index into Settled::authors
  Kind kind = Kind::referral;
  Role role = Role::worker;  ///< the author's
  bool tangled =
      false;  ///< corrects, withdraws, resolves or is held: whether it counts is a question of the others too
};

struct Settled {
  std::vector<Brief> counting;  ///< the entries that count, in replay order
  std::vector<PersonId> authors;  ///< of all entries
};

/// Fills all, index, known, stands_for, conflicts, pending, cycles, held, replaced and refused of `out`. Rules:
///  - an id with the same content twice is one entry; with another content one stays (the server's first, else the first in replay
///    order) and the others are `refused`;
///  - an entry that is held does not count and corrects nothing, until an entry corrects it or a resolution keeps it;
///  - entries that correct each other in a ring do not count and correct nothing;
///  - of corrections of one entry made apart (no later entry corrects them both) the one first in replay order counts with what was built on
///    it, the others wait in an open conflict; a resolution's `keep` counts instead and closes it;
///  - what only a losing correction replaced, counts again;
///  - a withdrawal is a correction after which nothing counts.
Settled settle(std::span<const Entry> entries, Dossier& out);

}  // namespace koers::dossier
