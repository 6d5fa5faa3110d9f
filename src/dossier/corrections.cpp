#include "dossier/corrections.h"

#include <algorithm>
#include <tuple>

#include "dossier/codec.h"

namespace koers::dossier {
namespace {

using Node = std::uint32_t;
constexpr Node none = IdMap::none;

bool earlier(const Brief& a, const Brief& b) {
  return std::tie(a.occurred, a.written, a.entry->id) < std::tie(b.occurred, b.written, b.entry->id);
}

/// Briefs of entries, with their authors numbered.
class Taking {
 public:
  explicit Taking(std::vector<PersonId>& authors) : authors_(authors) {}

  Brief brief(const Entry& entry) {
    const Kind kind = entry.kind();
    const bool tangled = !entry.supersedes.empty() || !entry.held.empty() || kind == Kind::withdrawal ||
                         kind == Kind::conflict_resolution;
    return {entry.occurred.instant(),
            entry.written.instant(),
            &entry,
            entry.date(),
            number(entry.author),
            kind,
            entry.role,
            tangled};
  }

 private:
  std::uint32_t number(const PersonId& author) {
    if (!authors_.empty() && authors_[last_] == author) return last_;
    const auto next = static_cast<std::uint32_t>(authors_.size());
    last_ = numbers_.add(author, next);
    if (last_ == next) authors_.push_back(author);
    return last_;
  }
  std::vector<PersonId>& authors_;
  IdMap numbers_;
  std::uint32_t last_ = 0;
};

/// Which of two entries with one id stays: what the server received first, whatever the order of arrival.
auto claim(const Entry& entry) {
  return std::tuple(entry.seq == 0, entry.seq, entry.occurred.instant(), entry.written.instant(), entry_text(entry));
}

/// Of entries whose id another holds: each body that is not the one that stays, once.
std::vector<const Entry*> other_bodies(std::span<const Entry* const> copies, const IdMap& index,
                                       std::span<const Brief> order) {
  using Told = std::tuple<EntryId, std::string, std::uint64_t, const Entry*>;
  std::vector<Told> told;
  for (const Entry* copy : copies) {
    std::string content = content_text(*copy);
    if (content != content_text(*order[index.find(copy->id)].entry))
      told.emplace_back(copy->id, std::move(content), copy->seq, copy);
  }
  std::ranges::sort(told, [](const Told& a, const Told& b) {
    // Two with one body may differ in being held, which the server says.
    return std::tie(std::get<0>(a), std::get<1>(a), std::get<2>(a), std::get<3>(a)->held) <
           std::tie(std::get<0>(b), std::get<1>(b), std::get<2>(b), std::get<3>(b)->held);
  });
  std::vector<const Entry*> out;
  for (std::size_t i = 0; i < told.size(); ++i) {
    const auto& [id, content, seq, copy] = told[i];
    if (i == 0 || id != std::get<0>(told[i - 1]) || content != std::get<1>(told[i - 1])) out.push_back(copy);
  }
  return out;
}

/// Entries in replay order, each id once.
std::vector<Brief> in_order(std::span<const Entry> entries, Dossier& out, std::vector<PersonId>& authors) {
  std::vector<Brief> order;
  order.reserve(entries.size());
  out.index.reserve(entries.size());
  Taking taking(authors);
  std::vector<const Entry*> copies;
  for (const Entry& entry : entries) {
    const auto place = static_cast<Node>(order.size());
    const Node kept = out.index.add(entry.id, place);
    if (kept == place) {
      order.push_back(taking.brief(entry));
      continue;
    }
    const Entry* stays = order[kept].entry;
    const Entry* goes = &entry;
    if (claim(*goes) < claim(*stays)) std::swap(stays, goes);
    order[kept] = taking.brief(*stays);
    copies.push_back(goes);
  }
  if (!copies.empty()) out.refused = other_bodies(copies, out.index, order);
  if (!std::ranges::is_sorted(order, earlier)) {
    std::ranges::sort(order, earlier);
    for (Node i = 0; i < order.size(); ++i) out.index.set(order[i].entry->id, i);
  }
  return order;
}

/// The graph of the entries that correct, withdraw, resolve or are held, and of those they name: of most cases a small part. The others
/// count whatever happens here. Nodes are these entries in replay order, then ids that are named and not here.
class Graph {
 public:
  explicit Graph(Dossier& out) : out_(out) {}

  void settle(std::span<const Brief> all) {
    gather(all);
    find_active();
    join();
    find_cycles();
    const std::vector<Node> olds_first = topological();
    for (const Node node : olds_first) settle_corrections_of(node);
    stand_in(olds_first);
  }
  const std::vector<Node>& idle() const { return idle_; }

 private:
  bool is_entry(Node node) const { return node < order_.size(); }
  bool corrects(Node node) const { return active_[node] && !in_cycle_[node]; }

  Node node_of(const EntryId& id) const {
    const Node number = out_.index.find(id);
    if (number == none) return none;
    return number < out_.known ? node_of_[number] : static_cast<Node>(order_.size()) + (number - out_.known);
  }

  // Ids that entries name but that are not here get a number too: two corrections of an unseen entry conflict all the same.
  void gather(std::span<const Brief> all) {
    node_of_.assign(all.size(), none);
    const auto take = [&](const EntryId& id) {
      const Node number = out_.index.find(id);
      if (number != none) node_of_[number] = 0;
      return number != none;
    };
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (!all[i].tangled) continue;
      node_of_[i] = 0;
      for (const EntryId& id : all[i].entry->supersedes) {
        if (!take(id)) ids_unseen_.push_back(id);
      }
      if (const auto* resolution = std::get_if<ConflictResolution>(&all[i].entry->body)) take(resolution->keep);
    }
    std::ranges::sort(ids_unseen_);
    ids_unseen_.erase(std::unique(ids_unseen_.begin(), ids_unseen_.end()), ids_unseen_.end());
    for (Node number = 0; number < all.size(); ++number) {
      if (node_of_[number] == none) continue;
      node_of_[number] = static_cast<Node>(order_.size());
      order_.push_back(all[number].entry);
      numbers_.push_back(number);
    }
    size_ = static_cast<Node>(order_.size());
    for (Node i = 0; i < ids_unseen_.size(); ++i, ++size_) {
      numbers_.push_back(out_.known + i);
      out_.index.add(ids_unseen_[i], numbers_.back());
    }
  }

  // Held entries are passive, unless a resolution that is itself in force keeps them.
  void find_active() {
    active_.assign(size_, 0);
    for (Node i = 0; is_entry(i); ++i) active_[i] = order_[i]->held.empty();
    std::vector<char> corrected(size_, 0);
    for (Node i = 0; is_entry(i); ++i) {
      if (!active_[i]) continue;
      for (const EntryId& id : order_[i]->supersedes) corrected[node_of(id)] = 1;
    }
    kept_.assign(size_, 0);
    for (Node i = 0; is_entry(i); ++i) {
      const auto* resolution = std::get_if<ConflictResolution>(&order_[i]->body);
      if (resolution == nullptr || !order_[i]->held.empty() || corrected[i]) continue;
      const Node keep = node_of(resolution->keep);
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
        const Node target = node_of(id);
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
    std::vector<const Entry*> stands_for(size_, nullptr);
    std::vector<char> counts(order_.size(), 0);
    for (std::size_t i = olds_first.size(); i-- > 0;) {
      const Node node = olds_first[i];
      if (!live_[node] && lost_to_[node] != none) continue;
      const std::vector<Node> by = live_corrections(node);
      if (!by.empty()) {
        stands_for[node] = stands_for[by.front()];
      } else if (is_entry(node) && corrects(node)) {
        counts[node] = 1;
        if (order_[node]->kind() != Kind::withdrawal) stands_for[node] = order_[node];
      }
    }
    for (const Node node : olds_first) {
      if (lost_to_[node] != none) stands_for[node] = stands_for[lost_to_[node]];
    }
    for (Node i = 0; is_entry(i); ++i) {
      if (counts[i] || in_cycle_[i]) continue;
      const bool corrected = !live_corrections(i).empty();
      if (!active_[i] && !corrected)
        out_.held.push_back(order_[i]);
      else
        out_.replaced.push_back(order_[i]);
    }
    out_.stands_for.resize(out_.known + ids_unseen_.size());
    for (Node i = 0; i < size_; ++i) out_.stands_for[numbers_[i]] = stands_for[i];
    for (Node i = 0; is_entry(i); ++i) {
      if (!counts[i]) idle_.push_back(numbers_[i]);
    }
  }

  Dossier& out_;
  std::vector<const Entry*> order_;  // by node
  std::vector<Node> numbers_;  // by node: its number in the dossier
  std::vector<Node> node_of_;  // by number; none: not in the graph
  std::vector<Node> idle_;  // numbers of entries that do not count, ascending
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

Settled settle(std::span<const Entry> entries, Dossier& out) {
  Settled made;
  std::vector<Brief>& order = made.counting;
  order = in_order(entries, out, made.authors);
  out.known = static_cast<Node>(order.size());
  out.all.reserve(order.size());
  for (const Brief& brief : order) out.all.push_back(brief.entry);
  out.stands_for = out.all;
  if (std::ranges::none_of(order, &Brief::tangled)) return made;
  Graph graph(out);
  graph.settle(order);
  for (const Node number : graph.idle()) order[number].entry = nullptr;
  std::erase_if(order, [](const Brief& brief) { return brief.entry == nullptr; });
  return made;
}

}  // namespace koers::dossier
