// Answers as somebody types them: one cell of a spreadsheet, or "1=2,2=0,3=-". Each is checked against the item it answers.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "measure/norms.h"
#include "measure/scoring.h"

namespace koers::measure {

/// Reads the answers to one version of an instrument in the words of the instrument's own version.
class AnswerReader {
 public:
  /// `version`: "" or the instrument's own: nothing is mapped. Another one is mapped as `replaces` says: codes of items where the map
  /// has items (else they are the same), values where it has answers (likewise). score.items_not_public (the file lists no items),
  /// score.unknown_version. The instrument must outlive it.
  static Expected<AnswerReader> make(const Instrument& instrument, std::string_view version = {});

  /// All items, as nobody has answered them: left open, or not comparable where nothing of the earlier version leads to them.
  std::vector<Answer> blank() const;
  /// Which item a code of the version read stands for. score.unknown_item; in an earlier version `no_item` for one that leads nowhere.
  Expected<std::uint16_t> item(std::string_view code) const;
  static constexpr std::uint16_t no_item = 0xFFFF;
  /// A number, "" or "-" (left open), or left_open, not_asked, refused, not_applicable, lost. score.not_a_number,
  /// score.too_many_decimals, score.out_of_range. Nothing of the cell itself is told.
  Expected<Answer> answer(std::uint16_t item, std::string_view cell) const;

 private:
  const Instrument* instrument_ = nullptr;
  const VersionMap* map_ = nullptr;
};

struct TypedAnswers {
  std::vector<Answer> answers;  ///< by index of the item
  std::vector<std::string> without_counterpart;  ///< items of an earlier version that lead nowhere
};

/// The first item with an answer though the answer to another says that it is not put; one with the value that counts where it is not
/// put is no contradiction.
std::optional<std::uint16_t> answered_unasked(const Instrument& instrument, std::span<const Answer> answers);
/// score.not_to_be_asked, without a place.
Error unasked(const Instrument& instrument, std::uint16_t item);

/// "1=2,2=0,3=-": parted by commas, semicolons or line ends. All faults at once, each with the column (from 1) in `text` and the code
/// of its item: those of AnswerReader, and score.no_equals, score.item_twice, score.too_many_answers.
Checked<TypedAnswers> read_answers(const Instrument& instrument, std::string_view text, std::string_view version,
                                   const std::string& from);

/// A scale with its score and what it means for this respondent.
struct ScaleScore {
  const InstrumentScale* scale = nullptr;
  Score score;
  Meaning meaning;
};

/// Every scale of one measurement; what cannot be computed says why. `norm`: "" is the current one.
std::vector<ScaleScore> score_measurement(const Instrument& instrument, std::span<const Answer> answers,
                                          const Respondent& who, std::string_view norm = {},
                                          NormalQuantile quantile = nullptr);

}  // namespace koers::measure
