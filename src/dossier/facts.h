// From a dossier to the rows that rules read: the vocabulary of docs/rules.md, and nothing else.
#pragma once

#include <vector>

#include "dossier/dossier.h"
#include "method/catalogue.h"
#include "method/method.h"
#include "rules/table.h"
#include "rules/vocabulary.h"

namespace koers::dossier {

/// What rows need beside the entries. Without a method, fields it feeds (a technique's group, calls left) have no
/// value.
struct FactContext {
  const method::Method* method = nullptr;  ///< the version the trajectory runs on
  std::vector<rules::Days> closed;         ///< public holidays, closed weeks; sorted, not overlapping
  /// What the one rule that will be asked names (rules::names().fields). Rows of other kinds may then be left out: no answer to that rule
  /// changes. Null: all rows.
  const std::vector<std::string>* asked = nullptr;
  /// Instruments and settings; without it no answer is known to be critical or to have waited too long.
  const method::Catalogue* catalogue = nullptr;
};

/// Rows of the whole case up to and beyond `today`, start, end, phases and pauses of trajectory number `trajectory`
/// (which must exist; a case without one gives rows only). Row::origin is the index into dossier.entries. Rows of kind
/// `expected` are added by expected.h. Sorted by date, ties in replay order.
rules::Table facts_table(const Dossier& dossier, std::size_t trajectory, LocalDate today, const FactContext& context);

/// Kinds and fields a rule may name, with what feeds each. One object for the whole run.
const rules::Vocabulary& vocabulary();

}  // namespace koers::dossier
