// koers migrate: brings the files of an organisation to the shape this program knows, or says what that would take.
#include <iostream>
#include <memory>

#include "cli/columns.h"
#include "cli/speak.h"
#include "cli/store_place.h"
#include "store/migrations.h"

namespace koers::cli {
namespace {

struct Options {
  StorePlace place;
  bool dry_run = false;
  Language language = Language::nl;
};

void run(const Options& o) {
  const auto done = store::migrate_all(paths_of(o.place), o.place.data + "/accounts", o.dry_run);
  if (!done) refuse(done.error(), o.language);
  const auto& words = messages(o.language);
  Columns table(0);
  for (const store::FileSteps& file : *done) {
    if (file.steps.empty()) table.row({file.file, words.text("migrate.as_it_is", {})});
    for (const std::string& step : file.steps)
      table.row({file.file, words.text(o.dry_run ? "migrate.would" : "migrate.did", {{"step", step}})});
  }
  std::cout << table.text();
}

}  // namespace

void add_migrate(CLI::App& app) {
  const auto o = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("migrate", "Bring the files of a store to the shape this program knows");
  add_store_directories(*command, o->place);
  command->add_flag("--dry-run", o->dry_run, "only say what would be done");
  add_language(*command, o->language);
  command->callback([o] { run(*o); });
}

}  // namespace koers::cli
