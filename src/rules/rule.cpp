#include "rules/rule.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "rules/rule_words.h"

namespace koers::rules {
namespace {

class Reader {
 public:
  Reader(Rule& out, Errors& faults) : out_(out), faults_(faults) {}

  Node node(json::Cursor& in, std::string_view source, std::size_t depth) {
    Node node;
    node.place = in.place();
    node.source = source;
    if (depth >= max_depth) {
      refuse("rule.too_deep", {{"most", std::to_string(max_depth)}}, node.place);
      return node;
    }
    const auto key = only_key(in);
    if (!key) return node;
    if (in.has("source")) json::take(in.text("source"), node.source, faults_);
    if (*key == "fact") {
      leaf(in, node);
    } else if (*key == "rule") {
      node.type = Node::Type::named;
      json::take(in.text("rule", longest_rule_code), node.rule, faults_);
    } else if (*key == "not") {
      node.type = Node::Type::negation;
      if (auto part = in.object("not")) {
        node.parts.push_back(this->node(*part, node.source, depth + 1));
      } else {
        faults_.push_back(std::move(part.error()));
      }
    } else {
      node.type = *key == "all" ? Node::Type::all : *key == "any" ? Node::Type::any : Node::Type::at_least;
      parts(in, *key, node, depth);
    }
    for (Error& fault : in.unread()) faults_.push_back(std::move(fault));
    return node;
  }

 private:
  std::optional<std::string_view> only_key(const json::Cursor& in) {
    std::vector<std::string> found;
    for (const std::string_view key : node_keys) {
      if (in.has(key)) found.emplace_back(key);
    }
    if (found.size() == 1) return *std::ranges::find(node_keys, found.front());
    if (found.empty()) {
      refuse("rule.not_a_node", {{"allowed", "all, any, not, at_least with of, fact, rule"}}, in.place());
    } else {
      refuse("rule.two_nodes", {{"found", join(found, ", ")}}, in.place());
    }
    return {};
  }

  void parts(json::Cursor& in, std::string_view key, Node& node, std::size_t depth) {
    const auto items = in.array(key, most_parts);
    if (!items) {
      faults_.push_back(items.error());
      return;
    }
    if (items->empty()) refuse("rule.no_parts", {{"key", std::string(key)}}, in.place(key));
    const json::Cursor list = in.child(*in.any(key), key);
    for (std::size_t i = 0; i < items->size() && !full_; ++i) {
      json::Cursor part = list.child((*items)[i], std::to_string(i));
      node.parts.push_back(this->node(part, node.source, depth + 1));
    }
    if (node.type != Node::Type::at_least) return;
    const auto n = in.integer("at_least", 1, static_cast<std::int64_t>(most_parts));
    if (!n) {
      faults_.push_back(n.error());
    } else if (*n > static_cast<std::int64_t>(items->size())) {
      refuse("rule.at_least_range", {{"n", std::to_string(*n)}, {"parts", std::to_string(items->size())}},
             in.place("at_least"));
    } else {
      node.n = static_cast<std::size_t>(*n);
    }
  }

  void leaf(json::Cursor& in, Node& node) {
    node.type = Node::Type::leaf;
    node.leaf = out_.leaves.size();
    if (node.leaf == max_leaves) {
      refuse("rule.too_large", {{"most", std::to_string(max_leaves)}}, node.place);
      full_ = true;
      return;
    }
    Leaf leaf;
    leaf.source = node.source;
    leaf.place = node.place;
    if (const auto text = in.text("fact")) {
      json::take(parse_fact(*text, in.place("fact")), leaf.fact, faults_);
    } else {
      faults_.push_back(text.error());
    }
    for (std::size_t i = 0; i < comparators.size(); ++i) {
      const auto value = in.any(comparators[i]);  // asked for also when absent: unread() can then suggest it
      if (value) comparison(in, static_cast<Comparator>(i), *value, leaf);
    }
    if (leaf.comparisons.empty()) {
      if (leaf.fact.aggregate == Aggregate::exists) {
        leaf.comparisons.push_back({Comparator::is, {"yes"}, {}, node.place.line});
      } else {
        refuse("rule.no_comparator", {{"allowed", comparator_list()}}, node.place);
      }
    }
    if (in.has("name")) {
      auto name = in.object("name");
      if (name) {
        json::take(name->text("nl", longest_name), leaf.name.nl, faults_);
        json::take(name->text("en", longest_name), leaf.name.en, faults_);
        for (Error& fault : name->unread()) faults_.push_back(std::move(fault));
      } else {
        faults_.push_back(std::move(name.error()));
      }
    }
    out_.leaves.push_back(std::move(leaf));
  }

  void comparison(const json::Cursor& in, Comparator comparator, json::Value value, Leaf& leaf) {
    const std::string_view key = name(comparator);
    Comparison out{comparator, {}, {}, value.line()};
    if (value.is(json::Type::object) && comparator != Comparator::one_of) {
      json::Cursor cursor = in.child(value, key);
      if (auto found = reference(cursor)) out.reference = std::move(*found);
    } else if (value.is(json::Type::array) && comparator == Comparator::one_of && value.size() > 0 &&
               value.size() <= most_literals) {
      for (const json::Value item : value)
        literal(in.child(value, key).place_of(item, std::to_string(out.literals.size())), item, out);
    } else {
      literal(in.place(key), value, out);
      if (comparator == Comparator::one_of && !out.literals.empty()) refuse_value(in.place(key));
    }
    leaf.comparisons.push_back(std::move(out));
  }

  std::optional<Reference> reference(json::Cursor& in) {
    Reference out;
    std::size_t found = 0;
    for (std::size_t i = 0; i < origins.size(); ++i) {
      if (!in.any(origins[i])) continue;
      ++found;
      out.from = static_cast<Reference::From>(i);
      json::take(in.text(origins[i], longest_reference), out.key, faults_);
    }
    times(in, out);
    for (Error& fault : in.unread()) faults_.push_back(std::move(fault));
    if (found == 1) return out;
    refuse_value(in.place());
    return {};
  }

  /// A whole number, or a setting.
  void times(json::Cursor& in, Reference& out) {
    const auto value = in.any("times");
    if (!value) return;
    if (!value->is(json::Type::object)) {
      std::int64_t times = 1;
      json::take(in.integer("times", 1, most_times), times, faults_);
      out.times = static_cast<std::int32_t>(times);
      return;
    }
    json::Cursor cursor = in.child(*value, "times");
    json::take(cursor.text("setting", longest_reference), out.times_setting, faults_);
    for (Error& fault : cursor.unread()) faults_.push_back(std::move(fault));
  }

  void literal(const Place& place, json::Value value, Comparison& out) {
    if (value.is(json::Type::number)) {
      out.literals.push_back(value.number().text());
    } else if (value.is(json::Type::string) && !trim(value.text()).empty() && value.text().size() <= longest_literal) {
      out.literals.emplace_back(value.text());
    } else {
      refuse_value(place);
    }
  }

  void refuse_value(const Place& place) { refuse("rule.comparator_value", {}, place); }

  void refuse(std::string code, Message::Args args, Place place) {
    faults_.push_back(error(std::move(code), std::move(args), std::move(place)));
  }

  static std::string comparator_list() {
    std::string out;
    for (const std::string_view c : comparators) out += (out.empty() ? "" : ", ") + std::string(c);
    return out;
  }

  Rule& out_;
  Errors& faults_;
  bool full_ = false;
};

}  // namespace

std::string_view name(Comparator comparator) { return comparators[static_cast<std::size_t>(comparator)]; }
std::string_view name(Reference::From from) { return origins[static_cast<std::size_t>(from)]; }

std::string print(const Reference& reference) {
  std::string out = '{' + std::string(name(reference.from)) + ": " + reference.key;
  if (!reference.times_setting.empty()) {
    out += ", times: {setting: " + reference.times_setting + '}';
  } else if (reference.times != 1) {
    out += ", times: " + std::to_string(reference.times);
  }
  return out + '}';
}

std::optional<Rule> read_rule(json::Cursor in, Errors& faults, std::string_view source) {
  const std::size_t before = faults.size();
  Rule rule;
  rule.root = Reader(rule, faults).node(in, source, 0);
  if (faults.size() != before) return {};
  return rule;
}

std::optional<Rule> read_rule(json::Cursor& in, std::string_view key, Errors& faults, std::string_view source) {
  auto object = in.object(key);
  if (!object) {
    faults.push_back(std::move(object.error()));
    return {};
  }
  return read_rule(std::move(*object), faults, source);
}

}  // namespace koers::rules
