// What holds between rules: named rules, their size written out, the names they use, numbers without a source.
#include <algorithm>
#include <functional>
#include <set>

#include "base/text.h"
#include "rules/rule.h"

namespace koers::rules {
namespace {

void each_node(const Node& node, const std::function<void(const Node&)>& visit) {
  visit(node);
  for (const Node& part : node.parts) each_node(part, visit);
}

Error unknown_rule(const Node& node, const Rulebook& book) {
  std::vector<std::string_view> codes;
  for (const Rulebook::Named& named : book.rules) codes.push_back(named.code);
  return error("rule.unknown_rule", {{"found", node.rule}, {"nearest", nearest(node.rule, codes).value_or("")}},
               node.place);
}

/// Walks named rules once each: refuses unknown names and circles, and counts leaves with named rules written out.
class Walk {
 public:
  Walk(const Rulebook& book, Errors& faults) : book_(book), faults_(faults), states_(book.rules.size()) {}

  std::size_t leaves(const Rule& rule) {
    std::size_t total = rule.leaves.size();
    each_node(rule.root, [&](const Node& node) {
      if (node.type == Node::Type::named) total = std::min(total + named(node), max_leaves + 1);
    });
    return total;
  }

  std::size_t book_rule(std::size_t index) {
    State& state = states_[index];
    if (state.done) return state.leaves;
    state.open = true;
    path_.push_back(book_.rules[index].code);
    const std::size_t count = leaves(book_.rules[index].rule);
    path_.pop_back();
    states_[index] = {.open = false, .done = true, .leaves = count};
    return count;
  }

 private:
  struct State {
    bool open = false, done = false;
    std::size_t leaves = 0;
  };

  std::size_t named(const Node& node) {
    const Rule* found = book_.find(node.rule);
    if (found == nullptr) {
      faults_.push_back(unknown_rule(node, book_));
      return 0;
    }
    std::size_t index = 0;
    while (&book_.rules[index].rule != found) ++index;
    if (!states_[index].open) {
      if (path_.size() < max_chain) return book_rule(index);
      faults_.push_back(error("rule.too_deep", {{"most", std::to_string(max_chain)}}, node.place));
      return 0;
    }
    std::vector<std::string> circle(std::ranges::find(path_, node.rule), path_.end());
    circle.push_back(node.rule);
    faults_.push_back(error("rule.cycle", {{"path", join(circle, " > ")}}, node.place));
    return 0;
  }

  const Rulebook& book_;
  Errors& faults_;
  std::vector<State> states_;
  std::vector<std::string> path_;
};

void too_large(std::size_t leaves, const Place& place, Errors& faults) {
  if (leaves <= max_leaves) return;
  faults.push_back(error("rule.too_large", {{"most", std::to_string(max_leaves)}}, place));
}

void check_literal(const Leaf& leaf, const Comparison& comparison, Result result, const FieldName* field,
                   Errors& faults) {
  Place place = leaf.place;
  if (comparison.line != 0) place.line = comparison.line;
  place.pointer += '/' + std::string(name(comparison.comparator));
  const bool ordered = comparison.comparator >= Comparator::at_least;
  const bool list_of_truths = result == Result::truth && comparison.comparator == Comparator::one_of;
  if (result != Result::number && (ordered || comparison.reference || list_of_truths)) {
    faults.push_back(error("rule.comparator_type",
                           {{"comparator", std::string(name(comparison.comparator))}, {"fact", print(leaf.fact)}},
                           place));
    return;
  }
  for (const std::string& literal : comparison.literals) {
    if (result == Result::number) {
      const auto number = Decimal::parse(literal);
      const Decimal most{1'000'000'000, 0};
      if (!number || number->decimals > 6 || compare(*number, most) > 0 || compare({-most.scaled, 0}, *number) > 0) {
        faults.push_back(error("rule.not_a_number", {{"found", literal}}, place));
      }
    } else if (result == Result::date) {
      if (!LocalDate::parse(literal)) faults.push_back(error("rule.not_a_date", {{"found", literal}}, place));
    } else {
      static const std::vector<std::string> truths{"yes", "no"};
      const std::vector<std::string>& codes = result == Result::truth || field == nullptr ? truths : field->codes;
      if ((result == Result::code && codes.empty()) || std::ranges::find(codes, literal) != codes.end()) continue;
      const std::vector<std::string_view> names(codes.begin(), codes.end());
      faults.push_back(error("rule.fact.unknown_code",
                             {{"kind", leaf.fact.of.kind},
                              {"field", leaf.fact.of.field},
                              {"found", literal},
                              {"nearest", nearest(literal, names).value_or("")},
                              {"allowed", join(codes, ", ")}},
                             place));
    }
  }
}

/// at_least 42 with at_most 28: no value is both. Only numbers written in the rule; what a reference stands for is not known here.
void check_bounds(const Leaf& leaf, Errors& faults) {
  const auto literal = [](const Comparison& c) {
    return c.reference || c.literals.size() != 1 ? std::optional<Decimal>() : Decimal::parse(c.literals.front());
  };
  for (const Comparison& low : leaf.comparisons) {
    if (low.comparator != Comparator::at_least && low.comparator != Comparator::more_than) continue;
    for (const Comparison& high : leaf.comparisons) {
      if (high.comparator != Comparator::at_most && high.comparator != Comparator::less_than) continue;
      const auto least = literal(low), most = literal(high);
      if (!least || !most) continue;
      const int order = compare(*least, *most);
      const bool closed = low.comparator == Comparator::at_least && high.comparator == Comparator::at_most;
      if (order < 0 || (order == 0 && closed)) continue;
      Place place = leaf.place;
      if (high.line != 0) place.line = high.line;
      place.pointer += '/' + std::string(name(high.comparator));
      faults.push_back(
          error("rule.never_holds", {{"low", low.literals.front()}, {"high", high.literals.front()}}, place));
    }
  }
}

struct Collector {
  const Rulebook& book;
  std::set<std::string> facts, fields, settings, phase, method, rules;

  void selector(const Selector& s) {
    fields.insert(s.kind);
    if (!s.field.empty()) fields.insert(s.kind + '.' + s.field);
    for (const Filter& f : s.filters) fields.insert(s.kind + '.' + f.field);
  }

  void rule(const Rule& from) {
    for (const Leaf& leaf : from.leaves) {
      facts.insert(print(leaf.fact));
      selector(leaf.fact.of);
      if (leaf.fact.other) selector(*leaf.fact.other);
      if (leaf.fact.window.type == Window::Type::since) selector(leaf.fact.window.since);
      for (const Comparison& c : leaf.comparisons) {
        if (!c.reference) continue;
        auto& keys = c.reference->from == Reference::From::setting ? settings
                     : c.reference->from == Reference::From::phase ? phase
                                                                   : method;
        keys.insert(c.reference->key);
        if (!c.reference->times_setting.empty()) settings.insert(c.reference->times_setting);
      }
    }
    each_node(from.root, [this](const Node& node) {
      if (node.type != Node::Type::named || !rules.insert(node.rule).second) return;
      if (const Rule* named = book.find(node.rule)) rule(*named);
    });
  }
};

/// Comparators of a count that only say "none" or "some".
bool only_existence(const Fact& fact, const Comparison& comparison) {
  if (fact.aggregate != Aggregate::count && fact.aggregate != Aggregate::distinct) return false;
  if (comparison.literals.size() != 1) return false;
  const auto number = Decimal::parse(comparison.literals.front());
  if (!number) return false;
  const bool zero = compare(*number, {0, 0}) == 0;
  const bool one = compare(*number, {1, 0}) == 0;
  return comparison.comparator == Comparator::at_least || comparison.comparator == Comparator::less_than ? one : zero;
}

}  // namespace

const Rule* Rulebook::find(std::string_view code) const {
  const auto found = std::ranges::find(rules, code, &Named::code);
  return found == rules.end() ? nullptr : &found->rule;
}

Rulebook read_rulebook(json::Cursor& in, std::string_view key, Errors& faults) {
  Rulebook book;
  if (!in.has(key)) return book;
  auto object = in.object(key);
  if (!object) {
    faults.push_back(std::move(object.error()));
    return book;
  }
  for (const json::Value member : object->members()) {
    if (auto rule = read_rule(object->child(member, member.key()), faults)) {
      book.rules.push_back({std::string(member.key()), std::move(*rule)});
    }
  }
  Walk walk(book, faults);
  for (std::size_t i = 0; i < book.rules.size(); ++i)
    too_large(walk.book_rule(i), book.rules[i].rule.root.place, faults);
  return book;
}

void check(const Rule& rule, const Vocabulary& vocabulary, const Rulebook& book, Errors& faults) {
  for (const Leaf& leaf : rule.leaves) {
    Errors found = check(leaf.fact, vocabulary, leaf.place);
    if (!found.empty()) {
      faults.insert(faults.end(), found.begin(), found.end());
      continue;
    }
    const KindName* kind = vocabulary.find(leaf.fact.of.kind);
    const FieldName* field = kind == nullptr ? nullptr : kind->find(leaf.fact.of.field);
    for (const Comparison& c : leaf.comparisons)
      check_literal(leaf, c, result_of(leaf.fact, vocabulary), field, faults);
    check_bounds(leaf, faults);
  }
  each_node(rule.root, [&](const Node& node) {
    if (node.type == Node::Type::named && book.find(node.rule) == nullptr) {
      faults.push_back(unknown_rule(node, book));
    }
  });
  Errors of_the_book;  // reported when it was read
  too_large(Walk(book, of_the_book).leaves(rule), rule.root.place, faults);
}

Names names(const Rule& rule, const Rulebook& book) {
  Collector c{.book = book, .facts = {}, .fields = {}, .settings = {}, .phase = {}, .method = {}, .rules = {}};
  c.rule(rule);
  const auto list = [](const std::set<std::string>& set) { return std::vector<std::string>(set.begin(), set.end()); };
  return {list(c.facts), list(c.fields), list(c.settings), list(c.phase), list(c.method), list(c.rules)};
}

std::vector<Unsourced> unsourced(const Rule& rule) {
  std::vector<Unsourced> out;
  each_node(rule.root, [&](const Node& node) {
    if (!node.source.empty()) return;
    if (node.type == Node::Type::at_least) {
      out.push_back({Unsourced::What::at_least, std::to_string(node.n), node.place});
    }
    if (node.type != Node::Type::leaf) return;
    const Leaf& leaf = rule.leaves[node.leaf];
    if (leaf.fact.window.type == Window::Type::last_days) {
      out.push_back({Unsourced::What::window, std::to_string(leaf.fact.window.n), leaf.place});
    }
    for (const Comparison& c : leaf.comparisons) {
      for (const std::string& literal : c.literals) {
        if (!Decimal::parse(literal) || only_existence(leaf.fact, c)) continue;
        Place place = leaf.place;
        place.line = c.line;
        out.push_back({Unsourced::What::comparison, literal, std::move(place)});
      }
    }
  });
  return out;
}

}  // namespace koers::rules
