#include "service/demo.h"

#include <array>
#include <future>
#include <optional>

#include "dossier/informant.h"
#include "simulate/family.h"

namespace koers::service {
namespace {

constexpr int spread_days = 731;  ///< referrals of one simulated provider come in two years
constexpr std::size_t batch_families = 40;
constexpr int of_age = 18;

store::AccessEvent demo_event(LocalDate today) {
  store::AccessEvent out;
  out.at = {today, 6 * 3600, 60};
  out.act = "demo.build";
  out.action = store::Action::create;
  out.role = "operator";
  out.purpose = "administration";
  out.from = "command_line";
  return out;
}

/// The families one after the other: half of them referred in the first two years, half in the last two, as far as they were written
/// down before `today`.
class DemoFamilies {
 public:
  static Expected<DemoFamilies> make(const method::Method& method, const DemoPlan& plan) {
    std::vector<simulate::Simulator> halves;
    for (const int years_ago : {2, 1}) {
      auto half = simulate::Simulator::make(method, {plan.seed, plan.today - years_ago * spread_days, demo_workers});
      if (!half) return fail(half.error());
      halves.push_back(std::move(*half));
    }
    return DemoFamilies(std::move(halves), plan);
  }
  /// Family `number`, from 1; without entries when it was not referred yet.
  void family(std::uint64_t number, dossier::CaseFile& out) const {
    halves_[number * 2 > plan_.families ? 1 : 0].family(number, out);
    std::erase_if(out.entries, [&](const dossier::Entry& entry) { return entry.written.date >= plan_.today; });
    out.lines.clear();
  }
  PersonId worker(std::uint32_t number) const { return halves_.front().worker(number); }

 private:
  DemoFamilies(std::vector<simulate::Simulator> halves, const DemoPlan& plan)
      : halves_(std::move(halves)), plan_(plan) {}
  std::vector<simulate::Simulator> halves_;
  const DemoPlan& plan_;
};

/// Who of the families gets an account of their own.
struct Members {
  PersonId worker;  ///< of whose families the parent is
  std::optional<dossier::Person> parent, youth;

  void look_at(const dossier::CaseFile& file, const Family& family, LocalDate today) {
    if (family.standing != dossier::Standing::running || (parent && youth)) return;
    std::optional<dossier::Person> mother, child;
    for (const dossier::Entry& entry : file.entries) {
      const auto* person = std::get_if<dossier::Person>(&entry.body);
      if (person == nullptr) continue;
      if (person->role == dossier::Role::mother) mother = *person;
      const int age = person->birth ? age_in_years(*person->birth, today) : 0;
      if (person->role == dossier::Role::child && age >= dossier::youth_from && age < of_age) child = *person;
    }
    if (!parent && mother && family.workers.contains(worker))
      parent = mother;
    else if (!youth && child)
      youth = child;
  }
};

std::optional<Error> add_account(store::Accounts& accounts, PersonId person, const DemoPerson& who,
                                 const std::string& name, const std::string& password) {
  store::Account account;
  account.person = person;
  account.login = who.login;
  account.name = name;
  account.roles = {who.role};
  if (who.team == "all")
    account.teams = {"north", "centre", "south"};
  else if (!who.team.empty())
    account.teams = {who.team};
  account.password = password;
  if (const auto kept = accounts.put(account); !kept) return kept.error();
  return {};
}

}  // namespace

std::vector<DemoPerson> demo_staff() {
  std::vector<DemoPerson> out;
  constexpr std::array<std::string_view, 3> teams{"north", "centre", "south"};
  for (std::uint32_t i = 0; i < demo_workers; ++i)
    out.push_back({"worker" + std::to_string(i + 1), "worker", std::string(teams[i * teams.size() / demo_workers])});
  for (const std::string_view team : teams) {
    for (const auto& [login, role] : std::array<std::array<std::string_view, 2>, 3>{
             {{"supervisor", "supervisor"}, {"scientist", "behavioural_scientist"}, {"lead", "team_lead"}}})
      out.push_back({std::string(login) + '-' + std::string(team), std::string(role), std::string(team)});
  }
  out.push_back({"intake", "intake", "all"});
  for (const auto& [login, role] : std::array<std::array<std::string_view, 2>, 6>{{{"quality", "quality"},
                                                                                   {"method", "method_owner"},
                                                                                   {"researcher", "researcher"},
                                                                                   {"privacy", "privacy_officer"},
                                                                                   {"admin", "administrator"},
                                                                                   {"admin2", "administrator"}}})
    out.push_back({std::string(login), std::string(role), ""});
  return out;
}

Expected<DemoBuilt> build_demo(store::Store& store, store::Accounts& accounts, const method::Method& method,
                               const method::Catalogue& catalogue, const DemoPlan& plan) {
  const auto families = DemoFamilies::make(method, plan);
  if (!families) return fail(families.error());
  const store::AccessEvent event = demo_event(plan.today);
  const CatalogueOf one = [&](std::span<const dossier::Entry>) -> const method::Catalogue& { return catalogue; };
  DemoBuilt out;
  Members members;
  members.worker = families->worker(1);

  // One thread makes families and takes them through the gate, another seals and writes.
  const auto keep = [&store](const std::vector<store::Act>& acts) -> std::optional<Error> {
    for (const store::Act& act : acts) {
      if (const auto kept = store.append(act); !kept) return kept.error();
    }
    return {};
  };
  std::future<std::optional<Error>> writing;
  const auto written = [&]() -> std::optional<Error> { return writing.valid() ? writing.get() : std::nullopt; };
  std::vector<store::Act> batch;
  dossier::CaseFile file;
  for (std::uint64_t number = 1; number <= plan.families; ++number) {
    families->family(number, file);
    if (!file.entries.empty()) {
      HeldFile nothing;
      nothing.file.journal = file.journal;
      auto prepared = prepare_file(nothing, file, one, plan.today, event);
      if (!prepared) return fail(prepared.error());
      if (dossier::blocks(prepared->problems)) return fail("demo.blocked", {{"family", std::to_string(number)}});
      ++out.families;
      out.entries += prepared->added;
      out.open += prepared->after.standing != dossier::Standing::closed ? 1 : 0;
      members.look_at(file, prepared->after, plan.today);
      batch.push_back(std::move(prepared->act));
    }
    if (batch.size() < batch_families && number < plan.families) continue;
    if (auto fault = written()) return fail(*fault);
    writing = std::async(std::launch::async, keep, std::exchange(batch, {}));
  }
  if (auto fault = written()) return fail(*fault);

  const auto password = store::password_hash(plan.password, plan.effort);
  if (!password) return fail(password.error());
  std::uint32_t worker = 0, other = demo_workers;
  for (const DemoPerson& who : demo_staff()) {
    const std::uint32_t number = who.role == "worker" ? ++worker : ++other;
    if (auto fault =
            add_account(accounts, families->worker(number), who, "Synthetic " + who.login + " (DEMO)", *password))
      return fail(*fault);
  }
  for (const auto& [login, person] : {std::pair{"parent", members.parent}, std::pair{"youth", members.youth}}) {
    if (!person) continue;
    if (auto fault = add_account(accounts, person->person, {login, "family", ""},
                                 person->name.value_or(login) + " (DEMO)", *password))
      return fail(*fault);
  }
  return out;
}

}  // namespace koers::service
