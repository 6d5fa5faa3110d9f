#include "cli/simulate_summary.h"

#include <cmath>

#include "cli/text_page.h"
#include "exchange/local_text.h"

namespace koers::cli {
namespace {

std::string number(double value, int decimals, const exchange::Messages& m) {
  const auto rounded = round_double(value, decimals);
  return rounded ? exchange::number_text(*rounded, m.language()) : "–";
}

}  // namespace

void SimulateSummary::add(const dossier::CaseFile& family, const std::vector<dossier::Problem>& problems) {
  found_.add(family.entries);
  for (const dossier::Problem& problem : problems) ++warnings_[problem.code];
}

std::string SimulateSummary::text(const exchange::Messages& m) const {
  TextPage page(110, false);
  page.paragraph(m.text("simulate.summary.note"), 0);
  page.gap();
  std::vector<TextPage::Column> columns;
  for (const char* key : {"figure", "target", "tolerance", "found", "error", "n", "within", "source"})
    columns.push_back({m.text(std::string("simulate.summary.") + key), key[0] != 'f' && key[0] != 's', false});
  columns[0].right = false;
  columns[3].right = true;
  std::vector<TextPage::Row> rows;
  for (const simulate::Target& target : simulate::targets) {
    const auto found = found_.figure(target.figure);
    const bool known = found && found->n > 0;
    const bool within = known && std::abs(found->value - target.value.value()) <= target.tolerance.value() + 1e-12;
    rows.push_back({std::string(target.figure), exchange::number_text(target.value, m.language()),
                    exchange::number_text(target.tolerance, m.language()), known ? number(found->value, 3, m) : "–",
                    known ? number(found->error, 3, m) : "–", known ? std::to_string(found->n) : "0",
                    known ? m.text(within ? "simulate.summary.yes" : "simulate.summary.no") : "–",
                    std::string(target.method) + ' ' + std::string(target.source)});
  }
  page.table(columns, rows, 0);
  page.gap();
  page.paragraph(m.text("simulate.summary.families", {{"families", std::to_string(found_.families())},
                                                      {"entries", std::to_string(found_.entries())}}),
                 0);
  for (const auto& [code, n] : warnings_)
    page.line(m.text("simulate.summary.warning", {{"code", code}, {"n", std::to_string(n)}}));
  return page.str();
}

}  // namespace koers::cli
