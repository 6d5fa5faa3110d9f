// What came of the measurements a provider expects, week by week: asked, filled in, declined, missed, still open.
#pragma once

#include <array>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "base/expected.h"
#include "dossier/due.h"
#include "report/document.h"

namespace koers::report {

/// A measurement counts in the ISO week in which its window closes, once that day is over: then it was filled in in time or not. What
/// closes later is left out, also when it was filled in already, or the rate of running weeks would start at 100 %.
class Response {
 public:
  /// Windows that close on `from` to `to`, read on `today`.
  Response(LocalDate from, LocalDate to, LocalDate today) : from_(from), to_(to), today_(today) {}

  /// All treatments of one case. Nothing of the case is kept but counts.
  void add(const dossier::Dossier& dossier, const method::Catalogue& catalogue);

  /// Adds subtitle, tables and figures. Codes: SCOPE.WHAT with SCOPE `all`, `all.INSTRUMENT.MOMENT.ROLE`, `2026-W07.all` or
  /// `2026-W07.INSTRUMENT.MOMENT.ROLE`, and WHAT `expected`, `in_time`, `late`, `declined`, `declined.REASON`, `missed`, `open`, `pct`.
  /// report.parts_do_not_add_up when a sum is not its whole.
  Expected<void> add_to(Report& report) const;

 private:
  enum class Came : std::uint8_t { in_time, late, declined, missed, open };
  static constexpr std::size_t came_count = 5;
  struct Counts {
    std::array<std::int64_t, came_count> came{};
    std::map<std::string, std::int64_t, std::less<>> reasons;  ///< of the declined
    std::int64_t not_over = 0, optional = 0;  ///< left out
    std::int64_t expected() const;
    void add(const Counts& other);
  };
  struct What {
    std::string instrument;
    dossier::Moment moment = dossier::Moment::start;
    dossier::Role informant = dossier::Role::mother;
    friend bool operator==(const What&, const What&) = default;
    friend auto operator<=>(const What&, const What&) = default;
  };
  using Week = LocalDate;  ///< its Monday

  static std::string_view name(Came came);
  void add(const dossier::Expectation& item);
  static Expected<std::vector<FigureIndex>> figures(Report& report, const std::string& scope, const Counts& counts);
  static Expected<Row> row(Report& report, const std::string& scope, const Counts& counts, Label label, int level);

  LocalDate from_, to_, today_;
  std::map<std::pair<Week, What>, Counts> weeks_;
  std::int64_t no_window_ = 0, without_method_ = 0;
};

}  // namespace koers::report
