// A provider that does not exist, to try the program with: three locations, their people and some four years of made-up families up to
// today (simulate/). Everything is marked synthetic, and all accounts have one password that everybody may know.
#pragma once

#include <string>
#include <vector>

#include "method/method.h"
#include "service/family_file.h"
#include "store/accounts.h"

namespace koers::service {

struct DemoPlan {
  LocalDate today;  ///< nothing was written on this day or later
  std::uint64_t families = 1900;
  std::uint64_t seed = 1;
  std::string password = "koers demo demo";
  store::Effort effort = store::Effort::usual;
};

/// Somebody who may sign in to a demo, and what for.
struct DemoPerson {
  std::string login, role, team;  ///< codes; a family member has no team
};
inline constexpr std::uint32_t demo_workers = 40;
/// The staff: forty workers over three teams, for each team a supervisor, behavioural scientist and team lead, and the office.
std::vector<DemoPerson> demo_staff();

struct DemoBuilt {
  std::size_t families = 0, open = 0, entries = 0;
};

/// Fills an empty store and no accounts. A parent of an open family of `worker1` (login "parent") and a youth from twelve of
/// another ("youth") have an account, where there are such. Faults of the store and the simulator; demo.blocked when the gate refuses a family.
Expected<DemoBuilt> build_demo(store::Store& store, store::Accounts& accounts, const method::Method& method,
                               const method::Catalogue& catalogue, const DemoPlan& plan);

}  // namespace koers::service
