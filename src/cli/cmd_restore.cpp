// koers restore: a store from a backup and a copy of the key store; what was erased since then stays erased.
#include <iostream>
#include <memory>

#include "cli/speak.h"
#include "cli/store_place.h"
#include "cli/stream_file.h"
#include "store/backup.h"

namespace koers::cli {
namespace {

struct Options {
  StorePlace place;
  std::string backup, keys_from, copy;
  Language language = Language::nl;
};

void run(const Options& o) {
  const store::Secret key = key_or_refuse(o.place, o.language);
  const auto file = StreamFile::open(o.backup, o.language);
  const auto done = store::restore(paths_of(o.place), key, {}, file.source(), o.keys_from, o.copy);
  if (!done) {
    Error fault = done.error();
    if (fault.place.file.empty()) fault.place.file = o.backup;
    refuse(fault, o.language);
  }
  const auto store = store_or_refuse(o.place, o.language);
  if (const auto logged = store->append({{}, {}, command_event("restore", store::Action::execute)}); !logged)
    refuse(logged.error(), o.language);
  std::cout << messages(o.language)
                   .text("restore.done",
                         {{"rows", std::to_string(done->rows)}, {"events", std::to_string(done->events)}})
            << '\n';
}

}  // namespace

void add_restore(CLI::App& app) {
  const auto o = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("restore", "Make a store from a backup and a copy of the key store");
  command->add_option("BACKUP", o->backup, "the file `koers backup` wrote")->required();
  add_store_place(*command, o->place);
  command
      ->add_option("--keys-from", o->keys_from, "the directory of copies of the key store, with its list of erasures")
      ->required();
  command->add_option("--copy", o->copy, "this copy; else the youngest of that directory");
  add_language(*command, o->language);
  command->callback([o] { run(*o); });
}

}  // namespace koers::cli
