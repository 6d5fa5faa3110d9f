// Which families there are and who has a part in each: what lists and permissions are decided on, in memory. Built from the sealed
// summaries when the program starts (from the journals where there is none), changed after each act and when a day has passed.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <vector>

#include "service/family.h"
#include "store/store.h"

namespace koers::service {

/// Safe for many threads.
class Register {
 public:
  /// As of the event's day, also when it was built before: families of whom nothing was to change until then stay as they are. Faults of
  /// the store, journal.not_readable.
  std::optional<Error> build(store::Store& store, const store::AccessEvent& event);
  /// `build` again, once, when the day is another than it was built for.
  std::optional<Error> bring_to(store::Store& store, const store::AccessEvent& event);
  void put(Family family);
  std::optional<Family> find(JournalId journal) const;
  /// The families with one of `people` among the workers (or, when nobody treats them, the referrers), ordered by journal, after `after`,
  /// at most `most`. Costs what it returns, not what there is.
  std::vector<Family> of_workers(const std::set<PersonId>& people, JournalId after, std::size_t most) const;
  std::vector<Family> of_person(PersonId person) const;
  std::vector<Family> all() const;
  /// The families with a child of this birth date whose name shares a word with these.
  std::vector<Family> of_child(const KnownChild& child) const;
  /// Its file was destroyed.
  void forget(JournalId journal);
  std::size_t size() const;
  bool all_synthetic() const;

 private:
  using Index = std::map<PersonId, std::set<JournalId>>;
  static const std::set<PersonId>& responsible(const Family& family);

  std::optional<Error> build_now(store::Store& store, const store::AccessEvent& event);
  std::optional<Error> renew(store::Store& store, const std::vector<store::Summary>& old,
                             const store::AccessEvent& event);

  std::mutex building_;
  mutable std::mutex mutex_;
  std::atomic<std::int32_t> day_ = -1;  ///< it was built for, in days since 1970
  std::map<JournalId, Family> families_;
  Index by_worker_, by_person_;
  std::map<LocalDate, std::set<JournalId>> by_birth_;
};

}  // namespace koers::service
