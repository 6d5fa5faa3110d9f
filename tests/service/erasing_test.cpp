// Destroying takes two, follows the terms of the law, and leaves nothing of it in the lists.
#include "service/erasing.h"

#include <gmock/gmock.h>

#include "tests/service/site.h"

namespace koers::service::testing_ {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using ErasingTest = Site;

TEST_F(ErasingTest, OneAsksAnotherAgreesAndTheFamilyIsGone) {
  EXPECT_EQ(code_of(erasing->ask(as("anna"), north, {}, "on_request")), "access.refused") << "not who treats";
  EXPECT_EQ(code_of(erasing->ask(as("boss"), north, {}, "on_request")), "access.refused") << "not who keeps accounts";
  EXPECT_EQ(code_of(erasing->ask(as("olga"), north, {}, "too_much_paper")), "erasure.no_reason");
  EXPECT_EQ(code_of(erasing->ask(as("olga"), store::testing_::journal(99), {}, "on_request")), "family.unknown");
  const auto asked = erasing->ask(as("olga"), north, {}, "on_request");
  ASSERT_TRUE(asked) << asked.error().code;
  EXPECT_EQ(sign_in->how_many_wait(as("anna")), 1u) << "it shows to everybody of the organisation";
  EXPECT_EQ(code_of(sign_in->agree(as("boss"), asked->id)), "proposal.unknown") << "it is no account";
  EXPECT_EQ(code_of(erasing->agree(as("olga"), asked->id)), "proposal.same_person");
  EXPECT_EQ(code_of(erasing->agree(as("anna"), asked->id)), "access.refused");
  ASSERT_EQ(code_of(acts->look(as("anna"), north)), "");

  const auto done = erasing->agree(as("boss"), asked->id);
  ASSERT_TRUE(done) << done.error().code;
  EXPECT_TRUE(done->certificate.whole);
  EXPECT_GT(done->certificate.entries, 4);
  EXPECT_EQ(code_of(acts->look(as("anna"), north)), "family.unknown");
  EXPECT_THAT(acts->list(as("anna"), {}, 10)->families, IsEmpty());
  EXPECT_EQ(sign_in->how_many_wait(as("anna")), 0u);
  EXPECT_EQ(code_of(erasing->agree(as("boss"), asked->id)), "proposal.unknown");
  EXPECT_EQ(code_of(store->read(north, store::testing_::event("file.export"))), "journal.destroyed");
  EXPECT_EQ(code_of(acts->look(as("carl"), south)), "") << "the others are as they were";
}

TEST_F(ErasingTest, WhoIsAloneWaitsADay) {
  auto boss = *accounts->find_login("boss");
  boss.active = false;
  ASSERT_TRUE(accounts->put(boss));
  const auto asked = erasing->ask(as("olga"), north, {}, "on_request");
  EXPECT_EQ(code_of(erasing->agree(as("olga", 3600), asked->id)), "proposal.too_early");
  Caller later = as("olga");
  later.now = *CivilTime::parse("2026-11-27T09:00:01Z");
  EXPECT_EQ(code_of(erasing->agree(later, asked->id)), "");
}

TEST_F(ErasingTest, SomeEntriesGoAndTheRestStaysReadable) {
  ASSERT_TRUE(acts->record(as("anna"), north, {statement("anna", dossier::Role::worker, 31, north)}, {}));
  const auto asked = erasing->ask(as("olga"), north, {store::testing_::entry(31)}, "on_request");
  const auto done = erasing->agree(as("boss"), asked->id);
  ASSERT_TRUE(done) << done.error().code;
  EXPECT_EQ(done->certificate.entries, 1);
  const auto file = acts->open(as("anna"), north, "entries.read");
  ASSERT_TRUE(file);
  for (const dossier::Entry& entry : file->file.entries) EXPECT_NE(entry.kind(), dossier::Kind::client_statement);
  EXPECT_EQ(code_of(acts->record(as("anna"), north, {statement("anna", dossier::Role::worker, 31, north)}, {})),
            "entry.destroyed");
}

TEST_F(ErasingTest, ARefusalNamesAGroundOfTheLawAndStandsInTheLog) {
  const auto asked = erasing->ask(as("olga"), north, {}, "on_request");
  EXPECT_EQ(erasing->refuse(as("olga"), asked->id, "no_time")->code, "erasure.no_refusal");
  EXPECT_EQ(erasing->refuse(as("boss"), asked->id, "law")->code, "access.refused");
  EXPECT_FALSE(erasing->refuse(as("olga"), asked->id, "interest_of_another"));
  EXPECT_EQ(code_of(erasing->agree(as("boss"), asked->id)), "proposal.unknown");
  bool logged = false;
  const auto events = acts->access_log(as("mother"), north);
  for (const auto& one : *events)
    logged = logged || (one.event.act == "erasure.refuse" && one.event.parts == "interest_of_another");
  EXPECT_TRUE(logged) << "the family can read why";
}

TEST_F(ErasingTest, WhatIsOverItsTermIsNamedAndNothingElse) {
  const Retention terms = shipped_terms();
  ASSERT_NE(terms.of(false), nullptr);
  EXPECT_EQ(terms.of(false)->years, 20);
  EXPECT_EQ(terms.of(true)->years, 5);
  Family closed;
  closed.standing = dossier::Standing::closed;
  closed.changed = LocalDate::parse("2006-02-28");
  closed.journal = store::testing_::journal(3);
  Family running = closed;
  running.standing = dossier::Standing::running;
  const auto on = [&](const char* day) {
    return expired({closed, running}, *terms.of(false), *LocalDate::parse(day)).size();
  };
  EXPECT_EQ(on("2026-02-28"), 0u) << "the last day on which it has to be kept";
  EXPECT_EQ(on("2026-03-01"), 1u) << "and nobody who is still treated";
  EXPECT_EQ(code_of(erasing->due(as("anna"))), "access.refused");
  EXPECT_THAT(*erasing->due(as("olga")), IsEmpty());
  Caller later = as("olga");
  later.now = *CivilTime::parse("2047-01-01T09:00:00Z");
  EXPECT_EQ(erasing->due(later)->size(), 2u);
}

TEST_F(ErasingTest, WhatIsAboutAPersonIsToldFromWhatOnlyNamesThem) {
  using namespace dossier;
  std::vector<Entry> entries;
  const auto add = [&](std::uint32_t number, Body body) {
    Entry entry = statement("anna", Role::worker, number, north);
    entry.body = std::move(body);
    entries.push_back(std::move(entry));
  };
  dossier::Person who;
  who.person = person("kid");
  add(1, who);
  Contact visit;
  visit.present = {person("kid"), person("mother")};
  add(2, visit);
  Measurement form;
  form.instrument = "sdq";
  form.person = person("kid");
  add(3, form);
  Need need;
  need.text = "rest";
  add(4, need);
  const EntriesOfPerson found = entries_of(entries, person("kid"));
  EXPECT_THAT(found.about, ElementsAre(store::testing_::entry(1), store::testing_::entry(3)));
  EXPECT_THAT(found.naming, ElementsAre(store::testing_::entry(2)));
}

TEST(Retention, AFileThatSaysTooMuchOrTooLittleIsRefused) {
  const auto faults = [](const std::string& rules) {
    json::Document document;
    const std::string text = R"({"retention": "r", "version": 1, "rules": [)" + rules + "]}";
    const auto read = Retention::read(*json::parse(text, document), "terms");
    return read ? std::string() : read.error().front().code;
  };
  const std::string rule =
      R"({"code": "a", "of": "file", "names": {"nl": "a", "en": "a"}, "years": 20, "since": "2020-01-01", "source": "s"})";
  EXPECT_EQ(faults(rule), "");
  EXPECT_EQ(faults(rule + ", " + rule), "retention.twice");
  EXPECT_EQ(faults(R"({"code": "a", "of": "file", "years": 20})"), "json.missing_key");
  std::string never = rule;
  never.replace(never.find("20,"), 3, "0, ");
  EXPECT_NE(faults(never), "");
}

}  // namespace
}  // namespace koers::service::testing_
