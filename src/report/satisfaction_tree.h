// One route of client satisfaction as a tree of groups, and what of each group may be told.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "measure/instrument.h"
#include "report/document.h"
#include "report/satisfaction_file.h"

namespace koers::report {

/// All forms of a route, parted by method and below it by team and phase, or by phase. Forms lie in batches: what one report may tell of a
/// batch is decided within the batch (release.h), so the differences between reports tell no more than the reports.
class SatisfactionTree {
 public:
  struct Node {
    std::string scope;  ///< `anonymous.iag-2019.north`
    Label label;
    int level = 0;
    std::vector<std::size_t> parts;
  };
  using Path = std::vector<std::pair<std::string, Label>>;  ///< names below the route

  /// `instrument` must outlive the tree.
  SatisfactionTree(bool linked, const measure::Instrument& instrument, std::size_t batches = 1);

  /// `counts` go into every node on the way to the end of `path`, which is made when it is not there.
  void add(const Path& path, const AnswerCounts& counts, std::size_t batch = 0);

  const std::vector<Node>& nodes() const { return nodes_; }
  /// From the top, each group before its parts.
  std::vector<std::size_t> order() const;

  /// Of each node the forms that may be told of; none when it is withheld.
  std::vector<std::optional<std::int64_t>> forms() const;
  /// Of each node the answers to one item that may be told of: the item's own answers count.
  std::vector<std::optional<AnswerCounts::Item>> item(std::size_t item) const;

 private:
  std::size_t add_node(std::string scope, Label label, int level);
  template <class Count>
  std::vector<bool> released(Count count, const std::vector<bool>& allowed) const;

  const measure::Instrument& instrument_;
  std::size_t batches_;
  std::vector<Node> nodes_;
  std::vector<std::vector<AnswerCounts>> counts_;  ///< of each node, of each batch
};

}  // namespace koers::report
