#include "dossier/facts.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <regex>
#include <set>
#include <sstream>

#include "base/text.h"
#include "dossier/shape.h"
#include "rules/evaluate.h"
#include "tests/dossier/fixture.h"

namespace koers::dossier {
namespace {

using test::Case;
using test::day;

method::Method small_method() {
  method::Method m;
  m.code = "demo";
  m.version = "1";
  method::Phase first;
  first.code = "start";
  m.phases = {first};
  method::Technique technique;
  technique.code = "compliments";
  technique.group = "talks";
  m.techniques = {technique};
  m.aftercare.knipkaart_calls = Decimal{5, 0};
  return m;
}

/// The value of a fact as text: "yes", "3", "1..2", "a|b", "?".
std::string value(const Case& made, std::string_view fact, std::string_view today) {
  static const method::Method method = small_method();
  const std::size_t last = made.state.trajectories.empty() ? 0 : made.state.trajectories.size() - 1;
  const rules::Table table = facts_table(made.state, last, day(today), {&method, {}});
  const rules::Rulebook book;
  rules::Evaluator evaluator(table, vocabulary(), book);
  const auto parsed = rules::parse_fact(fact);
  if (!parsed) return parsed.error().code;
  const rules::Reading reading = evaluator.read(*parsed).reading;
  switch (reading.result) {
    case rules::Result::truth:
      return reading.truth == rules::Truth::yes ? "yes" : reading.truth == rules::Truth::no ? "no" : "?";
    case rules::Result::number:
      if (!reading.low || !reading.high) return "?";
      return reading.exact ? reading.low->text() : reading.low->text() + ".." + reading.high->text();
    default: {
      std::string out;
      for (const std::string& v : reading.values) out += (out.empty() ? "" : "|") + v;
      return out.empty() ? "?" : out;
    }
  }
}

struct FactRow {
  const char* fact;
  const char* want;
  const char* lines;
};

#define START "2026-01-05 trajectory_start method=demo-1\n"
#define NEED "2026-01-12 need id=n1 domain=parenting text=x\n"
#define GOAL "2026-01-20 goal id=g1 domain=parenting text=x with_family=yes\n"

constexpr FactRow kFactRows[]{
    {"exists(referral[request=yes], case)", "yes", "2026-01-02 referral referrer=gp question=help\n"},
    {"exists(referral[request=yes], case)", "?", "2026-01-02 referral referrer=gp\n"},
    {"last(person.age[role=child], case)", "9", "2026-01-02 person person=@child role=child birth=2016-06-01\n"},
    {"last(person.age_group[role=child], case)", "0_11",
     "2026-01-02 person person=@child role=child birth=2016-06-01\n"},
    {"exists(person[role=child, at_home=yes], case)", "?", "2026-01-02 person person=@child role=child\n"},
    {"exists(person[role=child, at_home=yes], case)", "yes",
     "2026-01-02 person person=@child role=child\n2026-01-03 living_situation child=@child place=home\n"},
    {"exists(person[at_home=yes], case)", "no", "2026-01-02 person person=@mother role=mother\n"},
    {"exists(person[return_planned=yes], case)", "yes",
     "2026-01-02 person person=@child role=child\n2026-01-03 living_situation child=@child place=foster "
     "return_planned=yes\n"},
    {"exists(person[role=child, intellectual_disability=yes], case)", "?",
     "2026-01-02 person person=@child role=child\n"},
    {"exists(worker[there=yes], case)", "no", START},
    {"exists(worker[there=yes], case)", "yes", "2026-01-05 trajectory_start method=demo-1 worker=@anna\n"},
    {"exists(worker[there=yes], case)", "yes",
     "2026-01-05 trajectory_start method=demo-1\n2026-02-01 person person=@anna role=worker left=2026-12-31\n"},
    {"exists(worker[there=yes], case)", "no",
     "2026-01-05 trajectory_start method=demo-1 worker=@anna\n2026-02-01 person person=@anna role=worker "
     "left=2026-02-01\n"},
    {"last(worker.role[there=yes], case)", "replacement",
     "2026-01-05 trajectory_start method=demo-1 worker=@anna\n2026-02-01 person person=@anna role=worker "
     "left=2026-02-01\n2026-02-02 person person=@bea role=replacement\n"},
    {"count(worker, case)", "1",  // of the treatment before, nobody counts
     "2025-01-05 trajectory_start method=demo-1 worker=@anna\n2026-01-05 trajectory_start method=demo-1 "
     "worker=@carla\n"},
    {"count(worker[there=yes], case)", "1",  // who left then and begins this one is back
     "2025-01-05 trajectory_start method=demo-1 worker=@anna\n2025-06-01 person person=@anna role=worker "
     "left=2025-06-30\n2026-01-05 trajectory_start method=demo-1 worker=@anna\n"},
    {"count(professional[running=yes], case)", "1",
     "2026-01-02 professional help=a until=2026-02-01\n2026-01-02 professional help=b until=2027-01-01\n"},
    {"exists(living_situation[order=order], case)", "yes",
     "2026-01-03 living_situation child=@child place=foster order=order\n"},
    {"exists(consent[what=share, given=yes], case)", "yes", "2026-01-03 consent what=share given=yes\n"},
    {"exists(consent[without=court_order], case)", "yes",
     "2026-01-03 consent what=share given=yes without=court_order\n"},
    {"exists(characteristic[code=debts, answer=yes])", "?", ""},
    {"exists(characteristic[code=debts, answer=yes])", "?", "2026-01-03 characteristic code=debts about=family\n"},
    {"exists(characteristic[code=debts, answer=yes])", "no",
     "2026-01-03 characteristic code=debts about=family answer=no\n"},
    {"exists(eligibility[criterion=network, answer=yes])", "yes",
     "2026-01-03 eligibility criterion=network answer=yes\n"},
    {"last(trajectory_start.method)", "demo-1", START},
    {"exists(trajectory_start[tailored=yes])", "no", START},
    {"count(phase_start[phase=start])", "1", START},
    {"days_between(phase_start[phase=start], phase_end[phase=start])", "27",
     START "2026-02-02 phase_transition from=start to=change talk=yes\n"},
    {"exists(phase_transition[experience=yes])", "?",
     START "2026-02-02 phase_transition from=start to=change talk=yes\n"},
    {"exists(phase_transition[experience=yes])", "no",
     START "2026-02-02 phase_transition from=start to=change talk=yes topics=progress\n"},
    {"last(analysis.strengths)", "2", START "2026-01-06 analysis strengths=a,b problems=c\n"},
    {"exists(need[has_goal=no])", "yes", START NEED},
    {"exists(need[has_goal=no])", "no", START NEED GOAL},
    {"exists(need[has_goal=no])", "no",
     START "2026-01-12 need id=n1 domain=school text=x\n2026-01-20 goal domain=parenting text=x needs=n1\n"},
    {"exists(need[has_activity=yes])", "yes", START NEED "2026-01-20 activity domain=parenting\n"},
    {"exists(need[open=yes])", "no", START NEED "2026-02-20 need updates=n1 domain=parenting text=x state=reached\n"},
    {"count(need)", "1", START NEED "2026-02-20 need updates=n1 domain=parenting text=x state=reached\n"},
    {"exists(goal[has_need=no])", "yes", START GOAL},
    {"exists(goal[has_activity=no])", "yes", START GOAL},
    {"exists(goal[has_activity=no])", "no", START GOAL "2026-01-21 contact held=yes goals=g1\n"},
    {"exists(goal[has_activity=no])", "yes", START GOAL "2026-01-21 contact held=no goals=g1\n"},
    {"last(goal.level)", "-1", START GOAL "2026-01-21 goal_rating goal=g1 rater=@mother level=-1\n"},
    {"exists(goal[rated=no])", "yes", START GOAL},
    {"last(goal_rating.rater)", "mother",
     START "2026-01-02 person person=@mother role=mother\n" GOAL
           "2026-01-21 goal_rating goal=g1 rater=@mother level=-1\n"},
    {"exists(activity[has_goal=no])", "yes", START "2026-01-21 activity domain=school\n"},
    {"exists(activity[has_goal=no])", "no", START GOAL "2026-01-21 activity domain=parenting\n"},
    {"exists(appointment[passed=yes, kept=no])", "yes", START "2026-01-06 appointment day=2026-01-08\n"},
    {"exists(appointment[passed=yes, kept=no])", "no",
     START "2026-01-06 appointment day=2026-01-08\n2026-01-08 contact held=yes\n"},
    {"sum(contact.hours[held=yes])", "3.25",
     START "2026-01-06 contact held=yes hours=1.5\n2026-01-08 contact held=yes hours=1.75\n2026-01-09 contact held=no "
           "reason=ill\n"},
    {"last(contact.streak)", "2",
     START "2026-01-06 contact held=yes\n2026-01-08 contact held=no\n2026-01-09 contact held=no\n"},
    {"last(contact.number)", "3",
     START "2026-01-06 contact held=yes\n2026-01-08 contact held=no\n2026-01-09 contact held=no\n"},
    {"exists(contact[reason=ill])", "no", START "2026-01-06 contact held=yes\n"},
    {"last(contact.purpose)", "regular", START "2026-01-06 contact held=yes\n"},
    {"count(technique[group=talks])", "1", START "2026-01-06 contact held=yes techniques=compliments:done,~other\n"},
    {"count(technique)", "0", START "2026-01-06 contact held=no techniques=compliments:done\n"},
    {"last(measurement.raised)", "1",
     START "2026-01-06 measurement instrument=cbcl moment=start state=done "
           "scores=total:5:70:clinical,a:5:66:borderline,b:1:50:normal\n"},
    {"last(measurement.raised)", "?",
     START "2026-01-06 measurement instrument=cbcl moment=start state=done scores=total:5\n"},
    {"count(measurement[instrument=cbcl])", "1",
     START
     "2026-01-06 measurement instrument=cbcl moment=start state=done scores=total:5:70:clinical,a:5:66:borderline\n"},
    {"exists(score[instrument=obvl, scale=total, t=66])", "yes",
     START "2026-01-06 measurement instrument=obvl moment=start state=done scores=total:54:66\n"},
    {"exists(measurement[discussed_family=yes])", "no",
     START "2026-01-06 measurement id=m instrument=obvl moment=start state=done scores=total:5\n2026-01-08 discussion "
           "with=guidance topic=measurement targets=m\n"},
    {"exists(measurement[discussed_guidance=yes])", "yes",
     START "2026-01-06 measurement id=m instrument=obvl moment=start state=done scores=total:5\n2026-01-08 discussion "
           "with=guidance topic=measurement targets=m\n"},
    {"exists(measurement[discussed_family=yes])", "yes",
     START "2026-01-06 measurement instrument=obvl moment=start state=done scores=total:5\n2026-01-06 discussion "
           "with=family topic=measurement\n"},
    {"last(scaling.value)", "6.5", START "2026-01-06 scaling topic=week value=6.5 rater=@mother\n"},
    {"exists(alliance_check[outcome=talk])", "yes", START "2026-01-06 alliance_check rater=@mother outcome=talk\n"},
    {"last(network.trend)", "fewer", START "2026-01-06 network supporters=3\n2026-02-06 network supporters=1\n"},
    {"count(safety[type=threat, open=yes])", "0",
     START "2026-01-06 safety id=t type=threat\n2026-01-07 safety type=plan closes=t agreements=a\n"},
    {"count(safety[type=threat, open=yes])", "1",
     START "2026-01-06 safety id=t type=threat\n2026-01-07 safety type=plan agreements=a\n"},
    {"exists(decision[open=yes, review_due=yes])", "yes",
     START "2026-01-06 decision element=x review=2026-02-01 considerations=a,b\n"},
    {"exists(decision[open=yes, review_due=yes])", "no",
     START
     "2026-01-06 decision id=d element=x review=2026-02-01\n2026-02-01 decision updates=d element=x outcome=keep\n"},
    {"exists(decision[reconsider=resistance])", "yes",
     START "2026-01-06 decision id=d element=x\n2026-02-01 decision updates=d element=x reconsider=resistance\n"},
    {"distinct(decision.consideration)", "2", START "2026-01-06 decision element=x considerations=a,b\n"},
    {"exists(decision[open=no])", "yes",
     START "2026-01-06 decision id=d element=x\n2026-02-01 decision updates=d element=x outcome=stop\n"},
    {"exists(discussion[with=guidance, topic=case])", "yes", START "2026-01-06 discussion with=guidance topic=case\n"},
    {"exists(pause[by=family])", "yes", START "2026-01-06 pause by=family from=2026-01-10 until=2026-01-12\n"},
    {"exists(plan[type=treatment, with_family=yes])", "yes", START "2026-01-06 plan type=treatment with_family=yes\n"},
    {"count(since_plan)", "2",
     START NEED "2026-01-14 plan type=treatment\n" GOAL "2026-02-01 living_situation child=@child place=home\n"
                "2026-02-02 goal domain=parenting text=again updates=g1\n"},
    {"exists(since_plan[what=goal])", "yes", START "2026-01-06 plan type=treatment\n" GOAL},
    {"exists(since_plan)", "no", START "2026-01-06 plan type=treatment\n" GOAL "2026-01-21 plan type=treatment\n"},
    {"last(closure.open_ends)", "2",
     START NEED "2026-01-13 need domain=school text=y\n" GOAL "2026-02-02 closure reason=done planned=yes\n"},
    {"last(knipkaart.left, case)", "3",
     START "2026-02-02 closure reason=done planned=yes\n2026-02-03 knipkaart\n2026-02-09 knipkaart\n"},
    {"exists(follow_up[results_hold=yes], case)", "yes", START "2026-02-03 follow_up held=yes results_hold=yes\n"},
    {"exists(client_statement[by=child])", "yes",
     START "2026-01-02 person person=@child role=child\n2026-02-03 client_statement by=@child text=x\n"},
    {"last(guidance_input.value[what=caseload])", "6", START "2026-02-03 guidance_input what=caseload value=6\n"},
    {"count(refusal[by=provider, reason=no_place], case)", "1",
     "2026-01-02 refusal by=provider reason=no_place\n" START},
    {"last(waiting_list.priority, case)", "urgent",
     "2026-01-02 waiting_list priority=usual\n2026-01-03 waiting_list priority=urgent reason=safety\n" START},
    {"exists(assignment[as=lead], case)", "yes", "2026-01-02 assignment worker=@anna as=lead\n" START},
    {"exists(worker[there=yes], case)", "yes", "2026-01-02 assignment worker=@anna as=lead\n" START},
    {"exists(worker[there=yes], case)", "no", START "2026-01-06 assignment worker=@anna as=second until=2026-02-28\n"},
    {"exists(worker[there=yes], case)", "no", START "2026-01-06 assignment worker=@anna as=second from=2026-04-01\n"},
    {"last(worker.role, case)", "replacement", START "2026-01-06 assignment worker=@anna as=replacement\n"},
    {"last(household.members, case)", "2",
     START "2026-01-02 person person=@child role=child\n2026-01-02 person person=@mother role=mother\n"
           "2026-01-06 household members=@child,@mother\n"},
    {"last(hours_grant.hours, case)", "120.5", START "2026-01-06 hours_grant hours=120.5 from=2026-01-01 law=jw\n"},
    {"count(task[open=yes])", "1",
     START
     "2026-01-06 task id=t text=call\n2026-01-07 task updates=t text=call state=done\n2026-01-08 task text=write\n"},
    {"exists(task[overdue=yes])", "yes", START "2026-01-06 task text=call due=2026-02-28\n"},
    {"exists(task[overdue=yes])", "no", START "2026-01-06 task text=call due=2026-03-01\n"},
    {"last(meldcode_step.step)", "3",
     START "2026-01-06 meldcode_step step=1\n2026-01-07 meldcode_step step=3 outcome=signals_stay\n"},
    {"exists(document[what=letter, media=pdf], case)", "yes",
     "2026-01-06 document what=letter title=x media=pdf bytes=9 digest=00\n"},
    {"last(handover.open_ends)", "1", START "2026-01-06 handover from=@anna to=@carla talk=yes open_ends=debts\n"},
    {"exists(onward_referral[open=yes])", "no",
     START
     "2026-01-06 onward_referral id=o to=ggz state=asked\n2026-02-06 onward_referral updates=o to=ggz state=landed\n"},
    {"last(onward_referral.state)", "waiting",
     START "2026-01-06 onward_referral id=o to=ggz state=asked\n2026-02-06 onward_referral updates=o to=ggz "
           "state=waiting barrier=list\n"},
    {"last(method_move.method)", "demo-2", START "2026-02-03 method_move method=demo-2\n"},
};

class EachFact : public testing::TestWithParam<FactRow> {};

TEST_P(EachFact, IsReadFromTheEntries) {
  const Case made(GetParam().lines);
  EXPECT_EQ(value(made, GetParam().fact, "2026-03-01"), GetParam().want) << GetParam().fact << '\n' << GetParam().lines;
}
INSTANTIATE_TEST_SUITE_P(Facts, EachFact, testing::ValuesIn(kFactRows));

TEST(Facts, EveryKindOfTheVocabularyIsTested) {
  std::set<std::string> kinds;
  for (const FactRow& row : kFactRows) {
    const std::string fact = row.fact;
    static const std::regex word("\\b([a-z_]+)[.\\[,)]");
    for (std::sregex_iterator it(fact.begin(), fact.end(), word), end; it != end; ++it) kinds.insert((*it)[1]);
  }
  for (const rules::KindName& kind : vocabulary().kinds) {
    if (kind.name != "expected") EXPECT_TRUE(kinds.contains(kind.name)) << kind.name;
  }
}

TEST(Facts, RowsNameTheirEntryAndComeInOrderOfTime) {
  const Case made(
      START NEED GOAL
      "2026-01-06 contact held=yes techniques=compliments\n2026-02-06 decision element=x considerations=a\n");
  const rules::Table table = facts_table(made.state, 0, day("2026-03-01"), {});
  for (std::size_t i = 1; i < table.rows.size(); ++i) EXPECT_LE(table.rows[i - 1].date, table.rows[i].date);
  for (const rules::Row& row : table.rows) {
    ASSERT_LT(row.origin, made.state.entries.size());
    EXPECT_EQ(made.state.entries[row.origin]->date(), row.date) << row.kind;
  }
  EXPECT_EQ(table.start, day("2026-01-05"));
  EXPECT_FALSE(table.end);
}

/// A rule's own kinds are told alike whether or not the rows of others are left out, and the case begins on the same day.
TEST(Facts, RowsThatWereAskedForAreTheSameWithoutTheOthers) {
  const auto read = read_lines(test::slurp("tests/data/every_kind.case"), "every_kind.case");
  ASSERT_TRUE(read);
  const Case made(std::move(*read));
  const rules::Table full = facts_table(made.state, 0, day("2026-12-31"), {});
  ASSERT_FALSE(full.rows.empty());
  const auto told = [](const rules::Table& table, std::string_view kind) {
    std::vector<std::string> out;
    for (const rules::Row& row : table.rows) {
      if (row.kind != kind) continue;
      std::string line = row.date.text() + ' ' + std::to_string(row.origin);
      for (const rules::Field& field : row.fields) {
        line += ' ' + field.name + '=';
        if (const auto* text = std::get_if<std::string>(&field.value)) line += *text;
        if (const auto* number = std::get_if<Decimal>(&field.value)) line += number->text();
        line += std::to_string(field.value.index());
      }
      out.push_back(line);
    }
    return out;
  };
  std::size_t fewer = 0;
  for (const rules::KindName& kind : vocabulary().kinds) {
    const std::vector<std::string> asked{kind.name};
    const rules::Table part = facts_table(made.state, 0, day("2026-12-31"), {nullptr, {}, &asked});
    EXPECT_EQ(told(part, kind.name), told(full, kind.name)) << kind.name;
    const LocalDate first = part.rows.empty() ? *part.begins : part.rows.front().date;
    EXPECT_EQ(std::min(first, part.begins.value_or(first)), full.rows.front().date) << kind.name;
    fewer += part.rows.size() < full.rows.size();
  }
  EXPECT_EQ(fewer, vocabulary().kinds.size());
}

/// "case" begins with the first entry, also when its row was left out.
TEST(Facts, TheWholeCaseBeginsWithRowsThatWereLeftOut) {
  const Case made("2025-01-01 network supporters=2\n" START "2026-01-06 contact held=yes\n");
  const std::vector<std::string> asked{"contact"};
  const rules::Table part = facts_table(made.state, 0, day("2026-03-01"), {nullptr, {}, &asked});
  const rules::Table full = facts_table(made.state, 0, day("2026-03-01"), {});
  EXPECT_EQ(part.begins, day("2025-01-01"));
  const rules::Rulebook book;
  const auto fact = rules::parse_fact("per_week(contact, case)");
  ASSERT_TRUE(fact);
  const rules::Reading apart = rules::Evaluator(part, vocabulary(), book).read(*fact).reading;
  const rules::Reading whole = rules::Evaluator(full, vocabulary(), book).read(*fact).reading;
  ASSERT_TRUE(apart.low && whole.low);
  EXPECT_EQ(apart.low, whole.low);
  EXPECT_EQ(apart.high, whole.high);
}

TEST(Facts, EveryRowKeepsToTheVocabulary) {
  const auto read = read_lines(test::slurp("tests/data/every_kind.case"), "every_kind.case");
  ASSERT_TRUE(read);
  const Case made(std::move(*read));
  std::set<std::string> kinds;
  for (const rules::Row& row : facts_table(made.state, 0, day("2026-12-31"), {}).rows) {
    const rules::KindName* kind = vocabulary().find(row.kind);
    ASSERT_NE(kind, nullptr) << row.kind;
    kinds.insert(row.kind);
    EXPECT_EQ(row.fields.size(), kind->fields.size()) << row.kind;
    for (const rules::Field& field : row.fields) {
      const rules::FieldName* name = kind->find(field.name);
      ASSERT_NE(name, nullptr) << row.kind << '.' << field.name;
      const auto* text = std::get_if<std::string>(&field.value);
      if (name->type == rules::FieldType::number)
        EXPECT_TRUE(text == nullptr || text->empty()) << row.kind << '.' << field.name;
      if (text == nullptr || text->empty() || name->codes.empty()) continue;
      EXPECT_TRUE(std::ranges::find(name->codes, *text) != name->codes.end())
          << row.kind << '.' << field.name << " = " << *text;
    }
  }
  EXPECT_EQ(kinds.size() + 1, vocabulary().kinds.size()) << "all but expected";
}

TEST(Vocabulary, EveryFieldIsFedByAMemberThatExists) {
  for (const rules::KindName& kind : vocabulary().kinds) {
    for (const rules::FieldName& field : kind.fields) {
      const std::string& fed = field.fed_by;
      ASSERT_FALSE(fed.empty()) << kind.name << '.' << field.name;
      static const std::regex member("\\b([a-z_]+)\\.([a-z_]+)\\b");
      std::size_t named = 0;
      for (std::sregex_iterator it(fed.begin(), fed.end(), member), end; it != end; ++it, ++named) {
        const auto of = kind_named((*it)[1].str());
        ASSERT_TRUE(of) << fed;
        EXPECT_NE(shape_of(*of).field((*it)[2].str()), nullptr) << fed;
      }
      if (!fed.starts_with("derived:")) EXPECT_EQ(named, 1u) << fed;
    }
  }
}

TEST(Vocabulary, ClosedListsAreThoseOfTheEntries) {
  for (const rules::KindName& kind : vocabulary().kinds) {
    for (const rules::FieldName& field : kind.fields) {
      const std::size_t dot = field.fed_by.find('.');
      const auto of = dot == std::string::npos ? std::nullopt : kind_named(field.fed_by.substr(0, dot));
      const Field* member = of ? shape_of(*of).field(field.fed_by.substr(dot + 1)) : nullptr;
      if (member == nullptr || member->shape->type != Shape::Type::choice) continue;
      const std::vector<std::string> choices(member->shape->choices.begin(), member->shape->choices.end());
      EXPECT_EQ(field.codes, choices) << kind.name << '.' << field.name;
    }
  }
}

TEST(Vocabulary, IsTheOneOfThePage) {
  // Rows of the table under "The vocabulary" in docs/rules.md: kinds in the first cell, fields in the second, both in backquotes.
  const std::string page = test::slurp("docs/rules.md");
  const std::size_t start = page.find("## The vocabulary");
  ASSERT_NE(start, std::string::npos);
  static const std::regex quoted("`([a-z_]+)`");
  std::set<std::string> on_page, in_code;
  std::istringstream in(page.substr(start));
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with("| `")) continue;
    const std::size_t cell = line.find(" | ");
    const std::string kinds = line.substr(0, cell), fields = line.substr(cell);
    for (std::sregex_iterator k(kinds.begin(), kinds.end(), quoted), end; k != end; ++k) {
      for (std::sregex_iterator f(fields.begin(), fields.end(), quoted); f != end; ++f)
        on_page.insert((*k)[1].str() + "." + (*f)[1].str());
    }
  }
  for (const rules::KindName& kind : vocabulary().kinds) {
    for (const rules::FieldName& field : kind.fields) in_code.insert(kind.name + "." + field.name);
  }
  EXPECT_EQ(in_code, on_page);
}

#undef START
#undef GOAL
#undef NEED

}  // namespace
}  // namespace koers::dossier
