#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sstream>

#include "rules/calendar.h"
#include "rules/next_change.h"
#include "tests/rules/random.h"

namespace koers::rules::test {
namespace {

const Rulebook no_book;

std::string text_of(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return text->empty() ? "-" : *text;
  if (const auto* number = std::get_if<Decimal>(&value)) return number->text();
  if (const auto* date = std::get_if<LocalDate>(&value)) return date->text();
  return "?";
}

std::string text_of(const Node& node, const Rule& rule) {
  if (node.type == Node::Type::named) return node.rule;
  if (node.type == Node::Type::leaf) {
    const Leaf& leaf = rule.leaves[node.leaf];
    std::string out = print(leaf.fact);
    for (const Comparison& c : leaf.comparisons) {
      out += ' ' + std::string(name(c.comparator));
      for (const std::string& literal : c.literals) out += ' ' + literal;
    }
    return out;
  }
  constexpr const char* names[] = {"all", "any", "not", "at_least"};
  std::string out = names[static_cast<int>(node.type)] + (node.n > 0 ? ' ' + std::to_string(node.n) : "") + "{";
  for (const Node& part : node.parts) out += text_of(part, rule) + "; ";
  return out + '}';
}

std::string text_of(const Table& table) {
  std::ostringstream out;
  out << "today " << table.today.text() << " start " << (table.start ? table.start->text() : "-") << " end "
      << (table.end ? table.end->text() : "-") << '\n';
  for (const Phase& p : table.phases)
    out << "phase " << p.code << ' ' << p.start.text() << ".." << (p.end ? p.end->text() : "") << '\n';
  for (const Days& d : table.pauses) out << "pause " << d.first.text() << ".." << d.last.text() << '\n';
  for (const Days& d : table.closed) out << "closed " << d.first.text() << ".." << d.last.text() << '\n';
  for (const Row& row : table.rows) {
    out << row.date.text() << ' ' << row.kind;
    for (const Field& f : row.fields) out << ' ' << f.name << '=' << text_of(f.value);
    out << '\n';
  }
  return out.str();
}

/// The truth tables again, as plainly as they can be said.
Truth plain(const Node& node, const Rule& rule, const Rulebook& book, const std::function<Truth(const Leaf&)>& leaf) {
  if (node.type == Node::Type::leaf) return leaf(rule.leaves[node.leaf]);
  if (node.type == Node::Type::named) {
    const Rule* named = book.find(node.rule);
    return named == nullptr ? Truth::unknown : plain(named->root, *named, book, leaf);
  }
  std::size_t yes = 0;
  std::size_t no = 0;
  for (const Node& part : node.parts) {
    const Truth t = plain(part, rule, book, leaf);
    yes += t == Truth::yes;
    no += t == Truth::no;
  }
  const std::size_t all = node.parts.size();
  switch (node.type) {
    case Node::Type::all: return no > 0 ? Truth::no : yes == all ? Truth::yes : Truth::unknown;
    case Node::Type::any: return yes > 0 ? Truth::yes : no == all ? Truth::no : Truth::unknown;
    case Node::Type::negation: return yes == 1 ? Truth::no : no == 1 ? Truth::yes : Truth::unknown;
    default: return yes >= node.n ? Truth::yes : all - no < node.n ? Truth::no : Truth::unknown;
  }
}

std::size_t index_of(const Explanation& e, const Leaf& leaf) {
  for (std::size_t i = 0; i < e.leaves.size(); ++i) {
    if (e.leaves[i].leaf->fact != leaf.fact) continue;
    const auto same = [](const Comparison& a, const Comparison& b) {
      return a.comparator == b.comparator && a.literals == b.literals && a.reference == b.reference;
    };
    if (std::ranges::equal(e.leaves[i].leaf->comparisons, leaf.comparisons, same)) return i;
  }
  return e.leaves.size();
}

/// Answers some of what is not known: fields without a value, questions without a row.
Table answered(Table table) {
  const Vocabulary& vocabulary = small();
  for (Row& row : table.rows) {
    const KindName& kind = *vocabulary.find(row.kind);
    for (const FieldName& field : kind.fields) {
      const Value* found = row.find(field.name);
      if (found != nullptr && !std::holds_alternative<std::monostate>(*found)) continue;
      if (chance(40)) continue;
      std::erase_if(row.fields, [&](const Field& f) { return f.name == field.name; });
      row.fields.push_back({field.name, !kind.asked && chance(15) ? Value(std::string()) : some_value(field)});
    }
  }
  if (table.rows.empty()) return table;
  const KindName& kind = vocabulary.kinds[1];
  for (const std::string& code : kind.fields[0].codes) {
    const auto asks = [&](const Row& row) { return row.kind == kind.name && *row.find("code") == Value(code); };
    if (std::ranges::any_of(table.rows, asks) || !chance(50)) continue;
    Row row = some_row(kind, table.rows.front().date + pick(0, 40), 20);
    row.fields.front().value = code;
    table.rows.insert(std::ranges::upper_bound(table.rows, row.date, {}, &Row::date), row);
  }
  return table;
}

RC_GTEST_PROP(RuleProperties, AnsweringWhatWasUnknownNeverTurnsAnAnswerRound, ()) {
  const Rulebook book = some_book();
  const Rule rule = some_rule(static_cast<int>(book.rules.size()));
  const Table before = some_table(40);
  const Table after = answered(before);
  Evaluator first(before, small(), book);
  Evaluator second(after, small(), book);
  const Truth was = first.answer(rule, {});
  RC_LOG() << text_of(rule.root, rule) << '\n' << text_of(before) << "becomes\n" << text_of(after);
  if (was != Truth::unknown) RC_ASSERT(second.answer(rule, {}) == was);
}

RC_GTEST_PROP(RuleProperties, AnsweringNarrowsTheValueOfEveryFact, ()) {
  const Fact fact = some_fact();
  const Table before = some_table(40);
  const Table after = answered(before);
  Evaluator first(before, small(), no_book);
  Evaluator second(after, small(), no_book);
  const Reading was = first.read(fact).reading;
  const Reading is = second.read(fact).reading;
  RC_LOG() << print(fact) << '\n' << text_of(before) << "becomes\n" << text_of(after);
  if (was.low && is.low) RC_ASSERT(compare(*was.low, *is.low) <= 0);
  if (was.high && is.high) RC_ASSERT(compare(*is.high, *was.high) <= 0);
  if (was.low) RC_ASSERT(is.low.has_value());
  if (was.high) RC_ASSERT(is.high.has_value());
  for (const std::string& value : is.values)
    RC_ASSERT(was.values.empty() || std::ranges::count(was.values, value) == 1);
}

RC_GTEST_PROP(RuleProperties, DeMorgan, ()) {
  const Table table = some_table();
  Rule plainly;
  Node all;
  all.type = Node::Type::all;
  for (int i = pick(1, 4); i > 0; --i) all.parts.push_back(some_node(plainly, 2, 0));
  const auto negated = [](Node node) {
    Node out;
    out.type = Node::Type::negation;
    out.parts.push_back(std::move(node));
    return out;
  };
  Rule turned = plainly;
  turned.root.type = Node::Type::any;
  for (const Node& part : all.parts) turned.root.parts.push_back(negated(part));
  plainly.root = negated(all);
  Evaluator evaluator(table, small(), no_book);
  RC_ASSERT(evaluator.answer(plainly, {}) == evaluator.answer(turned, {}));
}

RC_GTEST_PROP(RuleProperties, TheDecidingLeavesAloneDecideAndNoneIsSpare, ()) {
  const Rulebook book = some_book();
  const Rule rule = some_rule(static_cast<int>(book.rules.size()));
  const Table table = some_table();
  Evaluator evaluator(table, small(), book);
  const Explanation e = evaluator.explain(rule, {});
  RC_ASSERT(e.answer == evaluator.answer(rule, {}));
  const auto with = [&](const std::vector<std::size_t>& known) {
    return plain(rule.root, rule, book, [&](const Leaf& leaf) {
      const std::size_t at = index_of(e, leaf);
      return std::ranges::count(known, at) > 0 ? e.leaves[at].answer : Truth::unknown;
    });
  };
  RC_LOG() << text_of(rule.root, rule) << '\n' << text_of(table);
  RC_ASSERT(with(e.deciding) == e.answer);
  RC_ASSERT(e.deciding.empty() == (e.answer == Truth::unknown));
  for (std::size_t i = 0; i < e.deciding.size(); ++i) {
    std::vector<std::size_t> fewer = e.deciding;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    RC_ASSERT(with(fewer) != e.answer);
  }
}

RC_GTEST_PROP(RuleProperties, WhatIsMissingIsUnknownAndWouldDecide, ()) {
  const Rule rule = some_rule();
  const Table table = some_table(60);
  Evaluator evaluator(table, small(), no_book);
  const Explanation e = evaluator.explain(rule, {});
  RC_ASSERT(e.missing.empty() == (e.answer != Truth::unknown));
  for (const std::size_t at : e.missing) RC_ASSERT(e.leaves[at].answer == Truth::unknown);
  const auto settled = [&](Truth value) {
    return plain(rule.root, rule, {}, [&](const Leaf& leaf) {
      const std::size_t at = index_of(e, leaf);
      return std::ranges::count(e.missing, at) > 0 ? value : e.leaves[at].answer;
    });
  };
  RC_ASSERT(settled(Truth::yes) != Truth::unknown);
  RC_ASSERT(settled(Truth::no) != Truth::unknown);
}

RC_GTEST_PROP(RuleProperties, TheNextChangeIsTheFirstDayTheAnswerDiffers, ()) {
  const Rulebook book = some_book();
  const Rule rule = some_rule(static_cast<int>(book.rules.size()));
  const Table table = some_table();
  Evaluator evaluator(table, small(), book);
  constexpr int looked = 120;
  const Truth now = evaluator.answer(rule, {});
  std::optional<LocalDate> first;
  for (int days = 1; days <= looked && !first; ++days) {
    Table later = table;
    later.today = table.today + days;
    if (Evaluator(later, small(), book).answer(rule, {}) != now) first = later.today;
  }
  const auto next = next_change(evaluator, rule, {});
  RC_LOG() << text_of(rule.root, rule) << '\n'
           << text_of(table) << "first " << (first ? first->text() : "none") << " next "
           << (next ? next->text() : "never");
  if (first)
    RC_ASSERT(next == first);
  else
    RC_ASSERT((!next || *next > table.today + looked));  // in one piece: the macro would look at both sides
}

/// What a table may hold that no floor above should make: unsorted, unknown kinds, values of another type, days the wrong way.
RC_GTEST_PROP(RuleProperties, EvaluationIsTotal, ()) {
  Table table = some_table();
  for (Row& row : table.rows) {
    if (chance(20)) row.date = some_day(-100, 300);
    if (chance(10)) row.kind = "nothing";
    for (Field& f : row.fields) {
      if (chance(10)) f.value = Decimal{*rc::gen::arbitrary<std::int64_t>(), pick(0, 9)};
      if (chance(10)) f.value = some_day();
      if (chance(10)) f.value = std::string("other");
      if (chance(5)) f.name = "nothing";
    }
  }
  if (chance(20)) table.pauses.push_back({some_day(), some_day()});
  if (chance(20)) table.closed.push_back({some_day(-2000, 0), some_day(0, 9000)});
  if (chance(20)) table.end = some_day(-10, 10);
  Rulebook book = some_book();
  if (chance(20)) book.rules.push_back({"n1", some_rule(2)});
  if (chance(20) && !book.rules.empty())
    book.rules.front().rule.root = some_node(book.rules.front().rule, 2, 3);  // perhaps a circle
  Rule rule = some_rule(3);
  for (Leaf& leaf : rule.leaves) {
    if (chance(10)) leaf.fact.of.kind = "nothing";
    if (chance(10)) leaf.fact.of.field = "nothing";
    if (chance(10)) leaf.fact.other.reset();
    if (chance(10)) leaf.comparisons.front().literals = {"x"};
    if (chance(10)) leaf.comparisons.front().reference = Reference{};
  }
  const Numbers numbers = [](const Reference&) { return Norm{{pick(0, 100), 1}, {}, false}; };
  Evaluator evaluator(table, small(), book);
  const Explanation e = evaluator.explain(rule, numbers);
  RC_ASSERT(e.deciding.size() + e.missing.size() <= e.leaves.size());
  next_change(evaluator, rule, numbers);
}

RC_GTEST_PROP(Calendar, CountsLikeFingers, ()) {
  std::vector<Days> excluded;
  for (int i = pick(0, 4); i > 0; --i) excluded.push_back({some_day(), some_day()});
  const Calendar calendar(excluded);
  const auto open = [&](LocalDate d) {
    return std::ranges::none_of(excluded, [d](const Days& e) { return e.contains(d); });
  };
  const auto net = [&](LocalDate from, LocalDate to) {
    int n = 0;
    for (LocalDate d = from; d < to; d = d + 1) n += open(d) ? 1 : 0;
    return n;
  };
  const LocalDate a = some_day(-5, 70);
  const LocalDate b = some_day(-5, 70);
  RC_ASSERT(calendar.net(a, b) == net(a, b));
  const int n = pick(1, 30);
  const LocalDate back = calendar.back(a, n);
  RC_ASSERT(net(back, a) == n && net(back + 1, a) == n - 1);
  const LocalDate forward = calendar.forward(a, n);
  RC_ASSERT(net(a, forward) == n && net(a, forward - 1) == n - 1);
}

}  // namespace
}  // namespace koers::rules::test
