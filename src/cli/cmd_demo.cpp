// koers demo: a provider that does not exist, on this machine only, to try the program with.
#include <filesystem>
#include <iostream>
#include <memory>

#include "cli/case_catalogue.h"
#include "cli/run_server.h"
#include "cli/speak.h"
#include "cli/store_place.h"
#include "cli/today.h"
#include "exchange/directory_draft.h"
#include "exchange/write_file.h"
#include "service/demo.h"

namespace koers::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* method_id = "iag-2019";
constexpr const char* mark = "DEMO.txt";

struct Options {
  std::string data = "koers-demo", today;
  std::uint64_t families = 1900;
  Serving how;
};

StorePlace place_in(const fs::path& directory) {
  StorePlace out;
  out.data = directory.string();
  out.key_file = (directory / "key.txt").string();
  return out;
}

/// Built beside, without waiting for the disk, and brought to it once.
void build(const Options& o, const service::DemoPlan& plan) {
  auto draft = exchange::DirectoryDraft::beside(o.data);
  if (!draft) refuse(draft.error(), o.how.language);
  const auto catalogue = catalogue_for({method_id}, o.how.settings);
  if (!catalogue) refuse(catalogue.error(), o.how.language);
  service::DemoBuilt made;
  {
    const StorePlace place = place_in(draft->path());
    const store::Paths paths = paths_of(place);
    const store::Secret key = key_or_refuse(place, o.how.language, true);
    const store::Options unsynced{false, nullptr};
    if (const auto fault = store::Store::found(paths, key, unsynced)) refuse(*fault, o.how.language);
    const auto store = store::Store::open(paths, key, unsynced);
    if (!store) refuse(store.error(), o.how.language);
    const auto accounts = store::Accounts::open(place.data + "/accounts", (*store)->root(), false);
    if (!accounts) refuse(accounts.error(), o.how.language);
    const auto built = service::build_demo(**store, **accounts, *catalogue->find(method_id), *catalogue, plan);
    if (!built) refuse(built.error(), o.how.language);
    made = *built;
  }
  const auto& words = messages(o.how.language);
  const std::string said = words.text("demo.mark", {{"day", plan.today.text()}}) + '\n';
  if (const auto fault = exchange::write_file(draft->path() / mark, said)) refuse(*fault, o.how.language);
  if (const auto fault = draft->finish()) refuse(*fault, o.how.language);
  std::cout << words.text("demo.built", {{"families", std::to_string(made.families)},
                                         {"open", std::to_string(made.open)},
                                         {"entries", std::to_string(made.entries)},
                                         {"data", o.data}})
            << std::endl;
}

void run(Options o) {
  std::error_code none;
  const bool there = fs::exists(fs::path(o.data) / mark, none);
  service::DemoPlan plan;
  plan.today = *day_said(o.today.empty() ? "now" : o.today);
  plan.families = o.families;
  if (!there) build(o, plan);
  const auto store = store_or_refuse(place_in(o.data), o.how.language);
  const auto accounts = store::Accounts::open(o.data + "/accounts", store->root());
  if (!accounts) refuse(accounts.error(), o.how.language);
  o.how.demo = true;
  o.how.also_said = messages(o.how.language).text("demo.accounts", {{"password", plan.password}}) + '\n';
  run_server(*store, **accounts, o.how);
}

}  // namespace

void add_demo(CLI::App& app) {
  const auto o = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("demo", "A made-up provider behind the API, on this machine only, to try the program with");
  command->add_option("--data", o->data, "its directory, made when it is not there; else koers-demo");
  command->add_option("--port", o->how.port, "the port; 0: one that is free");
  command->add_option("--families", o->families, "how many families to make, else 1900")
      ->check(CLI::Range(1, 1'000'000));
  command->add_option("--today", o->today, "the day up to which they are made; else the clock of this computer")
      ->check(not_a_day);
  command->add_option("--settings", o->how.settings, "a provider's own settings file");
  add_language(*command, o->how.language);
  command->callback([o] { run(*o); });
}

}  // namespace koers::cli
