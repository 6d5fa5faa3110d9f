#include "store/rows.h"

#include <array>
#include <charconv>

namespace koers::store {
namespace {

constexpr std::array<Migration, 3> steps{{{1, "journals", R"sql(
CREATE TABLE entry (organisation BLOB NOT NULL, journal BLOB NOT NULL, seq INTEGER NOT NULL, id_tag BLOB NOT NULL,
                    previous BLOB NOT NULL, hash BLOB NOT NULL, sealed BLOB NOT NULL,
                    PRIMARY KEY (organisation, journal, seq), UNIQUE (organisation, journal, id_tag)) WITHOUT ROWID;
)sql"},
                                          {2, "summaries", R"sql(
CREATE TABLE summary (organisation BLOB NOT NULL, journal BLOB NOT NULL, head INTEGER NOT NULL, sealed BLOB NOT NULL,
                      PRIMARY KEY (organisation, journal)) WITHOUT ROWID;
)sql"},
                                          {3, "documents", R"sql(
CREATE TABLE document (organisation BLOB NOT NULL, journal BLOB NOT NULL, seq INTEGER NOT NULL, sealed BLOB NOT NULL,
                       PRIMARY KEY (organisation, journal, seq));
)sql"}}};

std::string number_bytes(std::int64_t number) {
  std::string out(8, '\0');
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = static_cast<char>(static_cast<std::uint64_t>(number) >> (8 * i) & 0xff);
  return out;
}

JournalRow row_of(const Row& row) {
  return {std::string(row.bytes(0)), row.number(1),
          std::string(row.bytes(2)), std::string(row.bytes(3)),
          std::string(row.bytes(4)), std::string(row.bytes(5))};
}

}  // namespace

std::string no_hash() { return std::string(hash_bytes, '\0'); }

std::string position(std::string_view organisation, const JournalRow& row) {
  return hash({organisation, row.journal, number_bytes(row.seq), row.id_tag});
}

std::string summary_position(std::string_view organisation, std::string_view journal, std::int64_t head) {
  return hash({"summary", organisation, journal, number_bytes(head)});
}

std::string document_position(std::string_view organisation, std::string_view journal, std::int64_t seq) {
  return hash({"document", organisation, journal, number_bytes(seq)});
}

std::string row_hash(std::string_view organisation, const JournalRow& row) {
  return hash({organisation, row.journal, number_bytes(row.seq), row.id_tag, row.previous, row.sealed});
}

std::string pack(const Content& content) {
  const std::string mark = content.content_hash.empty() ? std::string() : ' ' + hex(content.content_hash);
  return content.received + mark + '\n' + content.text;
}

std::optional<Content> unpack(std::string_view packed) {
  const std::size_t end = packed.find('\n');
  if (end == std::string_view::npos) return {};
  const std::string_view first = packed.substr(0, end);
  const std::size_t mark = first.find(' ');
  Content out{std::string(first.substr(0, mark)), std::string(packed.substr(end + 1))};
  if (mark == std::string_view::npos) return out;
  auto bytes = from_hex(first.substr(mark + 1));
  if (!bytes || bytes->size() != hash_bytes) return {};
  out.content_hash = std::move(*bytes);
  return out;
}

std::optional<std::int64_t> whole(std::string_view text) {
  std::int64_t out = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (fault != std::errc() || end != text.data() + text.size() || out < 0) return {};
  return out;
}

std::span<const Migration> journals_shape() { return steps; }

Expected<Head> head_of(Db& db, std::string_view organisation, std::string_view journal) {
  Head head;
  const auto fault =
      db.each("SELECT seq, hash FROM entry WHERE organisation = ? AND journal = ? ORDER BY seq DESC LIMIT 1",
              {Blob{organisation}, Blob{journal}}, [&](const Row& row) {
                head = {row.number(0), std::string(row.bytes(1))};
                return false;
              });
  if (fault) return fail(*fault);
  return head;
}

Expected<std::int64_t> seq_of(Db& db, std::string_view organisation, std::string_view journal,
                              std::string_view id_tag) {
  return db.number("SELECT seq FROM entry WHERE organisation = ? AND journal = ? AND id_tag = ?",
                   {Blob{organisation}, Blob{journal}, Blob{id_tag}});
}

Expected<std::optional<JournalRow>> row_at(Db& db, std::string_view organisation, std::string_view journal,
                                           std::int64_t seq) {
  std::optional<JournalRow> out;
  const auto fault = db.each(
      "SELECT journal, seq, id_tag, previous, hash, sealed FROM entry WHERE organisation = ? AND journal = ? AND seq = "
      "?",
      {Blob{organisation}, Blob{journal}, seq}, [&](const Row& row) {
        out = row_of(row);
        return false;
      });
  if (fault) return fail(*fault);
  return out;
}

std::optional<Error> insert_row(Db& db, std::string_view organisation, const JournalRow& row) {
  const auto done = db.run("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)",
                           {Blob{organisation}, Blob{row.journal}, row.seq, Blob{row.id_tag}, Blob{row.previous},
                            Blob{row.hash}, Blob{row.sealed}});
  return done ? std::nullopt : std::optional(done.error());
}

std::optional<Error> put_summary(Db& db, std::string_view organisation, const SummaryRow& row) {
  const auto done =
      row.sealed.empty()
          ? db.run("DELETE FROM summary WHERE organisation = ? AND journal = ?",
                   {Blob{organisation}, Blob{row.journal}})
          : db.run(
                "INSERT INTO summary VALUES (?, ?, ?, ?) ON CONFLICT (organisation, journal) DO UPDATE SET"
                " head = excluded.head, sealed = excluded.sealed",
                {Blob{organisation}, Blob{row.journal}, row.head, Blob{row.sealed}});
  return done ? std::nullopt : std::optional(done.error());
}

std::optional<Error> each_summary(Db& db, std::string_view organisation,
                                  const std::function<void(const SummaryRow&)>& on) {
  return db.each("SELECT journal, head, sealed FROM summary WHERE organisation = ?", {Blob{organisation}},
                 [&](const Row& row) {
                   on({std::string(row.bytes(0)), row.number(1), std::string(row.bytes(2))});
                   return true;
                 });
}

std::optional<Error> insert_document(Db& db, std::string_view organisation, const DocumentRow& row) {
  const auto done = db.run("INSERT INTO document VALUES (?, ?, ?, ?)",
                           {Blob{organisation}, Blob{row.journal}, row.seq, Blob{row.sealed}});
  return done ? std::nullopt : std::optional(done.error());
}

Expected<std::optional<std::string>> document_at(Db& db, std::string_view organisation, std::string_view journal,
                                                 std::int64_t seq) {
  return db.bytes("SELECT sealed FROM document WHERE organisation = ? AND journal = ? AND seq = ?",
                  {Blob{organisation}, Blob{journal}, seq});
}

std::optional<Error> each_document(Db& db, std::string_view organisation,
                                   const std::function<bool(const DocumentRow&)>& on) {
  return db.each(
      "SELECT journal, seq, sealed FROM document WHERE organisation = ? ORDER BY journal, seq", {Blob{organisation}},
      [&](const Row& row) { return on({std::string(row.bytes(0)), row.number(1), std::string(row.bytes(2))}); });
}

std::optional<Error> each_row(Db& db, std::string_view organisation, std::string_view journal,
                              const std::function<bool(const JournalRow&)>& on) {
  const auto row = [&](const Row& found) { return on(row_of(found)); };
  if (journal.empty())
    return db.each(
        "SELECT journal, seq, id_tag, previous, hash, sealed FROM entry WHERE organisation = ? ORDER BY journal, seq",
        {Blob{organisation}}, row);
  return db.each(
      "SELECT journal, seq, id_tag, previous, hash, sealed FROM entry WHERE organisation = ? AND journal = ? ORDER BY "
      "seq",
      {Blob{organisation}, Blob{journal}}, row);
}

}  // namespace koers::store
