// The anonymous route of client satisfaction: a file of answers that says method, team, phase and a week or month, and cannot say whose
// they are. docs/measuring.md shows the lines. What is read is counted at once: no form and no order is kept.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/error.h"
#include "base/json.h"
#include "measure/instrument.h"

namespace koers::report {

/// The answers of some forms to each item of the instrument, in its order.
struct AnswerCounts {
  struct Item {
    std::vector<std::int64_t> by_value;  ///< how often least, least + 1, ... most
    std::int64_t not_applicable = 0, left_open = 0;
    std::int64_t answered() const;
    void add(const Item& other);
  };
  std::int64_t forms = 0;
  std::vector<Item> items;
  void add(const AnswerCounts& other);
};
AnswerCounts no_answers(const measure::Instrument& instrument);

struct AnonymousGroup {
  std::string method, team, phase;
  friend auto operator<=>(const AnonymousGroup&, const AnonymousGroup&) = default;
};
using AnonymousGroups = std::map<AnonymousGroup, AnswerCounts>;
struct TeamPeriod {
  std::string team, period;  ///< period: "2026-06" or "2026-W23"
  friend auto operator<=>(const TeamPeriod&, const TeamPeriod&) = default;
};

struct AnonymousForms {
  AnonymousGroups groups;
  std::map<TeamPeriod, std::int64_t> handed_out, returned;
};

struct SatisfactionLimits {
  std::size_t line_bytes = 4096;
  std::size_t lines = 1'000'000;
  std::size_t faults = 50;
  std::optional<LocalDate> today;  ///< a period that begins after it is refused
};

/// Line by line. A form without one answer counts as returned and toward nothing else. Faults, with file, line and pointer, never with an answer: json.*, satisfaction.line_too_long, .too_many_lines,
/// .too_many_faults, .empty, .unknown_kind, .other_instrument, .identifying (a key by which somebody can be found), .too_exact (a day or a
/// time), .bad_period, .period_to_come, .bad_code, .no_such_item, .own_words, .answer_range.
class AnonymousReader {
 public:
  /// `instrument`: own, each item with whole answers. Must outlive the reader.
  AnonymousReader(const measure::Instrument& instrument, std::string file, SatisfactionLimits limits = {})
      : instrument_(instrument), file_(std::move(file)), limits_(limits) {}

  /// One line without its line end; blank ones are skipped. False: enough faults, read no further.
  bool line(std::string_view text);
  /// After the last line. Faults: satisfaction.empty too.
  const Errors& end();
  const AnonymousForms& forms() const { return forms_; }

 private:
  void read(json::Value value);
  void fault(std::string code, Message::Args args, Place place);

  const measure::Instrument& instrument_;
  std::string file_;
  SatisfactionLimits limits_;
  json::Document document_;
  std::uint32_t number_ = 0;
  std::size_t read_ = 0;
  Errors faults_;
  AnonymousForms forms_;
};

}  // namespace koers::report
