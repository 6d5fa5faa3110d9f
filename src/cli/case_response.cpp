// koers case response: what came of the measurements over many cases, week by week.
#include <memory>
#include <optional>

#include "cli/case_due.h"
#include "cli/case_stream.h"
#include "cli/output.h"
#include "cli/satisfaction_input.h"
#include "cli/today.h"
#include "report/response.h"
#include "report/satisfaction.h"

namespace koers::cli {

namespace {

struct Options {
  std::vector<std::string> cases;
  std::string today, from, to, settings, anonymous;
  bool json = false, csv = false;
  Language language = Language::nl;
};

constexpr int weeks_back = 12;

void run(const Options& o) {
  const LocalDate today = *day_said(o.today.empty() ? "now" : o.today);
  const LocalDate monday = today - static_cast<int>(today.weekday());
  const LocalDate from = o.from.empty() ? monday - 7 * weeks_back : *day_said(o.from);
  const LocalDate to = o.to.empty() ? today : *day_said(o.to);
  if (to < from) refuse(error("response.backwards", {{"from", from.text()}, {"to", to.text()}}), o.language);
  const measure::Instrument& form = satisfaction_form();
  std::optional<report::AnonymousForms> anonymous;
  if (!o.anonymous.empty()) anonymous = anonymous_or_refuse(o.anonymous, form, today, o.language);
  report::LinkedForms linked(form);
  report::Response response(from, to, today);
  CaseStream stream(today, o.settings, o.language);
  stream.each(o.cases, [&](const CaseStream::One& one) {
    response.add(one.dossier, one.catalogue);
    linked.add(one.dossier, today);
  });
  report::Report report;
  if (stream.synthetic()) report.subtitle.emplace_back(Message{"response.synthetic", {}});
  if (auto done = response.add_to(report); !done) refuse(done.error(), o.language);
  if (anonymous) {
    if (auto done = report::add_satisfaction_response(report, *anonymous, &linked); !done)
      refuse(done.error(), o.language);
  }
  print_report(report, o.json ? ReportAs::json : o.csv ? ReportAs::csv : ReportAs::text, o.language);
}

}  // namespace

void add_case_response(CLI::App& group) {
  const auto o = std::make_shared<Options>();
  CLI::App* command = group.add_subcommand("response", "What came of the measurements over many cases, week by week");
  command->add_option("CASES", o->cases, "files of cases; one of JSON Lines may hold many")->required();
  command->add_option("--today", o->today, "the day it is read on; else the clock of this computer")->check(not_a_day);
  command->add_option("--from", o->from, "windows that close from this day; else twelve weeks back")->check(not_a_day);
  command->add_option("--to", o->to, "windows that close up to this day; else today")->check(not_a_day);
  command->add_option("--anonymous", o->anonymous,
                      "a file of anonymous satisfaction forms, whose response stands beside");
  command->add_option("--settings", o->settings, "the provider's own settings file");
  CLI::Option* csv = command->add_flag("--csv", o->csv, "every figure in one line");
  command->add_flag("--json", o->json, "every figure and table as JSON")->excludes(csv);
  add_language(*command, o->language);
  command->callback([o] { run(*o); });
}

}  // namespace koers::cli
