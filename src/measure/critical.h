// Answers that ask for a person at once: items an instrument marks (Critical). Nothing is scored here.
#pragma once

#include <span>
#include <string_view>

#include "measure/instrument.h"

namespace koers::measure {

struct ItemAnswer {
  std::string_view item;  ///< code in the instrument file
  std::optional<Decimal> value;
  bool asked = true;  ///< false: the question was not put, or did not apply
};

/// `unknown`: the instrument marks items, and one of them was asked and not answered, or nothing says whether it was. An item
/// that may be left open and has no answer says nothing.
enum class Urgent : std::uint8_t { no, yes, unknown };
Urgent critical_answer(const Instrument& instrument, std::span<const ItemAnswer> answers);

}  // namespace koers::measure
