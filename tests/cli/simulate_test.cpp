// Simulated families of the shipped iag-2019 through the gate, and what their dossiers show.
#include <cmath>
#include <gtest/gtest.h>

#include "cli/case_catalogue.h"
#include "dossier/check.h"
#include "simulate/family.h"
#include "simulate/recovery.h"

namespace koers::cli_test {
namespace {

simulate::Simulator simulator(const method::Catalogue& catalogue, std::uint64_t seed) {
  auto made = simulate::Simulator::make(*catalogue.find("iag-2019"), {seed, *LocalDate::from_ymd(2022, 1, 3), 40});
  EXPECT_TRUE(made);
  return std::move(*made);
}

TEST(Simulated, FamiliesPassTheGate) {
  const auto catalogue = cli::catalogue_for({"iag-2019"}, "");
  ASSERT_TRUE(catalogue);
  const simulate::Simulator families = simulator(*catalogue, 20'260'101);
  dossier::CaseFile family;
  std::size_t entries = 0, warnings = 0;
  constexpr std::uint64_t n = 2000;
  for (std::uint64_t i = 1; i <= n; ++i) {
    families.family(i, family);
    entries += family.entries.size();
    const dossier::Dossier dossier = dossier::replay(family.entries);
    EXPECT_EQ(dossier.entries.size(), family.entries.size()) << "family " << i << ": an entry does not count";
    for (const dossier::Problem& problem :
         dossier::check(dossier, family.entries, *catalogue, family.entries.back().date())) {
      EXPECT_EQ(problem.severity, dossier::Severity::warns) << "family " << i << ": " << problem.code;
      ++warnings;
    }
  }
  // Warnings are what real records give too: a talk at a transition missed, an end measurement not there.
  EXPECT_GT(warnings, n / 4);
  EXPECT_LT(warnings, 3 * n);
  EXPECT_NEAR(static_cast<double>(entries) / n, 100, 10);
}

// Each published figure comes back from the dossiers alone. Allowed: what calibration.h allows ten thousand families, and two and a
// half standard errors of this smaller number (for the 27 figures of one fixed seed together).
TEST(Simulated, DossiersGiveBackWhatWasPublished) {
  const auto catalogue = cli::catalogue_for({"iag-2019"}, "");
  ASSERT_TRUE(catalogue);
  const simulate::Simulator families = simulator(*catalogue, 20'260'102);
  simulate::Recovery found(families.scheme());
  dossier::CaseFile family;
  for (std::uint64_t i = 1; i <= 5000; ++i) {
    families.family(i, family);
    found.add(family.entries);
  }
  for (const simulate::Target& target : simulate::targets) {
    const auto figure = found.figure(target.figure);
    ASSERT_TRUE(figure) << target.figure;
    ASSERT_GT(figure->n, 500U) << target.figure;
    EXPECT_NEAR(figure->value, target.value.value(), target.tolerance.value() + 2.5 * figure->error) << target.figure;
  }
}

// What is answered question by question is what the instrument file asks, and the answers make the score that stands there.
TEST(Simulated, AnswersAreThoseOfTheForms) {
  const auto catalogue = cli::catalogue_for({"iag-2019"}, "");
  ASSERT_TRUE(catalogue);
  for (const simulate::Form& form : {simulate::session_form, simulate::closing_form}) {
    const measure::Instrument* instrument = catalogue->instrument(form.instrument);
    ASSERT_NE(instrument, nullptr) << form.instrument;
    ASSERT_EQ(instrument->items.size(), form.items.size()) << form.instrument;
    for (std::size_t i = 0; i < form.items.size(); ++i) EXPECT_EQ(instrument->items[i].code, form.items[i]);
  }
  const simulate::Simulator families = simulator(*catalogue, 20'260'103);
  dossier::CaseFile family;
  std::size_t sessions = 0, closings = 0;
  for (std::uint64_t n = 1; n <= 300; ++n) {
    families.family(n, family);
    for (const dossier::Entry& entry : family.entries) {
      const auto* form = std::get_if<dossier::Measurement>(&entry.body);
      if (form == nullptr || form->answers.empty()) continue;
      if (form->instrument == simulate::session_form.instrument) {
        std::int64_t sum = 0;
        for (const dossier::Answer& answer : form->answers) {
          const Decimal& value = answer.value->value;
          EXPECT_EQ(value.decimals, 1);
          EXPECT_GE(value.scaled, simulate::session_form.least);
          EXPECT_LE(value.scaled, simulate::session_form.most);
          sum += value.scaled;
        }
        EXPECT_EQ(form->scores.front().raw->value, (Decimal{.scaled = sum, .decimals = 1}));
        ++sessions;
      } else {
        EXPECT_EQ(form->instrument, simulate::closing_form.instrument);
        for (const dossier::Answer& answer : form->answers) {
          EXPECT_NE(answer.value.has_value(), answer.missing.has_value());
          if (!answer.value) continue;
          EXPECT_GE(answer.value->value.scaled, simulate::closing_form.least);
          EXPECT_LE(answer.value->value.scaled, simulate::closing_form.most);
        }
        ++closings;
      }
    }
  }
  EXPECT_GT(sessions, 300U);
  EXPECT_GT(closings, 50U);
}

}  // namespace
}  // namespace koers::cli_test
