// koers erase: destroys entries or a whole journal, for good, and prints the certificate.
#include <iostream>
#include <memory>

#include "cli/accounts_place.h"
#include "cli/speak.h"
#include "service/erasing.h"

namespace koers::cli {
namespace {

struct Options {
  StorePlace place;
  SecondPerson second;
  std::string journal, person, reason, keys_to;
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
  service::EntriesOfPerson of_person;
  if (!o.person.empty()) {
    const auto person = id_or_refuse<PersonId>(o.person, "person.no_id", o.language);
    const auto file = service::export_file(*store, order.journal, command_event("file.read", store::Action::read));
    if (!file) refuse(file.error(), o.language);
    of_person = service::entries_of(file->entries, person);
    if (of_person.about.empty()) refuse(error("erase.nobody"), o.language);
    order.entries = of_person.about;
  }
  second_person_or_refuse(o.place, *store, o.second, "erasure.agree", o.language);
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
  if (of_person.naming.empty()) return;
  std::cout << messages(o.language).text("erase.still_named", {{"n", std::to_string(of_person.naming.size())}}) << '\n';
  for (const EntryId& entry : of_person.naming) std::cout << "    " << entry.text() << '\n';
}

}  // namespace

void add_erase(CLI::App& app) {
  const auto o = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "erase", "Destroy entries, a person's entries or a whole journal for good, in every backup too");
  command->add_option("JOURNAL", o->journal, "the id of the journal")->required();
  command->add_option("--entry", o->entries, "the id of an entry, as often as needed; without one the whole journal");
  command->add_option("--person", o->person, "the id of a person: all entries that are about them")
      ->excludes("--entry");
  command->add_option("--reason", o->reason, "why, as a code: on_request, retention")->required();
  command
      ->add_option("--keys-to", o->keys_to,
                   "the directory of copies of the key store: the list of erasures there is written anew")
      ->required();
  command->add_flag("--yes", o->yes, "it cannot be undone, and that is meant");
  add_second_person(*command, o->second);
  add_store_place(*command, o->place);
  add_language(*command, o->language);
  command->callback([o] { run(*o); });
}

}  // namespace koers::cli
