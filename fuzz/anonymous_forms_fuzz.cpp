// Whatever a file of anonymous forms holds: counts that add up, or faults with a line, and never a word of the file in a fault.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "exchange/yaml.h"
#include "measure/instrument.h"
#include "report/satisfaction.h"

namespace {

using namespace koers;

constexpr std::string_view made_up = R"(
instrument: satisfaction
name: {nl: x, en: x}
class: own
holder: nobody
licence: {text: x, may_modify: yes, may_score: yes, languages: [nl]}
better: {value: higher}
informants: {codes: [mother]}
answer_sets:
  - {code: yes3, least: 1, most: 3, points: {1: {nl: n, en: n}, 2: {nl: s, en: s}, 3: {nl: y, en: y}, 9: {nl: "-", en: "-"}}, not_applicable: 9}
items:
  - {code: a, answers: yes3, text: {nl: a, en: a}}
  - {code: b, answers: yes3, text: {nl: b, en: b}}
prompts: [{code: keep, text: {nl: k, en: k}}]
)";

const measure::Instrument& instrument() {
  static const measure::Instrument found = [] {
    json::Document document;
    const auto root = exchange::read_yaml(made_up, document, "fuzz.yaml");
    if (!root) std::abort();
    auto read = measure::read_instrument(*root, "fuzz.yaml");
    if (!read) std::abort();
    return std::move(*read);
  }();
  return found;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto ledger = report::read_ledger(text, instrument(), "fuzz")) {
    const std::string written = report::write_ledger(*ledger, instrument());
    const auto again = report::read_ledger(written, instrument(), "fuzz");
    if (!again || report::write_ledger(*again, instrument()) != written) std::abort();
  }
  report::AnonymousReader reader(instrument(), "fuzz");
  for (bool on = true; on && !text.empty();) {
    const std::size_t end = text.find('\n');
    on = reader.line(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  for (const Error& fault : reader.end()) {
    if (fault.code.empty() || fault.place.line == 0) std::abort();
  }
  if (!reader.end().empty()) return 0;
  report::Report report;
  if (!report::add_satisfaction(report, instrument(), reader.forms(), nullptr)) std::abort();
  for (const Figure& figure : report.figures()) {
    if (figure.code.starts_with("forms.") && figure.value && figure.n < 5) std::abort();
  }
  return 0;
}
