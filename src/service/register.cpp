#include "service/register.h"

#include <algorithm>

#include "dossier/audience.h"
#include "service/family_file.h"

namespace koers::service {
namespace {

bool treats(dossier::Role role) { return role == dossier::Role::worker || role == dossier::Role::replacement; }

}  // namespace

Family family_of(const dossier::CaseFile& file, std::int64_t head, LocalDate today) {
  const dossier::Dossier dossier = dossier::replay(file.entries);
  Family out;
  out.journal = file.journal;
  out.title = file.title;
  out.synthetic = file.synthetic;
  out.head = head;
  for (const dossier::PersonState& person : dossier.persons) {
    const dossier::Person& body = *person.item.body;
    if (treats(body.role)) {
      if (!body.left || *body.left >= today) out.workers.insert(body.person);
    } else if (dossier::in_family(body.role)) {
      out.people.insert(body.person);
    }
  }
  for (const auto& referral : dossier.of<dossier::Referral>()) out.referrers.insert(referral.entry->author);
  const auto at = dossier.trajectory_on(today);
  if (!at) return out;
  const dossier::Trajectory& trajectory = dossier.trajectories[*at];
  out.method = trajectory.method;
  out.start = trajectory.first_day();
  out.end = trajectory.last_day();
  const bool over = out.end && *out.end < today;
  out.standing = today < *out.start ? dossier::Standing::before
                 : over             ? dossier::Standing::closed
                                    : dossier::Standing::running;
  const bool paused = std::ranges::any_of(
      trajectory.pauses, [&](const rules::Days& days) { return days.first <= today && today <= days.last; });
  if (out.standing == dossier::Standing::running && paused) out.standing = dossier::Standing::paused;
  if (const dossier::PhaseState* phase = trajectory.phase_on(today)) out.phase = phase->code;
  if (trajectory.start.body->worker) {
    const PersonId worker = *trajectory.start.body->worker;
    const dossier::PersonState* person = dossier.person(worker);
    const bool gone = person != nullptr && person->item.body->left && *person->item.body->left < today;
    if (!gone) out.workers.insert(worker);
  }
  for (const auto& contact : trajectory.of<dossier::Contact>()) {
    if (contact.body->held && contact.date() <= today) out.last_contact = contact.date();
  }
  return out;
}

const std::set<PersonId>& Register::responsible(const Family& family) {
  return family.workers.empty() ? family.referrers : family.workers;
}

std::optional<Error> Register::build(store::Store& store, const store::AccessEvent& event) {
  return store.each_journal(event, [&](JournalId journal, const store::StoredJournal& stored) -> std::optional<Error> {
    const auto held = held_file(journal, stored);
    if (!held) return held.error();
    put(family_of(held->file, held->head, event.at.date));
    return {};
  });
}

void Register::put(Family family) {
  const std::lock_guard lock(mutex_);
  const JournalId journal = family.journal;
  if (const auto before = families_.find(journal); before != families_.end()) {
    if (before->second.head > family.head) return;  // an act that ended earlier comes in later
    for (const PersonId worker : responsible(before->second)) by_worker_[worker].erase(journal);
    for (const PersonId person : before->second.people) by_person_[person].erase(journal);
  }
  for (const PersonId worker : responsible(family)) by_worker_[worker].insert(journal);
  for (const PersonId person : family.people) by_person_[person].insert(journal);
  families_.insert_or_assign(journal, std::move(family));
}

std::optional<Family> Register::find(JournalId journal) const {
  const std::lock_guard lock(mutex_);
  const auto found = families_.find(journal);
  return found == families_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<Family> Register::of_workers(const std::set<PersonId>& people, JournalId after, std::size_t most) const {
  const std::lock_guard lock(mutex_);
  std::set<JournalId> found;
  for (const PersonId person : people) {
    const auto own = by_worker_.find(person);
    if (own == by_worker_.end()) continue;
    std::size_t taken = 0;
    for (auto at = own->second.upper_bound(after); at != own->second.end() && taken < most; ++at, ++taken)
      found.insert(*at);
  }
  std::vector<Family> out;
  for (const JournalId journal : found) {
    if (out.size() == most) break;
    out.push_back(families_.at(journal));
  }
  return out;
}

std::vector<Family> Register::of_person(PersonId person) const {
  const std::lock_guard lock(mutex_);
  std::vector<Family> out;
  const auto found = by_person_.find(person);
  if (found == by_person_.end()) return out;
  for (const JournalId journal : found->second) out.push_back(families_.at(journal));
  return out;
}

std::size_t Register::size() const {
  const std::lock_guard lock(mutex_);
  return families_.size();
}

}  // namespace koers::service
