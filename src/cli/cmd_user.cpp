// koers user: who may sign in, on the machine itself: for the first days, and for the day on which no administrator can.
#include <iostream>
#include <memory>

#include "base/json_members.h"
#include "cli/accounts_place.h"
#include "cli/columns.h"
#include "cli/speak.h"

namespace koers::cli {
namespace {

struct Options {
  StorePlace place;
  std::string login, name, person, active;
  std::vector<std::string> roles, teams;
  bool json = false;
  Language language = Language::nl;
};

std::string joined(const std::vector<std::string>& codes) {
  std::string out;
  for (const std::string& code : codes) out += (out.empty() ? "" : " ") + code;
  return out.empty() ? "-" : out;
}

void list(const Options& o) {
  const AccountsPlace at = accounts_or_refuse(o.place, o.language);
  const auto all = at.acts->accounts(administrator_here());
  if (!all) refuse(all.error(), o.language);
  if (o.json) {
    json::Writer out(1);
    out.begin_array();
    for (const store::Account& one : *all) {
      out.begin_object().key("login").text(one.login).key("name").text(one.name);
      out.key("person").text(one.person.text());
      json::write_texts(out, "roles", one.roles);
      json::write_texts(out, "teams", one.teams);
      out.key("active").boolean(one.active).key("second_factor").boolean(one.code_confirmed);
      out.key("invited").boolean(!one.invitation.empty()).end();
    }
    out.end();
    std::cout << out.str() << '\n';
    return;
  }
  const auto& words = messages(o.language);
  Columns table(0);
  for (const store::Account& one : *all) {
    const char* state = !one.active            ? "user.state.inactive"
                        : one.password.empty() ? "user.state.invited"
                        : !one.code_confirmed  ? "user.state.no_second_factor"
                                               : "user.state.active";
    table.row({one.login, joined(one.roles), joined(one.teams), words.text(state, {}), one.name});
  }
  std::cout << table.text();
  const auto waiting = at.accounts->proposals();
  for (const store::Proposal& one : waiting)
    std::cout << words.text("user.proposal", {{"login", one.account.login}, {"roles", joined(one.account.roles)}})
              << '\n';
}

void add(const Options& o) {
  const AccountsPlace at = accounts_or_refuse(o.place, o.language);
  if (at.accounts->empty()) refuse(error("setup.first"), o.language);
  store::Account account;
  account.login = o.login;
  account.name = o.name;
  account.roles = o.roles;
  account.teams = o.teams;
  if (!o.person.empty()) {
    const auto person = PersonId::parse(o.person);
    if (!person) refuse(error("account.bad_person"), o.language);
    account.person = *person;
  }
  const auto done = at.acts->add_account(administrator_here(), std::move(account));
  if (!done) refuse(done.error(), o.language);
  say_invited(*done, o.language);
}

void change(const Options& o) {
  const AccountsPlace at = accounts_or_refuse(o.place, o.language);
  store::Account account = account_or_refuse(*at.accounts, o.login, o.language);
  if (!o.name.empty()) account.name = o.name;
  if (!o.roles.empty()) account.roles = o.roles;
  if (!o.teams.empty()) account.teams = o.teams;
  if (!o.active.empty()) account.active = o.active == "yes";
  const auto done = at.acts->change_account(administrator_here(), account);
  if (!done) refuse(done.error(), o.language);
  say_invited(*done, o.language);
}

void invite(const Options& o) {
  const AccountsPlace at = accounts_or_refuse(o.place, o.language);
  const store::Account account = account_or_refuse(*at.accounts, o.login, o.language);
  const auto done = at.acts->invite_again(administrator_here(), account.person);
  if (!done) refuse(done.error(), o.language);
  say_invited(*done, o.language);
}

/// A subcommand with what all of them take.
CLI::App* part(CLI::App& group, const char* name, const char* what, const std::shared_ptr<Options>& o,
               void (*run)(const Options&), bool login = true) {
  CLI::App* command = group.add_subcommand(name, what);
  if (login) command->add_option("LOGIN", o->login, "the login")->required();
  add_store_place(*command, o->place);
  add_language(*command, o->language);
  command->callback([o, run] { run(*o); });
  return command;
}

}  // namespace

void add_user(CLI::App& app) {
  const auto o = std::make_shared<Options>();
  CLI::App* group = app.add_subcommand("user", "Who may sign in; while no server runs on the same directory");
  group->require_subcommand(1);
  part(*group, "list", "All accounts, and what waits for a second administrator", o, list, false)
      ->add_flag("--json", o->json, "as JSON");
  CLI::App* adds = part(*group, "add", "A new account; prints the word of its invitation", o, add);
  adds->add_option("--name", o->name, "first and last name")->required();
  adds->add_option("--role", o->roles, "a role of the policy, as often as needed")->required()->allow_extra_args(false);
  adds->add_option("--team", o->teams, "the code of a team, as often as needed")->allow_extra_args(false);
  adds->add_option("--person", o->person, "the id under which families' files name this person; else a new one");
  CLI::App* changes = part(*group, "change", "Name, roles, teams or state of an account", o, change);
  changes->add_option("--name", o->name, "first and last name");
  changes->add_option("--role", o->roles, "all roles from now on")->allow_extra_args(false);
  changes->add_option("--team", o->teams, "all teams from now on")->allow_extra_args(false);
  changes->add_option("--active", o->active, "no: can no longer sign in")->check(CLI::IsMember({"yes", "no"}));
  part(*group, "invite", "A new invitation, for who lost password or authenticator: both are gone with it", o, invite);
}

}  // namespace koers::cli
