#include "report/score_strata.h"

#include <algorithm>

#include "base/date.h"

namespace koers::report {
namespace {

using measure::Pairing;
using measure::Series;

const NormFor* norm_of(const Series& s, const std::vector<NormFor>& norms) {
  for (const NormFor& norm : norms) {
    if (norm.instrument == s.instrument && norm.role.value_or(s.role) == s.role && norm.form.value_or(s.form) == s.form) {
      return &norm;
    }
  }
  return nullptr;
}

/// Finds the stratum of a series; series of one stratum often follow each other.
class Strata {
 public:
  explicit Strata(bool by_form) : by_form_(by_form) {}

  Stratum& of(const Series& s) {
    const StratumKey key{s.instrument, by_form_ ? s.form : std::uint16_t{0}, s.role, s.variant()};
    if (last_ != nullptr && last_->key == key) return *last_;
    auto& found = strata_[key];
    found.key = key;
    last_ = &found;
    return found;
  }
  std::vector<Stratum> take() {
    std::vector<Stratum> out;
    for (auto& [key, stratum] : strata_) out.push_back(std::move(stratum));
    return out;
  }

 private:
  bool by_form_;
  std::map<StratumKey, Stratum> strata_;
  Stratum* last_ = nullptr;
};

void add_pair(PairTally& tally, const Series& s, const NormFor* norm) {
  tally.scores.add(s.start.score, s.end.score);
  if (norm == nullptr) return;
  ++tally.judged;
  ++tally.categories[static_cast<std::size_t>(norm->rule.category(s.start.score, s.end.score))];
}

}  // namespace

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

std::vector<Stratum> strata(const Pairing& pairing, const std::vector<NormFor>& norms, const StrataOptions& options) {
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
    const NormFor* norm = norm_of(s, norms);
    add_pair(stratum.years[year_of(s, options.year)], s, norm);
  }
  std::vector<Stratum> out = all.take();
  for (Stratum& stratum : out) {
    for (const auto& [year, tally] : stratum.years) stratum.pairs.merge(tally);
  }
  return out;
}

}  // namespace koers::report
