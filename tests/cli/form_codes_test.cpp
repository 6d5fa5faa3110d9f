// A code opens one set of forms for one person: once each, for a short while, and nothing else.
#include "service/form_codes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/case_catalogue.h"
#include "cli/form_json.h"
#include "cli/serve_site.h"
#include "cli/speak.h"
#include "tests/service/site.h"

namespace koers::cli_test {
namespace {

using service::testing_::person;
using store::testing_::code_of;
using testing::HasSubstr;

class FormCodesTest : public service::testing_::Site {
 protected:
  void SetUp() override {
    Site::SetUp();
    codes = std::make_unique<service::FormCodes>(*acts, *store, catalogue());
  }
  service::CatalogueOf catalogue() {
    return [this](std::span<const dossier::Entry> entries) -> const method::Catalogue& { return **shared.of(entries); };
  }
  service::GivenForms wanted(const std::string& who = "mother") const {
    service::GivenForms out;
    out.journal = north;
    out.person = person(who);
    out.instruments = {"well_being", "satisfaction"};
    return out;
  }
  service::Caller nobody(std::int64_t seconds = 0, const std::string& address = "phone") const {
    service::Caller out;
    out.from = address;
    out.now = at(seconds);
    return out;
  }
  std::vector<std::pair<std::string, std::string>> all(const std::string& instrument, const std::string& cell) {
    std::vector<std::pair<std::string, std::string>> out;
    for (const auto& item : catalogue()({}).instrument(instrument)->items) out.emplace_back(item.code, cell);
    return out;
  }
  cli::SharedCatalogues shared{""};
  std::unique_ptr<service::FormCodes> codes;
};

TEST_F(FormCodesTest, FilledInOnceAndKeptUnderThePersonsOwnName) {
  const auto word = codes->give(as("anna"), wanted(), 60);
  ASSERT_TRUE(word) << word.error().code;
  const auto opened = codes->open(*word, nobody());
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->instruments.size(), 2u);
  std::string typed = *word;
  std::ranges::transform(typed, typed.begin(),
                         [](char c) { return c == '-' ? ' ' : static_cast<char>(std::toupper(c)); });
  EXPECT_TRUE(codes->open(typed, nobody())) << "as people type it";

  const auto done =
      codes->answer(*word, "well_being", all("well_being", "3"), store::testing_::entry(700), nobody(), Language::nl);
  ASSERT_TRUE(done) << done.error().code;
  ASSERT_FALSE(done->scores.empty());
  EXPECT_TRUE(done->scores.front().score.exists());
  EXPECT_EQ(code_of(codes->answer(*word, "well_being", all("well_being", "2"), {}, nobody(), Language::nl)),
            "form.filled_in");
  EXPECT_EQ(codes->open(*word, nobody())->filled_in.count("well_being"), 1u);

  const auto file = acts->open(as("anna"), north, "entries.read");
  const auto kept = std::ranges::find(file->file.entries, store::testing_::entry(700), &dossier::Entry::id);
  ASSERT_NE(kept, file->file.entries.end());
  EXPECT_EQ(kept->author, person("mother"));
  EXPECT_EQ(kept->role, dossier::Role::mother);
  const auto& body = std::get<dossier::Measurement>(kept->body);
  EXPECT_EQ(body.informant, person("mother"));
  EXPECT_EQ(body.filled_in, dossier::FilledIn::together);
  EXPECT_FALSE(body.scores.empty());
}

TEST_F(FormCodesTest, EndsInTimeAndIsNotToBeGuessed) {
  const auto word = codes->give(as("anna"), wanted(), 10);
  EXPECT_TRUE(codes->open(*word, nobody(599)));
  EXPECT_EQ(code_of(codes->open(*word, nobody(600))), "form.code_wrong");
  EXPECT_EQ(code_of(codes->give(as("anna"), wanted(), 24 * 60 + 1)), "form.bad_minutes");
  std::string last;
  for (int i = 0; i < 8; ++i) last = code_of(codes->open("aaaa-bbbb-cccc", nobody(0, "guesser")));
  EXPECT_EQ(last, "sign_in.wait");
}

TEST_F(FormCodesTest, OpensNothingButItsForms) {
  EXPECT_EQ(code_of(codes->give(as("carl"), wanted(), 60)), "family.unknown");
  EXPECT_EQ(code_of(codes->give(as("mother"), wanted(), 60)), "access.refused");
  EXPECT_EQ(code_of(codes->give(as("anna"), wanted("rob"), 60)), "form.no_person");
  service::GivenForms other = wanted();
  other.instruments = {"obvl"};
  EXPECT_EQ(code_of(codes->give(as("anna"), other, 60)), "form.no_questions");
  other.instruments = {"nothing"};
  EXPECT_EQ(code_of(codes->give(as("anna"), other, 60)), "form.no_instrument");
  EXPECT_TRUE(codes->give(as("anna"), wanted("kid"), 60)) << "a child below twelve fills in at the table";
  const auto word = codes->give(as("anna"), wanted(), 60);
  const auto answered = [&](const std::string& instrument, const std::string& item, const std::string& cell) {
    return code_of(codes->answer(*word, instrument, {{item, cell}}, {}, nobody(), Language::nl));
  };
  EXPECT_EQ(answered("klik", "q1", "1"), "form.no_instrument") << "not of this set";
  EXPECT_EQ(answered("well_being", "no_such", "1"), "score.unknown_item");
  EXPECT_EQ(answered("well_being", catalogue()({}).instrument("well_being")->items.front().code, "99"),
            "score.out_of_range");
}

TEST_F(FormCodesTest, TheFormSaysWhoReadsItWhen) {
  const auto& all = catalogue()({});
  const std::string home = cli::served_form("well_being", catalogue(), true, at().date, Language::en);
  const std::string table = cli::served_form("well_being", catalogue(), false, at().date, Language::en);
  EXPECT_NE(home, table);
  for (const auto& item : all.instrument("well_being")->items) EXPECT_THAT(home, HasSubstr(item.text.en));
  EXPECT_THAT(home, HasSubstr("\"validated\":false"));
  json::Document document;
  EXPECT_TRUE(json::parse(home, document));
  EXPECT_EQ(cli::served_form("nothing", catalogue(), false, at().date, Language::en), "{}");
}

}  // namespace
}  // namespace koers::cli_test
