// Many cases for one command, one at a time in memory: files in the compact line format, and files of JSON Lines that hold one case
// or, as `koers simulate` writes them, one after the other.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "cli/case_catalogue.h"
#include "cli/speak.h"
#include "dossier/case_file.h"
#include "dossier/dossier.h"
#include "method/catalogue.h"

namespace koers::cli {

/// Calls take(case, line of the file before its first) for each case of one file. Ends the command when the file cannot be read.
void each_case(const std::string& path, Language language,
               const std::function<void(dossier::CaseFile, std::uint32_t)>& take);

class CaseStream {
 public:
  /// Cases as they stood on `today`: what is dated later is left out. `settings`: the provider's own file; empty: the shipped ones.
  CaseStream(LocalDate today, std::string settings, Language language)
      : today_(today), language_(language), catalogues_(std::move(settings)) {}

  struct One {
    const dossier::CaseFile& file;
    JournalId journal;
    const dossier::Dossier& dossier;
    const method::Catalogue& catalogue;  ///< holds the methods of this case, as far as they are shipped
  };
  /// Calls `take` for each case. Ends the command when a file cannot be read, or a journal comes twice (case.twice).
  void each(const std::vector<std::string>& paths, const std::function<void(const One&)>& take);

  std::size_t cases() const { return cases_; }
  bool synthetic() const { return synthetic_; }  ///< some case says it is made up

 private:
  void one(dossier::CaseFile file, const std::string& path, std::uint32_t line,
           const std::function<void(const One&)>& take);
  const method::Catalogue& catalogue(const dossier::CaseFile& file);

  LocalDate today_;
  Language language_;
  SharedCatalogues catalogues_;
  std::size_t cases_ = 0;
  bool synthetic_ = false;
  std::set<JournalId> seen_;
};

}  // namespace koers::cli
