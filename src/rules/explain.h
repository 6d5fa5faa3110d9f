// Sentences from answers: nested messages the catalogue turns into Dutch or English (sections rule, term, terms of i18n/).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/language.h"
#include "rules/evaluate.h"

namespace koers::rules {

/// A message some of whose arguments are themselves messages, or words written in the file in both languages.
struct Phrase {
  Message message;
  Text own;  ///< set: the phrase is this text, the message is empty
  std::string argument;  ///< as a part: the argument of the enclosing message it becomes
  std::vector<Phrase> parts;
};

/// Turns one Message (key, finished arguments) into text: the catalogue of one language. Codes arrive as
/// term.KIND.FIELD.CODE with the arguments kind, field and code: where the catalogue has no such key (codes of open lists) it
/// answers with the method's name for it, or the code. A norm's key arrives as norm.setting.KEY, norm.phase.KEY or
/// norm.method.KEY with the argument key.
using Say = std::function<std::string(const Message&)>;
std::string render(const Phrase& phrase, Language language, const Say& say);

/// "aantal contacten (gehouden) in de laatste 28 dagen: 3 (norm: ten minste 8)".
Phrase sentence(const LeafAnswer& leaf);
/// "aantal contacten (gehouden) in de laatste 28 dagen"; the leaf's own name where it has one.
Phrase phrase(const Leaf& leaf);
Phrase phrase(const Fact& fact);
/// "3", "2 tot 4", "ja", "niet bekend".
Phrase phrase(const Reading& reading, const Fact& fact);
/// Where the thresholds come from, one phrase each: "bron: iag:L35", "instelling silence_days: eigen keuze, geen bron".
/// Literals without source give none.
std::vector<Phrase> origins(const LeafAnswer& leaf);
/// What is missing and why: "niet gevraagd", "niet ingevuld".
std::vector<Phrase> reasons(const LeafAnswer& leaf);

}  // namespace koers::rules
