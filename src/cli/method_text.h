// A method on a page: what it asks, with the source of each line.
#pragma once

#include <string>

#include "exchange/messages.h"
#include "method/method.h"

namespace koers::cli {

std::string method_text(const method::Method& method, const exchange::Messages& say);

}  // namespace koers::cli
