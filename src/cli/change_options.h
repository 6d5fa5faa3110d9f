// The flags of `koers change`, and what they ask for.
#pragma once

#include <string>
#include <vector>

#include "base/language.h"
#include "cli/registry.h"
#include "exchange/change_file.h"
#include "report/change_scores.h"

namespace koers::cli {

struct ChangeOptions {
  std::string file;  ///< empty: --start and --end
  std::string start, end;
  std::string start_column, end_column, delimiter = ",", encoding = "utf-8", decimal_sign = ".";
  int decimals = 2;
  std::vector<std::string> missing;
  std::string instrument, scale, better, source;
  std::string method = "jt";
  std::string sd, r, mean, end_mean, end_sd, end_r, correlation;
  std::string cutoff, on_cutoff = "clinical";
  std::string norm_mean, norm_sd, clinical_mean, clinical_sd;
  bool normal_at_start = false, json = false;
  Language language = Language::nl;
};

void add_change_options(CLI::App& command, ChangeOptions& options);

/// What a norm says, by instrument and scale. Today an instrument file gives name and direction; whoever fills its slots with SD,
/// reliability and cut-off adds them here, below the flags, which go first.
struct InstrumentFacts {
  std::string name;
  std::optional<measure::Direction> better;
};
Expected<InstrumentFacts> instrument_facts(const ChangeOptions& options);

/// Everything but the rows. Faults (wrong use): change.flag_missing, change.flag_not_a_number, change.sample_without_file,
/// change.no_such_scale, change.not_validated, map.no_such_frame, and those of measure::cutoff.
Expected<report::ChangeInput> change_input(const ChangeOptions& options);
exchange::ChangeFile change_file(const ChangeOptions& options);
/// The row of --start and --end; `decimals` is set to hold both. Fault change.flag_not_a_number.
Expected<report::ChangeRow> change_row(const ChangeOptions& options, int& decimals);

}  // namespace koers::cli
