// Who may do what: the policy file (policy/access.yaml) as a table that is asked. Nothing is allowed but what a line of it grants.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/expected.h"
#include "base/json.h"

namespace koers::service {

/// How the one who asks stands to a family, the closest first.
enum class Relation : std::uint8_t { own, member, emergency, duty, team, organisation, none };
inline constexpr std::size_t relation_count = 7;
std::string_view name(Relation relation);

/// What a line of the policy gives.
struct Grant {
  std::string role, purpose;
  Relation relation = Relation::none;
};

class Policy {
 public:
  /// Every fault at once: json.*, policy.no_such_group, policy.no_such_relation, policy.no_such_purpose, policy.no_such_role, policy.twice.
  static Checked<Policy> read(json::Value root, const std::string& file);

  /// The grant by which somebody with one of `roles`, in this relation, may do `act` (the first of the roles); none: refused.
  const Grant* grant(std::span<const std::string> roles, Relation relation, std::string_view act) const;

  /// Whether one of `roles` looks into families of others, so that it takes two to give it.
  bool second_person(std::span<const std::string> roles) const;

  /// Codes named in the file, in order.
  const std::vector<std::string>& roles() const { return roles_; }
  const std::vector<std::string>& acts() const { return acts_; }

 private:
  using Key = std::tuple<std::string, Relation, std::string>;  // role, relation, act
  std::map<Key, Grant> grants_;
  std::vector<std::string> roles_, acts_, second_person_;
};

}  // namespace koers::service
