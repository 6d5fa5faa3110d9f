// error: invalid operands to binary expression
#include "base/id.h"

bool same(koers::EntryId a, koers::EntryId b, [[maybe_unused]] koers::PersonId person) {
#ifdef WRONG
  return a == person;
#endif
  return a == b;
}
