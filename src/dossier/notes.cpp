// What each kind and member means, in the words of docs/kinds.md. A test compares these names with the description.
#include <span>

#include "dossier/kinds_page.h"

namespace koers::dossier {
namespace {

struct Note {
  std::string_view member;  // empty: of the kind itself
  std::string_view text;
};
struct Notes {
  Kind kind;
  std::span<const Note> notes;
};

constexpr Note kReferral[]{{"", "Who sent the family, and with which question."},
                           {"referrer", "code of the method's list of referrers"},
                           {"request", "does the family itself ask for help?"},
                           {"question", "the question in the words of who asks it"}};
constexpr Note kPerson[]{
    {"", "A person of or around the family. A later entry with the same id tells the newer state."},
    {"person", "the person's id, the same in the whole organisation"},
    {"role", "who this is in the case"},
    {"name", "name or first name"},
    {"birth", "day of birth"},
    {"sex", "code of the provider's list"},
    {"intellectual_disability", "mild intellectual disability: yes, no; left out: not known"},
    {"left", "last day with the family of a worker or replacement who leaves; left out: still there"}};
constexpr Note kAddress[]{{"", "Where a person lives or can be reached. Starts closed."},
                          {"person", "whose"},
                          {"text", "the address"},
                          {"since", "first day"},
                          {"secret", "is it to be kept from somebody of the family?"}};
constexpr Note kRelation[]{{"", "How two persons are related, with dates."},
                           {"from", "this person is …"},
                           {"to", "… of this person"},
                           {"tie", "the relation of `from` to `to`"},
                           {"guardianship", "does `from` have parental authority or guardianship over `to`?"},
                           {"since", "first day"},
                           {"until", "last day"}};
constexpr Note kProfessional[]{
    {"", "Help around the family: what there is and was, whether it worked, who has the lead."},
    {"help", "kind of help"},
    {"person", "the professional, when known as a person"},
    {"organisation", "name of the organisation"},
    {"lead", "does this professional have the lead?"},
    {"helped", "did it help, in the family's eyes?"},
    {"since", "first day"},
    {"until", "last day; left out: it runs"}};
constexpr Note kLivingSituation[]{{"", "Where a child lives, since when, and whether it is to come home."},
                                  {"child", "which child"},
                                  {"place", "where"},
                                  {"since", "first day"},
                                  {"order", "voluntary or by order of a court"},
                                  {"return_planned", "is a return home planned?"},
                                  {"return_on", "planned day of return"},
                                  {"conditions", "conditions of the return"}};
constexpr Note kConsent[]{{"", "Consent given or refused."},
                          {"what", "for what: a code of the provider's list"},
                          {"given", "yes or no"},
                          {"by", "by whom"},
                          {"until", "last day it holds"},
                          {"children", "about which children; none named: all"},
                          {"without", "why those who should agree need not be asked, where the law says so"}};
constexpr Note kCharacteristic[]{{"", "The answer to a question the method asks about a person or the family."},
                                 {"code", "which characteristic of the method's list"},
                                 {"answer", "yes or no; left out: asked, not known"},
                                 {"about", "child, parent or family"},
                                 {"person", "whom, when one person is meant"},
                                 {"moment", "at which moment of the treatment"},
                                 {"source", "where it is known from"}};
constexpr Note kEligibility[]{{"", "The judgement on one criterion of taking in or of not starting."},
                              {"criterion", "code of the criterion in the method file"},
                              {"answer", "yes or no; left out: looked at, not known"},
                              {"reason", "on what grounds"}};
constexpr Note kTrajectoryStart[]{
    {"", "The treatment begins and pins the version of its method. A later start opens the next trajectory."},
    {"method", "code and version, `iag-2019`"},
    {"hash", "content hash of the method file at that moment"},
    {"variant", "variant of the method"},
    {"tailored", "is it adapted to this family beforehand?"},
    {"phase", "first phase; left out: the method's first"},
    {"children", "the children it is for"},
    {"worker", "the family worker"}};
constexpr Note kMethodMove[]{{"",
                              "A running trajectory moves to another version. The maps are written into the entry, so "
                              "that it can be read without the files."},
                             {"method", "code and version it moves to"},
                             {"hash", "content hash of that file"},
                             {"phases", "old and new code; what is not mapped keeps its old label"},
                             {"techniques", "old and new code"},
                             {"goals", "old and new code of goal domains"},
                             {"reason", "why"}};
constexpr Note kPhaseTransition[]{
    {"", "From one phase to the next; the new phase begins on this day."},
    {"from", "phase that ends"},
    {"to", "phase that begins"},
    {"talk", "was there a talk with the family?"},
    {"topics", "what was discussed: `experience`, `progress`, `planning`, or other topics"},
    {"present", "who took part"},
    {"reason", "why now"}};
constexpr Note kPause[]{
    {"", "Nobody expects visits in these days. A later entry with the same first day and side tells when it ended."},
    {"by", "who paused"},
    {"from", "first day"},
    {"until", "last day; left out: not known yet"},
    {"reason", "why"}};
constexpr Note kPlan[]{{"", "A plan or report was made or renewed."},
                       {"type", "which"},
                       {"with_family", "was it made together with the family?"},
                       {"text", "its text or where it is kept"}};
constexpr Note kClosure[]{{"", "The treatment ends, and how."},
                          {"reason", "code of the method's closing reasons"},
                          {"planned", "ended in agreement with the plan?"},
                          {"request_answered", "is the family's request answered?"},
                          {"without_help", "can the family go on without help?"},
                          {"open_ends", "what is left to others, in words"},
                          {"text", "how it ended"}};
constexpr Note kAnalysis[]{{"", "The joint analysis of strengths and problems."},
                           {"with_family", "made together with the family?"},
                           {"strengths", "one text each"},
                           {"problems", "one text each"}};
constexpr Note kNeed[]{{"", "What the family needs. A later entry that `updates` it tells how it stands."},
                       {"domain", "domain of the method's goal model"},
                       {"text", "the need in the family's words"},
                       {"person", "whose need"},
                       {"state", "left out: open"},
                       {"updates", "the need this entry is about"}};
constexpr Note kGoal[]{
    {"", "A goal, set together. A later entry that `updates` it tells how it stands or is worded now."},
    {"domain", "domain of the method's goal model"},
    {"text", "the goal in the family's words"},
    {"needs", "the needs it answers"},
    {"levels", "texts of the five levels, from -2 to 2"},
    {"who", "who of family and network does what"},
    {"with_family", "set together with the family?"},
    {"state", "left out: open"},
    {"reason", "why it was not reached or was let go"},
    {"updates", "the goal this entry is about"}};
constexpr Note kGoalRating[]{{"", "One person's rating of one goal. Ratings of several persons stay apart."},
                             {"goal", "which goal"},
                             {"rater", "who rates"},
                             {"level", "-2 to 2: the same as 1 to 5"},
                             {"moment", "at which moment of the treatment"},
                             {"own", "given before the rating of anybody else was shown to the rater?"},
                             {"saw", "ratings of others the rater had seen before"},
                             {"together", "who gave this one rating together with the rater"},
                             {"text", "in the rater's words"}};
constexpr Note kActivity[]{{"", "Work on a domain or goal, also where no goal exists: the gap is the finding."},
                           {"domain", "domain of the method's goal model"},
                           {"goal", "which goal"},
                           {"text", "what was done"}};
constexpr Note kAppointment[]{{"", "A visit or talk was planned."},
                              {"day", "for which day"},
                              {"purpose", "what for"},
                              {"channel", "where or how"},
                              {"present", "with whom"}};
constexpr Note kContact[]{
    {"", "A contact, held or not. One entry feeds hours, techniques, goals, fidelity and course."},
    {"held", "no: it was offered, and did not take place"},
    {"reason",
     "why it was not held: `not_at_home`, `forgotten`, `ill`, `cancelled`, `cancelled_by_family`, "
     "`cancelled_by_worker`, "
     "`worker_ill`, `not_there`, `tired`, `no_wish`, `no_time`, or in own words"},
    {"channel", "where or how"},
    {"purpose", "what for"},
    {"hours", "length in hours"},
    {"present", "who took part"},
    {"techniques", "techniques used, each with how it went"},
    {"goals", "goals touched"},
    {"given", "what the family was given or shown"},
    {"tried", "what they tried"},
    {"went", "how it went"},
    {"next", "what we try next"},
    {"attention", "to what attention went most"}};
constexpr Note kMeasurement[]{
    {"",
     "A questionnaire, filled in, declined, lost, or asked for in vain. One entry per informant; a form nobody filled "
     "in is "
     "data too, and so is every attempt."},
    {"instrument", "code of the instrument"},
    {"version", "its version"},
    {"form", "form or age group"},
    {"norm", "code of the norm the scores were made with, as the instrument file names it"},
    {"informant", "who answered"},
    {"person", "about whom"},
    {"moment", "moment of the measurement plan"},
    {"state", "done, declined, lost, or attempted: asked for, not filled in yet"},
    {"reason", "why it was declined or lost, or why the attempt failed"},
    {"filled_in", "together at the table, or alone"},
    {"device", "on whose device: the worker's, the family's own, one of the provider; or on paper"},
    {"answers", "per item of the instrument file: the answer, or why there is none"},
    {"scores", "per scale: raw score, T-score, band; what has no norm has no T and no band"}};
constexpr Note kScaling[]{{"", "A scaling question, 0 to 10."},
                          {"topic", "what was asked"},
                          {"value", "the answer"},
                          {"rater", "whose answer"},
                          {"goal", "the goal it belongs to"}};
constexpr Note kAllianceCheck[]{{"", "Does it click? Asked of both sides, one entry each."},
                                {"rater", "who answers"},
                                {"outcome", "go on, talk about it, or another worker"},
                                {"value", "a mark, where one was asked"},
                                {"worker", "about which worker"},
                                {"text", "in own words"}};
constexpr Note kNetwork[]{{"", "The network as it stands."},
                          {"supporters", "number of persons who support the family"},
                          {"conflict", "are there conflicts in the network?"},
                          {"people", "who, and what they help with"}};
constexpr Note kSafety[]{
    {"", "Safety: a review, a threat, a plan, a consultation, a crisis. Starts closed to the family."},
    {"type", "which"},
    {"judgement", "how safe it is"},
    {"text", "what was seen or agreed"},
    {"agreements", "the steps of a plan"},
    {"with", "with whom was consulted, for instance `veilig_thuis`"},
    {"review", "day of the next review"},
    {"closes", "threats, crises or plans that end with this entry"}};
constexpr Note kDecision[]{
    {"", "A decision on an element of the treatment, with its reasons. A later entry that `updates` it reviews it."},
    {"element",
     "on what: a technique or phase of the method, `tailoring`, `method_choice`, `method`, `phase`, `tapering`, or in "
     "own words"},
    {"considerations", "what weighed"},
    {"family_wish", "what the family wanted"},
    {"professional_view", "what the worker thought best"},
    {"agreed_with", "who agreed"},
    {"reconsider", "the reason to think again that has come up"},
    {"reconsider_when", "what would make us think again, in words"},
    {"review", "day on which it is looked at again"},
    {"outcome", "of the review"},
    {"updates", "the decision this entry is about"}};
constexpr Note kDiscussion[]{
    {"", "Something was discussed: with the family, in guidance, intervision, the team or the chain."},
    {"with", "with whom"},
    {"topic", "about what"},
    {"targets", "the entries discussed"},
    {"present", "who took part"},
    {"text", "what came of it"}};
constexpr Note kKnipkaart[]{
    {"", "The family called on the worker after closing."}, {"channel", "how"}, {"text", "what for"}};
constexpr Note kFollowUp[]{{"", "The visit some months after closing."},
                           {"held", "did it take place?"},
                           {"results_hold", "do the results hold?"},
                           {"results_discussed", "was it discussed with the family whether they hold?"},
                           {"other_help_needed", "is other help needed?"},
                           {"text", "what was heard"}};
constexpr Note kClientStatement[]{{"", "Someone of the family in their own words."},
                                  {"by", "who"},
                                  {"text", "what they say"},
                                  {"in_confidence", "yes: only for this person and those who treat"}};
constexpr Note kGuidanceInput[]{
    {"", "Guidance, intervision or caseload, given by hand until the organisation's own journal exists."},
    {"what", "which"},
    {"value", "times, or number of families"}};
constexpr Note kRefusal[]{{"",
                           "The referral becomes no treatment: who refused, and why. What somebody of the family says "
                           "of it stands beside it as a client statement."},
                          {"by", "who refused"},
                          {"reason", "code of the provider's list"},
                          {"instead", "where the family is pointed to instead"},
                          {"text", "in words"}};
constexpr Note kWaitingList[]{{"", "The family waits; a later entry tells the newer state."},
                              {"priority", "how soon help has to come"},
                              {"reason", "why so soon"},
                              {"since", "first day of waiting; left out: the entry's"},
                              {"text", "what is done meanwhile"}};
constexpr Note kAssignment[]{
    {"",
     "A worker gets the family. Who is assigned treats it: the file opens for them from the first to the last day."},
    {"worker", "who"},
    {"as", "as what"},
    {"from", "first day; left out: the entry's"},
    {"until", "last day; left out: until the treatment ends"},
    {"reason", "why this one, or why another"}};
constexpr Note kHousehold[]{
    {"", "Who lives together, of the persons in the file. A later entry tells the newer state."},
    {"members", "who"},
    {"since", "first day"},
    {"text", "in words"}};
constexpr Note kHoursGrant[]{{"", "Hours the municipality has granted."},
                             {"hours", "how many in all"},
                             {"from", "first day"},
                             {"until", "last day"},
                             {"law", "by which law or arrangement"}};
constexpr Note kTask[]{{"", "Something to do. A later entry that `updates` it tells how it stands."},
                       {"text", "what"},
                       {"who", "by whom"},
                       {"due", "last day"},
                       {"state", "how it stands; left out: open"},
                       {"updates", "the task this entry is about"}};
constexpr Note kMeldcodeStep[]{
    {"", "A step of the reporting code for domestic violence and child abuse. Starts closed."},
    {"step", "1 signals, 2 advice, 3 talk with the family, 4 weighing, 5 deciding"},
    {"outcome", "what it came to"},
    {"with", "with whom: Veilig Thuis, a colleague"},
    {"rests_on", "the entries it rests on"},
    {"text", "in words"}};
constexpr Note kHandover[]{{"", "The family goes from one worker to another."},
                           {"from", "who hands over"},
                           {"to", "who takes over"},
                           {"talk", "was it talked over together with the family?"},
                           {"present", "who was there"},
                           {"open_ends", "what is still to be done"},
                           {"text", "in words"}};
constexpr Note kOnwardReferral[]{{"",
                                  "Help that the family is sent on to, followed until it has landed. A later entry "
                                  "that `updates` it tells how it stands."},
                                 {"to", "kind of help"},
                                 {"state", "how it stands"},
                                 {"barrier", "what stands in the way"},
                                 {"organisation", "where"},
                                 {"text", "in words"},
                                 {"updates", "the onward referral this entry is about"}};
constexpr Note kDocument[]{{"",
                            "A letter, a drawing, a photo: the entry says what it is, its content is kept beside it. "
                            "Starts closed: a picture can show what nobody thought of."},
                           {"what", "what it is: letter, drawing, photo, report"},
                           {"title", "in words"},
                           {"media", "what the content is, by its bytes; the server says"},
                           {"bytes", "size of the content; the server says"},
                           {"digest", "SHA-256 of the content, in hexadecimal; the server says"},
                           {"dated", "the day it bears"},
                           {"from", "who made or gave it"}};
constexpr Note kWithdrawal[]{
    {"", "Entries that should not have been made. They stay visible and no longer count; `supersedes` names them."},
    {"reason", "why"}};
constexpr Note kConflictResolution[]{
    {"", "Which of two corrections made apart counts; also lets an entry that was kept back count."},
    {"keep", "the entry that counts"},
    {"over", "the entries that do not"},
    {"reason", "why"}};

constexpr Notes kNotes[]{{Kind::referral, kReferral},
                         {Kind::person, kPerson},
                         {Kind::address, kAddress},
                         {Kind::relation, kRelation},
                         {Kind::professional, kProfessional},
                         {Kind::living_situation, kLivingSituation},
                         {Kind::consent, kConsent},
                         {Kind::characteristic, kCharacteristic},
                         {Kind::eligibility, kEligibility},
                         {Kind::trajectory_start, kTrajectoryStart},
                         {Kind::method_move, kMethodMove},
                         {Kind::phase_transition, kPhaseTransition},
                         {Kind::pause, kPause},
                         {Kind::plan, kPlan},
                         {Kind::closure, kClosure},
                         {Kind::analysis, kAnalysis},
                         {Kind::need, kNeed},
                         {Kind::goal, kGoal},
                         {Kind::goal_rating, kGoalRating},
                         {Kind::activity, kActivity},
                         {Kind::appointment, kAppointment},
                         {Kind::contact, kContact},
                         {Kind::measurement, kMeasurement},
                         {Kind::scaling, kScaling},
                         {Kind::alliance_check, kAllianceCheck},
                         {Kind::network, kNetwork},
                         {Kind::safety, kSafety},
                         {Kind::decision, kDecision},
                         {Kind::discussion, kDiscussion},
                         {Kind::knipkaart, kKnipkaart},
                         {Kind::follow_up, kFollowUp},
                         {Kind::client_statement, kClientStatement},
                         {Kind::guidance_input, kGuidanceInput},
                         {Kind::refusal, kRefusal},
                         {Kind::waiting_list, kWaitingList},
                         {Kind::assignment, kAssignment},
                         {Kind::household, kHousehold},
                         {Kind::hours_grant, kHoursGrant},
                         {Kind::task, kTask},
                         {Kind::meldcode_step, kMeldcodeStep},
                         {Kind::handover, kHandover},
                         {Kind::onward_referral, kOnwardReferral},
                         {Kind::document, kDocument},
                         {Kind::withdrawal, kWithdrawal},
                         {Kind::conflict_resolution, kConflictResolution}};

}  // namespace

std::string_view note(Kind kind, std::string_view member) {
  for (const Notes& notes : kNotes) {
    if (notes.kind != kind) continue;
    for (const Note& found : notes.notes) {
      if (found.member == member) return found.text;
    }
  }
  return {};
}

std::string_view note(Kind kind) { return note(kind, {}); }

}  // namespace koers::dossier
