#include <gtest/gtest.h>
#include <set>

#include "dossier/check.h"
#include "simulate/family.h"
#include "simulate/random.h"

namespace koers::simulate {
namespace {

method::Phase phase(std::string code, std::string to, int least, int most, int visits) {
  method::Phase out;
  out.code = std::move(code);
  out.weeks = {Decimal{least, 0}, Decimal{most, 0}, {}};
  if (visits > 0) out.contacts_per_week = {Decimal{visits, 0}, Decimal{visits, 0}, {}};
  if (!to.empty()) {
    out.transition.emplace();
    out.transition->to = std::move(to);
    out.transition->talk = true;
  }
  return out;
}

/// Three phases, two areas of goals, one instrument: what a method must have, and no more.
method::Method small_method() {
  method::Method m;
  m.code = "made_up";
  m.version = "1";
  m.phases = {phase("first", "middle", 4, 6, 2), phase("middle", "last", 8, 10, 2), phase("last", "", 4, 5, 0)};
  m.goals.emplace();
  for (const char* code : {"talking", "sleeping"}) m.goals->domains.emplace_back().code = code;
  for (const auto& [code, planned] : {std::pair("done", true), std::pair("left", false)}) {
    method::ClosingReason& reason = m.closing_reasons.emplace_back();
    reason.code = code;
    reason.planned = planned;
  }
  for (const method::Moment moment : {method::Moment::start, method::Moment::end}) {
    method::PlannedMeasurement& planned = m.measurements.emplace_back();
    planned.instrument = "cbcl";
    planned.informants = {"mother", "father"};
    planned.moment = moment;
  }
  return m;
}

Provider provider(std::uint64_t seed) { return {seed, *LocalDate::from_ymd(2022, 1, 3), 12}; }

std::string written(const Simulator& simulator, std::uint64_t family) {
  dossier::CaseFile out;
  simulator.family(family, out);
  return dossier::write_case(out);
}

TEST(Philox, GivesTheVectorsOfItsAuthors) {
  // kat_vectors of Random123, the authors' own code: philox4x32, 10 rounds.
  EXPECT_EQ(philox({0, 0, 0, 0}, {0, 0}), (Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(philox({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}),
            (Block{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Block{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Draws, AreEvenAndNormalAsTheySay) {
  Draws draws(3, 1, Part::work);
  std::array<int, 10> seen{};
  for (int i = 0; i < 100'000; ++i) ++seen[static_cast<std::size_t>(draws.below(10))];
  for (const int n : seen) EXPECT_NEAR(n, 10'000, 400);  // four SDs: 4 * sqrt(100000 * .1 * .9)
  double sum = 0, squares = 0;
  for (int i = 0; i < 100'000; ++i) {
    const double z = draws.normal() / 65'536.0;
    sum += z;
    squares += z * z;
  }
  EXPECT_NEAR(sum / 100'000, 0, 0.013);
  EXPECT_NEAR(squares / 100'000, 1, 0.018);
  EXPECT_EQ(spread(100, -65'536), -100);
  EXPECT_EQ(floor_div(-7, 2), -4);
}

TEST(Families, AreTheSameWhateverTheOrder) {
  const auto a = Simulator::make(small_method(), provider(7));
  const auto b = Simulator::make(small_method(), provider(7));
  ASSERT_TRUE(a && b);
  std::vector<std::string> forward, backward;
  for (std::uint64_t i = 1; i <= 40; ++i) forward.push_back(written(*a, i));
  for (std::uint64_t i = 40; i >= 1; --i) backward.insert(backward.begin(), written(*b, i));
  EXPECT_EQ(forward, backward);
  EXPECT_NE(forward[0], forward[1]);
  const auto other = Simulator::make(small_method(), provider(8));
  EXPECT_NE(written(*other, 1), forward[0]);
}

TEST(Families, AreReadBackAsTheyWereMade) {
  const auto simulator = Simulator::make(small_method(), provider(7));
  dossier::CaseFile made;
  for (std::uint64_t i = 1; i <= 20; ++i) {
    simulator->family(i, made);
    const auto read = dossier::read_case(dossier::write_case(made), "family");
    ASSERT_TRUE(read);
    EXPECT_TRUE(read->synthetic);
    EXPECT_NE(read->title.find("Synthetic"), std::string::npos);
    EXPECT_EQ(read->lines, made.lines);
    ASSERT_EQ(read->entries.size(), made.entries.size());
    for (std::size_t j = 0; j < made.entries.size(); ++j)
      EXPECT_TRUE(dossier::same_content(read->entries[j], made.entries[j]));
  }
}

TEST(Families, NeverShareAnId) {
  const auto simulator = Simulator::make(small_method(), provider(7));
  std::set<EntryId> ids;
  std::set<JournalId> journals;
  dossier::CaseFile made;
  std::size_t entries = 0;
  for (std::uint64_t i = 1; i <= 200; ++i) {
    simulator->family(i, made);
    journals.insert(made.journal);
    entries += made.entries.size();
    for (const dossier::Entry& entry : made.entries) ids.insert(entry.id);
  }
  EXPECT_EQ(ids.size(), entries);
  EXPECT_EQ(journals.size(), 200U);
}

TEST(Families, AreVisitedOnWorkDaysOnly) {
  const auto simulator = Simulator::make(small_method(), provider(7));
  const LocalDate kings_day = *LocalDate::from_ymd(2023, 4, 27);
  EXPECT_FALSE(Days(2022, 2024).work_day(kings_day));
  dossier::CaseFile made;
  for (std::uint64_t i = 1; i <= 200; ++i) {
    simulator->family(i, made);
    for (const dossier::Entry& entry : made.entries) {
      if (entry.kind() != dossier::Kind::contact) continue;
      EXPECT_LT(entry.date().weekday(), Weekday::saturday);
      EXPECT_NE(entry.date(), kings_day);
    }
  }
}

TEST(Simulator, SaysWhatAMethodLeavesOpen) {
  const auto refused = [](method::Method m, Provider p = provider(1)) {
    const auto made = Simulator::make(m, p);
    if (made) return std::string("made");
    std::string out = made.error().code;
    for (const auto& [name, value] : made.error().args) {
      if (name == "key") out += ' ' + value;
    }
    return out;
  };
  EXPECT_EQ(refused(small_method()), "made");
  method::Method m = small_method();
  m.phases.clear();
  EXPECT_EQ(refused(m), "simulate.method_incomplete phases");
  m = small_method();
  m.goals.reset();
  EXPECT_EQ(refused(m), "simulate.method_incomplete goals");
  m = small_method();
  m.closing_reasons.clear();
  EXPECT_EQ(refused(m), "simulate.method_incomplete closing_reasons");
  EXPECT_EQ(refused(small_method(), {1, *LocalDate::from_ymd(2013, 12, 31), 1}), "simulate.from_out_of_range");
}

}  // namespace
}  // namespace koers::simulate
