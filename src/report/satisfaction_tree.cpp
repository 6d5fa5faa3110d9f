#include "report/satisfaction_tree.h"

#include "report/release.h"

namespace koers::report {

SatisfactionTree::SatisfactionTree(bool linked, const measure::Instrument& instrument, std::size_t batches)
    : instrument_(instrument), batches_(batches) {
  add_node(linked ? "linked.all" : "anonymous.all", Message{"satisfaction.all", {}}, 0);
}

std::size_t SatisfactionTree::add_node(std::string scope, Label label, int level) {
  nodes_.push_back({std::move(scope), std::move(label), level, {}});
  counts_.emplace_back(batches_, no_answers(instrument_));
  return nodes_.size() - 1;
}

void SatisfactionTree::add(const Path& path, const AnswerCounts& counts, std::size_t batch) {
  std::size_t at = 0;
  counts_[0][batch].add(counts);
  const std::string route = nodes_[0].scope.substr(0, nodes_[0].scope.find('.'));
  for (const auto& [name, label] : path) {
    const std::string scope = (at == 0 ? route : nodes_[at].scope) + "." + code_part(name);
    std::size_t next = 0;
    for (const std::size_t part : nodes_[at].parts) {
      if (nodes_[part].scope == scope) next = part;
    }
    if (next == 0) {
      next = add_node(scope, label, nodes_[at].level + 1);
      nodes_[at].parts.push_back(next);
    }
    at = next;
    counts_[at][batch].add(counts);
  }
}

std::vector<std::size_t> SatisfactionTree::order() const {
  std::vector<std::size_t> out, open{0};
  while (!open.empty()) {
    const std::size_t at = open.back();
    open.pop_back();
    out.push_back(at);
    open.insert(open.end(), nodes_[at].parts.rbegin(), nodes_[at].parts.rend());
  }
  return out;
}

template <class Count>
std::vector<bool> SatisfactionTree::released(Count count, const std::vector<bool>& allowed) const {
  std::vector<Group> groups;
  for (std::size_t i = 0; i < nodes_.size(); ++i)
    groups.push_back({count(i), nodes_[i].parts, allowed.empty() || allowed[i]});
  release(groups);
  std::vector<bool> out;
  for (const Group& group : groups) out.push_back(group.released);
  return out;
}

std::vector<std::optional<std::int64_t>> SatisfactionTree::forms() const {
  std::vector<std::optional<std::int64_t>> out(nodes_.size());
  for (std::size_t batch = 0; batch < batches_; ++batch) {
    const std::vector<bool> told = released([&](std::size_t at) { return counts_[at][batch].forms; }, {});
    for (std::size_t at = 0; at < nodes_.size(); ++at) {
      if (told[at]) out[at] = out[at].value_or(0) + counts_[at][batch].forms;
    }
  }
  return out;
}

std::vector<std::optional<AnswerCounts::Item>> SatisfactionTree::item(std::size_t item) const {
  std::vector<std::optional<AnswerCounts::Item>> out(nodes_.size());
  for (std::size_t batch = 0; batch < batches_; ++batch) {
    const std::vector<bool> shown = released([&](std::size_t at) { return counts_[at][batch].forms; }, {});
    const std::vector<bool> told =
        released([&](std::size_t at) { return counts_[at][batch].items[item].answered(); }, shown);
    for (std::size_t at = 0; at < nodes_.size(); ++at) {
      if (!told[at]) continue;
      if (!out[at]) out[at] = no_answers(instrument_).items[item];
      out[at]->add(counts_[at][batch].items[item]);
    }
  }
  return out;
}

}  // namespace koers::report
