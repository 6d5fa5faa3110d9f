#include "cli/course_sections.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/text.h"
#include "dossier/codes.h"

namespace koers::cli {

using dossier::Course;
using dossier::Verdict;
using rules::Truth;

namespace {

constexpr std::size_t shown = 5;  // of a list of reasons or entries; the rest is counted

std::string listed(const std::vector<std::string>& items, const CourseWords& words, std::string_view between = "; ") {
  std::string out;
  for (std::size_t i = 0; i < items.size() && i < shown; ++i) {
    if (i > 0) out += between;
    out += items[i];
  }
  if (items.size() > shown) out += words.say("course.and_more", {{"n", std::to_string(items.size() - shown)}});
  return out;
}

void add_once(std::vector<std::string>& to, std::string text) {
  if (!text.empty() && std::ranges::find(to, text) == to.end()) to.push_back(std::move(text));
}

std::vector<std::string> missing_of(const rules::Explanation& why, const CourseWords& words) {
  std::vector<std::string> out;
  for (const std::size_t i : why.missing) {
    const rules::LeafAnswer& leaf = why.leaves[i];
    std::string text = words.fact(*leaf.leaf);
    const std::vector<std::string> reasons = words.reasons(leaf);
    if (!reasons.empty()) text += " (" + join(reasons, ", ") + ")";
    add_once(out, std::move(text));
  }
  return out;
}

void one_signal(TextPage& page, const dossier::Signal& signal, const CourseWords& words) {
  const bool urgent = signal.def->urgency == method::SignalDef::Urgency::urgent;
  const bool acted = signal.state == dossier::Signal::State::acted;
  page.gap();
  page.line((urgent && !acted ? "! "
             : acted          ? "· "
                              : "• ") +
                words.in(signal.def->names),
            words.say("course.signal.since", {{"day", words.short_date(signal.since)}}), 2, urgent && !acted);
  page.paragraph(words.in(signal.def->text), 4);
  constexpr std::size_t label = 11;
  std::vector<std::string> why;
  for (const std::size_t i : signal.why.deciding) add_once(why, words.sentence(signal.why.leaves[i]));
  page.labelled(words.say("course.signal.why"), listed(why, words), 4, label);
  std::vector<std::string> own;
  for (const std::size_t i : signal.why.deciding) {
    const auto& thresholds = signal.why.leaves[i].thresholds;
    if (std::ranges::any_of(thresholds, [](const rules::Threshold& t) { return t.own_choice; })) {
      for (std::string& text : words.origins(signal.why.leaves[i])) add_once(own, std::move(text));
    }
  }
  if (!own.empty()) page.labelled(words.say("course.signal.threshold"), listed(own, words), 4, label);
  std::vector<std::string> rests;
  for (const dossier::Expectation* item : signal.expectations) add_once(rests, words.expectation(*item));
  for (auto entry = signal.evidence.rbegin(); entry != signal.evidence.rend(); ++entry) {
    add_once(rests, words.entry(**entry));
  }
  if (!rests.empty()) page.labelled(words.say("course.signal.rests_on"), listed(rests, words), 4, label);
  if (signal.act != nullptr) {
    page.labelled(
        words.say("course.signal.acted"),
        words.say(!acted         ? "course.signal.acted_before"
                  : signal.until ? "course.signal.acted_until"
                                 : "course.signal.acted_on",
                  {{"entry", words.entry(*signal.act)}, {"day", signal.until ? words.short_date(*signal.until) : ""}}),
        4, label);
  }
  if (!acted) {
    std::vector<std::string> acts;
    for (const std::string& kind : signal.def->acts) add_once(acts, words.kind(kind));
    page.labelled(words.say("course.signal.acts"), join(acts, ", "), 4, label);
  }
}

}  // namespace

void signals_section(TextPage& page, const Course& course, const CourseWords& words) {
  const dossier::Signals& all = *course.signals;
  const auto open = std::ranges::count(all.raised, dossier::Signal::State::open, &dossier::Signal::state);
  page.heading(words.say("course.heading.signals"),
               words.say("course.signal.count",
                         {{"open", std::to_string(open)},
                          {"acted", std::to_string(static_cast<std::ptrdiff_t>(all.raised.size()) - open)}}));
  if (all.raised.empty()) page.paragraph(words.say("course.signal.none"));
  for (const dossier::Signal& signal : all.raised) one_signal(page, signal, words);
  if (!all.unknown.empty()) {
    page.gap();
    std::vector<std::string> names;
    for (const dossier::UnknownSignal& unknown : all.unknown) {
      std::string text = words.in(unknown.def->names);
      // What has not happened yet, or has no norm, is no gap in the record.
      const bool gap = std::ranges::any_of(unknown.why.missing, [&](std::size_t i) {
        const auto& missing = unknown.why.leaves[i].missing;
        return std::ranges::find(missing, rules::Missing::not_asked) != missing.end() ||
               std::ranges::find(missing, rules::Missing::no_value) != missing.end();
      });
      if (!gap) continue;
      std::vector<std::string> reasons;
      for (const std::size_t i : unknown.why.missing) {
        for (std::string& reason : words.reasons(unknown.why.leaves[i])) add_once(reasons, std::move(reason));
      }
      if (!reasons.empty()) text += " (" + join(reasons, ", ") + ")";
      names.push_back(std::move(text));
    }
    if (!names.empty()) page.paragraph(words.say("course.signal.unknown", {{"names", join(names, "; ")}}), 2, 2);
  }
  page.gap();
  page.paragraph(all.next ? words.say("course.signal.next", {{"day", words.date(*all.next)}})
                          : words.say("course.signal.no_next"));
}

namespace {

void criteria(TextPage& page, std::string_view title, const std::vector<dossier::CriterionAnswer>& answers,
              const CourseWords& words) {
  if (answers.empty()) return;
  page.gap();
  page.line(title, {}, 2);
  for (const dossier::CriterionAnswer& answer : answers) {
    const char* key = answer.answer() == Truth::yes  ? "course.yes"
                      : answer.answer() == Truth::no ? "course.no"
                                                     : "course.unknown";
    page.labelled(words.say(key), words.in(answer.item->names), 4, 12);
    if (answer.answer() == Truth::unknown) {
      page.paragraph(words.say("course.suitability.missing", {{"facts", listed(missing_of(answer.why, words), words)}}),
                     16, 2);
    } else {
      std::vector<std::string> why;
      for (const std::size_t i : answer.why.deciding) add_once(why, words.sentence(answer.why.leaves[i]));
      page.paragraph(words.say("course.suitability.because", {{"facts", listed(why, words)}}), 16, 2);
    }
    if (answer.criterion != nullptr && answer.answer() == Truth::yes && !answer.criterion->instead.empty()) {
      page.paragraph(words.in(answer.criterion->instead), 16);
    }
    if (answer.tailoring != nullptr && answer.answer() == Truth::yes) {
      std::vector<std::string> may;
      for (const std::string& code : answer.tailoring->may) may.push_back(words.code("may", {code, false}));
      page.paragraph(words.say("course.suitability.may", {{"what", join(may, ", ")}}), 16, 2);
    }
  }
}

}  // namespace

void suitability_section(TextPage& page, const Course& course, const CourseWords& words) {
  const dossier::Suitability& s = *course.suitability;
  const bool nothing =
      s.criteria.empty() && s.contra_indications.empty() && s.tailoring.empty() && s.classifications.empty();
  if (nothing) return;
  const auto answer = [](Truth truth) {
    return std::string(truth == Truth::yes ? "yes" : truth == Truth::no ? "no" : "unknown");
  };
  page.heading(words.say("course.heading.suitability"),
               words.say("course.suitability.result",
                         {{"meets", answer(s.meets_criteria)}, {"contra", answer(s.contra_indicated)}}));
  criteria(page, words.say("course.suitability.criteria"), s.criteria, words);
  criteria(page, words.say("course.suitability.contra"), s.contra_indications, words);
  criteria(page, words.say("course.suitability.tailoring"), s.tailoring, words);
  criteria(page, words.say("course.suitability.classifications"), s.classifications, words);
}

namespace {

/// A threshold in the unit the figure is shown in.
std::string bound(const std::string& value, const dossier::FidelityAnswer& answer, const rules::LeafAnswer& leaf,
                  const CourseWords& words) {
  auto number = Decimal::parse(value);
  if (!number) return value;
  const bool in_days = leaf.leaf->fact.aggregate == rules::Aggregate::days_between ||
                       leaf.leaf->fact.aggregate == rules::Aggregate::days_since;
  if (in_days && answer.rule->unit == method::FidelityUnit::weeks) {
    std::int64_t scale = 7;
    for (int i = 0; i < number->decimals; ++i) scale *= 10;
    number = round_ratio(number->scaled, scale, number->scaled % scale == 0 ? 0 : 1);
  }
  return words.number(*number);
}

std::string figure_text(const dossier::FidelityAnswer& answer, const CourseWords& words) {
  std::string text = words.figure(answer.figure, answer.rule->unit);
  if (answer.rule->unit == method::FidelityUnit::percent && answer.figure.value && answer.figure.denominator) {
    text += " " + words.say("course.of", {{"n", std::to_string(answer.figure.n)},
                                          {"of", std::to_string(*answer.figure.denominator)}});
  }
  return text;
}

/// A table per part of the method; what cannot be said yet in one sentence below it.
void part(TextPage& page, std::string_view title, const std::vector<const dossier::FidelityAnswer*>& answers,
          const CourseWords& words) {
  if (answers.empty()) return;
  page.gap();
  page.line(title, {}, 2, true);
  std::vector<TextPage::Row> rows;
  std::vector<std::string> later;
  for (const dossier::FidelityAnswer* answer : answers) {
    std::string name = words.in(answer->rule->names);
    if (answer->verdict == Verdict::not_yet) {
      later.push_back(std::move(name));
      continue;
    }
    const char* verdict = answer->verdict == Verdict::met       ? "course.verdict.met"
                          : answer->verdict == Verdict::not_met ? "course.verdict.not_met"
                                                                : "course.verdict.no_norm";
    rows.push_back({std::move(name), figure_text(*answer, words), norm_text(*answer, words), words.say(verdict)});
  }
  const std::array<TextPage::Column, 4> columns{{{"", false, true},
                                                 {words.say("course.fidelity.figure"), false, false},
                                                 {words.say("course.fidelity.norm"), false, false},
                                                 {"", false, false}}};
  if (!rows.empty()) page.table(columns, rows, 4);
  if (!later.empty()) page.paragraph(words.say("course.fidelity.later", {{"names", join(later, "; ")}}), 4, 2);
}

void phases(TextPage& page, const Course& course, const CourseWords& words) {
  if (course.intensity.empty()) return;
  std::vector<TextPage::Row> rows;
  const auto range = [&](const method::Range& r) -> std::string {
    if (!r.given()) return {};
    if (!r.min) return words.say("course.range.most", {{"max", words.number(*r.max)}});
    if (!r.max) return words.say("course.range.least", {{"min", words.number(*r.min)}});
    if (compare(*r.min, *r.max) == 0) return words.number(*r.min);
    return words.number(*r.min) + "–" + words.number(*r.max);
  };
  const auto value = [&](const Figure& f) { return f.value ? words.number(*f.value) : std::string("–"); };
  const auto of = [&](std::int64_t n, std::int64_t all) {
    return all == 0 ? std::string("–")
                    : words.say("course.of_all", {{"n", std::to_string(n)}, {"of", std::to_string(all)}});
  };
  for (const dossier::PhaseIntensity& p : course.intensity) {
    rows.push_back(
        {words.in(p.planned->names), value(p.weeks), range(p.planned->weeks), value(p.offered), value(p.held),
         range(p.planned->contacts_per_week), value(p.hours), range(p.planned->hours_per_week),
         of(p.forms_done, p.forms), of(p.discussed, p.forms_done),
         p.talk ? words.say("course.talk", {{"state", std::string(dossier::name(*p.talk))}}) : std::string("–")});
  }
  // Two lines a phase would hide the comparison; one table for time and visits, one for forms and talks.
  const auto columns = [&](std::initializer_list<const char*> heads) {
    std::vector<TextPage::Column> out{{"", false, true}};
    for (const char* head : heads) out.push_back({words.say(head), true, false});
    return out;
  };
  std::vector<TextPage::Row> time, forms;
  for (const TextPage::Row& r : rows) {
    const auto with = [](const std::string& v, const std::string& norm) {
      return norm.empty() ? v : v + " (" + norm + ")";
    };
    time.push_back({r[0], with(r[1], r[2]), r[3], with(r[4], r[5]), with(r[6], r[7])});
    forms.push_back({r[0], r[8], r[9], r[10]});
  }
  page.table(columns({"course.phases.weeks", "course.phases.offered", "course.phases.held", "course.phases.hours"}),
             time, 2);
  page.gap();
  page.table(columns({"course.phases.forms", "course.phases.discussed", "course.phases.talk"}), forms, 2);
}

}  // namespace

std::string norm_text(const dossier::FidelityAnswer& answer, const CourseWords& words) {
  if (!answer.met) return {};
  for (const rules::LeafAnswer& leaf : answer.met->leaves) {
    std::optional<std::string> least, most, more, less;
    for (const rules::Threshold& t : leaf.thresholds) {
      if (t.values.size() != 1 || !Decimal::parse(t.values.front())) continue;
      const std::string value = bound(t.values.front(), answer, leaf, words);
      if (t.comparator == rules::Comparator::at_least) least = value;
      if (t.comparator == rules::Comparator::at_most) most = value;
      if (t.comparator == rules::Comparator::more_than) more = value;
      if (t.comparator == rules::Comparator::less_than) less = value;
    }
    if (least && most) return *least == *most ? *least : *least + "–" + *most;
    std::string text;
    if (least) text = words.say("course.range.least", {{"min", *least}});
    if (more) text = words.say("course.range.more", {{"min", *more}});
    if (most) text += (text.empty() ? "" : ", ") + words.say("course.range.most", {{"max", *most}});
    if (less) text += (text.empty() ? "" : ", ") + words.say("course.range.less", {{"max", *less}});
    if (!text.empty()) return text;
  }
  return {};
}

void fidelity_section(TextPage& page, const Course& course, const CourseWords& words) {
  if (course.fidelity.empty() && course.intensity.empty()) return;
  const auto count = [&](Verdict v) {
    return std::to_string(std::ranges::count(course.fidelity, v, &dossier::FidelityAnswer::verdict));
  };
  page.heading(words.say("course.heading.fidelity"),
               words.say("course.fidelity.count", {{"met", count(Verdict::met)},
                                                   {"not_met", count(Verdict::not_met)},
                                                   {"not_yet", count(Verdict::not_yet)}}));
  phases(page, course, words);
  using Of = method::FidelityRule::Of;
  const auto of = [&](Of kind, std::string_view phase) {
    std::vector<const dossier::FidelityAnswer*> out;
    for (const dossier::FidelityAnswer& answer : course.fidelity) {
      if (answer.rule->of == kind && (kind != Of::phase || answer.rule->phase == phase)) out.push_back(&answer);
    }
    return out;
  };
  for (const method::Phase& phase : course.method->phases)
    part(page, words.in(phase.names), of(Of::phase, phase.code), words);
  part(page, words.say("course.fidelity.whole"), of(Of::trajectory, {}), words);
  part(page, words.say("course.fidelity.after"), of(Of::after, {}), words);
}

}  // namespace koers::cli
