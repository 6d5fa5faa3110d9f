#include "store/backup.h"

#include <filesystem>

#include "store/backup_rows.h"
#include "store/key_copies.h"

namespace koers::store {
namespace {

Record record_of(char sort, std::string_view place, const JournalRow& row) {
  return {sort,
          {std::string(place), row.journal, std::to_string(row.seq), row.id_tag, row.previous, row.hash, row.sealed}};
}

}  // namespace

Expected<BackedUp> backup(const Paths& paths, const Secret& organisation_key, const Options& options,
                          const Sink& sink) {
  auto keys = open_keys(paths.keys + "/keys.db", organisation_key, options, true);
  if (!keys) return fail(keys.error());
  const RootKeys& root = keys->root();
  const Opening how{true, false, options.synced, options.vfs};
  auto data = open_sqlite(paths.data + "/journals.db", how);
  if (!data) return fail(data.error());
  if (auto fault = at_version(**data, journals_shape())) return fail(*fault);
  const Transaction snapshot(**data, Transaction::Kind::read);
  if (snapshot.fault()) return fail(*snapshot.fault());

  SealedWriter out(stream_key(root), sink);
  if (auto fault = out.add({'O', {root.organisation}})) return fail(*fault);
  BackedUp done;
  std::optional<Error> stopped;
  auto fault = each_row(**data, root.organisation, {}, [&](const JournalRow& row) {
    ++done.rows;
    stopped = out.add(record_of('J', "0", row));
    return !stopped;
  });
  if (!fault && !stopped) {
    fault = each_document(**data, root.organisation, [&](const DocumentRow& row) {
      ++done.documents;
      stopped = out.add({'D', {row.journal, std::to_string(row.seq), row.sealed}});
      return !stopped;
    });
  }
  AccessLog log(paths.access, how, root.organisation, root.access.copy());
  for (const int year : log.years()) {
    if (fault || stopped) break;
    auto db = log.year(year);
    if (!db) return fail(db.error());
    fault = each_event_row(**db, [&](const JournalRow& row) {
      ++done.events;
      stopped = out.add(record_of('E', std::to_string(year), row));
      return !stopped;
    });
  }
  const std::string accounts = paths.accounts + "/accounts.db";
  std::error_code none;
  if (!fault && !stopped && !paths.accounts.empty() && std::filesystem::exists(accounts, none)) {
    auto db = open_sqlite(accounts, how);
    if (!db) return fail(db.error());
    if (auto old = at_version(**db, Accounts::shape())) return fail(*old);
    fault = each_account_row(**db, [&](const AccountRow& row) {
      ++done.accounts;
      stopped = out.add({'A', {row.person, row.login_tag, std::to_string(row.version), row.sealed}});
      return !stopped;
    });
  }
  if (fault || stopped) return fail(fault ? *fault : *stopped);
  if (auto ended = out.add({'Z', counts_of(done)})) return fail(*ended);
  if (auto ended = out.finish()) return fail(*ended);
  return done;
}

Expected<BackedUp> check_backup(const Source& source, const RootKeys& root) {
  return each_placed(source, root, [](const Placed&) { return std::optional<Error>(); });
}

}  // namespace koers::store
