// Entries as JSON and back. One line of a case file is one entry; docs/kinds.md shows the members, `koers case schema` prints the schema.
#pragma once

#include <string>

#include "base/json.h"
#include "base/json_write.h"
#include "dossier/entry.h"

namespace koers::dossier {

inline constexpr std::size_t longest_text = 10'000;  ///< bytes of one text
inline constexpr std::size_t most_items = 1'000;  ///< of one list

/// Reads one entry. Every fault is reported, with `file`, line and pointer: json.missing_key, json.unknown_key ("did you mean"),
/// json.wrong_type, json.not_one_of, json.out_of_range, json.not_whole, json.not_a_date, json.not_a_time, json.empty_text,
/// json.text_too_long, json.too_many_items; entry.unknown_kind, entry.not_an_id, entry.not_a_code, entry.too_many_decimals.
/// `journal` is taken where the entry names none.
Checked<Entry> decode_entry(json::Value value, const std::string& file, const JournalId& journal = {});

/// Who sends an entry: what the entry need not say then. `written` is `occurred` where it is left out, so that the same entry sent again is
/// the same.
struct WrittenBy {
  PersonId author;
  Role role = Role::worker;
};
Checked<Entry> decode_entry(json::Value value, const std::string& file, const JournalId& journal,
                            const WrittenBy* writer);

/// Writes one object; decode_entry with the same `journal` gives the same entry back (a journal equal to it is not written).
void encode_entry(const Entry& entry, json::Writer& out, const JournalId& journal = {});
std::string entry_text(const Entry& entry);  ///< one line, without line feed

/// JSON Schema (2020-12) of an entry: one branch per kind. `of_a_writer`: what WrittenBy gives is not required.
void write_schema(json::Writer& out, bool of_a_writer = false);

}  // namespace koers::dossier
