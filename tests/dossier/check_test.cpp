#include "dossier/check.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

#include "dossier/facts.h"
#include "tests/dossier/fixture.h"

namespace koers::dossier {
namespace {

using test::day;
using test::Faults;

constexpr const char* kRequires = R"j({"rule":{"all":[{"fact":"exists(goal)","is":"yes"}]}})j";

/// A small method: two phases, a talk between them, one technique, one domain, at most two goals.
method::Method demo() {
  method::Method m;
  m.code = "demo";
  m.version = "1";
  m.hash = "abc";
  const auto item = [](const char* code) {
    method::Item out;
    out.code = code;
    return out;
  };
  for (const char* code : {"start", "change", "end"}) {
    method::Phase phase;
    phase.code = code;
    m.phases.push_back(phase);
  }
  method::Transition transition;
  transition.to = "change";
  transition.talk = true;
  transition.topics = {"experience", "progress"};
  json::Document document;
  Errors faults;
  json::Cursor cursor(*json::parse(kRequires, document), "demo");
  auto rule = rules::read_rule(cursor, "rule", faults);
  EXPECT_TRUE(rule) << faults.at(0).code;
  transition.needs = std::make_shared<const rules::Rule>(std::move(*rule));
  m.phases[0].transition = transition;
  method::Technique technique;
  technique.code = "compliments";
  technique.group = "talks";
  m.techniques = {technique};
  m.goals.emplace();
  m.goals->domains = {item("parenting")};
  m.goals->most = Decimal{2, 0};
  method::PlannedMeasurement end;
  end.code = "obvl_end";
  end.instrument = "obvl";
  end.moment = method::Moment::end;
  end.required = true;
  m.measurements = {end};
  method::Characteristic debts;
  debts.code = "debts";
  m.characteristics = {debts};
  method::Criterion network;
  network.code = "network";
  m.eligibility = {network};
  method::ClosingReason done;
  done.code = "done";
  m.closing_reasons = {done};
  m.referrers = {item("gp")};
  m.aftercare.knipkaart_calls = Decimal{1, 0};
  return m;
}

/// The same with a goal model of its own: raters apart or together, 0 the situation at the start, texts of levels asked.
method::Method with_goals(const char* code, method::Combine combine) {
  method::Method m = demo();
  m.code = code;
  m.goals->level_texts = true;
  m.goals->zero = method::Zero::start;
  m.goals->combine = combine;
  m.goals->raters = {"child", "worker"};
  return m;
}

method::Catalogue catalogue() {
  method::Catalogue out;
  EXPECT_FALSE(out.add(demo()));
  measure::Instrument ors;  // one scale, of 0 to 40; obvl: scales without a public range; cbcl: nothing public
  ors.code = "ors";
  ors.scales.emplace_back();
  ors.scales[0].code = "total";
  ors.scales[0].range = measure::Range{Decimal{0, 0}, Decimal{40, 0}};
  out.add(ors);
  measure::Instrument obvl;
  obvl.code = "obvl";
  for (const char* code : {"relation", "health"}) obvl.scales.emplace_back().code = code;
  out.add(obvl);
  measure::Instrument cbcl;
  cbcl.code = "cbcl";
  cbcl.slots = {"scales"};
  out.add(cbcl);
  EXPECT_FALSE(out.add(with_goals("apart", method::Combine::average_towards)));
  EXPECT_FALSE(out.add(with_goals("joint", method::Combine::joint)));
  return out;
}

/// "code entries-it-rests-on" of what check says of every entry of the case.
std::set<std::string> codes(const CaseFile& file, std::string_view today = "2026-12-31") {
  const Dossier state = replay(file.entries);
  std::set<std::string> out;
  for (const Problem& p : check(state, file.entries, catalogue(), day(today))) {
    EXPECT_FALSE(p.entries.empty()) << p.code;
    EXPECT_FALSE(p.rule.empty()) << p.code;
    out.insert(p.code.substr(std::string("problem.").size()));
  }
  return out;
}

struct ProblemRow {
  const char* code;
  const char* bad;  ///< gives the problem
  const char* good;  ///< does not
};

#define START "2026-01-05 trajectory_start method=demo-1 phase=start\n"
#define GOAL "2026-01-10 goal id=g1 domain=parenting text=x\n"
#define APART "2026-01-05 trajectory_start method=apart-1 phase=start\n"
#define JOINT "2026-01-05 trajectory_start method=joint-1 phase=start\n"
#define LEVELS "2026-01-10 goal id=g1 domain=parenting text=x levels=a,b,c,d,e\n"

#define FAMILY                                                                                                  \
  "2026-01-02 person person=@mother role=mother\n2026-01-02 person person=@child role=child birth=2015-06-07\n" \
  "2026-01-02 relation from=@mother to=@child tie=parent guardianship=authority\n"

constexpr ProblemRow kProblemRows[]{
    {"consent_missing", FAMILY START, FAMILY "2026-01-03 consent what=treatment given=yes by=@mother\n" START},
    {"consent_missing", FAMILY "2026-01-03 consent what=treatment given=yes by=@mother until=2026-01-04\n" START,
     FAMILY "2026-01-03 consent what=treatment given=yes without=court_order\n" START},
    {"consent_refused", FAMILY "2026-01-03 consent what=treatment given=no by=@mother\n" START,
     FAMILY "2026-01-03 consent what=treatment given=no by=@mother\n2026-01-04 consent what=treatment given=yes "
            "by=@mother\n" START},
    {"overruled_nothing", "2026-01-05 contact held=no reason=forgot overruled=problem.hours_missing:later",
     "2026-01-05 contact held=yes overruled=problem.hours_missing:later"},
    {"correction_pending", "2026-01-05 withdrawal reason=x corrects=01890000-0000-7000-8000-000000000001",
     "2026-01-05 consent id=a what=x given=yes\n2026-01-06 withdrawal reason=x corrects=a"},
    {"correction_other_kind", "2026-01-05 consent id=a what=x given=yes\n2026-01-05 plan type=treatment corrects=a",
     "2026-01-05 consent id=a what=x given=yes\n2026-01-05 consent what=x given=no corrects=a"},
    {"conflict",
     "2026-01-05 consent id=a what=x given=yes\n2026-01-06 consent what=x given=no corrects=a\n2026-01-07 consent "
     "what=y given=no corrects=a",
     "2026-01-05 consent id=a what=x given=yes\n2026-01-06 consent id=b what=x given=no corrects=a\n2026-01-07 consent "
     "what=y given=no corrects=b"},
    {"withdrawal_empty", "2026-01-05 withdrawal reason=x",
     "2026-01-05 consent id=a what=x given=yes\n2026-01-06 withdrawal reason=x corrects=a"},
    {"withdrawal_of_withdrawal",
     "2026-01-05 consent id=a what=x given=yes\n2026-01-06 withdrawal id=w reason=x corrects=a\n2026-01-07 withdrawal "
     "reason=y corrects=w",
     "2026-01-05 consent id=a what=x given=yes\n2026-01-06 withdrawal reason=x corrects=a"},
    {"resolution_unknown", "2026-01-05 conflict_resolution keep=01890000-0000-7000-8000-000000000001",
     "2026-01-05 consent id=a what=x given=yes\n2026-01-06 conflict_resolution keep=a"},
    {"resolution_contradicts", "2026-01-05 consent id=a what=x given=yes\n2026-01-06 conflict_resolution keep=a over=a",
     "2026-01-05 consent id=a what=x given=yes\n2026-01-06 conflict_resolution keep=a"},
    {"audience_wider", "2026-01-05 safety id=a type=threat\n2026-01-05 safety type=threat corrects=a audience=adults",
     "2026-01-05 safety id=a type=threat\n2026-01-05 safety type=threat corrects=a"},
    {"audience_unknown_person", "2026-01-05 consent what=x given=yes audience=closed,@aunt",
     "2026-01-04 person person=@aunt role=network\n2026-01-05 consent what=x given=yes audience=closed,@aunt"},
    {"future", "2027-01-01 consent what=x given=yes", "2026-12-31 consent what=x given=yes"},
    {"written_before", "2026-01-05 consent what=x given=yes written=2026-01-04",
     "2026-01-05 consent what=x given=yes written=2026-02-04"},
    {"twice", "2026-01-05T10:00 contact held=yes hours=1\n2026-01-05T10:00 contact held=yes hours=1",
     "2026-01-05T10:00 contact held=yes hours=1\n2026-01-05T11:00 contact held=yes hours=1"},
    {"birth_after", "2026-01-05 person person=@child role=child birth=2026-02-01",
     "2026-01-05 person person=@child role=child birth=2016-02-01"},
    {"birth_after",
     "2026-01-05 contact held=yes hours=1 present=@child\n2026-03-05 person person=@child role=child birth=2026-02-01",
     "2026-02-05 contact held=yes hours=1 present=@child\n2026-03-05 person person=@child role=child birth=2026-02-01"},
    {"until_before_since", "2026-01-05 consent what=x given=yes until=2026-01-04",
     "2026-01-05 consent what=x given=yes until=2026-01-05"},
    {"pause_overlap",
     "2026-01-05 pause by=family from=2026-02-02 until=2026-02-09\n2026-01-06 pause by=family from=2026-02-05",
     "2026-01-05 pause by=family from=2026-02-02\n2026-01-06 pause by=family from=2026-02-02 until=2026-02-10"},
    {"day_past", "2026-01-05 appointment day=2026-01-04", "2026-01-05 appointment day=2026-01-05"},
    {"review_past", "2026-01-05 decision element=x family_wish=y review=2026-01-04",
     "2026-01-05 decision element=x family_wish=y review=2026-02-04"},
    {"person_unknown", "2026-01-05 contact held=yes hours=1 present=@aunt",
     "2026-01-04 person person=@aunt role=network\n2026-01-05 contact held=yes hours=1 present=@aunt"},
    {"goal_unknown", "2026-01-05 goal_rating goal=01890000-0000-7000-8000-000000000001 rater=@anna level=0",
     GOAL "2026-01-12 goal_rating goal=g1 rater=@anna level=0"},
    {"link_unknown", "2026-01-05 contact held=yes hours=1 goals=01890000-0000-7000-8000-000000000001",
     GOAL "2026-01-12 contact held=yes hours=1 goals=g1"},
    {"update_unknown", "2026-01-05 consent id=a what=x given=yes\n2026-01-06 goal updates=a domain=parenting text=x",
     GOAL "2026-01-12 goal updates=g1 domain=parenting text=x"},
    {"related_to_self", "2026-01-05 relation from=@mother to=@mother tie=parent",
     "2026-01-05 relation from=@mother to=@child tie=parent"},
    {"reason_missing", "2026-01-05 contact held=no", "2026-01-05 contact held=no reason=forgot"},
    {"not_held_with_content", "2026-01-05 contact held=no reason=forgot hours=1",
     "2026-01-05 contact held=no reason=forgot"},
    {"hours_missing", "2026-01-05 contact held=yes", "2026-01-05 contact held=yes channel=phone"},
    {"scores_missing", "2026-01-05 measurement instrument=obvl moment=start state=done",
     "2026-01-05 measurement instrument=obvl moment=start state=done scores=total:5"},
    {"scores_unexpected", "2026-01-05 measurement instrument=obvl moment=start state=declined reason=x scores=total:5",
     "2026-01-05 measurement instrument=obvl moment=start state=declined reason=x"},
    {"scale_twice", "2026-01-05 measurement instrument=obvl moment=start state=done scores=total:5,total:6",
     "2026-01-05 measurement instrument=obvl moment=start state=done scores=total:5,health:6"},
    {"score_out_of_range", "2026-01-05 measurement instrument=ors moment=start state=done scores=total:40.1",
     "2026-01-05 measurement instrument=ors moment=start state=done scores=total:40"},
    {"score_out_of_range", "2026-01-05 measurement instrument=ors moment=start state=done scores=total:-1",
     "2026-01-05 measurement instrument=ors moment=start state=done scores=total:0"},
    // Nothing public, nothing to say: no range of the OBVL, no scales of the CBCL, no file of the VGFO.
    {"score_out_of_range", "2026-01-05 measurement instrument=ors moment=start state=done scores=total:400",
     "2026-01-05 measurement instrument=obvl moment=start state=done scores=total:9000,~own:9000"},
    {"scale_unknown", "2026-01-05 measurement instrument=obvl moment=start state=done scores=total:5,helth:6",
     "2026-01-05 measurement instrument=obvl moment=start state=done scores=total:5,health:6,~own:7"},
    {"scale_unknown", "2026-01-05 measurement instrument=obvl moment=start state=done scores=total:5,x:6",
     "2026-01-05 measurement instrument=cbcl moment=start state=done scores=total:5,x:6"},
    {"scale_unknown", "2026-01-05 measurement instrument=obvl moment=start state=done scores=x:6",
     "2026-01-05 measurement instrument=vgfo moment=start state=done scores=x:6"},
    {"measured_twice",
     "2026-01-05 measurement instrument=obvl moment=start state=done scores=total:5\n2026-01-06 measurement "
     "instrument=obvl moment=start state=done scores=total:6",
     "2026-01-05 measurement instrument=obvl moment=start state=done scores=total:5\n2026-01-06 measurement "
     "instrument=obvl moment=end state=done scores=total:6"},
    {"levels_count", START "2026-01-10 goal domain=parenting text=x levels=a,b,c",
     START "2026-01-10 goal domain=parenting text=x levels=a,b,c,d,e"},
    {"safety_plan_empty", "2026-01-05 safety type=plan", "2026-01-05 safety type=plan agreements=call"},
    {"judgement_missing", "2026-01-05 safety type=review", "2026-01-05 safety type=review judgement=safe"},
    {"safety_open", "2026-01-05 safety type=threat audience=adults", "2026-01-05 safety type=threat audience=closed"},
    {"decision_bare", "2026-01-05 decision element=x", "2026-01-05 decision element=x considerations=safety"},
    {"confidence_open", "2026-01-05 client_statement by=@mother text=x in_confidence=yes audience=adults",
     "2026-01-05 client_statement by=@mother text=x in_confidence=yes"},
    {"signal_unknown", START "2026-01-06 plan type=treatment signals=nonsense", START "2026-01-06 plan type=treatment"},
    {"no_trajectory", "2026-01-05 contact held=yes hours=1", START "2026-01-05 contact held=yes hours=1"},
    {"before_trajectory", START "2026-01-04 contact held=yes hours=1", START "2026-01-05 contact held=yes hours=1"},
    {"after_closure", START "2026-02-05 closure reason=done planned=yes\n2026-02-06 contact held=yes hours=1",
     START "2026-02-05 closure reason=done planned=yes\n2026-08-06 contact held=yes hours=1 purpose=follow_up"},
    {"already_running", START "2026-02-05 trajectory_start method=demo-1",
     START "2026-02-05 closure reason=done planned=yes\n2026-03-05 trajectory_start method=demo-1"},
    {"closed_twice", START "2026-02-05 closure reason=done planned=yes\n2026-02-06 closure reason=done planned=yes",
     START "2026-02-05 closure id=c reason=done planned=yes\n2026-02-06 closure reason=done planned=no corrects=c"},
    {"closing_nothing", "2026-02-05 closure reason=done planned=yes",
     START "2026-02-05 closure reason=done planned=yes"},
    {"measurement_due", START "2026-02-05 closure reason=done planned=yes",
     START "2026-02-04 measurement instrument=obvl moment=end state=declined reason=x\n2026-02-05 closure reason=done "
           "planned=yes"},
    {"goals_unrated", START GOAL "2026-02-05 closure reason=done planned=yes",
     START GOAL "2026-02-04 goal_rating goal=g1 rater=@anna level=1\n2026-02-05 closure reason=done planned=yes"},
    {"in_pause",
     START "2026-02-01 pause by=family from=2026-02-01 until=2026-02-07\n2026-02-07 contact held=yes hours=1",
     START "2026-02-01 pause by=family from=2026-02-01 until=2026-02-07\n2026-02-08 contact held=yes hours=1"},
    {"method_unknown", "2026-01-05 trajectory_start method=demo-9", START},
    {"hash_differs", "2026-01-05 trajectory_start method=demo-1 hash=zzz",
     "2026-01-05 trajectory_start method=demo-1 hash=abc"},
    {"phase_unknown", "2026-01-05 trajectory_start method=demo-1 phase=nonsense", START},
    {"phase_unknown", START "2026-02-05 phase_transition from=start to=nonsense talk=yes",
     START "2026-02-05 phase_transition from=start to=change talk=yes"},
    {"phase_from", START "2026-02-05 phase_transition from=change to=end talk=yes",
     START "2026-02-05 phase_transition from=start to=change talk=yes"},
    {"phase_same", START "2026-02-05 phase_transition from=start to=start talk=yes",
     START "2026-02-05 phase_transition from=start to=change talk=yes"},
    {"phase_order", START "2026-02-05 phase_transition from=start to=end talk=yes",
     START "2026-02-05 phase_transition from=start to=change talk=yes"},
    {"talk_missing", START "2026-02-05 phase_transition from=start to=change talk=no",
     START "2026-02-05 phase_transition from=start to=change talk=yes"},
    {"topics_missing", START "2026-02-05 phase_transition from=start to=change talk=yes topics=progress",
     START "2026-02-05 phase_transition from=start to=change talk=yes topics=progress,experience"},
    {"transition_requires",
     START "2026-02-05 phase_transition from=start to=change talk=yes\n2026-02-06 goal domain=parenting text=late",
     START GOAL "2026-02-05 phase_transition from=start to=change talk=yes"},
    {"technique_unknown", START "2026-01-06 contact held=yes hours=1 techniques=hypnosis",
     START "2026-01-06 contact held=yes hours=1 techniques=compliments,~hypnosis"},
    {"domain_unknown", START "2026-01-06 activity domain=nonsense", START "2026-01-06 activity domain=parenting"},
    {"instrument_unknown", START "2026-01-06 measurement instrument=xyz moment=start state=lost reason=x",
     START "2026-01-06 measurement instrument=obvl moment=start state=lost reason=x"},
    {"characteristic_unknown", START "2026-01-06 characteristic code=xyz about=family",
     START "2026-01-06 characteristic code=debts about=family"},
    {"criterion_unknown", START "2026-01-06 eligibility criterion=xyz",
     START "2026-01-06 eligibility criterion=network"},
    {"reason_unknown", START "2026-02-06 closure reason=xyz planned=yes",
     START "2026-02-06 closure reason=~xyz planned=yes"},
    {"referrer_unknown", "2026-01-02 referral referrer=xyz\n" START, "2026-01-02 referral referrer=gp\n" START},
    {"goals_too_many",
     START "2026-01-06 goal domain=parenting text=a\n2026-01-06 goal domain=parenting text=b\n2026-01-06 goal "
           "domain=parenting text=c",
     START "2026-01-06 goal domain=parenting text=a\n2026-01-06 goal domain=parenting text=b"},
    {"levels_missing", APART GOAL "2026-02-04 goal_rating goal=g1 rater=@child level=0",
     APART LEVELS "2026-02-04 goal_rating goal=g1 rater=@child level=0"},
    {"levels_missing", APART GOAL "2026-02-04 goal_rating goal=g1 rater=@child level=0",
     START GOAL "2026-02-04 goal_rating goal=g1 rater=@child level=0"},
    {"levels_missing",
     APART "2026-01-11 goal id=g1 domain=parenting text=y levels=b,c,d,e\n"
           "2026-02-04 goal_rating goal=g1 rater=@child level=0",
     APART LEVELS "2026-02-04 goal_rating goal=g1 rater=@child level=0"},
    {"levels_missing",
     APART GOAL "2026-02-04 goal_rating goal=g1 rater=@child level=0\n"
                "2026-02-05 goal updates=g1 domain=parenting text=x levels=a,b,c,d,e",
     APART GOAL "2026-02-03 goal updates=g1 domain=parenting text=x levels=a,b,c,d,e\n"
                "2026-02-04 goal_rating goal=g1 rater=@child level=0"},
    {"levels_changed",
     APART LEVELS "2026-02-04 goal_rating goal=g1 rater=@child level=0\n"
                  "2026-02-05 goal updates=g1 domain=parenting text=x levels=a,b,c,d,f",
     APART LEVELS "2026-02-03 goal updates=g1 domain=parenting text=x levels=a,b,c,d,f\n"
                  "2026-02-04 goal_rating goal=g1 rater=@child level=0\n"
                  "2026-02-05 goal updates=g1 domain=parenting text=z levels=a,b,c,d,f\n"
                  "2026-02-06 goal updates=g1 domain=parenting text=z state=reached"},
    {"levels_changed",
     APART LEVELS "2026-02-04 goal_rating goal=g1 rater=@child level=0\n"
                  "2026-02-05 goal updates=g1 domain=parenting text=x levels=a,b,c,d,f",
     APART LEVELS "2026-02-04 goal_rating goal=g1 rater=@child level=0\n"
                  "2026-01-10 goal corrects=g1 domain=parenting text=x levels=a,b,c,d,f written=2026-02-05"},
    {"rating_not_own",
     APART LEVELS "2026-02-04 goal_rating id=r goal=g1 rater=@child level=0 own=yes\n"
                  "2026-02-05 goal_rating goal=g1 rater=@anna level=0 own=yes saw=r",
     APART LEVELS "2026-02-04 goal_rating id=r goal=g1 rater=@child level=0 own=yes\n"
                  "2026-02-05 goal_rating goal=g1 rater=@anna level=0 own=no saw=r"},
    {"link_unknown", APART LEVELS "2026-02-05 goal_rating goal=g1 rater=@anna level=0 own=no saw=g1",
     APART LEVELS "2026-02-04 goal_rating id=r goal=g1 rater=@child level=0\n"
                  "2026-02-05 goal_rating goal=g1 rater=@anna level=0 saw=r"},
    {"rating_not_apart", APART LEVELS "2026-02-04 goal_rating goal=g1 rater=@child level=0 together=@anna",
     JOINT LEVELS "2026-02-04 goal_rating goal=g1 rater=@child level=0 together=@anna"},
    {"rating_not_joint", JOINT LEVELS "2026-02-04 goal_rating goal=g1 rater=@mother level=0",
     JOINT LEVELS "2026-02-04 goal_rating goal=g1 rater=@mother level=0 together=@anna"},
    {"worse_without_text", APART LEVELS "2026-02-04 goal_rating goal=g1 rater=@child level=-1",
     APART LEVELS "2026-02-04 goal_rating goal=g1 rater=@child level=-1 text=moved"},
    {"worse_without_text",
     START GOAL "2026-02-04 goal_rating goal=g1 rater=@child level=2\n"
                "2026-03-04 goal_rating goal=g1 rater=@child level=1",
     START GOAL "2026-02-04 goal_rating goal=g1 rater=@child level=2\n"
                "2026-03-04 goal_rating goal=g1 rater=@anna level=1"},
    {"worse_without_text", APART LEVELS "2026-02-04 goal_rating goal=g1 rater=@child level=-1",
     START GOAL "2026-02-04 goal_rating goal=g1 rater=@child level=-1"},
    {"until_before_since", START "2026-02-05 assignment worker=@anna as=lead from=2026-02-05 until=2026-02-04",
     START "2026-02-05 assignment worker=@anna as=lead from=2026-02-05 until=2026-02-05"},
    {"until_before_since", START "2026-02-05 hours_grant hours=8 from=2026-02-05 until=2026-02-04",
     START "2026-02-05 hours_grant hours=8 from=2026-02-05"},
    {"update_unknown", START GOAL "2026-02-05 task updates=g1 text=call",
     START "2026-02-04 task id=t text=call\n2026-02-05 task updates=t text=call state=done"},
    {"update_unknown", START GOAL "2026-02-05 onward_referral updates=g1 to=ggz state=landed",
     START
     "2026-02-04 onward_referral id=o to=ggz state=asked\n2026-02-05 onward_referral updates=o to=ggz state=landed"},
    {"link_unknown", START "2026-02-05 meldcode_step step=1 rests_on=01900000-0000-7000-8000-000000000001",
     START "2026-02-04 safety id=s type=threat text=x\n2026-02-05 meldcode_step step=1 rests_on=s"},
    {"goals_without_reason", START GOAL "2026-02-05 closure reason=done planned=yes",
     START GOAL "2026-02-04 goal updates=g1 domain=parenting text=x state=dropped reason=moved\n"
                "2026-02-05 closure reason=done planned=yes"},
    {"goals_without_reason", START GOAL "2026-02-05 closure reason=done planned=yes",
     START GOAL "2026-02-04 goal updates=g1 domain=parenting text=x state=reached\n"
                "2026-02-05 closure reason=done planned=yes"},
    {"knipkaart_used_up",
     START "2026-02-05 closure reason=done planned=yes\n2026-02-10 knipkaart\n2026-02-11 knipkaart",
     START "2026-02-05 closure reason=done planned=yes\n2026-02-10 knipkaart"},
    {"knipkaart_early", START "2026-02-10 knipkaart",
     START "2026-02-05 closure reason=done planned=yes\n2026-02-10 knipkaart"},
    {"move_map_unknown", START "2026-02-05 method_move method=demo-1 techniques=old:nonsense",
     START "2026-02-05 method_move method=demo-1 techniques=old:compliments"},
};

class EachProblem : public testing::TestWithParam<ProblemRow> {};

TEST_P(EachProblem, RisesWhereItShouldAndOnlyThere) {
  const auto& [code, bad, good] = GetParam();
  EXPECT_TRUE(codes(test::lines(bad)).contains(code)) << bad;
  EXPECT_FALSE(codes(test::lines(good)).contains(code)) << good;
}
INSTANTIATE_TEST_SUITE_P(Check, EachProblem, testing::ValuesIn(kProblemRows));

TEST(Check, AnIdThatIsTakenAndARingBlock) {
  CaseFile file =
      test::lines("2026-01-05 consent id=a what=x given=yes\n2026-01-06 consent id=b what=x given=yes corrects=a\n");
  file.entries.push_back(file.entries[0]);
  EXPECT_FALSE(codes(file).contains("id_taken"));
  std::get<Consent>(file.entries[2].body).given = false;
  EXPECT_TRUE(codes(file).contains("id_taken"));
  file.entries.pop_back();
  file.entries[0].supersedes = {file.entries[1].id};
  EXPECT_TRUE(codes(file).contains("correction_ring"));
  EXPECT_TRUE(blocks(check(replay(file.entries), file.entries, catalogue(), day("2026-12-31"))));
}

TEST(Check, AScaleThatIsAlmostRightIsNamed) {
  const CaseFile file = test::lines("2026-01-05 measurement instrument=obvl moment=start state=done scores=helth:6");
  const Dossier state = replay(file.entries);
  const auto found = check(state, file.entries, catalogue(), day("2026-12-31"));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].severity, Severity::warns);
  EXPECT_THAT(found[0].args, testing::Contains(std::pair<std::string, std::string>("nearest", "health")));
}

TEST(Check, LooksAtTheBatchOnly) {
  const CaseFile file = test::lines("2026-01-05 contact held=yes\n2026-01-06 contact held=no\n");
  const Dossier state = replay(file.entries);
  const auto found = check(state, std::span(file.entries).subspan(1), catalogue(), day("2026-12-31"));
  ASSERT_FALSE(found.empty());
  for (const Problem& p : found) EXPECT_EQ(p.entries.at(0), file.entries[1].id);
}

TEST(Check, AGoodCaseHasNoProblem) {
  EXPECT_THAT(
      codes(test::lines(
          "2026-01-01 person person=@mother role=mother birth=1990-01-01\n2026-01-02 referral referrer=gp\n" START GOAL
          "2026-01-06T10:00 contact held=yes hours=1.5 present=@mother techniques=compliments goals=g1\n"
          "2026-02-05 phase_transition from=start to=change talk=yes topics=experience,progress\n")),
      testing::IsEmpty());
}

TEST(Check, EveryProblemHasATestAndTexts) {
  std::set<std::string> tested{"id_taken", "correction_ring"};
  // In answers_test.cpp, with an instrument.
  tested.insert({"answer_or_reason", "answer_twice", "answer_unknown", "answer_out_of_range", "critical_open"});
  for (const ProblemRow& row : kProblemRows) tested.insert(row.code);
  for (const char* language : {"nl", "en"}) {
    json::Document document;
    const std::string text = test::slurp(std::string("i18n/") + language + ".json");
    const auto root = json::parse(text, document);
    ASSERT_TRUE(root);
    const auto section = root->find("problem");
    ASSERT_TRUE(section);
    for (const ProblemKind& kind : problem_kinds()) {
      const std::string code(kind.code.substr(std::string_view("problem.").size()));
      EXPECT_TRUE(section->find(code)) << language << ' ' << code;
      EXPECT_TRUE(section->find(code + ".remedy")) << language << ' ' << code;
      EXPECT_TRUE(tested.contains(code)) << code << " has no test";
    }
  }
  EXPECT_EQ(tested.size(), problem_kinds().size());
}

#undef START
#undef GOAL
#undef APART
#undef JOINT
#undef LEVELS

}  // namespace
}  // namespace koers::dossier
