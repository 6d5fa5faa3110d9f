// What a provider's dossiers show, to hold against calibration.h: read from the entries alone, as anybody who gets the file could.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "dossier/case_file.h"
#include "measure/change.h"
#include "simulate/calibration.h"
#include "simulate/scheme.h"

namespace koers::simulate {

struct Found {
  double value = 0;
  double error = 0;  ///< standard error of the value; of an effect size by its two means alone
  std::uint64_t n = 0;  ///< what it rests on; 0: cannot be computed, and value means nothing
};

/// Families are taken in one at a time and forgotten: a Recovery does not grow with them.
class Recovery {
 public:
  explicit Recovery(const Scheme& scheme);

  void add(std::span<const dossier::Entry> family);
  std::uint64_t families() const { return families_; }
  std::uint64_t entries() const { return entries_; }
  /// By the code of a target. Empty: no such figure.
  std::optional<Found> figure(std::string_view code) const;

 private:
  /// Sums of whole numbers: the same in whatever order families come.
  struct Sum {
    std::uint64_t n = 0;
    std::int64_t sum = 0, squares = 0;
    void add(std::int64_t x) {
      ++n;
      sum += x;
      squares += x * x;
    }
    double mean() const { return static_cast<double>(sum) / static_cast<double>(n); }
    double variance() const;
  };
  struct Instrument {
    std::optional<measure::ReliableChange> rule;
    Sum start, end, change;  ///< tenths of the norm's SD, of complete pairs
    std::array<std::uint64_t, measure::change_categories> categories{};
    std::uint64_t any = 0;  ///< with a start or an end
  };
  struct Share {
    std::uint64_t of = 0, n = 0;
    void add(bool yes) {
      of += yes;
      ++n;
    }
  };
  static std::optional<Found> share(std::uint64_t of, std::uint64_t n);
  static std::optional<Found> mean(const Sum& sum, double unit);
  std::optional<Found> figure(const Instrument& of, std::string_view code) const;
  void scores(std::span<const dossier::Entry> family);
  void work(std::span<const dossier::Entry> family);
  void visits(std::span<const dossier::Entry> family);

  const Scheme& scheme_;
  std::uint64_t families_ = 0, entries_ = 0;
  std::array<Instrument, courses.size()> instruments_;
  Share dropped_, first_three_, below_norm_, above_five_, without_goal_;
  std::uint64_t needs_ = 0, goals_ = 0;
  Sum visits_a_week_, caseload_, size_;
};

}  // namespace koers::simulate
