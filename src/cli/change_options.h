// The flags of `koers change`, and what they ask for.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/language.h"
#include "cli/registry.h"
#include "exchange/change_file.h"
#include "measure/norms.h"
#include "report/change_scores.h"

namespace koers::cli {

struct ChangeOptions {
  std::string file;  ///< empty: --start and --end
  std::string start, end;
  std::string start_column, end_column, delimiter = ",", encoding = "utf-8", decimal_sign = ".";
  int decimals = 2;
  std::vector<std::string> missing;
  std::string instrument, data, scale, better, source;
  std::string informant, form, sex, age, norm;  ///< who answered about whom, where the numbers of the file differ
  std::string method = "jt";
  std::string sd, r, mean, end_mean, end_sd, end_r, correlation;
  std::string cutoff, on_cutoff;
  std::string norm_mean, norm_sd, clinical_mean, clinical_sd;
  bool normal_at_start = false, json = false;
  Language language = Language::nl;
};

void add_change_options(CLI::App& command, ChangeOptions& options);

/// What the instrument file says: name, direction, and the numbers of its filled slots. The flags go before them.
struct InstrumentFacts {
  std::string name;
  std::optional<measure::Direction> better;
  measure::ChangeFacts numbers;  ///< all not_loaded without an instrument
  std::optional<measure::Range> range = {};  ///< of a raw score
};
Expected<InstrumentFacts> instrument_facts(const ChangeOptions& options, std::span<const measure::Instrument> known);

/// Everything but the rows. A number comes from its flag, else from the instrument; a flag that differs from the file is an override,
/// which the result says. Faults (wrong use): change.flag_missing, change.slot_empty, change.flag_not_a_number,
/// change.sample_without_file, change.no_such_scale, change.not_validated, map.no_such_frame, score.unknown_informant,
/// score.unknown_sex, score.unknown_form, score.age, score.no_such_norm, and those of measure::cutoff.
Expected<report::ChangeInput> change_input(const ChangeOptions& options, std::span<const measure::Instrument> known);
exchange::ChangeFile change_file(const ChangeOptions& options);
/// The row of --start and --end; `decimals` is set to hold both. Fault change.flag_not_a_number.
Expected<report::ChangeRow> change_row(const ChangeOptions& options, int& decimals);

}  // namespace koers::cli
