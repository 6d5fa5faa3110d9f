// Bands from a provider's own closed courses: what they rest on, what they refuse, and that half of the courses they have not seen lie in
// them. Courses are made up from a seed.
#include "report/fit_bands.h"

#include <cmath>
#include <cstdio>
#include <gtest/gtest.h>
#include <numbers>
#include <random>

#include "dossier/line_format.h"

namespace koers::report {
namespace {

using dossier::BandCell;
using dossier::NoBand;
using dossier::RoleBands;
using dossier::SessionBands;

/// Standard normal numbers, the same on every machine.
class Normal {
 public:
  explicit Normal(std::uint64_t seed) : bits_(seed) {}
  double operator()() {
    const double u = uniform(), v = uniform();
    return std::sqrt(-2 * std::log(u)) * std::cos(2 * std::numbers::pi * v);
  }
  double uniform() { return (static_cast<double>(bits_() >> 11U) + 0.5) / 9007199254740992.0; }

 private:
  std::mt19937_64 bits_;
};

/// How courses of a made-up provider go, on a scale from 0 to 40. `spread`: 1 as they are; less: all courses alike.
struct Provider {
  double level = 6, start = 0.6, slope = 3, between = 4, between_slope = 1.5, within = 2;
};

using Scores = std::vector<double>;  // of one course, from the first form

Scores course(const Provider& p, Normal& normal, std::size_t forms) {
  const double first = 20 + 5 * normal();
  const double own = p.between * normal(), bend = p.between_slope * normal();
  Scores out{first};
  for (std::size_t s = 2; s <= forms; ++s) {
    const double log = std::log(static_cast<double>(s));
    out.push_back(p.level + p.start * first + p.slope * log + own + bend * log + p.within * normal());
  }
  return out;
}

std::vector<Scores> courses(const Provider& p, std::uint64_t seed, std::size_t n, std::size_t forms = 8) {
  Normal normal(seed);
  std::vector<Scores> out;
  for (std::size_t i = 0; i < n; ++i) out.push_back(course(p, normal, forms - i % 3));
  return out;
}

struct Written {
  std::string who = "@mother", instrument = "own_form", moment = "session",
              end = "closure reason=goals_met planned=yes", version = {};
};

std::string text_of(const Scores& scores, const Written& how = {}) {
  std::string out = "case title=t synthetic=yes\npeople @anna:worker @mother:mother @father:father @child:child\n";
  LocalDate day = *LocalDate::parse("2024-01-01");
  out += day.text() + " person person=" + how.who + " role=" + how.who.substr(1) + "\n";
  out += day.text() + " trajectory_start method=iag-2019 phase=start\n";
  for (const double score : scores) {
    day = day + 7;
    std::array<char, 32> number{};
    std::snprintf(number.data(), number.size(), "%.2f", score);
    out += day.text() + " measurement instrument=" + how.instrument + " informant=" + how.who + " person=" + how.who +
           " moment=" + how.moment + " state=done scores=total:" + number.data() +
           (how.version.empty() ? "" : " version=" + how.version) + "\n";
  }
  if (!how.end.empty()) out += (day + 7).text() + " " + how.end + "\n";
  return out;
}

void add(BandFitter& fitter, const std::string& text) {
  const auto file = dossier::read_lines(text, "made");
  ASSERT_TRUE(file) << file.error().front().code << ' ' << file.error().front().place.pointer << '\n' << text;
  fitter.add(dossier::replay(file->entries), file->synthetic);
}

BandQuestion question(std::optional<measure::Range> range = {}) {
  return {"own_form", "total", measure::Direction::higher_is_better, range};
}

SessionBands fitted(const std::vector<Scores>& from, const Written& how = {},
                    std::optional<measure::Range> range = {}) {
  BandFitter fitter(question(range));
  for (const Scores& scores : from) add(fitter, text_of(scores, how));
  return fitter.fit();
}

std::int64_t in_hundredths(double value) { return static_cast<std::int64_t>(std::lround(value * 100)); }

/// Share of forms of courses the band has not seen that lie in it, at one session; of starts it speaks of.
double covered(const RoleBands& bands, const std::vector<Scores>& held_out, std::size_t session) {
  double in = 0, all = 0;
  for (const Scores& scores : held_out) {
    if (scores.size() < session) continue;
    const auto found = band_at(bands, in_hundredths(scores[0]), static_cast<std::int64_t>(session));
    if (found.why != NoBand::none) continue;
    const std::int64_t score = in_hundredths(scores[session - 1]);
    in += found.cell.p25 <= score && score <= found.cell.p75;
    ++all;
  }
  EXPECT_GT(all, 1500);
  return in / all;
}

// Of 2,000 courses the share in a band of exactly half has a standard error of 1.1 points; the band itself, from 400 courses, adds about
// as much. Four points is a little over two standard errors of both.
constexpr double tolerance = 0.04;

TEST(Bands, HoldHalfOfTheCoursesTheyHaveNotSeen) {
  const SessionBands bands = fitted(courses({}, 1, 400));
  ASSERT_EQ(bands.roles.size(), 1u);
  const RoleBands& mother = bands.roles.front();
  ASSERT_EQ(mother.none, "");
  const auto held_out = courses({}, 2, 2400, 8);
  for (std::size_t session = 2; session <= 6; ++session)
    EXPECT_NEAR(covered(mother, held_out, session), 0.5, tolerance) << session;
}

TEST(Bands, ThatRestOnAnotherProviderFail) {
  const auto held_out = courses({}, 2, 2400, 8);
  const auto misses = [&](const Provider& other) {
    const SessionBands bands = fitted(courses(other, 1, 200));
    double worst = 0;
    for (std::size_t session = 2; session <= 6; ++session)
      worst = std::max(worst, std::fabs(covered(bands.roles.front(), held_out, session) - 0.5));
    return worst;
  };
  Provider alike;
  alike.between = 2;
  alike.between_slope = 0.75;
  EXPECT_GT(misses(alike), 2 * tolerance) << "courses that differ half as much";
  Provider flat;
  flat.slope = 0;
  EXPECT_GT(misses(flat), 2 * tolerance) << "courses that go nowhere";
  Provider wide;
  wide.within = 8;
  EXPECT_GT(misses(wide), 2 * tolerance) << "forms that say less";
}

TEST(Bands, FindTheModelTheCoursesWereMadeWith) {
  const RoleBands mother = fitted(courses({}, 3, 500)).roles.front();
  ASSERT_TRUE(mother.model);
  EXPECT_TRUE(mother.model->slope);
  EXPECT_FALSE(mother.model->singular);
  EXPECT_NEAR(mother.model->fixed[0].value(), 6, 1.5);
  EXPECT_NEAR(mother.model->fixed[1].value(), 0.6, 0.08);
  EXPECT_NEAR(mother.model->fixed[2].value(), 3, 0.3);
  EXPECT_NEAR(std::sqrt(mother.model->random[0].value()), 4, 0.4);
  EXPECT_NEAR(std::sqrt(mother.model->random[3].value()), 1.5, 0.3);
  EXPECT_NEAR(std::sqrt(mother.model->residual.value()), 2, 0.1);
}

TEST(Bands, CarryWhatTheyRestOn) {
  BandFitter fitter(question());
  const auto made = courses({}, 4, 120);
  for (std::size_t i = 0; i < made.size(); ++i) {
    Written how;
    if (i < 15) how.end = "closure reason=by_family planned=no";
    add(fitter, text_of(made[i], how));
  }
  for (int i = 0; i < 7; ++i) add(fitter, text_of(made[0], {.end = ""}));
  for (int i = 0; i < 3; ++i) add(fitter, text_of({20}));
  for (int i = 0; i < 2; ++i) add(fitter, text_of(made[0], {.version = "2"}));
  const SessionBands bands = fitter.fit();
  EXPECT_EQ(fitter.cases(), 132);
  EXPECT_TRUE(bands.synthetic);
  EXPECT_EQ(bands.version, std::nullopt);
  const RoleBands& mother = bands.roles.front();
  EXPECT_EQ(mother.n, 120);
  EXPECT_EQ(mother.cases, 120);
  EXPECT_EQ(mother.forms, 120 * 7);
  EXPECT_EQ(mother.drop_outs, 15);
  EXPECT_EQ(mother.open, 7);
  EXPECT_EQ(mother.one_form, 3);
  EXPECT_EQ(mother.other_version, 2);
  EXPECT_EQ(mother.from, LocalDate::parse("2024-01-08"));
  EXPECT_EQ(mother.to, LocalDate::parse("2024-02-26"));
  EXPECT_EQ(mother.sessions, 8);
}

TEST(Bands, NeverMergeInformants) {
  BandFitter fitter(question());
  Provider fathers;
  fathers.level = 12;
  for (const Scores& scores : courses({}, 5, 150)) add(fitter, text_of(scores));
  for (const Scores& scores : courses(fathers, 6, 110)) add(fitter, text_of(scores, {.who = "@father"}));
  for (const Scores& scores : courses({}, 7, 63)) add(fitter, text_of(scores, {.who = "@child"}));
  const SessionBands bands = fitter.fit();
  ASSERT_EQ(bands.roles.size(), 3u);
  const auto middle = [&](dossier::Role role) { return band_at(*find_role(bands, role), 2000, 4).cell.p50; };
  EXPECT_EQ(find_role(bands, dossier::Role::mother)->n, 150);
  EXPECT_EQ(find_role(bands, dossier::Role::father)->n, 110);
  EXPECT_NEAR(static_cast<double>(middle(dossier::Role::father) - middle(dossier::Role::mother)), 600, 150);
  EXPECT_EQ(find_role(bands, dossier::Role::child)->none, "bands.too_few");
  EXPECT_EQ(find_role(bands, dossier::Role::child)->n, 63);
  EXPECT_EQ(find_role(bands, dossier::Role::teacher), nullptr);
}

TEST(Bands, AreCutOffAtTheEndsOfTheScale) {
  const RoleBands mother = fitted(courses({}, 8, 200), {}, measure::Range{{0, 0}, {24, 0}}).roles.front();
  for (const BandCell& cell : mother.cells) {
    EXPECT_LE(cell.p75, 2400);
    EXPECT_LE(cell.p25, cell.p50);
    EXPECT_LE(cell.p50, cell.p75);
  }
}

TEST(Bands, AskAHundredCourses) {
  EXPECT_EQ(fitted(courses({}, 9, 99)).roles.front().none, "bands.too_few");
  EXPECT_EQ(fitted(courses({}, 9, 100)).roles.front().none, "");
}

TEST(Bands, SayWhatCannotBeComputed) {
  EXPECT_EQ(fitted(std::vector<Scores>(120, Scores(6, 20.0))).roles.front().none, "bands.no_variation");
  auto same_start = courses({}, 10, 120);
  for (Scores& scores : same_start) scores[0] = 20;
  EXPECT_EQ(fitted(same_start).roles.front().none, "bands.no_variation");
  EXPECT_EQ(fitted(courses({}, 11, 120, 4)).roles.front().none, "") << "two to four forms each";
  EXPECT_EQ(fitted(std::vector<Scores>(120, Scores{20, 22})).roles.front().none, "bands.not_enough_forms");
  EXPECT_TRUE(fitted({}).roles.empty());
  EXPECT_TRUE(fitted(courses({}, 12, 2), {.instrument = "another"}).roles.empty());
  EXPECT_TRUE(fitted(courses({}, 12, 2), {.moment = "start"}).roles.empty()) << "never given at a session";
}

TEST(Bands, WithFewFormsHaveALevelOnly) {
  // 2 to 4 forms a course: 1.5 after the first on average, no more than a course has effects.
  std::vector<Scores> few = courses({}, 13, 150, 3);
  for (std::size_t i = 0; i < few.size(); ++i) few[i].resize(std::min<std::size_t>(few[i].size(), i % 2 == 0 ? 2 : 3));
  for (const Scores& one : courses({}, 14, 150, 3)) few.push_back(one.size() < 2 ? Scores{one[0], one[0] + 3} : one);
  for (Scores& scores : few) {
    if (scores.size() < 2) scores.push_back(scores[0] + 2);
  }
  const RoleBands mother = fitted(few).roles.front();
  ASSERT_TRUE(mother.model) << mother.none;
  EXPECT_FALSE(mother.model->slope);
  EXPECT_EQ(mother.model->random.size(), 1u);
}

TEST(Bands, SpeakOnlyOfWhatWasSeen) {
  const RoleBands mother = fitted(courses({}, 15, 150)).roles.front();
  EXPECT_EQ(band_at(mother, mother.starts.front() - 1, 3).why, NoBand::start_outside);
  EXPECT_EQ(band_at(mother, mother.starts.back() + 1, 3).why, NoBand::start_outside);
  EXPECT_EQ(band_at(mother, 2000, 9).why, NoBand::session_outside);
  EXPECT_EQ(band_at(mother, 2000, 1).cell, (BandCell{2000, 2000, 2000}));
}

TEST(Bands, LieInProportionBetweenTwoStarts) {
  RoleBands bands;
  bands.starts = {1000, 1010};
  bands.sessions = 2;
  bands.cells = {{100, 200, 300}, {110, 205, 290}};
  EXPECT_EQ(band_at(bands, 1005, 2).cell, (BandCell{105, 203, 295}));
  EXPECT_EQ(band_at(bands, 1010, 2).cell, (BandCell{110, 205, 290}));
  EXPECT_EQ(band_at(bands, 1001, 2).cell, (BandCell{101, 201, 299}));
}

TEST(Bands, ComeBackFromTheirFileAsTheyWere) {
  BandFitter fitter(question());
  for (const Scores& scores : courses({}, 16, 120)) add(fitter, text_of(scores, {.version = "1"}));
  for (const Scores& scores : courses({}, 17, 20)) add(fitter, text_of(scores, {.who = "@father", .version = "1"}));
  const std::string written = write_bands(fitter.fit());
  const auto read = dossier::read_bands(written, "bands.json");
  ASSERT_TRUE(read) << read.error().front().code << ' ' << read.error().front().place.pointer;
  EXPECT_EQ(write_bands(*read), written);
  EXPECT_EQ(read->version, "1");
  EXPECT_EQ(find_role(*read, dossier::Role::father)->none, "bands.too_few");
}

}  // namespace
}  // namespace koers::report
