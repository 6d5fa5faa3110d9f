// Who may do what with a family: every cell of the policy, and what may never be.
#include <gmock/gmock.h>
#include <iostream>

#include "dossier/codec.h"
#include "service/family_account.h"
#include "tests/exchange/made_documents.h"
#include "tests/service/site.h"

namespace koers::service::testing_ {
namespace {

using testing::ElementsAre;

using FamiliesTest = Site;

/// A body of each kind, as empty as can be: who may write one is decided before anybody looks into it.
template <std::size_t I = 0>
dossier::Body empty_body(std::size_t kind) {
  if constexpr (I + 1 < dossier::kind_count) {
    if (kind != I) return empty_body<I + 1>(kind);
  }
  return dossier::Body(std::in_place_index<I>);
}

/// Each person of the organisation against the family of the north, for every act of the policy on a family: granted or refused, as the policy has
/// it, and each refusal in the log.
TEST_F(FamiliesTest, EveryCellOfThePolicyIsTried) {
  const std::map<std::string, Relation> stands{{"anna", Relation::own},          {"bea", Relation::team},
                                               {"carl", Relation::organisation}, {"sue", Relation::team},
                                               {"tom", Relation::organisation},  {"lea", Relation::team},
                                               {"ida", Relation::team},          {"boss", Relation::organisation},
                                               {"mother", Relation::member},     {"father", Relation::organisation},
                                               {"olga", Relation::organisation}, {"rob", Relation::organisation},
                                               {"dee", Relation::duty},          {"ed", Relation::emergency}};
  ASSERT_TRUE(acts->open_in_emergency(as("ed"), north, "crisis_call"));
  std::vector<std::string> family_acts{"family.read",  "card.read", "course.read",   "picture.read",
                                       "entries.read", "log.read",  "emergency.open"};
  for (std::size_t kind = 0; kind < dossier::kind_count; ++kind)
    family_acts.push_back("record." + std::string(dossier::kind_name(static_cast<dossier::Kind>(kind))));
  family_acts.emplace_back("form.give");
  family_acts.emplace_back("search");
  family_acts.emplace_back("document.read");
  family_acts.emplace_back("family.account");
  const std::set<std::string> without_family{"families.list",   "family.refer",  "accounts.list",  "accounts.add",
                                             "accounts.change", "duty.set",      "log.review",     "proposals.list",
                                             "erasure.ask",     "erasure.agree", "erasure.refuse", "retention.list",
                                             "export.agree",    "child.search",  "changes.follow"};
  for (const std::string& act : policy.acts()) {
    const bool tried = std::ranges::find(family_acts, act) != family_acts.end() || without_family.contains(act);
    EXPECT_TRUE(tried) << act << " is in the policy and nobody asks for it";
  }
  std::size_t cells = 0, granted = 0;
  // A head where the file never stood: who may write is told so, and nothing is written.
  constexpr std::int64_t nowhere = 1'000'000;
  for (const auto& [login, relation] : stands) {
    const Caller caller = as(login);
    ASSERT_EQ(acts->relation(caller, *families_.find(north)), relation) << login;
    std::vector<std::string> refused;
    for (std::size_t i = 0; i < family_acts.size(); ++i) {
      const std::string& act = family_acts[i];
      ++cells;
      const bool may = policy.grant(caller.roles, relation, act) != nullptr;
      const bool knows = policy.grant(caller.roles, relation, "family.read") != nullptr;
      std::string got;
      if (act == "family.read") {
        got = code_of(acts->look(caller, north));
      } else if (act == "log.read") {
        got = code_of(acts->access_log(caller, north));
      } else if (act == "family.account") {
        const auto fault = acts->may_give_account(caller, north, person("mother"));
        got = fault ? fault->code : "";
      } else if (act == "card.read") {
        got = code_of(acts->card(caller, north));
      } else if (act == "emergency.open") {
        // Not done where it would be granted: it changes how one stands.
        got = may ? "" : code_of(acts->open_in_emergency(caller, north, "crisis_call"));
      } else if (act.starts_with("record.")) {
        dossier::Entry entry = statement(login, dossier::Role::worker, 500, north);
        entry.body = empty_body(i - 7);
        got = code_of(acts->record(caller, north, {entry}, {.head = nowhere}));
        if (may && got == "journal.moved") got = "";
      } else {
        got = code_of(acts->open(caller, north, act));
      }
      const std::string refusal = act == "emergency.open" || knows ? "access.refused" : "family.unknown";
      EXPECT_EQ(got, may ? "" : refusal) << login << ' ' << act;
      granted += may ? 1 : 0;
      if (!may) refused.push_back(act);
    }
    EXPECT_EQ(refused_acts(north, caller.person), refused) << login;
  }
  EXPECT_EQ(cells, stands.size() * (11 + dossier::kind_count));
  std::cout << "cells: " << cells << " of " << stands.size() * family_acts.size() << " tested, " << granted
            << " granted\n";
}

TEST_F(FamiliesTest, EveryKindOfEntryIsAnActOfThePolicy) {
  const std::set<std::string> of_the_office{"record.assignment", "record.hours_grant", "record.refusal",
                                            "record.waiting_list"};
  for (std::size_t kind = 0; kind < dossier::kind_count; ++kind) {
    const std::string act = "record." + std::string(dossier::kind_name(static_cast<dossier::Kind>(kind)));
    EXPECT_EQ(policy.grant(as("anna").roles, Relation::own, act) != nullptr, !of_the_office.contains(act)) << act;
    EXPECT_TRUE(std::ranges::find(policy.acts(), act) != policy.acts().end()) << act;
    for (const char* login : {"boss", "olga", "rob", "carl", "tom"})
      EXPECT_EQ(policy.grant(as(login).roles, Relation::organisation, act), nullptr) << login << act;
    EXPECT_EQ(policy.grant(as("mother").roles, Relation::member, act) != nullptr, act == "record.client_statement");
  }
}

TEST_F(FamiliesTest, WhoIsAssignedTreatsTheFamilyFromTheFirstToTheLastDay) {
  const auto assigned = [&](std::uint32_t number, const char* until) {
    dossier::Entry entry = statement("ida", dossier::Role::team_lead, number, north);
    dossier::Assignment body;
    body.worker = person("carl");
    body.until = LocalDate::parse(until);
    entry.body = body;
    return code_of(acts->record(as("ida"), north, {entry}, {}));
  };
  EXPECT_EQ(acts->relation(as("carl"), *families_.find(north)), Relation::organisation);
  ASSERT_EQ(assigned(601, "2026-11-27"), "");
  EXPECT_EQ(acts->relation(as("carl"), *families_.find(north)), Relation::own);
  Caller later = as("carl");
  later.now = *CivilTime::parse("2026-11-28T09:00:00Z");
  EXPECT_EQ(code_of(acts->look(later, north)), "family.unknown") << "the assignment ended the day before";
  EXPECT_EQ(code_of(acts->look(as("anna", 0), north)), "");
}

TEST_F(FamiliesTest, OneLooksForWordsInOnesOwnFamiliesOnly) {
  const auto found = acts->search(as("anna"), "sLEEp");
  ASSERT_TRUE(found) << found.error().code;
  ASSERT_EQ(found->size(), 1u) << "the family of the south has the same word";
  EXPECT_EQ(found->front().family.journal, north);
  ASSERT_EQ(found->front().entries.size(), 1u);
  EXPECT_EQ(found->front().entries.front().kind, dossier::Kind::need);
  EXPECT_TRUE(acts->search(as("anna"), "occurred")->empty()) << "the names of members are no words of the file";
  EXPECT_EQ(acts->search(as("anna"), "made")->size(), 1u) << "the title";
  EXPECT_EQ(code_of(acts->search(as("anna"), " a ")), "search.too_short");
  EXPECT_TRUE(acts->search(as("bea"), "sleep")->empty()) << "of the same team, not her family";
  for (const char* login : {"sue", "ida", "boss", "mother", "olga"})
    EXPECT_EQ(code_of(acts->search(as(login), "sleep")), "access.refused") << login;
  const auto log = acts->access_log(as("mother"), north);
  EXPECT_EQ(std::ranges::count_if(*log, [](const auto& one) { return one.event.act == "search"; }), 3);
}

TEST_F(FamiliesTest, WhetherAChildIsKnownIsToldAtIntakeAndOfWhichFamilyNever) {
  dossier::Entry child = statement("anna", dossier::Role::worker, 701, north);
  dossier::Person body;
  body.person = person("kid");
  body.name = "Ayşe van den Ünal-Peters";
  body.birth = LocalDate::parse("2015-03-04");
  child.body = body;
  ASSERT_EQ(code_of(acts->record(as("anna"), north, {child}, {})), "");
  const auto asked = [&](const char* name, const char* birth) {
    const auto found = acts->known_child(as("ida"), name, *LocalDate::parse(birth));
    return found ? static_cast<int>(found->size()) : -1;
  };
  EXPECT_EQ(asked("UNAL", "2015-03-04"), 1);
  EXPECT_EQ(asked("ayse peters", "2015-03-04"), 1);
  EXPECT_EQ(asked("van den Berg", "2015-03-04"), 0) << "the little words say nothing";
  EXPECT_EQ(asked("Unal", "2015-03-05"), 0);
  EXPECT_EQ(asked("van de", "2015-03-04"), -1);
  const auto known = acts->known_child(as("ida"), "Unal", *LocalDate::parse("2015-03-04"));
  EXPECT_EQ(known->front().teams, std::vector<std::string>{"north"});
  EXPECT_EQ(code_of(acts->known_child(as("anna"), "Unal", *LocalDate::parse("2015-03-04"))), "access.refused");
  const auto log = acts->access_log(as("mother"), north);
  EXPECT_EQ(std::ranges::count_if(*log, [](const auto& one) { return one.event.act == "child.search"; }), 3);
  // Erased with the family.
  ASSERT_TRUE(erasing->agree(as("boss"), erasing->ask(as("olga"), north, {}, "on_request")->id));
  EXPECT_EQ(asked("Unal", "2015-03-04"), 0);
}

/// On duty: people, where they are, safety and the last three contacts; when the duty is over nothing.
TEST_F(FamiliesTest, OnDutyOneSeesTheCardAndAfterwardsNothing) {
  for (std::uint32_t day = 1; day <= 5; ++day) {
    dossier::Entry visit = statement("anna", dossier::Role::worker, 300 + day, north);
    visit.occurred = *CivilTime::parse("2026-11-0" + std::to_string(day) + "T10:00:00+01:00");
    dossier::Contact body;
    body.held = true;
    body.went = "visit " + std::to_string(day);
    visit.body = body;
    ASSERT_TRUE(acts->record(as("anna"), north, {visit}, {}));
  }
  const auto card = acts->card(as("dee"), north);
  ASSERT_TRUE(card) << card.error().code;
  std::string text;
  for (const dossier::Entry& entry : card->file.entries) text += dossier::entry_text(entry);
  EXPECT_NE(text.find("Canary"), std::string::npos) << "safety is what it is for";
  EXPECT_EQ(text.find("Sleep"), std::string::npos) << "a need is not";
  EXPECT_EQ(text.find("visit 2"), std::string::npos);
  for (const char* last : {"visit 3", "visit 4", "visit 5"}) EXPECT_NE(text.find(last), std::string::npos) << last;
  EXPECT_EQ(code_of(acts->card(as("dee", 7200), north)), "family.unknown") << "the duty is over";
  EXPECT_EQ(code_of(acts->open(as("dee"), north, "course.read")), "access.refused");
  EXPECT_EQ(acts->list(as("dee"), {}, 10)->families.size(), 1u);
  EXPECT_TRUE(acts->list(as("dee", 7200), {}, 10)->families.empty());
}

TEST_F(FamiliesTest, TheReviewOfTheLogNamesNoFamily) {
  for (int i = 0; i < 3; ++i) static_cast<void>(acts->open(as("carl"), north, "course.read"));
  ASSERT_TRUE(acts->open(as("anna"), north, "course.read"));
  EXPECT_EQ(code_of(acts->review(as("boss"), at().date, at().date)), "access.refused");
  const auto all = acts->review(as("olga"), at().date - 1, at().date);
  ASSERT_TRUE(all);
  ASSERT_FALSE(all->empty());
  EXPECT_EQ(all->front().who, person("carl")) << "who was refused most comes first";
  EXPECT_EQ(all->front().refused, 3u);
  EXPECT_EQ(all->front().families, 1u);
  EXPECT_TRUE(acts->review(as("olga"), at().date - 9, at().date - 8)->empty());
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
  EXPECT_EQ(code_of(acts->record(as("anna"), north, {statement("anna", Role::worker, 9, north)}, {.head = 3})),
            "journal.moved");
  EXPECT_EQ(
      tried("anna", statement("anna", Role::worker, 10, store::testing_::journal(99)), store::testing_::journal(99)),
      "family.unknown");
}

TEST_F(FamiliesTest, NothingTellsAMotherHowMuchSheDoesNotSee) {
  const auto written = [&](const std::string& who, dossier::Role role, std::uint32_t number,
                           std::optional<std::int64_t> head) {
    Terms terms;
    terms.head = head;
    return acts->record(as(who), north, {statement(who, role, number, north)}, terms);
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
  dossier::Entry threat = statement("anna", dossier::Role::worker, 43, north);
  threat.body = dossier::Safety{dossier::SafetyType::threat, {}, "Canary", {}, {}, {}, {}};
  ASSERT_TRUE(acts->record(as("anna", 60), north, {threat}, {}));
  const auto log = acts->access_log(as("mother"), north);
  ASSERT_TRUE(log);
  std::size_t own = 0, others = 0;
  for (const store::LoggedEvent& one : *log) {
    EXPECT_EQ(one.seq, 0);
    const bool recording = one.event.act.starts_with("record.");
    EXPECT_EQ((one.event.act + one.event.parts).find("safety"), std::string::npos) << one.event.act;
    EXPECT_NE(one.event.at, at(60)) << "an act of which she may see nothing";
    own += recording && one.event.who == person("mother") ? 1 : 0;
    others += recording && one.event.who == person("anna") ? 1 : 0;
  }
  EXPECT_GT(own, 0u);
  EXPECT_EQ(others, 1u) << "what Anna wrote for her to see";
  EXPECT_LT(log->size(), acts->access_log(as("anna"), north)->size());
}

TEST_F(FamiliesTest, ADocumentIsCleanedKeptAndShownByItsAudience) {
  const auto letter = [&](const std::string& who, std::uint32_t number, dossier::Reach reach) {
    dossier::Entry out = statement(who, dossier::Role::worker, number, north);
    dossier::Document body;
    body.what = {"drawing", false};
    body.title = "a drawing";
    out.body = body;
    if (reach != dossier::Reach::closed) out.audience = dossier::Audience{reach, {}, {}, {}};
    return out;
  };
  const std::string bytes = exchange::testing_::picture();
  ASSERT_NE(bytes.find("Canary"), std::string::npos);
  for (int again = 0; again < 2; ++again) {
    const auto kept = acts->add_document(as("anna"), north, letter("anna", 70, dossier::Reach::closed), bytes);
    ASSERT_TRUE(kept) << kept.error().code;
    EXPECT_EQ(kept->kept.front().known, again == 1);
  }
  ASSERT_TRUE(acts->add_document(as("anna"), north, letter("anna", 71, dossier::Reach::adults), bytes));
  const auto read = [&](const std::string& who, JournalId family, std::uint32_t number) {
    const auto got = acts->document(as(who), family, store::testing_::entry(number));
    return got ? got->bytes : got.error().code;
  };
  EXPECT_TRUE(read("anna", north, 70).starts_with("\x89PNG"));
  EXPECT_EQ(read("anna", north, 70).find("Canary"), std::string::npos);
  EXPECT_EQ(read("mother", north, 70), "document.none") << "closed until somebody says for whom";
  EXPECT_TRUE(read("mother", north, 71).starts_with("\x89PNG"));
  EXPECT_EQ(read("father", north, 71), "family.unknown");
  EXPECT_EQ(read("carl", north, 70), "family.unknown");
  EXPECT_EQ(read("carl", south, 70), "document.none") << "an id of another family";
  EXPECT_EQ(code_of(acts->add_document(as("carl"), north, letter("carl", 72, dossier::Reach::closed), bytes)),
            "family.unknown");
  EXPECT_EQ(code_of(acts->add_document(as("anna"), north, letter("anna", 73, dossier::Reach::closed), "<svg/>")),
            "document.unknown_type");
  EXPECT_EQ(code_of(acts->record(as("anna"), north, {letter("anna", 74, dossier::Reach::closed)}, {})),
            "record.document_apart");
}

TEST_F(FamiliesTest, WhatIsBlockedAndWasWrittenWithoutAConnectionIsHeld) {
  dossier::Entry rating = statement("anna", dossier::Role::worker, 80, north);
  dossier::GoalRating body;
  body.goal = store::testing_::entry(999);
  body.rater = person("anna");
  rating.body = body;
  const dossier::Entry words = statement("anna", dossier::Role::worker, 81, north);
  const auto refused = acts->record(as("anna"), north, {rating, words}, {});
  ASSERT_TRUE(refused);
  EXPECT_TRUE(refused->kept.empty());
  for (int again = 0; again < 2; ++again) {
    const auto held = acts->record(as("anna"), north, {rating, words}, {.offline = true});
    ASSERT_TRUE(held) << held.error().code;
    EXPECT_EQ(held->kept.size(), 2u);
    if (again == 0) EXPECT_EQ(held->held, std::vector{rating.id});
  }
  const auto file = acts->open(as("anna"), north, "entries.read");
  const dossier::Dossier state = dossier::replay(file->file.entries);
  ASSERT_EQ(state.held.size(), 1u);
  EXPECT_EQ(state.held.front()->held, "problem.goal_unknown");
  EXPECT_NE(state.find(words.id), nullptr) << "the rest of the batch counts";
}

TEST_F(FamiliesTest, AWarningIsOverruledWithAReasonOrStopsIt) {
  dossier::Entry visit = statement("anna", dossier::Role::worker, 85, north);
  dossier::Contact body;
  visit.body = body;  // a visit without its length, and no treatment yet
  const auto warned = acts->record(as("anna"), north, {visit}, {.unless_warned = true});
  ASSERT_TRUE(warned);
  EXPECT_TRUE(warned->stopped);
  EXPECT_TRUE(warned->kept.empty());
  for (const dossier::Problem& problem : warned->problems) visit.overruled.push_back({problem.code, "not known yet"});
  const auto kept = acts->record(as("anna"), north, {visit}, {.unless_warned = true});
  ASSERT_TRUE(kept);
  EXPECT_FALSE(kept->stopped);
  EXPECT_EQ(kept->kept.size(), 1u);
}

TEST_F(FamiliesTest, AnAccountIsGivenAfterTheQuestionWhetherItIsSafe) {
  ASSERT_TRUE(accounts->find_login("mother"));
  dossier::Entry grown = statement("anna", dossier::Role::worker, 90, north);
  dossier::Person aunt;
  aunt.person = person("aunt");
  aunt.role = dossier::Role::other_carer;
  grown.body = aunt;
  ASSERT_EQ(code_of(acts->record(as("anna"), north, {grown}, {})), "");
  const auto give = [&](const std::string& who, const std::string& whom, bool safe, std::uint32_t answer) {
    AccountForPerson wanted{person(whom), whom + "@home", whom, safe, store::testing_::entry(answer)};
    return give_account(*acts, *sign_in, as(who), north, wanted);
  };
  EXPECT_EQ(code_of(give("anna", "kid", true, 91)), "family.no_account_person") << "no day of birth, no age";
  EXPECT_EQ(code_of(give("anna", "mother", true, 91)), "account.person_taken");
  EXPECT_EQ(code_of(give("bea", "aunt", true, 91)), "family.unknown");
  EXPECT_EQ(code_of(give("mother", "aunt", true, 91)), "access.refused");
  const auto unsafe = give("anna", "aunt", false, 92);
  ASSERT_TRUE(unsafe) << unsafe.error().code;
  EXPECT_FALSE(unsafe->account);
  EXPECT_FALSE(accounts->find(person("aunt")));
  const auto given = give("anna", "aunt", true, 93);
  ASSERT_TRUE(given) << given.error().code;
  ASSERT_TRUE(given->account);
  EXPECT_FALSE(given->account->word.empty());
  EXPECT_EQ(accounts->find(person("aunt"))->roles, std::vector<std::string>{"family"});
  // Both answers stand in the file, and nobody of the family sees them.
  const auto seen = [&](const std::string& who, const char* act) {
    const auto file = acts->open(as(who), north, act);
    return std::ranges::count_if(file->file.entries, [](const dossier::Entry& entry) {
      const auto* decision = std::get_if<dossier::Decision>(&entry.body);
      return decision != nullptr && decision->element.text == "family_account";
    });
  };
  EXPECT_EQ(seen("anna", "course.read"), 2);
  EXPECT_EQ(seen("mother", "course.read"), 0);
}

TEST_F(FamiliesTest, WhoListensHearsOfOnesOwnFamiliesOnly) {
  const auto listens = acts->follow(as("anna"));
  ASSERT_TRUE(listens);
  int woken = 0;
  (*listens)->on_change([&] { ++woken; });
  EXPECT_EQ(code_of(acts->follow(as("mother"))), "access.refused");
  ASSERT_TRUE(acts->record(as("anna"), north, {statement("anna", dossier::Role::worker, 95, north)}, {}));
  ASSERT_TRUE(acts->record(as("carl"), south, {statement("carl", dossier::Role::worker, 96, south)}, {}));
  EXPECT_EQ(woken, 2);
  const auto told = acts->told(as("anna"), (*listens)->take());
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told.front().journal, north);
  EXPECT_TRUE((*listens)->take().empty());
}

TEST_F(FamiliesTest, AFileIsReadAnewWhenSomethingOfItWasDestroyed) {
  const auto has = [&](std::uint32_t number) {
    const auto file = acts->open(as("anna"), north, "entries.read");
    return std::ranges::find(file->file.entries, store::testing_::entry(number), &dossier::Entry::id) !=
           file->file.entries.end();
  };
  ASSERT_TRUE(acts->record(as("anna"), north, {statement("anna", dossier::Role::worker, 97, north)}, {}));
  EXPECT_TRUE(has(97));
  const auto received = acts->open(as("anna"), north, "entries.read")->file.entries.back().received;
  EXPECT_TRUE(received) << "what the server adds is there from the first";
  // By another program, behind the back of this one.
  ASSERT_TRUE(store->erase({north, {store::testing_::entry(97)}, "on_request"}, store::testing_::event("erase")));
  EXPECT_FALSE(has(97));
  EXPECT_TRUE(has(97) || acts->look(as("anna"), north));
}

TEST_F(FamiliesTest, AnEmergencyOpensForAnHourAndIsLoggedAsOne) {
  EXPECT_EQ(code_of(acts->open_in_emergency(as("carl"), north, "curious")), "emergency.no_reason");
  EXPECT_EQ(code_of(acts->open_in_emergency(as("rob"), north, "acute_danger")), "access.refused");
  EXPECT_EQ(code_of(acts->open_in_emergency(as("rob"), store::testing_::journal(99), "acute_danger")), "access.refused")
      << "whether there is such a family does not show";
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
      R"({"policy": "x", "version": 1, "purposes": ["care"], "relations": {}, "second_person": [], "groups": {"g": ["a"]}, "grants": [)";
  const std::string line = R"({"role": "worker", "relation": "own", "purpose": "care", "may": )";
  EXPECT_THAT(codes(head + line + R"(["*g", "b"]}]})"), ElementsAre());
  EXPECT_THAT(codes(head + line + R"(["*h"]}]})"), ElementsAre("policy.no_such_group"));
  EXPECT_THAT(codes(head + line + R"(["*g", "a"]}]})"), ElementsAre("policy.twice"));
  EXPECT_THAT(codes(head + R"({"role": "w", "relation": "near", "purpose": "care", "may": ["a"]}]})"),
              ElementsAre("json.not_one_of"));
  EXPECT_THAT(codes(head + R"({"role": "w", "relation": "own", "purpose": "fun", "may": ["a"]}]})"),
              ElementsAre("policy.no_such_purpose"));
  std::string unknown = head + line + R"(["b"]}]})";
  unknown.replace(unknown.find("[]"), 2, R"(["king"])");
  EXPECT_THAT(codes(unknown), ElementsAre("policy.no_such_role"));
}

}  // namespace
}  // namespace koers::service::testing_
