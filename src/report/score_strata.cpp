#include "report/score_strata.h"

#include <algorithm>

#include "base/date.h"

namespace koers::report {
namespace {

using measure::Pairing;
using measure::Series;

/// Finds the stratum of a series, and its year, mostly without a search.
class Strata {
 public:
  explicit Strata(bool by_form) : by_form_(by_form) {}

  Stratum& of(const Series& s) {
    const StratumKey key{s.instrument, by_form_ ? s.form : std::uint16_t{0}, s.role, s.variant()};
    const std::uint64_t packed = std::uint64_t{key.instrument} << 48 | std::uint64_t{key.form} << 32 |
                                 std::uint64_t{key.role} << 16 | key.variant;
    found_ = &recent_[(packed * 0x9E3779B97F4A7C15U) >> (64 - recent_bits)];
    if (found_->stratum == nullptr || found_->stratum->key != key) {
      Stratum& stratum = strata_[key];
      stratum.key = key;
      *found_ = {&stratum, {}};
    }
    return *found_->stratum;
  }
  /// A year of the stratum found last.
  PairTally& year(std::uint16_t year) {
    PairTally*& recent = found_->years[year % found_->years.size()].second;
    std::uint16_t& known = found_->years[year % found_->years.size()].first;
    if (recent == nullptr || known != year) {
      recent = &found_->stratum->years[year];
      known = year;
    }
    return *recent;
  }
  std::vector<Stratum> take() {
    std::vector<Stratum> out;
    for (auto& [key, stratum] : strata_) out.push_back(std::move(stratum));
    return out;
  }

 private:
  static constexpr unsigned recent_bits = 8;
  struct Recent {
    Stratum* stratum = nullptr;
    std::array<std::pair<std::uint16_t, PairTally*>, 16> years{};
  };
  bool by_form_;
  std::map<StratumKey, Stratum> strata_;
  std::vector<Recent> recent_{std::size_t{1} << recent_bits};
  Recent* found_ = nullptr;
};

void add_pair(PairTally& tally, const Series& s, const NormFor* norm) {
  tally.scores.add(s.start.score, s.end.score);
  if (norm == nullptr) return;
  ++tally.judged;
  ++tally.categories[static_cast<std::size_t>(norm->rule.category(s.start.score, s.end.score))];
}

}  // namespace

const NormFor* norm_of(const Series& s, const std::vector<NormFor>& norms, const Populations& populations) {
  for (const NormFor& norm : norms) {
    if (norm.instrument != s.instrument || norm.role.value_or(s.role) != s.role ||
        norm.form.value_or(s.form) != s.form) {
      continue;
    }
    if (norm.populations.empty()) return &norm;
    if (populations != nullptr && s.start.exists() && norm.populations[(*populations)[s.start.row]]) return &norm;
  }
  return nullptr;
}

void PairTally::merge(const PairTally& other) {
  scores.merge(other.scores);
  for (std::size_t i = 0; i < categories.size(); ++i) categories[i] += other.categories[i];
  judged += other.judged;
}

void Stratum::merge(const Stratum& other) {
  start += other.start;
  end += other.end;
  both += other.both;
  for (std::size_t i = 0; i < no_pair.size(); ++i) {
    no_pair[i] += other.no_pair[i];
    start_without_end[i] += other.start_without_end[i];
  }
  pairs.merge(other.pairs);
  for (const auto& [year, tally] : other.years) years[year].merge(tally);
}

std::uint16_t year_of(const Series& pair, YearOf year) {
  const measure::Occasion& o = year == YearOf::start ? pair.start : pair.end;
  if (o.year != 0) return o.year;
  return o.day == measure::no_day ? std::uint16_t{0} : static_cast<std::uint16_t>(LocalDate(o.day).year());
}

std::vector<Stratum> strata(const Pairing& pairing, const std::vector<NormFor>& norms, const Populations& populations,
                            const StrataOptions& options) {
  Strata all(options.by_form);
  for (std::uint32_t i = 0; i < pairing.size(); ++i) {
    const Series& s = pairing.series(i);
    if (!s.start.exists() && !s.end.exists()) continue;
    Stratum& stratum = all.of(s);
    stratum.start += s.start.exists() ? 1 : 0;
    stratum.end += s.end.exists() ? 1 : 0;
    if (!s.paired()) {
      const auto reason = static_cast<std::size_t>(pairing.reason(s));
      ++stratum.no_pair[reason];
      stratum.start_without_end[reason] += s.start.exists() ? 1 : 0;
      continue;
    }
    ++stratum.both;
    const NormFor* norm = norm_of(s, norms, populations);
    add_pair(all.year(year_of(s, options.year)), s, norm);
  }
  std::vector<Stratum> out = all.take();
  for (Stratum& stratum : out) {
    for (const auto& [year, tally] : stratum.years) stratum.pairs.merge(tally);
  }
  return out;
}

}  // namespace koers::report
