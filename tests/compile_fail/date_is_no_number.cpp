// error: no viable conversion
#include "base/date.h"

koers::LocalDate start() {
#ifdef WRONG
  return 20463;
#endif
  return koers::LocalDate(20463);
}
