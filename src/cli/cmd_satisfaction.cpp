// koers satisfaction: what clients think of the help, by the anonymous route, and the linked one beside it.
#include <filesystem>
#include <memory>
#include <optional>

#include "cli/case_stream.h"
#include "cli/output.h"
#include "cli/registry.h"
#include "cli/satisfaction_input.h"
#include "cli/shipped.h"
#include "cli/today.h"
#include "exchange/write_file.h"
#include "report/satisfaction.h"

namespace koers::cli {

namespace {

struct Options {
  std::string answers, today, released;
  std::vector<std::string> linked;
  bool json = false, csv = false;
  Language language = Language::nl;
};

/// The ledger with what this report adds to it; its file is on the disk before anything is told.
report::SatisfactionLedger ledger_or_refuse(const Options& o, const measure::Instrument& form,
                                            const report::AnonymousForms& anonymous) {
  refuse_input_as_output(o.released, {o.answers}, o.language);
  report::SatisfactionLedger ledger;
  std::error_code none;
  if (std::filesystem::exists(o.released, none)) {
    const auto text = read_text(o.released, std::size_t{64} << 20);
    if (!text) refuse(text.error(), o.language);
    auto read = report::read_ledger(*text, form, o.released);
    if (!read) refuse(read.error(), "case", o.language);
    ledger = std::move(*read);
  }
  const auto added = report::take_batch(ledger, anonymous.groups);
  if (!added) refuse(added.error(), o.language);
  if (*added) {
    if (auto fault = exchange::write_file(o.released, report::write_ledger(ledger, form))) refuse(*fault, o.language);
  }
  return ledger;
}

void run(const Options& o) {
  const measure::Instrument& form = satisfaction_form();
  const LocalDate today = *day_said(o.today.empty() ? "now" : o.today);
  const report::AnonymousForms anonymous = anonymous_or_refuse(o.answers, form, today, o.language);
  report::LinkedForms linked(form);
  report::Report report;
  std::optional<report::SatisfactionLedger> ledger;
  if (!o.linked.empty()) {
    CaseStream stream(today, "", o.language);
    stream.each(o.linked, [&](const CaseStream::One& one) { linked.add(one.dossier, today); });
  }
  if (!o.released.empty()) ledger = ledger_or_refuse(o, form, anonymous);
  auto done = report::add_satisfaction(report, form, anonymous, o.linked.empty() ? nullptr : &linked,
                                       ledger ? &*ledger : nullptr);
  if (!done) refuse(done.error(), o.language);
  print_report(report, o.json ? ReportAs::json : o.csv ? ReportAs::csv : ReportAs::text, o.language);
}

}  // namespace

void add_satisfaction(CLI::App& app) {
  const auto o = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("satisfaction", "What clients think of the help: anonymous forms, linked ones beside them");
  command->add_option("ANSWERS", o->answers, "the file of anonymous forms (JSON Lines)")->required();
  command->add_option("--linked", o->linked, "files of cases, whose forms stand beside the anonymous ones");
  command->add_option("--today", o->today, "the day the forms and cases are read on; else the clock of this computer")
      ->check(not_a_day);
  command->add_option("--released", o->released,
                      "the file that remembers what earlier reports told, so that two of them tell no more");
  CLI::Option* csv = command->add_flag("--csv", o->csv, "every figure in one line");
  command->add_flag("--json", o->json, "every figure and table as JSON")->excludes(csv);
  add_language(*command, o->language);
  command->callback([o] { run(*o); });
}

}  // namespace koers::cli
