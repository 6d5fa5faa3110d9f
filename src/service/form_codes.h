// A code that opens one set of forms for one person, for a short while and without an account: shown at the table as words or a QR code.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "measure/scoring_answers.h"
#include "service/families.h"
#include "service/sign_in.h"

namespace koers::service {

/// What a code opens.
struct GivenForms {
  JournalId journal;
  PersonId person;  ///< who fills in; somebody of the file, of any age
  std::optional<PersonId> about;
  std::vector<std::string> instruments;  ///< codes
  dossier::Moment moment = dossier::Moment::session;
  bool at_home = false;  ///< on a device of their own, without the worker at the table
  std::int64_t until = 0;  ///< seconds since 1970
  std::set<std::string> filled_in;  ///< codes
};

/// What the one who filled in is told: the scores, and whom to call when an answer asks for it.
struct FormResult {
  std::vector<measure::ScaleScore> scores;  ///< point into the catalogue's instrument
  Message notice;
};

/// Safe for many threads. In memory: a server that starts again knows no codes. Faults: form.no_instrument, form.no_questions,
/// form.bad_minutes, form.no_person, form.code_wrong, form.filled_in, sign_in.wait, access.refused, family.unknown, those of AnswerReader,
/// and `record.*`.
class FormCodes {
 public:
  static constexpr std::int64_t longest_minutes = 24 * 60;

  /// All must outlive this.
  FormCodes(Families& families, store::Store& store, CatalogueOf catalogue)
      : families_(families), store_(store), catalogue_(std::move(catalogue)) {}

  /// A new code ("form.give"); the word. `forms.until` is set from `minutes`.
  Expected<std::string> give(const Caller& caller, GivenForms forms, std::int64_t minutes);
  /// What a word opens, for whoever holds it. Logged as the person's.
  Expected<GivenForms> open(const std::string& word, const Caller& from);
  /// Answers to one of the forms, once, as (item, cell) pairs; a cell as AnswerReader takes it. `id`: of the entry, so that sending again is
  /// harmless; none: made here.
  Expected<FormResult> answer(const std::string& word, const std::string& instrument,
                              const std::vector<std::pair<std::string, std::string>>& answers,
                              const std::optional<EntryId>& id, const Caller& from, Language language);

 private:
  Expected<GivenForms> find(const std::string& word, const Caller& from);
  const method::Catalogue& catalogue() const { return catalogue_({}); }

  Families& families_;
  store::Store& store_;
  CatalogueOf catalogue_;
  Attempts attempts_;
  std::mutex mutex_;
  std::map<std::string, GivenForms> given_;  ///< by the tag of the word
};

}  // namespace koers::service
