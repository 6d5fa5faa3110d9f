// error: no matching function for call to 'opens'
#include "base/id.h"

void opens(koers::JournalId);

void use(koers::JournalId journal, [[maybe_unused]] koers::PersonId person) {
  opens(journal);
#ifdef WRONG
  opens(person);
#endif
}
