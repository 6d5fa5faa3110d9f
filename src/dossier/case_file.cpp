#include "dossier/case_file.h"

#include <algorithm>

#include "base/cursor.h"
#include "base/text.h"
#include "dossier/codec.h"
#include "dossier/corrections.h"

namespace koers::dossier {
namespace {

class Reader {
 public:
  Reader(std::string_view text, const std::string& file, CaseLimits limits)
      : text_(text), file_(file), limits_(limits) {}

  Checked<CaseFile> read() {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
    // A line of a case is some 300 bytes; a short guess grows, a long one costs memory.
    out_.entries.reserve(std::min(text_.size() / 320 + 1, limits_.entries));
    while (!text_.empty() && faults_.size() < limits_.faults) line(next());
    if (faults_.size() >= limits_.faults) {
      faults_.resize(limits_.faults);
      add("case.too_many_faults", {{"most", std::to_string(limits_.faults)}});
    } else if (!header_) {
      if (number_ == 0 || faults_.empty()) add("case.empty");
    } else if (faults_.empty()) {
      faults_ = rings(out_, file_);
    }
    if (!faults_.empty()) return fail(std::move(faults_));
    return std::move(out_);
  }

 private:
  std::string_view next() {
    ++number_;
    const std::size_t end = text_.find('\n');
    std::string_view line = text_.substr(0, end);
    text_.remove_prefix(end == std::string_view::npos ? text_.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }

  void add(std::string code, Message::Args args = {}) {
    faults_.push_back(error(std::move(code), std::move(args), {file_, number_, 0, {}}));
  }
  void add(const Errors& more) { faults_.insert(faults_.end(), more.begin(), more.end()); }

  void line(std::string_view line) {
    if (line.find_first_not_of(" \t") == std::string_view::npos) return;
    if (line.size() > limits_.line_bytes)
      return add("case.line_too_long", {{"most", std::to_string(limits_.line_bytes)}});
    const auto value =
        json::parse(line, document_, {file_, number_ - 1, 0, {}}, {limits_.line_bytes, limits_.depth, 20'000});
    if (!value) {
      faults_.push_back(value.error());
      header_ = header_ || number_ == 1;  // one fault for a broken first line, not one for each that follows
      return;
    }
    if (!header_) return header(*value);
    if (out_.entries.size() >= limits_.entries) {
      text_ = {};
      return add("case.too_many_entries", {{"most", std::to_string(limits_.entries)}});
    }
    auto entry = decode_entry(*value, file_, out_.journal);
    if (!entry) return add(entry.error());
    keep(std::move(*entry));
  }

  void header(json::Value value) {
    header_ = true;
    if (!value.find("koers_case")) return add("case.no_header");
    json::Cursor cursor(value, file_);
    const auto version = cursor.integer("koers_case", 0, 1'000'000);
    if (!version) return add(Errors{version.error()});
    if (*version != 1) return add("case.wrong_version", {{"version", std::to_string(*version)}, {"known", "1"}});
    json::take(cursor.boolean("synthetic"), out_.synthetic, faults_);
    if (cursor.has("title")) json::take(cursor.text("title", title_bytes), out_.title, faults_);
    if (cursor.has("journal")) {
      const auto text = cursor.text("journal");
      const auto id = text ? JournalId::parse(*text) : std::nullopt;
      if (id)
        out_.journal = *id;
      else
        faults_.push_back(error("entry.not_an_id", {{"key", "journal"}}, cursor.place("journal")));
    }
    add(cursor.unread());
  }

  void keep(Entry entry) {
    const auto place = static_cast<std::uint32_t>(out_.entries.size());
    const std::uint32_t first = ids_.add(entry.id, place);
    if (first == place) {
      out_.entries.push_back(std::move(entry));
      out_.lines.push_back(number_);
    } else if (!same_content(out_.entries[first], entry)) {
      add("case.id_twice", {{"id", entry.id.text()}, {"first", std::to_string(out_.lines[first])}});
    }
  }

  std::string_view text_;
  const std::string& file_;
  CaseLimits limits_;
  json::Document document_;
  std::uint32_t number_ = 0;
  bool header_ = false;
  IdMap ids_;
  CaseFile out_;
  Errors faults_;
};

}  // namespace

Errors rings(const CaseFile& file, const std::string& name) {
  Errors out;
  if (std::ranges::all_of(file.entries, [](const Entry& entry) { return entry.supersedes.empty(); })) return out;
  Dossier state;
  settle(file.entries, state);
  for (const Cycle& cycle : state.cycles) {
    std::string lines;
    std::uint32_t last = 0;
    for (const Entry* entry : cycle.entries) {
      const std::uint32_t line = file.lines[static_cast<std::size_t>(entry - file.entries.data())];
      last = std::max(last, line);
      lines += (lines.empty() ? "" : ", ") + std::to_string(line);
    }
    out.push_back(
        error("case.ring", {{"lines", lines}, {"n", std::to_string(cycle.entries.size())}}, {name, last, 0, {}}));
  }
  return out;
}

Checked<CaseFile> read_case(std::string_view text, const std::string& file, CaseLimits limits) {
  return Reader(text, file, limits).read();
}

std::string write_case(const CaseFile& file) {
  json::Writer header;
  header.begin_object().key("koers_case").integer(1).key("synthetic").boolean(file.synthetic);
  if (!file.journal.empty()) header.key("journal").text(file.journal.text());
  if (!file.title.empty()) header.key("title").text(file.title);
  header.end();
  std::string out = header.str() + '\n';
  for (const Entry& entry : file.entries) {
    json::Writer line;
    encode_entry(entry, line, file.journal);
    out += line.str() + '\n';
  }
  return out;
}

}  // namespace koers::dossier
