#include <algorithm>
#include <array>
#include <string>

#include "base/json_members.h"
#include "cli/course_sections.h"
#include "cli/course_text.h"
#include "dossier/codes.h"
#include "dossier/goals.h"
#include "report/case_goals.h"
#include "rules/fact.h"

namespace koers::cli {

namespace {

using dossier::Course;
using json::Writer;

void field(Writer& out, std::string_view key, std::string_view value) { out.key(key).text(value); }
void field(Writer& out, std::string_view key, std::optional<LocalDate> value) { json::write_day(out, key, value); }
void number(Writer& out, std::string_view key, std::int64_t value) { out.key(key).integer(value); }
void flag(Writer& out, std::string_view key, bool value) { out.key(key).boolean(value); }
using json::write_texts;

std::string_view name(rules::Truth truth) {
  return truth == rules::Truth::yes ? "yes" : truth == rules::Truth::no ? "no" : "unknown";
}
std::string_view name(dossier::Verdict verdict) {
  constexpr std::array<std::string_view, 4> names{"met", "not_met", "not_yet", "no_norm"};
  return names[static_cast<std::size_t>(verdict)];
}
class Page {
 public:
  Page(const Course& course, const CourseWords& words) : course_(course), words_(words), out_(2) {}

  std::string write(const CourseFace& face) {
    out_.begin_object();
    number(out_, "koers_course", 1);
    field(out_, "title", face.title);
    flag(out_, "synthetic", face.synthetic);
    field(out_, "today", std::optional(course_.today));
    field(out_, "viewer", dossier::code(course_.viewer.role));
    method();
    not_counted();
    if (course_.state) state(*course_.state);
    if (course_.day) expected();
    if (course_.day) feedback();
    if (!dossier::in_family(course_.viewer.role)) problems(face.places);
    if (course_.signals) signals(*course_.signals);
    if (course_.suitability) suitability(*course_.suitability);
    if (course_.signals) fidelity();
    out_.end();
    return out_.str() + "\n";
  }

 private:
  void method() {
    out_.key("method");
    if (course_.method == nullptr) {
      out_.null();
      return;
    }
    out_.begin_object();
    field(out_, "id", course_.method->id());
    field(out_, "hash", course_.method->hash);
    field(out_, "name", words_.in(course_.method->names));
    out_.end();
  }

  void ids(std::string_view key, const std::vector<const dossier::Entry*>& entries) {
    out_.key(key).begin_array();
    for (const dossier::Entry* entry : entries) out_.text(entry->id.text());
    out_.end();
  }

  void not_counted() {
    const dossier::Dossier& d = *course_.dossier;
    out_.key("not_counted").begin_object();
    ids("held", d.held);
    ids("refused", d.refused);
    out_.key("pending").begin_array();
    for (const dossier::Pending& pending : d.pending) out_.text(pending.entry->id.text());
    out_.end();
    out_.key("conflicts").begin_array();
    for (const dossier::Conflict& conflict : d.conflicts) {
      out_.begin_object();
      field(out_, "over", conflict.over.text());
      field(out_, "counts", conflict.counts->id.text());
      ids("others", conflict.others);
      out_.end();
    }
    out_.end();
    out_.key("cycles").begin_array();
    for (const dossier::Cycle& cycle : d.cycles) {
      out_.begin_array();
      for (const dossier::Entry* entry : cycle.entries) out_.text(entry->id.text());
      out_.end();
    }
    out_.end();
    out_.end();
  }

  void problems(const CaseLines& places) {
    out_.key("problems").begin_array();
    for (const dossier::Problem& problem : course_.problems) {
      out_.begin_object();
      field(out_, "code", problem.code);
      field(out_, "severity", problem.severity == dossier::Severity::blocks ? "blocks" : "warns");
      field(out_, "rule", problem.rule);
      field(out_, "text", words_.say(problem.code, problem.args));
      field(out_, "remedy", words_.say(problem.code + ".remedy", problem.args));
      out_.key("entries").begin_array();
      for (const EntryId& id : problem.entries) out_.text(id.text());
      out_.end();
      if (!places.lines.empty()) {
        field(out_, "file", places.file);
        out_.key("lines").begin_array();
        for (const EntryId& id : problem.entries) {
          if (const auto line = places.of(id)) {
            out_.integer(*line);
          } else {
            out_.null();
          }
        }
        out_.end();
      }
      out_.end();
    }
    out_.end();
  }

  /// What the method makes of the raters, and what became of all goals: only for those who treat.
  void combined(const dossier::GoalState& goal) {
    if (dossier::in_family(course_.viewer.role)) return;
    const auto made = report::combined_now(*course_.day, goal);
    if (!made) return;
    constexpr std::array<std::string_view, 5> states{"combined", "not_rated", "first_missing", "second_missing",
                                                     "not_joint"};
    out_.key("combined").begin_object();
    field(out_, "state", states[static_cast<std::size_t>(made->state)]);
    if (made->state == measure::Combined::combined) {
      number(out_, "level", made->level);
      number(out_, "score", measure::on_five(made->level));
    }
    out_.end();
  }

  void goal_figures(const dossier::CaseState& s) {
    if (dossier::in_family(course_.viewer.role)) return;
    const auto found = report::case_goals(*course_.day, s.goals);
    if (found && !*found) return;
    out_.key("goal_figures").begin_object();
    if (!found) {
      field(out_, "refused", found.error().code);
      out_.end();
      return;
    }
    number(out_, "levels_changed", (*found)->levels_changed);
    out_.key("voices").begin_array();
    for (const report::GoalVoice& voice : (*found)->voices) {
      const measure::Attainment& a = voice.figures;
      out_.begin_object();
      const auto role = voice.rater ? course_.dossier->role_of(*voice.rater) : std::nullopt;
      field(out_, "rater", role ? dossier::code(*role) : voice.rater ? "" : "combined");
      const bool expected = a.middle == measure::MiddleLevel::expected_result;
      field(out_, "zero", expected ? "expected" : "start");
      number(out_, "goals", a.goals);
      number(out_, "rated", a.rated);
      number(out_, "not_rated", a.not_rated);
      number(out_, "rater_missing", a.rater_missing);
      number(out_, "not_joint", a.not_joint);
      if (expected) {
        number(out_, "at_or_above_expected", a.at_or_above);
        if (a.t) out_.key("t").decimal(*a.t);
      } else {
        number(out_, "attained", a.attained);
        number(out_, "improved", a.improved);
        number(out_, "unchanged", a.unchanged);
        number(out_, "worse", a.worse);
      }
      out_.end();
    }
    out_.end();
    out_.end();
  }

  void state(const dossier::CaseState& s) {
    out_.key("state").begin_object();
    field(out_, "standing", dossier::name(s.standing));
    number(out_, "trajectory", static_cast<std::int64_t>(s.trajectory));
    number(out_, "trajectories", static_cast<std::int64_t>(s.trajectories));
    field(out_, "start", std::optional(course_.day->trajectory().first_day()));
    field(out_, "end", course_.day->trajectory().last_day());
    number(out_, "week", s.week);
    field(out_, "phase", s.phase == nullptr ? "" : s.phase->code);
    number(out_, "phase_week", s.phase_week);
    field(out_, "phase_latest_end", s.latest_end);
    out_.key("goals").begin_array();
    for (const dossier::GoalLine& line : s.goals) {
      out_.begin_object();
      field(out_, "id", line.goal->first.id().text());
      field(out_, "domain", line.goal->last.body->domain.text);
      field(out_, "text", line.goal->last.body->text);
      field(out_, "state", dossier::code(line.goal->state()));
      if (const std::string* reason = dossier::reason_of(*line.goal)) field(out_, "reason", *reason);
      out_.key("latest").begin_array();
      for (const auto& rating : line.latest) {
        out_.begin_object();
        const auto role = course_.dossier->role_of(rating.body->rater);
        field(out_, "rater", role ? dossier::code(*role) : "");
        number(out_, "level", rating.body->level.value);
        number(out_, "score", rating.body->level.value + 3);
        field(out_, "date", std::optional(rating.date()));
        out_.end();
      }
      out_.end();
      combined(*line.goal);
      out_.end();
    }
    out_.end();
    goal_figures(s);
    out_.key("forms").begin_array();
    for (const dossier::FormSeries& series : s.forms) {
      for (const auto& form : series.forms) {
        out_.begin_object();
        field(out_, "entry", form.id().text());
        field(out_, "instrument", series.instrument);
        field(out_, "informant", series.informant ? dossier::code(*series.informant) : "");
        field(out_, "moment", dossier::code(form.body->moment));
        field(out_, "state", dossier::code(form.body->state));
        field(out_, "date", std::optional(form.date()));
        out_.key("scores").begin_array();
        for (const dossier::Score& score : form.body->scores) {
          out_.begin_object();
          field(out_, "scale", score.scale.text);
          if (score.raw) out_.key("raw").decimal(score.raw->value);
          if (score.t) out_.key("t").decimal(score.t->value);
          if (score.band) field(out_, "band", dossier::code(*score.band));
          out_.end();
        }
        out_.end();
        out_.end();
      }
    }
    out_.end();
    out_.key("decisions").begin_array();
    for (const dossier::OpenDecision& open : s.decisions) {
      out_.begin_object();
      field(out_, "entry", open.decision->first.id().text());
      field(out_, "element", open.decision->last.body->element.text);
      field(out_, "review", open.review);
      flag(out_, "due", open.due);
      out_.end();
    }
    out_.end();
    out_.key("network");
    if (s.network) {
      out_.begin_object();
      number(out_, "supporters", s.network->body->supporters.value);
      field(out_, "date", std::optional(s.network->date()));
      out_.end();
    } else {
      out_.null();
    }
    out_.key("safety").begin_object();
    field(out_, "judgement", s.judged ? dossier::code(*s.judged->body->judgement) : "");
    field(out_, "judged", s.judged ? std::optional(s.judged->date()) : std::nullopt);
    out_.key("open").begin_array();
    for (const dossier::SafetyState* open : s.unsafe) out_.text(open->item.id().text());
    out_.end();
    out_.end();
    out_.end();
  }

  void expected() {
    out_.key("expected").begin_array();
    for (const dossier::Expectation& item : course_.day->expected()) {
      if (!dossier::shown_to(course_.viewer, item)) continue;
      out_.begin_object();
      expectation(item);
      out_.end();
    }
    out_.end();
  }
  void expectation(const dossier::Expectation& item) {
    field(out_, "what", dossier::name(item.what));
    field(out_, "code", item.code);
    if (!item.instrument.empty()) field(out_, "instrument", item.instrument);
    if (item.informant) field(out_, "informant", dossier::code(*item.informant));
    if (item.moment) field(out_, "moment", dossier::code(*item.moment));
    field(out_, "text", words_.expectation(item));
    field(out_, "state", dossier::name(item.state));
    flag(out_, "required", item.required);
    flag(out_, "foreseen", item.foreseen);
    field(out_, "opens", item.opens);
    field(out_, "closes", item.closes);
    if (item.attempts > 0) out_.key("attempts").integer(item.attempts);
    if (item.settled) field(out_, "settled", item.settled);
    if (item.by != nullptr) field(out_, "entry", item.by->id.text());
  }

  void score(std::string_view key, std::int64_t hundredths) { out_.key(key).decimal({hundredths, 2}); }

  void feedback() {
    out_.key("feedback").begin_array();
    for (const dossier::Feedback& each : course_.feedback) {
      const dossier::SessionSeries& series = each.series;
      out_.begin_object();
      field(out_, "instrument", series.instrument);
      field(out_, "scale", series.scale);
      field(out_, "informant", dossier::code(series.role));
      field(out_, "better", each.lower_is_better ? "lower" : "higher");
      if (each.reliable) score("reliable_change_over", *each.reliable);
      if (each.cutoff) score("cutoff", *each.cutoff);
      out_.key("forms").begin_array();
      for (std::size_t i = 0; i < series.forms.size(); ++i) {
        out_.begin_object();
        field(out_, "entry", series.forms[i].entry->id.text());
        field(out_, "date", std::optional(series.forms[i].day));
        score("score", series.forms[i].score);
        if (i < each.band.size() && each.band[i].why == dossier::NoBand::none) {
          score("p25", each.band[i].cell.p25);
          score("p50", each.band[i].cell.p50);
          score("p75", each.band[i].cell.p75);
        }
        out_.end();
      }
      out_.end();
      out_.key("statements").begin_array();
      for (const dossier::FeedbackStatement& said : each.statements) {
        out_.begin_object();
        field(out_, "about", dossier::name(said.about));
        field(out_, "code", said.message.key);
        field(out_, "text", feedback_sentence(said, words_));
        flag(out_, "raised", said.raised);
        ids("evidence", said.evidence);
        out_.end();
      }
      out_.end();
      out_.end();
    }
    out_.end();
  }

  void explanation(std::string_view key, const rules::Explanation& why) {
    out_.key(key).begin_object();
    field(out_, "answer", name(why.answer));
    out_.key("deciding").begin_array();
    for (const std::size_t i : why.deciding) leaf(why.leaves[i]);
    out_.end();
    out_.key("missing").begin_array();
    for (const std::size_t i : why.missing) leaf(why.leaves[i]);
    out_.end();
    out_.end();
  }
  void leaf(const rules::LeafAnswer& answer) {
    out_.begin_object();
    field(out_, "fact", rules::print(answer.leaf->fact));
    field(out_, "answer", name(answer.answer));
    field(out_, "sentence", words_.sentence(answer));
    const std::vector<std::string> reasons = words_.reasons(answer);
    if (!reasons.empty()) write_texts(out_, "reasons", reasons);
    out_.key("thresholds").begin_array();
    for (const rules::Threshold& t : answer.thresholds) {
      out_.begin_object();
      field(out_, "comparator", rules::name(t.comparator));
      write_texts(out_, "values", t.values);
      if (t.reference) field(out_, "reference", std::string(rules::name(t.reference->from)) + ":" + t.reference->key);
      if (!t.source.empty()) field(out_, "source", t.source);
      if (t.own_choice) flag(out_, "own_choice", true);
      out_.end();
    }
    out_.end();
    out_.key("evidence").begin_array();
    for (const std::size_t origin : answer.evidence) {
      if (course_.day == nullptr) {
        if (origin < course_.dossier->entries.size()) out_.text(course_.dossier->entries[origin]->id.text());
      } else if (const dossier::Entry* entry = course_.day->entry(origin)) {
        out_.text(entry->id.text());
      }
    }
    out_.end();
    out_.end();
  }

  void signals(const dossier::Signals& all) {
    out_.key("signals").begin_object();
    field(out_, "next_change", all.next);
    out_.key("raised").begin_array();
    for (const dossier::Signal& signal : all.raised) {
      out_.begin_object();
      field(out_, "code", signal.def->code);
      field(out_, "name", words_.in(signal.def->names));
      field(out_, "text", words_.in(signal.def->text));
      field(out_, "urgency", signal.def->urgency == method::SignalDef::Urgency::urgent ? "urgent" : "attention");
      if (signal.def->on_call) flag(out_, "on_call", true);
      field(out_, "state", signal.state == dossier::Signal::State::acted ? "acted" : "open");
      field(out_, "since", std::optional(signal.since));
      if (signal.act != nullptr) field(out_, "act", signal.act->id.text());
      if (signal.until) field(out_, "until", signal.until);
      flag(out_, "own_choice", signal.own_choice);
      explanation("why", signal.why);
      ids("evidence", signal.evidence);
      out_.key("expected").begin_array();
      for (const dossier::Expectation* item : signal.expectations) {
        out_.begin_object();
        expectation(*item);
        out_.end();
      }
      out_.end();
      write_texts(out_, "acts", signal.def->acts);
      out_.end();
    }
    out_.end();
    out_.key("unknown").begin_array();
    for (const dossier::UnknownSignal& signal : all.unknown) {
      out_.begin_object();
      field(out_, "code", signal.def->code);
      field(out_, "name", words_.in(signal.def->names));
      explanation("why", signal.why);
      out_.end();
    }
    out_.end();
    out_.end();
  }

  void criteria(std::string_view key, const std::vector<dossier::CriterionAnswer>& answers) {
    out_.key(key).begin_array();
    for (const dossier::CriterionAnswer& answer : answers) {
      out_.begin_object();
      field(out_, "code", answer.item->code);
      field(out_, "name", words_.in(answer.item->names));
      explanation("why", answer.why);
      out_.end();
    }
    out_.end();
  }
  void suitability(const dossier::Suitability& s) {
    out_.key("eligibility").begin_object();
    field(out_, "meets_criteria", name(s.meets_criteria));
    field(out_, "contra_indicated", name(s.contra_indicated));
    criteria("criteria", s.criteria);
    criteria("contra_indications", s.contra_indications);
    criteria("tailoring", s.tailoring);
    criteria("classifications", s.classifications);
    out_.end();
  }

  void figure(std::string_view key, const Figure& figure, std::optional<method::FidelityUnit> unit) {
    out_.key(key).begin_object();
    field(out_, "code", figure.code);
    out_.key("value");
    if (figure.value) {
      out_.decimal(*figure.value);
    } else {
      out_.null();
    }
    field(out_, "text", words_.figure(figure, unit));
    number(out_, "n", figure.n);
    if (figure.denominator) {
      number(out_, "denominator", *figure.denominator);
      field(out_, "denominator_is", words_.say(figure.denominator_definition));
    }
    if (!figure.excluded.empty()) {
      out_.key("excluded").begin_array();
      for (const Exclusion& e : figure.excluded) {
        out_.begin_object();
        field(out_, "reason", words_.say(e.reason));
        number(out_, "n", e.n);
        out_.end();
      }
      out_.end();
    }
    field(out_, "rule", figure.rule);
    write_texts(out_, "versions", figure.versions);
    out_.key("entries").begin_array();
    for (const std::size_t row : figure.rows.rows()) out_.text(course_.dossier->entries[row]->id.text());
    out_.end();
    out_.end();
  }
  void fidelity() {
    out_.key("phases").begin_array();
    for (const dossier::PhaseIntensity& phase : course_.intensity) {
      out_.begin_object();
      field(out_, "code", phase.planned->code);
      field(out_, "start", std::optional(phase.start));
      field(out_, "end", phase.end);
      figure("weeks", phase.weeks, method::FidelityUnit::weeks);
      figure("offered", phase.offered, method::FidelityUnit::contacts_per_week);
      figure("held", phase.held, method::FidelityUnit::contacts_per_week);
      figure("hours", phase.hours, method::FidelityUnit::hours_per_week);
      number(out_, "forms", phase.forms);
      number(out_, "forms_done", phase.forms_done);
      number(out_, "forms_discussed", phase.discussed);
      field(out_, "transition_talk", phase.talk ? dossier::name(*phase.talk) : "");
      out_.end();
    }
    out_.end();
    out_.key("fidelity").begin_array();
    for (const dossier::FidelityAnswer& answer : course_.fidelity) {
      out_.begin_object();
      field(out_, "code", answer.rule->code);
      field(out_, "name", words_.in(answer.rule->names));
      field(out_, "verdict", name(answer.verdict));
      field(out_, "norm", norm_text(answer, words_));
      figure("figure", answer.figure, answer.rule->unit);
      if (answer.met) explanation("met", *answer.met);
      if (answer.judged) explanation("judged", *answer.judged);
      out_.end();
    }
    out_.end();
  }

  const Course& course_;
  const CourseWords& words_;
  Writer out_;
};

}  // namespace

std::string course_json(const Course& course, const CourseFace& face, const CourseWords& words) {
  return Page(course, words).write(face);
}

}  // namespace koers::cli
