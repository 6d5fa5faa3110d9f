#include <string>
#include <string_view>

#include "base/text.h"
#include "dossier/facts.h"

namespace koers::dossier {
namespace {

using rules::FieldType;

struct Row {
  std::string_view field;
  std::string_view
      codes;   // "" an open list; "#" a number, "#0" one of at least 0, "#0..24" with bounds; else the closed list
  std::string_view fed_by;  // "kind.member", or in words how it is derived
};
struct Kind_ {
  std::string_view kind;
  bool asked;
  std::vector<Row> fields;
};

constexpr std::string_view kRole =
    "mother|father|other_carer|child|guardian|network|professional|teacher|worker|replacement|supervisor|behavioural_"
    "scientist|"
    "team_lead|system";
constexpr std::string_view kYesNo = "yes|no";
constexpr std::string_view kPartly = "yes|partly|no";
constexpr std::string_view kMoment = "start|halfway|transition|end|follow_up|session|three_monthly";
constexpr std::string_view kChannel = "visit|office|phone|video|other";

std::vector<Kind_> kinds() {
  return {
      {"referral", false, {{"referrer", "", "referral.referrer"}, {"request", kYesNo, "referral.request"}}},
      {"person",
       false,
       {{"role", kRole, "person.role"},
        {"age", "#0", "derived: person.birth and today"},
        {"age_group", "0_11|12_15|16_17|18_22|23_up", "derived: person.birth and today"},
        {"at_home", kYesNo, "derived: the child's last living_situation.place"},
        {"return_planned", kYesNo, "derived: the child's last living_situation.return_planned; none at home"},
        {"intellectual_disability", kYesNo, "person.intellectual_disability"}}},
      {"worker",
       false,
       {{"role", kRole, "derived: person.role of a worker or replacement; trajectory_start.worker"},
        {"there", kYesNo, "derived: person.left not before today, or named since in trajectory_start.worker"}}},
      {"professional",
       false,
       {{"help", "", "professional.help"},
        {"lead", kYesNo, "professional.lead"},
        {"helped", kPartly, "professional.helped"},
        {"running", kYesNo, "derived: professional.until not before today"}}},
      {"living_situation",
       false,
       {{"place", "home|foster|residential|network|other", "living_situation.place"},
        {"order", "voluntary|order", "living_situation.order"},
        {"return_planned", kYesNo, "living_situation.return_planned"}}},
      {"consent",
       false,
       {{"what", "", "consent.what"},
        {"given", kYesNo, "consent.given"},
        {"without", "court_order|serious_harm|child_persists|not_able|emergency", "consent.without"}}},
      {"characteristic",
       true,
       {{"code", "", "characteristic.code"},
        {"answer", kYesNo, "characteristic.answer"},
        {"about", "child|parent|family", "characteristic.about"},
        {"moment", kMoment, "characteristic.moment"}}},
      {"eligibility", true, {{"criterion", "", "eligibility.criterion"}, {"answer", kYesNo, "eligibility.answer"}}},
      {"trajectory_start",
       false,
       {{"method", "", "trajectory_start.method"},
        {"variant", "", "trajectory_start.variant"},
        {"tailored", kYesNo, "trajectory_start.tailored"}}},
      {"method_move", false, {{"method", "", "method_move.method"}}},
      {"phase_start", false, {{"phase", "", "derived: trajectory_start.phase, phase_transition.to"}}},
      {"phase_end", false, {{"phase", "", "derived: the day before phase_transition, the day of closure"}}},
      {"analysis",
       false,
       {{"with_family", kYesNo, "analysis.with_family"},
        {"strengths", "#0", "derived: number of analysis.strengths"},
        {"problems", "#0", "derived: number of analysis.problems"}}},
      {"need",
       false,
       {{"domain", "", "need.domain"},
        {"open", kYesNo, "derived: need.state of its last update"},
        {"has_goal", kYesNo, "derived: a goal that names it in goal.needs, or of its domain"},
        {"has_activity", kYesNo, "derived: an activity of its domain, or one for its goal"}}},
      {"goal",
       false,
       {{"domain", "", "goal.domain"},
        {"open", kYesNo, "derived: goal.state of its last update"},
        {"has_activity", kYesNo, "derived: an activity on it or of its domain, a held contact that touches it"},
        {"has_need", kYesNo, "derived: a need in goal.needs, or of its domain"},
        {"rated", kYesNo, "derived: a goal_rating.goal names it"},
        {"with_family", kYesNo, "goal.with_family"},
        {"level", "#-2..2", "derived: goal_rating.level of the last rating"}}},
      {"goal_rating",
       false,
       {{"rater", kRole, "goal_rating.rater"},
        {"level", "#-2..2", "goal_rating.level"},
        {"moment", kMoment, "goal_rating.moment"}}},
      {"activity",
       false,
       {{"domain", "", "activity.domain"}, {"has_goal", kYesNo, "derived: activity.goal, or a goal of its domain"}}},
      {"appointment",
       false,
       {{"purpose", "regular|first_talk|start_meeting|transition_talk|family_meeting|farewell|follow_up|other",
         "appointment.purpose"},
        {"passed", kYesNo, "derived: appointment.day before today"},
        {"kept", kYesNo, "derived: a held contact on appointment.day"}}},
      {"contact",
       false,
       {{"held", kYesNo, "contact.held"},
        {"reason", "", "contact.reason"},
        {"channel", kChannel, "contact.channel"},
        {"purpose", "regular|first_talk|start_meeting|transition_talk|family_meeting|farewell|follow_up|other",
         "contact.purpose"},
        {"hours", "#0..24", "contact.hours"},
        {"attention", "strengths|problems|both", "contact.attention"},
        {"number", "#1", "derived: number of the offered contact since the trajectory's start"},
        {"streak", "#0", "derived: contacts in a row with contact.held no, up to this one"}}},
      {"technique",
       false,
       {{"code", "", "contact.techniques"},
        {"group", "", "derived: the technique's group in the method file"},
        {"outcome", "done|partly|no", "contact.techniques"}}},
      {"measurement",
       false,
       {{"instrument", "", "measurement.instrument"},
        {"informant", kRole, "measurement.informant"},
        {"moment", kMoment, "measurement.moment"},
        {"state", "done|declined|lost|attempted", "measurement.state"},
        {"raised", "#0", "derived: scales in measurement.scores with band borderline or clinical, totals left out"},
        {"discussed_family", kYesNo,
         "derived: a discussion with the family of this entry, or later of all measurements"},
        {"discussed_guidance", kYesNo, "derived: the same with guidance, intervision or team"},
        {"critical", kYesNo, "derived: an answer in measurement.answers that the instrument file marks"},
        {"critical_open", kYesNo,
         "derived: a marked answer in measurement.answers, and no later safety, held contact or discussion named it"},
        {"home_unread", kYesNo,
         "derived: measurement.device is own, measurement.filled_in not together, and not discussed by its day"}}},
      {"score",
       false,
       {{"instrument", "", "measurement.instrument"},
        {"informant", kRole, "measurement.informant"},
        {"moment", kMoment, "measurement.moment"},
        {"scale", "", "measurement.scores"},
        {"t", "#", "measurement.scores"},
        {"raw", "#", "measurement.scores"},
        {"band", "normal|borderline|clinical", "measurement.scores"},
        {"fall", "#",
         "derived: measurement.scores, points out of ten worse than the same informant's time before; the most of the "
         "role"},
        {"gap", "#0..10", "derived: measurement.scores, points out of ten between two informants near in time"}}},
      {"expected",
       false,
       {{"what", "measurement|transition_talk|follow_up_visit|deadline|alliance_check|safety_review",
         "derived: the method's plan"},
        {"code", "", "derived: the method's plan"},
        {"informant", kRole, "derived: the method's plan"},
        {"moment", kMoment, "derived: the method's plan"},
        {"state", "waiting|due|late|missed|done|declined", "derived: the method's plan and what was done"},
        {"attempts", "#0", "derived: forms with measurement.state attempted that were meant for it"}}},
      {"scaling",
       false,
       {{"topic", "", "scaling.topic"}, {"value", "#0..10", "scaling.value"}, {"rater", kRole, "scaling.rater"}}},
      {"alliance_check",
       false,
       {{"rater", kRole, "alliance_check.rater"},
        {"outcome", "go_on|talk|other_worker", "alliance_check.outcome"},
        {"value", "#0..10", "alliance_check.value"},
        {"fall", "#",
         "derived: alliance_check.value, how much lower than the same rater's before; the most of the role"},
        {"gap", "#0..10", "derived: alliance_check.value, between two raters near in time"}}},
      {"network",
       false,
       {{"supporters", "#0", "network.supporters"},
        {"conflict", kYesNo, "network.conflict"},
        {"trend", "more|same|fewer", "derived: network.supporters and the one before"}}},
      {"safety",
       false,
       {{"type", "review|threat|plan|consultation|crisis", "safety.type"},
        {"judgement", "safe|watch|unsafe", "safety.judgement"},
        {"open", kYesNo,
         "derived: a threat, crisis or plan no later entry names in safety.closes, or (threat, crisis) a later review "
         "judged safe"}}},
      {"decision",
       false,
       {{"element", "", "decision.element"},
        {"open", kYesNo, "derived: decision.outcome of its last update is not stop"},
        {"review_due", kYesNo, "derived: the last decision.review without outcome since is not after today"},
        {"reconsider",
         "none|no_result|parents_not_behind|resistance|less_motivation|new_information|must_come_first|gut_feeling",
         "derived: the last decision.reconsider without outcome since"},
        {"consideration", "", "decision.considerations"}}},
      {"discussion",
       false,
       {{"with", "family|guidance|intervision|team|chain", "discussion.with"},
        {"topic", "case|measurement|signal|decision|safety|transition|goals", "discussion.topic"}}},
      {"phase_transition",
       false,
       {{"from", "", "phase_transition.from"},
        {"to", "", "phase_transition.to"},
        {"talk", kYesNo, "phase_transition.talk"},
        {"experience", kYesNo, "phase_transition.topics"},
        {"progress", kYesNo, "phase_transition.topics"},
        {"planning", kYesNo, "phase_transition.topics"}}},
      {"pause", false, {{"by", "family|provider", "pause.by"}}},
      {"plan",
       false,
       {{"type", "treatment|final_report|relapse", "plan.type"}, {"with_family", kYesNo, "plan.with_family"}}},
      {"since_plan",
       false,
       {{"what", "need|goal|threat|living_situation|professional",
         "derived: dated after the last plan of treatment: a need or goal (not an update of one), a threat or crisis, "
         "a living "
         "situation, help"}}},
      {"closure",
       false,
       {{"reason", "", "closure.reason"},
        {"planned", kYesNo, "closure.planned"},
        {"request_answered", kYesNo, "closure.request_answered"},
        {"without_help", kPartly, "closure.without_help"},
        {"open_ends", "#0", "derived: open goals, open needs without a goal, open threats and crises"}}},
      {"knipkaart",
       false,
       {{"channel", kChannel, "knipkaart.channel"},
        {"left", "#0", "derived: the method's calls less those used since the trajectory's start"}}},
      {"follow_up",
       false,
       {{"held", kYesNo, "follow_up.held"},
        {"results_hold", kPartly, "follow_up.results_hold"},
        {"results_discussed", kYesNo, "follow_up.results_discussed"},
        {"other_help_needed", kYesNo, "follow_up.other_help_needed"}}},
      {"client_statement", false, {{"by", kRole, "client_statement.by"}}},
      {"guidance_input",
       false,
       {{"what", "guidance|intervision|caseload", "guidance_input.what"}, {"value", "#0", "guidance_input.value"}}},
      {"refusal", false, {{"by", "referrer|family|provider", "refusal.by"}, {"reason", "", "refusal.reason"}}},
      {"waiting_list",
       false,
       {{"priority", "usual|soon|urgent", "waiting_list.priority"}, {"reason", "", "waiting_list.reason"}}},
      {"assignment", false, {{"as", "lead|second|replacement", "assignment.as"}}},
      {"household", false, {{"members", "#0", "derived: number of household.members"}}},
      {"hours_grant", false, {{"hours", "#0", "hours_grant.hours"}, {"law", "", "hours_grant.law"}}},
      {"task",
       false,
       {{"open", kYesNo, "derived: task.state of its last update"},
        {"overdue", kYesNo, "derived: open and task.due of its last update before today"}}},
      {"meldcode_step", false, {{"step", "#1..5", "meldcode_step.step"}, {"outcome", "", "meldcode_step.outcome"}}},
      {"handover",
       false,
       {{"talk", kYesNo, "handover.talk"}, {"open_ends", "#0", "derived: number of handover.open_ends"}}},
      {"onward_referral",
       false,
       {{"to", "", "onward_referral.to"},
        {"state", "asked|waiting|started|refused|dropped_out|landed", "onward_referral.state"},
        {"open", kYesNo, "derived: onward_referral.state of its last update is asked, waiting or started"},
        {"barrier", "", "onward_referral.barrier"}}},
      {"document", false, {{"what", "", "document.what"}, {"media", "jpeg|png|pdf", "document.media"}}},
  };
}

rules::FieldName made(const Row& row) {
  rules::FieldName out;
  out.name = row.field;
  out.fed_by = row.fed_by;
  if (row.codes.starts_with('#')) {
    out.type = FieldType::number;
    const std::string_view bounds = row.codes.substr(1);
    const std::size_t dots = bounds.find("..");
    if (!bounds.empty()) out.least = Decimal::parse(bounds.substr(0, dots));
    if (dots != std::string_view::npos) out.most = Decimal::parse(bounds.substr(dots + 2));
  } else if (!row.codes.empty()) {
    for (const std::string_view code : split(row.codes, '|')) out.codes.emplace_back(code);
  }
  return out;
}

}  // namespace

const rules::Vocabulary& vocabulary() {
  static const rules::Vocabulary all = [] {
    rules::Vocabulary out;
    for (const Kind_& kind : kinds()) {
      rules::KindName& name = out.kinds.emplace_back();
      name.name = kind.kind;
      name.asked = kind.asked;
      for (const Row& row : kind.fields) name.fields.push_back(made(row));
    }
    return out;
  }();
  return all;
}

}  // namespace koers::dossier
