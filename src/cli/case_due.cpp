#include "cli/case_due.h"

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <memory>

#include "cli/case_stream.h"
#include "cli/today.h"

namespace koers::cli {

namespace {

struct Options {
  std::vector<std::string> cases;
  std::string today, settings, only;
  int days = 14;
  bool json = false, csv = false;
  Language language = Language::nl;
};

constexpr std::size_t page_width = 100;

void run(const Options& o) {
  DueList list;
  list.today = *day_said(o.today.empty() ? "now" : o.today);
  list.days_ahead = o.days;
  CaseStream stream(list.today, o.settings, o.language);
  stream.each(o.cases, [&](const CaseStream::One& one) {
    dossier::CaseDue found = dossier::due(one.dossier, one.journal, one.catalogue, list.today, o.days);
    list.without_method += found.unknown_methods.size();
    for (dossier::DueMeasurement& item : found.items) {
      if (o.only.empty() || dossier::name(item.state) == o.only)
        list.items.push_back(std::move(item));
      else
        ++list.left_out;
    }
  });
  std::ranges::sort(list.items, dossier::more_urgent);
  list.cases = stream.cases();
  list.synthetic = stream.synthetic();
  const std::string out = o.json  ? due_json(list)
                          : o.csv ? due_csv(list)
                                  : due_text(list, messages(o.language), page_width);
  std::fwrite(out.data(), 1, out.size(), stdout);
}

}  // namespace

void add_case_due(CLI::App& group) {
  const auto o = std::make_shared<Options>();
  CLI::App* command = group.add_subcommand("due", "What is to be measured over many cases, the most urgent first");
  command->add_option("CASES", o->cases, "files of cases; one of JSON Lines may hold many")->required();
  command->add_option("--today", o->today, "the day it is read on, 2026-05-12, or now; else the clock of this computer")
      ->check(not_a_day);
  command->add_option("--days", o->days, "how many days ahead; 14")->check(CLI::Range(0, 366));
  command->add_option("--state", o->only, "only these")
      ->check(CLI::IsMember({"late", "due", "coming", "missed", "declined"}));
  command->add_option("--settings", o->settings, "the provider's own settings file");
  CLI::Option* csv = command->add_flag("--csv", o->csv, "one line each, for a spreadsheet");
  command->add_flag("--json", o->json, "the same as JSON")->excludes(csv);
  add_language(*command, o->language);
  command->callback([o] { run(*o); });
}

}  // namespace koers::cli
