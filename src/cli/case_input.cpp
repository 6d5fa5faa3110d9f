#include "cli/case_input.h"

#include <array>

#include "dossier/line_format.h"
#include "exchange/text_source.h"

namespace koers::cli {

dossier::CaseFile read_case_or_refuse(const std::string& path, Language language) {
  auto source = exchange::TextSource::open(path, exchange::Encoding::utf8);
  if (!source) refuse(Errors{source.error()}, "case", language);
  std::string text;
  std::array<char, 65536> piece{};
  for (;;) {
    const auto size = source->read(piece.data(), piece.size());
    if (!size) refuse(Errors{size.error()}, "case", language);
    if (*size == 0) break;
    text.append(piece.data(), *size);
  }
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  const bool lines = first != std::string::npos && text[first] != '{' && text[first] != '[';
  auto read = lines ? dossier::read_lines(text, path) : dossier::read_case(text, path);
  if (!read) refuse(std::move(read.error()), lines ? "lines" : "case", language);
  return std::move(*read);
}

}  // namespace koers::cli
