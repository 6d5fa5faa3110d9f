#include "service/policy.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/cursor.h"

namespace koers::service {
namespace {

constexpr std::array<std::string_view, relation_count> relations{"own",  "member",       "emergency", "duty",
                                                                 "team", "organisation", "none"};

void once(std::vector<std::string>& list, const std::string& word) {
  if (std::ranges::find(list, word) == list.end()) list.push_back(word);
}

using Groups = std::map<std::string, std::vector<std::string>>;

Groups groups_of(json::Cursor& cursor, Errors& faults) {
  Groups out;
  auto groups = cursor.object("groups");
  if (!groups) {
    faults.push_back(groups.error());
    return out;
  }
  for (const json::Value member : groups->members()) {
    const std::string name(member.key());
    json::take(groups->texts(name), out[name], faults);
  }
  return out;
}

/// The acts of a grant, each group in the place of its name.
std::vector<std::string> acts_of(const std::vector<std::string>& said, const Groups& groups, const Place& place,
                                 Errors& faults) {
  std::vector<std::string> out;
  for (const std::string& act : said) {
    if (!act.starts_with('*')) {
      out.push_back(act);
      continue;
    }
    const auto group = groups.find(act.substr(1));
    if (group == groups.end()) {
      faults.push_back(error("policy.no_such_group", {{"group", act.substr(1)}}, place));
    } else {
      out.insert(out.end(), group->second.begin(), group->second.end());
    }
  }
  return out;
}

}  // namespace

std::string_view name(Relation relation) { return relations[static_cast<std::size_t>(relation)]; }

Checked<Policy> Policy::read(json::Value root, const std::string& file) {
  json::Cursor cursor(root, file);
  Policy out;
  Errors faults;
  std::string code;
  std::int64_t version = 0;
  std::vector<std::string> purposes;
  std::vector<json::Value> grants;
  json::take(cursor.text("policy"), code, faults);
  json::take(cursor.integer("version", 1, 1), version, faults);
  json::take(cursor.texts("purposes"), purposes, faults);
  json::take(cursor.texts("second_person"), out.second_person_, faults);
  if (const auto named = cursor.object("relations"); !named) faults.push_back(named.error());
  const Groups groups = groups_of(cursor, faults);
  json::take(cursor.array("grants"), grants, faults);
  for (std::size_t i = 0; i < grants.size(); ++i) {
    json::Cursor line = cursor.child(grants[i], "grants/" + std::to_string(i));
    Grant grant;
    std::vector<std::string> may;
    json::take(line.text("role"), grant.role, faults);
    json::take(line.text("purpose"), grant.purpose, faults);
    if (std::ranges::find(purposes, grant.purpose) == purposes.end())
      faults.push_back(error("policy.no_such_purpose", {{"purpose", grant.purpose}}, line.place("purpose")));
    std::size_t relation = 0;
    if (json::take(line.one_of("relation", relations), relation, faults))
      grant.relation = static_cast<Relation>(relation);
    json::take(line.texts("may"), may, faults);
    for (Error& unread : line.unread()) faults.push_back(std::move(unread));
    once(out.roles_, grant.role);
    for (const std::string& act : acts_of(may, groups, line.place("may"), faults)) {
      once(out.acts_, act);
      if (!out.grants_.try_emplace({grant.role, grant.relation, act}, grant).second)
        faults.push_back(error("policy.twice", {{"act", act}, {"role", grant.role}}, line.place("may")));
    }
  }
  for (const std::string& role : out.second_person_) {
    if (std::ranges::find(out.roles_, role) == out.roles_.end())
      faults.push_back(error("policy.no_such_role", {{"role", role}}, cursor.place("second_person")));
  }
  for (Error& unread : cursor.unread()) faults.push_back(std::move(unread));
  if (!faults.empty()) return fail(std::move(faults));
  return out;
}

const Grant* Policy::grant(std::span<const std::string> roles, Relation relation, std::string_view act) const {
  for (const std::string& role : roles) {
    const auto found = grants_.find({role, relation, std::string(act)});
    if (found != grants_.end()) return &found->second;
  }
  return nullptr;
}

bool Policy::second_person(std::span<const std::string> roles) const {
  return std::ranges::any_of(
      roles, [&](const std::string& role) { return std::ranges::find(second_person_, role) != second_person_.end(); });
}

}  // namespace koers::service
