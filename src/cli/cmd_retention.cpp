// koers retention: which families' files have reached their term, and their destruction from a list that somebody has approved.
#include <algorithm>
#include <iostream>
#include <memory>

#include "base/text.h"
#include "cli/accounts_place.h"
#include "cli/serve_site.h"
#include "cli/shipped.h"
#include "cli/speak.h"
#include "cli/today.h"

namespace koers::cli {
namespace {

struct Options {
  StorePlace place;
  SecondPerson second;
  std::string today, approved, keys_to;
  bool yes = false;
  Language language = Language::nl;
};

std::vector<service::Expired> expired_now(const Options& o, store::Store& store) {
  const service::RetentionRule* rule = shipped_retention().of(false);
  if (rule == nullptr) return {};
  store::AccessEvent event = command_event("retention.list", store::Action::read);
  service::Register families;
  if (auto fault = families.build(store, event)) refuse(*fault, o.language);
  return service::expired(families.all(), *rule, *day_said(o.today.empty() ? "now" : o.today));
}

void list(const Options& o) {
  const auto store = store_or_refuse(o.place, o.language);
  const auto& words = messages(o.language);
  const service::RetentionRule* rule = shipped_retention().of(false);
  const auto due = expired_now(o, *store);
  // What is printed is what `run` takes: lines with # say why.
  std::cout << "# "
            << words.text("retention.list", {{"n", std::to_string(due.size())},
                                             {"years", std::to_string(rule == nullptr ? 0 : rule->years)},
                                             {"source", rule == nullptr ? "" : rule->source}})
            << '\n';
  for (const service::Expired& one : due)
    std::cout << one.journal.text() << "  # " << one.last_change.text() << ", " << one.until.text() << '\n';
}

/// The journals of the approved list; ends the command at a line that is none.
std::vector<JournalId> approved_or_refuse(const Options& o) {
  const auto text = read_text(o.approved);
  if (!text) refuse(text.error(), o.language);
  std::vector<JournalId> out;
  std::uint32_t number = 0;
  for (const std::string_view line : split(*text, '\n')) {
    ++number;
    const std::string_view said = trim(line.substr(0, line.find('#')));
    if (said.empty()) continue;
    const auto id = JournalId::parse(said);
    if (!id) refuse(error("journal.no_id", {}, {o.approved, number, 0, {}}), o.language);
    out.push_back(*id);
  }
  return out;
}

void run(const Options& o) {
  if (!o.yes) refuse(error("erase.not_confirmed"), o.language);
  const auto approved = approved_or_refuse(o);
  const auto store = store_or_refuse(o.place, o.language);
  const auto due = expired_now(o, *store);
  // All of the list is looked at before the first is destroyed.
  for (const JournalId journal : approved) {
    if (std::ranges::find(due, journal, &service::Expired::journal) == due.end())
      refuse(error("retention.not_due", {{"journal", journal.text()}}, {o.approved, 0, 0, {}}), o.language);
  }
  second_person_or_refuse(o.place, *store, o.second, "erasure.agree", o.language);
  const auto& words = messages(o.language);
  for (const JournalId journal : approved) {
    const auto done = store->erase({journal, {}, "retention"}, command_event("file.erase", store::Action::destroy));
    if (!done) refuse(done.error(), o.language);
    std::cout << words.text("erase.certificate", {{"journal", done->journal},
                                                  {"at", done->at.text()},
                                                  {"reason", done->reason},
                                                  {"entries", std::to_string(done->entries)},
                                                  {"what", "whole"}})
              << '\n';
  }
  if (const auto fault = store->write_erasures(o.keys_to)) refuse(*fault, o.language);
  std::cout << words.text("retention.done", {{"n", std::to_string(approved.size())}}) << '\n';
}

}  // namespace

void add_retention(CLI::App& app) {
  const auto o = std::make_shared<Options>();
  CLI::App* group = app.add_subcommand("retention", "Files that have reached their term, and their destruction");
  group->require_subcommand(1);
  const auto part = [&](const char* name, const char* what, void (*act)(const Options&)) {
    CLI::App* command = group->add_subcommand(name, what);
    add_store_place(*command, o->place);
    command->add_option("--today", o->today, "the day it is seen from; else the clock of this computer")
        ->check(not_a_day);
    add_language(*command, o->language);
    command->callback([o, act] { act(*o); });
    return command;
  };
  part("list", "Families that nobody treats, whose file has been kept as long as the law asks", list);
  CLI::App* runs = part("run", "Destroy what stands on an approved list; prints what was destroyed", run);
  runs->add_option("--approved", o->approved,
                   "the list, as `koers retention list` printed it, without what has to stay")
      ->required();
  runs->add_option("--keys-to", o->keys_to, "the directory of copies of the key store")->required();
  runs->add_flag("--yes", o->yes, "it cannot be undone, and that is meant");
  add_second_person(*runs, o->second);
}

}  // namespace koers::cli
