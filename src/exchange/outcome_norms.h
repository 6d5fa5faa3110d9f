// The numbers of an instrument's filled slots, for the groups of an outcome report: per informant, form, sex and age where they differ.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "exchange/outcome_file.h"
#include "report/outcome_scores.h"

namespace koers::exchange {

struct SlotQuestion {
  const OutcomeMap& map;
  const FindFrame& frames;
  const std::vector<std::string>& roles;  ///< labels of the file, by code
  const std::vector<std::string>& forms;
  const std::vector<std::string>&
      populations;  ///< "girl 9.25", "boy ", " 12", " "; empty: the file tells neither sex nor age
  bool dutch = false;
};

struct SlotNorms {
  std::vector<report::NormFor> norms;  ///< for what no norm of the map speaks about
  std::vector<Message> notes;  ///< who has no norm for want of what; which norm of the map differs from the slot
};

/// `so_far` holds instruments and the norms of the map. A label means the informant that `who` of the map or its own name says.
SlotNorms slot_norms(const SlotQuestion& question, const report::ScoresInput& so_far);

/// "girl", "boy"; empty for another label.
std::string sex_labelled(const OutcomeMap& map, std::string_view label);

}  // namespace koers::exchange
