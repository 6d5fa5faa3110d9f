#include "service/register.h"

#include <algorithm>

#include "service/family_file.h"

namespace koers::service {
const std::set<PersonId>& Register::responsible(const Family& family) {
  return family.workers.empty() ? family.referrers : family.workers;
}

std::optional<Error> Register::build(store::Store& store, const store::AccessEvent& event) {
  const std::lock_guard lock(building_);
  return build_now(store, event);
}

std::optional<Error> Register::bring_to(store::Store& store, const store::AccessEvent& event) {
  const std::int32_t day = event.at.date.days();
  if (day_ == day) return {};
  const std::lock_guard lock(building_);
  return day_ == day ? std::nullopt : build_now(store, event);
}

std::optional<Error> Register::build_now(store::Store& store, const store::AccessEvent& event) {
  const LocalDate today = event.at.date;
  auto all = store.summaries(event);
  if (!all) return all.error();
  std::vector<store::Summary> old;
  for (store::Summary& said : *all) {
    auto family = said.text.empty() ? std::nullopt : read_summary(said.journal, said.head, said.text);
    if (family && family->from <= today && today <= family->until)
      put(std::move(*family));
    else
      old.push_back(std::move(said));
  }
  if (auto fault = renew(store, old, event)) return fault;
  day_ = today.days();
  return {};
}

std::optional<Error> Register::renew(store::Store& store, const std::vector<store::Summary>& old,
                                     const store::AccessEvent& event) {
  std::vector<store::Summary> made;
  for (const store::Summary& one : old) {
    const auto held = read_file(store, one.journal, event);
    if (!held) {
      // One that is destroyed is no family any more; a key without rows is of an act that was never finished.
      if (held.error().code == "journal.destroyed") continue;
      return held.error();
    }
    if (held->head == 0) continue;
    Family family = family_of(held->file, held->head, event.at.date);
    made.push_back({one.journal, held->head, summary_of(family)});
    put(std::move(family));
  }
  return made.empty() ? std::nullopt : store.keep_summaries(made);
}

void Register::put(Family family) {
  const std::lock_guard lock(mutex_);
  const JournalId journal = family.journal;
  if (const auto before = families_.find(journal); before != families_.end()) {
    if (before->second.head > family.head) return;  // an act that ended earlier comes in later
    for (const PersonId worker : responsible(before->second)) by_worker_[worker].erase(journal);
    for (const PersonId person : before->second.people) by_person_[person].erase(journal);
    for (const KnownChild& child : before->second.children) by_birth_[child.birth].erase(journal);
  }
  for (const PersonId worker : responsible(family)) by_worker_[worker].insert(journal);
  for (const PersonId person : family.people) by_person_[person].insert(journal);
  for (const KnownChild& child : family.children) by_birth_[child.birth].insert(journal);
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

std::vector<Family> Register::all() const {
  const std::lock_guard lock(mutex_);
  std::vector<Family> out;
  out.reserve(families_.size());
  for (const auto& [journal, family] : families_) out.push_back(family);
  return out;
}

std::vector<Family> Register::of_child(const KnownChild& child) const {
  const std::lock_guard lock(mutex_);
  std::vector<Family> out;
  const auto found = by_birth_.find(child.birth);
  if (found == by_birth_.end()) return out;
  for (const JournalId journal : found->second) {
    const Family& family = families_.at(journal);
    const bool same = std::ranges::any_of(family.children, [&](const KnownChild& one) {
      return one.birth == child.birth && std::ranges::any_of(one.words, [&](const std::string& word) {
               return std::ranges::find(child.words, word) != child.words.end();
             });
    });
    if (same) out.push_back(family);
  }
  return out;
}

void Register::forget(JournalId journal) {
  const std::lock_guard lock(mutex_);
  const auto found = families_.find(journal);
  if (found == families_.end()) return;
  for (const PersonId worker : responsible(found->second)) by_worker_[worker].erase(journal);
  for (const PersonId person : found->second.people) by_person_[person].erase(journal);
  for (const KnownChild& child : found->second.children) by_birth_[child.birth].erase(journal);
  families_.erase(found);
}

std::size_t Register::size() const {
  const std::lock_guard lock(mutex_);
  return families_.size();
}

bool Register::all_synthetic() const {
  const std::lock_guard lock(mutex_);
  return std::ranges::all_of(families_, [](const auto& item) { return item.second.synthetic; });
}

}  // namespace koers::service
