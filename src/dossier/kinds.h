// The kinds of entry of a family's journal: one struct each, words of the field. Required members are plain, those that
// may be left out are std::optional; a list that is left out is empty. What each member means stands in notes.cpp and,
// generated from it, in docs/kinds.md. kinds_described.h names the members for decoding, encoding and schema.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "dossier/types.h"

namespace koers::dossier {

// --- the family and the people around it

struct Referral {
  Code referrer;
  std::optional<bool> request;
  std::optional<std::string> question;
};

struct Person {
  PersonId person;
  Role role = Role::child;
  std::optional<std::string> name;
  std::optional<LocalDate> birth;
  std::optional<Code> sex;
  std::optional<bool> intellectual_disability;
  std::optional<LocalDate> left;
};

struct Address {
  PersonId person;
  std::string text;
  std::optional<LocalDate> since;
  std::optional<bool> secret;
};

enum class Tie : std::uint8_t {
  parent,
  step_parent,
  foster_parent,
  partner,
  former_partner,
  sibling,
  grandparent,
  relative,
  friend_,
  neighbour,
  other
};
enum class Guardianship : std::uint8_t { authority, guardian, none };
struct Relation {
  PersonId from, to;
  Tie tie = Tie::other;
  std::optional<Guardianship> guardianship;
  std::optional<LocalDate> since, until;
};

struct Professional {
  Code help;
  std::optional<PersonId> person;
  std::optional<std::string> organisation;
  std::optional<bool> lead;
  std::optional<Partly> helped;
  std::optional<LocalDate> since, until;
};

enum class Place : std::uint8_t { home, foster, residential, network, other };
enum class Order : std::uint8_t { voluntary, order };
struct LivingSituation {
  PersonId child;
  Place place = Place::home;
  std::optional<LocalDate> since;
  std::optional<Order> order;
  std::optional<bool> return_planned;
  std::optional<LocalDate> return_on;
  std::vector<std::string> conditions;
};

enum class Without : std::uint8_t { court_order, serious_harm, child_persists, not_able, emergency };
struct Consent {
  Code what;
  bool given = false;
  std::optional<PersonId> by;
  std::optional<LocalDate> until;
  std::vector<PersonId> children;
  std::optional<Without> without;
};

enum class AboutWhom : std::uint8_t { child, parent, family };
struct Characteristic {
  Code code;
  std::optional<bool> answer;
  AboutWhom about = AboutWhom::family;
  std::optional<PersonId> person;
  std::optional<Moment> moment;
  std::optional<Code> source;
};

struct Eligibility {
  Code criterion;
  std::optional<bool> answer;
  std::optional<std::string> reason;
};

// --- the trajectory

struct TrajectoryStart {
  std::string method;
  std::optional<std::string> hash;
  std::optional<Code> variant;
  std::optional<bool> tailored;
  std::optional<std::string> phase;
  std::vector<PersonId> children;
  std::optional<PersonId> worker;
};

struct Renamed {
  std::string from, to;
};
struct MethodMove {
  std::string method;
  std::optional<std::string> hash;
  std::vector<Renamed> phases, techniques, goals;
  std::optional<std::string> reason;
};

struct PhaseTransition {
  std::string from, to;
  bool talk = false;
  std::vector<Code> topics;
  std::vector<PersonId> present;
  std::optional<std::string> reason;
};

enum class PausedBy : std::uint8_t { family, provider };
struct Pause {
  PausedBy by = PausedBy::family;
  LocalDate from;
  std::optional<LocalDate> until;
  std::optional<std::string> reason;
};

enum class PlanType : std::uint8_t { treatment, final_report, relapse };
struct Plan {
  PlanType type = PlanType::treatment;
  std::optional<bool> with_family;
  std::optional<std::string> text;
};

struct Closure {
  Code reason;
  bool planned = true;
  std::optional<bool> request_answered;
  std::optional<Partly> without_help;
  std::vector<std::string> open_ends;
  std::optional<std::string> text;
};

// --- needs, goals, work

struct Analysis {
  std::optional<bool> with_family;
  std::vector<std::string> strengths, problems;
};

struct Need {
  Code domain;
  std::string text;
  std::optional<PersonId> person;
  std::optional<State> state;
  std::optional<EntryId> updates;
};

struct Contribution {
  PersonId person;
  std::string does;
};
struct Goal {
  Code domain;
  std::string text;
  std::vector<EntryId> needs;
  std::vector<std::string> levels;
  std::vector<Contribution> who;
  std::optional<bool> with_family;
  std::optional<State> state;
  std::optional<std::string> reason;
  std::optional<EntryId> updates;
};

struct GoalRating {
  EntryId goal;
  PersonId rater;
  Level level;
  std::optional<Moment> moment;
  std::optional<bool> own;
  std::vector<EntryId> saw;
  std::vector<PersonId> together;
  std::optional<std::string> text;
};

struct Activity {
  Code domain;
  std::optional<EntryId> goal;
  std::optional<std::string> text;
};

enum class Channel : std::uint8_t { visit, office, phone, video, other };
enum class Purpose : std::uint8_t {
  regular,
  first_talk,
  start_meeting,
  transition_talk,
  family_meeting,
  farewell,
  follow_up,
  other
};
struct Appointment {
  LocalDate day;
  std::optional<Purpose> purpose;
  std::optional<Channel> channel;
  std::vector<PersonId> present;
};

enum class Outcome : std::uint8_t { done, partly, no };
struct TechniqueUse {
  Code code;
  std::optional<Outcome> outcome;
};
enum class Attention : std::uint8_t { strengths, problems, both };
struct Contact {
  bool held = true;
  std::optional<Code> reason;
  std::optional<Channel> channel;
  std::optional<Purpose> purpose;
  std::optional<Hours> hours;
  std::vector<PersonId> present;
  std::vector<TechniqueUse> techniques;
  std::vector<EntryId> goals;
  std::optional<std::string> given, tried, went, next;
  std::optional<Attention> attention;
};

// --- measuring

enum class MeasurementState : std::uint8_t { done, declined, lost, attempted };
enum class Band : std::uint8_t { normal, borderline, clinical };
enum class FilledIn : std::uint8_t { together, alone };
enum class Device : std::uint8_t { worker, own, provider, paper };
enum class NoAnswer : std::uint8_t { not_asked, refused, not_applicable, lost };
struct Answer {
  Code item;
  std::optional<Points> value;
  std::optional<NoAnswer> missing;
};
struct Score {
  Code scale;
  std::optional<Points> raw, t;
  std::optional<Band> band;
};
struct Measurement {
  std::string instrument;
  std::optional<std::string> version, form, norm;
  std::optional<PersonId> informant, person;
  Moment moment = Moment::start;
  MeasurementState state = MeasurementState::done;
  std::optional<Code> reason;
  std::optional<FilledIn> filled_in;
  std::optional<Device> device;
  std::vector<Answer> answers;
  std::vector<Score> scores;
};

struct Scaling {
  Code topic;
  Mark value;
  PersonId rater;
  std::optional<EntryId> goal;
};

enum class Click : std::uint8_t { go_on, talk, other_worker };
struct AllianceCheck {
  PersonId rater;
  Click outcome = Click::go_on;
  std::optional<Mark> value;
  std::optional<PersonId> worker;
  std::optional<std::string> text;
};

// --- network, safety, decisions

struct Tied {
  std::string who;
  std::optional<Code> support;
};
struct Network {
  Whole<0, 200> supporters;
  std::optional<bool> conflict;
  std::vector<Tied> people;
};

enum class SafetyType : std::uint8_t { review, threat, plan, consultation, crisis };
enum class Judgement : std::uint8_t { safe, watch, unsafe };
struct Safety {
  SafetyType type = SafetyType::review;
  std::optional<Judgement> judgement;
  std::optional<std::string> text;
  std::vector<std::string> agreements;
  std::optional<Code> with;
  std::optional<LocalDate> review;
  std::vector<EntryId> closes;
};

enum class Reconsider : std::uint8_t {
  none,
  no_result,
  parents_not_behind,
  resistance,
  less_motivation,
  new_information,
  must_come_first,
  gut_feeling
};
enum class ReviewOutcome : std::uint8_t { keep, adjust, stop };
struct Decision {
  Code element;
  std::vector<Code> considerations;
  std::optional<std::string> family_wish, professional_view;
  std::vector<PersonId> agreed_with;
  std::optional<Reconsider> reconsider;
  std::optional<std::string> reconsider_when;
  std::optional<LocalDate> review;
  std::optional<ReviewOutcome> outcome;
  std::optional<EntryId> updates;
};

enum class With : std::uint8_t { family, guidance, intervision, team, chain };
enum class Topic : std::uint8_t { case_, measurement, signal, decision, safety, transition, goals };
struct Discussion {
  With with = With::family;
  Topic topic = Topic::case_;
  std::vector<EntryId> targets;
  std::vector<PersonId> present;
  std::optional<std::string> text;
};

// --- after, and the journal itself

struct Knipkaart {
  std::optional<Channel> channel;
  std::optional<std::string> text;
};

struct FollowUp {
  bool held = true;
  std::optional<Partly> results_hold;
  std::optional<bool> results_discussed;
  std::optional<bool> other_help_needed;
  std::optional<std::string> text;
};

struct ClientStatement {
  PersonId by;
  std::string text;
  std::optional<bool> in_confidence;
};

enum class GuidanceWhat : std::uint8_t { guidance, intervision, caseload };
struct GuidanceInput {
  GuidanceWhat what = GuidanceWhat::guidance;
  Number<0, 1000, 2> value;
};

// --- before, beside and between treatments

enum class RefusedBy : std::uint8_t { referrer, family, provider };
struct Refusal {
  RefusedBy by = RefusedBy::provider;
  Code reason;
  std::optional<Code> instead;
  std::optional<std::string> text;
};

enum class Priority : std::uint8_t { usual, soon, urgent };
struct WaitingList {
  Priority priority = Priority::usual;
  std::optional<Code> reason;
  std::optional<LocalDate> since;
  std::optional<std::string> text;
};

enum class AssignedAs : std::uint8_t { lead, second, replacement };
struct Assignment {
  PersonId worker;
  AssignedAs as = AssignedAs::lead;
  std::optional<LocalDate> from, until;
  std::optional<std::string> reason;
};

struct Household {
  std::vector<PersonId> members;
  std::optional<LocalDate> since;
  std::optional<std::string> text;
};

struct HoursGrant {
  Number<0, 100'000, 2> hours;
  LocalDate from;
  std::optional<LocalDate> until;
  std::optional<Code> law;
};

enum class TaskState : std::uint8_t { open, done, dropped };
struct Task {
  std::string text;
  std::optional<PersonId> who;
  std::optional<LocalDate> due;
  std::optional<TaskState> state;
  std::optional<EntryId> updates;
};

struct MeldcodeStep {
  Whole<1, 5> step;
  std::optional<Code> outcome, with;
  std::vector<EntryId> rests_on;
  std::optional<std::string> text;
};

struct Handover {
  PersonId from, to;
  bool talk = false;
  std::vector<PersonId> present;
  std::vector<std::string> open_ends;
  std::optional<std::string> text;
};

enum class Onward : std::uint8_t { asked, waiting, started, refused, dropped_out, landed };
struct OnwardReferral {
  Code to;
  Onward state = Onward::asked;
  std::optional<Code> barrier;
  std::optional<std::string> organisation, text;
  std::optional<EntryId> updates;
};

enum class Media : std::uint8_t { jpeg, png, pdf };
struct Document {
  Code what;
  std::string title;
  Media media = Media::jpeg;
  Whole<1, 20'000'000> bytes;
  std::string digest;
  std::optional<LocalDate> dated;
  std::optional<PersonId> from;
};

struct Withdrawal {
  std::string reason;
};

struct ConflictResolution {
  EntryId keep;
  std::vector<EntryId> over;
  std::optional<std::string> reason;
};

/// In this order everywhere: Kind is the variant's index.
using Body = std::variant<Referral, Person, Address, Relation, Professional, LivingSituation, Consent, Characteristic,
                          Eligibility, TrajectoryStart, MethodMove, PhaseTransition, Pause, Plan, Closure, Analysis,
                          Need, Goal, GoalRating, Activity, Appointment, Contact, Measurement, Scaling, AllianceCheck,
                          Network, Safety, Decision, Discussion, Knipkaart, FollowUp, ClientStatement, GuidanceInput,
                          Refusal, WaitingList, Assignment, Household, HoursGrant, Task, MeldcodeStep, Handover,
                          OnwardReferral, Document, Withdrawal, ConflictResolution>;
enum class Kind : std::uint8_t {
  referral,
  person,
  address,
  relation,
  professional,
  living_situation,
  consent,
  characteristic,
  eligibility,
  trajectory_start,
  method_move,
  phase_transition,
  pause,
  plan,
  closure,
  analysis,
  need,
  goal,
  goal_rating,
  activity,
  appointment,
  contact,
  measurement,
  scaling,
  alliance_check,
  network,
  safety,
  decision,
  discussion,
  knipkaart,
  follow_up,
  client_statement,
  guidance_input,
  refusal,
  waiting_list,
  assignment,
  household,
  hours_grant,
  task,
  meldcode_step,
  handover,
  onward_referral,
  document,
  withdrawal,
  conflict_resolution
};
inline constexpr std::size_t kind_count = std::variant_size_v<Body>;

std::string_view kind_name(Kind kind);
std::optional<Kind> kind_named(std::string_view name);

}  // namespace koers::dossier
