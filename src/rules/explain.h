// Sentences from answers: nested messages the catalogue turns into Dutch or English (keys rule.*, term.*, terms.*).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/error.h"
#include "rules/evaluate.h"

namespace koers::rules {

/// A message some of whose arguments are themselves messages.
struct Phrase {
  Message message;
  std::string argument;  ///< as a part: the argument of the enclosing message it becomes
  std::vector<Phrase> parts;
};

/// Turns one Message (key, finished arguments) into text: the catalogue of one language. Codes of open lists arrive as
/// term.KIND.FIELD.CODE with argument "code": where the catalogue has no such key it answers with the method's name or
/// the code.
using Say = std::function<std::string(const Message&)>;
std::string render(const Phrase& phrase, const Say& say);

/// "aantal contacten (gehouden) in de laatste 28 dagen: 3 (norm: ten minste 8)".
Phrase sentence(const LeafAnswer& leaf);
/// "aantal contacten (gehouden) in de laatste 28 dagen"; the leaf's own name where it has one.
Phrase phrase(const Leaf& leaf);
Phrase phrase(const Fact& fact);
/// Where the thresholds come from, one phrase each: "bron: iag:L35", "instelling silence_days: eigen keuze, geen bron".
std::vector<Phrase> origins(const LeafAnswer& leaf);
/// What is missing and why: "niet gevraagd", "niet ingevuld".
std::vector<Phrase> reasons(const LeafAnswer& leaf);

}  // namespace koers::rules
