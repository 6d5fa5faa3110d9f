#include "dossier/corrections.h"

#include <algorithm>
#include <tuple>

#include "dossier/codec.h"

namespace koers::dossier {
namespace {

using Node = std::uint32_t;
constexpr Node none = IdMap::none;

/// Entries in replay order, each id once.
std::vector<const Entry*> in_order(std::span<const Entry> entries, Dossier& out) {
  struct Key {
    std::int64_t occurred, written;
    const Entry* entry;
    bool operator<(const Key& b) const {
      return std::tie(occurred, written, entry->id) < std::tie(b.occurred, b.written, b.entry->id);
    }
  };
  std::vector<Key> keys;
  keys.reserve(entries.size());
  out.index.reserve(entries.size());
  for (const Entry& entry : entries) {
    const auto place = static_cast<Node>(keys.size());
    const Node kept = out.index.add(entry.id, place);
    if (kept == place) {
      keys.push_back({entry.occurred.instant(), entry.written.instant(), &entry});
      continue;
    }
    const Entry* stays = keys[kept].entry;
    const Entry* goes = &entry;
    const auto rank = [](const Entry* e) {
      return std::tuple(e->seq == 0, e->seq, e->occurred.instant(), e->written.instant(), entry_text(*e));
    };
    if (rank(goes) < rank(stays)) std::swap(stays, goes);
    keys[kept] = {stays->occurred.instant(), stays->written.instant(), stays};
    if (!same_content(*stays, *goes)) out.refused.push_back(goes);
  }
  if (!std::ranges::is_sorted(keys, std::less<>())) std::ranges::sort(keys, std::less<>());
  std::vector<const Entry*> order;
  order.reserve(keys.size());
  for (const Key& key : keys) {
    out.index.set(key.entry->id, static_cast<Node>(order.size()));
    order.push_back(key.entry);
  }
  std::ranges::sort(out.refused, [](const Entry* a, const Entry* b) {
    return std::tuple(a->id, a->seq, entry_text(*a)) < std::tuple(b->id, b->seq, entry_text(*b));
  });
  return order;
}

class Graph {
 public:
  Graph(std::span<const Entry* const> order, Dossier& out) : order_(order), out_(out) {}

  void settle() {
    number_targets();
    find_active();
    join();
    find_cycles();
    const std::vector<Node> olds_first = topological();
    for (const Node node : olds_first) settle_corrections_of(node);
    stand_in(olds_first);
  }

 private:
  bool is_entry(Node node) const { return node < order_.size(); }
  bool corrects(Node node) const { return active_[node] && !in_cycle_[node]; }

  // Ids that entries name but that are not here get a number too: two corrections of an unseen entry conflict all the same.
  void number_targets() {
    std::vector<EntryId> unseen;
    for (const Entry* entry : order_) {
      for (const EntryId& id : entry->supersedes) {
        if (out_.index.find(id) == none) unseen.push_back(id);
      }
    }
    std::ranges::sort(unseen);
    unseen.erase(std::unique(unseen.begin(), unseen.end()), unseen.end());
    size_ = static_cast<Node>(order_.size());
    for (const EntryId& id : unseen) out_.index.add(id, size_++);
    ids_unseen_ = std::move(unseen);
  }

  // Held entries are passive, unless a resolution that is itself in force keeps them.
  void find_active() {
    active_.assign(size_, 0);
    for (Node i = 0; is_entry(i); ++i) active_[i] = order_[i]->held.empty();
    std::vector<char> corrected(size_, 0);
    for (Node i = 0; is_entry(i); ++i) {
      if (!active_[i]) continue;
      for (const EntryId& id : order_[i]->supersedes) corrected[out_.index.find(id)] = 1;
    }
    kept_.assign(size_, 0);
    for (Node i = 0; is_entry(i); ++i) {
      const auto* resolution = std::get_if<ConflictResolution>(&order_[i]->body);
      if (resolution == nullptr || !order_[i]->held.empty() || corrected[i]) continue;
      const Node keep = out_.index.find(resolution->keep);
      if (keep == none || !is_entry(keep)) {
        out_.pending.push_back({order_[i], resolution->keep});
        continue;
      }
      active_[keep] = 1;
      if (kept_[keep] == 0) kept_[keep] = i + 1;
    }
  }

  void join() {
    up_.assign(size_, {});
    down_.assign(size_, {});
    for (Node i = 0; is_entry(i); ++i) {
      if (!active_[i]) continue;
      for (const EntryId& id : order_[i]->supersedes) {
        const Node target = out_.index.find(id);
        if (std::ranges::find(down_[i], target) != down_[i].end()) continue;
        down_[i].push_back(target);
        up_[target].push_back(i);
        if (!is_entry(target)) out_.pending.push_back({order_[i], id});
      }
    }
  }

  // Tarjan's strongly connected components, with a stack of its own: a chain of corrections may be long.
  void find_cycles() {
    in_cycle_.assign(size_, 0);
    std::vector<Node> seen(size_, 0), low(size_, 0), stack;
    std::vector<char> on_stack(size_, 0);
    struct Frame {
      Node node;
      std::size_t next;
    };
    std::vector<Frame> frames;
    Node counter = 0;
    for (Node root = 0; root < size_; ++root) {
      if (seen[root] != 0) continue;
      frames.push_back({root, 0});
      while (!frames.empty()) {
        const Node node = frames.back().node;
        if (frames.back().next == 0 && seen[node] == 0) {
          seen[node] = low[node] = ++counter;
          stack.push_back(node);
          on_stack[node] = 1;
        }
        if (frames.back().next < down_[node].size()) {
          const Node target = down_[node][frames.back().next++];
          if (seen[target] == 0)
            frames.push_back({target, 0});
          else if (on_stack[target])
            low[node] = std::min(low[node], seen[target]);
          continue;
        }
        frames.pop_back();
        if (!frames.empty()) low[frames.back().node] = std::min(low[frames.back().node], low[node]);
        if (low[node] == seen[node]) close_component(node, stack, on_stack);
      }
    }
    std::ranges::sort(out_.cycles,
                      [](const Cycle& a, const Cycle& b) { return before(*a.entries.front(), *b.entries.front()); });
  }

  void close_component(Node node, std::vector<Node>& stack, std::vector<char>& on_stack) {
    std::vector<Node> members;
    for (Node last = none; last != node;) {
      last = stack.back();
      stack.pop_back();
      on_stack[last] = 0;
      members.push_back(last);
    }
    if (members.size() == 1 && std::ranges::find(down_[node], node) == down_[node].end()) return;
    std::ranges::sort(members);
    Cycle cycle;
    for (const Node member : members) {
      in_cycle_[member] = 1;
      cycle.entries.push_back(order_[member]);
    }
    out_.cycles.push_back(std::move(cycle));
  }

  // Every entry after all those it corrects; among equals in replay order.
  std::vector<Node> topological() {
    live_.assign(size_, 0);
    lost_to_.assign(size_, none);
    std::vector<std::size_t> waiting(size_, 0);
    std::vector<Node> out;
    out.reserve(size_);
    for (Node i = 0; i < size_; ++i) {
      live_[i] = !is_entry(i) || corrects(i);
      if (corrects(i)) waiting[i] = down_[i].size();
      if (waiting[i] == 0) out.push_back(i);
    }
    for (std::size_t at = 0; at < out.size(); ++at) {
      for (const Node by : up_[out[at]]) {
        if (corrects(by) && --waiting[by] == 0) out.push_back(by);
      }
    }
    return out;
  }

  std::vector<Node> live_corrections(Node node) const {
    std::vector<Node> out;
    for (const Node by : up_[node]) {
      if (corrects(by) && live_[by]) out.push_back(by);
    }
    return out;
  }

  /// `node` and all that corrects it, directly or not.
  void above(Node node, std::vector<Node>& out) {
    out.push_back(node);
    ++mark_;
    marks_[node] = mark_;
    for (std::size_t at = out.size() - 1; at < out.size(); ++at) {
      for (const Node by : up_[out[at]]) {
        if (!corrects(by) || !live_[by] || marks_[by] == mark_) continue;
        marks_[by] = mark_;
        out.push_back(by);
      }
    }
  }

  void settle_corrections_of(Node node) {
    const std::vector<Node> by = live_corrections(node);
    if (by.size() < 2) return;
    // Corrections that some later entry corrects both (or of which one corrects the other) were not made apart.
    std::vector<Node> group(by.size());
    for (Node i = 0; i < by.size(); ++i) group[i] = i;
    const auto root = [&](Node i) {
      while (group[i] != i) i = group[i] = group[group[i]];
      return i;
    };
    const auto unite = [&](Node a, Node b) {
      a = root(a);
      b = root(b);
      group[std::max(a, b)] = std::min(a, b);
    };
    if (marks_.empty()) {
      marks_.assign(size_, 0);
      owner_.assign(size_, 0);
    }
    const Node mine = ++mark_;
    std::vector<Node> queue;
    for (Node i = 0; i < by.size(); ++i) {
      queue.assign(1, by[i]);
      while (!queue.empty()) {
        const Node at = queue.back();
        queue.pop_back();
        if (marks_[at] == mine) {
          unite(owner_[at], i);
          continue;
        }
        marks_[at] = mine;
        owner_[at] = i;
        for (const Node next : up_[at]) {
          if (corrects(next) && live_[next]) queue.push_back(next);
        }
      }
    }
    Node winner = root(0);  // `by` is in replay order
    Node resolved_by = none;
    for (Node i = 0; i < by.size(); ++i) {
      std::vector<Node> branch;
      above(by[i], branch);
      for (const Node member : branch) {
        if (is_entry(member) && kept_[member] != 0 && kept_[member] - 1 < resolved_by) {
          resolved_by = kept_[member] - 1;
          winner = root(i);
        }
      }
    }
    std::vector<Node> losers;
    for (Node i = 0; i < by.size(); ++i) {
      if (root(i) != winner) losers.push_back(by[i]);
    }
    if (losers.empty()) return;
    Conflict conflict{is_entry(node) ? order_[node]->id : ids_unseen_[node - order_.size()], nullptr, {}};
    for (Node i = 0; i < by.size(); ++i) {
      if (conflict.counts == nullptr && root(i) == winner) conflict.counts = order_[by[i]];
    }
    for (const Node loser : losers) {
      conflict.others.push_back(order_[loser]);
      std::vector<Node> branch;
      above(loser, branch);
      for (const Node member : branch) {
        live_[member] = 0;
        lost_to_[member] = node;
      }
    }
    if (resolved_by == none) out_.conflicts.push_back(std::move(conflict));
  }

  // What stands for each id now, found from the newest down; then for those that lost.
  void stand_in(const std::vector<Node>& olds_first) {
    out_.stands_for.assign(size_, nullptr);
    counts_.assign(order_.size(), 0);
    for (std::size_t i = olds_first.size(); i-- > 0;) {
      const Node node = olds_first[i];
      if (!live_[node] && lost_to_[node] != none) continue;
      const std::vector<Node> by = live_corrections(node);
      if (!by.empty()) {
        out_.stands_for[node] = out_.stands_for[by.front()];
      } else if (is_entry(node) && corrects(node)) {
        counts_[node] = 1;
        if (order_[node]->kind() != Kind::withdrawal) out_.stands_for[node] = order_[node];
      }
    }
    for (const Node node : olds_first) {
      if (lost_to_[node] != none) out_.stands_for[node] = out_.stands_for[lost_to_[node]];
    }
    for (Node i = 0; is_entry(i); ++i) {
      if (counts_[i] || in_cycle_[i]) continue;
      const bool corrected = !live_corrections(i).empty();
      if (!active_[i] && !corrected)
        out_.held.push_back(order_[i]);
      else
        out_.replaced.push_back(order_[i]);
    }
  }

 public:
  std::vector<char> counts_;

 private:
  std::span<const Entry* const> order_;
  Dossier& out_;
  Node size_ = 0;
  std::vector<EntryId> ids_unseen_;
  std::vector<char> active_, in_cycle_, live_;
  std::vector<Node> kept_;  // number of the resolution + 1
  std::vector<Node> lost_to_;  // the entry over which it lost
  std::vector<std::vector<Node>> up_, down_;
  std::vector<Node> marks_, owner_;
  Node mark_ = 0;
};

}  // namespace

std::vector<const Entry*> settle(std::span<const Entry> entries, Dossier& out) {
  std::vector<const Entry*> order = in_order(entries, out);
  out.known = static_cast<Node>(order.size());
  out.all = order;
  const bool plain = std::ranges::none_of(order, [](const Entry* e) {
    return !e->supersedes.empty() || !e->held.empty() || e->kind() == Kind::withdrawal ||
           e->kind() == Kind::conflict_resolution;
  });
  if (plain) {
    out.stands_for.assign(order.begin(), order.end());
    return order;
  }
  Graph graph(order, out);
  graph.settle();
  std::vector<const Entry*> counting;
  counting.reserve(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (graph.counts_[i]) counting.push_back(order[i]);
  }
  return counting;
}

}  // namespace koers::dossier
