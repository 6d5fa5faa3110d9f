// Where one family stands, as lists and permissions need it: made from its file, and kept sealed beside the file as its summary.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "dossier/case_file.h"
#include "dossier/state.h"

namespace koers::service {

/// Years: below it a child has no account (Wgbo: from twelve a child has a say, and sees its file).
inline constexpr int account_from = 12;

/// A child as somebody at intake asks after it.
struct KnownChild {
  std::vector<std::string> words;  ///< of the name, as exchange/plain_name.h compares them
  LocalDate birth;
  friend bool operator==(const KnownChild&, const KnownChild&) = default;
};

struct Family {
  JournalId journal;
  std::string title;  ///< free text: for those who treat
  bool synthetic = false;
  dossier::Standing standing = dossier::Standing::before;  ///< of the trajectory that runs or ran last
  std::string method, phase;  ///< codes; empty: not said
  std::optional<LocalDate> start, end, last_contact;  ///< a contact that was held
  std::optional<LocalDate> changed;  ///< the last day on which something was written in the file
  std::set<PersonId>
      workers;  ///< who treat it now: of the running trajectory, and persons with that role who have not left
  std::set<PersonId> referrers;  ///< who entered a referral: the family is theirs while nobody treats it
  std::set<PersonId> people;  ///< of the family and its network who may have an account: children from account_from
  std::vector<KnownChild> children;  ///< of whom name and birth are known
  std::int64_t head = 0;
  LocalDate from,
      until;  ///< the days on which all of this holds, when nothing else is recorded: from the day it was made on
};

/// As of `today`; journal, title, synthetic and head are the caller's to fill in.
Family family_of(const dossier::Dossier& dossier, LocalDate today);
Family family_of(const dossier::CaseFile& file, std::int64_t head, LocalDate today);

/// The summary that is kept, without journal and head, and back; none when it was written by another version of the program.
std::string summary_of(const Family& family);
std::optional<Family> read_summary(JournalId journal, std::int64_t head, std::string_view text);

}  // namespace koers::service
