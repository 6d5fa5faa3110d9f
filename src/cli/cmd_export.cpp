// koers export: families' files out of the store, as JSON Lines that `koers course` and `koers import` read.
#include <cstdio>
#include <memory>
#include <optional>

#include "cli/accounts_place.h"
#include "cli/export_facts.h"
#include "cli/speak.h"
#include "cli/today.h"
#include "exchange/write_file.h"
#include "service/family_file.h"

namespace koers::cli {
namespace {

struct Options {
  StorePlace place;
  SecondPerson second;
  std::vector<std::string> journals;
  std::string to;
  FactsWanted facts;
  Language language = Language::nl;
};

std::vector<JournalId> wanted(const Options& o, store::Store& store) {
  std::vector<JournalId> out;
  for (const std::string& text : o.journals) {
    const auto id = JournalId::parse(text);
    if (!id) refuse(error("journal.no_id", {}, {"", 0, 0, {}}), o.language);
    out.push_back(*id);
  }
  if (!out.empty()) return out;
  auto all = store.journals(command_event("families.list", store::Action::read));
  if (!all) refuse(all.error(), o.language);
  return std::move(*all);
}

void run(const Options& o) {
  const auto store = store_or_refuse(o.place, o.language);
  // More than one family in plain text is what two answer for.
  if (o.journals.size() != 1) second_person_or_refuse(o.place, *store, o.second, "export.agree", o.language);
  if (!o.facts.directory.empty()) {
    if (o.facts.purpose.empty()) refuse(error("facts.no_purpose"), o.language);
    return export_facts(*store, o.facts, o.language);
  }
  std::optional<exchange::FileDraft> file;
  if (!o.to.empty()) {
    auto draft = exchange::FileDraft::beside(o.to);
    if (!draft) refuse(draft.error(), o.language);
    file.emplace(std::move(*draft));
  }
  for (const JournalId journal : wanted(o, *store)) {
    const auto found = service::export_file(*store, journal, command_event("file.export", store::Action::read));
    if (!found) refuse(found.error(), o.language);
    const std::string text = dossier::write_case(*found);
    std::optional<Error> fault;
    if (file)
      fault = file->write(text);
    else if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size())
      fault = error("file.cannot_write", {}, {"stdout", 0, 0, {}});
    if (fault) refuse(*fault, o.language);
  }
  const auto fault = file ? file->finish() : std::nullopt;
  if (fault) refuse(*fault, o.language);
}

}  // namespace

void add_export(CLI::App& app) {
  const auto o = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("export", "Families' files out of the store, as JSON Lines");
  command->add_option("JOURNALS", o->journals, "ids of journals; else all that can be read");
  add_second_person(*command, o->second);
  add_store_place(*command, o->place);
  command->add_option("--to", o->to, "a file, written whole or not at all; else standard output");
  CLI::Option* facts = command->add_option(
      "--facts", o->facts.directory, "a directory for events.csv and treatments.csv instead: no names, dates or words");
  facts->excludes("JOURNALS")->excludes("--to");
  command->add_option("--purpose", o->facts.purpose, "what the facts are for: research, quality")
      ->check(CLI::IsMember({"research", "quality"}))
      ->needs(facts);
  command->add_option("--settings", o->facts.settings, "the provider's own settings file")->needs(facts);
  command->add_option("--today", o->facts.today, "the day the cases are read on; else the clock of this computer")
      ->check(not_a_day)
      ->needs(facts);
  add_language(*command, o->language);
  command->callback([o] { run(*o); });
}

}  // namespace koers::cli
