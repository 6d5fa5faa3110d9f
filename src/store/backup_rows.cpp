#include "store/backup_rows.h"

#include <algorithm>
#include <map>

namespace koers::store {

Secret stream_key(const RootKeys& root) { return derive(root.anchor, "backup"); }

std::vector<std::string> counts_of(const BackedUp& done) {
  return {std::to_string(done.rows), std::to_string(done.events), std::to_string(done.accounts),
          std::to_string(done.documents)};
}

namespace {

std::optional<Placed> placed(const Record& record) {
  if ((record.sort != 'J' && record.sort != 'E') || record.fields.size() != 7) return {};
  const auto& f = record.fields;
  const auto year = whole(f[0]), seq = whole(f[2]);
  if (!year || !seq || *seq == 0 || (record.sort == 'J') != (*year == 0) || *year > 9999) return {};
  return Placed{static_cast<int>(*year), {f[1], *seq, f[3], f[4], f[5], f[6]}};
}

std::optional<Placed> placed_account(const Record& record) {
  const auto& f = record.fields;
  const auto version = f.size() == 4 ? whole(f[2]) : std::nullopt;
  if (!version || f[0].size() != 16) return {};
  return Placed{0, {}, AccountRow{f[0], f[1], f[3], *version}};
}

std::optional<Placed> placed_document(const Record& record) {
  const auto& f = record.fields;
  const auto seq = f.size() == 3 ? whole(f[1]) : std::nullopt;
  if (!seq || *seq == 0) return {};
  return Placed{0, {}, {}, DocumentRow{f[0], *seq, f[2]}};
}

/// Follows the chains of a stream; what it is told must be in order.
class Chains {
 public:
  explicit Chains(const std::string& organisation) : organisation_(organisation) {}
  std::optional<Error> follow(const Placed& placed) {
    const JournalRow& row = placed.row;
    Head& head = placed.year == 0 ? journals_[row.journal] : years_[placed.year];
    const bool first_event = placed.year != 0 && row.seq == 1;
    if (row.seq != head.seq + 1 || (!first_event && row.previous != head.hash) ||
        row.hash != row_hash(organisation_, row))
      return error("backup.broken_chain",
                   {{"journal", placed.year == 0 ? hex(row.journal) : std::to_string(placed.year)},
                    {"seq", std::to_string(row.seq)}});
    head = {row.seq, row.hash};
    return {};
  }

 private:
  const std::string& organisation_;
  std::map<std::string, Head> journals_;
  std::map<int, Head> years_;
};

}  // namespace

/// Each row of a backup, checked; ends with what the last record says there should be.
Expected<BackedUp> each_placed(const Source& source, const RootKeys& root,
                               const std::function<std::optional<Error>(const Placed&)>& on) {
  SealedReader reader(stream_key(root), source);
  Chains chains(root.organisation);
  BackedUp out;
  for (bool first = true;; first = false) {
    auto record = reader.next();
    if (!record) return fail(record.error());
    if (!*record) return fail("backup.damaged");
    if (first && ((*record)->sort != 'O' || (*record)->fields != std::vector{root.organisation}))
      return fail("backup.other_organisation");
    if (first) continue;
    if ((*record)->sort == 'Z') {
      std::vector<std::string> said = counts_of(out);
      // Backups from before there were accounts or documents in them end without their number.
      const std::size_t least = out.documents > 0 ? 4 : out.accounts > 0 ? 3 : 2;
      said.resize(std::clamp((*record)->fields.size(), least, said.size()));
      auto after = reader.next();
      if (!after) return fail(after.error());
      if (*after || (*record)->fields != said) return fail("backup.damaged");
      return out;
    }
    const char sort = (*record)->sort;
    const auto found = sort == 'A'   ? placed_account(**record)
                       : sort == 'D' ? placed_document(**record)
                                     : placed(**record);
    if (!found) return fail("backup.damaged");
    if (!found->account && !found->document) {
      if (auto fault = chains.follow(*found)) return fail(*fault);
    }
    if (auto fault = on(*found)) return fail(*fault);
    ++(found->account ? out.accounts : found->document ? out.documents : found->year == 0 ? out.rows : out.events);
  }
}

}  // namespace koers::store
