// error: no viable conversion
#include "base/id.h"

koers::EntryId entry() {
#ifdef WRONG
  return std::string("0190a1b2-0000-7000-8000-000000000001");
#endif
  return koers::EntryId::parse("0190a1b2-0000-7000-8000-000000000001").value_or(koers::EntryId());
}
