#include "rules/explain.h"

#include <algorithm>
#include <array>

namespace koers::rules {
namespace {

constexpr std::size_t most_listed = 6;  // more codes than that are only counted

Phrase say(std::string key, Message::Args args = {}) { return {{std::move(key), std::move(args)}, {}, {}, {}}; }

Phrase with(Phrase whole, std::string argument, Phrase part) {
  part.argument = std::move(argument);
  whole.parts.push_back(std::move(part));
  return whole;
}

/// "a, b, c" or "a of b": `key` joins two.
Phrase joined(std::string_view key, std::vector<Phrase> list) {
  Phrase out = std::move(list.front());
  for (std::size_t i = 1; i < list.size(); ++i) {
    out = with(with(say(std::string(key)), "a", std::move(out)), "b", std::move(list[i]));
  }
  return out;
}

bool is_number(const std::string& text) { return Decimal::parse(text).has_value(); }

Phrase code(const std::string& kind, const std::string& field, const std::string& code_text) {
  return say("term." + kind + '.' + field + '.' + code_text, {{"kind", kind}, {"field", field}, {"code", code_text}});
}

Phrase field_term(const std::string& kind, const std::string& field) {
  return say("term." + kind + '.' + field, {{"kind", kind}, {"field", field}});
}

Phrase filter_phrase(const std::string& kind, const Filter& filter) {
  if (filter.codes.size() > most_listed) {
    return with(say("rule.filter_many", {{"n", std::to_string(filter.codes.size())}}), "field",
                field_term(kind, filter.field));
  }
  const bool numbers = std::ranges::all_of(filter.codes, is_number);
  std::vector<Phrase> codes;
  for (const std::string& c : filter.codes)
    codes.push_back(numbers ? say("rule.number", {{"value", c}}) : code(kind, filter.field, c));
  Phrase list = joined("rule.or", std::move(codes));
  if (!numbers) return list;
  return with(with(say("rule.filter_number"), "field", field_term(kind, filter.field)), "value", std::move(list));
}

Phrase filters_phrase(const Selector& s) {
  std::vector<Phrase> filters;
  for (const Filter& f : s.filters) filters.push_back(filter_phrase(s.kind, f));
  return joined("rule.list", std::move(filters));
}

/// "contacten (gehouden, huisbezoek)", or "contact (…)" for one.
Phrase rows(const Selector& s, bool many) {
  Phrase kind = say((many ? "terms." : "term.") + s.kind);
  if (s.filters.empty()) return kind;
  return with(with(say("rule.rows"), "kind", std::move(kind)), "filters", filters_phrase(s));
}

/// The answer to one question: the question says it.
bool is_answer(const Fact& fact) { return fact.of.field == "answer" && !fact.of.filters.empty(); }

Phrase window_phrase(const Window& window) {
  switch (window.type) {
    case Window::Type::standard: return {};
    case Window::Type::whole_case: return say("rule.window_case");
    case Window::Type::trajectory: return say("rule.window_trajectory");
    case Window::Type::phase: return say("rule.window_phase");
    case Window::Type::named_phase:
      return with(say("rule.window_named_phase"), "phase", code("phase_start", "phase", window.phase));
    case Window::Type::last_days: return say("rule.window_last_days", {{"n", std::to_string(window.n)}});
    case Window::Type::since:
      return with(say("rule.window_since", {{"n", std::to_string(window.n)}}), "what", rows(window.since, false));
  }
  return {};
}

Phrase bare(const Fact& fact) {
  const std::string key = "rule.fact_" + std::string(name(fact.aggregate));
  switch (fact.aggregate) {
    case Aggregate::exists: return with(say(key), "what", rows(fact.of, false));
    case Aggregate::days_since: return with(say(key), "what", rows(fact.of, false));
    case Aggregate::count: return with(say(key), "what", rows(fact.of, true));
    case Aggregate::share:
      if (fact.other) return with(with(say(key), "what", rows(fact.of, true)), "whole", rows(*fact.other, true));
      break;
    case Aggregate::days_between:
      if (fact.other) return with(with(say(key), "what", rows(fact.of, false)), "until", rows(*fact.other, false));
      break;
    case Aggregate::per_week:
      if (fact.of.field.empty()) return with(say(key), "what", rows(fact.of, true));
      return with(with(say(key + "_of"), "what", rows(fact.of, true)), "field",
                  field_term(fact.of.kind, fact.of.field));
    case Aggregate::first:
    case Aggregate::last:
      if (is_answer(fact)) return filters_phrase(fact.of);
      break;
    default: break;
  }
  return with(with(say(key), "what", rows(fact.of, true)), "field", field_term(fact.of.kind, fact.of.field));
}

Phrase value_phrase(const Fact& fact, const std::string& value, Result result) {
  if (result == Result::number || (result == Result::code && is_number(value)))
    return say("rule.number", {{"value", value}});
  if (result == Result::date) return say("rule.date", {{"value", value}});
  if (result == Result::truth) return say(value == "yes" ? "rule.yes" : "rule.no");
  return code(fact.of.kind, fact.of.field, value);
}

/// "ten minste 8", with "of" between the values of one_of.
Phrase threshold_phrase(const Threshold& t, const Fact& fact, Result result) {
  if (t.values.empty()) return say("rule.no_norm");
  std::vector<Phrase> values;
  for (const std::string& value : t.values) values.push_back(value_phrase(fact, value, result));
  const Comparator comparator = t.comparator == Comparator::one_of ? Comparator::is : t.comparator;
  return with(say("rule.norm_" + std::string(name(comparator))), "value", joined("rule.or", std::move(values)));
}

bool from_the_method(const Threshold& t) { return t.reference && t.reference->from != Reference::From::setting; }

/// "…: nee" says enough: what is compared with yes or no needs no "norm: ja".
bool says_itself(const LeafAnswer& leaf) {
  if (leaf.reading.result == Result::number || leaf.thresholds.size() != 1) return leaf.thresholds.empty();
  const Threshold& t = leaf.thresholds.front();
  const bool yes_or_no = t.values == std::vector<std::string>{"yes"} || t.values == std::vector<std::string>{"no"};
  return t.comparator == Comparator::is && yes_or_no;
}

/// The code that was read is the one, or one of those, that was asked for: nothing more has to be said.
bool meets_one(const LeafAnswer& leaf) {
  if (leaf.thresholds.size() != 1 || leaf.reading.values.size() != 1) return false;
  const Threshold& t = leaf.thresholds.front();
  if (t.comparator != Comparator::is && t.comparator != Comparator::one_of) return false;
  return std::ranges::find(t.values, leaf.reading.values.front()) != t.values.end();
}

}  // namespace

std::string render(const Phrase& phrase, Language language, const Say& say_text) {
  if (!phrase.own.empty()) return phrase.own.in(language);
  if (phrase.message.key.empty()) return {};
  Message message = phrase.message;
  for (const Phrase& part : phrase.parts) message.args.emplace_back(part.argument, render(part, language, say_text));
  return say_text(message);
}

Phrase phrase(const Fact& fact) {
  if (fact.window.type == Window::Type::standard) return bare(fact);
  return with(with(say("rule.in_window"), "fact", bare(fact)), "window", window_phrase(fact.window));
}

Phrase phrase(const Leaf& leaf) {
  if (leaf.name.empty()) return phrase(leaf.fact);
  Phrase out;
  out.own = leaf.name;
  return out;
}

Phrase phrase(const Reading& r, const Fact& fact) {
  if (r.result == Result::truth) {
    return say(r.truth == Truth::yes ? "rule.yes" : r.truth == Truth::no ? "rule.no" : "rule.not_known");
  }
  if (r.result != Result::number) {
    std::vector<Phrase> values;
    for (const std::string& value : r.values) values.push_back(value_phrase(fact, value, r.result));
    return values.empty() ? say("rule.not_known") : joined("rule.or", std::move(values));
  }
  if (!r.low && !r.high) return say("rule.not_known");
  if (r.exact || (r.low && r.high && *r.low == *r.high)) return say("rule.number", {{"value", r.low->text()}});
  if (r.low && r.high) return say("rule.between", {{"low", r.low->text()}, {"high", r.high->text()}});
  return r.low ? say("rule.or_more", {{"value", r.low->text()}}) : say("rule.or_less", {{"value", r.high->text()}});
}

Phrase sentence(const LeafAnswer& leaf) {
  if (leaf.leaf == nullptr) return phrase(leaf.reading, {});
  const Fact& fact = leaf.leaf->fact;
  const bool plain = says_itself(leaf);
  const bool norm = std::ranges::any_of(leaf.thresholds, from_the_method);
  const bool plain_code = !plain && leaf.reading.result == Result::code && !norm;
  if (plain_code && meets_one(leaf)) {
    return with(with(say("rule.leaf"), "fact", phrase(*leaf.leaf)), "value", phrase(leaf.reading, fact));
  }
  Phrase out = say(plain        ? "rule.leaf"
                   : norm       ? "rule.leaf_norm"
                   : plain_code ? "rule.leaf_code"
                                : "rule.leaf_threshold");
  out = with(std::move(out), "fact", phrase(*leaf.leaf));
  out = with(std::move(out), "value", phrase(leaf.reading, fact));
  if (plain) return out;
  std::vector<Phrase> thresholds;
  for (const Threshold& t : leaf.thresholds) thresholds.push_back(threshold_phrase(t, fact, leaf.reading.result));
  return with(std::move(out), "norm", joined("rule.and", std::move(thresholds)));
}

std::vector<Phrase> origins(const LeafAnswer& leaf) {
  std::vector<Phrase> out;
  for (const Threshold& t : leaf.thresholds) {
    if (!t.reference) {
      if (!t.source.empty()) out.push_back(say("rule.origin_source", {{"source", t.source}}));
      continue;
    }
    const std::string from(name(t.reference->from));
    Phrase norm = say("norm." + from + '.' + t.reference->key, {{"key", t.reference->key}});
    out.push_back(with(say(t.own_choice ? "rule.origin_own_choice" : "rule.origin_" + from, {{"source", t.source}}),
                       "norm", std::move(norm)));
  }
  return out;
}

std::vector<Phrase> reasons(const LeafAnswer& leaf) {
  constexpr std::array<std::string_view, 7> names{"not_asked", "no_value",   "no_row",         "window_short",
                                                  "no_norm",   "no_setting", "not_in_language"};
  std::vector<Phrase> out;
  for (const Missing m : leaf.missing)
    out.push_back(say("rule.missing_" + std::string(names[static_cast<std::size_t>(m)])));
  return out;
}

}  // namespace koers::rules
