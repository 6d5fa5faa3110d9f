// What session feedback says of each person: every statement by itself, each with its evidence; bands drawn behind the line.
#include "dossier/session_feedback.h"

#include <algorithm>

#include "dossier/course_line.h"
#include "draw/svg.h"
#include "draw/timeline_text.h"
#include "tests/dossier/fixture.h"
#include "tests/draw/faults.h"

namespace koers::dossier::test {
namespace {

method::Catalogue made_catalogue(measure::Direction better, measure::InstrumentClass kind,
                                 const std::function<void(measure::Cutoff&)>& of_whom = {}) {
  method::Catalogue out;
  measure::Instrument form;
  form.code = "form";
  form.name = {"Formulier", "Form"};
  form.kind = kind;
  form.better = better;
  measure::InstrumentScale scale;
  scale.code = "total";
  scale.range = measure::Range{{0, 0}, {40, 0}};
  form.scales.push_back(scale);
  if (kind == measure::InstrumentClass::frame) {
    measure::Cutoff cutoff;
    cutoff.of.scale = "total";
    cutoff.of.informants = {measure::Informant::mother};
    cutoff.at = {25, 0};
    if (of_whom) of_whom(cutoff);
    form.cutoffs.push_back(cutoff);
    measure::Reliability r;
    r.r = {80, 2};
    r.sd = Decimal{8, 0};
    form.reliability.push_back(r);
  }
  out.add(form);
  method::Settings settings;
  for (const auto& [key, value] : {std::pair{"alliance_fall", 1}, {"informants_gap", 3}, {"informants_days", 14}}) {
    method::Setting one;
    one.code = key;
    one.value = {value, 0};
    settings.settings.push_back(one);
  }
  out.set_settings(std::move(settings));
  return out;
}

/// From 10 to 30, forms 2 and 3: start - 2, start + 2, start + 6; one more at form 3.
SessionBands made_bands(bool lower = false) {
  SessionBands out;
  out.instrument = "form";
  out.scale = "total";
  out.lower_is_better = lower;
  for (const Role role : {Role::mother, Role::father}) {
    RoleBands bands;
    bands.role = role;
    bands.n = 120;
    bands.drop_outs = 9;
    bands.from = day("2024-01-01");
    bands.to = day("2025-12-31");
    bands.starts = {1000, 3000};
    bands.sessions = 3;
    bands.cells = {{800, 1200, 1600}, {900, 1300, 1700}, {2800, 3200, 3600}, {2900, 3300, 3700}};
    out.roles.push_back(bands);
  }
  RoleBands few;
  few.role = Role::child;
  few.n = 63;
  few.none = "bands.too_few";
  out.roles.push_back(few);
  return out;
}

std::string form(std::string_view date, std::string_view who, std::string_view score,
                 std::string_view moment = "session") {
  return std::string(date) + " measurement instrument=form informant=" + std::string(who) +
         " person=" + std::string(who) + " moment=" + std::string(moment) +
         " state=done scores=total:" + std::string(score) + "\n";
}

constexpr std::string_view kStart =
    "2026-01-05 person person=@mother role=mother\n2026-01-05 person person=@father role=father\n"
    "2026-01-05 person person=@child role=child birth=2010-01-01\n2026-01-05 trajectory_start method=iag-2019\n";

struct Said {
  explicit Said(const std::string& forms, measure::Direction better = measure::Direction::higher_is_better,
                measure::InstrumentClass kind = measure::InstrumentClass::own, bool with_bands = true,
                const std::function<void(measure::Cutoff&)>& of_whom = {})
      : one(std::string(kStart) + forms), catalogue(made_catalogue(better, kind, of_whom)) {
    if (with_bands) bands.push_back(made_bands(better == measure::Direction::lower_is_better));
    all = session_feedback(one.state, one.state.trajectories.front(), {&catalogue, bands, day("2026-12-31")});
  }
  Case one;
  method::Catalogue catalogue;
  std::vector<SessionBands> bands;
  std::vector<Feedback> all;

  const FeedbackStatement* find(FeedbackAbout about, std::size_t at = 0) const {
    const auto& list = all.at(at).statements;
    const auto found = std::ranges::find(list, about, &FeedbackStatement::about);
    return found == list.end() ? nullptr : &*found;
  }
  std::string key(FeedbackAbout about, std::size_t at = 0) const {
    const FeedbackStatement* found = find(about, at);
    return found == nullptr ? "" : found->message.key + (found->raised ? " raised" : "");
  }
};

std::string argument(const FeedbackStatement& said, std::string_view name) {
  for (const auto& [key, value] : said.message.args) {
    if (key == name) return value;
  }
  return "";
}

TEST(SessionFeedback, StandsAgainstTheOwnStart) {
  const Said said(form("2026-01-12", "@mother", "20") + form("2026-01-19", "@mother", "17.9"));
  ASSERT_EQ(said.all.size(), 1u);
  const FeedbackStatement& start = *said.find(FeedbackAbout::start);
  EXPECT_EQ(argument(start, "start") + " " + argument(start, "now") + " " + argument(start, "n"), "20.0 17.9 2");
  EXPECT_EQ(start.evidence.size(), 2u);
  EXPECT_EQ(said.key(FeedbackAbout::band), "feedback.band.off_track raised");
  const FeedbackStatement& band = *said.find(FeedbackAbout::band);
  EXPECT_EQ(argument(band, "low") + " " + argument(band, "middle") + " " + argument(band, "high"), "18.0 22.0 26.0");
  EXPECT_EQ(argument(band, "n") + " " + argument(band, "drop_outs"), "120 9");
  EXPECT_EQ(argument(band, "from"), "2024-01-01");
}

TEST(SessionFeedback, TheBandIsHalfAndItsEdgesBelongToIt) {
  const auto at = [](std::string_view score) {
    return Said(form("2026-01-12", "@mother", "20") + form("2026-01-19", "@mother", score)).key(FeedbackAbout::band);
  };
  EXPECT_EQ(at("18"), "feedback.band.within");
  EXPECT_EQ(at("26"), "feedback.band.within");
  EXPECT_EQ(at("26.1"), "feedback.band.ahead");
}

TEST(SessionFeedback, WhereLowerIsBetterAboveTheBandIsOffTrack) {
  const auto at = [](std::string_view score) {
    return Said(form("2026-01-12", "@mother", "20") + form("2026-01-19", "@mother", score),
                measure::Direction::lower_is_better)
        .key(FeedbackAbout::band);
  };
  EXPECT_EQ(at("26.1"), "feedback.band.off_track raised");
  EXPECT_EQ(at("17.9"), "feedback.band.ahead");
}

TEST(SessionFeedback, SaysWhyThereIsNoBand) {
  const auto of = [](const std::string& forms) { return Said(forms).key(FeedbackAbout::band); };
  EXPECT_EQ(of(form("2026-01-12", "@mother", "20")), "feedback.band.first");
  EXPECT_EQ(of(form("2026-01-12", "@mother", "9") + form("2026-01-19", "@mother", "9")), "feedback.band.start_outside");
  EXPECT_EQ(of(form("2026-01-12", "@mother", "20") + form("2026-01-19", "@mother", "20") +
               form("2026-01-26", "@mother", "20") + form("2026-02-02", "@mother", "20")),
            "feedback.band.form_outside");
  EXPECT_EQ(of(form("2026-01-12", "@child", "20") + form("2026-01-19", "@child", "20")), "bands.too_few");
  EXPECT_EQ(of("2026-01-05 person person=@aunt role=network\n" + form("2026-01-12", "@aunt", "20")),
            "feedback.band.no_role");
  const Said without(form("2026-01-12", "@mother", "20"), measure::Direction::higher_is_better,
                     measure::InstrumentClass::own, false);
  EXPECT_EQ(without.find(FeedbackAbout::band), nullptr);
}

TEST(SessionFeedback, OwnFormsHaveNoReliableChangeAndNoCutoff) {
  const Said said(form("2026-01-12", "@mother", "20") + form("2026-01-19", "@mother", "40"));
  EXPECT_EQ(said.key(FeedbackAbout::reliable_change), "feedback.not_validated");
  EXPECT_EQ(said.find(FeedbackAbout::cutoff), nullptr);
  EXPECT_FALSE(said.all.front().reliable);
}

// Jacobson & Truax: 1.96 * 8 * sqrt(2 * (1 - 0.80)) = 9.917.
TEST(SessionFeedback, FilledInstrumentsHaveBoth) {
  const auto with = [](std::string_view now, std::string_view who = "@mother") {
    return Said(form("2026-01-12", who, "20") + form("2026-01-19", who, now), measure::Direction::higher_is_better,
                measure::InstrumentClass::frame);
  };
  EXPECT_EQ(with("29.9").key(FeedbackAbout::reliable_change), "feedback.not_reliable");
  EXPECT_EQ(with("30").key(FeedbackAbout::reliable_change), "feedback.reliably_better");
  EXPECT_EQ(with("10").key(FeedbackAbout::reliable_change), "feedback.reliably_worse raised");
  EXPECT_EQ(with("10").all.front().reliable, 992);
  EXPECT_EQ(with("25").key(FeedbackAbout::cutoff), "feedback.clinical") << "on it counts";
  EXPECT_EQ(with("25.1").key(FeedbackAbout::cutoff), "feedback.not_clinical");
  EXPECT_EQ(with("30", "@father").key(FeedbackAbout::cutoff), "feedback.no_cutoff") << "it is of mothers";
}

// The cut-off of girls from 12 is 25; the form tells neither age nor sex, the file of the child does.
TEST(SessionFeedback, ACutOffByAgeAndSexIsThatOfTheChild) {
  const auto with = [](std::string_view sex, std::string_view birth) {
    const std::string child = "2026-01-06 person person=@child role=child sex=" + std::string(sex) +
                              (birth.empty() ? "" : " birth=" + std::string(birth)) + "\n";
    Said said(child + form("2026-01-12", "@child", "20") + form("2026-01-19", "@child", "26"),
              measure::Direction::higher_is_better, measure::InstrumentClass::frame, false,
              [](measure::Cutoff& cutoff) {
                cutoff.of.informants.clear();
                cutoff.of.girls = true;
                cutoff.of.age_from = Decimal{12, 0};
              });
    return said.key(FeedbackAbout::cutoff);
  };
  EXPECT_EQ(with("girl", "2010-01-01"), "feedback.not_clinical");
  EXPECT_EQ(with("boy", "2010-01-01"), "feedback.no_cutoff");
  EXPECT_EQ(with("girl", "2016-01-01"), "feedback.no_cutoff");
  EXPECT_EQ(with("unknown", "2010-01-01"), "feedback.no_cutoff") << "what is not known fits nobody";
}

TEST(SessionFeedback, FallsFromTheFormBefore) {
  const auto to = [](std::string_view now) {
    return Said(form("2026-01-12", "@mother", "20") + form("2026-01-19", "@mother", "30") +
                form("2026-01-26", "@mother", now))
        .key(FeedbackAbout::fall);
  };
  EXPECT_EQ(to("26.1"), "");
  EXPECT_EQ(to("26"), "feedback.fall raised") << "4 of 40 is a point of ten";
}

TEST(SessionFeedback, TwoPeopleDifferAndStayApart) {
  const auto second = [](std::string_view date, std::string_view score) {
    return Said(form("2026-01-12", "@mother", "30") + form(date, "@father", score));
  };
  const Said apart = second("2026-01-26", "18");
  ASSERT_EQ(apart.all.size(), 2u);
  for (const std::size_t at : {0u, 1u}) {
    const FeedbackStatement* said = apart.find(FeedbackAbout::difference, at);
    ASSERT_NE(said, nullptr);
    EXPECT_TRUE(said->raised);
    EXPECT_EQ(said->evidence.size(), 2u);
    EXPECT_EQ(argument(*said, "points"), "3.0");
    EXPECT_EQ(argument(*said, "who"), who(at == 0 ? "@father" : "@mother").text());
  }
  EXPECT_EQ(second("2026-01-26", "18.1").find(FeedbackAbout::difference), nullptr);
  EXPECT_EQ(second("2026-01-27", "18").find(FeedbackAbout::difference), nullptr) << "more than 14 days apart";
}

TEST(SessionFeedback, CountsOneFormADayAndNoneOfAfterwards) {
  const Said said(form("2026-01-12", "@mother", "20", "start") + form("2026-01-19", "@mother", "21") +
                  form("2026-01-19", "@mother", "22") + form("2026-08-19", "@mother", "39", "follow_up"));
  ASSERT_EQ(said.all.size(), 1u);
  ASSERT_EQ(said.all.front().series.forms.size(), 2u);
  EXPECT_EQ(said.all.front().series.forms.back().score, 2200);
  EXPECT_TRUE(Said(form("2026-01-12", "@mother", "20", "start")).all.empty()) << "never given at a session";
}

draw::Timeline line_of(const Said& said) {
  const measure::Instrument* form = said.catalogue.instrument("form");
  return course_line(said.one.state, {&said.catalogue, day("2026-03-02"), Language::nl, {form, 1}, {}, said.all});
}

std::string bare(const Message& message) {
  std::string out = message.key;
  for (const auto& [name, value] : message.args) out += " " + value;
  return out;
}

TEST(SessionFeedback, DrawsTheBandBehindTheLine) {
  const Said said(form("2026-01-12", "@mother", "20") + form("2026-01-19", "@mother", "22") +
                  form("2026-02-16", "@mother", "17") + form("2026-02-23", "@mother", "18"));
  const draw::Timeline line = line_of(said);
  ASSERT_EQ(line.panels.size(), 1u);
  ASSERT_EQ(line.panels[0].corridors.size(), 1u);
  const auto& points = line.panels[0].corridors[0].points;
  ASSERT_EQ(points.size(), 3u) << "the fourth form is beyond the band";
  EXPECT_EQ(line.panels[0].decimals, 1);
  EXPECT_EQ(points[0].low, 200);
  EXPECT_EQ(points[2].low, 190);
  EXPECT_EQ(points[2].high, 270);
  EXPECT_EQ(line.panels[0].series[0].readings[1].value, 220);
  std::size_t rows = 0;
  for (const draw::TableRow& row : draw::table_rows(line, bare)) rows += row.value.find("draw.corridor.row") == 0;
  EXPECT_EQ(rows, 2u);
  EXPECT_NE(draw::terminal_text(line, bare, {96, false}).find("draw.corridor"), std::string::npos);
  for (const draw::Format format : {draw::Format::phone, draw::Format::phone_wide, draw::Format::screen,
                                    draw::Format::a4_landscape, draw::Format::a4_portrait}) {
    const draw::Picture picture = draw::lay_out(line, format, bare);
    EXPECT_EQ(draw::fault_of(picture), "");
    EXPECT_NE(draw::write_svg(picture).find("draw.corridor"), std::string::npos);
  }
}

// The cut-off of mothers is 25; from 20 a change of more than 9.92 is reliable.
TEST(SessionFeedback, DrawsTheCutOffAndWhereItGetsReliable) {
  const std::string forms = form("2026-01-12", "@mother", "20") + form("2026-01-19", "@mother", "22") +
                            form("2026-01-12", "@father", "35") + form("2026-01-19", "@father", "36");
  const Said said(forms, measure::Direction::higher_is_better, measure::InstrumentClass::frame, false);
  const draw::Timeline line = line_of(said);
  ASSERT_EQ(line.panels.size(), 1u);
  const auto& guides = line.panels[0].guides;
  ASSERT_EQ(guides.size(), 3u);
  EXPECT_EQ(guides[0].kind, draw::Guide::Kind::border);
  EXPECT_EQ(guides[0].value, 250);
  EXPECT_EQ(guides[0].voices.size(), 1u) << "it is of mothers";
  EXPECT_EQ(guides[1].kind, draw::Guide::Kind::change);
  EXPECT_EQ(guides[1].value, 299);
  EXPECT_EQ(guides[1].from, day("2026-01-12"));
  EXPECT_EQ(guides[2].value, 449) << "beyond the scale";
  std::size_t rows = 0;
  for (const draw::TableRow& row : draw::table_rows(line, bare)) rows += row.value.find("draw.guide") == 0;
  EXPECT_EQ(rows, 3u);
  EXPECT_NE(draw::terminal_text(line, bare, {96, false}).find("draw.guide"), std::string::npos);
  for (const draw::Format format : {draw::Format::phone, draw::Format::phone_wide, draw::Format::screen,
                                    draw::Format::a4_landscape, draw::Format::a4_portrait}) {
    const draw::Picture picture = draw::lay_out(line, format, bare);
    EXPECT_EQ(draw::fault_of(picture), "");
    const std::string svg = draw::write_svg(picture);
    EXPECT_NE(svg.find("draw.guide"), std::string::npos);
    if (format == draw::Format::phone_wide) continue;  // has no legend
    EXPECT_NE(svg.find("course_line.cutoff"), std::string::npos) << "in the legend";
    EXPECT_NE(svg.find("course_line.reliable_legend"), std::string::npos);
  }
  const Said own(forms);
  EXPECT_TRUE(line_of(own).panels.at(0).guides.empty()) << "our own forms have neither";
}

TEST(SessionFeedback, GivesEachWithABandAPanel) {
  const Said two(form("2026-01-12", "@mother", "20") + form("2026-01-19", "@mother", "22") +
                 form("2026-01-12", "@father", "20") + form("2026-01-19", "@father", "22") +
                 form("2026-01-19", "@child", "22"));
  const draw::Timeline line = line_of(two);
  ASSERT_EQ(line.panels.size(), 3u);
  for (const draw::Panel& panel : line.panels) EXPECT_EQ(panel.series.size(), 1u);
  EXPECT_EQ(line.panels[0].corridors.size() + line.panels[1].corridors.size() + line.panels[2].corridors.size(), 2u);
  const Said one(form("2026-01-12", "@mother", "20") + form("2026-01-19", "@mother", "22") +
                 form("2026-01-19", "@child", "22"));
  EXPECT_EQ(line_of(one).panels.size(), 1u);
}

}  // namespace
}  // namespace koers::dossier::test
