#include "cli/bands_text.h"

#include <algorithm>
#include <array>

#include "cli/text_page.h"
#include "dossier/codes.h"
#include "exchange/local_text.h"

namespace koers::cli {

namespace {

using dossier::BandAnswer;
using dossier::NoBand;
using dossier::RoleBands;

std::string day(const std::optional<LocalDate>& date, const exchange::Messages& m) {
  return date ? exchange::date_text(*date, m.language(), exchange::DateStyle::middle) : std::string("–");
}

std::string counted(const RoleBands& role, const exchange::Messages& m) {
  return m.text("bands.counted", {{"n", std::to_string(role.n)},
                                  {"cases", std::to_string(role.cases)},
                                  {"forms", std::to_string(role.forms)},
                                  {"from", day(role.from, m)},
                                  {"to", day(role.to, m)},
                                  {"drop_outs", std::to_string(role.drop_outs)}});
}

std::string left_out(const RoleBands& role, const exchange::Messages& m) {
  return m.text("bands.left_out", {{"open", std::to_string(role.open)},
                                   {"one_form", std::to_string(role.one_form)},
                                   {"other_version", std::to_string(role.other_version)}});
}

/// The band at a low, a middle and a high start, at the forms 2, 4, 8 … and the last.
void table(TextPage& page, const RoleBands& role, const exchange::Messages& m) {
  std::vector<std::int64_t> sessions;
  for (std::int64_t session = 2; session < role.sessions && sessions.size() < 4; session *= 2)
    sessions.push_back(session);
  sessions.push_back(role.sessions);
  std::vector<TextPage::Column> columns{{m.text("bands.column.start"), true, false}};
  for (const std::int64_t session : sessions)
    columns.push_back({m.text("bands.column.form", {{"n", std::to_string(session)}}), false, false});
  std::vector<TextPage::Row> rows;
  const std::size_t last = role.starts.size() - 1;
  std::vector<std::size_t> places{last / 4, last / 2, last - last / 4};
  places.erase(std::ranges::unique(places).begin(), places.end());
  for (const std::size_t place : places) {
    TextPage::Row row{band_score(role.starts[place], m)};
    for (const std::int64_t session : sessions) {
      const BandAnswer found = band_at(role, role.starts[place], session);
      row.push_back(m.text("bands.cell", {{"low", band_score(found.cell.p25, m)},
                                          {"middle", band_score(found.cell.p50, m)},
                                          {"high", band_score(found.cell.p75, m)}}));
    }
    rows.push_back(std::move(row));
  }
  page.table(columns, rows, 2);
}

}  // namespace

std::string band_score(std::int64_t hundredths, const exchange::Messages& m) {
  return exchange::number_text(round_ratio(hundredths, 100, 1), m.language());
}

std::string no_band_text(const RoleBands& role, const exchange::Messages& m) {
  return m.text(role.none.empty() ? "bands.not_found" : role.none,
                {{"n", std::to_string(role.n)}, {"needed", std::to_string(dossier::bands_needed)}});
}

std::string bands_text(const dossier::SessionBands& bands, const measure::Instrument* instrument, std::size_t cases,
                       const exchange::Messages& m) {
  const bool nl = m.language() == Language::nl;
  TextPage page(96, false);
  const measure::InstrumentScale* scale = instrument == nullptr ? nullptr : instrument->scale(bands.scale);
  page.paragraph(m.text("bands.title", {{"instrument", instrument == nullptr ? bands.instrument
                                                       : nl                  ? instrument->name.nl
                                                                             : instrument->name.en},
                                        {"scale", scale == nullptr ? bands.scale
                                                  : nl             ? scale->name.nl
                                                                   : scale->name.en}}),
                 0);
  page.paragraph(m.text(bands.lower_is_better ? "bands.lower" : "bands.higher"), 0);
  if (bands.synthetic) page.paragraph(m.text("bands.synthetic"), 0);
  page.paragraph(m.text("bands.read", {{"cases", std::to_string(cases)}}), 0);
  if (bands.version) page.paragraph(m.text("bands.version", {{"version", *bands.version}}), 0);
  if (bands.roles.empty()) {
    page.gap();
    page.paragraph(m.text("bands.no_forms"), 0);
  }
  for (const RoleBands& role : bands.roles) {
    page.heading(m.text("course.role", {{"role", std::string(dossier::code(role.role))}}));
    page.paragraph(counted(role, m));
    page.paragraph(left_out(role, m));
    if (!role.none.empty()) {
      page.paragraph(no_band_text(role, m));
      continue;
    }
    page.paragraph(m.text("bands.reach", {{"low", band_score(role.starts.front(), m)},
                                          {"high", band_score(role.starts.back(), m)},
                                          {"sessions", std::to_string(role.sessions)}}));
    if (role.model && !role.model->slope) page.paragraph(m.text("bands.level_only"));
    if (role.model && role.model->singular) page.paragraph(m.text("bands.singular"));
    page.gap();
    table(page, role, m);
  }
  page.gap();
  page.paragraph(m.text("bands.means"), 0);
  return page.str();
}

}  // namespace koers::cli
