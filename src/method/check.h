// What the parts of a file say about each other. Internal to the room; load.h is the door.
#pragma once

#include "method/load.h"

namespace koers::method {

class Reader;
std::vector<SignalDef> read_signals(Reader& in);

void check_method(const Method& method, const Known& known, Errors& faults);
void check_signals(const SignalSet& set, const Known& known, Errors& faults);

}  // namespace koers::method
