#include "dossier/facts.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "dossier/answers.h"
#include "dossier/codec_detail.h"
#include "dossier/goals.h"
#include "dossier/session_series.h"
#include "dossier/voices.h"
#include "dossier/workers.h"

namespace koers::dossier {
namespace {

using rules::Value;

Value none() { return std::string(); }  // known to have none
Value unknown() { return std::monostate(); }
Value yes_no(bool value) { return std::string(value ? "yes" : "no"); }
Value yes_no(const std::optional<bool>& value) { return value ? yes_no(*value) : unknown(); }
Value count(std::int64_t value) { return Decimal{value, 0}; }
Value text(std::string_view value) { return std::string(value); }
Value text(const Code& code) { return code.free ? "~" + code.text : code.text; }
template <class E>
  requires std::is_enum_v<E>
Value word(E value) {
  return std::string(detail::enum_names<E>[static_cast<std::size_t>(value)]);
}
template <class E>
Value word(const std::optional<E>& value, Value otherwise = unknown()) {
  if (value) return word(*value);
  return otherwise;
}

std::string_view age_group(int age) {
  if (age < 12) return "0_11";
  if (age < 16) return "12_15";
  if (age < 18) return "16_17";
  return age < 23 ? "18_22" : "23_up";
}

/// The sum of an instrument is no subscale of it, nor are the two sums of inward and outward problems.
bool is_total(std::string_view scale) {
  return scale == "total" || scale.ends_with("_total") || scale == "internalising" || scale == "externalising";
}

class Facts {
 public:
  Facts(const Dossier& dossier, LocalDate today, const FactContext& context, rules::Table& table)
      : dossier_(dossier), today_(today), context_(context), table_(table) {}

  /// `trajectory` may be one that does not exist.
  void run(std::size_t trajectory) {
    link_goals();
    link_discussions();
    link_acts();
    if (asked("appointment")) {
      for (const auto& contact : dossier_.of<Contact>()) {
        if (contact.body->held) contact_days_.insert(contact.date().days());
      }
    }
    const std::array<bool, kind_count> spare = spare_kinds();
    if (context_.asked == nullptr) table_.rows.reserve(dossier_.entries.size() * 2 + 16);
    for (std::size_t i = 0; i < dossier_.entries.size(); ++i) {
      entry_ = dossier_.entries[i];
      origin_ = i;
      if (spare[static_cast<std::size_t>(entry_->kind())])
        table_.begins = std::min(table_.begins.value_or(entry_->date()), entry_->date());
      else
        std::visit([this](const auto& body) { add(body); }, entry_->body);
    }
    for (const PersonState& state : dossier_.persons) person(state);
    if (trajectory < dossier_.trajectories.size()) workers(trajectory);
    for (const NeedState& state : dossier_.needs) need(state);
    for (const GoalState& state : dossier_.goals) goal(state);
    for (const DecisionState& state : dossier_.decisions) decision(state);
    for (const TaskThread& state : dossier_.tasks) task(state);
    for (const OnwardThread& state : dossier_.onward) onward(state);
    for (const SafetyState& state : dossier_.safety) safety(state);
    since_plan();
    for (const Trajectory& each : dossier_.trajectories) phases(each);
    by_date();
  }

 private:
  // --- rows

  bool asked(std::string_view kind) const {
    return context_.asked == nullptr || std::ranges::find(*context_.asked, kind) != context_.asked->end();
  }
  /// The kinds that a treatment writes week after week, when no row of theirs is asked for. Each has a row on its entry's day.
  std::array<bool, kind_count> spare_kinds() const {
    std::array<bool, kind_count> out{};
    for (const Kind kind : {Kind::contact, Kind::measurement, Kind::goal_rating, Kind::activity, Kind::scaling,
                            Kind::alliance_check, Kind::network, Kind::discussion}) {
      out[static_cast<std::size_t>(kind)] = !asked(kind_name(kind)) && !(kind == Kind::contact && asked("technique")) &&
                                            !(kind == Kind::measurement && asked("score"));
    }
    return out;
  }

  /// By date, then journal order; rows of one entry stay as they were made.
  void by_date() {
    struct Key {
      LocalDate date;
      std::size_t origin, row;
      auto operator<=>(const Key&) const = default;
    };
    std::vector<Key> keys;
    keys.reserve(table_.rows.size());
    for (std::size_t i = 0; i < table_.rows.size(); ++i)
      keys.push_back({table_.rows[i].date, table_.rows[i].origin, i});
    std::ranges::sort(keys);
    std::vector<rules::Row> sorted;
    sorted.reserve(table_.rows.size());
    for (const Key& key : keys) sorted.push_back(std::move(table_.rows[key.row]));
    table_.rows = std::move(sorted);
  }

  struct Adding {
    rules::Row& row;
    Adding& operator()(std::string_view name, Value value) {
      row.fields.push_back({std::string(name), std::move(value)});
      return *this;
    }
  };
  Adding row(std::string_view kind, std::size_t fields) { return row(kind, entry_->date(), origin_, fields); }
  Adding row(std::string_view kind, LocalDate date, std::size_t origin, std::size_t fields) {
    rules::Row& made = table_.rows.emplace_back();
    made.kind = kind;
    made.date = date;
    made.origin = origin;
    made.fields.reserve(fields);
    return {made};
  }
  /// Where a counting entry stands in replay order.
  std::size_t position(const Entry* entry) const {
    const auto& all = dossier_.entries;
    return static_cast<std::size_t>(
        std::ranges::lower_bound(all, entry, [](const Entry* a, const Entry* b) { return before(*a, *b); }) -
        all.begin());
  }

  Value role(const PersonId& person) const {
    const auto found = dossier_.role_of(person);
    return found ? word(*found) : unknown();
  }
  Value role(const std::optional<PersonId>& person) const { return person ? role(*person) : unknown(); }

  /// The word of the version that runs now.
  std::string now(Trajectory::List list, const Code& code, LocalDate day) const {
    if (code.free) return "~" + code.text;
    const auto at = dossier_.trajectory_on(day);
    if (!at || dossier_.trajectories[*at].moves.empty()) return code.text;
    return dossier_.trajectories[*at].now(list, code.text, day);
  }
  std::string domain(const Code& code, const Entry* entry) const {
    return now(Trajectory::List::goals, code, entry->date());
  }

  // --- what belongs together

  void link_goals() {
    goal_active_.assign(dossier_.goals.size(), 0);
    goal_needed_.assign(dossier_.goals.size(), 0);
    need_goal_.assign(dossier_.needs.size(), 0);
    need_active_.assign(dossier_.needs.size(), 0);
    for (const auto& activity : dossier_.of<Activity>()) {
      active_domains_.insert(domain(activity.body->domain, activity.entry));
      if (activity.body->goal) touch(*activity.body->goal);
    }
    for (const auto& contact : dossier_.of<Contact>()) {
      if (!contact.body->held) continue;
      for (const EntryId& id : contact.body->goals) touch(id);
    }
    for (const NeedState& state : dossier_.needs)
      need_domains_.insert(domain(state.last.body->domain, state.last.entry));
    for (std::size_t i = 0; i < dossier_.goals.size(); ++i) {
      const GoalState& state = dossier_.goals[i];
      const std::string of = domain(state.last.body->domain, state.last.entry);
      goal_domains_.insert(of);
      if (active_domains_.contains(of)) goal_active_[i] = 1;
      if (need_domains_.contains(of)) goal_needed_[i] = 1;
      if (goal_active_[i]) active_goal_domains_.insert(of);
      for (const EntryId& id : needs_of(state)) {
        const NeedState* found = dossier_.need(id);
        if (found == nullptr) continue;
        goal_needed_[i] = 1;
        need_goal_[static_cast<std::size_t>(found - dossier_.needs.data())] = 1;
        if (goal_active_[i]) need_active_[static_cast<std::size_t>(found - dossier_.needs.data())] = 1;
      }
    }
  }
  void touch(const EntryId& id) {
    if (const GoalState* found = dossier_.goal(id))
      goal_active_[static_cast<std::size_t>(found - dossier_.goals.data())] = 1;
  }

  void link_discussions() {
    by_target_[0].assign(dossier_.entries.size(), 0);
    by_target_[1].assign(dossier_.entries.size(), 0);
    for (const auto& discussion : dossier_.of<Discussion>()) {
      if (discussion.body->with == With::chain) continue;
      const std::size_t which = discussion.body->with == With::family ? 0 : 1;
      for (const EntryId& id : discussion.body->targets) {
        if (const Entry* target = dossier_.current(id)) by_target_[which][position(target)] = 1;
      }
      if (discussion.body->targets.empty() && discussion.body->topic == Topic::measurement) {
        last_all_[which] = std::max(last_all_[which], discussion.date().days() + 1);
      }
    }
  }
  bool discussed(std::size_t which) const {
    return by_target_[which][origin_] || entry_->date().days() < last_all_[which];
  }

  /// Acts that name a signal about answers; what such an entry came after is settled.
  void link_acts() {
    for (std::size_t i = 0; i < dossier_.entries.size(); ++i) {
      const Entry& entry = *dossier_.entries[i];
      if (entry.signals.empty() || entry.date() > today_) continue;
      const auto* contact = std::get_if<Contact>(&entry.body);
      const bool acts = entry.kind() == Kind::safety || entry.kind() == Kind::discussion || (contact && contact->held);
      if (!acts) continue;
      for (const std::string& signal : entry.signals) {
        if (signal == critical_answer_signal) last_act_[0] = i;
        if (signal == home_answer_signal) last_act_[1] = i;
      }
    }
  }
  bool acted(std::size_t which) const { return last_act_[which] && *last_act_[which] > origin_; }
  bool named() const { return by_target_[0][origin_] != 0 || by_target_[1][origin_] != 0; }

  // --- one function per kind; those that are told by their state come below

  void add(const Referral& b) {
    row("referral", 2)("referrer", text(b.referrer))("request", b.request    ? yes_no(*b.request)
                                                                : b.question ? yes_no(true)
                                                                             : unknown());
  }
  void add(const Person&) {}
  void add(const Address&) {}
  void add(const Relation&) {}
  void add(const Professional& b) {
    row("professional", 4)("help", text(b.help))("lead", yes_no(b.lead))("helped", word(b.helped))(
        "running", yes_no(!b.until || *b.until >= today_));
  }
  void add(const LivingSituation& b) {
    row("living_situation", 3)("place", word(b.place))("order", word(b.order))(
        "return_planned", b.place == Place::home ? none() : yes_no(b.return_planned));
  }
  void add(const Consent& b) {
    row("consent", 3)("what", text(b.what))("given", yes_no(b.given))("without", b.without ? word(*b.without) : none());
  }
  void add(const Characteristic& b) {
    row("characteristic", 4)("code", text(b.code))("answer", yes_no(b.answer))("about", word(b.about))(
        "moment", word(b.moment, none()));
  }
  void add(const Eligibility& b) { row("eligibility", 2)("criterion", text(b.criterion))("answer", yes_no(b.answer)); }
  void add(const TrajectoryStart& b) {
    offered_ = streak_ = calls_ = 0;
    row("trajectory_start", 3)("method", text(b.method))("variant", b.variant ? text(*b.variant) : none())(
        "tailored", yes_no(b.tailored.value_or(false)));
  }
  void add(const MethodMove& b) { row("method_move", 1)("method", text(b.method)); }
  void add(const PhaseTransition& b) {
    auto made = row("phase_transition", 6);
    made("from", text(b.from))("to", text(b.to))("talk", yes_no(b.talk));
    for (const char* topic : {"experience", "progress", "planning"}) {
      const bool named = std::ranges::find(b.topics, topic, &Code::text) != b.topics.end();
      made(topic, b.talk && b.topics.empty() ? unknown() : yes_no(named));
    }
  }
  void add(const Pause& b) { row("pause", b.from, origin_, 1)("by", word(b.by)); }
  void add(const Plan& b) { row("plan", 2)("type", word(b.type))("with_family", yes_no(b.with_family)); }
  void add(const Closure& b) {
    row("closure", 5)("reason", text(b.reason))("planned", yes_no(b.planned))(
        "request_answered", yes_no(b.request_answered))("without_help", word(b.without_help))("open_ends",
                                                                                              count(open_ends()));
  }
  void add(const Analysis& b) {
    row("analysis", 3)("with_family", yes_no(b.with_family))("strengths",
                                                             count(static_cast<std::int64_t>(b.strengths.size())))(
        "problems", count(static_cast<std::int64_t>(b.problems.size())));
  }
  void add(const Need&) {}
  void add(const Goal&) {}
  void add(const GoalRating& b) {
    row("goal_rating", 3)("rater", role(b.rater))("level", count(b.level.value))("moment", word(b.moment, none()));
  }
  void add(const Activity& b) {
    const std::string of = domain(b.domain, entry_);
    const bool goal = (b.goal && dossier_.goal(*b.goal) != nullptr) || goal_domains_.contains(of);
    row("activity", 2)("domain", text(of))("has_goal", yes_no(goal));
  }
  void add(const Appointment& b) {
    row("appointment", 3)("purpose", word(b.purpose, none()))("passed", yes_no(b.day < today_))(
        "kept", yes_no(contact_days_.contains(b.day.days())));
  }
  void add(const Contact& b) {
    ++offered_;
    streak_ = b.held ? 0 : streak_ + 1;
    row("contact", 8)("held", yes_no(b.held))("reason", b.held     ? none()
                                                        : b.reason ? text(*b.reason)
                                                                   : unknown())("channel", word(b.channel))(
        "purpose", word(b.purpose, word(Purpose::regular)))("hours", !b.held   ? none()
                                                                     : b.hours ? Value(b.hours->value)
                                                                               : unknown())(
        "attention", b.held ? word(b.attention) : none())("number", count(offered_))("streak", count(streak_));
    if (!b.held) return;
    for (const TechniqueUse& use : b.techniques) {
      const std::string code = now(Trajectory::List::techniques, use.code, entry_->date());
      row("technique", 3)("code", text(code))("group", group(use.code, code))("outcome", word(use.outcome));
    }
  }
  Value group(const Code& used, std::string_view code) const {
    if (used.free) return none();
    const method::Technique* found = context_.method == nullptr ? nullptr : context_.method->technique(code);
    return found == nullptr ? unknown() : text(found->group);
  }
  void add(const Measurement& b) {
    const bool done = b.state == MeasurementState::done;
    std::int64_t raised = 0;
    bool norms = false;
    for (const Score& score : b.scores) {
      if (!score.band) continue;
      norms = true;
      raised += *score.band != Band::normal && !is_total(score.scale.text);
    }
    row("measurement", 10)("instrument", text(b.instrument))("informant", role(b.informant))("moment", word(b.moment))(
        "state", word(b.state))("raised", !done   ? none()
                                          : norms ? count(raised)
                                                  : unknown())("discussed_family", yes_no(discussed(0)))(
        "discussed_guidance", yes_no(discussed(1)))("critical", critical(b, false))("critical_open", critical(b, true))(
        "home_unread", home_unread(b));
    if (!done) return;
    for (const Score& score : b.scores) {
      const Compared compared = compare(b, score);
      row("score", 9)("instrument", text(b.instrument))("informant", role(b.informant))("moment", word(b.moment))(
          "scale", text(score.scale))("t", score.t ? Value(score.t->value) : unknown())(
          "raw", score.raw ? Value(score.raw->value) : unknown())("band", word(score.band))("fall", compared.fall)(
          "gap", compared.gap);
    }
  }
  struct Compared {
    Value fall, gap;
  };
  /// Nothing to compare with is known; a score without points or range is not.
  static Compared compared(const Voices::Heard& heard, bool within) {
    return {heard.fall ? Value(*heard.fall) : none(), !within ? unknown() : heard.gap ? Value(*heard.gap) : none()};
  }
  std::optional<std::int64_t> gap_days() const {
    const auto days = context_.catalogue == nullptr ? std::optional<Decimal>()
                                                    : context_.catalogue->settings().number("informants_days");
    return days && days->decimals == 0 ? std::optional(days->scaled) : std::nullopt;
  }
  Compared compare(const Measurement& b, const Score& score) {
    const measure::Instrument* instrument =
        context_.catalogue == nullptr ? nullptr : context_.catalogue->instrument(b.instrument);
    const measure::InstrumentScale* scale = instrument == nullptr ? nullptr : instrument->scale(score.scale.text);
    const auto who = b.informant ? dossier_.role_of(*b.informant) : std::nullopt;
    if (!score.raw || scale == nullptr || !scale->range || !who) return {unknown(), unknown()};
    const Voices::Said said{b.instrument + '/' + score.scale.text, "", *b.informant, b.person, *who, entry_->date(),
                            hundredths(score.raw->value)};
    const auto days = gap_days();
    return compared(voices_.say(said, *scale->range, scale->better.value_or(instrument->better), days),
                    days.has_value());
  }
  Compared compare(const AllianceCheck& b) {
    const auto who = dossier_.role_of(b.rater);
    if (!b.value || !who) return {none(), none()};
    const Voices::Said said{"alliance_check", b.worker ? b.worker->text() : "", b.rater, {}, *who,
                            entry_->date(),   hundredths(b.value->value)};
    const auto days = gap_days();
    return compared(voices_.say(said, {{0, 0}, {10, 0}}, measure::Direction::higher_is_better, days), days.has_value());
  }
  Value critical(const Measurement& b, bool open) const {
    if (b.state != MeasurementState::done) return none();
    if (open && (acted(0) || named())) return yes_no(false);
    const measure::Instrument* instrument =
        context_.catalogue == nullptr ? nullptr : context_.catalogue->instrument(b.instrument);
    switch (critical_answer(b, instrument)) {
      case measure::Urgent::yes: return yes_no(true);
      case measure::Urgent::no: return yes_no(false);
      case measure::Urgent::unknown: break;
    }
    return unknown();
  }
  Value home_unread(const Measurement& b) const {
    if (!from_home(b)) return none();
    if (discussed(0) || discussed(1) || acted(0) || acted(1)) return yes_no(false);
    if (context_.catalogue == nullptr) return unknown();
    const auto day = read_by(entry_->date(), context_.catalogue->settings());
    return day ? yes_no(*day < today_) : unknown();
  }
  void add(const Scaling& b) {
    row("scaling", 3)("topic", text(b.topic))("value", b.value.value)("rater", role(b.rater));
  }
  void add(const AllianceCheck& b) {
    const Compared compared = compare(b);
    row("alliance_check", 5)("rater", role(b.rater))("outcome", word(b.outcome))(
        "value", b.value ? Value(b.value->value) : none())("fall", compared.fall)("gap", compared.gap);
  }
  void add(const Network& b) {
    Value trend = none();
    if (supporters_)
      trend = text(b.supporters.value > *supporters_ ? "more" : b.supporters.value < *supporters_ ? "fewer" : "same");
    supporters_ = b.supporters.value;
    row("network", 3)("supporters", count(b.supporters.value))("conflict", yes_no(b.conflict))("trend",
                                                                                               std::move(trend));
  }
  void add(const Safety&) {}
  void add(const Decision&) {}
  void add(const Discussion& b) { row("discussion", 2)("with", word(b.with))("topic", word(b.topic)); }
  void add(const Knipkaart& b) {
    ++calls_;
    const auto most =
        context_.method == nullptr ? std::optional<Decimal>() : context_.method->aftercare.knipkaart_calls;
    const bool whole = most && most->decimals == 0;
    row("knipkaart", 2)("channel", word(b.channel))(
        "left", whole ? count(std::max<std::int64_t>(0, most->scaled - calls_)) : unknown());
  }
  void add(const FollowUp& b) {
    row("follow_up", 4)("held", yes_no(b.held))("results_hold", b.held ? word(b.results_hold) : none())(
        "results_discussed", b.held ? yes_no(b.results_discussed) : none())(
        "other_help_needed", b.held ? yes_no(b.other_help_needed) : none());
  }
  void add(const ClientStatement& b) { row("client_statement", 1)("by", role(b.by)); }
  void add(const GuidanceInput& b) { row("guidance_input", 2)("what", word(b.what))("value", b.value.value); }
  void add(const Refusal& b) { row("refusal", 2)("by", word(b.by))("reason", text(b.reason)); }
  void add(const WaitingList& b) {
    row("waiting_list", 2)("priority", word(b.priority))("reason", b.reason ? text(*b.reason) : unknown());
  }
  void add(const Assignment& b) { row("assignment", 1)("as", word(b.as)); }
  void add(const Household& b) { row("household", 1)("members", count(static_cast<std::int64_t>(b.members.size()))); }
  void add(const HoursGrant& b) {
    row("hours_grant", 2)("hours", b.hours.value)("law", b.law ? text(*b.law) : unknown());
  }
  void add(const Task&) {}
  void add(const MeldcodeStep& b) {
    row("meldcode_step", 2)("step", count(b.step.value))("outcome", b.outcome ? text(*b.outcome) : unknown());
  }
  void add(const Handover& b) {
    row("handover", 2)("talk", yes_no(b.talk))("open_ends", count(static_cast<std::int64_t>(b.open_ends.size())));
  }
  void add(const OnwardReferral&) {}
  void add(const Document& b) { row("document", 2)("what", text(b.what))("media", word(b.media)); }
  void add(const Withdrawal&) {}
  void add(const ConflictResolution&) {}

  // --- told by their state

  void person(const PersonState& state) {
    const Person& b = *state.item.body;
    const bool child = b.role == Role::child;
    auto made = row("person", state.item.date(), position(state.item.entry), 6);
    made("role", word(b.role));
    const int age = b.birth ? age_in_years(*b.birth, today_) : 0;
    made("age", b.birth ? count(age) : unknown())("age_group", b.birth ? text(age_group(age)) : unknown());
    made("at_home", !child ? none() : state.lives == nullptr ? unknown() : yes_no(state.lives->place == Place::home));
    made("return_planned", !child                              ? none()
                           : state.lives == nullptr            ? unknown()
                           : state.lives->place == Place::home ? none()
                                                               : yes_no(state.lives->return_planned));
    made("intellectual_disability", yes_no(b.intellectual_disability));
  }
  void workers(std::size_t number) {
    for (const Worker& worker : workers_of(dossier_, number, today_)) {
      row("worker", worker.by->date(), position(worker.by), 2)("role", word(worker.role))("there",
                                                                                          yes_no(worker.there));
    }
  }
  void need(const NeedState& state) {
    const auto i = static_cast<std::size_t>(&state - dossier_.needs.data());
    const std::string of = domain(state.last.body->domain, state.last.entry);
    row("need", state.first.date(), position(state.first.entry), 4)("domain", text(of))(
        "open", yes_no(state.state() == State::open))("has_goal", yes_no(need_goal_[i] || goal_domains_.contains(of)))(
        "has_activity", yes_no(need_active_[i] || active_domains_.contains(of) || active_goal_domains_.contains(of)));
  }
  void goal(const GoalState& state) {
    const auto i = static_cast<std::size_t>(&state - dossier_.goals.data());
    const bool rated = !state.ratings.empty();
    row("goal", state.first.date(), position(state.first.entry), 7)(
        "domain", text(domain(state.last.body->domain, state.last.entry)))(
        "open", yes_no(state.state() == State::open))("has_activity", yes_no(goal_active_[i] != 0))(
        "has_need", yes_no(goal_needed_[i] != 0))("rated", yes_no(rated))("with_family",
                                                                          yes_no(state.first.body->with_family))(
        "level", rated ? count(state.ratings.back().body->level.value) : none());
  }
  void decision(const DecisionState& state) {
    std::optional<LocalDate> review;
    Reconsider reason = Reconsider::none;
    const auto read = [&](const Decision& b) {
      if (b.outcome) {
        review.reset();
        reason = Reconsider::none;
      } else if (b.reconsider) {
        reason = *b.reconsider;
      }
      if (b.review) review = b.review;
    };
    read(*state.first.body);
    for (const Entry* update : state.updates) read(std::get<Decision>(update->body));
    const Code& element = state.first.body->element;
    const std::size_t origin = position(state.first.entry);
    row("decision", state.first.date(), origin, 5)("element", text(element))("open", yes_no(!state.stopped()))(
        "review_due", yes_no(!state.stopped() && review && *review <= today_))("reconsider", word(reason))(
        "consideration", none());
    for (const Code& consideration : state.first.body->considerations) {
      row("decision", state.first.date(), origin, 5)("element", text(element))("open", none())("review_due", none())(
          "reconsider", none())("consideration", text(consideration));
    }
  }
  void task(const TaskThread& state) {
    const bool open = state.state() == TaskState::open;
    const auto& due = state.last.body->due ? state.last.body->due : state.first.body->due;
    row("task", state.first.date(), position(state.first.entry), 2)("open", yes_no(open))(
        "overdue", yes_no(open && due && *due < today_));
  }
  void onward(const OnwardThread& state) {
    const OnwardReferral& b = *state.last.body;
    row("onward_referral", state.first.date(), position(state.first.entry), 4)("to", text(b.to))(
        "state", word(b.state))("open", yes_no(state.open()))("barrier", b.barrier ? text(*b.barrier) : none());
  }
  void safety(const SafetyState& state) {
    const Safety& b = *state.item.body;
    const bool lasts = b.type == SafetyType::threat || b.type == SafetyType::crisis || b.type == SafetyType::plan;
    row("safety", state.item.date(), position(state.item.entry), 3)("type", word(b.type))(
        "judgement", word(b.judgement, none()))("open", yes_no(lasts && state.closed_by == nullptr));
  }
  void phases(const Trajectory& trajectory) {
    for (std::size_t i = 0; i < trajectory.phases.size(); ++i) {
      const PhaseState& phase = trajectory.phases[i];
      const Value code = text(phase_code(phase, i, context_));
      row("phase_start", phase.start, position(phase.opened_by), 1)("phase", code);
      if (!phase.end) continue;
      const Entry* ended =
          i + 1 < trajectory.phases.size() ? trajectory.phases[i + 1].opened_by : trajectory.closure.entry;
      row("phase_end", *phase.end, position(ended == nullptr ? phase.opened_by : ended), 1)("phase", code);
    }
  }

 public:
  static std::string phase_code(const PhaseState& phase, std::size_t i, const FactContext& context) {
    if (!phase.code.empty() || i > 0 || context.method == nullptr || context.method->phases.empty()) return phase.code;
    return context.method->phases.front().code;
  }

 private:
  /// What a treatment plan could not know. How it goes on with a need or goal is not new.
  void since_plan() {
    const Entry* plan = nullptr;
    for (const auto& each : dossier_.of<Plan>()) {
      if (each.body->type == PlanType::treatment) plan = each.entry;
    }
    if (plan == nullptr) return;
    const auto told = [&](std::string_view what, const Entry* entry) {
      if (entry->date() > plan->date())
        row("since_plan", entry->date(), position(entry), 1)("what", text(std::string(what)));
    };
    for (const NeedState& state : dossier_.needs) told("need", state.first.entry);
    for (const GoalState& state : dossier_.goals) told("goal", state.first.entry);
    for (const SafetyState& state : dossier_.safety) {
      const SafetyType type = state.item.body->type;
      if (type == SafetyType::threat || type == SafetyType::crisis) told("threat", state.item.entry);
    }
    for (const auto& each : dossier_.of<LivingSituation>()) told("living_situation", each.entry);
    for (const auto& each : dossier_.of<Professional>()) told("professional", each.entry);
  }

  /// Open goals, open needs without a goal, open threats and crises.
  std::int64_t open_ends() const {
    std::int64_t out = 0;
    for (const GoalState& state : dossier_.goals) out += state.state() == State::open;
    for (std::size_t i = 0; i < dossier_.needs.size(); ++i) {
      const NeedState& state = dossier_.needs[i];
      out += state.state() == State::open && !need_goal_[i] &&
             !goal_domains_.contains(domain(state.last.body->domain, state.last.entry));
    }
    for (const SafetyState& state : dossier_.safety) {
      const SafetyType type = state.item.body->type;
      out += (type == SafetyType::threat || type == SafetyType::crisis) && state.closed_by == nullptr;
    }
    return out;
  }

  const Dossier& dossier_;
  LocalDate today_;
  const FactContext& context_;
  rules::Table& table_;
  const Entry* entry_ = nullptr;
  std::size_t origin_ = 0;
  std::int64_t offered_ = 0, streak_ = 0, calls_ = 0;
  std::optional<std::int64_t> supporters_;
  Voices voices_;
  std::unordered_set<std::string> active_domains_, active_goal_domains_, goal_domains_, need_domains_;
  std::unordered_set<std::int32_t> contact_days_;
  std::vector<char> goal_active_, goal_needed_, need_goal_, need_active_;
  std::vector<char> by_target_[2];  // family, guidance
  std::optional<std::size_t> last_act_[2];  // critical answers, answers from home
  std::int32_t last_all_[2] = {INT32_MIN, INT32_MIN};  // day after the last discussion of all measurements
};

}  // namespace

rules::Table facts_table(const Dossier& dossier, std::size_t trajectory, LocalDate today, const FactContext& context) {
  rules::Table table;
  table.today = today;
  table.closed = context.closed;
  Facts(dossier, today, context, table).run(trajectory);
  if (trajectory >= dossier.trajectories.size()) return table;
  const Trajectory& chosen = dossier.trajectories[trajectory];
  table.start = chosen.first_day();
  table.end = chosen.last_day();
  table.pauses = chosen.pauses;
  for (std::size_t i = 0; i < chosen.phases.size(); ++i) {
    const PhaseState& phase = chosen.phases[i];
    table.phases.push_back({Facts::phase_code(phase, i, context), phase.start, phase.end});
  }
  return table;
}

}  // namespace koers::dossier
