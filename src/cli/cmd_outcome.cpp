// koers outcome SCORES.csv --map MAP.toml: the outcome report from a provider's own spreadsheet.
#include <algorithm>
#include <cstdio>
#include <iostream>
#include <memory>

#include "cli/output.h"
#include "cli/registry.h"
#include "cli/shipped.h"
#include "cli/speak.h"
#include "exchange/outcome_file.h"
#include "exchange/report_text.h"
#include "measure/instrument.h"

namespace koers::cli {
namespace {

struct Options {
  std::string scores, map, csv, open, data;
  bool json = false;
  Language language = Language::nl;
};

/// What the instruments of this provider tell about a frame.
exchange::FindFrame frames_of(const std::vector<measure::Instrument>& known) {
  return [&known](std::string_view code) -> std::optional<exchange::Frame> {
    const auto found = std::ranges::find(known, code, &measure::Instrument::code);
    if (found == known.end()) return {};
    return exchange::Frame{found->name.nl, found->name.en, found->better, &*found};
  };
}

/// The lines of the file a figure rests on.
void print_rows(const exchange::OutcomeReport& made, const Options& o) {
  const Figure* figure = made.report.find(o.open);
  if (figure == nullptr) refuse(error("outcome.no_such_figure", {{"code", o.open}}), o.language);
  if (figure->rows.empty_source()) refuse(error("outcome.no_rows_kept", {{"code", o.open}}), o.language);
  std::uint32_t last = 0;
  for (const std::size_t row : figure->rows.rows()) {
    const std::uint32_t line = made.lines.line(static_cast<std::uint32_t>(row / made.per_row));
    if (line != last) std::cout << figure->rows.source() << ':' << line << '\n';
    last = line;
  }
}

void run(const Options& o) {
  auto text = read_text(o.map);
  if (!text) refuse(text.error(), o.language);
  auto map = exchange::read_outcome_map(*text, o.map);
  if (!map) refuse(std::move(map.error()), "map", o.language);
  if (!map->method.empty()) {
    exchange::Library library = shipped();
    const std::string path = library.path_of(map->method);
    if (path.empty())
      refuse(error("map.no_such_method", {{"method", map->method.substr(0, 64)}}, {o.map, 0, 0, "method"}), o.language);
    const auto method = library.method(path);
    if (!method) refuse(method.error(), o.language);
    if (const auto taken = exchange::take_goal_model(*map, **method); !taken)
      refuse(Errors{taken.error()}, "map", o.language);
  }
  auto source = exchange::TextSource::open(o.scores, map->encoding);
  if (!source) refuse(source.error(), o.language);
  const auto known = known_instruments(o.data);
  if (!known) refuse(known.error(), o.language);
  auto made = exchange::outcome_report(*map, std::move(*source), frames_of(*known), o.language == Language::nl);
  if (!made) refuse(made.error(), o.language);

  if (!o.open.empty()) return print_rows(*made, o);
  const exchange::Messages& m = messages(o.language);
  if (!o.csv.empty()) {
    write_output(o.csv, exchange::report_csv(made->report, m), {o.scores, o.map}, o.language);
  }
  const std::string written = o.json ? exchange::report_json(made->report, m) : exchange::report_text(made->report, m);
  std::fwrite(written.data(), 1, written.size(), stdout);
}

}  // namespace

void add_outcome(CLI::App& app) {
  auto o = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("outcome", "the outcome report from a spreadsheet of scores, answers, goals or counts");
  command->add_option("SCORES", o->scores, "the file of rows (CSV)")->required();
  command->add_option("--map", o->map, "what the file holds (docs/outcome.md)")->required();
  command->add_option("--data", o->data, "a provider's directory, with what it has a licence for in instruments/");
  CLI::Option* json = command->add_flag("--json", o->json, "every figure and table as JSON");
  CLI::Option* csv = command->add_option("--csv", o->csv, "also write every figure as one line of this CSV file");
  command->add_option("--open", o->open, "instead, list the lines of the file this figure rests on")
      ->excludes(json)
      ->excludes(csv);
  add_language(*command, o->language);
  command->callback([o] { run(*o); });
}

}  // namespace koers::cli
