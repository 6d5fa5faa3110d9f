#include "dossier/entry.h"

#include <tuple>

#include "dossier/codec.h"

namespace koers::dossier {

bool before(const Entry& a, const Entry& b) {
  return std::tuple(a.occurred.instant(), a.written.instant(), a.id) <
         std::tuple(b.occurred.instant(), b.written.instant(), b.id);
}

std::string content_text(const Entry& entry) {
  Entry bare = entry;
  bare.received.reset();
  bare.seq = 0;
  bare.held.clear();
  return entry_text(bare);
}

bool same_content(const Entry& a, const Entry& b) { return content_text(a) == content_text(b); }

}  // namespace koers::dossier
