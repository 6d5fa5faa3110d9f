// A method as data: everything docs/method-file.md lists, typed. Made by load_method (method/load.h) from a checked file and
// never changed after. Lists keep the order of the file; a list or number the sources do not give is empty.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "method/item.h"
#include "method/signal_def.h"

namespace koers::method {

/// complete; norms_only: only what is needed to judge data of its time; partial: what the sources know.
enum class Status : std::uint8_t { complete, norms_only, partial };
/// How much of the content of a phase is laid down: fixed | in this order | free to choose.
enum class Protocol : std::uint8_t { none, fixed, ordered, free };
enum class About : std::uint8_t { child, parent, family };
enum class Moment : std::uint8_t { start, halfway, transition, end, follow_up, session, three_monthly };
enum class Zero : std::uint8_t { none, expected, start };  ///< what goal level 0 means
/// How ratings of one goal become one level, beside the raw ratings: not at all; the mean of two roles, half levels going to
/// the level of the first; or one level given together.
enum class Combine : std::uint8_t { none, average_towards, joint };

/// What a number of days is counted from.
struct Anchor {
  enum class Kind : std::uint8_t { referral, trajectory_start, phase, phase_end, closure };
  Kind kind = Kind::trajectory_start;
  std::string phase;  ///< for phase and phase_end

  std::string text() const;  ///< as in the file: "phase_end:change"
  friend bool operator==(const Anchor&, const Anchor&) = default;
};

struct Source {
  std::string key, title;
  int year = 0;
  bool stored_text = false;  ///< cited by line; else a document, cited by page
  std::uint32_t last = 0;  ///< number of lines or pages; 0: not declared
  std::uint32_t line = 0;
};

struct Evidence {
  std::string level;
  Text name;
  Citations sources;
};

struct AgeIf {
  Decimal max;
  RuleSlot when;
  Citations sources;
};

struct TargetGroup {
  Range age;  ///< years
  std::vector<AgeIf> age_if;  ///< another upper age where the rule says yes
  Range in_practice;  ///< years; description, never a criterion
  Text about;
};

struct Criterion : Item {
  RuleSlot rule;
  Text instead;  ///< contra-indications: what to do instead
};

struct Tailoring : Item {
  RuleSlot when;
  std::vector<std::string> may;  ///< lengthen_phase, fewer_goals, …
  std::string phase;  ///< the phase that may be lengthened
};

struct Characteristic : Item {
  About about = About::family;
  std::string moment;
};

/// So many months, then days, after something.
struct Span {
  int months = 0;
  int days = 0;
  Citations sources;
};

struct Task : Item {
  std::optional<Span> deadline;  ///< from the start of the phase
  RuleSlot done;
};

struct Transition {
  std::string to;
  bool talk = false;
  std::vector<std::string> topics;  ///< of the talk
  RuleSlot needs;  ///< what must hold first (`requires` in the file)
  Citations sources;
  std::uint32_t line = 0;
};

struct Phase : Item {
  Range weeks, contacts_per_week, contact_hours, hours_per_week;
  Protocol protocol = Protocol::none;
  std::vector<Task> tasks;
  std::optional<Transition> transition;  ///< none: the last phase
};

struct Deadline : Item {
  Anchor from;
  Span within;
  RuleSlot done;
};

struct Technique : Item {
  std::string group;
  RuleSlot norm;  ///< only where the source has one
};

struct Precedence {
  std::string first, then;
  Text evidence;
  Citations sources;
};

struct GoalModel {
  std::vector<Item> domains;
  int levels = 5;  ///< -2..2
  Zero zero = Zero::none;
  bool level_texts = false;  ///< every level has its text before the goal is rated
  Combine combine = Combine::none;
  std::vector<std::string> raters;  ///< roles; average_towards: two, the first is rounded towards
  std::optional<Decimal> most;  ///< goals at once
  std::vector<Item> worst;  ///< worst-imaginable texts; `code` is the domain
  std::vector<Precedence> precedence;
};

struct Window {
  Anchor from;
  int months = 0;  ///< added to the anchor before the days
  Amount first_day, last_day;
};

struct PlannedMeasurement : Item {
  std::string instrument;
  std::vector<std::string> informants;  ///< roles
  About about = About::child;
  Moment moment = Moment::start;
  Window window;
  bool required = false;
  std::vector<std::string> discuss;  ///< family, guidance, …
};

struct RegularMeasurement : Item {
  std::vector<std::string> instruments;
  std::string per;  ///< session | week | month; empty: the source gives no frequency
  bool required = false;
};

struct AllianceCheck : Item {
  std::vector<std::string> raters;  ///< roles
  std::string instrument;  ///< empty: the short check of the program
  std::optional<Amount> after_contacts, every_days;
};

struct Safety {
  std::optional<Amount> review_days;
  std::vector<Item> tasks;
  Citations sources;
};

struct Precondition : Item {
  Range figure;  ///< `value` in the file is min = max
  std::string unit;  ///< families, hours, weeks, …
  std::string per;  ///< worker, family_week, …
};

enum class FidelityUnit : std::uint8_t {
  days,
  weeks,
  hours,
  contacts_per_week,
  hours_per_week,
  percent,
  count,
  yes_no
};

struct FidelityRule : Item {
  enum class Of : std::uint8_t { phase, trajectory, after };
  Of of = Of::trajectory;
  std::string phase;
  FactSlot figure;  ///< none: judged on its rule alone
  FidelityUnit unit = FidelityUnit::count;
  RuleSlot met;  ///< none: shown without verdict
  RuleSlot judged;  ///< from when it can be judged; none: always
};

struct Survey {
  struct Theme : Item {
    int items = 0;
  };
  std::string instrument;
  std::vector<Theme> themes;
  std::optional<Decimal> faithful_mean;  ///< faithful when the mean is at least this
  std::uint32_t faithful_line = 0;
  Citations sources;
};

struct ClosingReason : Item {
  bool planned = false;
  std::string national;  ///< national code; empty: none
};

struct FollowUp {
  int months = 0;
  bool visit = false;
  RuleSlot results;
  Citations sources;
};

struct Aftercare {
  std::optional<Decimal> knipkaart_calls;
  Citations knipkaart_sources;
  std::optional<FollowUp> follow_up;
};

struct ReportDef : Item {
  std::vector<std::string> figures;
};

/// What becomes of the codes of an earlier version. What is not mapped keeps its old label in running cases.
struct Replaces {
  std::string version;  ///< "iag-2013"
  std::vector<std::pair<std::string, std::string>> phases, techniques, goals;  ///< old, new
  std::uint32_t line = 0;
};

struct Method {
  std::string code, version;
  std::string hash;  ///< of the content; set by the reader
  std::string file;
  Text names, summary;
  std::vector<Source> sources;
  Status status = Status::complete;
  std::optional<Evidence> evidence;
  std::string extends;  ///< the variant's base, "iag-2019"; already merged in
  std::optional<Replaces> replaces;

  TargetGroup target_group;
  std::vector<Item> referrers;
  std::vector<Criterion> eligibility, contra_indications, classifications;
  std::vector<Tailoring> tailoring;
  std::vector<Characteristic> characteristics;
  std::vector<Phase> phases;
  std::vector<Deadline> deadlines;
  std::vector<Item> technique_groups;
  std::vector<Technique> techniques;
  std::vector<Item> themes;
  std::optional<GoalModel> goals;
  std::vector<PlannedMeasurement> measurements;
  std::vector<RegularMeasurement> regular;
  std::vector<AllianceCheck> alliance;
  std::optional<Safety> safety;
  std::vector<Item> roles;
  std::vector<Precondition> preconditions;
  std::vector<FidelityRule> fidelity;
  std::optional<Survey> survey;
  std::vector<ClosingReason> closing_reasons;
  Aftercare aftercare;
  std::vector<Item> after;
  std::vector<SignalDef> signals;  ///< the method's own; the same code replaces the core one
  std::vector<ReportDef> reports;
  rules::Rulebook rules;  ///< what `rule: code` names
  Listing listing;

  std::string id() const { return code + '-' + version; }  ///< "iag-2019": how other files and entries name it
  const Phase* phase(std::string_view code) const;
  const Technique* technique(std::string_view code) const;
  const PlannedMeasurement* measurement(std::string_view code) const;
  const Number* number(std::string_view path) const;
  /// weeks_min, weeks_max, contacts_per_week_min, …: the keys of `{phase: key}` in docs/rules.md.
  std::optional<Decimal> phase_number(std::string_view phase, std::string_view key) const;
  /// The range that key belongs to, with its sources; null when there is no such phase or key.
  const Range* phase_range(std::string_view phase, std::string_view key) const;
};

/// The item with this code, or null.
template <class T>
const T* find(const std::vector<T>& items, std::string_view code) {
  for (const T& item : items) {
    if (item.code == code) return &item;
  }
  return nullptr;
}

}  // namespace koers::method
