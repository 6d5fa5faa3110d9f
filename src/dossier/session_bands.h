// What a provider's own closed courses of one form say of the next one: for each informant role, by the own start and the number of
// the form, the quarter, the half and the three quarters of earlier courses. Plain data: report/fit_bands.h makes it from cases, a file
// carries it, the course line draws it. No number of a publisher is in it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/expected.h"
#include "dossier/types.h"

namespace koers::dossier {

/// Hundredths of a score; p25 <= p50 <= p75.
struct BandCell {
  std::int64_t p25 = 0, p50 = 0, p75 = 0;
  friend bool operator==(const BandCell&, const BandCell&) = default;
};

/// The model behind a band, for who wants to count it over: score = b0 + b1 * first score + b2 * ln(number of the form).
struct BandModel {
  bool slope = true;  ///< each course has a level and a slope of its own; false: a level only
  bool singular = false;  ///< the courses differ in nothing, or in one direction only
  std::vector<Decimal> fixed;  ///< b0, b1, b2
  std::vector<Decimal> random;  ///< covariance between courses, row after row: 4 or 1
  Decimal residual;  ///< variance within a course
};

/// One informant role. `n` courses were counted; `none` says why there is no band: bands.too_few, bands.no_variation,
/// bands.not_enough_forms, bands.not_found.
struct RoleBands {
  Role role = Role::mother;
  std::int64_t n = 0, cases = 0, forms = 0, drop_outs = 0;
  std::optional<LocalDate> from, to;  ///< of the forms that counted
  std::int64_t open = 0, one_form = 0, other_version = 0;  ///< courses left out
  std::string none;
  std::optional<BandModel> model;
  /// starts in hundredths, ascending; cells[start * (sessions - 1) + session - 2]
  std::vector<std::int64_t> starts;
  std::int64_t sessions = 0;
  std::vector<BandCell> cells;
};

inline constexpr std::int64_t bands_needed = 100;  ///< closed courses
inline constexpr std::int64_t most_sessions = 60;
inline constexpr std::size_t most_starts = 101;

struct SessionBands {
  std::string instrument, scale;
  std::optional<std::string> version;  ///< of the forms that counted; absent: they name none
  bool lower_is_better = false;
  bool synthetic = false;  ///< made-up cases are among them
  std::vector<RoleBands> roles;  ///< each role once
};

enum class NoBand : std::uint8_t {
  none,  ///< there is one
  no_role,  ///< nothing is known of this informant
  refused,  ///< RoleBands::none says why
  start_outside,  ///< nobody counted started so low or so high
  session_outside,  ///< fewer courses came so far than are asked
};

struct BandAnswer {
  NoBand why = NoBand::no_role;
  BandCell cell;
};

const RoleBands* find_role(const SessionBands& bands, Role role);
/// Between two starts in proportion, rounded half away from zero. `session` from 2; of the first form the start itself.
BandAnswer band_at(const RoleBands& bands, std::int64_t start, std::int64_t session);

/// Every fault at once: those of json::Cursor, and bands.wrong_version, bands.role_twice, bands.wrong_size, bands.not_ascending.
Checked<SessionBands> read_bands(std::string_view text, const std::string& file);
std::string write_bands(const SessionBands& bands);

}  // namespace koers::dossier
