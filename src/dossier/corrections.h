// Which entries count, given who corrects whom. A graph question: nothing here looks into a body but for withdrawals and resolutions.
#pragma once

#include <span>
#include <vector>

#include "dossier/dossier.h"

namespace koers::dossier {

/// Fills all, index, known, stands_for, conflicts, pending, cycles, held, replaced and refused of `out` and returns the entries that count,
/// in replay order. Rules:
///  - an id with the same content twice is one entry; with another content one stays (the server's first, else the first in replay
///    order) and the others are `refused`;
///  - an entry that is held does not count and corrects nothing, until an entry corrects it or a resolution keeps it;
///  - entries that correct each other in a ring do not count and correct nothing;
///  - of corrections of one entry made apart (no later entry corrects them both) the one first in replay order counts with what was built on
///    it, the others wait in an open conflict; a resolution's `keep` counts instead and closes it;
///  - what only a losing correction replaced, counts again;
///  - a withdrawal is a correction after which nothing counts.
std::vector<const Entry*> settle(std::span<const Entry> entries, Dossier& out);

}  // namespace koers::dossier
