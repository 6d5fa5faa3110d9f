#include "measure/critical.h"

#include <algorithm>

namespace koers::measure {

Urgent critical_answer(const Instrument& instrument, std::span<const ItemAnswer> answers) {
  Urgent out = Urgent::no;
  for (const InstrumentItem& item : instrument.items) {
    if (!item.critical) continue;
    const auto given = std::ranges::find(answers, item.code, &ItemAnswer::item);
    if (given == answers.end()) {
      if (!item.optional || answers.empty()) out = Urgent::unknown;
    } else if (given->value) {
      if (item.critical->holds(*given->value)) return Urgent::yes;
    } else if (given->asked) {
      out = Urgent::unknown;
    }
  }
  return out;
}

}  // namespace koers::measure
