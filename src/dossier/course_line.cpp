#include "dossier/course_line.h"

#include <algorithm>
#include <map>
#include <ranges>

#include "dossier/codes.h"
#include "dossier/expected.h"
#include "dossier/names.h"
#include "dossier/phase_length.h"

namespace koers::dossier {
namespace {

using draw::keyed;
using draw::plain;
using draw::Words;

enum Marks : std::size_t {
  decision_mark,
  safety_mark,
  discussion_mark,
  transition_mark,
  plan_mark,
  alliance_mark,
  after_mark,
  form_mark
};

std::string id_of(std::string_view prefix, const Entry& entry) { return std::string(prefix) + '-' + entry.id.text(); }

/// The message of a choice: its code behind the section.
template <class Choice>
std::string coded(std::string section, Choice value) {
  return section += code(value);
}

class Builder {
 public:
  Builder(const Dossier& seen, const CourseLineView& view) : seen_(seen), view_(view) {}

  draw::Timeline build() {
    frame();
    for (const Trajectory& trajectory : seen_.trajectories) {
      stretch(trajectory);
      phases(trajectory);
      pauses(trajectory);
    }
    visits();
    measurements();
    guides();
    corridors();
    scaling();
    for (draw::Panel& panel : out_.panels) whole(panel);
    goals();
    marks();
    coming();
    facts();
    return std::move(out_);
  }

 private:
  const method::Method* method_of(const Trajectory& t) const { return view_.catalogue->find(t.method); }

  const method::Method* method_on(LocalDate day) const {
    const auto at = seen_.trajectory_on(day);
    return at ? method_of(seen_.trajectories[*at]) : nullptr;
  }

  std::string word(LocalDate day, std::string_view list, const Code& code) const {
    return name_of(method_on(day), list, code, view_.language, view_.words);
  }

  void frame() {
    out_.id = "course";
    out_.title = keyed("course_line.title");
    out_.today = view_.today;
    out_.bands_name = keyed("course_line.phases");
    out_.ticks_name = keyed("course_line.visits");
    out_.tick_kinds = {keyed("course_line.visit"), keyed("course_line.office"), keyed("course_line.call")};
    out_.marks_name = keyed("course_line.moments");
    out_.mark_kinds.resize(form_mark + 1);
    out_.mark_kinds[decision_mark] = {keyed("course_line.decision"), draw::MarkShape::diamond, false};
    out_.mark_kinds[safety_mark] = {keyed("course_line.safety"), draw::MarkShape::shield, true};
    out_.mark_kinds[discussion_mark] = {keyed("course_line.discussion"), draw::MarkShape::bubble, false};
    out_.mark_kinds[transition_mark] = {keyed("course_line.transition"), draw::MarkShape::flag, false};
    out_.mark_kinds[plan_mark] = {keyed("course_line.plan"), draw::MarkShape::square, false};
    out_.mark_kinds[alliance_mark] = {keyed("course_line.alliance"), draw::MarkShape::ring, false};
    out_.mark_kinds[after_mark] = {keyed("course_line.after"), draw::MarkShape::house, false};
    out_.mark_kinds[form_mark] = {keyed("course_line.form"), draw::MarkShape::form, false};
    if (seen_.trajectories.empty()) return;
    const Trajectory& last = seen_.trajectories.back();
    if (const method::Method* m = method_of(last)) out_.subtitle = plain(m->names.in(view_.language));
  }

  // --- time

  // The first day after everything that is drawn of this treatment.
  LocalDate end_of(const Trajectory& t) const {
    LocalDate end = (t.last_day() ? *t.last_day() : std::max(view_.today, t.first_day())) + 1;
    if (t.last_day()) return end;
    for (const draw::Band& band : out_.bands) {
      if (band.expected) end = std::max(end, band.expected->to);
    }
    return end;
  }

  void stretch(const Trajectory& t) {
    phases_of_ = out_.bands.size();
    const auto number = std::to_string(&t - seen_.trajectories.data() + 1);
    stretch_name_ = seen_.trajectories.size() > 1 ? keyed("course_line.trajectory", {{"n", number}}) : Words{};
  }

  /// "Afbouw" of "Afbouw en afscheid", where the name is too long; of one or two words, or a short one, nothing.
  static std::string first_word(const std::string& name) {
    const std::size_t end = name.find(' ');
    if (end == std::string::npos || end < 5 || name.find(' ', end + 1) == std::string::npos) return {};
    return name.substr(0, end);
  }

  void phases(const Trajectory& t) {
    const method::Method* m = method_of(t);
    const auto from_method = [&](std::string_view code) { return m == nullptr ? nullptr : m->phase(code); };
    const auto band_of = [&](const std::string& code) -> draw::Band& {
      const auto found = std::find_if(out_.bands.begin() + static_cast<std::ptrdiff_t>(phases_of_), out_.bands.end(),
                                      [&](const draw::Band& b) { return b.id.ends_with("-" + code); });
      if (found != out_.bands.end()) return *found;
      draw::Band band;
      band.id = "phase-" + std::to_string(&t - seen_.trajectories.data() + 1) + "-" + code;
      const method::Phase* p = from_method(code);
      band.name = p != nullptr ? plain(p->names.in(view_.language)) : plain(code);
      band.brief = plain(first_word(band.name.as_is));
      out_.bands.push_back(std::move(band));
      return out_.bands.back();
    };

    if (m != nullptr) {
      std::optional<LocalDate> at = t.first_day();
      for (const method::Phase& p : m->phases) {
        draw::Band& band = band_of(p.code);
        if (!p.weeks.max || !at) break;
        const std::int32_t days = days_of(*p.weeks.max);
        const auto to = after_days(*at, days, t.pauses);
        if (to) band.planned = draw::Span{*at, *to};
        band.planned_days = days;
        at = to;
      }
    }
    for (const PhaseState& phase : t.phases) {
      draw::Band& band = band_of(phase.code);
      const bool runs = !phase.end && !t.last_day();
      const LocalDate last = phase.end ? *phase.end : t.last_day() ? *t.last_day() : view_.today;
      band.actual = draw::Span{band.actual ? band.actual->from : phase.start, last + 1};
      band.running = runs;
      const PhaseDays length = phase_days(t, phase.code, view_.today);
      band.actual_days = length.counted;
      band.paused_days = length.paused;
      // Whole weeks are what is told: less than half a week over is not seen in them.
      if (band.planned_days && length.counted > *band.planned_days + 3) {
        band.over_from = used_up(t, phase.code, *band.planned_days, view_.today);
      }
      pace(t, phase.code, {phase.start, last + 1});
    }
    if (!t.last_day() && m != nullptr && !t.phases.empty()) expect_phases(t, *m, band_of);
    out_.stretches.push_back({{t.first_day(), end_of(t)}, stretch_name_});
  }

  template <class BandOf>
  void expect_phases(const Trajectory& t, const method::Method& m, const BandOf& band_of) {
    const PhaseState& now = t.phases.back();
    LocalDate at = view_.today + 1;
    bool reached = false;
    for (const method::Phase& p : m.phases) {
      if (!p.weeks.max) break;
      const bool runs = p.code == now.code;
      reached = reached || runs;
      if (!reached) continue;
      const std::int32_t left = days_of(*p.weeks.max) - (runs ? phase_days(t, p.code, view_.today).counted : 0);
      const auto to = after_days(runs ? view_.today : at, left, t.pauses);
      if (!to) break;  // nobody knows when the pause ends
      if (*to <= at) continue;
      band_of(p.code).expected = draw::Span{at, *to};
      pace(t, p.code, {at, *to});
      at = *to;
    }
  }

  void pace(const Trajectory& t, std::string_view phase, draw::Span span) {
    const method::Method* m = method_of(t);
    const method::Phase* p = m == nullptr ? nullptr : m->phase(phase);
    if (p == nullptr || !p->contacts_per_week.given()) return;
    const auto tenths = [](const std::optional<Decimal>& d) {
      return static_cast<std::int32_t>(d->value() * 10 + 0.5);
    };
    const auto& norm = p->contacts_per_week;
    out_.paces.push_back({span, tenths(norm.min ? norm.min : norm.max), tenths(norm.max ? norm.max : norm.min)});
  }

  void pauses(const Trajectory& t) {
    const LocalDate edge = out_.stretches.back().span.to;
    for (const rules::Days& days : t.pauses) {
      const LocalDate to = std::min(days.last + 1, edge);
      if (to > days.first)
        out_.pauses.push_back({"pause-" + days.first.text(), {days.first, to}, keyed("course_line.pause")});
    }
  }

  // --- what was done

  void visits() {
    for (const auto& item : seen_.of<Contact>()) {
      const Contact& contact = *item.body;
      const Channel channel = contact.channel.value_or(Channel::visit);
      const bool call = channel == Channel::phone || channel == Channel::video;
      draw::Tick tick;
      tick.id = id_of("contact", *item.entry);
      tick.day = item.date();
      tick.state = contact.held ? draw::TickState::done : draw::TickState::missed;
      tick.kind = call ? 2 : channel == Channel::office ? 1 : 0;
      // Whether it went through is the tick's state: here only what there is beside it.
      if (!contact.held && contact.reason) tick.title = plain(word(item.date(), "reason", *contact.reason));
      if (contact.held && contact.hours)
        tick.title = keyed("course_line.hours", {{"hours", contact.hours->value.text()}});
      out_.ticks.push_back(std::move(tick));
    }
    for (const auto& item : seen_.of<Appointment>()) {
      if (item.body->day < view_.today) continue;
      out_.ticks.push_back({id_of("appointment", *item.entry), item.body->day, draw::TickState::expected, 0,
                            keyed("course_line.appointment")});
    }
  }

  std::size_t voice(const PersonId& person) {
    const auto found = voices_.find(person);
    if (found != voices_.end()) return found->second;
    const std::size_t index = out_.voices.size();
    voices_.emplace(person, index);
    out_.voices.push_back({person_words(seen_, person)});
    return index;
  }

  // Everyone in the family first, in a fixed order, so that a person keeps line and colour from picture to picture.
  void family_voices() {
    std::vector<const PersonState*> family;
    for (const PersonState& p : seen_.persons) {
      if (p.item.body->role <= Role::child) family.push_back(&p);
    }
    std::ranges::stable_sort(family, {}, [](const PersonState* p) { return p->item.body->role; });
    for (const PersonState* p : family) voice(p->item.body->person);
  }

  static std::vector<draw::Reading>& readings(std::vector<draw::Series>& series, std::size_t voice) {
    for (draw::Series& s : series) {
      if (s.voice == voice) return s.readings;
    }
    series.push_back({voice, {}});
    return series.back().readings;
  }

  static std::int64_t scaled(const Decimal& value, int decimals) {
    std::int64_t out = value.scaled;
    for (int d = value.decimals; d < decimals; ++d) out *= 10;
    for (int d = value.decimals; d > decimals; --d) out /= 10;
    return out;
  }

  // One picture per instrument: its total, or else the first scale it has a score of.
  void measurements() {
    family_voices();
    std::map<std::string, std::size_t> panel_of;
    for (const auto& item : seen_.of<Measurement>()) {
      const Measurement& m = *item.body;
      if (m.state != MeasurementState::done || m.scores.empty() || !m.informant) continue;
      const auto total = std::ranges::find_if(m.scores, [](const Score& s) { return s.scale.text == "total"; });
      const Score& score = total != m.scores.end() ? *total : m.scores.front();
      const bool t_score = score.t.has_value();
      if (!t_score && !score.raw) continue;
      const std::string key = m.instrument + (t_score ? "/t/" : "/raw/") + score.scale.text;
      const auto [at, fresh] = panel_of.emplace(key, out_.panels.size());
      if (fresh) add_panel(m.instrument, score.scale.text, t_score);
      draw::Panel& panel = out_.panels[at->second];
      const Decimal& value = t_score ? score.t->value : score.raw->value;
      draw::Reading reading{id_of("measurement", *item.entry), item.date(), scaled(value, panel.decimals), {}};
      if (score.band) reading.note = keyed(coded("course_line.band.", *score.band));
      panel.high = std::max(panel.high, reading.value);
      panel.low = std::min(panel.low, reading.value);
      readings(panel.series, voice(*m.informant)).push_back(std::move(reading));
    }
  }

  void add_panel(const std::string& instrument, std::string_view scale_code, bool t_score) {
    const auto known = std::ranges::find(view_.instruments, instrument, &measure::Instrument::code);
    const bool found = known != view_.instruments.end();
    draw::Panel panel;
    panel.id = "instrument-" + instrument;
    panel.name =
        plain(found ? (view_.language == Language::nl ? known->name.nl : known->name.en) : capitals(instrument));
    if (found) {
      panel.hint =
          keyed(known->better == measure::Direction::lower_is_better ? "course_line.lower" : "course_line.higher");
    }
    panel.decimals = t_score ? 0 : 1;
    if (t_score) {
      // T scores have mean 50 and standard deviation 10 in the norm group, by definition.
      panel.low = 35;
      panel.high = 80;
      panel.zones.push_back({40, 60, keyed("course_line.norm_group"), true});
    } else {
      const measure::InstrumentScale* scale = found ? known->scale(scale_code) : nullptr;
      panel.low = scale != nullptr && scale->range ? scaled(scale->range->least, 1) : 0;
      panel.high = scale != nullptr && scale->range ? scaled(scale->range->most, 1) : 0;
    }
    panels_of_[instrument] = out_.panels.size();
    if (!t_score) scales_[instrument] = scale_code;
    out_.panels.push_back(std::move(panel));
  }

  /// The band of the forms that have one; the first of them is the own start.
  draw::Corridor corridor_of(const Feedback& feedback, std::size_t who, int decimals) const {
    draw::Corridor out;
    out.voice = who;
    const RoleBands* role = find_role(*feedback.bands, feedback.series.role);
    out.name = keyed(feedback.bands->synthetic ? "course_line.corridor_made_up" : "course_line.corridor",
                     {{"n", std::to_string(role == nullptr ? 0 : role->n)}});
    out.legend = keyed(feedback.bands->synthetic ? "course_line.corridors_made_up" : "course_line.corridors");
    for (std::size_t i = 0; i < feedback.band.size(); ++i) {
      if (feedback.band[i].why != NoBand::none) break;
      const BandCell& cell = feedback.band[i].cell;
      const auto unit = [&](std::int64_t hundredths) {
        return scaled(round_ratio(hundredths, 100, decimals), decimals);
      };
      out.points.push_back({feedback.series.forms[i].day, unit(cell.p25), unit(cell.p50), unit(cell.p75)});
    }
    return out;
  }

  static std::int64_t in_panel(std::int64_t hundredths, const draw::Panel& panel) {
    return scaled(round_ratio(hundredths, 100, panel.decimals), panel.decimals);
  }

  /// For each person from which score on the change from the own start is reliable, and for all who share it the cut-off.
  void guides() {
    for (const Feedback& feedback : view_.feedback) {
      const auto at = panels_of_.find(feedback.series.instrument);
      const auto scale = scales_.find(feedback.series.instrument);
      if (at == panels_of_.end() || scale == scales_.end() || scale->second != feedback.series.scale) continue;
      draw::Panel& panel = out_.panels[at->second];
      const std::size_t who = voice(feedback.series.informant);
      using Kind = draw::Guide::Kind;
      if (feedback.cutoff) {
        const std::int64_t value = in_panel(*feedback.cutoff, panel);
        const auto same = std::ranges::find_if(
            panel.guides, [&](const draw::Guide& g) { return g.kind == Kind::border && g.value == value; });
        if (same == panel.guides.end()) {
          panel.guides.push_back(
              {Kind::border, {who}, value, {}, keyed("course_line.cutoff"), keyed("course_line.cutoff_legend")});
        } else if (std::ranges::find(same->voices, who) == same->voices.end()) {
          same->voices.push_back(who);
        }
      }
      if (feedback.reliable && feedback.series.forms.size() > 1) {
        const std::int64_t start = feedback.series.forms.front().score;
        const std::int64_t better = feedback.lower_is_better ? start - *feedback.reliable : start + *feedback.reliable;
        panel.guides.push_back({Kind::change,
                                {who},
                                in_panel(better, panel),
                                feedback.series.forms.front().day,
                                keyed("course_line.reliable"),
                                keyed("course_line.reliable_legend")});
      }
    }
    for (draw::Panel& panel : out_.panels) {
      for (draw::Guide& guide : panel.guides) {
        if (panel.series.size() > 1 && guide.voices.size() == panel.series.size()) guide.voices.clear();
      }
    }
  }

  /// Bands behind the lines. One a panel: who shares a scale with another that has one too gets a panel of their own.
  void corridors() {
    std::map<std::size_t, std::vector<draw::Corridor>> found;
    for (const Feedback& feedback : view_.feedback) {
      const auto at = panels_of_.find(feedback.series.instrument);
      const auto scale = scales_.find(feedback.series.instrument);
      if (feedback.bands == nullptr || at == panels_of_.end() || scale == scales_.end()) continue;
      if (scale->second != feedback.series.scale) continue;
      const std::size_t who = voice(feedback.series.informant);
      draw::Corridor made = corridor_of(feedback, who, out_.panels[at->second].decimals);
      auto& list = found[at->second];
      const bool twice = std::ranges::find(list, who, &draw::Corridor::voice) != list.end();
      if (made.points.size() > 1 && !twice) list.push_back(std::move(made));
    }
    std::vector<draw::Panel> panels;
    for (std::size_t i = 0; i < out_.panels.size(); ++i) {
      draw::Panel panel = std::move(out_.panels[i]);
      auto list = found.contains(i) ? std::move(found[i]) : std::vector<draw::Corridor>{};
      if (list.size() < 2) {
        panel.corridors = std::move(list);
        moved_[i] = panels.size();
        panels.push_back(std::move(panel));
        continue;
      }
      moved_[i] = panels.size();
      for (std::size_t k = 0; k < panel.series.size(); ++k) {
        draw::Panel own = panel;
        own.id += k == 0 ? "" : "-" + std::to_string(k + 1);
        own.series = {panel.series[k]};
        const auto band = std::ranges::find(list, panel.series[k].voice, &draw::Corridor::voice);
        if (band != list.end()) own.corridors = {*band};
        std::erase_if(own.guides, [&](const draw::Guide& guide) {
          return !guide.voices.empty() && std::ranges::find(guide.voices, panel.series[k].voice) == guide.voices.end();
        });
        panels.push_back(std::move(own));
      }
    }
    out_.panels = std::move(panels);
    for (auto& [instrument, at] : panels_of_) at = moved_[at];
  }

  static std::string capitals(std::string code) {
    for (char& c : code) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return code;
  }

  void scaling() {
    std::map<std::string, std::size_t> panel_of;
    for (const auto& item : seen_.of<Scaling>()) {
      const Scaling& s = *item.body;
      const auto [at, fresh] = panel_of.emplace(s.topic.text, out_.panels.size());
      if (fresh) {
        draw::Panel panel;
        panel.id = "scaling-" + std::to_string(panel_of.size());
        panel.name = plain(word(item.date(), "topic", s.topic));
        panel.hint = keyed("course_line.scaling");
        panel.decimals = 1;
        panel.high = 100;
        out_.panels.push_back(std::move(panel));
      }
      draw::Panel& panel = out_.panels[at->second];
      readings(panel.series, voice(s.rater))
          .push_back({id_of("scaling", *item.entry), item.date(), scaled(s.value.value, 1), {}});
    }
  }

  // A scale on which nobody used the decimal does not print it.
  static void whole(draw::Panel& panel) {
    if (panel.decimals != 1 || !panel.corridors.empty()) return;
    const auto tens = [](const draw::Series& s) {
      return std::ranges::all_of(s.readings, [](const draw::Reading& r) { return r.value % 10 == 0; });
    };
    const bool guides = std::ranges::all_of(panel.guides, [](const draw::Guide& g) { return g.value % 10 == 0; });
    if (panel.low % 10 != 0 || panel.high % 10 != 0 || !guides || !std::ranges::all_of(panel.series, tens)) return;
    panel.decimals = 0;
    panel.low /= 10;
    panel.high /= 10;
    for (draw::Guide& guide : panel.guides) guide.value /= 10;
    for (draw::Series& s : panel.series) {
      for (draw::Reading& r : s.readings) r.value /= 10;
    }
  }

  void goals() {
    draw::Ladder ladder;
    ladder.id = "goals";
    ladder.name = keyed("course_line.goals");
    ladder.hint = keyed("course_line.goals_hint");
    const method::Method* m = seen_.trajectories.empty() ? nullptr : method_of(seen_.trajectories.back());
    // Where the method does not say what 0 means, the top level is the aim.
    const bool zero_is_aim = m != nullptr && m->goals && m->goals->zero == method::Zero::expected;
    ladder.marked = zero_is_aim ? 0 : 2;
    for (const GoalState& goal : seen_.goals) {
      draw::LadderRow row;
      row.id = id_of("goal", *goal.first.entry);
      row.name = plain(goal.last.body->text);
      for (const auto& rating : goal.ratings) {
        const auto level = rating.body->level.value;
        Words note;
        const auto step = static_cast<std::size_t>(level + 2);
        if (step < goal.last.body->levels.size()) note = plain(goal.last.body->levels[step]);
        readings(row.series, voice(rating.body->rater))
            .push_back({id_of("rating", *rating.entry), rating.date(), level, std::move(note)});
      }
      ladder.rows.push_back(std::move(row));
    }
    if (!ladder.rows.empty()) out_.ladders.push_back(std::move(ladder));
  }

  // --- what happened once

  void mark(const Entry& entry, Marks kind, Words label, Words who = {}) {
    out_.marks.push_back({id_of("mark", entry), entry.date(), kind, std::move(label), std::move(who), false});
  }

  void marks() {
    for (const DecisionState& d : seen_.decisions) {
      const LocalDate day = d.first.date();
      mark(*d.first.entry, decision_mark,
           keyed("course_line.decided", {{"what", word(day, "element", d.first.body->element)}}));
      for (const Entry* update : d.updates) {
        mark(*update, decision_mark,
             keyed("course_line.reviewed", {{"what", word(day, "element", d.first.body->element)}}));
      }
    }
    for (const SafetyState& s : seen_.safety) {
      mark(*s.item.entry, safety_mark, keyed(coded("course_line.safety.", s.item.body->type)));
    }
    for (const auto& item : seen_.of<Discussion>()) {
      mark(*item.entry, discussion_mark, keyed(coded("course_line.discussed.", item.body->topic)),
           keyed(coded("course_line.with.", item.body->with)));
    }
    for (const auto& item : seen_.of<PhaseTransition>()) {
      const method::Method* m = method_on(item.date());
      const method::Phase* p = m == nullptr ? nullptr : m->phase(item.body->to);
      const std::string to = p != nullptr ? p->names.in(view_.language) : item.body->to;
      mark(*item.entry, transition_mark,
           keyed(item.body->talk ? "course_line.moved_with_talk" : "course_line.moved", {{"phase", to}}));
    }
    for (const auto& item : seen_.of<Plan>()) {
      mark(*item.entry, plan_mark, keyed(coded("course_line.plan.", item.body->type)));
    }
    bonds();
    for (const auto& item : seen_.of<Closure>()) mark(*item.entry, after_mark, keyed("course_line.closed"));
    for (const auto& item : seen_.of<Knipkaart>()) mark(*item.entry, after_mark, keyed("course_line.knipkaart"));
    for (const auto& item : seen_.of<FollowUp>())
      mark(*item.entry, after_mark,
           keyed(item.body->held ? "course_line.follow_up" : "course_line.follow_up_not_held"));
    std::ranges::stable_sort(out_.marks, {}, &draw::Mark::day);
  }

  // One mark for a day on which several said the same of the bond: that is one talk at the table.
  void bonds() {
    std::map<std::pair<LocalDate, Click>, std::size_t> mark_of;
    for (const auto& item : seen_.of<AllianceCheck>()) {
      const Click outcome = item.body->outcome;
      const auto [at, fresh] = mark_of.emplace(std::pair(item.date(), outcome), out_.marks.size());
      if (fresh) {
        mark(*item.entry, alliance_mark, keyed(coded("course_line.alliance.", outcome)),
             person_words(seen_, item.body->rater));
      } else {
        out_.marks[at->second].who = keyed("course_line.several");
      }
    }
  }

  void coming() {
    std::size_t number = 0;
    for (const Coming& c : view_.coming) {
      const std::string id = "coming-" + std::to_string(++number);
      const auto panel = panels_of_.find(c.instrument);
      if (c.what == Coming::What::measurement && panel != panels_of_.end()) {
        out_.panels[panel->second].due.push_back({id, c.day, c.title, c.state});
        continue;
      }
      out_.marks.push_back({id, c.day, kind_of(c.what), c.title, {}, true, c.state});
    }
  }

  static Marks kind_of(Coming::What what) {
    switch (what) {
      case Coming::What::talk: return transition_mark;
      case Coming::What::visit: return after_mark;
      case Coming::What::safety: return safety_mark;
      case Coming::What::alliance: return alliance_mark;
      case Coming::What::measurement: break;
    }
    return form_mark;
  }

  void facts() {
    if (seen_.trajectories.empty()) return;
    const Trajectory& last = seen_.trajectories.back();
    const auto at = last.last_day() ? *last.last_day() : std::max(view_.today, last.first_day());
    const std::string week = std::to_string((at - last.first_day()) / 7 + 1);
    out_.facts.push_back({keyed("course_line.week", {{"n", week}}),
                          last.last_day() ? keyed("course_line.closed_in") : keyed("course_line.now")});
    std::int64_t held = 0, missed = 0;
    for (const auto& item : last.of<Contact>()) ++(item.body->held ? held : missed);
    out_.facts.push_back(
        {plain(std::to_string(held)),
         keyed(missed == 0 ? "course_line.contacts" : "course_line.contacts_missed", {{"n", std::to_string(missed)}})});
  }

  const Dossier& seen_;
  const CourseLineView& view_;
  draw::Timeline out_;
  std::map<PersonId, std::size_t> voices_;
  std::map<std::string, std::size_t, std::less<>> panels_of_;
  std::map<std::string, std::string, std::less<>> scales_;  // of the panels in raw scores
  std::map<std::size_t, std::size_t> moved_;  // places of panels
  std::size_t phases_of_ = 0;
  Words stretch_name_;
};

}  // namespace

draw::Timeline course_line(const Dossier& seen, const CourseLineView& view) { return Builder(seen, view).build(); }

}  // namespace koers::dossier
