// koers change: reliable change of one person, or of every row of a file, by one of six methods.
#include <cstdio>
#include <iostream>
#include <memory>

#include "base/json_write.h"
#include "cli/change_options.h"
#include "cli/registry.h"
#include "cli/shipped.h"
#include "cli/speak.h"
#include "cli/text_page.h"
#include "exchange/local_text.h"
#include "exchange/report_text.h"

namespace koers::cli {
namespace {

using report::ChangeInput;
using report::ChangeScores;
using report::JudgedRow;

[[noreturn]] void wrong_use(const Error& error, Language language) {
  std::cerr << "koers change: " << messages(language).text(error.message()) << '\n'
            << "    " << messages(language).text(error.remedy()) << '\n';
  throw CLI::RuntimeError(static_cast<int>(Exit::usage));
}

/// With a minus sign, as the tables of the report have it.
std::string number(const Decimal& d, const exchange::Messages& m) {
  const std::string text = exchange::number_text(d, m.language());
  return text.starts_with('-') ? "−" + text.substr(1) : text;
}

std::string category_text(const JudgedRow& row, const ChangeInput& in, const exchange::Messages& m) {
  if (!row.judged) return m.text("change.not_judged");
  return m.text("change.category." + std::string(report::shown_category(*row.judged, in.show_stayed_normal)));
}

std::string deviation_text(const Decimal& deviation, const exchange::Messages& m) {
  return number(deviation, m) + " " +
         m.text("change.deviation." + std::string(measure::deviation_band(deviation).code));
}

std::string rows_text(const ChangeScores& made, const ChangeInput& in, const exchange::Messages& m) {
  std::vector<TextPage::Column> columns;
  const auto column = [&](const char* key, bool right) { columns.push_back({m.text(key), right, false}); };
  const bool lines = made.rows.front().row.line != 0;
  if (lines) column("change.column.line", true);
  column("change.column.start", true);
  column("change.column.end", true);
  column("change.column.change", true);
  column("change.column.index", true);
  if (in.deviation) {
    column("change.column.start_deviation", false);
    column("change.column.end_deviation", false);
  }
  column("change.column.category", false);
  std::vector<TextPage::Row> cells;
  for (const JudgedRow& r : made.rows) {
    const auto score = [&](const std::optional<std::int64_t>& x) {
      return x ? number({*x, in.decimals}, m) : std::string("–");
    };
    const auto deviation = [&](const std::optional<Decimal>& d) {
      return d ? deviation_text(*d, m) : std::string("–");
    };
    TextPage::Row row;
    if (lines) row.push_back(std::to_string(r.row.line));
    row.push_back(score(r.row.start));
    row.push_back(score(r.row.end));
    row.push_back(r.judged ? score(*r.row.end - *r.row.start) : "–");
    const auto index = r.judged ? Exact::real(r.judged->index).round(2) : std::nullopt;
    row.push_back(index ? number(*index, m) : "–");
    if (in.deviation) {
      row.push_back(deviation(r.start_deviation));
      row.push_back(deviation(r.end_deviation));
    }
    row.push_back(category_text(r, in, m));
    cells.push_back(std::move(row));
  }
  TextPage page(110, false);
  page.table(columns, cells, 0);
  return "\n" + page.str();
}

std::string rows_json(const ChangeScores& made, const ChangeInput& in) {
  json::Writer w(1);
  w.begin_array();
  for (const JudgedRow& r : made.rows) {
    w.begin_object();
    if (r.row.line != 0) w.key("line").integer(r.row.line);
    const auto decimal = [&](const char* key, const std::optional<Decimal>& value) {
      w.key(key);
      value ? w.decimal(*value) : w.null();
    };
    const auto score = [&](const std::optional<std::int64_t>& x) {
      return x ? std::optional<Decimal>(Decimal{*x, in.decimals}) : std::nullopt;
    };
    decimal("start", score(r.row.start));
    decimal("end", score(r.row.end));
    decimal("index", r.judged ? Exact::real(r.judged->index).round(6) : std::nullopt);
    if (in.deviation) {
      decimal("start_deviation", r.start_deviation);
      decimal("end_deviation", r.end_deviation);
    }
    w.key("category");
    r.judged ? w.text(report::shown_category(*r.judged, in.show_stayed_normal)) : w.null();
    w.end();
  }
  w.end();
  return w.str();
}

void run(const ChangeOptions& o) {
  const auto known = known_instruments(o.data);
  if (!known) refuse(known.error(), o.language);
  auto in = change_input(o, *known);
  if (!in) wrong_use(in.error(), o.language);
  if (o.file.empty()) {
    const auto row = change_row(o, in->decimals);
    if (!row) wrong_use(row.error(), o.language);
    in->rows = {*row};
    if (in->title.empty()) in->title = messages(o.language).text("change.one_person");
  } else {
    for (const auto& [flag, column] :
         {std::pair{"--start-column", &o.start_column}, std::pair{"--end-column", &o.end_column}}) {
      if (column->empty()) wrong_use(error("change.flag_missing", {{"flag", flag}}), o.language);
    }
    if (!o.start.empty() || !o.end.empty()) wrong_use(error("change.scores_and_file"), o.language);
    auto rows = exchange::read_change_rows(change_file(o));
    if (!rows) refuse(rows.error(), o.language);
    in->rows = std::move(*rows);
  }
  const auto made = report::change_scores(*in);
  if (!made) refuse(made.error(), o.language);
  const exchange::Messages& m = messages(o.language);
  const std::string text = o.json ? "{\n\"rows\": " + rows_json(*made, *in) +
                                        ",\n\"report\": " + exchange::report_json(made->report, m) + "}\n"
                                  : exchange::report_text(made->report, m) + rows_text(*made, *in, m);
  std::fwrite(text.data(), 1, text.size(), stdout);
}

}  // namespace

void add_change(CLI::App& app) {
  auto o = std::make_shared<ChangeOptions>();
  CLI::App* command = app.add_subcommand(
      "change", "reliable and clinically significant change of one person, or of every row of a file");
  add_change_options(*command, *o);
  add_language(*command, o->language);
  command->callback([o] { run(*o); });
}

}  // namespace koers::cli
