// Which families there are and who has a part in each: what lists and permissions are decided on, in memory only. Built from the journals
// when the program starts and after each act, so an erased family leaves nothing behind on the disk.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "dossier/case_file.h"
#include "dossier/state.h"
#include "store/store.h"

namespace koers::service {

struct Family {
  JournalId journal;
  std::string title;  ///< free text: for those who treat
  bool synthetic = false;
  dossier::Standing standing = dossier::Standing::before;  ///< of the trajectory that runs or ran last
  std::string method, phase;  ///< codes; empty: not said
  std::optional<LocalDate> start, end, last_contact;  ///< a contact that was held
  std::set<PersonId>
      workers;  ///< who treat it now: of the running trajectory, and persons with that role who have not left
  std::set<PersonId> referrers;  ///< who entered a referral: the family is theirs while nobody treats it
  std::set<PersonId> people;  ///< of the family and its network
  std::int64_t head = 0;
};

/// As of `today`.
Family family_of(const dossier::CaseFile& file, std::int64_t head, LocalDate today);

/// Safe for many threads.
class Register {
 public:
  /// From all journals; faults of the store, journal.not_readable.
  std::optional<Error> build(store::Store& store, const store::AccessEvent& event);
  void put(Family family);
  std::optional<Family> find(JournalId journal) const;
  /// The families with one of `people` among the workers (or, when nobody treats them, the referrers), ordered by journal, after `after`,
  /// at most `most`. Costs what it returns, not what there is.
  std::vector<Family> of_workers(const std::set<PersonId>& people, JournalId after, std::size_t most) const;
  std::vector<Family> of_person(PersonId person) const;
  std::size_t size() const;

 private:
  using Index = std::map<PersonId, std::set<JournalId>>;
  static const std::set<PersonId>& responsible(const Family& family);

  mutable std::mutex mutex_;
  std::map<JournalId, Family> families_;
  Index by_worker_, by_person_;
};

}  // namespace koers::service
