#include "cli/export_facts.h"

#include <filesystem>
#include <iostream>

#include "cli/case_catalogue.h"
#include "cli/speak.h"
#include "cli/today.h"
#include "dossier/case_facts.h"
#include "exchange/write_file.h"
#include "service/family_file.h"

namespace koers::cli {
namespace {

/// What stands for a family in the files of one purpose: 16 hexadecimal digits that say nothing without the root, and nothing about the
/// files of another purpose.
std::string pseudonym(const store::Store& store, const std::string& purpose, JournalId journal) {
  constexpr std::size_t digits = 16;
  const store::Secret key = store::derive(store.root().names, "facts", purpose);
  return store::hex(store::tag(key, {"family", journal.text()})).substr(0, digits);
}

class Files {
 public:
  Files(const std::string& directory, Language language) : language_(language) {
    std::error_code none;
    std::filesystem::create_directories(directory, none);
    for (std::size_t i = 0; i < names.size(); ++i) {
      auto draft = exchange::FileDraft::beside(directory + "/" + names[i]);
      if (!draft) refuse(draft.error(), language);
      drafts_.push_back(std::move(*draft));
    }
  }
  void line(std::size_t file, const std::vector<std::string>& cells) {
    std::string out;
    // Codes and numbers only: nothing to quote, and nothing a spreadsheet takes for a formula.
    for (const std::string& cell : cells) out += (out.empty() && &cell == cells.data() ? "" : ",") + cell;
    if (auto fault = drafts_[file].write(out + "\n")) refuse(*fault, language_);
  }
  void finish() {
    for (exchange::FileDraft& draft : drafts_) {
      if (auto fault = draft.finish()) refuse(*fault, language_);
    }
  }
  enum File : std::size_t { events, treatments };

 private:
  static constexpr std::array<const char*, 2> names{"events.csv", "treatments.csv"};
  Language language_;
  std::vector<exchange::FileDraft> drafts_;
};

}  // namespace

void export_facts(store::Store& store, const FactsWanted& wanted, Language language) {
  const LocalDate today = *day_said(wanted.today.empty() ? "now" : wanted.today);
  const auto journals = store.journals(command_event("families.list", store::Action::read));
  if (!journals) refuse(journals.error(), language);
  SharedCatalogues catalogues(wanted.settings);
  Files files(wanted.directory, language);
  files.line(Files::events, {"family", "treatment", "day", "kind", "field", "value"});
  std::vector<std::string> columns = dossier::treatment_columns();
  columns.insert(columns.begin(), "family");
  files.line(Files::treatments, columns);
  std::size_t told = 0, objecting = 0, destroyed = 0;
  store::AccessEvent event = command_event("facts.export", store::Action::read);
  event.purpose = wanted.purpose;
  for (const JournalId journal : *journals) {
    const auto file = service::export_file(store, journal, event);
    if (!file && file.error().code == "journal.destroyed") {
      ++destroyed;
      continue;
    }
    if (!file) refuse(file.error(), language);
    const auto catalogue = catalogues.of(file->entries);
    if (!catalogue) refuse(catalogue.error(), language);
    const dossier::CaseFacts facts = dossier::case_facts(dossier::replay(file->entries), **catalogue, today);
    if (facts.objects_to_research && wanted.purpose == "research") {
      ++objecting;
      continue;
    }
    ++told;
    const std::string family = pseudonym(store, wanted.purpose, journal);
    for (const dossier::TreatmentFacts& row : facts.treatments) {
      std::vector<std::string> cells = dossier::cells(row);
      cells.insert(cells.begin(), family);
      files.line(Files::treatments, cells);
    }
    for (const dossier::FactEvent& one : facts.events) {
      const std::vector<std::string> head{family, std::to_string(one.treatment), std::to_string(one.day), one.kind};
      for (const auto& [field, value] : one.fields) {
        std::vector<std::string> cells = head;
        cells.insert(cells.end(), {field, value});
        files.line(Files::events, cells);
      }
      if (one.fields.empty()) files.line(Files::events, {head[0], head[1], head[2], head[3], "", ""});
    }
  }
  files.finish();
  std::cout << messages(language).text("facts.exported", {{"families", std::to_string(told)},
                                                          {"objecting", std::to_string(objecting)},
                                                          {"destroyed", std::to_string(destroyed)},
                                                          {"purpose", wanted.purpose}})
            << '\n';
}

}  // namespace koers::cli
