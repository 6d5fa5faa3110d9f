// Series of measurements gathered into the groups a report speaks about: instrument × informant × variant of the treatment
// (× form), with their years. Everything is counted in one pass; sums are exact.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "measure/change.h"
#include "measure/pairing.h"
#include "stats/moments.h"

namespace koers::report {

/// A norm for reliable change, for all informants and forms or for one.
struct NormFor {
  std::uint16_t instrument = 0;
  std::optional<std::uint16_t> role, form;
  measure::ChangeNorm norm;
  measure::ReliableChange rule;
  std::vector<bool> populations = {};  ///< by code of `Populations`: for these only; empty: for all
  std::string sex = {}, age_from = {}, age_to = {};  ///< of those, for people: "girl", "boy" or neither; years
};

/// By row of the pairing: code of who the child is (sex and age). Null: not told.
using Populations = std::shared_ptr<const std::vector<std::uint16_t>>;

/// The first that fits instrument, role, form and the child at the start.
const NormFor* norm_of(const measure::Series& series, const std::vector<NormFor>& norms,
                       const Populations& populations);

/// Pairs with what became of them.
struct PairTally {
  stats::PairSums scores;  ///< x: start, y: end
  std::array<std::int64_t, measure::change_categories> categories{};
  std::int64_t judged = 0;  ///< pairs for which a norm is loaded

  void merge(const PairTally& other);
};

struct StratumKey {
  std::uint16_t instrument = 0, form = 0, role = 0, variant = 0;
  friend auto operator<=>(const StratumKey&, const StratumKey&) = default;
};

struct Stratum {
  StratumKey key;
  std::int64_t start = 0, end = 0, both = 0;  ///< series with a scored measurement there
  std::array<std::int64_t, measure::no_pair_reasons> no_pair{};
  std::array<std::int64_t, measure::no_pair_reasons> start_without_end{};  ///< those of no_pair that have a start
  PairTally pairs;
  std::map<std::uint16_t, PairTally> years;  ///< year 0: unknown

  std::int64_t either() const {
    return start + end - both - no_pair[static_cast<std::size_t>(measure::NoPair::end_not_later)];
  }
  void merge(const Stratum& other);  ///< sums; keeps its own key
};

enum class YearOf : std::uint8_t { start, end };

struct StrataOptions {
  bool by_form = false;
  YearOf year = YearOf::end;
};

/// Sorted by key. Norms as norm_of().
std::vector<Stratum> strata(const measure::Pairing& pairing, const std::vector<NormFor>& norms,
                            const Populations& populations, const StrataOptions& options);

/// The year a pair belongs to: the given one, else the calendar year of the measurement; 0 when neither is known.
std::uint16_t year_of(const measure::Series& pair, YearOf year);

}  // namespace koers::report
