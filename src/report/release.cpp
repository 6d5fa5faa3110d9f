#include "report/release.h"

namespace koers::report {

void release(std::vector<Group>& groups, std::int64_t least) {
  if (groups.empty()) return;
  if (groups[0].n < least) groups[0].released = false;
  for (Group& group : groups) {
    std::int64_t hidden = 0;
    std::size_t smallest = groups.size();
    for (const std::size_t part : group.parts) {
      Group& of = groups[part];
      of.released = of.released && group.released && of.n >= least;
      if (!of.released) {
        hidden += of.n;
      } else if (smallest == groups.size() || of.n < groups[smallest].n) {
        smallest = part;
      }
    }
    if (hidden > 0 && hidden < least && smallest < groups.size()) groups[smallest].released = false;
  }
}

}  // namespace koers::report
