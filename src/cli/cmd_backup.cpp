// koers backup: journals and access log as one encrypted file, and the key store to another place.
#include <iostream>
#include <memory>

#include "cli/speak.h"
#include "cli/store_place.h"
#include "cli/stream_file.h"
#include "cli/today.h"
#include "exchange/write_file.h"
#include "store/backup.h"
#include "store/key_copies.h"

namespace koers::cli {
namespace {

struct Options {
  StorePlace place;
  std::string to, keys_to;
  Language language = Language::nl;
};

void run(const Options& o) {
  const store::Paths paths = paths_of(o.place);
  const store::Secret key = key_or_refuse(o.place, o.language);
  const auto store = store_or_refuse(o.place, o.language);
  // That it was made is known even when it cannot be finished.
  if (const auto logged = store->append({{}, {}, command_event("backup", store::Action::execute)}); !logged)
    refuse(logged.error(), o.language);
  auto file = exchange::FileDraft::beside(o.to);
  if (!file) refuse(file.error(), o.language);
  const auto done = store::backup(paths, key, {}, [&](std::string_view bytes) { return file->write(bytes); });
  if (!done) refuse(done.error(), o.language);
  if (const auto fault = file->finish()) refuse(*fault, o.language);
  const auto read = StreamFile::open(o.to, o.language);
  const auto checked = store::check_backup(read.source(), store->root());
  if (!checked) refuse(checked.error(), o.language);
  const auto copied = store::copy_keys(paths, key, {}, o.keys_to, now());
  if (!copied) refuse(copied.error(), o.language);
  std::cout << messages(o.language)
                   .text("backup.done", {{"rows", std::to_string(checked->rows)},
                                         {"events", std::to_string(checked->events)},
                                         {"copy", *copied}})
            << '\n';
}

}  // namespace

void add_backup(CLI::App& app) {
  const auto o = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("backup", "Copy journals and access log, encrypted, while others go on; the key store apart");
  add_store_place(*command, o->place);
  command->add_option("--to", o->to, "the file of the backup; it is read back and verified")->required();
  command
      ->add_option("--keys-to", o->keys_to,
                   "another place: a directory for copies of the key store, deleted there after 30 days, and the list "
                   "of erasures")
      ->required();
  add_language(*command, o->language);
  command->callback([o] { run(*o); });
}

}  // namespace koers::cli
