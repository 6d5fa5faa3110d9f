#include "measure/fill.h"

#include "measure/instrument_reader.h"

namespace koers::measure {

std::string fills(json::Value root) {
  if (!root.is(json::Type::object)) return {};
  const auto found = root.find("fills");
  return found && found->is(json::Type::string) ? std::string(found->text().substr(0, 64)) : std::string();
}

Checked<Instrument> fill(const Instrument& frame, json::Value root, const std::string& file) {
  const json::Cursor cursor(root, file);
  const Message::Args args{{"code", frame.code}};
  if (fills(root) != frame.code) return fail(Errors{error("instrument.fills_other", args, cursor.place("fills"))});
  if (frame.kind == InstrumentClass::own)
    return fail(Errors{error("instrument.fills_own", args, cursor.place("fills"))});
  Instrument out = frame;
  if (!out.slot("texts")) out.slots.emplace_back("texts");  // no frame ships them
  Errors faults = InstrumentReader(out, true).read(cursor);
  for (InstrumentScale& scale : out.scales) {
    // What the frame says of a range must agree with the answers that are now known.
    if (!faults.empty()) break;
    const auto computed = computed_range(out, scale);
    const bool differs =
        computed && scale.range &&
        (compare(computed->least, scale.range->least) != 0 || compare(computed->most, scale.range->most) != 0);
    if (differs)
      faults.push_back(error("instrument.range_differs",
                             {{"least", computed->least.text()}, {"most", computed->most.text()}},
                             cursor.place("answer_sets")));
    if (computed) scale.range = computed;
  }
  if (!faults.empty()) return fail(std::move(faults));
  std::erase_if(out.slots, [&](const std::string& slot) { return out.filled(slot); });
  return out;
}

bool licence_over(const Licence& licence, LocalDate today) {
  return (licence.until && *licence.until < today) || (licence.from && *licence.from > today);
}

}  // namespace koers::measure
