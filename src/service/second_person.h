// What one proposes another has to agree to; where there is nobody else, the same person may, when time has passed.
#pragma once

#include <optional>

#include "service/caller.h"
#include "store/accounts.h"

namespace koers::service {

/// proposal.same_person, proposal.too_early (with hours); none: `caller` may agree. `another`: somebody else could.
inline std::optional<Error> may_not_agree(const store::Proposal& proposal, const Caller& caller, bool another,
                                          std::int64_t alone_seconds) {
  if (proposal.by != caller.person) return {};
  if (another) return error("proposal.same_person");
  const std::int64_t left = proposal.at + alone_seconds - caller.now.instant();
  constexpr std::int64_t hour = 3600;
  if (left <= 0) return {};
  return error("proposal.too_early", {{"hours", std::to_string((left + hour - 1) / hour)}});
}

}  // namespace koers::service
