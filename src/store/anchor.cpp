#include "store/anchor.h"

#include "base/text.h"

namespace koers::store {
namespace {

constexpr std::string_view first_line = "koers-anchor 1", signature_word = "signature ";

std::optional<std::string> bytes(std::string_view text, std::size_t size) {
  auto out = from_hex(text);
  if (out && out->size() != size) out.reset();
  return out;
}

std::optional<Head> head(std::string_view seq, std::string_view hash) {
  const auto number = whole(seq);
  auto found = bytes(hash, hash_bytes);
  if (!number || !found) return {};
  return Head{*number, std::move(*found)};
}

std::string head_words(const Head& head) { return ' ' + std::to_string(head.seq) + ' ' + hex(head.hash) + '\n'; }

bool take_line(const std::vector<std::string_view>& words, Anchor& out) {
  if (words.size() == 2 && words[0] == "organisation") {
    auto found = bytes(words[1], 16);
    if (found) out.organisation = std::move(*found);
    return !out.organisation.empty();
  }
  if (words.size() == 2 && words[0] == "at") {
    const auto at = CivilTime::parse(words[1]);
    if (at) out.at = *at;
    return at.has_value();
  }
  if (words.size() != 4) return false;
  auto found = head(words[2], words[3]);
  if (!found) return false;
  if (words[0] == "journal") {
    auto journal = bytes(words[1], tag_bytes);
    return journal && out.journals.emplace(std::move(*journal), std::move(*found)).second;
  }
  const auto year = whole(words[1]);
  if (words[0] != "log" || !year || *year > 9999) return false;
  return out.log.emplace(static_cast<int>(*year), std::move(*found)).second;
}

}  // namespace

Expected<Anchor> anchor_of(Db& data, const RootKeys& root, const std::map<int, Db*>& log, CivilTime at) {
  Anchor out{root.organisation, at, {}, {}};
  const auto fault = data.each(
      "SELECT e.journal, e.seq, e.hash FROM entry e JOIN (SELECT journal, max(seq) AS last FROM entry"
      " WHERE organisation = ? GROUP BY journal) h ON e.organisation = ? AND e.journal = h.journal AND e.seq = h.last",
      {Blob{root.organisation}, Blob{root.organisation}}, [&](const Row& row) {
        out.journals.emplace(row.bytes(0), Head{row.number(1), std::string(row.bytes(2))});
        return true;
      });
  if (fault) return fail(*fault);
  for (const auto& [year, db] : log) {
    auto last = log_head(*db);
    if (!last) return fail(last.error());
    out.log.emplace(year, std::move(*last));
  }
  return out;
}

std::string write_anchor(const Anchor& anchor, const Secret& seed) {
  std::string out(first_line);
  out += "\norganisation " + hex(anchor.organisation) + "\nat " + anchor.at.text() + '\n';
  for (const auto& [journal, last] : anchor.journals) out += "journal " + hex(journal) + head_words(last);
  for (const auto& [year, last] : anchor.log) out += "log " + std::to_string(year) + head_words(last);
  const std::string signature = hex(sign(seed, out));
  out += signature_word;
  return out + signature + '\n';
}

Expected<Anchor> parse_anchor(std::string_view text, const std::string& file) {
  Anchor out;
  std::uint32_t line = 0;
  const auto wrong = [&] { return fail("anchor.not_an_anchor", {}, {file, line, 0, {}}); };
  bool signed_off = false;
  while (!text.empty()) {
    ++line;
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos || signed_off) return wrong();
    const std::string_view words = text.substr(0, end);
    text.remove_prefix(end + 1);
    if (line == 1 ? words != first_line : false) return wrong();
    if (line == 1) continue;
    signed_off = words.starts_with(signature_word);
    if (!signed_off && !take_line(split(words, ' '), out)) return wrong();
  }
  if (!signed_off || out.organisation.empty()) return wrong();
  return out;
}

Expected<Anchor> read_anchor(std::string_view text, const Secret& seed, const std::string& file) {
  auto out = parse_anchor(text, file);
  if (!out) return out;
  const std::size_t at = text.rfind(signature_word);
  const auto signature = from_hex(trim(text.substr(at + signature_word.size())));
  if (!signature || !signature_holds(public_key(seed), text.substr(0, at), *signature))
    return fail("anchor.not_signed", {}, {file, 0, 0, {}});
  return out;
}

}  // namespace koers::store
