#include <algorithm>
#include <iterator>
#include <limits>

#include "base/text.h"
#include "exchange/id_table.h"
#include "exchange/outcome_file.h"
#include "exchange/outcome_norms.h"
#include "measure/pairing.h"
#include "report/outcome_scores.h"

namespace koers::exchange {
namespace {

using measure::Measurement;
using measure::Pairing;
using measure::Window;

constexpr std::size_t batch = 512;
constexpr int age_decimals = 2;
constexpr std::int32_t most_age = 15'000;  // 150 years

struct Range {
  std::int32_t least = std::numeric_limits<std::int32_t>::min();
  std::int32_t most = std::numeric_limits<std::int32_t>::max();
};

inline std::string_view trimmed(std::string_view cell) {
  // No-break spaces (C2 A0) come along when a table is copied from a page or a letter.
  const auto plain = [](char c) { return static_cast<unsigned char>(c) > ' ' && c != '\xC2' && c != '\xA0'; };
  if (cell.empty() || (plain(*cell.data()) && plain(cell.data()[cell.size() - 1]))) return cell;
  constexpr std::string_view no_break = "\xC2\xA0";
  for (;;) {
    cell = trim(cell);
    if (cell.starts_with(no_break)) {
      cell.remove_prefix(no_break.size());
    } else if (cell.ends_with(no_break)) {
      cell.remove_suffix(no_break.size());
    } else {
      return cell;
    }
  }
}

/// A column of scores within a row: one in the long layout, several side by side in the wide one.
struct ScoreColumn {
  ColumnOf column;
  Measurement fixed;  ///< what the map says of it
  bool has_moment = false, has_informant = false;
};

class ScoresReader {
 public:
  ScoresReader(const OutcomeMap& map, CsvReader& reader)
      : map_(map), reader_(reader), missing_(map.missing), pairing_(std::make_shared<Pairing>()) {}

  Expected<void> read() {
    if (auto prepared = prepare(); !prepared) return prepared;
    CsvRows rows;
    for (;;) {
      auto more = reader_.next(rows, batch);
      if (!more) return close(std::move(more.error()));
      if (!*more) return close({});
      for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!add_row(rows, i)) return close(std::move(fault_));
      }
    }
  }

  report::ScoresInput input(const FindFrame& frames, bool dutch) const;
  LineIndex lines() const { return lines_; }
  std::uint32_t per_row() const { return static_cast<std::uint32_t>(scores_.size()); }

 private:
  Expected<void> prepare() {
    ColumnChooser choose(reader_, map_);
    person_ = *choose.role("person");
    trajectory_ = choose.role("trajectory");
    date_ = choose.role("date");
    moment_ = choose.role("moment");
    instrument_ = choose.role("instrument");
    form_ = choose.role("form");
    norm_ = choose.role("norm");
    variant_ = choose.role("variant");
    informant_ = choose.role("informant");
    informant_person_ = choose.role("informant_person");
    sex_ = choose.role("sex");
    age_ = choose.role("age");
    if (sex_ || age_) population_of_row_ = std::make_shared<std::vector<std::uint16_t>>();
    year_ = choose.role("year");
    id_ = choose.role("id");
    if (map_.start_window) start_date_ = choose.named(map_.start_window->column);
    if (map_.end_window) end_date_ = choose.named(map_.end_window->column);
    if (map_.only) only_ = choose.named(map_.only->first);
    for (const MapInstrument& i : map_.instruments) instruments_.index(i.code);
    // Before the file's own, so that a label in other capitals is the map's.
    for (const std::string& label : map_.start) moments_.index(label);
    for (const std::string& label : map_.end) moments_.index(label);
    if (map_.values.empty()) {
      scores_.push_back({*choose.role("score"), {}});
    }
    for (const MapValue& v : map_.values) {
      ScoreColumn s{choose.named(v.column), {}};
      s.fixed.instrument = static_cast<std::uint16_t>(v.instrument.empty() ? 0 : instruments_.index(v.instrument));
      if (s.fixed.instrument >= map_.instruments.size()) {
        return fail("map.no_such_instrument", {{"instrument", v.instrument}}, {map_.file, v.line, 0, {}});
      }
      s.fixed.form = static_cast<std::uint16_t>(forms_.index(v.form));
      s.fixed.norm = static_cast<std::uint16_t>(norms_.index(v.norm));
      s.has_informant = !v.informant.empty();
      if (s.has_informant) s.fixed.role = static_cast<std::uint16_t>(roles_.index(v.informant));
      s.has_moment = true;
      s.fixed.window = window_of_label(v.moment);
      s.fixed.moment = static_cast<std::uint16_t>(moments_.index(v.moment));
      scores_.push_back(std::move(s));
    }
    ranges_.resize(map_.instruments.size());
    std::int64_t scale = 1;
    for (int i = 0; i < map_.numbers.decimals; ++i) scale *= 10;
    for (std::size_t i = 0; i < ranges_.size(); ++i) {
      const auto scaled = [&](const Decimal& d) {
        return static_cast<std::int32_t>(d.value() * static_cast<double>(scale) + (d.scaled < 0 ? -0.5 : 0.5));
      };
      if (map_.instruments[i].minimum) ranges_[i].least = scaled(*map_.instruments[i].minimum);
      if (map_.instruments[i].maximum) ranges_[i].most = scaled(*map_.instruments[i].maximum);
    }
    return choose.select();
  }

  Window window_of_label(std::string_view label) const {
    for (const std::string& l : map_.start) {
      if (l == label) return Window::start;
    }
    for (const std::string& l : map_.end) {
      if (l == label) return Window::end;
    }
    return Window::neither;
  }

  std::string_view cell(const CsvRows& rows, std::size_t row, const ColumnOf& column) const {
    return trimmed(rows.cell(row, column.slot));
  }

  /// Pairs what was read. A row that cannot stand comes before the fault that ended the reading.
  Expected<void> close(std::optional<Error> fault) {
    if (const auto refused = pairing_->close()) {
      const auto line = [&](std::uint32_t row) { return lines_.line(row / per_row()); };
      switch (refused->why) {
        case Pairing::Why::duplicate:
          return row_fault(reader_, line(refused->row), person_.name, "outcome.measured_twice",
                           {{"line", std::to_string(line(refused->other))}});
        case Pairing::Why::undated:
          return row_fault(reader_, line(refused->row), person_.name, "outcome.which_is_first",
                           {{"line", std::to_string(line(refused->other))}});
        case Pairing::Why::too_many_rows:
          return row_fault(reader_, line(refused->row), person_.name, "outcome.too_many_of_one",
                           {{"most", std::to_string(Pairing::most_per_case)}});
      }
    }
    if (fault) return fail(std::move(*fault));
    return {};
  }

  /// False, for a row that cannot be read; fault_ then says why.
  bool refuse(tl::unexpected<Error> fault) {
    fault_ = std::move(fault.value());
    return false;
  }

  bool unique_id(const CsvRows& rows, std::size_t i) {
    std::uint32_t& line = ids_.find(cell(rows, i, *id_));
    if (line != 0)
      return refuse(row_fault(reader_, rows.lines[i], id_->name, "outcome.id_twice", {{"line", std::to_string(line)}}));
    line = rows.lines[i];
    return true;
  }

  /// A code of a small column; a fault when the column has more codes than such columns have.
  bool code(const CsvRows& rows, std::size_t row, const std::optional<ColumnOf>& column, CodeTable& table,
            std::uint16_t& out) {
    const std::size_t index = column ? table.index(cell(rows, row, *column)) : table.index({});
    if (index == CodeTable::most) {
      return refuse(row_fault(reader_, rows.lines[row], column->name, "outcome.too_many_codes",
                              {{"most", std::to_string(CodeTable::most)}}));
    }
    out = static_cast<std::uint16_t>(index);
    return true;
  }

  bool day(const CsvRows& rows, std::size_t row, const std::optional<ColumnOf>& column, std::int32_t& out) {
    out = measure::no_day;
    if (!column) return true;
    const std::string_view text = cell(rows, row, *column);
    if (missing_.holds(text)) return true;
    const CellFault fault = read_date(text, map_.dates, out);
    return fault == CellFault::none || refuse(cell_fault(reader_, rows.lines[row], *column, fault, map_));
  }

  /// Where the measurement lies: by its label, or by its date around the dates of the treatment.
  bool window(const CsvRows& rows, std::size_t row, std::int32_t on, std::uint16_t label, Window& out) {
    if (!start_date_) {
      if (label >= windows_.size()) {
        for (std::size_t i = windows_.size(); i < moments_.names().size(); ++i)
          windows_.push_back(window_of_label(moments_.names()[i]));
      }
      out = windows_[label];
      return true;
    }
    std::int32_t start = 0, end = 0;
    if (!day(rows, row, start_date_, start) || !day(rows, row, end_date_, end)) return false;
    const auto within = [on](std::int32_t around, const DayWindow& w) {
      return on != measure::no_day && around != measure::no_day && on >= around + w.from && on <= around + w.to;
    };
    const bool at_start = within(start, *map_.start_window);
    const bool at_end = within(end, *map_.end_window);
    out = at_start && at_end ? Window::both : at_start ? Window::start : at_end ? Window::end : Window::neither;
    return true;
  }

  bool person(const CsvRows& rows, std::size_t i, measure::IdKey& out) {
    const std::string_view id = cell(rows, i, person_);
    if (id.empty()) return refuse(row_fault(reader_, rows.lines[i], person_.name, "outcome.no_person"));
    if (trajectory_) {
      joined_.assign(id);
      joined_ += '\n';
      joined_ += cell(rows, i, *trajectory_);
    }
    out = persons_.key(trajectory_ ? std::string_view(joined_) : id);
    return true;
  }

  bool year(const CsvRows& rows, std::size_t i, std::uint16_t& out) {
    const std::string_view text = cell(rows, i, *year_);
    if (missing_.holds(text)) return true;
    std::int32_t year = 0;
    const CellFault wrong = read_number(text, {'.', 0, 0, false}, year);
    if (wrong != CellFault::none || year < 1900 || year > 2199) {
      return refuse(row_fault(reader_, rows.lines[i], year_->name, "outcome.not_a_year"));
    }
    out = static_cast<std::uint16_t>(year);
    return true;
  }

  /// Who the child is: "girl" or "boy" or nothing, a space, the age or nothing.
  bool population(const CsvRows& rows, std::size_t i, std::uint16_t& out) {
    out = 0;
    if (population_of_row_ == nullptr) return true;
    joined_.clear();
    if (sex_) {
      const std::string_view text = cell(rows, i, *sex_);
      const std::string sex = sex_labelled(map_, text);
      if (sex.empty() && !missing_.holds(text))
        return refuse(row_fault(reader_, rows.lines[i], sex_->name, "outcome.unknown_sex"));
      joined_ = sex;
    }
    joined_ += ' ';
    if (age_) {
      const std::string_view text = cell(rows, i, *age_);
      if (!missing_.holds(text)) {
        NumberFormat years = map_.numbers;
        years.decimals = age_decimals;
        std::int32_t age = 0;
        const CellFault fault = read_number(text, years, age);
        if (fault != CellFault::none) {
          return refuse(row_fault(reader_, rows.lines[i], age_->name, std::string(code_of(fault)),
                                  {{"decimals", std::to_string(age_decimals)}}));
        }
        if (age < 0 || age > most_age) return refuse(row_fault(reader_, rows.lines[i], age_->name, "outcome.no_age"));
        Decimal years_old{age, age_decimals};
        for (; years_old.decimals > 0 && years_old.scaled % 10 == 0; --years_old.decimals) years_old.scaled /= 10;
        joined_ += years_old.text();
      }
    }
    const std::size_t index = populations_.index(joined_);
    if (index == CodeTable::most) {
      return refuse(row_fault(reader_, rows.lines[i], age_->name, "outcome.too_many_codes",
                              {{"most", std::to_string(CodeTable::most)}}));
    }
    out = static_cast<std::uint16_t>(index);
    return true;
  }

  void skip(std::uint16_t population) {
    pairing_->skip();
    if (population_of_row_ != nullptr) population_of_row_->push_back(population);
  }

  bool outside(const CsvRows& rows, std::size_t i) const {
    if (!only_) return false;
    const std::string_view value = cell(rows, i, *only_);
    return std::ranges::none_of(map_.only->second, [&](const std::string& wanted) {
      return wanted == value || lower_ascii(wanted) == lower_ascii(value);
    });
  }

  bool add_row(const CsvRows& rows, std::size_t i) {
    lines_.add(reader_.rows_read() - static_cast<std::uint32_t>(rows.size() - i), rows.lines[i]);
    Measurement m;
    measure::IdKey key;
    if (!person(rows, i, key) || (id_ && !unique_id(rows, i)) || !day(rows, i, date_, m.day)) return false;
    if (!code(rows, i, variant_, variants_, m.variant) || !code(rows, i, informant_, roles_, m.role) ||
        !code(rows, i, form_, forms_, m.form) || !code(rows, i, norm_, norms_, m.norm)) {
      return false;
    }
    if (moment_ && !code(rows, i, moment_, moments_, m.moment)) return false;
    if (instrument_ && !code(rows, i, instrument_, instruments_, m.instrument)) return false;
    if (year_ && !year(rows, i, m.year)) return false;
    const std::string_view informant = informant_person_ ? cell(rows, i, *informant_person_) : std::string_view();
    if (!informant.empty()) m.informant = informants_.key(informant);
    const bool left_out = outside(rows, i);
    std::uint16_t child = 0;
    if (!left_out && !population(rows, i, child)) return false;
    for (const ScoreColumn& score : scores_) {
      Measurement one = m;
      if (score.has_moment) {
        one.instrument = score.fixed.instrument;
        one.form = score.fixed.form;
        one.norm = score.fixed.norm;
        one.window = score.fixed.window;
        one.moment = score.fixed.moment;
      }
      if (score.has_informant) one.role = score.fixed.role;
      if (informant.empty()) one.informant = IdKeys::nameless(one.role);
      if (left_out || one.instrument >= map_.instruments.size()) {
        skip(child);
        continue;
      }
      if ((!score.has_moment || start_date_) && !window(rows, i, one.day, one.moment, one.window)) return false;
      if (!read_score(rows, i, score.column, one)) return false;
      pairing_->add(key, one);
      if (population_of_row_ != nullptr) population_of_row_->push_back(child);
    }
    return true;
  }

  bool read_score(const CsvRows& rows, std::size_t i, const ColumnOf& column, Measurement& m) {
    const std::string_view text = cell(rows, i, column);
    m.missing = missing_.holds(text);
    if (m.missing) return true;
    const CellFault fault = read_number(text, map_.numbers, m.score);
    if (fault != CellFault::none) return refuse(cell_fault(reader_, rows.lines[i], column, fault, map_));
    const Range& range = ranges_[m.instrument];
    if (m.score >= range.least && m.score <= range.most) return true;
    const MapInstrument& instrument = map_.instruments[m.instrument];
    return refuse(row_fault(reader_, rows.lines[i], column.name, "outcome.out_of_range",
                            {{"instrument", instrument.name},
                             {"least", instrument.minimum ? instrument.minimum->text() : ""},
                             {"most", instrument.maximum ? instrument.maximum->text() : ""}}));
  }

  const OutcomeMap& map_;
  CsvReader& reader_;
  MissingCodes missing_;
  std::shared_ptr<Pairing> pairing_;
  LineIndex lines_;
  IdKeys persons_, informants_;
  IdTable ids_;
  CodeTable instruments_, roles_, variants_, forms_, norms_, moments_, populations_;
  std::shared_ptr<std::vector<std::uint16_t>> population_of_row_;  // only where the file tells sex or age
  std::vector<Window> windows_;  // by code of moment
  std::vector<Range> ranges_;
  std::vector<ScoreColumn> scores_;
  std::string joined_;
  std::optional<Error> fault_;
  ColumnOf person_;
  std::optional<ColumnOf> trajectory_, date_, moment_, instrument_, form_, norm_, variant_, informant_,
      informant_person_, sex_, age_, year_, id_, start_date_, end_date_, only_;
};

report::ScoresInput ScoresReader::input(const FindFrame& frames, bool dutch) const {
  report::ScoresInput out;
  out.pairing = pairing_;
  out.source = reader_.name();
  out.score_decimals = map_.numbers.decimals;
  for (const MapInstrument& i : map_.instruments) {
    report::ScoreInstrument s{i.code, i.name, i.direction.value_or(measure::Direction::lower_is_better)};
    if (const auto frame = i.frame.empty() ? std::nullopt : frames(i.frame)) {
      if (!i.direction && frame->direction) s.direction = *frame->direction;
      if (i.name == i.code) s.name = dutch ? frame->name_nl : frame->name_en;
    }
    out.instruments.push_back(std::move(s));
  }
  const auto named = [](const CodeTable& table) {
    return table.names().empty() ? std::vector<std::string>{""} : table.names();
  };
  out.roles = named(roles_);
  out.variants = named(variants_);
  out.forms = named(forms_);
  out.roles_known = informant_.has_value();
  for (const ScoreColumn& s : scores_) out.roles_known = out.roles_known || s.has_informant;
  out.informants_known = informant_person_.has_value();
  out.forms_known = form_.has_value() || !map_.values.empty();
  out.norms_known = norm_.has_value() || !map_.values.empty();
  const auto index_of = [](const std::vector<std::string>& names,
                           const std::string& name) -> std::optional<std::uint16_t> {
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (names[i] == name) return static_cast<std::uint16_t>(i);
    }
    return {};
  };
  for (const MapNorm& n : map_.norms) {
    std::uint16_t instrument = 0;
    while (map_.instruments[instrument].code != n.instrument) ++instrument;
    report::NormFor norm{instrument, {}, {}, n.norm, {}};
    if (!n.informant.empty()) norm.role = index_of(out.roles, n.informant);
    if (!n.form.empty()) norm.form = index_of(out.forms, n.form);
    if ((!n.informant.empty() && !norm.role) || (!n.form.empty() && !norm.form))
      continue;  // nobody of that kind in the file
    norm.rule = *measure::ReliableChange::make(n.norm, out.instruments[instrument].direction, map_.numbers.decimals);
    out.norms.push_back(std::move(norm));
  }
  SlotNorms slots = slot_norms({map_, frames, out.roles, out.forms, populations_.names(), dutch}, out);
  out.norms.insert(out.norms.end(), std::make_move_iterator(slots.norms.begin()),
                   std::make_move_iterator(slots.norms.end()));
  out.norm_notes = std::move(slots.notes);
  out.populations = population_of_row_;
  out.options = map_.strata;
  out.confidence = map_.confidence;
  out.decimals = map_.decimals;
  return out;
}

}  // namespace

Expected<OutcomeReport> read_scores(const OutcomeMap& map, CsvReader& reader, const FindFrame& frames, bool dutch) {
  for (const MapInstrument& i : map.instruments) {
    if (i.frame.empty()) continue;
    const auto frame = frames(i.frame);
    if (!frame) return fail("map.no_such_frame", {{"frame", i.frame}}, {map.file, i.line, 0, {}});
    if (!i.direction && !frame->direction)
      return fail("map.no_direction", {{"instrument", i.code}}, {map.file, i.line, 0, {}});
  }
  ScoresReader scores(map, reader);
  if (auto read = scores.read(); !read) return fail(std::move(read.error()));
  OutcomeReport out;
  out.lines = scores.lines();
  out.per_row = scores.per_row();
  if (auto added = report::add_scores(out.report, scores.input(frames, dutch)); !added)
    return fail(std::move(added.error()));
  return out;
}

}  // namespace koers::exchange
