// error: no viable conversion from 'int' to 'koers::LocalDate'
#include "base/date.h"

koers::LocalDate start() {
#ifdef WRONG
  return 20463;
#endif
  return koers::LocalDate(20463);
}
