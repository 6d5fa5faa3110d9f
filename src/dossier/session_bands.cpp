#include "dossier/session_bands.h"

#include <algorithm>
#include <array>

#include "base/cursor.h"
#include "base/json_write.h"
#include "dossier/codes.h"
#include "dossier/session_series.h"

namespace koers::dossier {
namespace {

constexpr std::array<std::string_view, 2> directions{"higher", "lower"};
constexpr std::array<std::string_view, 4> reasons{"too_few", "no_variation", "not_enough_forms", "not_found"};
constexpr std::array<std::string_view, 2> randoms{"level", "level_and_slope"};
constexpr std::int64_t largest = 100'000'000;  // hundredths; and of any count
constexpr int roles_count = static_cast<int>(Role::system) + 1;

Decimal score(std::int64_t hundredths) { return {hundredths, 2}; }

std::int64_t between(std::int64_t a, std::int64_t b, std::int64_t part, std::int64_t whole) {
  const std::int64_t twice = 2 * (b - a) * part;
  return a + (twice + (twice < 0 ? -whole : whole)) / (2 * whole);
}

class Reader {
 public:
  explicit Reader(const std::string& file) : file_(file) {}

  Checked<SessionBands> read(json::Value root) {
    json::Cursor cursor(root, file_);
    const auto version = cursor.integer("koers_bands", 0, 1'000'000);
    if (!version) return fail(Errors{version.error()});
    if (*version != 1) {
      return fail(Errors{error("bands.wrong_version", {{"version", std::to_string(*version)}, {"known", "1"}},
                               cursor.place("koers_bands"))});
    }
    SessionBands out;
    json::take(cursor.boolean("synthetic"), out.synthetic, faults_);
    json::take(cursor.text("instrument", 64), out.instrument, faults_);
    json::take(cursor.text("scale", 64), out.scale, faults_);
    if (cursor.has("version")) {
      std::string text;
      if (json::take(cursor.text("version", 64), text, faults_)) out.version = std::move(text);
    }
    std::size_t better = 0;
    json::take(cursor.one_of("better", directions), better, faults_);
    out.lower_is_better = better == 1;
    std::vector<json::Value> informants;
    json::take(cursor.array("informants", roles_count), informants, faults_);
    for (std::size_t i = 0; i < informants.size(); ++i) {
      json::Cursor one(informants[i], file_, "/informants/" + std::to_string(i));
      RoleBands role = role_of(one);
      const bool twice = std::ranges::find(out.roles, role.role, &RoleBands::role) != out.roles.end();
      if (twice) fault("bands.role_twice", one.place("role"), {{"role", std::string(code(role.role))}});
      out.roles.push_back(std::move(role));
    }
    append(cursor.unread());
    if (!faults_.empty()) return fail(std::move(faults_));
    return out;
  }

 private:
  void fault(std::string code, koers::Place place, Message::Args args = {}) {
    if (faults_.size() < 50) faults_.push_back(error(std::move(code), std::move(args), std::move(place)));
  }
  void append(Errors more) {
    for (Error& each : more) {
      if (faults_.size() < 50) faults_.push_back(std::move(each));
    }
  }

  RoleBands role_of(json::Cursor& c) {
    RoleBands out;
    std::vector<std::string_view> roles;
    for (int i = 0; i < roles_count; ++i) roles.push_back(code(static_cast<Role>(i)));
    std::size_t role = 0;
    json::take(c.one_of("role", roles), role, faults_);
    out.role = static_cast<Role>(role);
    const auto count = [&](json::Cursor& from, const char* key, std::int64_t& to) {
      json::take(from.integer(key, 0, largest), to, faults_);
    };
    count(c, "n", out.n);
    count(c, "cases", out.cases);
    count(c, "forms", out.forms);
    count(c, "drop_outs", out.drop_outs);
    for (auto& [key, to] : {std::pair{"from", &out.from}, {"to", &out.to}}) {
      LocalDate day;
      if (c.has(key) && json::take(c.date(key), day, faults_)) *to = day;
    }
    if (auto left = c.object("left_out")) {
      count(*left, "open", out.open);
      count(*left, "one_form", out.one_form);
      count(*left, "other_version", out.other_version);
      append(left->unread());
    } else {
      append({left.error()});
    }
    if (c.has("none")) {
      std::size_t why = 0;
      if (json::take(c.one_of("none", reasons), why, faults_)) out.none = "bands." + std::string(reasons[why]);
    } else {
      if (out.n < bands_needed) {
        fault("bands.too_few_counted", c.place("n"),
              {{"n", std::to_string(out.n)}, {"needed", std::to_string(bands_needed)}});
      }
      model(c, out);
      table(c, out);
    }
    append(c.unread());
    return out;
  }

  void model(json::Cursor& c, RoleBands& out) {
    auto m = c.object("model");
    if (!m) return append({m.error()});
    BandModel model;
    std::size_t random = 0;
    json::take(m->one_of("between_courses", randoms), random, faults_);
    model.slope = random == 1;
    json::take(m->boolean("singular"), model.singular, faults_);
    model.fixed = numbers(*m, "fixed", 3);
    model.random = numbers(*m, "between", model.slope ? 4 : 1);
    json::take(m->decimal("within"), model.residual, faults_);
    append(m->unread());
    out.model = std::move(model);
  }

  std::vector<Decimal> numbers(json::Cursor& c, const char* key, std::size_t size) {
    std::vector<Decimal> out;
    std::vector<json::Value> values;
    if (!json::take(c.array(key, 100), values, faults_)) return out;
    if (values.size() != size) {
      fault("bands.wrong_size", c.place(key), {{"key", key}, {"size", std::to_string(size)}});
    }
    for (const json::Value& value : values) {
      if (!value.is(json::Type::number)) fault("bands.not_a_score", c.place(key), {{"key", key}});
      out.push_back(value.number());
    }
    return out;
  }

  std::int64_t score_of(json::Value value, const koers::Place& place, const char* key) {
    const Decimal number = value.number();
    std::int64_t unit = largest / 100;
    for (int i = 0; i < number.decimals; ++i) unit *= 10;
    if (!value.is(json::Type::number) || number.decimals > 2 || number.scaled > unit || number.scaled < -unit) {
      koers::Place at = place;
      at.line = value.line();
      fault("bands.not_a_score", std::move(at), {{"key", key}});
      return 0;
    }
    return hundredths(number);
  }

  void table(json::Cursor& c, RoleBands& out) {
    std::vector<json::Value> starts, rows;
    json::take(c.array("starts", most_starts), starts, faults_);
    for (const json::Value& start : starts) out.starts.push_back(score_of(start, c.place("starts"), "starts"));
    json::take(c.integer("sessions", 2, most_sessions), out.sessions, faults_);
    if (!json::take(c.array("bands", most_starts), rows, faults_) || !faults_.empty()) return;
    if (starts.empty() || std::ranges::adjacent_find(out.starts, std::greater_equal<>()) != out.starts.end())
      fault("bands.not_ascending", c.place("starts"), {{"key", "starts"}});
    if (rows.size() != starts.size())
      fault("bands.wrong_size", c.place("bands"), {{"key", "bands"}, {"size", std::to_string(starts.size())}});
    for (const json::Value& row : rows) {
      const auto wrong = [&](std::string code, json::Value at, std::string size) {
        koers::Place place = c.place("bands");
        place.line = at.line();
        fault(std::move(code), std::move(place), {{"key", "bands"}, {"size", std::move(size)}});
      };
      if (!row.is(json::Type::array) || static_cast<std::int64_t>(row.size()) != out.sessions - 1) {
        wrong("bands.wrong_size", row, std::to_string(out.sessions - 1));
        continue;
      }
      for (const json::Value cell : row) {
        if (!cell.is(json::Type::array) || cell.size() != 3) {
          wrong("bands.wrong_size", cell, "3");
          continue;
        }
        std::array<std::int64_t, 3> p{};
        std::size_t i = 0;
        for (const json::Value value : cell) p[i++] = score_of(value, c.place("bands"), "bands");
        if (p[0] > p[1] || p[1] > p[2]) wrong("bands.not_ascending", cell, "3");
        out.cells.push_back({p[0], p[1], p[2]});
      }
    }
  }

  const std::string& file_;
  Errors faults_;
};

void write_role(json::Writer& out, const RoleBands& role) {
  out.begin_object().key("role").text(code(role.role));
  out.key("n").integer(role.n).key("cases").integer(role.cases).key("forms").integer(role.forms);
  out.key("drop_outs").integer(role.drop_outs);
  if (role.from) out.key("from").text(role.from->text());
  if (role.to) out.key("to").text(role.to->text());
  out.key("left_out").begin_object().key("open").integer(role.open).key("one_form").integer(role.one_form);
  out.key("other_version").integer(role.other_version).end();
  if (!role.none.empty()) {
    out.key("none").text(std::string_view(role.none).substr(std::string_view("bands.").size()));
    out.end();
    return;
  }
  const BandModel model = role.model.value_or(BandModel{});
  out.key("model").begin_object().key("between_courses").text(randoms[model.slope ? 1 : 0]);
  out.key("singular").boolean(model.singular);
  out.key("fixed").begin_array();
  for (const Decimal& each : model.fixed) out.decimal(each);
  out.end().key("between").begin_array();
  for (const Decimal& each : model.random) out.decimal(each);
  out.end().key("within").decimal(model.residual).end();
  out.key("starts").begin_array();
  for (const std::int64_t start : role.starts) out.decimal(score(start));
  out.end().key("sessions").integer(role.sessions).key("bands").begin_array();
  const auto in_row = static_cast<std::size_t>(role.sessions - 1);
  for (std::size_t i = 0; i < role.cells.size(); ++i) {
    if (i % in_row == 0) out.begin_array();
    const BandCell& cell = role.cells[i];
    out.begin_array().decimal(score(cell.p25)).decimal(score(cell.p50)).decimal(score(cell.p75)).end();
    if ((i + 1) % in_row == 0) out.end();
  }
  out.end().end();
}

}  // namespace

const RoleBands* find_role(const SessionBands& bands, Role role) {
  const auto found = std::ranges::find(bands.roles, role, &RoleBands::role);
  return found == bands.roles.end() ? nullptr : &*found;
}

BandAnswer band_at(const RoleBands& bands, std::int64_t start, std::int64_t session) {
  if (!bands.none.empty() || bands.starts.empty()) return {NoBand::refused, {}};
  if (start < bands.starts.front() || start > bands.starts.back()) return {NoBand::start_outside, {}};
  if (session <= 1) return {NoBand::none, {start, start, start}};
  if (session > bands.sessions) return {NoBand::session_outside, {}};
  const auto row = static_cast<std::size_t>(std::ranges::lower_bound(bands.starts, start) - bands.starts.begin());
  const auto cell = [&](std::size_t at) {
    return bands.cells[at * static_cast<std::size_t>(bands.sessions - 1) + static_cast<std::size_t>(session - 2)];
  };
  const BandCell above = cell(row);
  if (bands.starts[row] == start) return {NoBand::none, above};
  const BandCell below = cell(row - 1);
  const std::int64_t part = start - bands.starts[row - 1];
  const std::int64_t whole = bands.starts[row] - bands.starts[row - 1];
  return {NoBand::none,
          {between(below.p25, above.p25, part, whole), between(below.p50, above.p50, part, whole),
           between(below.p75, above.p75, part, whole)}};
}

Checked<SessionBands> read_bands(std::string_view text, const std::string& file) {
  json::Document document;
  const auto root = json::parse(text, document, {file, 0, 0, {}}, {.bytes = std::size_t{4} << 20, .depth = 8});
  if (!root) return fail(Errors{root.error()});
  return Reader(file).read(*root);
}

std::string write_bands(const SessionBands& bands) {
  json::Writer out(1);
  out.begin_object().key("koers_bands").integer(1).key("synthetic").boolean(bands.synthetic);
  out.key("instrument").text(bands.instrument).key("scale").text(bands.scale);
  if (bands.version) out.key("version").text(*bands.version);
  out.key("better").text(directions[bands.lower_is_better ? 1 : 0]);
  out.key("informants").begin_array();
  for (const RoleBands& role : bands.roles) write_role(out, role);
  out.end().end();
  return out.str() + "\n";
}

}  // namespace koers::dossier
