#include "cli/case_stream.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "cli/case_catalogue.h"
#include "dossier/line_format.h"
#include "exchange/text_source.h"

namespace koers::cli {

namespace {

/// A line that begins a case. Inside a text the quotes of the key are escaped, so it cannot be mistaken.
bool begins_case(std::string_view line) {
  constexpr std::string_view key = "\"koers_case\"";
  const std::size_t at = line.find(key);
  if (at == std::string_view::npos) return false;
  const std::size_t next = line.find_first_not_of(" \t", at + key.size());
  return next != std::string_view::npos && line[next] == ':';
}

std::uint32_t lines_in(std::string_view text) { return static_cast<std::uint32_t>(std::ranges::count(text, '\n')); }

class Pieces {
 public:
  Pieces(const std::string& path, Language language) : language_(language), source_(open(path)) {
    while (!ended_ && text_.find_first_not_of(" \t\r\n") == std::string::npos) more();
    const std::size_t first = text_.find_first_not_of(" \t\r\n");
    lines_format_ = first != std::string::npos && text_[first] != '{' && text_[first] != '[';
  }

  bool lines_format() const { return lines_format_; }

  /// The text of the next case; empty at the end. `line`: that of the file before its first.
  std::string next(std::uint32_t& line) {
    line = line_;
    const std::size_t end = lines_format_ ? whole() : next_case();
    std::string out = text_.substr(0, end);
    text_.erase(0, end);
    line_ += lines_in(out);
    return out;
  }

 private:
  exchange::TextSource open(const std::string& path) {
    auto source = exchange::TextSource::open(path, exchange::Encoding::utf8);
    if (!source) refuse(Errors{source.error()}, "case", language_);
    return std::move(*source);
  }
  void more() {
    std::array<char, 65536> piece{};
    const auto size = source_.read(piece.data(), piece.size());
    if (!size) refuse(Errors{size.error()}, "case", language_);
    ended_ = *size == 0;
    text_.append(piece.data(), *size);
  }
  std::size_t whole() {
    while (!ended_) more();
    return text_.size();
  }
  /// Where the next case but one begins, or the text ends.
  std::size_t next_case() {
    std::size_t at = 0;
    bool header = false;
    for (;;) {
      std::size_t end = text_.find('\n', at);
      for (std::size_t from = at; end == std::string::npos && !ended_; end = text_.find('\n', from)) {
        from = text_.size();
        more();
      }
      const std::string_view line = std::string_view(text_).substr(at, end == std::string::npos ? end : end - at);
      if (begins_case(line)) {
        if (header) return at;
        header = true;
      }
      if (end == std::string::npos) return text_.size();
      at = end + 1;
    }
  }

  Language language_;
  exchange::TextSource source_;
  std::string text_;
  std::uint32_t line_ = 0;
  bool ended_ = false, lines_format_ = false;
};

}  // namespace

const method::Catalogue& CaseStream::catalogue(const dossier::CaseFile& file) {
  const auto found = catalogues_.of(file.entries);
  if (!found) refuse(found.error(), language_);
  return **found;
}

void CaseStream::one(dossier::CaseFile file, const std::string& path, std::uint32_t line,
                     const std::function<void(const One&)>& take) {
  JournalId journal = file.journal;
  if (journal.empty() && !file.entries.empty()) journal = file.entries.front().journal;
  if (!journal.empty() && !seen_.insert(journal).second)
    refuse(Errors{error("case.twice", {}, {path, line + 1, 0, {}})}, "case", language_);
  ++cases_;
  std::erase_if(file.entries, [&](const dossier::Entry& entry) { return entry.date() > today_; });
  synthetic_ |= file.synthetic;
  const dossier::Dossier dossier = dossier::replay(file.entries);
  take({file, journal, dossier, catalogue(file)});
}

void each_case(const std::string& path, Language language,
               const std::function<void(dossier::CaseFile, std::uint32_t)>& take) {
  Pieces pieces(path, language);
  std::uint32_t line = 0;
  bool any = false;
  for (std::string text = pieces.next(line); !text.empty() || !any; text = pieces.next(line)) {
    const bool blank = text.find_first_not_of(" \t\r\n") == std::string::npos;
    if (any && blank) continue;
    any = true;
    const bool lines = pieces.lines_format();
    auto read = lines ? dossier::read_lines(text, path) : dossier::read_case(text, path);
    if (!read) {
      for (Error& fault : read.error()) fault.place.line += fault.place.line == 0 ? 0 : line;
      refuse(std::move(read.error()), lines ? "lines" : "case", language);
    }
    take(std::move(*read), line);
  }
}

void CaseStream::each(const std::vector<std::string>& paths, const std::function<void(const One&)>& take) {
  for (const std::string& path : paths) {
    each_case(path, language_,
              [&](dossier::CaseFile file, std::uint32_t line) { one(std::move(file), path, line, take); });
  }
}

}  // namespace koers::cli
