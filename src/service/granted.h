// What the access log is told of an act that a line of the policy gives. Inside the room.
#pragma once

#include "service/caller.h"
#include "service/policy.h"

namespace koers::service {

/// The event of an act that a line of the policy gives.
inline store::AccessEvent granted(const Caller& caller, const std::string& act, store::Action action,
                                  const Grant& grant) {
  store::AccessEvent out = event_of(caller, act, action);
  out.role = grant.role;
  out.purpose = grant.purpose;
  out.emergency = grant.relation == Relation::emergency;
  return out;
}

}  // namespace koers::service
