#include "dossier/entry.h"

#include <tuple>

#include "dossier/codec.h"

namespace koers::dossier {

bool before(const Entry& a, const Entry& b) {
  return std::tuple(a.occurred.instant(), a.written.instant(), a.id) <
         std::tuple(b.occurred.instant(), b.written.instant(), b.id);
}

bool same_content(const Entry& a, const Entry& b) {
  const auto bare = [](Entry entry) {
    entry.received.reset();
    entry.seq = 0;
    entry.held.clear();
    return entry_text(entry);
  };
  return bare(a) == bare(b);
}

}  // namespace koers::dossier
