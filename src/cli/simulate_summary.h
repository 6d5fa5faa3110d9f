// What many simulated families show, beside what they are held to; and what the gate said of them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "dossier/check.h"
#include "exchange/messages.h"
#include "simulate/recovery.h"

namespace koers::cli {

class SimulateSummary {
 public:
  explicit SimulateSummary(const simulate::Scheme& scheme) : found_(scheme) {}

  void add(const dossier::CaseFile& family, const std::vector<dossier::Problem>& problems);
  std::string text(const exchange::Messages& m) const;

 private:
  simulate::Recovery found_;
  std::map<std::string, std::uint64_t> warnings_;
};

}  // namespace koers::cli
