// The acts on families: each is authorised by the policy, logged, done and answered. Who has no part in a family is answered as if there were
// no such family, and the log says that somebody tried.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "dossier/audience.h"
#include "dossier/consent.h"
#include "service/caller.h"
#include "service/changes.h"
#include "service/file_cache.h"
#include "service/policy.h"
#include "service/register.h"
#include "store/accounts.h"

namespace koers::service {

inline constexpr LocalDate first_day{0};  ///< 1970-01-01: before any event

/// A family's file as one caller may see it.
struct Opened {
  dossier::CaseFile file;  ///< only entries the viewer may see; the title only for those who treat
  dossier::Viewer viewer;
  Relation relation = Relation::none;
  std::int64_t head = 0;
  store::AccessEvent logged;  ///< as what this was logged
};

/// On which terms something is recorded.
struct Terms {
  std::optional<std::int64_t> head =
      {};  ///< only while the journal stands there (for a person of the family: in its own numbering)
  bool unless_warned = false;  ///< nothing is kept when the gate warns of what no entry says it was made in spite of
  bool offline =
      false;  ///< written without a connection: what the gate blocks is kept as held, and does not count until it is resolved
};

struct Recorded {
  std::vector<dossier::Problem> problems;  ///< when one blocks, nothing was kept
  std::vector<store::Kept> kept;
  std::vector<EntryId> held;  ///< kept, and not counting: a problem says why
  bool stopped = false;  ///< nothing was kept, because the gate warns
  std::int64_t head =
      0;  ///< 0 for a person of the family, as the `seq` of what was kept: numbers would tell how much there is
};

struct Listed {
  std::vector<Family> families;
  std::optional<JournalId> next;  ///< there are more after this one
};

/// The role in which somebody with these account roles writes, by the first that writes in any; none for a person of the family, who writes
/// as who it is in the file.
std::optional<dossier::Role> writing_role(const std::vector<std::string>& roles);

/// Faults of all: access.refused (no grant for a family that is one's own to some extent, or for an act without family), family.unknown
/// (none, or the caller has no part in it), and those of the store.
class Families {
 public:
  /// All must outlive this. In a `demo` new families are marked synthetic.
  Families(store::Store& store, const store::Accounts& accounts, const Policy& policy, Register& families,
           CatalogueOf catalogue, bool demo = false)
      : store_(store),
        accounts_(accounts),
        policy_(policy),
        register_(families),
        catalogue_(std::move(catalogue)),
        demo_(demo) {}

  /// The families the caller has a part in, by journal; at most `most` after `after`.
  Expected<Listed> list(const Caller& caller, JournalId after, std::size_t most);

  /// Where one family stands ("family.read").
  Expected<Family> look(const Caller& caller, JournalId journal);

  /// Reads for an act of reading ("course.read", "entries.read", …).
  Expected<Opened> open(const Caller& caller, JournalId journal, const std::string& act);

  /// What somebody on duty needs ("card.read"): people, where they are, safety, and the last three contacts that were held.
  Expected<Opened> card(const Caller& caller, JournalId journal);

  /// What the log says of the family's file in a period (both days in it); to a person of the family without numbers, and of what others recorded
  /// only the entries it may see.
  Expected<std::vector<store::LoggedEvent>> access_log(const Caller& caller, JournalId journal,
                                                       LocalDate from = first_day, LocalDate until = dossier::open_end);

  /// Who has to agree to something about each child, and has ("course.read"), of what the caller may see.
  Expected<std::vector<dossier::ChildConsent>> consents(const Caller& caller, JournalId journal,
                                                        const std::string& what);

  /// Whether somebody who treats the family may give this person an account ("family.account"): of the family, and of age.
  /// family.no_account_person.
  std::optional<Error> may_give_account(const Caller& caller, JournalId journal, PersonId person);

  /// The families of which something was recorded lately, of `journals`, that the caller may be told of. Nothing is logged: the listening is.
  std::vector<Family> told(const Caller& caller, const std::vector<JournalId>& journals) const;
  /// Begins to listen ("changes.follow"): logged once.
  Expected<std::unique_ptr<Changes::Listener>> follow(const Caller& caller);

  /// What somebody did from one day to another (both in it), for who reviews the log ("log.review"): how much, never of which family.
  struct Reviewed {
    PersonId who;
    std::size_t events = 0, families = 0, refused = 0, emergencies = 0;
    std::size_t at_night = 0;  ///< from ten in the evening to six, Dutch time
  };
  /// By refusals and emergencies, the most first. Of whom the log names nobody (commands, the server) there is one line.
  Expected<std::vector<Reviewed>> review(const Caller& caller, LocalDate from, LocalDate until);

  /// Words in the files of the families the caller treats ("search"), capitals aside, by family and then by how the file goes; at most 100
  /// families and 20 entries of each. Opens every file: some milliseconds each. search.too_short.
  struct Found {
    Family family;
    struct Place {
      EntryId id;
      dossier::Kind kind;
      LocalDate day;
    };
    std::vector<Place> entries;  ///< empty: the title holds it
  };
  Expected<std::vector<Found>> search(const Caller& caller, const std::string& text);

  /// Whether a child is known, at intake ("child.search"): where its family stands and which team to ask, never which family it is. By birth date
  /// and a shared word of the name. child.no_name.
  struct KnownAt {
    dossier::Standing standing = dossier::Standing::before;
    std::vector<std::string> teams;  ///< of who treats it; empty: nobody does
  };
  Expected<std::vector<KnownAt>> known_child(const Caller& caller, const std::string& name, LocalDate birth);

  /// Keeps a batch whole or not at all; each kind of entry is an act of its own for the policy. record.document_apart, record.another_author, record.another_role, record.another_journal, record.nothing, record.too_many, journal.moved,
  /// entry.other_text, entry.destroyed.
  Expected<Recorded> record(const Caller& caller, JournalId journal, const std::vector<dossier::Entry>& batch,
                            const Terms& terms);
  /// Keeps a document: what it is, and its content, cleaned (exchange/document.h), which gives `entry` its media, size and digest.
  /// record.no_document; faults of clean_document, and of decode_entry for what could not be read again.
  Expected<Recorded> add_document(const Caller& caller, JournalId journal, dossier::Entry entry,
                                  std::string_view content);
  /// The content of a document the caller may see ("document.read"). document.none.
  struct Content {
    dossier::Media media = dossier::Media::jpeg;
    std::string bytes;
  };
  Expected<Content> document(const Caller& caller, JournalId journal, EntryId id);
  /// Keeps one form that was filled in with a code, which stands in place of a permission: by who it is in the file.
  Expected<Recorded> record_form(const Caller& from, dossier::Entry entry);
  /// A new family: a referral, its persons and what else intake knows. family.known when the journal holds something,
  /// family.no_referral.
  Expected<Recorded> refer(const Caller& caller, JournalId journal, const std::string& title,
                           const std::vector<dossier::Entry>& batch);

  /// Looking into a family one has no part in, for an hour; every act in it is logged as an emergency. `reason`: acute_danger, crisis_call
  /// or on_duty; else emergency.no_reason.
  Expected<Family> open_in_emergency(const Caller& caller, JournalId journal, const std::string& reason);

  /// Files that were read lately are read anew: something of them was destroyed.
  void forget_files() { files_.clear(); }

  /// How the caller stands to a family that is there.
  Relation relation(const Caller& caller, const Family& family) const;

 private:
  struct Allowed {
    Family family;
    Relation relation;
    Grant grant;
  };
  /// Where families stand changes with the days.
  std::optional<Error> bring_to(const Caller& caller);
  Expected<Allowed> allowed(const Caller& caller, JournalId journal, const std::string& act, store::Action action);
  bool on_duty(const Caller& caller) const;
  Error refused(const Caller& caller, std::optional<JournalId> journal, const std::string& act, store::Action action,
                const char* code);
  std::optional<Error> check_batch(const Caller& caller, JournalId journal, const std::vector<dossier::Entry>& batch,
                                   Relation relation, const dossier::Dossier* dossier);
  Expected<Recorded> keep(const Caller& caller, const store::AccessEvent& event, const std::string& title,
                          const HeldFile& held, const std::vector<dossier::Entry>& batch, const Terms& terms = {},
                          const Contents& contents = {});
  Expected<Recorded> record_once(const Caller& caller, JournalId journal, const std::vector<dossier::Entry>& batch,
                                 const Terms& terms, const Contents& contents);
  Expected<Recorded> record_all(const Caller& caller, JournalId journal, const std::vector<dossier::Entry>& batch,
                                const Terms& terms, const Contents& contents);

  store::Store& store_;
  const store::Accounts& accounts_;
  const Policy& policy_;
  Register& register_;
  CatalogueOf catalogue_;
  bool demo_;
  FileCache files_;
  Changes changes_;

  mutable std::mutex emergencies_mutex_;
  std::map<std::pair<PersonId, JournalId>, std::int64_t> emergencies_;  ///< until, in seconds since 1970
};

}  // namespace koers::service
