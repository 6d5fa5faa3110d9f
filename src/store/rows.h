// The row of a journal: where it stands, a tag for the entry's id, the hash of the row before it, its own hash, and what is sealed. A chain
// of such rows is a journal; nothing in it can be read without its key.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/db.h"
#include "store/migrate.h"
#include "store/secret.h"

namespace koers::store {

struct JournalRow {
  std::string journal;  ///< pseudonym
  std::int64_t seq = 0;  ///< from 1, without gaps
  std::string id_tag, previous, hash, sealed;

  friend bool operator==(const JournalRow&, const JournalRow&) = default;
};

/// What lists need of a journal, as it was at a head; derived, rebuilt when it is not there, never backed up.
struct SummaryRow {
  std::string journal;  ///< pseudonym
  std::int64_t head = 0;
  std::string sealed;
};

/// The content of a document, beside the row that speaks of it and under a key derived from that row's: it goes when the row goes.
struct DocumentRow {
  std::string journal;  ///< pseudonym
  std::int64_t seq = 0;  ///< of its row
  std::string sealed;
};

/// What a sealed row is bound to: it opens at no other place.
std::string position(std::string_view organisation, const JournalRow& row);
std::string summary_position(std::string_view organisation, std::string_view journal, std::int64_t head);
std::string document_position(std::string_view organisation, std::string_view journal, std::int64_t seq);
std::string row_hash(std::string_view organisation, const JournalRow& row);
/// The `previous` of a first row.
std::string no_hash();

/// What is sealed: when the server received the entry, and the entry; of a document also the hash of its content.
struct Content {
  std::string received, text;
  std::string content_hash = {};  ///< 32 bytes; empty: the row has no content beside it
};
std::string pack(const Content& content);
std::optional<Content> unpack(std::string_view packed);

/// The head of a journal; seq 0 and no_hash() when it has no rows.
struct Head {
  std::int64_t seq = 0;
  std::string hash = no_hash();
};

/// A number without sign, at most that of an int64; none for anything else.
std::optional<std::int64_t> whole(std::string_view text);

// journals.db
std::span<const Migration> journals_shape();
Expected<Head> head_of(Db& db, std::string_view organisation, std::string_view journal);
Expected<std::int64_t> seq_of(Db& db, std::string_view organisation, std::string_view journal, std::string_view id_tag);
Expected<std::optional<JournalRow>> row_at(Db& db, std::string_view organisation, std::string_view journal,
                                           std::int64_t seq);
std::optional<Error> insert_row(Db& db, std::string_view organisation, const JournalRow& row);
/// In place of what there was; without `sealed` it is taken away.
std::optional<Error> put_summary(Db& db, std::string_view organisation, const SummaryRow& row);
std::optional<Error> each_summary(Db& db, std::string_view organisation,
                                  const std::function<void(const SummaryRow&)>& on);
std::optional<Error> insert_document(Db& db, std::string_view organisation, const DocumentRow& row);
Expected<std::optional<std::string>> document_at(Db& db, std::string_view organisation, std::string_view journal,
                                                 std::int64_t seq);  ///< sealed
/// In the order of journal and seq.
std::optional<Error> each_document(Db& db, std::string_view organisation,
                                   const std::function<bool(const DocumentRow&)>& on);
/// All rows of a journal, in order; of all journals in the order of journal and seq when `journal` is empty.
std::optional<Error> each_row(Db& db, std::string_view organisation, std::string_view journal,
                              const std::function<bool(const JournalRow&)>& on);

}  // namespace koers::store
