#include "exchange/outcome_map.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/cursor.h"
#include "base/text.h"
#include "exchange/id_table.h"
#include "exchange/toml.h"
#include "measure/goals.h"
#include "measure/instrument.h"

namespace koers::exchange {
namespace {

using json::Cursor;
using Texts = std::vector<std::string>;

constexpr std::array<std::string_view, 4> kinds{"scores", "answers", "goals", "counts"};
constexpr std::array<std::string_view, 4> encodings{"utf-8", "windows-1252", "latin-1", "utf-16"};
constexpr std::array<std::string_view, 6> date_forms{"y-m-d", "d-m-y", "m-d-y", "yyyymmdd", "serial", "serial-1904"};
constexpr std::array<std::string_view, 2> directions{"lower", "higher"};
constexpr std::array<std::string_view, 2> sides{"clinical", "not_clinical"};
constexpr std::array<std::string_view, 2> year_of{"start", "end"};
constexpr std::array<std::string_view, 2> zeros{"expected_result", "situation_at_start"};
constexpr std::array<std::string_view, 2> combines{"average_towards", "joint"};
constexpr std::array<std::string_view, 2> level_forms{"1..5", "-2..2"};
constexpr std::array<std::string_view, 5> delimiters{",", ";", "tab", "|", "\t"};

class Reader {
 public:
  explicit Reader(OutcomeMap& out) : out_(out) {}

  Errors read(json::Value root) {
    Cursor c(root, out_.file);
    std::size_t kind = 0;
    if (json::take(c.one_of("kind", kinds), kind, faults_)) out_.kind = static_cast<MapKind>(kind);
    text(c, "title", out_.title);
    text(c, "source", out_.source);
    text(c, "note", out_.note);
    if (c.has("synthetic")) json::take(c.boolean("synthetic"), out_.synthetic, faults_);
    object(c, "file", [this](Cursor f) { file(std::move(f)); });
    object(c, "columns", [this](Cursor f) { columns(std::move(f)); });
    object(c, "only", [this](Cursor f) { only(std::move(f)); });
    switch (out_.kind) {
      case MapKind::scores: scores(c); break;
      case MapKind::answers: answers(c); break;
      case MapKind::goals: goals(c); break;
      case MapKind::counts: counts(c); break;
    }
    object(c, "report", [this](Cursor f) { report(std::move(f)); });
    object(c, "printed", [this](Cursor f) { printed(std::move(f)); });
    unread(c);
    return std::move(faults_);
  }

 private:
  void add(Errors found) { faults_.insert(faults_.end(), found.begin(), found.end()); }
  void unread(const Cursor& c) { add(c.unread()); }
  void fault(std::string code, Place place, Message::Args args = {}) {
    faults_.push_back(error(std::move(code), std::move(args), std::move(place)));
  }

  void text(Cursor& c, const char* key, std::string& to) {
    if (c.has(key)) json::take(c.text(key), to, faults_);
  }
  void texts(Cursor& c, const char* key, Texts& to) {
    if (c.has(key)) json::take(c.texts(key), to, faults_);
  }
  void decimal(Cursor& c, const char* key, std::optional<Decimal>& to) {
    if (!c.has(key)) return;
    Decimal found;
    if (json::take(c.decimal(key), found, faults_)) to = found;
  }
  template <class Use>
  void object(Cursor& c, const char* key, Use use) {
    if (!c.has(key)) return;
    auto child = c.object(key);
    if (!child) {
      faults_.push_back(std::move(child.error()));
      return;
    }
    use(std::move(*child));
  }
  template <class Use>
  void each(Cursor& c, const char* key, Use use) {
    if (!c.has(key)) return;
    auto items = c.array(key, 10'000);
    if (!items) {
      faults_.push_back(std::move(items.error()));
      return;
    }
    std::size_t i = 0;
    for (const json::Value item : *items) {
      Cursor child = c.child(item, std::string(key) + "/" + std::to_string(i++));
      if (!item.is(json::Type::object)) {
        fault("map.not_a_table", child.place(), {{"key", key}});
        continue;
      }
      use(child);
      unread(child);
    }
  }

  char sign(Cursor& c, const char* key, char otherwise, std::string_view allowed) {
    if (!c.has(key)) return otherwise;
    std::string found;
    if (!json::take(c.text(key), found, faults_)) return otherwise;
    if (found.size() == 1 && allowed.find(found.front()) != std::string_view::npos) return found.front();
    fault("map.not_a_sign", c.place(key), {{"key", key}, {"allowed", std::string(allowed)}});
    return otherwise;
  }

  void file(Cursor c) {
    std::size_t found = 0;
    if (c.has("delimiter") && json::take(c.one_of("delimiter", delimiters), found, faults_)) {
      out_.delimiter = ",;\t|\t"[found];
    }
    if (c.has("encoding") && json::take(c.one_of("encoding", encodings), found, faults_)) {
      constexpr std::array<Encoding, 4> values{Encoding::utf8, Encoding::windows_1252, Encoding::latin_1,
                                               Encoding::utf16};
      out_.encoding = values[found];
    }
    if (c.has("dates") && json::take(c.one_of("dates", date_forms), found, faults_))
      out_.dates = static_cast<DateFormat>(found);
    out_.numbers.decimal = sign(c, "decimal", '.', ".,");
    out_.numbers.thousands = sign(c, "thousands", '\0', ".,' ");
    if (out_.numbers.decimal == out_.numbers.thousands) fault("map.same_signs", c.place("thousands"));
    if (c.has("decimals")) {
      std::int64_t n = 0;
      if (json::take(c.integer("decimals", 0, 4), n, faults_)) out_.numbers.decimals = static_cast<int>(n);
    }
    if (c.has("round")) json::take(c.boolean("round"), out_.numbers.round, faults_);
    texts(c, "missing", out_.missing);
    unread(c);
  }

  void columns(Cursor c) {
    static const std::array<std::vector<const char*>, 4> roles{{
        {"person", "trajectory", "date", "moment", "instrument", "form", "norm", "variant", "informant",
         "informant_person", "sex", "age", "score", "year", "id"},
        {"person", "group", "unit"},
        {"goal", "level", "person", "group", "year", "rater"},
        {"person", "group", "step"},
    }};
    for (const char* role : roles[static_cast<std::size_t>(out_.kind)]) {
      std::string column;
      text(c, role, column);
      if (!column.empty()) out_.columns[role] = column;
    }
    unread(c);
  }

  void only(Cursor c) {
    std::string column;
    Texts values;
    text(c, "column", column);
    texts(c, "values", values);
    if (column.empty() || values.empty()) fault("map.only_incomplete", c.place());
    out_.only = {column, values};
    unread(c);
  }

  void need(const Cursor& c, const char* role) {
    if (!out_.has(role)) fault("map.column_missing", c.place("columns"), {{"role", role}});
  }

  // ---- scores ------------------------------------------------------------------------------------------------------
  void window(Cursor c, std::optional<DayWindow>& to) {
    DayWindow found;
    text(c, "column", found.column);
    std::int64_t from = 0, until = 0;
    json::take(c.integer("from", -3660, 3660), from, faults_);
    json::take(c.integer("to", -3660, 3660), until, faults_);
    found.from = static_cast<std::int32_t>(from);
    found.to = static_cast<std::int32_t>(until);
    if (found.column.empty()) fault("map.window_without_column", c.place());
    if (found.from > found.to) fault("map.window_backwards", c.place());
    to = found;
    unread(c);
  }

  void scores(Cursor& c) {
    object(c, "moments", [this](Cursor m) {
      texts(m, "start", out_.start);
      texts(m, "end", out_.end);
      for (const std::string& label : out_.start) {
        if (std::find(out_.end.begin(), out_.end.end(), label) != out_.end.end())
          fault("map.moment_twice", m.place("end"), {{"label", label}});
      }
      unread(m);
    });
    object(c, "windows", [this](Cursor w) {
      object(w, "start", [this](Cursor x) { window(std::move(x), out_.start_window); });
      object(w, "end", [this](Cursor x) { window(std::move(x), out_.end_window); });
      unread(w);
    });
    object(c, "who", [this](Cursor w) { who(std::move(w)); });
    each(c, "value", [this](Cursor& v) { value(v); });
    each(c, "instrument", [this](Cursor& i) { instrument(i); });
    each(c, "norm", [this](Cursor& n) { norm(n); });
    need(c, "person");
    if (out_.values.empty()) {
      need(c, "score");
      if (!out_.has("instrument") && out_.instruments.size() != 1) fault("map.which_instrument", c.place("columns"));
    }
    const bool labels = !out_.start.empty() && !out_.end.empty();
    const bool windows = out_.start_window && out_.end_window;
    if (labels == windows) fault("map.moments_or_windows", c.place());
    if (labels && out_.values.empty()) need(c, "moment");
    if (windows) need(c, "date");
    if (out_.instruments.empty()) fault("map.no_instruments", c.place());
  }

  /// Which labels of the file mean which informant or sex.
  void who(Cursor w) {
    std::set<std::string> seen;
    const auto labels = [&](const std::string& code) {
      Texts found;
      texts(w, code.c_str(), found);
      for (const std::string& label : found) {
        if (!seen.insert(label).second) fault("map.label_twice", w.place(code), {{"label", label.substr(0, 64)}});
      }
      if (!found.empty()) out_.who[code] = std::move(found);
    };
    for (std::size_t i = 0; i < measure::informants_count; ++i)
      labels(std::string(name(static_cast<measure::Informant>(i))));
    seen.clear();
    labels("girl");
    labels("boy");
    unread(w);
  }

  void value(Cursor& v) {
    MapValue m;
    m.line = v.place().line;
    json::take(v.text("column"), m.column, faults_);
    text(v, "name", m.name);
    text(v, "instrument", m.instrument);
    text(v, "moment", m.moment);
    text(v, "informant", m.informant);
    text(v, "form", m.form);
    text(v, "norm", m.norm);
    if (out_.kind == MapKind::scores && m.moment.empty()) fault("map.value_without_moment", v.place());
    out_.values.push_back(std::move(m));
  }

  void instrument(Cursor& i) {
    MapInstrument m;
    m.line = i.place().line;
    json::take(i.text("code"), m.code, faults_);
    m.name = m.code;
    text(i, "name", m.name);
    text(i, "frame", m.frame);
    text(i, "scale", m.scale);
    text(i, "norm", m.norm);
    if (m.frame.empty() && (!m.scale.empty() || !m.norm.empty()))
      fault("map.scale_without_frame", i.place(), {{"instrument", m.code}});
    std::size_t found = 0;
    if (i.has("better") && json::take(i.one_of("better", directions), found, faults_)) {
      m.direction = static_cast<measure::Direction>(found);
    }
    decimal(i, "minimum", m.minimum);
    decimal(i, "maximum", m.maximum);
    if (m.minimum && m.maximum && compare(*m.minimum, *m.maximum) >= 0) {
      fault("map.minimum_not_below", i.place("minimum"), {{"least", m.minimum->text()}, {"most", m.maximum->text()}});
    }
    if (!m.direction && m.frame.empty()) fault("map.no_direction", i.place(), {{"instrument", m.code}});
    for (const MapInstrument& other : out_.instruments) {
      if (lower_ascii(other.code) == lower_ascii(m.code))
        fault("map.instrument_twice", i.place(), {{"instrument", m.code}});
    }
    out_.instruments.push_back(std::move(m));
  }

  void norm(Cursor& n) {
    MapNorm m;
    m.line = n.place().line;
    json::take(n.text("instrument"), m.instrument, faults_);
    text(n, "informant", m.informant);
    text(n, "form", m.form);
    json::take(n.decimal("sd"), m.norm.sd, faults_);
    json::take(n.decimal("reliability"), m.norm.reliability, faults_);
    decimal(n, "cutoff", m.norm.cutoff);
    json::take(n.text("source"), m.norm.source, faults_);
    std::size_t found = 0;
    if (n.has("on_cutoff") && json::take(n.one_of("on_cutoff", sides), found, faults_))
      m.norm.cutoff_is_clinical = found == 0;
    const bool known = std::any_of(out_.instruments.begin(), out_.instruments.end(),
                                   [&](const MapInstrument& i) { return i.code == m.instrument; });
    if (!known) fault("map.norm_of_unknown", n.place("instrument"), {{"instrument", m.instrument}});
    if (auto rule = measure::ReliableChange::make(m.norm, measure::Direction::lower_is_better, 0); !rule) {
      rule.error().place = n.place();
      faults_.push_back(std::move(rule.error()));
    }
    out_.norms.push_back(std::move(m));
  }

  // ---- the other kinds ---------------------------------------------------------------------------------------------
  void derived(Cursor& c, const char* key, std::map<std::string, Texts>& to) {
    object(c, key, [&](Cursor d) {
      for (const json::Value member : d.members()) {
        const std::string name(member.key());
        Cursor holder = d;
        Texts parts;
        if (json::take(holder.texts(name), parts, faults_)) {
          to[name] = parts;
          out_.derived_order.push_back(name);
        }
      }
    });
  }

  void answers(Cursor& c) {
    each(c, "value", [this](Cursor& v) { value(v); });
    derived(c, "mean_of", out_.mean_of);
    decimal(c, "used_from", out_.used_from);
    decimal(c, "row_total", out_.row_total);
    if (out_.values.empty()) fault("map.no_values", c.place());
  }

  void goals(Cursor& c) {
    need(c, "goal");
    need(c, "level");
    texts(c, "goals", out_.goal_order);
    std::size_t found = 0;
    if (c.has("zero") && json::take(c.one_of("zero", zeros), found, faults_))
      out_.zero = static_cast<measure::MiddleLevel>(found);
    object(c, "zero_of", [this](Cursor z) {
      for (const json::Value member : z.members()) {
        const std::string goal(member.key());
        std::size_t meaning = 0;
        if (json::take(z.one_of(goal.c_str(), zeros), meaning, faults_))
          out_.zero_of[goal] = static_cast<measure::MiddleLevel>(meaning);
      }
      unread(z);
    });
    text(c, "method", out_.method);
    object(c, "raters", [this](Cursor r) {
      for (const json::Value member : r.members()) {
        const std::string who(member.key());
        texts(r, who.c_str(), out_.raters[who]);
      }
      unread(r);
    });
    object(c, "combine", [this](Cursor k) { combine(std::move(k)); });
    bool around_zero = false;
    if (c.has("level_form") && json::take(c.one_of("level_form", level_forms), found, faults_))
      around_zero = found == 1;
    object(c, "levels", [this](Cursor l) {
      for (const measure::Level level : measure::levels) {
        const std::string key(name(level));
        Texts codes;
        texts(l, key.c_str(), codes);
        out_.level_codes[key] = codes;
      }
      unread(l);
    });
    if (out_.level_codes.empty()) {
      for (const measure::Level level : measure::levels) {
        const int five = static_cast<int>(level);
        out_.level_codes[std::string(name(level))] =
            around_zero ? (five > 3 ? Texts{std::to_string(five - 3), '+' + std::to_string(five - 3)}
                                    : Texts{std::to_string(five - 3)})
                        : Texts{std::to_string(five)};
      }
    }
  }

  void combine(Cursor k) {
    std::size_t found = 0;
    if (!json::take(k.one_of("how", combines), found, faults_)) return;
    out_.combine.how = found == 0 ? method::Combine::average_towards : method::Combine::joint;
    json::take(k.text("first"), out_.combine.first, faults_);
    if (found == 0) json::take(k.text("second"), out_.combine.second, faults_);
    for (const char* role : {"rater", "person"}) {
      if (!out_.has(role)) fault("map.column_missing", k.place(), {{"role", role}});
    }
    unread(k);
  }

  void counts(Cursor& c) {
    each(c, "value", [this](Cursor& v) { value(v); });
    derived(c, "any_of", out_.any_of);
    texts(c, "yes", out_.yes);
    texts(c, "no", out_.no);
    if (out_.values.empty() == !out_.has("step")) fault("map.columns_or_steps", c.place());
    if (out_.has("step")) need(c, "person");
    if (!out_.values.empty() && (out_.yes.empty() || out_.no.empty())) fault("map.yes_and_no", c.place());
  }

  void report(Cursor c) {
    std::size_t found = 0;
    if (c.has("year_of") && json::take(c.one_of("year_of", year_of), found, faults_))
      out_.strata.year = static_cast<report::YearOf>(found);
    if (c.has("by_form")) json::take(c.boolean("by_form"), out_.strata.by_form, faults_);
    std::int64_t n = 0;
    if (c.has("decimals") && json::take(c.integer("decimals", 0, 6), n, faults_))
      out_.decimals.means = static_cast<int>(n);
    if (c.has("percent_decimals") && json::take(c.integer("percent_decimals", 0, 4), n, faults_))
      out_.decimals.percentages = static_cast<int>(n);
    if (c.has("confidence") && json::take(c.integer("confidence", 50, 99), n, faults_))
      out_.confidence = static_cast<double>(n) / 100;
    unread(c);
  }

  /// Per place in a source the figures it prints: "code" = "83.3".
  void printed(Cursor c) {
    for (const json::Value place : c.members()) {
      const std::string source(place.key());
      auto figures = Cursor(c).object(source);
      if (!figures) {
        faults_.push_back(std::move(figures.error()));
        continue;
      }
      for (const json::Value figure : figures->members()) {
        const auto value = Decimal::parse(figure.text());
        if (!value) {
          fault("map.printed_not_a_number", figures->place_of(figure, figure.key()),
                {{"code", std::string(figure.key())}});
          continue;
        }
        out_.printed.push_back({std::string(figure.key()), *value, source, {}});
      }
    }
  }

  OutcomeMap& out_;
  Errors faults_;
};

}  // namespace

Checked<OutcomeMap> read_outcome_map(std::string_view text, const std::string& file) {
  json::Document document;
  auto root = read_toml(text, document, file);
  if (!root) return fail(Errors{std::move(root.error())});
  OutcomeMap out;
  out.file = file;
  Errors faults = Reader(out).read(*root);
  if (!faults.empty()) return fail(std::move(faults));
  return out;
}

Expected<void> take_goal_model(OutcomeMap& map, const method::Method& method) {
  const Message::Args named{{"method", map.method}};
  const auto contradicts = [&](const char* key) {
    Message::Args args = named;
    args.emplace_back("key", key);
    return fail("map.method_contradicts", std::move(args), {map.file, 0, 0, key});
  };
  if (!method.goals || method.goals->zero == method::Zero::none)
    return fail("map.method_without_goals", named, {map.file, 0, 0, "method"});
  const method::GoalModel& model = *method.goals;
  const auto zero = model.zero == method::Zero::expected ? measure::MiddleLevel::expected_result
                                                         : measure::MiddleLevel::situation_at_start;
  if (map.zero && *map.zero != zero) return contradicts("zero");
  map.zero = zero;
  for (const auto& [goal, meaning] : map.zero_of) {
    if (meaning != zero) return contradicts("zero_of");
  }
  GoalCombine combine{model.combine, {}, {}};
  if (combine.how != method::Combine::none && !model.raters.empty()) combine.first = model.raters[0];
  if (combine.how == method::Combine::average_towards && model.raters.size() > 1) combine.second = model.raters[1];
  // A joint rating has whatever label the file gives it.
  if (combine.how == method::Combine::joint && map.combine.how == method::Combine::joint)
    combine.first = map.combine.first;
  if (map.combine.how != method::Combine::none && map.combine != combine) return contradicts("combine");
  const bool known = map.has("rater") && map.has("person");
  if (known && !combine.first.empty()) map.combine = combine;
  return {};
}

}  // namespace koers::exchange
