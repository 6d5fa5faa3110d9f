// Who asks, and from where: what every act is told.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "store/access_log.h"

namespace koers::service {

struct Caller {
  PersonId person;
  std::vector<std::string> roles, teams;  ///< codes of the account
  std::string from;  ///< the device or address
  CivilTime now;  ///< the server's clock when the request came
};

/// An event of this caller at this moment, for the act of that code.
inline store::AccessEvent event_of(const Caller& caller, std::string act, store::Action action) {
  store::AccessEvent out;
  out.at = caller.now;
  out.act = std::move(act);
  out.action = action;
  out.who = caller.person;
  out.role = caller.roles.empty() ? "none" : caller.roles.front();
  out.from = caller.from;
  return out;
}

}  // namespace koers::service
