#include "dossier/workers.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace koers::dossier {

namespace {

bool treats(const Person& person) { return person.role == Role::worker || person.role == Role::replacement; }

constexpr std::array who_can{Role::replacement, Role::worker, Role::supervisor, Role::team_lead,
                             Role::behavioural_scientist};

}  // namespace

std::vector<Worker> workers_of(const Dossier& dossier, std::size_t trajectory, LocalDate today) {
  const Trajectory& of = dossier.trajectories[trajectory];
  std::vector<std::pair<PersonId, const Entry*>> known;
  if (const auto& first = of.start.body->worker) known.emplace_back(*first, of.start.entry);
  for (const auto& told : dossier.of<Person>()) {
    if (!treats(*told.body) || dossier.trajectory_on(told.date()) != trajectory) continue;
    const auto same = [&](const auto& one) { return one.first == told.body->person; };
    if (std::ranges::none_of(known, same)) known.emplace_back(told.body->person, told.entry);
  }
  struct Given {
    Role role;
    std::optional<LocalDate> until;
  };
  std::map<PersonId, Given> given;  // the last assignment of each
  for (const auto& one : of.of<Assignment>()) {
    if (one.body->from.value_or(one.date()) > today) continue;
    const auto same = [&](const auto& each) { return each.first == one.body->worker; };
    if (std::ranges::none_of(known, same)) known.emplace_back(one.body->worker, one.entry);
    const bool replaces = one.body->as == AssignedAs::replacement;
    given[one.body->worker] = {replaces ? Role::replacement : Role::worker, one.body->until};
  }
  std::vector<Worker> out;
  for (const auto& [id, by] : known) {
    const PersonState* found = dossier.person(id);
    const Person* now = found == nullptr ? nullptr : found->item.body;
    std::optional<LocalDate> left = now == nullptr ? std::nullopt : now->left;
    if (left && *left < of.first_day()) {
      if (by != of.start.entry) continue;
      left.reset();  // who left an earlier treatment and begins this one is back
    }
    const auto assigned = given.find(id);
    if (assigned != given.end() && assigned->second.until && (!left || *assigned->second.until < *left))
      left = assigned->second.until;
    const bool there = (now == nullptr || treats(*now)) && (!left || *left >= today);
    const Role unsaid = assigned == given.end() ? Role::worker : assigned->second.role;
    out.push_back({id, now == nullptr ? unsaid : now->role, there, left, by});
  }
  return out;
}

std::vector<Colleague> colleagues(const Dossier& dossier, LocalDate today) {
  std::vector<Colleague> out;
  for (const Role role : who_can) {
    const auto add = [&](const PersonId& person) {
      const auto same = [&](const Colleague& one) { return one.person == person; };
      if (!person.empty() && std::ranges::none_of(out, same)) out.push_back({person, role});
    };
    for (const PersonState& person : dossier.persons) {
      const Person& body = *person.item.body;
      if (body.role == role && (!body.left || *body.left >= today)) add(body.person);
    }
    for (const Entry* entry : dossier.entries) {
      if (entry->role == role && entry->date() <= today && dossier.person(entry->author) == nullptr) add(entry->author);
    }
  }
  return out;
}

}  // namespace koers::dossier
