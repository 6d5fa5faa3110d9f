// A number that can account for itself. Screen, print, JSON, CSV and PDF all take the same Figure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/decimal.h"
#include "base/error.h"
#include "base/exact.h"

namespace koers {

/// Which rows a figure rests on: a question answered on demand, never a list of ids. Rows are numbered 0..size-1 within
/// the table `source` names; the holder of that table decides who may open it.
class RowSet {
 public:
  RowSet() = default;
  RowSet(std::string source, std::size_t size, std::function<bool(std::size_t)> holds)
      : source_(std::move(source)), size_(size), holds_(std::move(holds)) {}

  const std::string& source() const { return source_; }
  bool empty_source() const { return !holds_; }
  bool contains(std::size_t row) const { return holds_ && row < size_ && holds_(row); }
  std::size_t count() const {
    std::size_t n = 0;
    for (std::size_t row = 0; row < size_; ++row) n += contains(row) ? 1 : 0;
    return n;
  }
  std::vector<std::size_t> rows() const {
    std::vector<std::size_t> out;
    for (std::size_t row = 0; row < size_; ++row) {
      if (contains(row)) out.push_back(row);
    }
    return out;
  }

 private:
  std::string source_;
  std::size_t size_ = 0;
  std::function<bool(std::size_t)> holds_;
};

enum class Unit : std::uint8_t { none, count, percent, weeks, days, hours, per_week, points, sd };

struct Exclusion {
  std::string reason;  ///< message key: why these rows are not in the figure
  std::int64_t n = 0;
};

struct Figure {
  std::string code;  ///< stable within its report ("cbcl.regular.d_pre")
  std::optional<Decimal>
      value;  ///< absent: could not be computed; `missing` says why. Its decimals are what is printed.
  Exact exact;  ///< what `value` was rounded from, where kept: compares with a print of other decimals
  Message missing;  ///< set exactly when there is no value
  Unit unit = Unit::none;
  std::int64_t n = 0;  ///< rows in the figure
  std::optional<std::int64_t> denominator;
  std::string denominator_definition;  ///< message key; set exactly when there is a denominator
  std::vector<Exclusion> excluded;  ///< rows of the denominator's population that were left out, by reason
  std::string rule;  ///< rule or definition that made it (key, with version or hash)
  std::vector<std::string> versions;  ///< content hashes of the method and instrument files it rests on
  RowSet rows;

  std::int64_t excluded_total() const {
    std::int64_t sum = 0;
    for (const Exclusion& e : excluded) sum += e.n;
    return sum;
  }
};

/// n / denominator * 100 with `decimals`; no value ("figure.empty_denominator") when the denominator is 0.
Figure percentage(std::string code, std::int64_t n, std::int64_t denominator, std::string definition, int decimals);

/// `exact` rounded to `decimals`; no value ("figure.not_computable") when it has none or does not fit.
Figure rounded(std::string code, const Exact& exact, Unit unit, std::int64_t n, int decimals);

/// A plain count.
Figure counted(std::string code, std::int64_t n);

/// Empty when the parts' n add up to the whole's n; else report.parts_do_not_add_up with both numbers. A report calls it
/// before it prints parts beside their whole.
std::optional<Error> check_parts(const Figure& whole, const std::vector<Figure>& parts);

}  // namespace koers
