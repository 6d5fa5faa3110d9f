// What stands in a cell: a score, a date, a code. The formats are declared, never guessed; a cell that does not fit its
// format has a named fault. Faults carry no text of the cell: it may be somebody's answer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace koers::exchange {

enum class DateFormat : std::uint8_t {
  year_month_day,  ///< 2024-03-01, 2024/3/1, also with a time behind it
  day_month_year,  ///< 1-3-2024, 01/03/2024, 1.3.2024
  month_day_year,  ///< 3/1/2024
  compact,  ///< 20240301
  serial,  ///< 45352: days as spreadsheets count them (1 = 1900-01-01)
  serial_1904,  ///< 43890: days since 1904-01-01
};

struct NumberFormat {
  char decimal = '.';
  char thousands = 0;  ///< 0: none
  int decimals = 2;  ///< scores are kept as integers of this scale, 0..4
  bool round = false;  ///< more decimals are rounded, half away from zero; otherwise they are a fault
};

enum class CellFault : std::uint8_t {
  none,
  not_a_number,
  other_decimal_sign,  ///< a comma where the point is declared, or the other way round
  thousands_separator,  ///< groups of three where none are declared
  not_finite,  ///< NaN, inf
  too_many_decimals,
  too_large,  ///< beyond what 32 bits hold at this scale
  not_a_date,
  no_such_day,  ///< 30 February
};

/// The message key of a fault: "cell.not_a_number" ...
std::string_view code_of(CellFault fault);

/// A number as an integer of format.decimals decimals. `cell` without surrounding space, not empty.
CellFault read_number(std::string_view cell, const NumberFormat& format, std::int32_t& out);

/// A day as days since 1970-01-01. Years 1900..2199. `cell` without surrounding space, not empty.
CellFault read_date(std::string_view cell, DateFormat format, std::int32_t& out);

/// Codes that stand for "no score". An empty cell always does.
class MissingCodes {
 public:
  MissingCodes() = default;
  explicit MissingCodes(std::vector<std::string> codes) : codes_(std::move(codes)) {}
  bool holds(std::string_view cell) const {
    if (cell.empty()) return true;
    for (const std::string& code : codes_) {
      if (cell == code) return true;
    }
    return false;
  }

 private:
  std::vector<std::string> codes_;
};

}  // namespace koers::exchange
