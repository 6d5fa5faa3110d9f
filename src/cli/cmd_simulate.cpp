// koers simulate: the made-up families of a provider, as many as asked for, one after the other.
#include <cstdio>
#include <iostream>
#include <memory>

#include "cli/case_catalogue.h"
#include "cli/registry.h"
#include "cli/simulate_summary.h"
#include "cli/speak.h"
#include "dossier/check.h"
#include "exchange/write_file.h"
#include "simulate/family.h"
#include "simulate/scores.h"

namespace koers::cli {
namespace {

struct Options {
  std::uint64_t families = 0, first = 1, seed = 0;
  std::uint32_t workers = 40;
  std::string method = "iag-2019", from = "2022-01-03", scores;
  bool summary = false;
  Language language = Language::nl;
};

/// Standard output that must take what is written, and a file beside it that is there whole or not at all.
class Output {
 public:
  Output(const std::string& scores, Language language) : language_(language) {
    if (scores.empty()) return;
    auto draft = exchange::FileDraft::beside(scores);
    if (!draft) refuse(draft.error(), language_);
    scores_.emplace(std::move(*draft));
  }
  void write(std::string_view text) {
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) full();
  }
  bool has_scores() const { return scores_.has_value(); }
  void scores(std::string_view rows) {
    if (const auto fault = scores_->write(rows)) refuse(*fault, language_);
  }
  void finish() {
    if (std::fflush(stdout) != 0) full();
    if (!scores_) return;
    if (const auto fault = scores_->finish()) refuse(*fault, language_);
  }

 private:
  [[noreturn]] void full() const { refuse(error("file.cannot_write", {}, {"stdout", 0, 0, {}}), language_); }
  std::optional<exchange::FileDraft> scores_;
  Language language_;
};

[[noreturn]] void wrong_use(const Error& fault, Language language) {
  std::cerr << "koers simulate: " << messages(language).text(fault.message()) << '\n'
            << "    " << messages(language).text(fault.remedy()) << '\n';
  throw CLI::RuntimeError(static_cast<int>(Exit::usage));
}

void run(const Options& o) {
  const auto catalogue = catalogue_for({o.method}, "");
  if (!catalogue) refuse(catalogue.error(), o.language);
  const method::Method* method = catalogue->find(o.method);
  if (method == nullptr) wrong_use(error("simulate.method_unknown", {{"method", o.method.substr(0, 40)}}), o.language);
  const auto from = LocalDate::parse(o.from);
  if (!from) wrong_use(error("simulate.not_a_day", {{"from", o.from.substr(0, 40)}}), o.language);
  const auto simulator = simulate::Simulator::make(*method, {o.seed, *from, o.workers});
  if (!simulator) wrong_use(simulator.error(), o.language);

  Output out(o.scores, o.language);
  if (out.has_scores()) out.scores(simulate::scores_head());

  SimulateSummary summary(simulator->scheme());
  dossier::CaseFile family;
  for (std::uint64_t i = 0; i < o.families; ++i) {
    simulator->family(o.first + i, family);
    const dossier::Dossier dossier = dossier::replay(family.entries);
    const auto problems = dossier::check(dossier, family.entries, *catalogue, family.entries.back().date());
    if (dossier::blocks(problems)) {
      for (const dossier::Problem& problem : problems) {
        if (problem.severity != dossier::Severity::blocks) continue;
        refuse(error("simulate.blocked", {{"family", std::to_string(o.first + i)}, {"problem", problem.code}}),
               o.language);
      }
    }
    if (o.summary) summary.add(family, problems);
    if (!o.summary) out.write(dossier::write_case(family));
    if (out.has_scores()) out.scores(simulate::scores_of(family));
  }
  if (o.summary) out.write(summary.text(messages(o.language)));
  out.finish();
}

}  // namespace

void add_simulate(CLI::App& app) {
  auto o = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("simulate", "Made-up families from a seed, as JSON Lines on standard output");
  command->add_option("--families", o->families, "how many")->required()->check(CLI::Range(1, 100'000'000));
  command->add_option("--seed", o->seed, "any whole number: the same seed gives the same families")
      ->required()
      ->check(CLI::NonNegativeNumber);
  command->add_option("--first", o->first, "number of the first one; a family is the same wherever a run begins")
      ->check(CLI::Range(1, 1'000'000'000));
  command->add_option("--method", o->method, "a shipped method version, iag-2019");
  command->add_option("--from", o->from, "first day of referrals, 2022-01-03; they come in the two years after it");
  command->add_option("--workers", o->workers, "family workers of the provider")->check(CLI::Range(1, 1'000'000));
  command->add_flag("--summary", o->summary, "instead of dossiers: what they show, against what they are held to");
  command->add_option("--scores", o->scores, "also write the scores, as koers outcome reads them, to this CSV file");
  add_language(*command, o->language);
  command->callback([o] { run(*o); });
}

}  // namespace koers::cli
