// How long a file is kept: the terms as data (policy/retention.yaml), and which families' files have reached theirs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/expected.h"
#include "base/json.h"
#include "service/register.h"

namespace koers::service {

struct RetentionRule {
  std::string code, nl, en, source;
  bool of_log = false;  ///< else of a family's file
  int years = 0;
  LocalDate since;  ///< the term holds from this day on
};

struct Retention {
  std::vector<RetentionRule> rules;

  /// Every fault at once: json.*, retention.twice.
  static Checked<Retention> read(json::Value root, const std::string& file);
  /// The term for a family's file, or for the access log; none when the file names none.
  const RetentionRule* of(bool log) const;
};

/// A family whose file has reached its term.
struct Expired {
  JournalId journal;
  std::string rule;
  LocalDate last_change, until;  ///< until: the last day on which it had to be kept
};

/// Of families that nobody treats: those whose last change lies more than the term before `today`, the oldest first. Pure.
std::vector<Expired> expired(const std::vector<Family>& families, const RetentionRule& rule, LocalDate today);

}  // namespace koers::service
