// One measurement, scored, for people and for programs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "exchange/messages.h"
#include "measure/scoring_answers.h"

namespace koers::cli {

struct Scored {
  struct Scale {
    const measure::InstrumentScale* scale = nullptr;
    std::optional<measure::Score> score;  ///< none where only a T was entered
    measure::Meaning meaning;
    const measure::Cutoff* cutoff = nullptr;
    std::optional<measure::Trace> trace;
  };
  const measure::Instrument* instrument = nullptr;
  std::vector<Scale> scales;
  std::vector<std::string> critical;  ///< items whose answer asks for an act
  std::vector<std::string> critical_open;  ///< items that might ask for an act and were asked and not answered
  std::string notice;  ///< what the one who filled in reads then: the provider's own text
  std::vector<std::string> without_counterpart;
};

/// Items whose answer asks for an act.
std::vector<std::string> critical_items(const measure::Instrument& instrument,
                                        std::span<const measure::Answer> answers);

/// Items that are watched and have no answer although they were asked.
std::vector<std::string> critical_open(const measure::Instrument& instrument, std::span<const measure::Answer> answers);

std::string score_text(const Scored& scored, const exchange::Messages& say);
std::string score_json(const Scored& scored);
/// A trace in sentences, one a line, without margin.
std::vector<std::string> trace_lines(const measure::Instrument& instrument, const measure::InstrumentScale& scale,
                                     const measure::Score& score, const measure::Trace& trace,
                                     const exchange::Messages& say);
/// Without zeros behind the point that say nothing.
std::string shortest(const Decimal& value);

}  // namespace koers::cli
