#include "cli/course_text.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "base/text.h"
#include "cli/course_sections.h"
#include "cli/text_page.h"
#include "dossier/codes.h"
#include "dossier/goals.h"
#include "report/case_goals.h"

namespace koers::cli {

using dossier::Course;
using rules::Truth;

namespace {

std::string goals_scale(const Course& course, const CourseWords& words) {
  if (course.method == nullptr || !course.method->goals) return {};
  switch (course.method->goals->zero) {
    case method::Zero::expected: return words.say("course.goals.zero_expected");
    case method::Zero::start: return words.say("course.goals.zero_start");
    case method::Zero::none: return {};
  }
  return {};
}

std::string level(int value) {
  return value > 0 ? "+" + std::to_string(value) : value < 0 ? "−" + std::to_string(-value) : "0";
}

void head(TextPage& page, const Course& course, const CourseFace& face, const CourseWords& words) {
  const std::string title = face.title.empty() ? words.say("course.title") : face.title;
  page.line(title, words.say("course.today", {{"day", words.date(course.today)}}), 0, true);
  if (course.method != nullptr) {
    page.line(
        words.say("course.method", {{"name", words.in(course.method->names)}, {"version", course.method->version}}));
  }
  const dossier::Role role = course.viewer.role;
  page.line(words.say("course.seen_by", {{"role", std::string(dossier::code(role))}, {"name", words.role(role)}}));
  if (face.day_after_last) page.line(words.say("course.day_after_last"));
  if (face.synthetic) page.line(words.say("course.synthetic"));
}

/// What is in the file and does not count: never dropped in silence.
void not_counted(TextPage& page, const Course& course, const CourseWords& words) {
  const dossier::Dossier& d = *course.dossier;
  const std::array<std::pair<const char*, std::size_t>, 5> counts{{{"course.not_counted.held", d.held.size()},
                                                                   {"course.not_counted.pending", d.pending.size()},
                                                                   {"course.not_counted.conflict", d.conflicts.size()},
                                                                   {"course.not_counted.cycle", d.cycles.size()},
                                                                   {"course.not_counted.refused", d.refused.size()}}};
  if (std::ranges::all_of(counts, [](const auto& c) { return c.second == 0; })) return;
  page.heading(words.say("course.heading.not_counted"));
  for (const auto& [key, n] : counts) {
    if (n > 0) page.paragraph(words.say(key, {{"n", std::to_string(n)}}), 2, 2);
  }
}

std::string numbers(const std::vector<std::uint32_t>& lines, const CourseWords& words) {
  constexpr std::size_t most = 12;
  std::string out;
  for (std::size_t i = 0; i < lines.size() && i < most; ++i) {
    if (i > 0) out += i + 1 == lines.size() ? " " + words.say("course.and") + " " : ", ";
    out += std::to_string(lines[i]);
  }
  return lines.size() > most ? out + " …" : out;
}

/// The same fault in many entries of a day is one line with their number.
struct SameProblem {
  const dossier::Problem* first = nullptr;
  std::size_t n = 0;
  std::vector<std::uint32_t> lines, rests_on;  ///< of the file
};
std::vector<SameProblem> same_problems(const Course& course, const CaseLines& places) {
  std::vector<SameProblem> out;
  const auto add = [&](std::vector<std::uint32_t>& to, const EntryId& id) {
    if (const auto line = places.of(id)) to.push_back(*line);
  };
  for (const dossier::Problem& problem : course.problems) {
    auto known = std::ranges::find_if(
        out, [&](const SameProblem& k) { return k.first->code == problem.code && k.first->args == problem.args; });
    if (known == out.end()) known = out.insert(out.end(), {&problem, 0, {}, {}});
    ++known->n;
    for (std::size_t i = 0; i < problem.entries.size(); ++i)
      add(i == 0 ? known->lines : known->rests_on, problem.entries[i]);
  }
  for (SameProblem& problem : out) {
    for (auto* lines : {&problem.lines, &problem.rests_on}) {
      std::ranges::sort(*lines);
      lines->erase(std::unique(lines->begin(), lines->end()), lines->end());
    }
  }
  return out;
}

void problems(TextPage& page, const Course& course, const CaseLines& places, const CourseWords& words) {
  if (course.problems.empty()) return;
  page.heading(words.say("course.heading.problems"));
  for (const SameProblem& same : same_problems(course, places)) {
    const dossier::Problem& problem = *same.first;
    Message::Args args = problem.args;
    for (auto& [name, value] : args) {
      if (name == "instrument") value = words.instrument(value);
    }
    std::string text = words.say(problem.code, args);
    if (same.n > 1) text += " " + words.say("course.problem.times", {{"n", std::to_string(same.n)}});
    const bool blocks = problem.severity == dossier::Severity::blocks;
    page.labelled(words.say(blocks ? "course.problem.blocks" : "course.problem.warns"), text, 2, 12);
    const std::string remedy = problem.code + ".remedy";
    if (words.has(remedy)) page.paragraph(words.say(remedy, args), 14);
    if (!same.lines.empty()) {
      std::string place = words.say(
          "course.problem.place",
          {{"file", places.file}, {"n", std::to_string(same.lines.size())}, {"lines", numbers(same.lines, words)}});
      if (!same.rests_on.empty()) {
        place += " " + words.say("course.problem.rests_on", {{"lines", numbers(same.rests_on, words)}});
      }
      page.paragraph(place, 14);
    }
  }
}

void place(TextPage& page, const Course& course, const CourseWords& words) {
  page.heading(words.say("course.heading.place"));
  if (!course.state) {
    page.paragraph(
        words.say(course.dossier->trajectories.empty() ? "course.place.no_trajectory" : "course.place.no_method",
                  {{"method", course.method_id}}));
    return;
  }
  const dossier::CaseState& s = *course.state;
  const dossier::Trajectory& t = course.day->trajectory();
  if (s.trajectories > 1) {
    page.paragraph(words.say("course.place.trajectory",
                             {{"n", std::to_string(s.trajectory)}, {"of", std::to_string(s.trajectories)}}));
  }
  switch (s.standing) {
    case dossier::Standing::before:
      page.paragraph(words.say("course.place.before", {{"day", words.date(t.first_day())}}));
      return;
    case dossier::Standing::closed: {
      const bool planned = t.closure.body != nullptr && t.closure.body->planned;
      page.paragraph(words.say("course.place.closed", {{"start", words.date(t.first_day())},
                                                       {"day", words.date(*t.last_day())},
                                                       {"weeks", std::to_string(s.week)},
                                                       {"planned", t.closure.body == nullptr ? "unknown"
                                                                   : planned                 ? "yes"
                                                                                             : "no"}}));
      break;
    }
    case dossier::Standing::running:
    case dossier::Standing::paused:
      page.paragraph(words.say("course.place.running", {{"phase", words.phase(s.phase == nullptr ? "" : s.phase->code)},
                                                        {"phase_week", std::to_string(s.phase_week)},
                                                        {"week", std::to_string(s.week)},
                                                        {"start", words.date(t.first_day())}}));
      if (s.planned != nullptr && s.planned->weeks.given() && s.latest_end) {
        page.paragraph(words.say(s.planned->weeks.min ? "course.place.planned" : "course.place.planned_most",
                                 {{"min", s.planned->weeks.min ? words.number(*s.planned->weeks.min) : ""},
                                  {"max", words.number(*s.planned->weeks.max)},
                                  {"day", words.date(*s.latest_end)},
                                  {"over", *s.latest_end < course.today ? "yes" : "no"}}));
      }
      if (s.pause) {
        const bool open = s.pause->last >= dossier::open_end;
        page.paragraph(words.say(
            open ? "course.place.paused_open" : "course.place.paused",
            {{"from", words.date(s.pause->first)}, {"until", open ? std::string() : words.date(s.pause->last)}}));
      }
      break;
  }
  for (const dossier::PersonState& child : s.children) {
    if (child.lives == nullptr) continue;
    page.paragraph(
        words.say("course.place.lives", {{"child", words.person(child.item.body->person)},
                                         {"place", std::string(dossier::code(child.lives->place))},
                                         {"return_planned", child.lives->return_planned == true ? "yes" : "no"}}));
  }
}

void coming(TextPage& page, const Course& course, const CourseWords& words) {
  const dossier::CaseState& s = *course.state;
  if (s.due.empty() && s.late.empty() && s.coming.empty() && s.missed.empty()) return;
  page.heading(words.say("course.heading.coming"));
  std::vector<TextPage::Row> rows;
  const auto add = [&](const std::vector<const dossier::Expectation*>& items, const char* key) {
    for (const dossier::Expectation* item : items) {
      std::string when;
      const bool past = item->state == dossier::ExpectedState::late || item->state == dossier::ExpectedState::missed;
      if (past) {
        when = words.say("course.coming.until", {{"day", words.short_date(*item->closes)}});
      } else if (item->state == dossier::ExpectedState::waiting) {
        when = words.say(item->foreseen ? "course.coming.about" : "course.coming.from",
                         {{"day", words.short_date(*item->opens)}});
      } else if (item->closes) {
        when = words.say("course.coming.by", {{"day", words.short_date(*item->closes)}});
      }
      const std::string state = words.say(item->required ? key : "course.coming.allowed");
      rows.push_back({words.expectation(*item), state, when});
    }
  };
  add(s.late, "course.coming.late");
  add(s.due, "course.coming.due");
  add(s.coming, "course.coming.waiting");
  add(s.missed, "course.coming.missed");
  const std::array<TextPage::Column, 3> columns{{{"", false, true}, {"", false, false}, {"", false, false}}};
  page.table(columns, rows);
}

std::string what_became(const measure::Attainment& a, const CourseWords& words) {
  const auto n = [](std::int64_t value) { return std::to_string(value); };
  std::string out;
  if (a.rated == 0) {
    out = words.say("course.goals.none_rated");
  } else if (a.middle == measure::MiddleLevel::expected_result) {
    const Figure share = percentage("", a.at_or_above, a.rated, "", 0);
    out = words.say("course.goals.expected", {{"rated", n(a.rated)},
                                              {"reached", n(a.at_or_above)},
                                              {"percent", share.value ? words.number(*share.value) : ""},
                                              {"t", a.t ? words.number(*a.t) : ""}});
  } else {
    out = words.say("course.goals.from_start", {{"rated", n(a.rated)},
                                                {"attained", n(a.attained)},
                                                {"nearer", n(a.improved - a.attained)},
                                                {"unchanged", n(a.unchanged)},
                                                {"worse", n(a.worse)}});
  }
  for (const auto& [key, left_out] : {std::pair("course.goals.left_out.not_rated", a.not_rated),
                                      std::pair("course.goals.left_out.rater_missing", a.rater_missing),
                                      std::pair("course.goals.left_out.not_joint", a.not_joint)}) {
    if (left_out > 0) out += " · " + words.say(key, {{"n", n(left_out)}});
  }
  return out;
}

std::string combined(const measure::CombinedLevel& made, const CourseWords& words) {
  switch (made.state) {
    case measure::Combined::combined:
      return words.say("course.goals.combined",
                       {{"level", level(made.level)}, {"five", std::to_string(measure::on_five(made.level))}});
    case measure::Combined::first_missing:
    case measure::Combined::second_missing: return words.say("course.goals.rater_missing");
    case measure::Combined::not_joint: return words.say("course.goals.not_joint");
    case measure::Combined::not_rated: return {};
  }
  return {};
}

/// Only for those who treat: one of the family may not see every rating, and the numbers would tell that there are more.
void goal_figures(TextPage& page, const Course& course, const CourseWords& words) {
  if (course.day == nullptr || dossier::in_family(course.viewer.role)) return;
  const auto found = report::case_goals(*course.day, course.state->goals);
  if (!found) return page.paragraph(words.say(found.error().code), 2, 4);
  if (!*found) return;
  for (const report::GoalVoice& voice : (*found)->voices) {
    const std::string who = voice.rater ? words.person(voice.rater) : words.say("course.goals.together");
    page.paragraph(words.say("course.goals.figures", {{"who", who}, {"what", what_became(voice.figures, words)}}), 2,
                   4);
  }
  if ((*found)->levels_changed > 0) {
    page.paragraph(words.say("course.goals.levels_changed", {{"n", std::to_string((*found)->levels_changed)}}), 2, 4);
  }
}

/// A goal that is still open when the treatment has ended was not reached.
std::string goal_state(const dossier::CaseState& s, const dossier::GoalLine& line) {
  if (line.goal->state() == dossier::State::open && s.standing == dossier::Standing::closed) return "not_reached";
  return std::string(dossier::code(line.goal->state()));
}

void goals(TextPage& page, const Course& course, const CourseWords& words) {
  const dossier::CaseState& s = *course.state;
  if (s.goals.empty() && s.needs.empty()) return;
  page.heading(words.say("course.heading.goals"), goals_scale(course, words));
  for (const dossier::GoalLine& line : s.goals) {
    const dossier::Goal& goal = *line.goal->last.body;
    page.line(goal.text, words.say("course.goals.state", {{"state", goal_state(s, line)}}), 2);
    std::string voices;
    for (const auto& rating : line.latest) {
      if (!voices.empty()) voices += " · ";
      voices += words.say("course.goals.voice", {{"who", words.person(rating.body->rater)},
                                                 {"level", level(static_cast<int>(rating.body->level.value))},
                                                 {"five", std::to_string(rating.body->level.value + 3)},
                                                 {"day", words.short_date(rating.date())}});
    }
    // One of the family may not see every rating: then "not rated yet" would not be known.
    if (voices.empty() && !dossier::in_family(course.viewer.role)) voices = words.say("course.goals.not_rated");
    page.paragraph(words.domain(goal.domain) + (voices.empty() ? "" : ": " + voices), 6, 2);
    if (course.day == nullptr) continue;
    if (const auto made = report::combined_now(*course.day, *line.goal); made && !line.latest.empty()) {
      if (!dossier::in_family(course.viewer.role)) page.paragraph(combined(*made, words), 6, 2);
    }
    if (const std::string* reason = dossier::reason_of(*line.goal);
        reason != nullptr && line.goal->state() != dossier::State::reached)
      page.paragraph(words.say("course.goals.reason", {{"text", *reason}}), 6, 2);
    if (!course.day->method().goals) continue;
    if (const method::Item* worst = method::find(course.day->method().goals->worst, goal.domain.text))
      page.paragraph(words.say("course.goals.worst", {{"text", words.in(worst->names)}}), 6, 2);
  }
  goal_figures(page, course, words);
  for (const dossier::NeedState* need : s.needs) {
    const bool has_goal = std::ranges::any_of(s.goals, [&](const dossier::GoalLine& line) {
      return std::ranges::any_of(dossier::needs_of(*line.goal),
                                 [&](const EntryId& id) { return course.dossier->need(id) == need; });
    });
    if (!has_goal) page.paragraph(words.say("course.goals.need_only", {{"text", need->last.body->text}}), 2, 4);
  }
}

std::string score_of(const dossier::Measurement& form, const CourseWords& words) {
  using dossier::MeasurementState;
  if (form.state == MeasurementState::declined) return words.say("course.forms.declined");
  if (form.state == MeasurementState::lost) return words.say("course.forms.lost");
  if (form.state == MeasurementState::attempted) return words.say("course.forms.attempted");
  const auto total = std::ranges::find_if(form.scores, [](const dossier::Score& s) { return s.scale.text == "total"; });
  const dossier::Score* shown = total != form.scores.end() ? &*total
                                : form.scores.size() == 1  ? &form.scores.front()
                                                           : nullptr;
  if (shown == nullptr) {
    const auto raised = std::ranges::count_if(
        form.scores, [](const dossier::Score& s) { return s.band && *s.band != dossier::Band::normal; });
    return form.scores.empty() ? words.say("course.forms.done")
                               : words.say("course.forms.raised",
                                           {{"n", std::to_string(raised)}, {"of", std::to_string(form.scores.size())}});
  }
  std::string text;
  if (shown->t) {
    text = "T " + words.number(shown->t->value);
  } else if (shown->raw) {
    text = words.number(shown->raw->value);
  }
  if (shown->band)
    text += (text.empty() ? "" : " ") + words.say("course.band", {{"band", std::string(dossier::code(*shown->band))}});
  return text.empty() ? words.say("course.forms.done") : text;
}

void forms(TextPage& page, const Course& course, const CourseWords& words) {
  const dossier::CaseState& s = *course.state;
  if (s.forms.empty()) return;
  page.heading(words.say("course.heading.forms"));
  using dossier::Moment;
  constexpr std::array moments{Moment::start,     Moment::halfway, Moment::transition,   Moment::end,
                               Moment::follow_up, Moment::session, Moment::three_monthly};
  const auto again = [](Moment moment) { return moment == Moment::session || moment == Moment::three_monthly; };
  std::vector<Moment> used;
  for (const Moment moment : moments) {
    const bool any = std::ranges::any_of(s.forms, [&](const dossier::FormSeries& series) {
      return std::ranges::any_of(series.forms, [&](const auto& f) { return f.body->moment == moment; });
    });
    if (any) used.push_back(moment);
  }
  std::vector<TextPage::Column> columns{{"", false, true}};
  for (const Moment moment : used)
    columns.push_back({words.say("course.moment", {{"moment", std::string(dossier::code(moment))}}), false, false});
  std::vector<TextPage::Row> rows;
  for (const dossier::FormSeries& series : s.forms) {
    const bool other = series.child && series.child != series.person;
    TextPage::Row row{
        words.say("course.forms.series", {{"instrument", words.instrument(series.instrument)},
                                          {"who", words.person(series.person, series.informant)},
                                          {"about", other ? "yes" : "no"},
                                          {"child", other ? words.person(series.child) : std::string()}})};
    for (const Moment moment : used) {
      std::string cell;
      std::size_t n = 0;
      for (const auto& form : series.forms) {
        if (form.body->moment != moment) continue;
        ++n;
        const std::string score = score_of(*form.body, words);
        // A form of each talk is shown as where it began and where it is now.
        cell = n > 1 && again(moment) ? cell.substr(0, cell.find(" → ")) + " → " + score : score;
      }
      row.push_back(
          n > 1 && again(moment) ? words.say("course.forms.many", {{"scores", cell}, {"n", std::to_string(n)}}) : cell);
    }
    rows.push_back(std::move(row));
  }
  page.table(columns, rows);
}

void around(TextPage& page, const Course& course, const CourseWords& words) {
  const dossier::CaseState& s = *course.state;
  const bool nothing = s.decisions.empty() && !s.network && !s.judged && s.unsafe.empty() && s.safety_plans.empty();
  if (nothing) return;
  page.heading(words.say("course.heading.around"));
  constexpr std::size_t label = 14;
  for (const dossier::SafetyState* safety : s.unsafe) {
    page.labelled(words.say("course.around.safety"),
                  words.say("course.safety.open", {{"type", std::string(dossier::code(safety->item.body->type))},
                                                   {"day", words.short_date(safety->item.date())}}),
                  2, label);
  }
  if (s.judged) {
    page.labelled(
        words.say("course.around.safety"),
        words.say("course.safety.judged", {{"judgement", std::string(dossier::code(*s.judged->body->judgement))},
                                           {"day", words.short_date(s.judged->date())}}),
        2, label);
  }
  if (!s.safety_plans.empty()) {
    const auto& plan = s.safety_plans.front();
    page.labelled(words.say("course.around.safety_plan"),
                  words.say("course.safety.plan", {{"day", words.short_date(plan.date())},
                                                   {"n", std::to_string(plan.body->agreements.size())}}),
                  2, label);
    for (const std::string& agreement : plan.body->agreements) page.paragraph("– " + agreement, 2 + label, 2);
  }
  if (s.network) {
    page.labelled(
        words.say("course.around.network"),
        words.say("course.network",
                  {{"n", std::to_string(s.network->body->supporters.value)},
                   {"day", words.short_date(s.network->date())},
                   {"before", s.network_before ? std::to_string(s.network_before->body->supporters.value) : "none"}}),
        2, label);
  }
  for (const dossier::OpenDecision& open : s.decisions) {
    const dossier::Decision& decision = *open.decision->last.body;
    std::string text = words.code("element", decision.element);
    text += " " + words.say("course.decision.taken", {{"day", words.short_date(open.decision->first.date())}});
    if (open.review) {
      text += words.say("course.decision.review",
                        {{"day", words.short_date(*open.review)}, {"due", open.due ? "yes" : "no"}});
    }
    page.labelled(words.say("course.around.decision"), text, 2, label);
    if (decision.reconsider_when) {
      page.paragraph(words.say("course.decision.reconsider_when", {{"text", *decision.reconsider_when}}), 2 + label);
    }
  }
}

}  // namespace

CaseLines::CaseLines(std::string name, const dossier::CaseFile& from) : file(std::move(name)) {
  for (std::size_t i = 0; i < from.entries.size() && i < from.lines.size(); ++i)
    lines.emplace_back(from.entries[i].id, from.lines[i]);
  std::ranges::sort(lines);
}

std::optional<std::uint32_t> CaseLines::of(const EntryId& id) const {
  const auto at = std::ranges::lower_bound(lines, id, {}, &std::pair<EntryId, std::uint32_t>::first);
  if (at == lines.end() || at->first != id) return {};
  return at->second;
}

std::string course_text(const Course& course, const CourseFace& face, const CourseWords& words, std::size_t width,
                        bool bold) {
  TextPage page(width, bold);
  head(page, course, face, words);
  not_counted(page, course, words);
  problems(page, course, face.places, words);
  place(page, course, words);
  if (course.signals) signals_section(page, course, words);
  if (course.state) {
    coming(page, course, words);
    goals(page, course, words);
    forms(page, course, words);
    feedback_section(page, course, words);
    around(page, course, words);
  }
  if (course.suitability) suitability_section(page, course, words);
  if (course.day && course.signals) fidelity_section(page, course, words);
  return page.str();
}

}  // namespace koers::cli
