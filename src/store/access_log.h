// Who saw or did what, for whom, why and from where: one event per act, with the fields of NEN 7513:2018 chapter 5 and 9 (which event, when,
// which client, which user, on whose behalf, which data, by what authority, emergency or not). Sealed rows in a chain of their own, one
// file a year; an event says that data were read or added, never which words.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "store/db.h"
#include "store/keys.h"
#include "store/migrate.h"
#include "store/rows.h"

namespace koers::store {

enum class Outcome : std::uint8_t { done, refused, failed };
enum class Action : std::uint8_t { create, read, update, destroy, execute };  ///< C R U D E of NEN 7513

struct AccessEvent {
  CivilTime at;  ///< of the server's clock
  std::string act;  ///< a code: "contact.record", "course.read"
  Action action = Action::read;
  PersonId who;  ///< the user; none for the program itself
  std::string role;  ///< a code
  PersonId on_behalf_of;  ///< the responsible user, when another
  std::string purpose;  ///< why: a code of the policy ("treatment", "supervision", "emergency")
  std::string parts;  ///< of the file: codes, parted by spaces
  std::string from;  ///< the device or address
  bool emergency = false;
  Outcome outcome = Outcome::done;

  friend bool operator==(const AccessEvent&, const AccessEvent&) = default;
};

std::string encode(const AccessEvent& event);
/// log.not_an_event; json.*.
Expected<AccessEvent> decode_event(std::string_view text);

struct LoggedEvent {
  int year = 0;
  std::int64_t seq = 0;
  AccessEvent event;
  std::string journal;  ///< pseudonym of what it is about; empty: of no family
};

/// The files access/YEAR.db of one directory. For one thread at a time, as Db.
class AccessLog {
 public:
  /// The migrations of a year's file.
  static std::span<const Migration> shape();
  AccessLog(std::string directory, Opening how, std::string organisation, Secret key)
      : directory_(std::move(directory)), how_(how), organisation_(std::move(organisation)), key_(std::move(key)) {}

  /// Begins a transaction in the file of `year`, which is made when there is none.
  std::optional<Error> begin(int year);
  /// Adds an event about `journal` (a pseudonym; empty: about none) to the transaction.
  std::optional<Error> add(std::string_view journal, const AccessEvent& event);
  std::optional<Error> commit();
  void roll_back();

  /// Events about a journal (empty: all), in order, of the years there are.
  Expected<std::vector<LoggedEvent>> events(std::string_view journal);
  std::vector<int> years() const;  ///< there are files of, ascending
  /// Connection to the file of a year that is there.
  Expected<Db*> year(int year);
  /// The same, made when there is none; for a restore.
  Expected<Db*> make_year(int year) { return open_year(year, true); }
  static std::string position(std::string_view organisation, int year, const JournalRow& row);
  const Secret& key() const { return key_; }
  const std::string& organisation() const { return organisation_; }

 private:
  std::string path(int year) const;
  Expected<Db*> open_year(int year, bool create);

  std::string directory_;
  Opening how_;
  std::string organisation_;
  Secret key_;
  std::map<int, std::unique_ptr<Db>> open_;
  Db* writing_ = nullptr;
  int writing_year_ = 0;
  Head head_;
};

/// All rows of a year's file, in order. A row's `journal` is the pseudonym it is about, its `id_tag` empty.
std::optional<Error> each_event_row(Db& db, const std::function<bool(const JournalRow&)>& on);
std::optional<Error> insert_event_row(Db& db, const JournalRow& row);
Expected<Head> log_head(Db& db);

}  // namespace koers::store
