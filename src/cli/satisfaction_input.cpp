#include "cli/satisfaction_input.h"

#include <algorithm>
#include <array>

#include "cli/shipped.h"
#include "exchange/text_source.h"

namespace koers::cli {

const measure::Instrument& satisfaction_form() {
  return *std::ranges::find(shipped_frames(), "satisfaction", &measure::Instrument::code);
}

report::AnonymousForms anonymous_or_refuse(const std::string& path, const measure::Instrument& form, LocalDate today,
                                           Language language) {
  auto source = exchange::TextSource::open(path, exchange::Encoding::utf8);
  if (!source) refuse(Errors{source.error()}, "case", language);
  report::AnonymousReader reader(form, path, {.today = today});
  constexpr std::size_t longest = 1 << 20;  // of a line without end: more is not kept, the reader says it is too long
  std::string text;
  std::array<char, 65536> piece{};
  bool on = true;
  while (on) {
    const auto size = source->read(piece.data(), piece.size());
    if (!size) refuse(Errors{size.error()}, "case", language);
    if (*size == 0) break;
    text.append(piece.data(), *size);
    std::size_t from = 0;
    for (std::size_t end = text.find('\n'); on && end != std::string::npos; end = text.find('\n', from)) {
      on = reader.line(std::string_view(text).substr(from, end - from));
      from = end + 1;
    }
    text.erase(0, from);
    if (text.size() > longest) break;
  }
  if (on && !text.empty()) reader.line(text);
  const Errors& faults = reader.end();
  if (!faults.empty()) refuse(faults, "case", language);
  return reader.forms();
}

}  // namespace koers::cli
