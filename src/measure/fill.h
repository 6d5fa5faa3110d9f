// What an organisation with a licence adds to a frame: a file of its own that fills the slots, and only those. It stays with the
// organisation; the frame it fills is the one of this program, so that a later frame shows whether the file still fits.
#pragma once

#include <string>

#include "measure/instrument.h"

namespace koers::measure {

/// The code of the frame a file fills; empty for another file.
std::string fills(json::Value root);

/// The frame with the file's items, words, key, norms and licensee. Slots that are now full are slots no more.
/// All faults at once: those of read_instrument, and instrument.not_a_slot, instrument.contradicts, instrument.fills_other (the file
/// is for another instrument), instrument.fills_own (an own instrument has nothing to fill).
Checked<Instrument> fill(const Instrument& frame, json::Value root, const std::string& file);

/// The licensee's licence has ended before this day, or begins after it. False for what carries no licensee.
bool licence_over(const Licence& licence, LocalDate today);

}  // namespace koers::measure
