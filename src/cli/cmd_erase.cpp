// koers erase: destroys entries or a whole journal, for good, and prints the certificate.
#include <iostream>
#include <memory>

#include "cli/speak.h"
#include "cli/store_place.h"
#include "store/key_copies.h"

namespace koers::cli {
namespace {

struct Options {
  StorePlace place;
  std::string journal, reason, keys_to;
  std::vector<std::string> entries;
  bool yes = false;
  Language language = Language::nl;
};

template <class Id>
Id id_or_refuse(const std::string& text, const char* code, Language language) {
  const auto id = Id::parse(text);
  if (!id) refuse(error(code), language);
  return *id;
}

void run(const Options& o) {
  store::EraseOrder order{id_or_refuse<JournalId>(o.journal, "journal.no_id", o.language), {}, o.reason};
  for (const std::string& text : o.entries)
    order.entries.push_back(id_or_refuse<EntryId>(text, "entry.no_id", o.language));
  if (!o.yes) refuse(error("erase.not_confirmed"), o.language);
  const auto store = store_or_refuse(o.place, o.language);
  const auto done = store->erase(order, command_event("file.erase", store::Action::destroy));
  if (!done) refuse(done.error(), o.language);
  if (const auto fault = store->write_erasures(o.keys_to)) refuse(*fault, o.language);
  std::cout << messages(o.language)
                   .text("erase.certificate", {{"journal", done->journal},
                                               {"at", done->at.text()},
                                               {"reason", done->reason},
                                               {"entries", std::to_string(done->entries)},
                                               {"what", done->whole ? "whole" : "entries"}})
            << '\n';
}

}  // namespace

void add_erase(CLI::App& app) {
  const auto o = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("erase", "Destroy entries or a whole journal for good, in every backup too");
  command->add_option("JOURNAL", o->journal, "the id of the journal")->required();
  command->add_option("--entry", o->entries, "the id of an entry, as often as needed; without one the whole journal");
  command->add_option("--reason", o->reason, "why, as a code: on_request, retention")->required();
  command
      ->add_option("--keys-to", o->keys_to,
                   "the directory of copies of the key store: the list of erasures there is written anew")
      ->required();
  command->add_flag("--yes", o->yes, "it cannot be undone, and that is meant");
  add_store_place(*command, o->place);
  add_language(*command, o->language);
  command->callback([o] { run(*o); });
}

}  // namespace koers::cli
