// MAP.toml: what an organisation's own spreadsheet holds, so that a report can be made of it without changing it.
// docs/outcome.md describes every key.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/decimal.h"
#include "base/expected.h"
#include "exchange/cells.h"
#include "exchange/text_source.h"
#include "measure/change.h"
#include "measure/goals.h"
#include "method/method.h"
#include "report/document.h"
#include "report/printed.h"
#include "report/score_strata.h"

namespace koers::exchange {

enum class MapKind : std::uint8_t {
  scores,   ///< before/after scores, one measurement per row, or before and after side by side
  answers,  ///< one measurement per person, a column per question
  goals,    ///< a rated goal per row
  counts,   ///< yes/no columns, or successive steps
};

/// A window of days around a date in the row: [date + from, date + to].
struct DayWindow {
  std::string column;
  std::int32_t from = 0, to = 0;
};

struct MapInstrument {
  std::string code;     ///< as in the file's instrument column
  std::string name;
  std::string frame;    ///< instrument file it follows; empty: none
  std::string scale;    ///< of the frame; empty: total
  std::string norm;     ///< norm version of the frame; empty: the current one
  std::optional<measure::Direction> direction;
  std::optional<Decimal> minimum, maximum;
  std::uint32_t line = 0;
};

struct MapNorm {
  std::string instrument, informant, form;  ///< empty: all
  measure::ChangeNorm norm;
  std::uint32_t line = 0;
};

/// A column of scores where several measurements stand side by side in one row.
struct MapValue {
  std::string column, instrument, moment, informant, form, norm, name;
  std::uint32_t line = 0;
};

/// How the ratings of several become one level, as in a method's goal model.
struct GoalCombine {
  method::Combine how = method::Combine::none;
  std::string first, second;  ///< average_towards: a half goes to the level of the first; joint: the first alone

  friend bool operator==(const GoalCombine&, const GoalCombine&) = default;
};

struct OutcomeMap {
  std::string file;  ///< the map's own name, for faults
  MapKind kind = MapKind::scores;
  std::string title, source, note;
  bool synthetic = false;

  char delimiter = ',';
  Encoding encoding = Encoding::utf8;
  NumberFormat numbers;
  DateFormat dates = DateFormat::year_month_day;
  std::vector<std::string> missing;

  /// Role in the report -> column name ("person", "trajectory", "date", "moment", "instrument", "form", "norm", "variant",
  /// "informant", "informant_person", "sex", "age", "score", "year", "id", "goal", "level", "group", "unit", "step").
  std::map<std::string, std::string> columns;
  std::vector<std::string> start, end;  ///< labels of moments
  std::map<std::string, std::vector<std::string>> who;  ///< "mother" ..., "girl", "boy" -> labels in the file
  std::optional<DayWindow> start_window, end_window;
  std::vector<MapInstrument> instruments;
  std::vector<MapNorm> norms;
  std::vector<MapValue> values;
  std::optional<std::pair<std::string, std::vector<std::string>>> only;  ///< column and the values it may have

  std::vector<std::string> yes, no;  ///< of counts
  std::map<std::string, std::vector<std::string>> any_of, mean_of;  ///< derived columns
  std::vector<std::string> derived_order;  ///< names of any_of or mean_of as written
  std::optional<Decimal> used_from, row_total;
  std::map<std::string, std::vector<std::string>> level_codes;  ///< measure::name(Level) -> codes in the file
  std::optional<measure::MiddleLevel> zero;  ///< what the middle level of goals means; none: not said
  std::map<std::string, measure::MiddleLevel> zero_of;  ///< of single goals, before `zero`
  std::vector<std::string> goal_order;  ///< empty: as they come in the file
  std::map<std::string, std::vector<std::string>> raters;  ///< who -> labels in the file; else the label itself
  GoalCombine combine;
  std::string method;  ///< id or path of the method whose goal model holds; empty: the map says it all

  report::StrataOptions strata;
  double confidence = 0.95;
  report::Decimals decimals;
  std::vector<report::PrintedFigure> printed;

  bool has(const std::string& role) const { return columns.count(role) != 0; }
};

/// Every fault of the map at once: those of the TOML reader, of the cursor, and map.*.
Checked<OutcomeMap> read_outcome_map(std::string_view text, const std::string& file);

/// What 0 means and how ratings are combined, from the method the map names. Faults: map.method_without_goals, and
/// map.method_contradicts where the map says otherwise.
Expected<void> take_goal_model(OutcomeMap& map, const method::Method& method);

}  // namespace koers::exchange
