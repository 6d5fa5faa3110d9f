// Random vocabularies' worth of tables, facts and rules for the properties. Every choice is RapidCheck's, so that it can shrink.
#pragma once

#include <rapidcheck.h>
#include <string>
#include <vector>

#include "rules/evaluate.h"

namespace koers::rules::test {

inline int pick(int least, int most) { return *rc::gen::inRange(least, most + 1); }
inline bool chance(int percent) { return pick(0, 99) < percent; }
template <class T>
const T& pick_of(const std::vector<T>& list) {
  return list[static_cast<std::size_t>(pick(0, static_cast<int>(list.size()) - 1))];
}

/// One recorded kind and one asked kind.
inline const Vocabulary& small() {
  static const Vocabulary vocabulary = [] {
    const auto field = [](std::string name, FieldType type, std::vector<std::string> codes) {
      FieldName out;
      out.name = std::move(name);
      out.type = type;
      out.codes = std::move(codes);
      return out;
    };
    KindName visit;
    visit.name = "visit";
    visit.fields = {field("held", FieldType::code, {"yes", "no"}),
                    field("colour", FieldType::code, {"red", "blue", "green"}), field("hours", FieldType::number, {}),
                    field("mood", FieldType::number, {})};
    visit.fields[2].least = Decimal{0, 0};
    KindName question;
    question.name = "question";
    question.asked = true;
    question.fields = {field("code", FieldType::code, {"q1", "q2", "q3"}),
                       field("answer", FieldType::code, {"yes", "no"}), field("about", FieldType::code, {"x", "y"})};
    return Vocabulary{{visit, question}};
  }();
  return vocabulary;
}

inline constexpr LocalDate day_one{20'454};  // 2026-01-01

inline LocalDate some_day(int least = 0, int most = 60) { return day_one + pick(least, most); }

inline Value some_value(const FieldName& field) {
  if (field.type == FieldType::number) return Decimal{pick(field.least ? 0 : -4, 6) * 5, 1};
  return pick_of(field.codes);
}

inline Row some_row(const KindName& kind, LocalDate date, int unknown_percent) {
  Row row{kind.name, date, {}, 0};
  for (const FieldName& field : kind.fields) {
    const bool question = kind.asked && &field == kind.fields.data();
    if (!question && chance(unknown_percent)) {
      if (chance(50)) row.fields.push_back({field.name, std::monostate()});
    } else if (!kind.asked && chance(5)) {
      row.fields.push_back({field.name, std::string()});
    } else {
      row.fields.push_back({field.name, some_value(field)});
    }
  }
  return row;
}

inline Table some_table(int unknown_percent = 25) {
  Table table;
  table.today = day_one + 40;
  std::vector<LocalDate> dates;
  for (int i = pick(0, 10); i > 0; --i) dates.push_back(some_day());
  std::ranges::sort(dates);
  for (const LocalDate date : dates) {
    table.rows.push_back(some_row(small().kinds[chance(70) ? 0 : 1], date, unknown_percent));
    table.rows.back().origin = table.rows.size();
  }
  if (chance(85)) table.start = some_day(0, 20);
  if (table.start && chance(30)) table.end = *table.start + pick(1, 60);
  LocalDate from = table.start.value_or(day_one);
  for (const char* code : {"a", "b", "a"}) {
    if (!chance(60)) break;
    const LocalDate last = from + pick(0, 20);
    table.phases.push_back({code, from, chance(75) ? std::optional(last) : std::nullopt});
    if (!table.phases.back().end) break;
    from = last + 1;
  }
  const auto days = [] {
    const LocalDate first = some_day(0, 80);
    return Days{first, first + pick(0, 8)};
  };
  for (int i = pick(0, 2); i > 0; --i) table.pauses.push_back(days());
  for (int i = pick(0, 2); i > 0; --i) table.closed.push_back(days());
  return table;
}

inline Selector some_selector(const KindName& kind) {
  Selector out{kind.name, {}, {}};
  for (const FieldName& field : kind.fields) {
    const bool question = kind.asked && &field == kind.fields.data();
    if (!question && !chance(40)) continue;
    Filter filter{field.name, {}};
    for (int i = pick(1, 2); i > 0; --i) {
      const Value value = some_value(field);
      const auto* number = std::get_if<Decimal>(&value);
      filter.codes.push_back(number != nullptr ? number->text() : std::get<std::string>(value));
    }
    out.filters.push_back(std::move(filter));
  }
  return out;
}

inline Fact some_fact() {
  Fact fact;
  fact.aggregate = static_cast<Aggregate>(pick(0, static_cast<int>(Aggregate::per_week)));
  const bool numeric = fact.aggregate == Aggregate::sum || fact.aggregate == Aggregate::mean;
  const KindName& kind = small().kinds[numeric || chance(70) ? 0 : 1];
  fact.of = some_selector(kind);
  switch (fact.aggregate) {
    case Aggregate::sum:
    case Aggregate::mean: fact.of.field = kind.fields[static_cast<std::size_t>(pick(2, 3))].name; break;
    case Aggregate::per_week:
      if (!kind.asked && chance(50)) fact.of.field = kind.fields[2].name;
      break;
    case Aggregate::distinct:
    case Aggregate::first:
    case Aggregate::last: fact.of.field = pick_of(kind.fields).name; break;
    case Aggregate::share: fact.other = some_selector(kind); break;
    case Aggregate::days_between: fact.other = some_selector(small().kinds[chance(80) ? 0 : 1]); break;
    default: break;
  }
  fact.window.type = static_cast<Window::Type>(pick(0, static_cast<int>(Window::Type::since)));
  if (fact.window.type == Window::Type::named_phase) fact.window.phase = chance(70) ? "a" : "b";
  if (fact.window.type == Window::Type::last_days) fact.window.n = pick(1, 40);
  if (fact.window.type == Window::Type::since) {
    fact.window.n = pick(1, 3);
    fact.window.since = some_selector(small().kinds[chance(80) ? 0 : 1]);
  }
  return fact;
}

inline Leaf some_leaf() {
  Leaf leaf;
  leaf.fact = some_fact();
  const Result result = result_of(leaf.fact, small());
  const KindName& kind = *small().find(leaf.fact.of.kind);
  for (int i = chance(80) ? 1 : 2; i > 0; --i) {
    Comparison c;
    if (result == Result::truth) {
      c.comparator = chance(50) ? Comparator::is : Comparator::is_not;
      c.literals = {chance(50) ? "yes" : "no"};
    } else if (result == Result::number) {
      c.comparator = static_cast<Comparator>(pick(0, static_cast<int>(Comparator::less_than)));
      c.literals = {std::to_string(pick(0, 30) / (chance(50) ? 1 : 8))};
      if (c.comparator == Comparator::one_of) c.literals.push_back(std::to_string(pick(0, 5)));
    } else {
      c.comparator = static_cast<Comparator>(pick(0, static_cast<int>(Comparator::one_of)));
      c.literals = {pick_of(kind.find(leaf.fact.of.field)->codes)};
    }
    leaf.comparisons.push_back(std::move(c));
  }
  return leaf;
}

inline Node some_node(Rule& rule, int depth, int named_rules) {
  Node node;
  const int type = depth == 0 ? 100 : pick(0, 100);
  if (named_rules > 0 && chance(15)) {
    node.type = Node::Type::named;
    node.rule = "n" + std::to_string(pick(1, named_rules));
    return node;
  }
  if (type >= 60) {
    node.leaf = rule.leaves.size();
    // Now and then the same question again: equal leaves are one.
    rule.leaves.push_back(!rule.leaves.empty() && chance(20) ? rule.leaves.front() : some_leaf());
    return node;
  }
  node.type = type < 20   ? Node::Type::all
              : type < 40 ? Node::Type::any
              : type < 50 ? Node::Type::at_least
                          : Node::Type::negation;
  const int parts = node.type == Node::Type::negation ? 1 : pick(1, 3);
  for (int i = 0; i < parts; ++i) node.parts.push_back(some_node(rule, depth - 1, named_rules));
  if (node.type == Node::Type::at_least) node.n = static_cast<std::size_t>(pick(1, parts));
  return node;
}

inline Rule some_rule(int named_rules = 0) {
  Rule rule;
  rule.root = some_node(rule, 3, named_rules);
  return rule;
}

/// n1 … ; each may name the ones before it.
inline Rulebook some_book() {
  Rulebook book;
  for (int i = 0; i < pick(0, 2); ++i) book.rules.push_back({"n" + std::to_string(i + 1), some_rule(i)});
  return book;
}

}  // namespace koers::rules::test
