// koers import: families' files into the store, each through the gate and whole or not at all.
#include <iostream>
#include <memory>

#include "cli/case_catalogue.h"
#include "cli/case_stream.h"
#include "cli/store_place.h"
#include "cli/today.h"
#include "service/family_file.h"

namespace koers::cli {
namespace {

struct Options {
  StorePlace place;
  std::vector<std::string> files;
  std::string today, settings;
  Language language = Language::nl;
};

/// What blocks, each at the line of the entry it is about.
Errors blocking(const service::Imported& done, const dossier::CaseFile& file, const std::string& path,
                std::uint32_t before) {
  Errors out;
  for (const dossier::Problem& problem : done.problems) {
    if (problem.severity != dossier::Severity::blocks) continue;
    Place place{path, 0, 0, {}};
    for (std::size_t i = 0; i < file.entries.size() && !problem.entries.empty(); ++i) {
      if (file.entries[i].id == problem.entries.front() && i < file.lines.size()) place.line = before + file.lines[i];
    }
    out.push_back(error(problem.code, problem.args, place));
  }
  return out;
}

void run(const Options& o) {
  const auto store = store_or_refuse(o.place, o.language, true);
  SharedCatalogues catalogues(o.settings);
  const auto catalogue = [&](std::span<const dossier::Entry> entries) -> const method::Catalogue& {
    const auto found = catalogues.of(entries);
    if (!found) refuse(found.error(), o.language);
    return **found;
  };
  const LocalDate today = *day_said(o.today.empty() ? "now" : o.today);
  std::size_t families = 0, added = 0, known = 0, warnings = 0;
  // All files are tried before the first is kept.
  for (const bool keep : {false, true}) {
    for (const std::string& path : o.files) {
      each_case(path, o.language, [&](const dossier::CaseFile& file, std::uint32_t line) {
        const auto done = service::import_file(*store, file, catalogue, today,
                                               command_event("file.import", store::Action::create), keep);
        if (!done) {
          Error fault = done.error();
          if (fault.place.file.empty()) fault.place = {path, line + 1, 0, {}};
          refuse(fault, o.language);
        }
        const Errors faults = blocking(*done, file, path, line);
        if (!faults.empty()) refuse(faults, "case", o.language);
        if (!keep) return;
        ++families;
        added += done->added;
        known += done->known;
        warnings += done->problems.size();
      });
    }
  }
  std::cout << messages(o.language)
                   .text("import.done", {{"families", std::to_string(families)},
                                         {"added", std::to_string(added)},
                                         {"known", std::to_string(known)},
                                         {"warnings", std::to_string(warnings)}})
            << '\n';
}

}  // namespace

void add_import(CLI::App& app) {
  const auto o = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "import", "Put families' files (JSON Lines) into the store; makes the store when there is none");
  command->add_option("CASES", o->files, "files of cases; one of JSON Lines may hold many")->required();
  add_store_place(*command, o->place);
  command->add_option("--today", o->today, "the day the gate judges by; else the clock of this computer")
      ->check(not_a_day);
  command->add_option("--settings", o->settings, "the provider's own settings file");
  add_language(*command, o->language);
  command->callback([o] { run(*o); });
}

}  // namespace koers::cli
