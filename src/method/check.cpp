#include "method/check.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"

namespace koers::method {
namespace {

constexpr std::array<std::string_view, 8> kPhaseNumbers{
    "weeks_min",          "weeks_max",          "contacts_per_week_min", "contacts_per_week_max",
    "hours_per_week_min", "hours_per_week_max", "contact_hours_min",     "contact_hours_max"};

using Codes = std::vector<std::string_view>;

template <class T>
Codes codes_of(const std::vector<T>& items) {
  Codes out;
  for (const T& item : items) out.push_back(item.code);
  return out;
}

class Checker {
 public:
  Checker(const std::string& file, const Known& known, Errors& faults) : file_(file), known_(known), faults_(faults) {}

  Place at(std::uint32_t line, std::string pointer = {}) const { return {file_, line, 0, std::move(pointer)}; }

  void add(std::string code, Message::Args args, Place place) {
    faults_.push_back(error(std::move(code), std::move(args), std::move(place)));
  }

  // `word` must be one of `allowed`; `what` is the list's key in the file.
  void known(std::string_view word, const Codes& allowed, std::string_view what, const Place& place) {
    if (std::ranges::find(allowed, word) != allowed.end()) return;
    add("method.unknown_code",
        {{"text", std::string(word.substr(0, 64))},
         {"list", std::string(what)},
         {"nearest", nearest(word, allowed).value_or("")}},
        place);
  }

  void instrument(std::string_view code, const Place& place) {
    if (known_.instruments == nullptr) return;
    const Codes all(known_.instruments->begin(), known_.instruments->end());
    if (std::ranges::find(all, code) != all.end()) return;
    add("method.unknown_instrument",
        {{"text", std::string(code.substr(0, 64))}, {"nearest", nearest(code, all).value_or("")}}, place);
  }

  // A mean lies between the least and the most answer; beyond them it would be reached always or never.
  void survey(const Survey& survey) {
    instrument(survey.instrument, at(0, "/fidelity/survey"));
    if (!survey.faithful_mean || !known_.answers) return;
    const auto answers = known_.answers(survey.instrument);
    if (!answers) return;
    if (compare(*survey.faithful_mean, answers->least) > 0 && compare(*survey.faithful_mean, answers->most) <= 0)
      return;
    add("method.mean_outside_answers",
        {{"mean", survey.faithful_mean->text()}, {"least", answers->least.text()}, {"most", answers->most.text()}},
        at(survey.faithful_line, "/fidelity/survey/faithful"));
  }

  // The codes of kind.field must hold every word; an open list holds everything.
  void of_vocabulary(const std::vector<std::string>& words, std::string_view kind, std::string_view field,
                     std::string_view what, const Place& place) {
    if (known_.vocabulary == nullptr) return;
    const rules::KindName* found = known_.vocabulary->find(kind);
    const rules::FieldName* codes = found == nullptr ? nullptr : found->find(field);
    if (codes == nullptr || codes->codes.empty()) return;
    for (const std::string& word : words) known(word, Codes(codes->codes.begin(), codes->codes.end()), what, place);
  }

  void kinds(const std::vector<std::string>& words, std::string_view what, const Place& place) {
    if (known_.vocabulary == nullptr) return;
    Codes all;
    for (const rules::KindName& kind : known_.vocabulary->kinds) all.push_back(kind.name);
    for (const std::string& word : words) known(word, all, what, place);
  }

  // Names in every rule and fact of the file: facts by the vocabulary, numbers by the method and the settings, codes by the lists.
  void rules(const Listing& listing, const rules::Rulebook& book, const Method* method) {
    for (const RuleAt& one : listing.rules) {
      if (known_.vocabulary != nullptr) rules::check(*one.rule, *known_.vocabulary, book, faults_);
      leaves(*one.rule, method);
    }
    for (const auto& named : book.rules) {
      if (known_.vocabulary != nullptr) rules::check(named.rule, *known_.vocabulary, book, faults_);
      leaves(named.rule, method);
    }
    for (const FactAt& one : listing.facts) {
      if (known_.vocabulary != nullptr) {
        Errors found = rules::check(*one.fact, *known_.vocabulary, one.place);
        faults_.insert(faults_.end(), found.begin(), found.end());
      }
      if (method != nullptr) fact(*one.fact, *method, one.place);
    }
  }

  void reference(rules::Reference::From from, std::string_view key, const Method* method, const Place& place) {
    switch (from) {
      case rules::Reference::From::phase:
        known(key, Codes(kPhaseNumbers.begin(), kPhaseNumbers.end()), "phase", place);
        return;
      case rules::Reference::From::setting:
        if (known_.settings != nullptr) known(key, codes_of(known_.settings->settings), "settings", place);
        return;
      case rules::Reference::From::method: {
        if (method == nullptr) return;
        Codes paths;
        for (const Number& number : method->listing.numbers) paths.push_back(number.path);
        known(key, paths, "method", place);
      }
    }
  }

  void amount(const std::optional<Amount>& given, const Method* method, Place place) {
    if (!given || given->from == Amount::From::literal) return;
    place.line = given->line;
    const auto from = given->from == Amount::From::setting ? rules::Reference::From::setting
                      : given->from == Amount::From::phase ? rules::Reference::From::phase
                                                           : rules::Reference::From::method;
    reference(from, given->key, method, place);
  }

  void signals(const std::vector<SignalDef>& signals, const rules::Rulebook& book, const Method* method) {
    for (const SignalDef& signal : signals) {
      const Place place = at(signal.line, "/signals");
      kinds(signal.evidence, "evidence", place);
      if (signal.when) {
        const auto named = rules::names(*signal.when, book).fields;
        for (const std::string& kind : signal.evidence) {
          if (std::ranges::find(named, kind) == named.end())
            faults_.push_back(error("method.evidence_not_asked", {{"code", signal.code}, {"kind", kind}}, place));
        }
      }
      kinds(signal.acts, "acts", place);
      amount(signal.again, method, place);
      if (method == nullptr) continue;
      for (const std::string& phase : signal.phases) known(phase, codes_of(method->phases), "phases", place);
    }
  }

 private:
  void leaves(const rules::Rule& rule, const Method* method) {
    for (const rules::Leaf& leaf : rule.leaves) {
      for (const rules::Comparison& comparison : leaf.comparisons) {
        Place place = leaf.place;
        if (comparison.line != 0) place.line = comparison.line;
        if (comparison.reference) reference(comparison.reference->from, comparison.reference->key, method, place);
      }
      if (method != nullptr) fact(leaf.fact, *method, leaf.place);
    }
  }

  void fact(const rules::Fact& fact, const Method& method, const Place& place) {
    selector(fact.of, method, place);
    if (fact.other) selector(*fact.other, method, place);
    if (fact.window.type == rules::Window::Type::since) selector(fact.window.since, method, place);
    if (fact.window.type == rules::Window::Type::named_phase)
      known(fact.window.phase, codes_of(method.phases), "phases", place);
  }

  // Codes a rule filters on must be in the method's own lists: a free entry of a case cannot be meant by a rule.
  void selector(const rules::Selector& selector, const Method& method, const Place& place) {
    for (const rules::Filter& filter : selector.filters) {
      for (const std::string& code : filter.codes) {
        const std::string field = selector.kind + '.' + filter.field;
        if (field == "phase_start.phase" || field == "phase_end.phase" || field == "phase_transition.from" ||
            field == "phase_transition.to") {
          known(code, codes_of(method.phases), "phases", place);
        } else if (filter.field == "domain" && method.goals && !method.goals->domains.empty()) {
          known(code, codes_of(method.goals->domains), "goals.domains", place);
        } else if (field == "technique.code") {
          known(code, codes_of(method.techniques), "techniques", place);
        } else if (field == "technique.group") {
          known(code, codes_of(method.technique_groups), "technique_groups", place);
        } else if (field == "characteristic.code") {
          known(code, codes_of(method.characteristics), "characteristics", place);
        } else if (field == "closure.reason") {
          known(code, codes_of(method.closing_reasons), "closing_reasons", place);
        } else if (field == "measurement.instrument") {
          instrument(code, place);
        }
      }
    }
  }

  const std::string& file_;
  const Known& known_;
  Errors& faults_;
};

// Every phase but the first is reached from the first by transitions.
void check_phases(const Method& m, Checker& check) {
  if (m.phases.empty()) return;
  const Codes all = codes_of(m.phases);
  std::set<std::string_view> reached{m.phases.front().code};
  bool wrong = false;
  for (const Phase& phase : m.phases) {
    if (!phase.transition) continue;
    const Place place = check.at(phase.transition->line, "/phases");
    const std::string& to = phase.transition->to;
    if (to == phase.code) {
      check.add("method.transition_to_itself", {{"phase", to}}, place);
    } else {
      check.known(to, all, "phases", place);
    }
    wrong = wrong || std::ranges::find(all, to) == all.end();
  }
  if (wrong) return;  // what is not reached is then likely the same fault
  for (std::size_t round = 0; round < m.phases.size(); ++round) {
    for (const Phase& phase : m.phases) {
      if (phase.transition && reached.contains(phase.code)) reached.insert(phase.transition->to);
    }
  }
  for (const Phase& phase : m.phases) {
    if (!reached.contains(phase.code))
      check.add("method.phase_not_reached", {{"phase", phase.code}}, check.at(phase.line, "/phases"));
  }
}

void check_anchor(const Anchor& anchor, const Method& m, Checker& check, const Place& place) {
  const bool phased = anchor.kind == Anchor::Kind::phase || anchor.kind == Anchor::Kind::phase_end;
  if (phased) check.known(anchor.phase, codes_of(m.phases), "phases", place);
}

void check_measuring(const Method& m, Checker& check) {
  for (const PlannedMeasurement& p : m.measurements) {
    const Place place = check.at(p.line, "/measurements");
    check.instrument(p.instrument, place);
    std::vector<std::string> roles = p.informants;
    std::erase_if(roles, [](const std::string& word) { return word == "youth" || word == "vip"; });
    check.of_vocabulary(roles, "measurement", "informant", "informants", place);
    check_anchor(p.window.from, m, check, place);
    check.amount(p.window.first_day, &m, place);
    check.amount(p.window.last_day, &m, place);
    if (p.moment == Moment::follow_up && p.window.from.kind != Anchor::Kind::closure) {
      check.add("method.follow_up_without_closure", {{"code", p.code}}, place);
    }
  }
  for (const RegularMeasurement& r : m.regular) {
    for (const std::string& code : r.instruments) check.instrument(code, check.at(r.line, "/regular"));
  }
  for (const AllianceCheck& a : m.alliance) {
    const Place place = check.at(a.line, "/alliance");
    check.of_vocabulary(a.raters, "alliance_check", "rater", "raters", place);
    if (!a.instrument.empty()) check.instrument(a.instrument, place);
    check.amount(a.after_contacts, &m, place);
    check.amount(a.every_days, &m, place);
  }
  if (m.safety) check.amount(m.safety->review_days, &m, check.at(0, "/safety"));
  if (m.survey) check.survey(*m.survey);
}

void check_lists(const Method& m, Checker& check) {
  for (const Technique& t : m.techniques) {
    const Place place = check.at(t.line, "/techniques");
    if (find(m.technique_groups, t.group) == nullptr) {
      check.add("method.technique_without_group",
                {{"code", t.code},
                 {"text", t.group},
                 {"nearest", nearest(t.group, codes_of(m.technique_groups)).value_or("")}},
                place);
    }
  }
  for (const Tailoring& t : m.tailoring) {
    if (!t.phase.empty()) check.known(t.phase, codes_of(m.phases), "phases", check.at(t.line, "/tailoring"));
  }
  for (const Deadline& d : m.deadlines) check_anchor(d.from, m, check, check.at(d.line, "/deadlines"));
  for (const FidelityRule& f : m.fidelity) {
    if (f.of == FidelityRule::Of::phase)
      check.known(f.phase, codes_of(m.phases), "phases", check.at(f.line, "/fidelity/computed"));
  }
  if (m.goals) {
    check.of_vocabulary(m.goals->raters, "goal_rating", "rater", "goals.raters", check.at(0, "/goals/raters"));
    for (const Item& worst : m.goals->worst)
      check.known(worst.code, codes_of(m.goals->domains), "goals.domains", check.at(worst.line, "/goals/worst"));
    for (const Precedence& p : m.goals->precedence) {
      check.known(p.first, codes_of(m.goals->domains), "goals.domains", check.at(0, "/goals/precedence"));
      check.known(p.then, codes_of(m.goals->domains), "goals.domains", check.at(0, "/goals/precedence"));
    }
  }
  if (m.aftercare.follow_up && m.closing_reasons.empty() && m.status == Status::complete) {
    check.add("method.follow_up_without_closure", {{"code", "follow_up"}}, check.at(0, "/aftercare"));
  }
}

void check_map(const std::vector<std::pair<std::string, std::string>>& map, const Codes& before, const Codes& now,
               std::string_view what, const Place& place, Checker& check) {
  for (const auto& [from, to] : map) {
    check.known(from, before, what, place);
    check.known(to, now, what, place);
  }
}

void check_replaces(const Method& m, const Known& known, Checker& check) {
  if (!m.replaces || !known.method) return;
  const Replaces& r = *m.replaces;
  const Place place = check.at(r.line, "/replaces");
  const Method* before = known.method(r.version);
  if (before == nullptr) {
    check.add("method.unknown_version", {{"id", r.version.substr(0, 64)}}, place);
    return;
  }
  const auto domains = [](const Method& method) { return method.goals ? codes_of(method.goals->domains) : Codes(); };
  check_map(r.phases, codes_of(before->phases), codes_of(m.phases), "phases", place, check);
  check_map(r.techniques, codes_of(before->techniques), codes_of(m.techniques), "techniques", place, check);
  check_map(r.goals, domains(*before), domains(m), "goals.domains", place, check);
}

void check_citations(const Method& m, Checker& check) {
  Codes keys;
  for (const Source& source : m.sources) keys.push_back(source.key);
  std::set<std::string> told;
  for (const CitationAt& one : m.listing.citations) {
    if (std::ranges::find(keys, one.citation.source) != keys.end() || !told.insert(one.citation.source).second)
      continue;
    check.known(one.citation.source, keys, "sources", one.place);
  }
}

}  // namespace

void check_method(const Method& m, const Known& known, Errors& faults) {
  Checker check(m.file, known, faults);
  check_phases(m, check);
  check_measuring(m, check);
  check_lists(m, check);
  check_citations(m, check);
  check_replaces(m, known, check);
  check.signals(m.signals, m.rules, &m);
  check.rules(m.listing, m.rules, &m);
}

void check_signals(const SignalSet& set, const Known& known, Errors& faults) {
  Checker check(set.file, known, faults);
  check.signals(set.signals, set.rules, nullptr);
  check.rules(set.listing, set.rules, nullptr);
}

}  // namespace koers::method
