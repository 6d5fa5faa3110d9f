// koers team: who is in which team, and who joins or leaves one.
#include <algorithm>
#include <iostream>
#include <map>
#include <memory>

#include "cli/accounts_place.h"
#include "cli/columns.h"
#include "cli/speak.h"

namespace koers::cli {
namespace {

struct Options {
  StorePlace place;
  std::string team;
  std::vector<std::string> logins;
  Language language = Language::nl;
};

void list(const Options& o) {
  const AccountsPlace at = accounts_or_refuse(o.place, o.language);
  const auto all = at.acts->accounts(administrator_here());
  if (!all) refuse(all.error(), o.language);
  std::map<std::string, std::string> teams;
  for (const store::Account& one : *all) {
    if (!one.active) continue;
    for (const std::string& team : one.teams) teams[team] += (teams[team].empty() ? "" : " ") + one.login;
  }
  Columns table(0);
  for (const auto& [team, members] : teams) table.row({team, members});
  std::cout << table.text();
}

void change(const Options& o, bool joins) {
  const AccountsPlace at = accounts_or_refuse(o.place, o.language);
  // All of them are looked up before the first is changed.
  std::vector<store::Account> accounts;
  for (const std::string& login : o.logins) accounts.push_back(account_or_refuse(*at.accounts, login, o.language));
  for (store::Account& one : accounts) {
    const bool there = std::ranges::find(one.teams, o.team) != one.teams.end();
    if (there == joins) continue;
    if (joins) {
      one.teams.push_back(o.team);
    } else {
      std::erase(one.teams, o.team);
    }
    const auto done = at.acts->change_account(administrator_here(), one);
    if (!done) refuse(done.error(), o.language);
    say_invited(*done, o.language);
  }
}

void add(const Options& o) { change(o, true); }
void remove(const Options& o) { change(o, false); }

}  // namespace

void add_team(CLI::App& app) {
  const auto o = std::make_shared<Options>();
  CLI::App* group = app.add_subcommand("team", "Who is in which team; while no server runs on the same directory");
  group->require_subcommand(1);
  struct Part {
    const char *name, *what;
    void (*run)(const Options&);
  };
  for (const Part& one : {Part{"list", "Every team with the logins in it", list},
                          Part{"add", "Who joins a team; the first makes it", add},
                          Part{"remove", "Who leaves a team; the last ends it", remove}}) {
    CLI::App* command = group->add_subcommand(one.name, one.what);
    if (one.run != list) {
      command->add_option("TEAM", o->team, "the code of the team")->required();
      command->add_option("LOGINS", o->logins, "logins")->required();
    }
    add_store_place(*command, o->place);
    add_language(*command, o->language);
    command->callback([o, run = one.run] { run(*o); });
  }
}

}  // namespace koers::cli
