// Who may do what with a family: every cell of the policy, and what may never be.
#include <gmock/gmock.h>
#include <iostream>

#include "dossier/codec.h"
#include "tests/service/site.h"

namespace koers::service::testing_ {
namespace {

using testing::ElementsAre;

using FamiliesTest = Site;

/// Each person of the organisation against the family of the north, for every act of reading: granted or refused, as the policy has it, and
/// each refusal in the log.
TEST_F(FamiliesTest, EveryCellOfReadingIsTried) {
  const std::map<std::string, Relation> stands{{"anna", Relation::own},          {"bea", Relation::team},
                                               {"carl", Relation::organisation}, {"sue", Relation::team},
                                               {"tom", Relation::organisation},  {"lea", Relation::team},
                                               {"ida", Relation::team},          {"boss", Relation::organisation},
                                               {"mother", Relation::member},     {"father", Relation::organisation},
                                               {"olga", Relation::organisation}, {"rob", Relation::organisation}};
  std::size_t cells = 0, granted = 0;
  for (const auto& [login, relation] : stands) {
    const Caller caller = as(login);
    EXPECT_EQ(acts->relation(caller, *families_.find(north)), relation) << login;
    for (const char* act : {"family.read", "course.read", "picture.read", "entries.read", "log.read"}) {
      ++cells;
      const bool may = policy.grant(caller.roles, relation, act) != nullptr;
      const bool knows = policy.grant(caller.roles, relation, "family.read") != nullptr;
      const std::size_t before = refusals(north);
      std::string got;
      if (std::string(act) == "family.read") {
        got = code_of(acts->look(caller, north));
      } else if (std::string(act) == "log.read") {
        got = code_of(acts->access_log(caller, north));
      } else {
        got = code_of(acts->open(caller, north, act));
      }
      EXPECT_EQ(got, may ? "" : knows ? "access.refused" : "family.unknown") << login << ' ' << act;
      EXPECT_EQ(refusals(north) - before, may ? 0u : 1u) << login << ' ' << act;
      granted += may ? 1 : 0;
    }
  }
  EXPECT_EQ(granted, 15u);  // anna 5, sue 4, lea 1, ida 1, mother 4, and no one else
  std::cout << "cells of reading: " << cells << " tested, " << granted << " granted\n";
}

TEST_F(FamiliesTest, EveryKindOfEntryIsAnActOfThePolicy) {
  for (std::size_t kind = 0; kind < dossier::kind_count; ++kind) {
    const std::string act = "record." + std::string(dossier::kind_name(static_cast<dossier::Kind>(kind)));
    EXPECT_NE(policy.grant(as("anna").roles, Relation::own, act), nullptr) << act;
    for (const char* login : {"boss", "olga", "rob", "carl", "tom"})
      EXPECT_EQ(policy.grant(as(login).roles, Relation::organisation, act), nullptr) << login << act;
    EXPECT_EQ(policy.grant(as("mother").roles, Relation::member, act) != nullptr, act == "record.client_statement");
  }
}

TEST_F(FamiliesTest, ListsHoldWhatOneHasAPartIn) {
  const auto listed = [&](const std::string& login) {
    std::vector<JournalId> out;
    const auto found = acts->list(as(login), {}, 10);
    for (const Family& family : found->families) out.push_back(family.journal);
    return out;
  };
  EXPECT_THAT(listed("anna"), ElementsAre(north));
  EXPECT_THAT(listed("sue"), ElementsAre(north));
  EXPECT_THAT(listed("tom"), ElementsAre(south));
  EXPECT_THAT(listed("mother"), ElementsAre(north));
  EXPECT_THAT(listed("bea"), ElementsAre()) << "a colleague's family is not one's own";
  EXPECT_EQ(code_of(acts->list(as("rob"), {}, 10)), "access.refused");
}

TEST_F(FamiliesTest, AMotherReadsWhatIsForHerAndNoNumbersTellTheRest) {
  const auto hers = acts->open(as("mother"), north, "course.read"),
             annas = acts->open(as("anna"), north, "course.read");
  ASSERT_TRUE(hers && annas);
  EXPECT_LT(hers->file.entries.size(), annas->file.entries.size());
  EXPECT_EQ(hers->file.title, "");
  std::uint64_t number = 0;
  for (const dossier::Entry& entry : hers->file.entries) {
    EXPECT_EQ(entry.seq, ++number);
    EXPECT_EQ(dossier::entry_text(entry).find("Canary"), std::string::npos);
  }
  EXPECT_EQ(hers->head, static_cast<std::int64_t>(number));
}

TEST_F(FamiliesTest, EverybodyWritesUnderTheirOwnNameAndRole) {
  using dossier::Role;
  const auto tried = [&](const std::string& login, const dossier::Entry& entry, JournalId journal) {
    return code_of(acts->record(as(login), journal, {entry}, {}));
  };
  EXPECT_EQ(tried("mother", statement("mother", Role::mother, 31, north), north), "");
  EXPECT_EQ(tried("mother", statement("mother", Role::mother, 31, north), north), "") << "the same again is harmless";
  EXPECT_EQ(tried("mother", statement("anna", Role::worker, 2, north), north), "record.another_author");
  EXPECT_EQ(tried("mother", statement("mother", Role::worker, 3, north), north), "record.another_role");
  EXPECT_EQ(tried("mother", statement("mother", Role::mother, 4, south), north), "record.another_journal");
  EXPECT_EQ(tried("mother", statement("mother", Role::mother, 5, south), south), "family.unknown");
  EXPECT_EQ(tried("lea", statement("lea", Role::team_lead, 6, north), north), "access.refused");
  EXPECT_EQ(tried("carl", statement("carl", Role::worker, 7, north), north), "family.unknown");
  EXPECT_EQ(tried("anna", statement("anna", Role::worker, 8, north), north), "");
  dossier::Entry other = statement("mother", Role::mother, 31, north);
  std::get<dossier::ClientStatement>(other.body).text = "other words";
  EXPECT_EQ(tried("mother", other, north), "entry.other_text");
  EXPECT_EQ(code_of(acts->record(as("anna"), north, {}, {})), "record.nothing");
  EXPECT_EQ(code_of(acts->record(as("anna"), north, {statement("anna", Role::worker, 9, north)}, 3)), "journal.moved");
  EXPECT_EQ(
      tried("anna", statement("anna", Role::worker, 10, store::testing_::journal(99)), store::testing_::journal(99)),
      "family.unknown");
}

TEST_F(FamiliesTest, NothingTellsAMotherHowMuchSheDoesNotSee) {
  const auto written = [&](const std::string& who, dossier::Role role, std::uint32_t number,
                           std::optional<std::int64_t> head) {
    return acts->record(as(who), north, {statement(who, role, number, north)}, head);
  };
  const std::int64_t hers = acts->open(as("mother"), north, "course.read")->head;
  const std::int64_t all = acts->look(as("anna"), north)->head;
  ASSERT_LT(hers, all);
  for (std::int64_t head = 0; head <= all + 2; ++head) {
    if (head == hers) continue;
    const auto moved = written("mother", dossier::Role::mother, 41, head);
    ASSERT_EQ(code_of(moved), "journal.moved") << head;
    EXPECT_EQ(moved.error().args.front().second, std::to_string(hers));
  }
  const auto kept = written("mother", dossier::Role::mother, 41, hers);
  ASSERT_TRUE(kept) << kept.error().code;
  EXPECT_EQ(kept->head, 0);
  for (const store::Kept& one : kept->kept) EXPECT_EQ(one.seq, 0);

  ASSERT_TRUE(written("anna", dossier::Role::worker, 42, {}));
  const auto log = acts->access_log(as("mother"), north);
  ASSERT_TRUE(log);
  std::size_t own = 0;
  for (const store::LoggedEvent& one : *log) {
    EXPECT_EQ(one.seq, 0);
    const bool recording = one.event.act.starts_with("record.");
    EXPECT_TRUE(!recording || one.event.who == person("mother")) << one.event.act;
    own += recording ? 1 : 0;
  }
  EXPECT_GT(own, 0u);
  EXPECT_LT(log->size(), acts->access_log(as("anna"), north)->size());
}

TEST_F(FamiliesTest, AnEmergencyOpensForAnHourAndIsLoggedAsOne) {
  EXPECT_EQ(code_of(acts->open_in_emergency(as("carl"), north, "curious")), "emergency.no_reason");
  EXPECT_EQ(code_of(acts->open_in_emergency(as("rob"), north, "acute_danger")), "access.refused");
  ASSERT_TRUE(acts->open_in_emergency(as("carl"), north, "acute_danger"));
  ASSERT_TRUE(acts->open(as("carl", 3599), north, "course.read"));
  EXPECT_EQ(code_of(acts->open(as("carl", 3601), north, "course.read")), "family.unknown");
  std::size_t emergencies = 0;
  const auto log = acts->access_log(as("anna"), north);
  for (const auto& one : *log) emergencies += one.event.emergency ? 1 : 0;
  EXPECT_EQ(emergencies, 2u);
}

TEST_F(FamiliesTest, IntakeMakesAFamilyAndATeamSeesIt) {
  const JournalId fresh = store::testing_::journal(3);
  dossier::Entry referral = statement("ida", dossier::Role::team_lead, 20, fresh);
  dossier::Referral body;
  body.referrer = {"gp", false};
  referral.body = body;
  EXPECT_EQ(code_of(acts->refer(as("anna"), fresh, "New", {referral})), "access.refused");
  const auto made = acts->refer(as("ida"), fresh, "New", {referral});
  ASSERT_TRUE(made) << made.error().code;
  EXPECT_FALSE(dossier::blocks(made->problems));
  EXPECT_TRUE(acts->refer(as("ida"), fresh, "New", {referral})) << "sent again";
  EXPECT_EQ(acts->list(as("lea"), {}, 10)->families.size(), 2u);
  EXPECT_EQ(acts->list(as("tom"), {}, 10)->families.size(), 1u);
  EXPECT_EQ(code_of(acts->refer(as("ida"), north, "x", {statement("ida", dossier::Role::team_lead, 21, north)})),
            "family.no_referral");
  referral.id = store::testing_::entry(22);
  referral.journal = north;
  EXPECT_EQ(code_of(acts->refer(as("ida"), north, "x", {referral})), "family.known");
}

TEST(Policy, SaysWhatIsWrongWithAFile) {
  const auto codes = [](const std::string& text) {
    json::Document document;
    const auto read = Policy::read(*json::parse(text, document), "policy");
    std::vector<std::string> out;
    if (!read) {
      for (const Error& fault : read.error()) out.push_back(fault.code);
    }
    return out;
  };
  const std::string head =
      R"({"policy": "x", "version": 1, "purposes": ["care"], "relations": {}, "groups": {"g": ["a"]}, "grants": [)";
  const std::string line = R"({"role": "worker", "relation": "own", "purpose": "care", "may": )";
  EXPECT_THAT(codes(head + line + R"(["*g", "b"]}]})"), ElementsAre());
  EXPECT_THAT(codes(head + line + R"(["*h"]}]})"), ElementsAre("policy.no_such_group"));
  EXPECT_THAT(codes(head + line + R"(["*g", "a"]}]})"), ElementsAre("policy.twice"));
  EXPECT_THAT(codes(head + R"({"role": "w", "relation": "near", "purpose": "care", "may": ["a"]}]})"),
              ElementsAre("json.not_one_of"));
  EXPECT_THAT(codes(head + R"({"role": "w", "relation": "own", "purpose": "fun", "may": ["a"]}]})"),
              ElementsAre("policy.no_such_purpose"));
}

}  // namespace
}  // namespace koers::service::testing_
