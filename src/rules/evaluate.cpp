#include "rules/evaluate.h"

#include <algorithm>

#include "rules/engine.h"

namespace koers::rules {
namespace {

Truth combine(const Node& node, std::span<const Truth> parts) {
  const auto count = [&](Truth t) { return static_cast<std::size_t>(std::ranges::count(parts, t)); };
  switch (node.type) {
    case Node::Type::all: return parts.empty() ? Truth::yes : std::ranges::min(parts);
    case Node::Type::any: return parts.empty() ? Truth::no : std::ranges::max(parts);
    case Node::Type::negation: return parts.empty() ? Truth::unknown : !parts.front();
    case Node::Type::at_least:
      if (count(Truth::yes) >= node.n) return Truth::yes;
      return count(Truth::yes) + count(Truth::unknown) < node.n ? Truth::no : Truth::unknown;
    default: return Truth::unknown;
  }
}

/// Walks a rule and its named rules. `leaf` answers a leaf. A named rule is answered once; a circle is unknown.
template <class LeafAnswerOf>
class Walker {
 public:
  Walker(const Rulebook& book, LeafAnswerOf leaf) : book_(book), leaf_(std::move(leaf)) {}

  Truth operator()(const Rule& rule, const Node& node) {
    if (node.type == Node::Type::leaf)
      return node.leaf < rule.leaves.size() ? leaf_(rule.leaves[node.leaf]) : Truth::unknown;
    if (node.type == Node::Type::named) return named(node);
    std::vector<Truth> parts;
    parts.reserve(node.parts.size());
    for (const Node& part : node.parts) {
      parts.push_back((*this)(rule, part));
      if (node.type == Node::Type::all && parts.back() == Truth::no) return Truth::no;
      if (node.type == Node::Type::any && parts.back() == Truth::yes) return Truth::yes;
    }
    return combine(node, parts);
  }

 private:
  Truth named(const Node& node) {
    const Rule* rule = book_.find(node.rule);
    if (rule == nullptr || chain_ >= max_chain) return Truth::unknown;
    const auto [at, fresh] = answers_.try_emplace(rule, Truth::unknown);
    if (!fresh) return at->second;
    ++chain_;
    const Truth answer = (*this)(*rule, rule->root);
    --chain_;
    answers_[rule] = answer;
    return answer;
  }

  const Rulebook& book_;
  LeafAnswerOf leaf_;
  std::unordered_map<const Rule*, Truth> answers_;
  std::size_t chain_ = 0;
};

class Expander {
 public:
  Expander(const Rulebook& book, Expanded& out) : book_(book), out_(out) {}

  void rule(const Rule& from, const std::string& code, const Node& node) {
    if (node.type == Node::Type::leaf && node.leaf < from.leaves.size()) leaf(from.leaves[node.leaf], code);
    if (node.type == Node::Type::named) {
      const Rule* named = book_.find(node.rule);
      if (named == nullptr) return;
      if (std::ranges::find(seen_, named) != seen_.end()) {
        out_.repeats = true;
        return;
      }
      if (chain_ >= max_chain) return;
      seen_.push_back(named);
      ++chain_;
      rule(*named, node.rule, named->root);
      --chain_;
    }
    for (const Node& part : node.parts) rule(from, code, part);
  }

 private:
  void leaf(const Leaf& leaf, const std::string& code) {
    std::string key = print(leaf.fact);
    for (const Comparison& c : leaf.comparisons) {
      key += '\n' + std::string(name(c.comparator));
      for (const std::string& literal : c.literals) key += ' ' + literal;
      if (c.reference) key += print(*c.reference);
    }
    const auto [at, fresh] = keys_.try_emplace(std::move(key), out_.leaves.size());
    if (fresh)
      out_.leaves.push_back({&leaf, code});
    else
      out_.repeats = true;
    out_.index[&leaf] = at->second;
  }

  const Rulebook& book_;
  Expanded& out_;
  std::vector<const Rule*> seen_;
  std::unordered_map<std::string, std::size_t> keys_;
  std::size_t chain_ = 0;
};

/// Which leaves decide, and which open ones could.
class Reasons {
 public:
  Reasons(const Rulebook& book, const Expanded& expanded, const std::vector<Truth>& answers)
      : book_(book), expanded_(expanded), answers_(answers) {}

  Truth answer(const Rule& rule, const Node& node, const std::vector<Truth>& given) const {
    const auto leaf = [&](const Leaf& l) {
      const auto at = expanded_.index.find(&l);
      return at == expanded_.index.end() ? Truth::unknown : given[at->second];
    };
    return Walker(book_, leaf)(rule, node);
  }

  std::vector<std::size_t> deciding(const Rule& rule) {
    used_.assign(answers_.size(), false);
    seen_.clear();
    decide(rule, rule.root, answer(rule, rule.root, answers_));
    if (expanded_.repeats) drop_spare(rule);
    return indices();
  }

  std::vector<std::size_t> missing(const Rule& rule) {
    used_.assign(answers_.size(), false);
    seen_.clear();
    open(rule, rule.root);
    return indices();
  }

 private:
  void decide(const Rule& rule, const Node& node, Truth answer_wanted) {
    switch (node.type) {
      case Node::Type::leaf: mark(rule, node); return;
      case Node::Type::named:
        if (const Rule* named = enter(node)) decide(*named, named->root, answer_wanted);
        return;
      case Node::Type::negation: decide(rule, node.parts.front(), !answer_wanted); return;
      default: break;
    }
    std::size_t needed = 1;
    if ((node.type == Node::Type::all) == (answer_wanted == Truth::yes)) needed = node.parts.size();
    if (node.type == Node::Type::at_least)
      needed = answer_wanted == Truth::yes ? node.n : node.parts.size() - node.n + 1;
    for (const Node& part : node.parts) {
      if (needed == 0) return;
      if (answer(rule, part, answers_) != answer_wanted) continue;
      decide(rule, part, answer_wanted);
      --needed;
    }
  }

  /// Where a leaf stands in two places, what one place needs may already decide alone.
  void drop_spare(const Rule& rule) {
    std::vector<Truth> given(answers_.size(), Truth::unknown);
    for (std::size_t i = 0; i < given.size(); ++i) given[i] = used_[i] ? answers_[i] : Truth::unknown;
    const Truth wanted = answer(rule, rule.root, answers_);
    for (std::size_t i = given.size(); i-- > 0;) {
      if (!used_[i]) continue;
      given[i] = Truth::unknown;
      used_[i] = answer(rule, rule.root, given) != wanted;
      if (used_[i]) given[i] = answers_[i];
    }
  }

  void open(const Rule& rule, const Node& node) {
    if (answer(rule, node, answers_) != Truth::unknown) return;
    if (node.type == Node::Type::leaf) mark(rule, node);
    if (node.type == Node::Type::named) {
      if (const Rule* named = enter(node)) open(*named, named->root);
    }
    for (const Node& part : node.parts) open(rule, part);
  }

  void mark(const Rule& rule, const Node& node) {
    if (node.leaf >= rule.leaves.size()) return;
    const auto at = expanded_.index.find(&rule.leaves[node.leaf]);
    if (at != expanded_.index.end()) used_[at->second] = true;
  }

  const Rule* enter(const Node& node) {
    const Rule* named = book_.find(node.rule);
    if (named == nullptr || std::ranges::find(seen_, named) != seen_.end()) return nullptr;
    seen_.push_back(named);
    return named;
  }

  std::vector<std::size_t> indices() const {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < used_.size(); ++i) {
      if (used_[i]) out.push_back(i);
    }
    return out;
  }

  const Rulebook& book_;
  const Expanded& expanded_;
  const std::vector<Truth>& answers_;
  std::vector<bool> used_;
  std::vector<const Rule*> seen_;
};

Reading reading_of(const FactValue& value) {
  Reading out;
  out.result = value.result;
  out.truth = value.truth;
  if (value.low) out.low = shown(*value.low);
  if (value.high) out.high = shown(*value.high);
  out.values = value.values;
  switch (value.result) {
    case Result::truth: out.exact = value.truth != Truth::unknown; break;
    case Result::number: out.exact = value.low && value.high && compare(*value.low, *value.high) == 0; break;
    default: out.exact = !value.any && value.values.size() == 1;
  }
  return out;
}

std::vector<std::size_t> origins_of(const Table& table, const std::vector<std::uint32_t>& rows) {
  std::vector<std::size_t> out;
  for (const std::uint32_t row : rows) {
    const std::size_t origin = table.rows[row].origin;
    if (std::ranges::find(out, origin) == out.end()) out.push_back(origin);
  }
  return out;
}

LeafAnswer of_value(const Table& table, const FactValue& value) {
  LeafAnswer out;
  out.reading = reading_of(value);
  out.missing = value.missing;
  out.evidence = origins_of(table, value.evidence);
  out.open = origins_of(table, value.open);
  return out;
}

void note(std::vector<Missing>& list, Missing reason) {
  const auto at = std::ranges::lower_bound(list, reason);
  if (at == list.end() || *at != reason) list.insert(at, reason);
}

void add_thresholds(LeafAnswer& out, const Leaf& leaf, std::span<const Bound> bounds, const Numbers& numbers) {
  for (std::size_t i = 0; i < leaf.comparisons.size(); ++i) {
    const Comparison& c = leaf.comparisons[i];
    Threshold t{c.comparator, c.literals, c.reference, leaf.source, false};
    if (c.reference) {
      const auto look_up = [&](const Reference& reference) {
        const auto norm = numbers ? numbers(reference) : std::nullopt;
        const bool setting = reference.from == Reference::From::setting;
        if (!norm) note(out.missing, setting ? Missing::no_setting : Missing::no_norm);
        return norm.value_or(Norm{});
      };
      const Norm norm = look_up(*c.reference);
      t.source = norm.source;
      t.own_choice = norm.own_choice;
      if (!c.reference->times_setting.empty())
        t.own_choice = look_up(share_of(*c.reference)).own_choice || t.own_choice;
      for (const Number& number : bounds[i].numbers) t.values.push_back(shown(number).text());
    }
    if (bounds[i].misfit) note(out.missing, Missing::not_in_language);
    out.thresholds.push_back(std::move(t));
  }
}

}  // namespace

const FactValue& Evaluator::Engine::value_today(const Fact& fact) {
  std::string key = print(fact);
  if (const auto found = known.find(key); found != known.end()) return found->second;
  return known.emplace(std::move(key), facts.value(fact, table.today)).first->second;
}

Truth Evaluator::Engine::answer(const Leaf& leaf, const Numbers& numbers, LocalDate today) {
  if (today == table.today) {
    const FactValue& value = value_today(leaf.fact);
    return judge(value, bind(leaf, value.result, numbers));
  }
  const FactValue value = facts.value(leaf.fact, today, false);
  return judge(value, bind(leaf, value.result, numbers));
}

Truth Evaluator::Engine::answer(const Rule& rule, const Numbers& numbers, LocalDate today) {
  const auto leaf = [&](const Leaf& l) { return answer(l, numbers, today); };
  return Walker(book, leaf)(rule, rule.root);
}

Expanded Evaluator::Engine::expand(const Rule& rule) const {
  Expanded out;
  Expander(book, out).rule(rule, {}, rule.root);
  return out;
}

Evaluator::Evaluator(const Table& table, const Vocabulary& vocabulary, const Rulebook& book)
    : engine_(std::make_unique<Engine>(table, vocabulary, book)) {}
Evaluator::~Evaluator() = default;
Evaluator::Evaluator(Evaluator&&) noexcept = default;
Evaluator& Evaluator::operator=(Evaluator&&) noexcept = default;

Truth Evaluator::answer(const Rule& rule, const Numbers& numbers) {
  return engine_->answer(rule, numbers, engine_->table.today);
}

Truth Evaluator::answer(const Rule& rule, const Numbers& numbers, LocalDate today) {
  return engine_->answer(rule, numbers, today);
}

LeafAnswer Evaluator::read(const Fact& fact) { return of_value(engine_->table, engine_->value_today(fact)); }

Explanation Evaluator::explain(const Rule& rule, const Numbers& numbers) {
  const Expanded expanded = engine_->expand(rule);
  Explanation out;
  std::vector<Truth> answers;
  for (const PlacedLeaf& placed : expanded.leaves) {
    const FactValue& value = engine_->value_today(placed.leaf->fact);
    const std::vector<Bound> bounds = bind(*placed.leaf, value.result, numbers);
    LeafAnswer leaf = of_value(engine_->table, value);
    leaf.rule = placed.rule;
    leaf.leaf = placed.leaf;
    leaf.answer = judge(value, bounds);
    add_thresholds(leaf, *placed.leaf, bounds, numbers);
    answers.push_back(leaf.answer);
    out.leaves.push_back(std::move(leaf));
  }
  Reasons reasons(engine_->book, expanded, answers);
  out.answer = reasons.answer(rule, rule.root, answers);
  if (out.answer == Truth::unknown)
    out.missing = reasons.missing(rule);
  else
    out.deciding = reasons.deciding(rule);
  return out;
}

}  // namespace koers::rules
