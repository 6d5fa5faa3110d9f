// The outcome report takes its norms from the filled slots of an instrument, per informant, sex and age where they differ.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "exchange/messages.h"
#include "exchange/outcome_file.h"
#include "exchange/report_text.h"
#include "exchange/yaml.h"
#include "measure/instrument.h"
#include "tests/system/documents.h"

namespace koers::exchange::outcome_norms_test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const std::string kInstrument = R"yaml(# Made up for the tests.
instrument: trial
name: {nl: proef, en: trial}
class: frame
holder: nobody
licence: {text: "made up", source: "book:p1"}
better: {value: lower, source: "book:p1"}
informants: {codes: [mother, father, teacher], source: "book:p1"}
items: {n: 4, source: "book:p2"}
scales_source: "book:p3"
scales:
  - {code: total, name: {nl: som, en: sum}}
norms:
  - code: y2026
    population: "made up"
    year: 2026
    t: none
    source: "N"
    rows:
      - {of: {informants: [mother, father], sex: girl}, mean: 50, sd: 10}
      - {of: {informants: [mother, father], sex: boy}, mean: 50, sd: 20}
reliability:
  - {of: {informants: [mother]}, r: 0.84, kind: internal, source: "R1"}
  - {of: {informants: [father]}, r: 0.92, kind: internal, source: "R2"}
cutoffs:
  - {of: {age: {from: 4, below: 12}}, at: 60, clinical_on_it: no, source: "C"}
slots: [norm, sd, reliability]
)yaml";

const std::string kMap = R"(
kind = "scores"
[columns]
person = "id"
informant = "who"
moment = "moment"
score = "score"
sex = "sex"
age = "age"
[moments]
start = ["a"]
end = ["b"]
[who]
mother = ["moeder"]
girl = ["f"]
boy = ["m"]
[[instrument]]
code = "T"
frame = "trial"
)";

struct Page {
  std::string text, code;
  std::optional<OutcomeReport> made;
};

Page page(const std::string& csv, const std::string& map_text = kMap, const std::string& file = kInstrument) {
  Page out;
  json::Document document;
  const auto root = read_yaml(file, document, "trial.yaml");
  const auto instrument = measure::read_instrument(*root, "trial.yaml");
  EXPECT_TRUE(instrument) << instrument.error().front().code << instrument.error().front().place.line;
  const auto map = read_outcome_map(map_text, "map.toml");
  if (!map) {
    out.code = map.error().front().code;
    return out;
  }
  auto source = TextSource::from_memory(csv, "scores.csv", map->encoding);
  auto made = outcome_report(
      *map, std::move(*source),
      [&](std::string_view) { return std::optional(Frame{"proef", "trial", instrument->better, &*instrument}); },
      false);
  if (!made) {
    out.code = made.error().code;
    return out;
  }
  const auto en = Messages::read(system_test::text_of("i18n/en.json"), Language::en, "en.json");
  out.text = report_text(made->report, *en);
  out.made = std::move(*made);
  return out;
}

std::string value(const Page& page, const std::string& code) {
  const Figure* f = page.made ? page.made->report.find(code) : nullptr;
  return f == nullptr ? "no figure" : f->value ? f->value->text() : f->missing.key;
}

const std::string kHead = "id,who,moment,score,sex,age\n";

// 1.96 S_diff: girl, mother 11.09; boy, mother 22.17; girl, father 7.84. A change of -12 counts for the girl only, by either.
TEST(OutcomeNorms, HoldPerInformantSexAndAge) {
  const Page made = page(kHead +
                         "1,moeder,a,70,f,9\n1,moeder,b,58,f,9\n"
                         "2,moeder,a,70,m,9\n2,moeder,b,58,m,9\n"
                         "3,moeder,a,72,f,9.5\n3,moeder,b,60,f,10\n"
                         "4,father,a,70,f,11\n4,father,b,62,f,12\n");
  EXPECT_EQ(made.code, "");
  EXPECT_EQ(value(made, "T.moeder.all.rc.n"), "3");
  EXPECT_EQ(value(made, "T.moeder.all.rc.recovered.n"), "2") << "58 and, on the cut-off, 60 are not clinical";
  EXPECT_EQ(value(made, "T.moeder.all.rc.unchanged.n"), "1") << "the boy";
  EXPECT_EQ(value(made, "T.father.all.rc.improved.n"), "1");
  EXPECT_THAT(made.text, AllOf(HasSubstr("trial, moeder, girls, 9 to 11 years: a change counts when it exceeds 11.09"),
                               HasSubstr("s: N; r: R1; cut-off: C"), HasSubstr("trial, father, girls, 12 years"),
                               HasSubstr("r: R2"), HasSubstr("exceeds 22.17")));
  // The lines behind a category are those it counts.
  const Figure* recovered = made.made->report.find("T.moeder.all.rc.recovered.n");
  ASSERT_NE(recovered, nullptr);
  EXPECT_EQ(recovered->rows.rows(), (std::vector<std::size_t>{0, 1, 4, 5}));
}

TEST(OutcomeNorms, SayWhatIsNotKnown) {
  const Page sexless = page(kHead + "1,moeder,a,70,,9\n1,moeder,b,58,,9\n");
  EXPECT_EQ(value(sexless, "T.moeder.all.rc.n"), "outcome.no_norm_loaded");
  EXPECT_THAT(sexless.text, HasSubstr("not judged; SD: it depends on the sex"));
  const Page ageless = page(kHead + "1,moeder,a,70,f,\n1,moeder,b,58,f,\n");
  EXPECT_EQ(value(ageless, "T.moeder.all.rc.improved.n"), "1") << "without a cut-off nobody recovers";
  const Page stranger = page(kHead + "1,oma,a,70,f,9\n1,oma,b,58,f,9\n");
  EXPECT_THAT(stranger.text, HasSubstr("trial: not judged; reliability: it depends on the informant"));
  EXPECT_EQ(page(kHead + "1,moeder,a,70,x,9\n").code, "outcome.unknown_sex");
  EXPECT_EQ(page(kHead + "1,moeder,a,70,f,151\n").code, "outcome.no_age");
  EXPECT_EQ(page(kHead + "1,moeder,a,70,f,nine\n").code, "cell.not_a_number");
}

TEST(OutcomeNorms, OfTheMapGoFirstAndSaySo) {
  const Page made = page(kHead + "1,moeder,a,70,f,9\n1,moeder,b,58,f,9\n",
                         kMap + "[[norm]]\ninstrument = \"T\"\nsd = 12\nreliability = 0.84\nsource = \"handbook\"\n");
  EXPECT_EQ(value(made, "T.moeder.all.rc.unchanged.n"), "1") << "1.96 S_diff is 13.3";
  EXPECT_THAT(made.text, AllOf(HasSubstr("handbook"), HasSubstr("other numbers than the instrument file (s = 10)")));
}

TEST(OutcomeNorms, LabelsMeanOneThing) {
  std::string twice = kMap;
  twice.replace(twice.find("girl ="), 0, "father = [\"moeder\"]\n");
  EXPECT_EQ(page(kHead, twice).code, "map.label_twice");
  std::string bare = kMap;
  bare.replace(bare.find("frame = \"trial\""), 15, "better = \"lower\"\nscale = \"total\"");
  EXPECT_EQ(page(kHead, bare).code, "map.scale_without_frame");
}

}  // namespace
}  // namespace koers::exchange::outcome_norms_test
