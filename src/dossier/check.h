// The gate for what is offered. Never used in replay: what is in the journal counts, whatever today's rules say.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "dossier/dossier.h"
#include "method/catalogue.h"

namespace koers::dossier {

enum class Severity : std::uint8_t {
  blocks,  ///< refused; written without a connection: stored as held, shown to its author, not counted until resolved
  warns  ///< may be overruled with a reason, which is stored
};

/// `code` is a message key ("problem.goal_unknown"); "<code>.remedy" says what to do. Args hold codes, dates, counts,
/// field names; never a name or an answer.
struct Problem {
  std::string code;
  Severity severity = Severity::warns;
  std::string rule;  ///< the rule it rests on: its code, or the key of the method file
  Message::Args args;
  std::vector<EntryId> entries;  ///< the offered entry first, then those it rests on
  bool overruled = false;  ///< a warning; the offered entry says why it was made all the same

  Message message() const { return {code, args}; }
  Message remedy() const { return {code + ".remedy", args}; }
};

/// What is wrong with the entries of `batch`, in their order. `dossier` is the replay of the journal's head together
/// with the batch; `today` the day of offering. A method version the catalogue does not hold is itself a Problem; rules
/// that need it are then not judged. One pass: time grows with the batch, not with the journal.
std::vector<Problem> check(const Dossier& dossier, std::span<const Entry> batch, const method::Catalogue& catalogue,
                           LocalDate today);

/// Every code check() can give, with its severity: for the catalogues and the page.
struct ProblemKind {
  std::string_view code;
  Severity severity;
  std::string_view rule;
};
std::span<const ProblemKind> problem_kinds();

/// True when one of them blocks.
bool blocks(std::span<const Problem> problems);
/// True when one of them warns and its entry does not say why it was made all the same.
bool warns(std::span<const Problem> problems);

}  // namespace koers::dossier
